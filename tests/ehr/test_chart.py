"""The record is opened whole, and opening it is written down."""

from __future__ import annotations

import pytest

from chartroom import ehr


def test_the_chart_holds_the_record(db):
    chart = ehr.chart(db, "TH-100001")
    assert chart["patient"]["first_name"] == "María José"
    assert [one["value"] for one in chart["identifiers"]] == ["900-12-3456"]
    (stay,) = chart["encounters"]
    assert (stay["department"], stay["attending"]) == ("Three West, Medicine", "Ada Okafor, MD")
    assert [one["code"] for one in stay["diagnoses"]] == ["O80", "Z37.0"]
    assert [one["document_id"] for one in stay["documents"]] == ["D2", "D1"]
    assert "text" not in stay["documents"][0]
    assert [one["test"] for one in stay["results"]] == ["hgb"]
    counts = {name: len(stay[name]) for name in ("procedures", "orders", "vitals", "medications",
                                                 "claims", "deficiencies")}  # fmt: skip
    assert counts == {"procedures": 1, "orders": 2, "vitals": 1, "medications": 1, "claims": 1,
                      "deficiencies": 1}  # fmt: skip


def test_encounters_stand_with_the_latest_first(db):
    ehr.merge(db, "TH-100003", "TH-100004", "one person")
    assert [one["encounter_id"] for one in ehr.chart(db, "TH-100003")["encounters"]] == ["E3", "E4"]


def test_a_document_comes_with_text_and_signatures(db):
    document = ehr.document(db, "D1")
    assert document["text"] == 'Rétablie.\nGoes home, "well".'
    assert document["author"] == "Ada Okafor, MD"
    assert document["addenda"] == []
    assert document["signatures"][0]["signed_at"] == "2026-05-05 09:00"


def test_each_opening_is_in_the_access_log_and_searching_is_not(path):
    db = ehr.connect(path, user="tvance")
    ehr.search(db, "nunez")
    assert ehr.access_log(db, user="tvance") == []
    ehr.patient(db, "TH-100001")
    ehr.chart(db, "TH-100001")
    ehr.document(db, "D1")
    lines = ehr.access_log(db, user="tvance")
    assert [(one["action"], one["part"]) for one in lines] == [
        ("view", "Discharge summary"), ("view", "chart"), ("view", "registration"),
    ]  # fmt: skip
    assert lines[0]["user_name"] == "Terry Vance"
    assert lines[0]["encounter_id"] == "E1"
    assert {one["user_id"] for one in ehr.access_log(db, "TH-100001")} == {"tvance", "aokafor"}
    assert len(ehr.access_log(db)) == 5
    assert len(ehr.access_log(db, limit=2)) == 2


def test_what_is_not_there_is_said_and_not_logged(db):
    for call in (ehr.patient, ehr.chart, ehr.document):
        for number in ("TH-000000", "", None, 7, "' OR 1=1 --", "\ud800", "🐉" * 5000):
            with pytest.raises(ehr.EhrError, match=r"There is no (patient|document)"):
                call(db, number)
    assert ehr.access_log(db, user="student") == []
