"""Rows on their way out: read from the database, and refused if no message could hold them."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from chartroom.exchange import check
from chartroom.exchange import problems as p
from chartroom.exchange.problems import ExchangeError, Found, Problem
from chartroom.exchange.store import Row, select
from chartroom.hospital.schema import TABLES

_TIMES = ("date", "datetime")


def rows(
    conn: sqlite3.Connection, table: str, column: str, value: object, order: str = ""
) -> list[Row]:
    """Return the rows of a table with this value in a column.

    What is only implausible or incomplete may go out, as it stands in the record.

    Args:
        order: columns to sort by, as in SQL.

    Raises:
        ExchangeError: a value is of the wrong type, such as a date that is none.
    """
    sql = f'SELECT * FROM "{table}" WHERE "{column}" = ?'
    found = select(conn, f"{sql} ORDER BY {order}" if order else sql, (value,))
    told = [problem for row in found for problem in _unfit(table, row)]
    if told:
        raise ExchangeError(told)
    return found


def row(conn: sqlite3.Connection, table: str, column: str, value: object) -> Row:
    """Return the one row with this key.

    Raises:
        ExchangeError: there is none, or it cannot go out.
    """
    found = rows(conn, table, column, value)
    if not found:
        what = f"{value!r} is not here; look the number up"
        raise ExchangeError([Problem(f"{table}, {column}", what, p.UNKNOWN_KEY)])
    return found[0]


def _unfit(table: str, one: Row) -> list[Problem]:
    key = " ".join(str(one[name]) for name in TABLES[table].key)
    told: list[Problem] = []
    for column in TABLES[table].columns:
        needed = column.required and column.type in _TIMES
        asked = replace(column, required=needed, low=None, high=None)
        place = f"{table} {key}, {column.name}"
        check.value(Found(table, {column.name: one[column.name]}, place), asked, told)
    return told
