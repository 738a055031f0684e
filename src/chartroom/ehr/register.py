"""Register a patient, and correct a registration."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from chartroom.ehr.chart import registration
from chartroom.ehr.columns import today
from chartroom.ehr.connection import saving
from chartroom.ehr.ddl import quoted
from chartroom.ehr.duplicates import possible_duplicates
from chartroom.ehr.errors import EhrError, InvalidFields, PossibleDuplicates
from chartroom.ehr.log import note_access
from chartroom.ehr.tidy import tidy
from chartroom.ehr.validate import OURS, validate

_WIDTH = 6  # digits of a medical record number, at least


def register(db: sqlite3.Connection, fields: Mapping[str, object], confirm: bool = False) -> str:
    """Register a new patient and return the medical record number given.

    Args:
        db: from ``connect``.
        fields: columns of ``patients`` as typed; the EHR fills in mrn, registered_on and status.
        confirm: somebody compared the possible duplicates, and this is another person.

    Raises:
        InvalidFields: fields are missing or wrong.
        PossibleDuplicates: patients to compare with first.
        EhrError: it could not be saved.
    """
    given = tidy(fields)
    problems = _set_by_us(given) | validate(given)
    problems |= _mother_problem(db, given, problems)
    if problems:
        raise InvalidFields(problems)
    given |= {"registered_on": today(), "status": "active"}
    with saving(db, "The patient was not registered", "registration"):
        # Looked for inside the transaction, so that two desks cannot register one person at once.
        if not confirm and (matches := possible_duplicates(db, given)):
            raise PossibleDuplicates(matches)
        given["mrn"] = _new_mrn(db)
        names = ", ".join(map(quoted, given))
        marks = ", ".join("?" * len(given))
        db.execute(f"INSERT INTO patients({names}) VALUES ({marks})", tuple(given.values()))
        note_access(db, str(given["mrn"]), "edit", "registration")
    return str(given["mrn"])


def update(
    db: sqlite3.Connection, mrn: str, fields: Mapping[str, object], reason: str
) -> dict[str, object]:
    """Correct a patient's registration and return it.

    Args:
        db: from ``connect``.
        mrn: medical record number.
        fields: only what changes; None or "" empties a field that may be empty.
        reason: why, for the audit trail, e.g. "patient showed new address".

    Raises:
        InvalidFields: fields are wrong, or the reason is missing (field ``reason``).
        EhrError: no such patient, the record was merged, or it could not be saved.
    """
    before = registration(db, mrn)
    if before["merged_into"]:
        raise EhrError(
            f"{mrn} was merged into {before['merged_into']}, so it is not changed; change that "
            "record instead."
        )
    given = tidy(fields)
    problems = _set_by_us(given)
    after = before | {name: value for name, value in given.items() if name not in problems}
    # What was in the record already, and is not touched, is not held against the student.
    old = validate(before)
    problems |= {
        name: text for name, text in validate(after).items() if name in given or name not in old
    }
    problems |= _mother_problem(db, given, problems)
    if not isinstance(reason, str) or not reason.strip():
        problems["reason"] = "Reason is missing; say why the registration is changed."
    if problems:
        raise InvalidFields(problems)
    changed = {name: value for name, value in given.items() if before[name] != value}
    if changed:
        sets = ", ".join(f"{quoted(name)} = ?" for name in changed)
        number = before["mrn"]
        with saving(db, f"The registration of {number} was not changed", reason.strip()):
            db.execute(f"UPDATE patients SET {sets} WHERE mrn = ?", (*changed.values(), number))
            note_access(db, str(number), "edit", "registration")
    return registration(db, mrn)


def _set_by_us(given: Mapping[str, object]) -> dict[str, str]:
    return {
        name: f"The field {name} is filled in by the EHR; leave it out."
        for name in OURS["patients"]
        if name in given
    }


def _mother_problem(
    db: sqlite3.Connection, given: Mapping[str, object], problems: Mapping[str, str]
) -> dict[str, str]:
    mother = given.get("mother_mrn")
    if not mother or "mother_mrn" in problems:
        return {}
    if db.execute("SELECT 1 FROM patients WHERE mrn = ?", (mother,)).fetchone():
        return {}
    return {"mother_mrn": f"Mother's MRN {mother} is not in the index; register the mother first."}


def _new_mrn(db: sqlite3.Connection) -> str:
    # The number of a patient whose row was rejected is somebody's all the same.
    given = db.execute(
        """SELECT max(CAST(substr(mrn, 4) AS INTEGER))
           FROM patients INDEXED BY by_patients_number WHERE mrn GLOB 'TH-*'
           UNION ALL SELECT max(CAST(substr(row ->> '$.mrn', 4) AS INTEGER))
           FROM rejected_rows WHERE table_name = 'patients' AND row ->> '$.mrn' GLOB 'TH-*'"""
    ).fetchall()
    return f"TH-{max(last or 0 for (last,) in given) + 1:0{_WIDTH}d}"
