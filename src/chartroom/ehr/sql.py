"""Ask the EHR in SQL: reading only, with errors in words."""

from __future__ import annotations

import difflib
import re
import sqlite3
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from chartroom.ehr.ddl import STORED
from chartroom.ehr.errors import EhrError
from chartroom.ehr.log import rows
from chartroom.ehr.views import VIEWS

if TYPE_CHECKING:
    import pandas as pd

_READING = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
}
_READS_ONLY = (
    "ehr.sql only reads: begin with SELECT. To change a record use ehr.register, ehr.update or "
    "ehr.amend, which check and record it."
)
_SECONDS = 30
_STEPS = 100_000  # of SQLite's machine between two looks at the clock


def sql(
    db: sqlite3.Connection,
    query: str,
    values: Sequence | Mapping = (),
    frame: bool = True,
) -> pd.DataFrame | list[dict[str, object]]:
    """Run one SELECT and return its rows.

    Args:
        db: from ``connect``.
        query: one statement.
        values: for the ``?`` or ``:name`` in the query.
        frame: a pandas DataFrame; False for a list of dictionaries.

    Raises:
        EhrError: not a SELECT, an unknown table or column, a slip in the SQL, or no end in sight.
    """
    if not isinstance(query, str) or not query.strip():
        raise EhrError("The query is empty; write, for example, SELECT * FROM patient_search.")
    until = time.monotonic() + _SECONDS
    db.set_authorizer(_only_reading)
    db.set_progress_handler(lambda: time.monotonic() > until, _STEPS)
    try:
        found, names = _run(db, query, values)
    except (sqlite3.Error, sqlite3.Warning, UnicodeEncodeError) as error:
        raise EhrError(_in_words(db, query, error)) from error
    finally:
        db.set_authorizer(None)
        db.set_progress_handler(None, 0)
    if not frame:
        return [dict(zip(names, row, strict=True)) for row in found]
    import pandas as pd

    return pd.DataFrame(found, columns=names)


def _run(db: sqlite3.Connection, query: str, values: Sequence | Mapping) -> tuple[list, list]:
    cursor = db.cursor()
    cursor.row_factory = None
    cursor.execute(query, values)
    if cursor.description is None:
        raise EhrError(_READS_ONLY)
    return cursor.fetchall(), [column[0] for column in cursor.description]


def _only_reading(action: int, *_: object) -> int:
    return sqlite3.SQLITE_OK if action in _READING else sqlite3.SQLITE_DENY


def _in_words(db: sqlite3.Connection, query: str, error: Exception) -> str:
    text = str(error)
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_AUTH or text == "not authorized":
        return _READS_ONLY
    if code == sqlite3.SQLITE_INTERRUPT:
        return f"The query ran for {_SECONDS} seconds and was stopped; look at its JOINs and WHERE."
    if "one statement" in text:
        return "There are several statements in the query; run them one at a time."
    if found := re.fullmatch(r"no such table: (\S+)", text):
        tables = [*STORED, *VIEWS, "audit_trail", "rejected_rows", "amendments"]
        near = difflib.get_close_matches(found.group(1), tables, 1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(tables)}."
        return f"There is no table {found.group(1)}; {hint}"
    if found := re.fullmatch(r"no such column: (\S+)", text):
        return _no_column(db, found.group(1), query)
    if found := re.fullmatch(r'near "(.*)": syntax error', text, re.DOTALL):
        return (
            f'The SQL cannot be read at "{found.group(1)}"; look just before it for a missing '
            "comma, quotation mark or word."
        )
    if text == "incomplete input":
        return "The SQL stops too early; look for a missing bracket, quotation mark or name."
    return f"The query cannot be run: {text}."


def _no_column(db: sqlite3.Connection, name: str, query: str) -> str:
    """Name the columns of the tables in the query."""
    db.set_authorizer(None)
    words = set(re.findall(r"\w+", query.lower()))
    columns = []
    for table in (*STORED, *VIEWS):
        if table in words:
            found = rows(db, "SELECT name FROM pragma_table_info(?)", (table,))
            columns += [str(one["name"]) for one in found]
    near = difflib.get_close_matches(name.rpartition(".")[2], columns, 1)
    if near:
        return f"There is no column {name}; did you mean {near[0]}?"
    hint = f"there are {', '.join(dict.fromkeys(columns))}" if columns else "look at its spelling"
    return f"There is no column {name}; {hint}. Text stands in single quotation marks."
