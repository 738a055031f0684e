"""The entries a check works on: a code with its place in the tabular list and its notes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from chartroom.codes import form, store


@dataclass(frozen=True, slots=True)
class NoteGroup:
    """All notes of one kind at one place.

    Attributes:
        owner: code of the entry where the notes stand.
        owner_kind: "chapter", "block", "category" or "code".
        first, last: the entries the notes hold for, as tabular numbers.
        kind: kind of note.
        texts: the lines.
    """

    owner: str
    owner_kind: str
    first: int
    last: int
    kind: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One real entry of the code set.

    Attributes:
        code, title, billable, chapter: as in :class:`chartroom.codes.Code`.
        bare: the code without its dot.
        number, last: its place in tabular order and that of the last entry below it.
        groups: notes that hold here, nearest first.
    """

    code: str
    bare: str
    title: str
    billable: bool
    chapter: int
    number: int
    last: int
    groups: tuple[NoteGroup, ...]

    def starts(self, *prefixes: str) -> bool:
        """Say whether the code begins with one of the prefixes (written with or without dot)."""
        return self.bare.startswith(tuple(form.parts(prefix) for prefix in prefixes))

    def notes(self, kind: str) -> tuple[NoteGroup, ...]:
        """Return the groups of one kind, nearest first."""
        return tuple(group for group in self.groups if group.kind == kind)


@lru_cache(maxsize=8192)
def find(code: str) -> Entry | None:
    """Return the entry of a tidied code (category or below), or None."""
    rows = store.query(
        "SELECT id, code, title, billable, chapter, last_id, parent_id FROM code "
        "WHERE code = ? AND kind IN ('category', 'code')",
        (code,),
    )
    if not rows:
        return None
    number, name, title, billable, chapter, last, parent = rows[0]
    groups = list(_groups(number))
    while parent is not None:
        groups += _groups(parent)
        parent = store.query("SELECT parent_id FROM code WHERE id = ?", (parent,))[0][0]
    return Entry(
        name, form.parts(name), title, bool(billable), chapter, number, last, tuple(groups)
    )


@lru_cache(maxsize=8192)
def _groups(number: int) -> tuple[NoteGroup, ...]:
    rows = store.query(
        "SELECT n.kind, n.text, c.code, c.kind, c.last_id FROM note n JOIN code c "
        "ON c.id = n.code_id WHERE n.code_id = ? ORDER BY n.seq",
        (number,),
    )
    by_kind: dict[str, list[str]] = {}
    for kind, text, *_ in rows:
        by_kind.setdefault(kind, []).append(text)
    return tuple(
        NoteGroup(rows[0][2], rows[0][3], number, rows[0][4], kind, tuple(texts))
        for kind, texts in by_kind.items()
    )


@lru_cache(maxsize=8192)
def span(code: str) -> tuple[int, int] | None:
    """Return the first and last tabular number of a code and what is below it."""
    rows = store.query("SELECT id, last_id FROM code WHERE code = ?", (form.tidy(code),))
    return rows[0] if rows else None


@lru_cache(maxsize=1024)
def last_before(code: str) -> tuple[int, int] | None:
    """Return the span of the last entry of a category that sorts at or before a code."""
    rows = store.query(
        "SELECT id, last_id FROM code WHERE code BETWEEN ? AND ? AND kind = 'code' "
        "ORDER BY code DESC LIMIT 1",
        (code[:3], code),
    )
    return rows[0] if rows else None


@lru_cache(maxsize=256)
def titles(category: str) -> dict[str, str]:
    """Return the billable codes of a category by their lower-case title. Do not change it."""
    low, high = span(category) or (0, 0)
    rows = store.query(
        "SELECT lower(title), code FROM code WHERE id BETWEEN ? AND ? AND billable", (low, high)
    )
    return dict(rows)


@lru_cache(maxsize=4096)
def children(code: str) -> tuple[tuple[str, str], ...]:
    """Return code and title of the entries one level down."""
    return tuple(
        store.query(
            "SELECT code, title FROM code WHERE parent_id = (SELECT id FROM code WHERE code = ?) "
            "ORDER BY id",
            (code,),
        )
    )


@lru_cache(maxsize=4096)
def sevenths(code: str) -> dict[str, str]:
    """Return the 7th characters in force at an entry; empty if none. Do not change it."""
    rows = store.query("SELECT id, parent_id FROM code WHERE code = ?", (code,))
    while rows:
        number, parent = rows[0]
        table = store.query("SELECT char, text FROM seventh WHERE code_id = ?", (number,))
        if table:
            return dict(table)
        rows = store.query("SELECT id, parent_id FROM code WHERE id = ?", (parent,))
    return {}
