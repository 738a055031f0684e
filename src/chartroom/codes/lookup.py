"""Look a code up, with every note that holds for it."""

from __future__ import annotations

from functools import lru_cache

from chartroom.codes import form, store
from chartroom.codes.records import Code, Note, UnknownCode

_COLUMNS = "id, code, title, billable, kind, chapter, parent_id"


def lookup(code: str) -> Code:
    """Return the entry of a code, category, block or chapter.

    Args:
        code: forgiving about capitals, blanks and the dot: "E11.22", "e1122", " E11.22 ".

    Returns:
        The entry with its own and inherited notes.

    Raises:
        UnknownCode: no such entry; the error carries near codes.
    """
    wanted = form.tidy(code)
    found = _entry(wanted)
    if found is None:
        from chartroom.codes import suggest  # seldom needed

        raise UnknownCode(wanted, suggest.near(wanted), suggest.sentence(wanted))
    return found


@lru_cache(maxsize=4096)
def _entry(code: str) -> Code | None:
    rows = store.query(f"SELECT {_COLUMNS} FROM code WHERE code = ?", (code,))
    if not rows:
        return None
    line = [rows[0]]
    while line[-1][6] is not None:
        line += store.query(f"SELECT {_COLUMNS} FROM code WHERE id = ?", (line[-1][6],))
    number, name, title, billable, kind, chapter, _ = line[0]
    children = store.query("SELECT code FROM code WHERE parent_id = ? ORDER BY id", (number,))
    notes = [
        Note(note_kind, text, ancestor[1])
        for ancestor in line
        for note_kind, text in store.query(
            "SELECT kind, text FROM note WHERE code_id = ? ORDER BY seq", (ancestor[0],)
        )
    ]
    return Code(
        code=name,
        title=title,
        billable=bool(billable),
        kind=kind,
        chapter=chapter,
        parent=line[1][1] if len(line) > 1 else None,
        children=tuple(row[0] for row in children),
        notes=tuple(notes),
        sevenths=_sevenths(line),
    )


def _sevenths(line: list[tuple]) -> tuple[tuple[str, str], ...]:
    """Return the nearest 7th-character table at or above an entry.

    A table whose note names only part of a category (S12: "subcategories S12.0-S12.6") is
    overridden by another at every place outside that part, so the nearest is the one in force.
    """
    for number, *_ in line:
        rows = store.query("SELECT char, text FROM seventh WHERE code_id = ?", (number,))
        if rows:
            return tuple(rows)
    return ()
