"""A month counted from small tables by hand, and from the course's hospital."""

from __future__ import annotations

import pandas as pd
import pytest

from chartroom import hospital
from chartroom.quality import QualityError, month_report

UNITS = ("4W", "BC")


def stay(number, start, end, disposition="01", mrn=None, kind="inpatient"):
    return {
        "encounter_id": f"E{number}",
        "mrn": mrn or f"TH-{number}",
        "kind": kind,
        "admitted_at": start,
        "discharged_at": end,
        "disposition": disposition,
    }


def census(days=30, beds=10, unit_days=None):
    rows = [
        {
            "day": f"2026-06-{day:02d}",
            "department_id": unit,
            "beds": beds + (day > 15) * 2,
            "service_days": 4,
        }
        for unit in (*UNITS, "NUR")
        for day in range(1, (unit_days or {}).get(unit, days) + 1)
    ]
    return pd.DataFrame(rows)


def tables(stays, codes=(), due=(), counted=None):
    return {
        "encounters": pd.DataFrame(
            stays, columns=list(stay(0, "", "")) if not stays else None
        ).astype(str),
        "procedures": pd.DataFrame(codes, columns=["encounter_id", "code"]).astype(str),
        "census": census() if counted is None else counted,
        "deficiencies": pd.DataFrame(due, columns=["encounter_id", "due_on", "completed_on"]),
    }


JUNE = [
    stay(1, "2026-05-30 10:00", "2026-06-02 09:00"),  # 3 days
    stay(2, "2026-06-05 08:00", "2026-06-05 20:00"),  # same day: 1
    stay(3, "2026-06-10 10:00", "2026-06-11 23:00", "20"),  # died after 37 hours: 1
    stay(4, "2026-06-10 10:00", "2026-06-14 10:00", "20"),  # died after four days: 4
    stay(5, "2026-06-12 10:00", "2026-06-13 10:00", "02"),  # to another hospital: no index
    stay(6, "2026-06-28 10:00", "2026-07-02 10:00"),  # discharged in July
    stay(7, "2026-06-20 10:00", "2026-06-22 10:00", mrn="TH-1"),  # back within 30 days
    stay(8, "2026-06-20 10:00", "2026-06-22 10:00", kind="newborn"),
    stay(9, "2026-06-20 10:00", "2026-06-22 10:00", kind="ED"),
    stay(10, "2026-07-30 10:00", "2026-08-05 10:00"),  # so that the data go on
]


def test_a_month_is_counted_by_the_definitions():
    codes = [("E2", "10D00Z1"), ("E7", "10E0XZZ"), ("E7", "0KQM0ZZ"), ("E6", "10D00Z1")]
    due = [("E1", "2026-06-15", ""), ("E2", "2026-07-20", ""), ("E3", "2026-06-20", "2026-06-25")]
    report = month_report(tables(JUNE, codes, due), "2026-06")
    counted = {key: (figure.top, figure.bottom) for key, figure in report.figures.items()}
    assert counted == {
        "stay": (12, 6),
        "gross death": (2, 6),
        "net death": (1, 5),
        "cesarean": (1, 2),
        "readmission": (1, 3),
        "census": (240, 30),
        "occupancy": (240, 2 * (10 * 15 + 12 * 15)),
        "delinquency": (1, 6),
    }
    assert report.left_out == ()


def test_a_stay_that_cannot_be_counted_is_named():
    wrong = [
        stay(20, "2026-06-09 10:00", "2026-06-02 09:00"),
        stay(21, "2026-06-31 10:00", "2026-07-02 09:00"),
        stay(22, "2026-04-09 10:00", "2026-04-02 09:00"),  # not this month's concern
    ]
    report = month_report(tables([*JUNE, *wrong]), "2026-06")
    assert report.figures["stay"].bottom == 6
    assert [note.split(":")[0] for note in report.left_out] == ["stay E20", "stay E21"]


def test_a_census_with_days_missing_gives_no_occupancy():
    report = month_report(tables(JUNE, counted=census(unit_days={"BC": 28})), "2026-06")
    assert "occupancy" not in report.figures
    assert "BC 28" in report.left_out[0]
    assert "stay" in report.figures


def test_a_unit_of_one_bed_counts():
    one = pd.DataFrame(
        [
            {"day": f"2026-06-{day:02d}", "department_id": "4W", "beds": 1, "service_days": day % 2}
            for day in range(1, 31)
        ]
    )
    report = month_report(tables(JUNE, counted=one), "2026-06")
    assert report.figures["occupancy"].value == 50


def test_an_empty_month_has_no_values_and_says_so():
    report = month_report(tables([], counted=census(days=30)), "2026-06")
    for key in ("stay", "gross death", "net death", "cesarean", "readmission", "delinquency"):
        assert report.figures[key].value is None
    assert "no value" in str(report)


def test_readmissions_that_cannot_yet_be_seen_are_said():
    report = month_report(tables(JUNE[:9]), "2026-06")
    assert any("may still rise" in note for note in report.left_out)


@pytest.mark.parametrize("month", ["June 2026", "2026-13", "2026-6", "", "2026-06-01"])
def test_a_month_is_written_one_way(month):
    with pytest.raises(QualityError, match="such as 2026-05"):
        month_report(tables(JUNE), month)


def test_a_table_that_is_missing_is_named():
    few = tables(JUNE)
    del few["census"]
    with pytest.raises(QualityError, match="census"):
        month_report(few, "2026-06")


def test_the_hospitals_own_month_agrees_with_its_census():
    every = hospital.load()
    report = month_report(every, "2026-07")
    counted = every["census"]
    july = counted[counted["day"].str.startswith("2026-07") & (counted["department_id"] != "NUR")]
    assert report.figures["census"].top == july["service_days"].sum()
    # The census was taken before defects were planted: a stay with broken dates is the difference.
    apart = abs(report.figures["stay"].bottom - july["discharges"].sum())
    assert apart <= len(report.left_out) + 1
