"""A signed document is added to, never changed."""

from __future__ import annotations

import sqlite3

import pytest

from chartroom import ehr


def test_an_amendment_is_a_document_of_its_own_and_the_original_keeps_its_text(db):
    before = ehr.document(db, "D1")["text"]
    number = ehr.amend(db, "D1", "The left side,\nnot the right.", "wrong side")
    original, addendum = ehr.document(db, "D1"), ehr.document(db, number)
    assert original["text"] == before
    assert original["status"] == "amended"
    assert [one["document_id"] for one in original["addenda"]] == [number]
    assert original["addenda"][0]["reason"] == "wrong side"
    assert original["addenda"][0]["entered_by"] == "student"
    assert (addendum["type"], addendum["amends"], addendum["status"], addendum["author_id"]) == (
        "Addendum to Discharge summary", "D1", "unsigned", "P1",
    )  # fmt: skip
    assert addendum["text"] == "The left side,\nnot the right."
    assert [(one["provider_id"], one["signed_at"]) for one in addendum["signatures"]] == [
        ("P1", None)
    ]
    actions = [(one["table_name"], one["action"]) for one in ehr.audit(db, "TH-100001")]
    assert ("documents", "update") in actions
    assert ("documents", "insert") in actions


def test_an_addendum_of_an_addendum_belongs_to_the_original(path):
    db = ehr.connect(path, user="aokafor")
    first = ehr.amend(db, "D1", "One.", "more")
    ehr.sign(db, first)
    second = ehr.amend(db, first, "Two.", "more")
    assert [one["document_id"] for one in ehr.document(db, "D1")["addenda"]] == [first, second]
    assert ehr.document(db, second)["amends"] == "D1"


@pytest.mark.parametrize(
    ("document", "text", "reason", "said"),
    [
        ("D1", " ", "slip", "Text is missing"),
        ("D1", None, "slip", "Text is missing"),
        ("D1", "More.", "", "Reason is missing"),
        ("D1", "x" * 200_001, "slip", "200,001 characters"),
        ("D1", "a\x00b", "slip", "cannot be seen"),
        ("D2", "More.", "slip", "not signed yet"),
        ("D99", "More.", "slip", "no document 'D99'"),
    ],
)
def test_what_cannot_be_amended_gets_a_sentence(db, document, text, reason, said):
    before = list(db.iterdump())
    with pytest.raises(ehr.EhrError, match=said):
        ehr.amend(db, document, text, reason)
    assert list(db.iterdump()) == before


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE documents SET text = 'another' WHERE document_id = 'D1'",
        "UPDATE documents SET text = NULL",
        "UPDATE documents SET author_id = 'P2' WHERE document_id = 'D1'",
        "UPDATE documents SET written_at = '2026-01-01 00:00' WHERE document_id = 'D1'",
        "UPDATE documents SET status = 'unsigned' WHERE document_id = 'D1'",
        "DELETE FROM documents WHERE document_id = 'D4'",
        "INSERT OR REPLACE INTO documents SELECT document_id, encounter_id, mrn, type, author_id, "
        "written_at, 'unsigned', 'another' FROM documents WHERE document_id = 'D4'",
    ],
)
def test_the_database_itself_keeps_signed_documents(db, change):
    before = list(db.iterdump())
    with pytest.raises(sqlite3.IntegrityError, match=r"never changed or deleted.*ehr\.amend"):
        db.execute(change)
    assert list(db.iterdump()) == before


def test_an_unsigned_document_can_be_corrected_and_that_is_written_down(db):
    db.execute("UPDATE documents SET text = 'Resting well.' WHERE document_id = 'D2'")
    (line,) = ehr.audit(db, "TH-100001")
    assert (line["old"], line["new"]) == ("Resting.", "Resting well.")


def test_the_author_signs_and_the_deficiency_is_completed(path):
    db = ehr.connect(path, user="aokafor")
    assert ehr.sign(db, "D2")["status"] == "signed"
    assert ehr.document(db, "D2")["signatures"][0]["signed_at"]
    waiting = db.execute("SELECT deficiency_id FROM open_deficiencies").fetchall()
    assert [one[0] for one in waiting] == ["F2"]
    assert ehr.access_log(db, user="aokafor")[1]["action"] == "sign"
    with pytest.raises(ehr.EhrError, match="signed already"):
        ehr.sign(db, "D2")
    with pytest.raises(sqlite3.IntegrityError, match="cannot be changed or taken back"):
        db.execute("UPDATE signatures SET signed_at = NULL WHERE document_id = 'D2'")


@pytest.mark.parametrize("user", ["student", "boneil", "tvance"])
def test_nobody_signs_for_the_author(path, user):
    db = ehr.connect(path, user=user)
    with pytest.raises(ehr.EhrError, match=f"signature of P1, not of {user}"):
        ehr.sign(db, "D2")
    assert ehr.document(db, "D2")["status"] == "unsigned"


def test_a_document_of_two_signers_waits_for_both(path):
    db = ehr.connect(path, user="aokafor")
    db.execute("INSERT INTO signatures VALUES ('D2', 'P2', '2026-06-03', NULL)")
    assert ehr.sign(db, "D2")["status"] == "unsigned"
    assert ehr.sign(ehr.connect(path, user="boneil"), "D2")["status"] == "signed"
