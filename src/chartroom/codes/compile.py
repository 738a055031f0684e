"""Write the code set into one SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from itertools import count
from pathlib import Path

from chartroom.codes import tabular
from chartroom.codes.source import Source

_TABLES = """
CREATE TABLE code (
    id INTEGER PRIMARY KEY,      -- tabular order
    code TEXT NOT NULL UNIQUE,   -- with its dot
    title TEXT NOT NULL,
    billable INTEGER NOT NULL,
    kind TEXT NOT NULL,          -- chapter, block, category, code
    chapter INTEGER NOT NULL,
    parent_id INTEGER,
    depth INTEGER NOT NULL,      -- 0 for a chapter
    last_id INTEGER NOT NULL     -- everything below has an id from id + 1 to last_id
);
CREATE TABLE note (
    id INTEGER PRIMARY KEY,
    code_id INTEGER NOT NULL,    -- where the note stands; it holds for everything below
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    seq INTEGER NOT NULL
);
CREATE TABLE seventh (code_id INTEGER NOT NULL, char TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX code_parent ON code (parent_id);
CREATE INDEX note_code ON note (code_id);
CREATE INDEX seventh_code ON seventh (code_id);
"""


def write(
    path: Path,
    source: Source,
    fingerprint: str,
    progress: Callable[[float], None] = lambda share: None,
) -> None:
    """Compile the tabular list into a new SQLite file at ``path``.

    Args:
        path: a file that does not exist yet; the caller moves it into place when done.
        source: the tabular list.
        fingerprint: written into the table ``meta``, last of all: a file without it is unfinished.
        progress: told the share done, 0 to 1.
    """
    connection = sqlite3.connect(path)
    try:
        # The file is private until it is complete, so a journal would only cost time.
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)
        _fill(connection, source, lambda share: progress(share * 0.8))
        connection.executescript(_INDEXES)
        _index_for_search(connection)
        progress(0.95)
        total = connection.execute("SELECT count(*) FROM code").fetchone()[0]
        connection.executemany(
            "INSERT INTO meta VALUES (?, ?)",
            [("version", source.version), ("codes", str(total)), ("fingerprint", fingerprint)],
        )
        connection.commit()
        connection.execute("ANALYZE")
        connection.commit()
    finally:
        connection.close()
    progress(1.0)


def _fill(
    connection: sqlite3.Connection, source: Source, progress: Callable[[float], None]
) -> None:
    numbers = count(1)

    def add(entry: tabular.Entry, parent: int | None, depth: int, chapter: int) -> int:
        number = next(numbers)
        last = number
        for child in entry.children:
            last = add(child, number, depth + 1, chapter)
        own = (number, entry.code, entry.title, entry.billable, entry.kind)
        codes.append((*own, chapter, parent, depth, last))
        notes.extend((number, kind, text, seq) for seq, (kind, text) in enumerate(entry.notes))
        sevenths.extend((number, character, text) for character, text in entry.seventh.items())
        return last

    for entry in tabular.read(source.path, progress):
        codes: list[tuple] = []
        notes: list[tuple] = []
        sevenths: list[tuple] = []
        add(entry, None, 0, int(entry.code.split()[1]))
        codes.sort()
        connection.executemany("INSERT INTO code VALUES (?,?,?,?,?,?,?,?,?)", codes)
        connection.executemany(
            "INSERT INTO note (code_id, kind, text, seq) VALUES (?,?,?,?)",
            sorted(notes, key=lambda note: (note[0], note[3])),
        )
        connection.executemany("INSERT INTO seventh VALUES (?,?,?)", sevenths)
    connection.commit()


def _index_for_search(connection: sqlite3.Connection) -> None:
    """Let the search room add its tables, so that they are made in the same atomic step."""
    if find_spec("chartroom.codes.searchindex") is not None:
        import_module("chartroom.codes.searchindex").build(connection)
