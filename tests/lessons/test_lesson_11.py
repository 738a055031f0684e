"""Lesson 11 and its assignment: each key is what the data and the definitions say."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from chartroom import assess, codes, hospital, paths, quality

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "manuscript" / "source" / "a11-month-audit"


@pytest.fixture(scope="module")
def tables():
    return hospital.load()


@pytest.fixture(scope="module")
def found(tables):
    return quality.check(tables)


@pytest.fixture(scope="module")
def lesson():
    return assess.load(paths.datasets() / "questions" / "11-quality-control.yaml")


@pytest.fixture(scope="module")
def assignment():
    return assess.load(HOME / "questions.yaml")


def stays(tables, month):
    every = tables["encounters"].query("kind == 'inpatient'")
    every = every[every["discharged_at"].str.startswith(month)]
    out, into = (pd.to_datetime(every[name].str[:10]) for name in ("discharged_at", "admitted_at"))
    return (out - into).dt.days.set_axis(every["encounter_id"])


def test_the_counts_of_the_lesson(lesson, tables, found):
    may, june = (quality.of_month(tables, found, month) for month in ("2026-05", "2026-06"))
    assert lesson["count-table"].key.answer == str((may["table"] == "encounters").sum())
    assert lesson["june"].key.answer == str((june["rule"] == "own-person").sum())
    assert len(may) == len(lesson["resolve"].work)


def test_the_findings_of_may_are_those_to_be_resolved(lesson, tables, found):
    may = quality.of_month(tables, found, "2026-05")
    named = set(may["row"].str.extract(r"(E\d{9})", expand=False))
    assert {item.title for item in lesson["resolve"].work} == named


def test_the_dates_that_the_lesson_says_are_the_true_ones(tables):
    defects = tables["planted_defects"].query("kind == 'reversed-dates'")
    was = defects[defects["row"].str.contains("E147338097")]["was"].str.cat(sep=" ")
    assert "2026-04-28" in was


def test_the_stays_of_the_lesson(lesson, tables):
    may, june = stays(tables, "2026-05"), stays(tables, "2026-06")
    assert (len(may), may.clip(lower=1).sum()) == (17, 75)
    assert list(may.index[may < 0]) == ["E764644705"]
    assert lesson["pandas-june"].key.answer == str(june.clip(lower=1).sum())


def test_the_sums_of_the_lesson_and_the_assignment(lesson, assignment):
    assert float(lesson["occupancy"].key.answer) == pytest.approx(
        quality.occupancy(420, quality.bed_days([(21, 20), (25, 11)])).value, abs=0.05
    )
    low, _ = quality.wilson_interval(180, 200)
    assert lesson["interval"].key.answer == f"{low:.0%}".rstrip("%")
    assert assignment["sample"].key.answer == str(quality.sample_size(1200))
    paper = {name: float(part.answer) for name, part in lesson["paper-month"].key.parts.items()}
    assert paper == pytest.approx(
        {
            "gross": quality.gross_death_rate(12, 400).value,
            "net": quality.net_death_rate(12, 4, 400).value,
            "autopsy": quality.net_autopsy_rate(3, 12, 2).value,
            "cesarean": quality.cesarean_rate(16, 50).value,
        },
        abs=0.005,
    )
    april = {name: float(part.answer) for name, part in assignment["april"].key.parts.items()}
    assert april == pytest.approx(
        {
            "alos": quality.average_length_of_stay(1125, 250).value,
            "occupancy": quality.occupancy(1050, quality.bed_days([(40, 10), (50, 20)])).value,
            "gross": quality.gross_death_rate(10, 250).value,
            "net": quality.net_death_rate(10, 4, 250).value,
            "autopsy": quality.net_autopsy_rate(2, 10, 2).value,
            "cesarean": quality.cesarean_rate(12, 40).value,
        },
        abs=0.005,
    )
    low, high = quality.wilson_interval(21, 25)
    sheet = {name: float(part.answer) for name, part in assignment["figures"].key.parts.items()}
    assert sheet == pytest.approx(
        {"code": 114 / 120 * 100, "record": 84, "low": low * 100, "high": high * 100}, abs=0.05
    )


def test_the_figures_of_the_practice_audit(lesson):
    """What the auditor should have found, as codes, gives the figures that are asked for."""
    given = {
        item.id: re.findall(r"[A-Z]\d\w(?:\.\w+)?", item.text.split("**Coded")[1])
        for item in lesson["audit"].work
    }
    right = dict(given) | {
        "r2": ["S42.021A"],
        "r3": ["J45.30"],
        "r5": ["E66.812", "Z68.37"],
        "r6": ["J18.9"],
        "r7": ["I11.0", "I50.23", "J44.9"],
    }
    late = {("r4", "L89.152"): "N"}

    def coded(sheets, marks):
        return [
            quality.Coded(name, tuple((code, marks.get((name, code), "Y")) for code in sheet))
            for name, sheet in sheets.items()
        ]

    report = quality.audit_coding(coded(given, {}), coded(right, late))
    kinds = {one.record: one.errors[0][0] if one.errors else "right" for one in report.records}
    assert kinds == {name: part.answer for name, part in lesson["audit"].key.parts.items()}
    assert report.per_code.bottom == 16
    assert f"{report.per_code.value:.1f}" == lesson["per-code"].key.answer
    assert report.per_record.value == float(lesson["per-record"].key.answer)


@pytest.mark.parametrize("name", ["lesson", "assignment"])
def test_every_code_that_is_said_to_be_given_is_complete(name, request):
    audit = request.getfixturevalue(name)["audit" if name == "lesson" else "charts"]
    for item in audit.work:
        for code in re.findall(r"[A-Z]\d\w(?:\.\w+)?", item.text.split("**Coded")[1]):
            assert codes.lookup(code).billable, (item.id, code)


def test_the_findings_and_stays_of_july(assignment, tables, found):
    july = quality.of_month(tables, found, "2026-07")
    assert july["characteristic"].value_counts().to_dict() == {
        "accuracy": 7,
        "consistency": 3,
        "granularity": 1,
        "comprehensiveness": 1,
    }
    days = stays(tables, "2026-07")
    assert set(days.index[days < 0]) == {"E469430849", "E694144353"}
    assert (days[days >= 0].clip(lower=1).sum(), (days >= 0).sum()) == (117, 25)
    wrong = july[july["rule"] == "in-before-out"]["row"].str.extract(r"(E\d{9})", expand=False)
    june = tables["encounters"].set_index("encounter_id").loc[wrong, "discharged_at"]
    assert list(june.index[june.str.startswith("2026-06")]) == [assignment["dates"].key.answer]
    named = {
        word for item in assignment["owners"].work for word in re.findall(r"E\d{9}", item.title)
    }
    assert named <= set(july["row"].str.extract(r"(E\d{9})", expand=False))


def test_what_the_charts_show(assignment):
    weekly = pd.read_csv(HOME / "data" / "summaries.csv")
    chart = quality.p_chart(list(weekly["late"]), list(weekly["due"]))
    told = {tuple(weekly["week_of"][at] for at in signal.points) for signal in chart.signals}
    after = tuple(weekly["week_of"][14:])
    assert told == {("2026-07-06",), after}
    assert after[0] == "2026-07-13"


def test_a_share_of_scans_has_one_signal():
    text = (ROOT / "manuscript" / "course" / "11-quality-control.md").read_text("utf-8")
    checked, wrong = (
        [int(one) for one in re.search(rf"^{name} = \[(.*)\]$", text, re.M)[1].split(",")]
        for name in ("checked", "wrong")
    )
    (signal,) = quality.p_chart(wrong, checked).signals
    assert signal.points == (11,)
