"""Merge two records of one person, and take a wrong merge back."""

from __future__ import annotations

import json
import sqlite3

from chartroom.ehr.chart import registration
from chartroom.ehr.columns import now
from chartroom.ehr.connection import saving
from chartroom.ehr.ddl import STORED, quoted
from chartroom.ehr.errors import EhrError, InvalidFields
from chartroom.ehr.log import note_access, rows

# What happened stays written as it happened.
_LEFT = ("access_log", "patients")


def merge(db: sqlite3.Connection, keep: str, remove: str, reason: str) -> dict[str, int]:
    """Move everything of one record to another: in all tables, or not at all.

    The removed number stays, marked as merged into the kept one, and still finds it. The access log
    and the audit trail are left as they were written.

    Args:
        db: from ``connect``.
        keep: medical record number that stays.
        remove: medical record number of the duplicate.
        reason: why they are one person.

    Returns:
        Rows moved, by table.

    Raises:
        InvalidFields: the reason is missing.
        EhrError: no such number, twice the same, merged already, or it could not be saved.
    """
    kept, removed = registration(db, keep), registration(db, remove)
    keep, remove = str(kept["mrn"]), str(removed["mrn"])
    if not isinstance(reason, str) or not reason.strip():
        raise InvalidFields({"reason": "Reason is missing; say why they are one person."})
    if keep == remove:
        raise EhrError(f"{keep} was given twice; give the numbers of two records.")
    for one in (kept, removed):
        if one["status"] == "merged":
            raise EhrError(
                f"{one['mrn']} is merged into {one['merged_into']} already; choose two active "
                "records."
            )
    moved: dict[str, int] = {}
    with saving(db, f"{remove} was not merged into {keep}", reason.strip()):
        number = db.execute(
            "INSERT INTO merges(at, user_id, keep, remove, reason) VALUES (?, ?, ?, ?, ?)",
            (now(), db.user, keep, remove, reason.strip()),
        ).lastrowid
        for name, column in _references():
            count = _move(db, int(number or 0), name, column, keep, remove)
            if count:
                moved[name] = moved.get(name, 0) + count
        db.execute(
            "UPDATE patients SET status = 'merged', merged_into = ? WHERE mrn = ?", (keep, remove)
        )
        note_access(db, keep, "edit", "merge")
        note_access(db, remove, "edit", "merge")
    return moved


def unmerge(db: sqlite3.Connection, remove: str, reason: str) -> dict[str, int]:
    """Take a merge back: what came from the removed record goes back to it.

    Rows entered since the merge stay with the kept record.

    Args:
        db: from ``connect``.
        remove: the number that was merged.
        reason: why they are two persons.

    Returns:
        Rows moved back, by table.

    Raises:
        InvalidFields: the reason is missing.
        EhrError: no such number, not merged here, or it could not be saved.
    """
    remove = str(registration(db, remove)["mrn"])
    if not isinstance(reason, str) or not reason.strip():
        raise InvalidFields({"reason": "Reason is missing; say why they are two persons."})
    found = db.execute(
        "SELECT merge_id, keep FROM merges WHERE remove = ? AND undone_at IS NULL", (remove,)
    ).fetchone()
    if found is None:
        raise EhrError(f"{remove} was not merged in this EHR, so nothing can be taken back.")
    number, keep = found[0], found[1]
    moved: dict[str, int] = {}
    with saving(db, f"The merge of {remove} was not taken back", reason.strip()):
        for move in rows(db, "SELECT * FROM merge_moves WHERE merge_id = ?", (number,)):
            name = str(move["table_name"])
            _move_back(db, name, json.loads(str(move["row"])), bool(move["removed"]), keep, remove)
            moved[name] = moved.get(name, 0) + 1
        db.execute(
            "UPDATE patients SET status = 'active', merged_into = NULL WHERE mrn = ?", (remove,)
        )
        db.execute("UPDATE merges SET undone_at = ? WHERE merge_id = ?", (now(), number))
        note_access(db, keep, "edit", "merge")
        note_access(db, remove, "edit", "merge")
    return moved


def _references() -> list[tuple[str, str]]:
    """Return table and column wherever a patient is referred to."""
    found = [
        (table.name, column.name)
        for table in STORED.values()
        if table.name not in _LEFT
        for column in table.columns
        if column.refers == "patients.mrn"
    ]
    return [*found, ("patients", "mother_mrn")]


def _where(name: str, row: dict[str, object]) -> tuple[str, tuple]:
    key = STORED[name].key
    return " AND ".join(f"{quoted(each)} = ?" for each in key), tuple(row[each] for each in key)


def _move(
    db: sqlite3.Connection, number: int, name: str, column: str, keep: str, remove: str
) -> int:
    found = rows(db, f"SELECT * FROM {quoted(name)} WHERE {quoted(column)} = ?", (remove,))
    for row in found:
        where, values = _where(name, row)
        # Both may have the same problem or identifier; then the kept record's row stands for both.
        changed, _ = (where, _where(name, row | {column: keep})[1])
        same = (
            column in STORED[name].key
            and db.execute(f"SELECT 1 FROM {quoted(name)} WHERE {changed}", _).fetchone()
        )
        if same:
            db.execute(f"DELETE FROM {quoted(name)} WHERE {where}", values)
        else:
            db.execute(
                f"UPDATE {quoted(name)} SET {quoted(column)} = ? WHERE {where}", (keep, *values)
            )
        db.execute(
            "INSERT INTO merge_moves(merge_id, table_name, row, removed) VALUES (?, ?, ?, ?)",
            (number, name, json.dumps(row, ensure_ascii=False), int(bool(same))),
        )
    return len(found)


def _move_back(
    db: sqlite3.Connection, name: str, row: dict, removed: bool, keep: str, remove: str
) -> None:
    if removed:
        names = ", ".join(map(quoted, row))
        marks = ", ".join("?" * len(row))
        db.execute(f"INSERT INTO {quoted(name)}({names}) VALUES ({marks})", tuple(row.values()))
        return
    column = "mother_mrn" if name == "patients" else "mrn"
    now_at = row | {column: keep} if column in STORED[name].key else row
    where, values = _where(name, now_at)
    db.execute(
        f"UPDATE {quoted(name)} SET {quoted(column)} = ? WHERE {where} AND {quoted(column)} = ?",
        (remove, *values, keep),
    )
