"""Find patients as people ask for them: by name, number, birth date, or some of each."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping

from chartroom.ehr.columns import label
from chartroom.ehr.ddl import STORED
from chartroom.ehr.errors import EhrError
from chartroom.ehr.log import rows
from chartroom.ehr.views import WHOLE_NAME
from chartroom.ehr.words import find_date, fold

_END = "\U0010ffff"
_LONGEST = 200
_MRN = re.compile(r"(?:TH[-\s]*)?([0-9]{4,})", re.IGNORECASE)
_FIELDS = ("last_name", "first_name", "birth_date", "mrn", "phone", "sex")
_FEW = ("mrn", "birth_date", "phone")  # few patients have the same
_COLUMNS = (
    "p.mrn, {name} AS whole_name, p.last_name, p.first_name, p.middle_name, p.suffix, "
    "p.birth_date, p.sex, p.phone, p.street, p.city, p.status, p.merged_into"
).format(name=WHOLE_NAME.format(p="p"))

# An SQL condition and its values. A name is marked by its column, "k."; where a number or a date
# leaves only a few patients, "+k." keeps SQLite from reading all of one name first.
Terms = tuple[str, list[str]]


def search(
    db: sqlite3.Connection, what: str | Mapping[str, object], limit: int = 50
) -> list[dict[str, object]]:
    """Return patients that fit, in the order of their names.

    Args:
        db: from ``connect``.
        what: as typed: "smith", "smith, ma", "mary smith", "TH-104523", "3/14/1961",
            "smith 1961-03-14", a telephone number or another identifier; or fields by name, all of
            which must fit: last_name, first_name (beginnings will do), birth_date, mrn, phone, sex.
        limit: how many at most.

    Raises:
        EhrError: nothing to search for, a field that is not searched, a day that does not exist.
    """
    conditions = _by_fields(what) if isinstance(what, Mapping) else list(_by_text(what))
    found: dict[object, dict[str, object]] = {}
    for condition, values in conditions:
        few = any(f"p.{name} " in condition for name in _FEW)
        # In the order of names from their index, or the few that fit put in order afterwards.
        source = (
            "patients p JOIN patient_keys k ON k.mrn = p.mrn"
            if few
            else "patient_keys k CROSS JOIN patients p ON p.mrn = k.mrn"
        )
        sql = f"""SELECT {_COLUMNS} FROM {source}
                  WHERE {condition} ORDER BY k.last_key, k.first_key, k.mrn LIMIT ?"""
        for row in rows(db, sql, (*values, limit - len(found))):
            found.setdefault(row["mrn"], row)
        if len(found) >= limit:
            break
    return list(found.values())


def _by_text(what: object) -> Iterator[Terms]:
    if not isinstance(what, str):
        raise EhrError(
            "Search for a text, such as a name, a medical record number or a birth date."
        )
    text = " ".join(what.split())
    if not text:
        raise EhrError("Type a name, a medical record number or a birth date to search for.")
    if len(text) > _LONGEST:
        raise EhrError(f"That is {len(text):,} characters; search for {_LONGEST} at most.")
    _sound(text)
    try:
        date = find_date(text)
    except ValueError as error:
        raise EhrError(f"{error} Correct the birth date to search for.") from error
    if date:
        day, rest = date
        if not fold(rest):
            yield "p.birth_date = ?", [day]
            return
        for condition, values in _by_name(rest):
            # The few of one birthday are compared by name, not the many of one name by birthday.
            yield f"p.birth_date = ? AND {condition.replace('k.', '+k.')}", [day, *values]
        return
    number = _MRN.fullmatch(text)
    if number:
        start = f"TH-{number.group(1)}"
        yield "p.mrn >= ? AND p.mrn < ?", [start, start + _END]
        kept = "SELECT merged_into FROM patients WHERE mrn >= ? AND mrn < ?"
        yield f"p.mrn IN ({kept})", [start, start + _END]
    if any(letter.isdigit() for letter in text):
        yield "p.phone = ?", [text]
        yield "p.mrn IN (SELECT mrn FROM identifiers WHERE value = ?)", [text]
    if not number:
        yield from _by_name(text)


def _by_name(text: str) -> Iterator[Terms]:
    """Yield what a typed name may mean: "last, first", "first last", or one of them alone."""
    before, comma, after = text.partition(",")
    if comma and fold(before):
        yield _names(before, after)
        return
    words = text.split()
    if fold(text):
        yield _names(text, "")
    for split in range(1, len(words)):
        first, last = " ".join(words[:split]), " ".join(words[split:])
        yield _names(last, first)
        yield _names(first, last)
    if fold(text):
        yield _begins("k.first_key", text)


def _names(last: str, first: str) -> Terms:
    condition, values = _begins("k.last_key", last)
    if fold(first):
        more, others = _begins("k.first_key", first)
        return f"{condition} AND {more}", values + others
    return condition, values


def _begins(column: str, text: str) -> Terms:
    start = fold(text)
    return f"{column} >= ? AND {column} < ?", [start, start + _END]


def _by_fields(fields: Mapping[str, object]) -> list[Terms]:
    given = {name: str(value).strip() for name, value in fields.items() if value not in (None, "")}
    for name, value in given.items():
        if name not in _FIELDS:
            raise EhrError(f"Patients are not searched by {name}; use {', '.join(_FIELDS)}.")
        if len(value) > _LONGEST:
            raise EhrError(f"{name} has {len(value):,} characters; search for {_LONGEST} at most.")
        _sound(value)
    given = {name: value for name, value in given.items() if value}
    if not given:
        raise EhrError("Fill in a name, a medical record number or a birth date to search for.")
    conditions, values = [], []
    exact = any(name in given for name in _FEW)
    for name, value in given.items():
        if name == "birth_date":
            value = _day(value)
        if name in ("last_name", "first_name"):
            condition, more = _begins(f"{'+' if exact else ''}k.{name[:-5]}_key", value)
        else:
            if name == "mrn" and (number := _MRN.fullmatch(value)):
                value = f"TH-{number.group(1)}"
            condition, more = f"p.{name} = ?", [value.upper() if name == "sex" else value]
        conditions.append(condition)
        values += more
    return [(" AND ".join(conditions), values)]


def _day(text: str) -> str:
    name = label(STORED["patients"].column("birth_date"))
    try:
        found = find_date(text)
    except ValueError as error:
        raise EhrError(f"{name}: {error} Correct it to search for it.") from error
    if found is None or found[1]:
        raise EhrError(f'{name} "{text}" is not a date; write it as MM/DD/YYYY or YYYY-MM-DD.')
    return found[0]


def _sound(text: str) -> None:
    """Refuse halves of characters, which the database cannot compare."""
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise EhrError("The text holds a broken character; type it again.")
