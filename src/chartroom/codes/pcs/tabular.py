"""The teaching tables: which values each character of a code may have."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

from chartroom.codes.pcs import tsv, words
from chartroom.codes.pcs.records import Row, Table

#: Tables whose rows are shorter than the official ones: a value that is missing may still be right.
PARTIAL = ("021", "0RR", "0SR", "0VT", "3E0", "3E1", "5A0", "B21", "F13")


@cache
def tables() -> tuple[Table, ...]:
    """Return all teaching tables in the order of their codes' first appearance."""
    rows: dict[str, list[Row]] = {}
    for code, *values in tsv.read("tables"):
        rows.setdefault(code, []).append(Row(tuple(values)))
    return tuple(
        Table(code, tuple(label(code, place) for place in (1, 2, 3)), tuple(listed))
        for code, listed in rows.items()
    )


@cache
def _by_code() -> dict[str, Table]:
    return {one.code: one for one in tables()}


def table(code: str) -> Table | None:
    """Return the table of a code or of its first three characters; None if the course has none."""
    return _by_code().get(str(code).upper()[:3])


def codes(one: Table) -> Iterator[str]:
    """Yield every code that a table can form."""
    for row in one.rows:
        for rest in product(*row.values):
            yield one.code + "".join(rest)


def in_tables(code: str) -> bool:
    """Say whether the teaching tables can form a code."""
    found = table(code)
    return found is not None and len(code) == 7 and any(row.allows(code[3:]) for row in found.rows)


def find(root: str = "", part: str = "", section: str = "0") -> tuple[Table, ...]:
    """Return tables by root operation (value or name), by words of a body part, or by both.

    Args:
        root: "T", "Resection"; "" for any.
        part: words that a value of character 4 holds, such as "appendix"; "" for any.
        section: the section's value.
    """
    wanted = str(root).strip().casefold()
    sought = str(part).casefold().split()
    return tuple(
        one
        for one in tables()
        if one.code[0] == section
        and wanted in ("", one.code[2].casefold(), one.names[2].casefold())
        and (not sought or any(_holds(name, sought) for name in _parts(one)))
    )


def axis(code: str, character: int) -> str:
    """Return what a character stands for in the section of a code: "Approach"."""
    found = words.section(code[:1])
    return found.axes[character - 1] if found else f"Character {character}"


def label(code: str, character: int) -> str:
    """Return what the value at a place (1 to 7) of a code means; "" if it has no meaning there."""
    value = code[character - 1 : character]
    if not value:
        return ""
    if character == 1:
        found = words.section(value)
        return found.name if found else ""
    if character == 3 and code[0] == "0":
        operation = words.root(value)
        return operation.name if operation else ""
    meanings = _labels()
    for length in range(min(3, character - 1), 0, -1):
        found = meanings.get((code[:length], character, value))
        if found:
            return found
    return ""


@cache
def _labels() -> dict[tuple[str, int, str], str]:
    return {
        (begins, int(place), value): meaning for begins, place, value, meaning in tsv.read("labels")
    }


def _parts(one: Table) -> list[str]:
    values = dict.fromkeys("".join(row.values[0] for row in one.rows))
    return [label(one.code + value, 4) for value in values]


def _holds(name: str, sought: list[str]) -> bool:
    return all(word in name.casefold() for word in sought)
