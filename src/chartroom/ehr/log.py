"""Who opened what, who changed what, and what was not taken in."""

from __future__ import annotations

import json
import sqlite3

from chartroom.ehr.columns import now
from chartroom.ehr.connection import new_number
from chartroom.ehr.views import WHOLE_NAME

_MOST = 1000


def note_access(
    db: sqlite3.Connection, mrn: str, action: str, part: str, encounter_id: str | None = None
) -> None:
    """Write a line of the access log; to be called inside ``saving``."""
    number = new_number(db, "access_log", "access_id", "V", 11)
    db.execute(
        "INSERT INTO access_log(access_id, at, user_id, mrn, encounter_id, action, part) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number, now(), db.user, mrn, encounter_id, action, part),
    )


def access_log(
    db: sqlite3.Connection, mrn: str | None = None, user: str | None = None, limit: int = _MOST
) -> list[dict[str, object]]:
    """Return who opened what, the latest first.

    Args:
        db: from ``connect``.
        mrn: only of this patient, with the numbers merged into it.
        user: only by this sign-on name.
        limit: how many lines at most.
    """
    where, values = ["1"], []
    if mrn is not None:
        numbers = numbers_of(db, mrn)
        where.append(f"a.mrn IN ({', '.join('?' * len(numbers))})")
        values += numbers
    if user is not None:
        where.append("a.user_id = ?")
        values.append(user)
    # The lines first and the names then: with millions of lines the order decides the time.
    return rows(
        db,
        f"""SELECT a.access_id, a.at, a.user_id, u.first_name || ' ' || u.last_name AS user_name,
                   u.job, a.mrn, {WHOLE_NAME.format(p="p")} AS whole_name, a.encounter_id,
                   a.action, a.part
            FROM (SELECT * FROM access_log a WHERE {" AND ".join(where)}
                  ORDER BY a.at DESC, a.access_id DESC LIMIT ?) a
            JOIN users u ON u.user_id = a.user_id JOIN patients p ON p.mrn = a.mrn
            ORDER BY a.at DESC, a.access_id DESC""",
        (*values, limit),
    )


def audit(
    db: sqlite3.Connection, mrn: str | None = None, limit: int = _MOST
) -> list[dict[str, object]]:
    """Return what was changed, the latest first: who, when, where, old, new, why.

    Args:
        db: from ``connect``.
        mrn: only of this patient, with the numbers merged into it.
        limit: how many lines at most.
    """
    where, values = "1", []
    if mrn is not None:
        values = numbers_of(db, mrn)
        where = f"mrn IN ({', '.join('?' * len(values))})"
    sql = f"SELECT * FROM audit_log_readable WHERE {where} ORDER BY id DESC LIMIT ?"
    return rows(db, sql, (*values, limit))


def rejected(db: sqlite3.Connection, table: str | None = None) -> list[dict[str, object]]:
    """Return the rows of the data set that the EHR did not take: table_name, row, reason."""
    where, values = ("WHERE table_name = ?", (table,)) if table else ("", ())
    found = rows(db, f"SELECT table_name, row, reason FROM rejected_rows {where}", values)
    return [one | {"row": json.loads(str(one["row"]))} for one in found]


def numbers_of(db: sqlite3.Connection, mrn: str) -> list[str]:
    """Return a medical record number and those of the records merged into it."""
    found = db.execute("SELECT mrn FROM patients WHERE merged_into = ?", (mrn,)).fetchall()
    return [mrn, *(one[0] for one in found)]


def rows(db: sqlite3.Connection, sql: str, values: tuple = ()) -> list[dict[str, object]]:
    """Return rows as dictionaries, whatever the connection's row factory."""
    cursor = db.cursor()
    cursor.row_factory = None
    cursor.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
