"""Two records of one person become one, whole or not at all, and can be parted again."""

from __future__ import annotations

import pytest

from chartroom import ehr

TABLES = "identifiers coverage encounters documents problems release_requests disclosures patients"


def content(db) -> dict[str, set[tuple]]:
    """What the hospital's tables hold."""
    return {
        table: {tuple(row) for row in db.execute(f"SELECT * FROM {table}")}
        for table in TABLES.split()
    }


def test_everything_goes_to_the_record_that_is_kept(db):
    moved = ehr.merge(db, "TH-100003", "TH-100004", "same person, same Social Security number")
    assert moved == {
        "identifiers": 2, "coverage": 1, "encounters": 1, "documents": 1, "problems": 2,
        "release_requests": 1, "disclosures": 1,
    }  # fmt: skip
    chart = ehr.chart(db, "TH-100003")
    assert {one["encounter_id"] for one in chart["encounters"]} == {"E3", "E4"}
    assert {one["code"] for one in chart["problems"]} == {"I10", "E11.9"}
    assert [(one["type"], one["value"]) for one in chart["identifiers"]] == [
        ("Clinic MRN", "C-77"), ("SSN", "901-22-1111"),
    ]  # fmt: skip
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_the_removed_number_leads_to_the_kept_record(db):
    ehr.merge(db, "TH-100003", "TH-100004", "same person")
    chart = ehr.chart(db, "TH-100004")
    assert (chart["patient"]["mrn"], chart["asked_for"]) == ("TH-100003", "TH-100004")
    assert chart["former_numbers"] == ["TH-100004"]
    assert {one["mrn"] for one in ehr.search(db, "TH-100004")} == {"TH-100004", "TH-100003"}
    assert ehr.patient(db, "TH-100004")["merged_into"] == "TH-100003"
    with pytest.raises(ehr.EhrError, match="merged into TH-100003"):
        ehr.update(db, "TH-100004", {"city": "Gull Point"}, "moved")


def test_logs_stay_as_written_and_show_both_numbers(db):
    ehr.merge(db, "TH-100003", "TH-100004", "same person")
    log = ehr.access_log(db, "TH-100003")
    assert ("boneil", "TH-100004") in {(one["user_id"], one["mrn"]) for one in log}
    assert {one["reason"] for one in ehr.audit(db, "TH-100003")} == {"same person"}


def test_a_mothers_number_is_changed_in_the_babys_record(db):
    ehr.merge(db, "TH-100006", "TH-100001", "test")
    assert ehr.patient(db, "TH-100002")["mother_mrn"] == "TH-100006"


def test_taking_it_back_restores_every_row(db):
    before = content(db)
    ehr.merge(db, "TH-100003", "TH-100004", "same person")
    assert content(db) != before
    ehr.unmerge(db, "TH-100004", "they are brothers")
    assert content(db) == before
    ehr.merge(db, "TH-100003", "TH-100004", "same person after all")
    assert len(ehr.chart(db, "TH-100003")["encounters"]) == 2


@pytest.mark.parametrize(
    ("keep", "remove", "reason", "said"),
    [
        ("TH-100003", "TH-100003", "same", "given twice"),
        ("TH-100003", "TH-000000", "same", "no patient"),
        ("TH-100003", "TH-100004", "  ", "Reason is missing"),
    ],
)
def test_what_cannot_be_merged_gets_a_sentence(db, keep, remove, reason, said):
    before = content(db)
    with pytest.raises(ehr.EhrError, match=said):
        ehr.merge(db, keep, remove, reason)
    assert content(db) == before


def test_a_merged_record_is_not_merged_again_nor_parted_twice(db):
    ehr.merge(db, "TH-100003", "TH-100004", "same person")
    for pair in (("TH-100001", "TH-100004"), ("TH-100004", "TH-100001")):
        with pytest.raises(ehr.EhrError, match="already"):
            ehr.merge(db, *pair, "same person")
    ehr.unmerge(db, "TH-100004", "no")
    with pytest.raises(ehr.EhrError, match="was not merged"):
        ehr.unmerge(db, "TH-100004", "no")


def test_a_failure_in_the_middle_leaves_both_records_as_they_were(db):
    before = content(db)
    db.execute(
        "CREATE TEMP TRIGGER fail BEFORE UPDATE ON disclosures "
        "BEGIN SELECT RAISE(ABORT, 'no luck'); END"
    )
    with pytest.raises(ehr.EhrError, match="TH-100004 was not merged into TH-100003: no luck"):
        ehr.merge(db, "TH-100003", "TH-100004", "same person")
    assert content(db) == before
    assert ehr.audit(db) == []
