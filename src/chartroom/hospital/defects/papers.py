"""Documents that are unsigned, missing or copied."""

from __future__ import annotations

from chartroom.hospital import notes
from chartroom.hospital.defects.record import Record, Way
from chartroom.hospital.draw import Draw

_STAYS = ("inpatient", "newborn", "observation")
_NEEDED = ("Discharge summary", "Operative report", "History and physical")


def unsigned_document(record: Record, draw: Draw, person: int) -> bool:
    """Take a signature away that nobody is asked for."""
    rows = [at for at in _complete(record, person) if _of(record, at, "status") == "signed"]
    at = record.one(draw, person, "unsigned", rows)
    if at is None:
        return False
    number = _of(record, at, "document_id")
    for signature in record.rows_of("signatures", "document_id", number):
        record.put("signatures", signature, "signed_at", "")
    way = Way(
        "An unsigned document more than 30 days after discharge without an open deficiency.",
        "Assign a deficiency to its author; do not sign for the author.",
    )
    record.change("unsigned-document", person, way, "documents", at, "status", "unsigned")
    return True


def missing_document(record: Record, draw: Draw, person: int) -> bool:
    """Leave out a document that a stay must have, without a deficiency."""
    rows = [at for at in _complete(record, person) if _of(record, at, "type") in _NEEDED]
    at = record.one(draw, person, "missing", rows)
    if at is None:
        return False
    number = _of(record, at, "document_id")
    for signature in record.rows_of("signatures", "document_id", number):
        record.drop("signatures", signature)
    record.drop("documents", at)
    way = Way(
        "A stay without the document, and no deficiency says so.",
        "Assign a deficiency to the provider who must write it.",
    )
    key = {"encounter_id": _of(record, at, "encounter_id"), "type": _of(record, at, "type")}
    record.note("missing-document", person, way, "documents", key, "", number, "")
    return True


def copied_note(record: Record, draw: Draw, person: int) -> bool:
    """Replace the text of a progress note by a copy of the one before."""
    before = None
    for at in record.of_patient("documents", person, ("inpatient", "newborn")):
        if _of(record, at, "type") != "Progress note" or not _of(record, at, "text"):
            continue
        if before and _of(record, at, "encounter_id") == _of(record, before, "encounter_id"):
            copy = notes.copy_forward(
                _of(record, before, "text"), record.number(draw, person, "copied")
            )
            record.put("documents", at, "text", copy)
            way = Way(
                "Same words as the note before, with the earlier day, date and vital signs.",
                "Show it to the author, who adds what is true of that day; never edit it yourself.",
            )
            key = {"document_id": _of(record, at, "document_id")}
            source = _of(record, before, "document_id")
            record.note("copied-note", person, way, "documents", key, "text", "", source)
            return True
        before = at
    return False


def _complete(record: Record, person: int) -> list[int]:
    """Return the documents of stays that have no deficiency."""
    rows: list[int] = []
    for at in record.encounters(person):
        number = record.value("encounters", at, "encounter_id")
        if record.value("encounters", at, "kind") in _STAYS and not record.rows_of(
            "deficiencies", "encounter_id", number
        ):
            rows += record.rows_of("documents", "encounter_id", number)
    return [at for at in rows if record.value("documents", at, "written_at") < "2026-09-10"]


def _of(record: Record, at: int, column: str) -> str:
    return record.value("documents", at, column)
