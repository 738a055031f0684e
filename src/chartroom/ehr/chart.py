"""Open a patient's record; each opening is written to the access log."""

from __future__ import annotations

import sqlite3
from collections import defaultdict

from chartroom.ehr.connection import saving
from chartroom.ehr.errors import EhrError
from chartroom.ehr.log import note_access, numbers_of, rows

# What hangs on an encounter: table and order.
_PARTS = {
    "diagnoses": "sequence",
    "procedures": "sequence",
    "documents": "written_at, document_id",
    "deficiencies": "assigned_on, deficiency_id",
    "orders": "ordered_at, order_id",
    "results": "resulted_at, order_id, test",
    "vitals": "taken_at",
    "medications": "order_id",
    "claims": "billed_on, claim_id",
}
_OF_PATIENT = {
    "identifiers": "type, value",
    "coverage": "rank, starts_on",
    "problems": "since, code",
    "release_requests": "received_on, request_id",
    "disclosures": "disclosed_on, disclosure_id",
}
_DOCUMENT = "document_id, encounter_id, mrn, type, author_id, written_at, status"
_AUTHOR = (
    "(SELECT r.first_name || ' ' || r.last_name || ', ' || r.credential FROM providers r "
    "WHERE r.provider_id = author_id) AS author"
)


def patient(db: sqlite3.Connection, mrn: str) -> dict[str, object]:
    """Return a patient's registration (columns of ``patients``) and write that it was seen.

    Raises:
        EhrError: no such number, or the access cannot be recorded.
    """
    found = registration(db, mrn)
    with saving(db, f"The registration of {mrn} was not opened"):
        note_access(db, str(found["mrn"]), "view", "registration")
    return found


def chart(db: sqlite3.Connection, mrn: str) -> dict[str, object]:
    """Return a patient's whole record and write that it was opened.

    A number that was merged opens the record that was kept; ``asked_for`` says so.

    Returns:
        ``patient`` (dict), ``asked_for`` (the number given), ``former_numbers`` (of records merged
        into this one, a list of texts), ``identifiers``, ``coverage``,
        ``problems``, ``release_requests``, ``disclosures`` (lists of dicts), and ``encounters``:
        dicts, the latest first, each with its ``department``, ``attending`` and lists of
        ``diagnoses``, ``procedures``, ``documents`` (without text), ``deficiencies``, ``orders``,
        ``results``, ``vitals``, ``medications`` and ``claims``. ``documents`` also stand in one
        list of the whole record, for one filed to another patient's encounter is in it too.

    Raises:
        EhrError: no such number, or the access cannot be recorded.
    """
    found = registration(db, mrn)
    while found["merged_into"]:
        found = registration(db, str(found["merged_into"]))
    number = str(found["mrn"])
    with saving(db, f"The chart of {number} was not opened"):
        note_access(db, number, "view", "chart")
        record: dict[str, object] = {"patient": found, "asked_for": mrn}
        record["former_numbers"] = numbers_of(db, number)[1:]
        for table, order in _OF_PATIENT.items():
            record[table] = rows(
                db, f"SELECT * FROM {table} WHERE mrn = ? ORDER BY {order}", (number,)
            )
        record["documents"] = rows(
            db,
            f"SELECT {_DOCUMENT}, {_AUTHOR} FROM documents WHERE mrn = ? "
            f"ORDER BY {_PARTS['documents']}",
            (number,),
        )
        record["encounters"] = _encounters(db, number)
    return record


def document(db: sqlite3.Connection, document_id: str) -> dict[str, object]:
    """Return a document with its text, signatures and addenda, and write that it was opened.

    Returns:
        The columns of ``documents``, ``author`` (name and credential), ``signatures``,
        ``addenda`` (documents that amend it, with reason and who entered them), ``amends`` (the
        document that this one amends, or None).

    Raises:
        EhrError: no such document, or the access cannot be recorded.
    """
    found = written(db, document_id)
    with saving(db, f"The document {document_id} was not opened"):
        part = str(found["type"])
        note_access(db, str(found["mrn"]), "view", part, str(found["encounter_id"]))
    found["signatures"] = rows(
        db,
        """SELECT s.provider_id, r.first_name || ' ' || r.last_name || ', ' || r.credential
                  AS provider, s.due_on, s.signed_at
           FROM signatures s JOIN providers r ON r.provider_id = s.provider_id
           WHERE s.document_id = ? ORDER BY s.due_on, s.provider_id""",
        (document_id,),
    )
    found["addenda"] = rows(
        db,
        f"""SELECT {_DOCUMENT}, {_AUTHOR}, text, reason, entered_by
            FROM amendments JOIN documents USING (document_id)
            WHERE amends = ? ORDER BY written_at, document_id""",
        (document_id,),
    )
    amends = db.execute("SELECT amends FROM amendments WHERE document_id = ?", (document_id,))
    found["amends"] = next((one[0] for one in amends), None)
    return found


def registration(db: sqlite3.Connection, mrn: str) -> dict[str, object]:
    """Return a row of ``patients``, without a line in the access log.

    Raises:
        EhrError: no such number.
    """
    found = rows(db, "SELECT * FROM patients WHERE mrn = ?", (_number(mrn),))
    if not found:
        raise EhrError(
            f"There is no patient with medical record number {str(mrn)[:60]!r}; look for the "
            "number with ehr.search."
        )
    return found[0]


def written(db: sqlite3.Connection, document_id: str) -> dict[str, object]:
    """Return a row of ``documents`` and the author's name, without a line in the access log.

    Raises:
        EhrError: no such document.
    """
    found = rows(
        db, f"SELECT *, {_AUTHOR} FROM documents WHERE document_id = ?", (_number(document_id),)
    )
    if not found:
        raise EhrError(
            f"There is no document {str(document_id)[:60]!r}; the chart lists the documents there "
            "are."
        )
    return found[0]


def _number(text: object) -> str:
    """Return a number of a record as the database can compare it."""
    return str(text).strip().encode("utf-8", "replace").decode()


def _encounters(db: sqlite3.Connection, mrn: str) -> list[dict[str, object]]:
    encounters = rows(
        db,
        """SELECT e.*, d.name AS department,
                  r.first_name || ' ' || r.last_name || ', ' || r.credential AS attending
           FROM encounters e JOIN departments d ON d.department_id = e.department_id
           JOIN providers r ON r.provider_id = e.attending_id
           WHERE e.mrn = ? ORDER BY e.admitted_at DESC, e.encounter_id""",
        (mrn,),
    )
    for table, order in _PARTS.items():
        columns = f"{_DOCUMENT}, {_AUTHOR}" if table == "documents" else "*"
        belonging = defaultdict(list)
        for row in rows(
            db,
            f"""SELECT {columns} FROM {table} WHERE encounter_id IN
                (SELECT encounter_id FROM encounters WHERE mrn = ?) ORDER BY {order}""",
            (mrn,),
        ):
            belonging[row["encounter_id"]].append(row)
        for encounter in encounters:
            encounter[table] = belonging[encounter["encounter_id"]]
    return encounters
