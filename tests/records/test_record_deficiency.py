"""The deficiency desk's rules, and the hospital's own deficiency table worked out again."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from chartroom import paths, records

SNAPSHOT = date(2026, 10, 15)


def table(name: str) -> list[dict[str, str]]:
    with (paths.datasets() / "hospital" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def paper(kind: str, author: str, signed: bool = True) -> records.Paper:
    at = datetime(2026, 6, 2, 9)
    return records.Paper(f"D-{kind}", kind, author, at, author, at if signed else None)


def chart(*papers: records.Paper, **more) -> records.Chart:
    stay = records.Stay(
        *("E1", "TH-000001", "inpatient", "att"),
        datetime(2026, 6, 1, 12),
        datetime(2026, 6, 4, 12),
        **more,
    )
    return records.Chart(stay, papers, {"att": "A. Attending, MD"})


WHOLE = (
    paper("History and physical", "att"),
    paper("Medication list", "att"),
    paper("Discharge summary", "att"),
)


def test_the_hospitals_deficiencies_are_found_again_and_beside_them_only_planted_defects():
    kept = defaultdict(list)
    for row in table("deficiencies"):
        kept[row["encounter_id"]].append((row["kind"], row["document_type"], row["provider_id"]))
    planted = " ".join(f"{row['row']} {row['was']}" for row in table("planted_defects"))
    looked_at = 0
    for one in records.stays():
        analyzed = one.stay.discharged_at.date() + timedelta(days=3)
        if analyzed >= SNAPSHOT:
            continue
        looked_at += 1
        found = sorted(
            (item.kind, item.document_type, item.provider_id)
            for item in records.analyze(one, analyzed)
        )
        if found != sorted(kept[one.stay.encounter_id]):
            assert one.stay.encounter_id[1:] in planted, one.stay.encounter_id
    assert looked_at > 1000


def test_an_unsigned_document_goes_to_its_author_not_to_the_attending():
    found = records.analyze(chart(*WHOLE, paper("Consultation", "con", signed=False)), "2026-06-07")
    assert [(one.kind, one.document_type, one.provider_id) for one in found] == [
        ("missing signature", "Consultation", "con")
    ]
    assert found[0].due_on == date(2026, 7, 4)


def test_a_missing_document_goes_to_who_had_to_write_it():
    found = records.analyze(
        chart(WHOLE[1], paper("Anesthesia record", "ane"), surgeon_id="sur", via_ed=True),
        "2026-06-07",
    )
    assert {(one.document_type, one.provider_id) for one in found} == {
        ("History and physical", "att"),
        ("ED record", ""),
        ("Operative report", "sur"),
        ("Discharge summary", "att"),
    }


def test_a_chart_without_an_operation_needs_no_operative_report():
    assert records.analyze(chart(*WHOLE, surgeon_id="sur"), "2026-06-07") == ()


def test_a_chart_on_a_day_holds_nothing_of_later_days():
    late = replace(paper("Consultation", "con"), signed_at=datetime(2026, 6, 9, 8))
    whole = chart(*WHOLE, late)
    assert len(records.analyze(whole, "2026-06-08")) == 1
    assert records.analyze(whole, "2026-06-09") == ()
    assert whole.on("2026-06-01").papers == ()


def test_who_is_not_known_is_to_be_asked():
    assert chart().name("") == "(ask the department)"
    assert chart().name("att") == "A. Attending, MD"


def test_an_unknown_encounter_is_named():
    with pytest.raises(records.RecordsError, match="There is no encounter E1"):
        records.open_chart("E1")


def test_the_tables_show_a_row_for_each_document_and_deficiency():
    one = records.open_chart("E338329857")
    shown = records.document_list(one, "2026-04-25")
    assert len(shown) == 12
    assert list(shown["Signed"]).count("not signed") == 3
    assert list(records.deficiency_list(one, "2026-04-25")["Assigned to"]) == [
        "Caleb Osei, MD",
        "Greta Holm, MD",
        "Greta Holm, MD",
    ]
    assert records.deficiency_list(chart(*WHOLE), "2026-06-07").empty
