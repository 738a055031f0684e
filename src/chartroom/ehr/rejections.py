"""Rows that the EHR does not take, kept with the reason."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence

from chartroom.ehr.columns import problem
from chartroom.ehr.ddl import STORED, quoted


class Rejections:
    """Writes ``rejected_rows`` and remembers why, so that rows that depend on one can say it.

    ``why`` maps (table, value of its one key column) to the reason at the root of it.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.why: dict[tuple[str, object], str] = {}

    def line(
        self, name: str, values: Sequence[str], error: sqlite3.IntegrityError | None = None
    ) -> None:
        """Keep a line of a file: it was refused, or has too few or too many values."""
        columns = STORED[name].columns
        if len(values) != len(columns):
            reason = f"The line has {len(values)} values instead of {len(columns)}."
        else:
            said = map(problem, columns, values)
            reason = next((text for text in said if text), None) or _in_words(name, values, error)
        row = dict(zip((column.name for column in columns), values, strict=False))
        self.row(name, row, reason)

    def row(self, name: str, row: Mapping[str, object], reason: str, root: str = "") -> None:
        """Keep a row with a reason, and the reason at the root of it if that is another one."""
        self.note(name, row, reason)
        key = STORED[name].key
        if len(key) == 1 and key[0] in row:
            self.why.setdefault((name, row[key[0]]), root or reason)

    def note(self, name: str, row: Mapping[str, object], reason: str) -> None:
        """Keep what was left out of a row that is otherwise there."""
        self.db.execute(
            "INSERT INTO rejected_rows(table_name, row, reason) VALUES (?, ?, ?)",
            (name, json.dumps(dict(row), ensure_ascii=False), reason),
        )


def _in_words(name: str, values: Sequence[str], error: Exception | None) -> str:
    if "UNIQUE" in str(error):
        names = STORED[name].names
        key = ", ".join(f"{each} {values[names.index(each)]}" for each in STORED[name].key)
        return f"There is already a row with {key}; only the first is kept."
    return f"The database refused it: {error}."


def settle(db: sqlite3.Connection, rejections: Rejections) -> None:
    """Take out rows that refer to what is not there, and in turn those that refer to them.

    Where the reference may be empty, only the reference is left out, and that is noted.
    """
    waiting = list(STORED)
    while waiting:
        name = waiting.pop(0)
        if _settle(db, name, rejections):
            for other, table in STORED.items():
                refers = any(c.refers.partition(".")[0] == name for c in table.columns)
                if refers and other not in waiting:
                    waiting.append(other)


def _settle(db: sqlite3.Connection, name: str, rejections: Rejections) -> bool:
    table, taken_out = STORED[name], False
    where = " AND ".join(f"{quoted(key)} = ?" for key in table.key)
    for column in table.columns:
        if not column.refers:
            continue
        there, key = column.refers.split(".")
        child = f"{quoted(name)} AS c"
        orphan = (
            f"c.{quoted(column.name)} IS NOT NULL AND NOT EXISTS "
            f"(SELECT 1 FROM {quoted(there)} p WHERE p.{quoted(key)} = c.{quoted(column.name)})"
        )
        # First by the column alone, which is quick where it has an index.
        if not db.execute(
            f"SELECT 1 FROM (SELECT c.{quoted(column.name)} FROM {child} WHERE {orphan}) LIMIT 1"
        ).fetchone():
            continue
        found = db.execute(f"SELECT * FROM {child} WHERE {orphan}").fetchall()
        for values in found:
            row = dict(zip(table.names, values, strict=True))
            value = row[column.name]
            cause = rejections.why.get((there, value))
            reason = f"Its {column.name} is {value}, which is not in {there}"
            reason += f", because of a row that was rejected: {cause}" if cause else "."
            identity = [row[key] for key in table.key]
            if column.required:
                rejections.row(name, row, reason, cause or "")
                db.execute(f"DELETE FROM {quoted(name)} WHERE {where}", identity)
                taken_out = True
            else:
                rejections.note(name, row, f"{reason} The row is kept without it.")
                db.execute(
                    f"UPDATE {quoted(name)} SET {quoted(column.name)} = NULL WHERE {where}",
                    identity,
                )
    return taken_out
