"""Rows from outside into the database: all of them, or none."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from chartroom.exchange import problems as p
from chartroom.exchange.problems import ExchangeError, Found, Problem
from chartroom.hospital.schema import TABLES

# Columns that no message carries but a table requires.
_OURS = {("encounters", "profile"): "imported"}

Row = dict[str, object]


@dataclass(frozen=True)
class Loaded:
    """What taking in a message has changed.

    Attributes:
        added, changed, same: rows by table that are new, altered, or were here already.
    """

    added: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    same: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        parts = [
            f"{verb}: " + ", ".join(f"{count} {table}" for table, count in counts.items())
            for verb, counts in (
                ("added", self.added),
                ("changed", self.changed),
                ("already here", self.same),
            )
            if counts
        ]
        return "; ".join(parts) or "nothing to take in"

    def count(self, counts: dict[str, int], table: str) -> None:
        """Count one row."""
        counts[table] = counts.get(table, 0) + 1


@contextlib.contextmanager
def all_or_nothing(conn: sqlite3.Connection) -> Iterator[None]:
    """Keep what the block does to the database only if it ends without an error.

    A savepoint: inside a transaction of the caller's, only what the block did is taken back, and
    the caller still decides whether to commit.
    """
    conn.execute("SAVEPOINT chartroom_exchange")
    try:
        # Rows may refer to rows further on; the keys are checked when the savepoint is released.
        conn.execute("PRAGMA defer_foreign_keys = ON")
        yield
        conn.execute("RELEASE chartroom_exchange")
    except BaseException:
        # A full disk makes SQLite roll back by itself, and then the savepoint is gone.
        with contextlib.suppress(sqlite3.OperationalError):
            conn.execute("ROLLBACK TO chartroom_exchange")
            conn.execute("RELEASE chartroom_exchange")
        raise


def select(conn: sqlite3.Connection, sql: str, values: Iterable[object] = ()) -> list[Row]:
    """Return rows as dictionaries, whatever the connection's row factory; empty text is None."""
    cursor = conn.cursor()
    cursor.row_factory = None
    cursor.execute(sql, tuple(values))
    names = [column[0] for column in cursor.description]
    return [
        {name: None if value == "" else value for name, value in zip(names, row, strict=True)}
        for row in cursor
    ]


def row_of(conn: sqlite3.Connection, table: str, key: Mapping[str, object]) -> Row | None:
    """Return the row of a table with this key, or None."""
    where = " AND ".join(f'"{name}" = ?' for name in key)
    found = select(conn, f'SELECT * FROM "{table}" WHERE {where}', key.values())
    return found[0] if found else None


def add(conn: sqlite3.Connection, found: list[Found], loaded: Loaded) -> None:
    """Add rows; what is already here and says the same is left, and nothing is overwritten.

    To be called inside ``all_or_nothing``.

    Raises:
        ExchangeError: a row is here with other values, refers to what is not here, or is refused.
    """
    told = unresolved(conn, found)
    new: dict[str, list[Found]] = {}
    known: set[tuple[object, ...]] = set()
    for one in found:
        key = {name: one.row.get(name) for name in TABLES[one.table].key}
        identity = (one.table, *key.values())
        if identity in known:
            continue
        known.add(identity)
        here = row_of(conn, one.table, key)
        if here is None:
            new.setdefault(one.table, []).append(one)
            loaded.count(loaded.added, one.table)
        else:
            told += _differences(one, here)
            loaded.count(loaded.same, one.table)
    if told:
        raise ExchangeError(told)
    for table in TABLES:
        for one in new.get(table, []):
            insert(conn, one)


def unresolved(conn: sqlite3.Connection, found: Iterable[Found]) -> list[Problem]:
    """Return a problem for each value that refers to a row neither here nor among ``found``."""
    found = list(found)
    offered = {(one.table, name, one.row[name]) for one in found for name in one.row}
    told = []
    for one in found:
        for column in TABLES[one.table].columns:
            value = one.row.get(column.name)
            if not column.refers or value is None:
                continue
            table, name = column.refers.split(".")
            if (table, name, value) in offered or row_of(conn, table, {name: value}):
                continue
            what = f"{value!r} is not known here (no such row in {table}); send it first"
            told.append(Problem(one.at(column.name), what, p.UNKNOWN_KEY))
    return told


def _differences(one: Found, here: Row) -> list[Problem]:
    return [
        Problem(
            one.at(name),
            f"{one.table} {'/'.join(str(here[k]) for k in TABLES[one.table].key)} is already here "
            f"with {name} {here[name]!r}, not {value!r}; a message does not overwrite it",
            p.DUPLICATE_KEY,
        )
        for name, value in one.row.items()
        if here[name] != value
    ]


def insert(conn: sqlite3.Connection, one: Found) -> None:
    """Add a row.

    Raises:
        ExchangeError: the database refused it.
    """
    row = dict(one.row)
    for (table, name), value in _OURS.items():
        if table == one.table:
            row.setdefault(name, value)
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    _do(conn, one, f'INSERT INTO "{one.table}" ({names}) VALUES ({marks})', row.values())


def update(conn: sqlite3.Connection, one: Found) -> bool:
    """Change the row with the same key to these values; return False if it says so already.

    Raises:
        ExchangeError: the database refused it.
    """
    key = {name: one.row[name] for name in TABLES[one.table].key}
    here = row_of(conn, one.table, key) or {}
    changed = {name: value for name, value in one.row.items() if here[name] != value}
    if not changed:
        return False
    sets = ", ".join(f'"{name}" = ?' for name in changed)
    where = " AND ".join(f'"{name}" = ?' for name in key)
    values = [*changed.values(), *key.values()]
    _do(conn, one, f'UPDATE "{one.table}" SET {sets} WHERE {where}', values)
    return True


def _do(conn: sqlite3.Connection, one: Found, sql: str, values: Iterable[object]) -> None:
    try:
        conn.execute(sql, tuple(values))
    except sqlite3.IntegrityError as error:
        what = f"the database refused this row of {one.table}: {error}"
        raise ExchangeError([Problem(one.place, what, p.INTERNAL)]) from error
