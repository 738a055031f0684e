"""Rows from outside against the hospital's schema: types, allowed values, ranges, keys."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime

from chartroom.exchange import problems as p
from chartroom.exchange.problems import Found, Problem
from chartroom.hospital.schema import TABLES, TYPES, Column

_LARGEST = 2**63 - 1  # what SQLite can keep
_FORMATS = {"date": "%Y-%m-%d", "datetime": "%Y-%m-%d %H:%M"}


def rows(found: Iterable[Found]) -> list[Problem]:
    """Check rows and turn their values into text, ``int`` or ``float`` in place; missing is None.

    Columns that are not in a row are what its format does not carry, and are not asked for.
    """
    told: list[Problem] = []
    seen: dict[tuple[object, ...], Found] = {}
    for one in found:
        table = TABLES[one.table]
        for column in table.columns:
            if column.name in one.row:
                one.row[column.name] = value(one, column, told)
        key = (one.table, *(one.row.get(name) for name in table.key))
        first = seen.setdefault(key, one)
        if first.row != one.row:
            told.append(
                Problem(
                    one.place,
                    f"{_named(one)} is there twice, and the two do not agree; the other is "
                    f"at {first.place}",
                    p.DUPLICATE_KEY,
                )
            )
    return told


def _named(one: Found) -> str:
    key = ", ".join(f"{name} {one.row.get(name)}" for name in TABLES[one.table].key)
    return f"{one.table} with {key}"


def value(one: Found, column: Column, told: list[Problem]) -> object:
    """Return the value of a row's column as it is to be kept, None if it is missing or wrong.

    Args:
        told: gets what is wrong with it.
    """
    given = one.row[column.name]
    if given is p.UNREADABLE:
        return None

    def tell(what: str, code: str = p.WRONG_TYPE) -> None:
        told.append(Problem(one.at(column.name), what, code))

    if given is None or given == "":
        if column.required:
            tell(f"is missing ({_lower(column.about)})", p.MISSING)
        return None
    text = str(given)
    if column.type in ("integer", "decimal"):
        number = _number(text, column.type)
        if number is None:
            tell(f"{short(text)} is not a {TYPES[column.type]}")
            return None
        if (column.low is not None and number < column.low) or (
            column.high is not None and number > column.high
        ):
            tell(f"{short(text)} is outside {_range(column)} ({_lower(column.about)})")
            return None
        return number
    if column.type in _FORMATS and not _is_time(text, _FORMATS[column.type]):
        tell(f"{short(text)} is not a {column.type}; write {TYPES[column.type]}")
        return None
    if not _storable(text):
        tell("holds a character that is half of a pair or not a character at all")
        return None
    allowed = ("Y", "N") if column.type == "flag" else column.values
    if allowed and text not in allowed:
        tell(f"{short(text)} is not one of {', '.join(allowed)}", p.NOT_IN_TABLE)
        return None
    return text


def _number(text: str, kind: str) -> int | float | None:
    try:
        number = int(text) if kind == "integer" else float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and abs(number) <= _LARGEST else None


def _range(column: Column) -> str:
    if column.high is None:
        return f"{column.low:g} or more"
    return f"{column.low:g} to {column.high:g}"


def _is_time(text: str, form: str) -> bool:
    try:
        return datetime.strptime(text, form).strftime(form) == text
    except ValueError:
        return False


def _storable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\x00" not in text


def _lower(about: str) -> str:
    return about[:1].lower() + about[1:] if about[1:2].islower() else about


def short(text: object) -> str:
    """Return a value in quotes, cut if it is long, for a sentence."""
    words = str(text).encode("utf-8", "replace").decode("utf-8")
    return repr(words if len(words) <= 40 else words[:37] + "...")
