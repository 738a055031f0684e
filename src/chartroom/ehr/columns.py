"""Whether one value fits its column: type, then form, then value."""

from __future__ import annotations

import re
from datetime import date, datetime

from chartroom.hospital.schema import Column

_SHAPES = {
    "date": (re.compile(r"\d{4}-\d\d-\d\d"), "%Y-%m-%d"),
    "datetime": (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d"), "%Y-%m-%d %H:%M"),
}
_AMERICAN = re.compile(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}")
_MOST_LISTED = 12


def label(column: Column) -> str:
    """Return the name of a column for people: "birth_date" is "Birth date"."""
    if column.name in ("mrn", "zip", "npi", "poa"):
        return column.name.upper()
    return column.name.replace("_", " ").capitalize()


def problem(column: Column, value: object) -> str:
    """Return what is wrong with a value, in a sentence; "" if nothing is.

    Args:
        column: of the schema.
        value: text or a number; None or "" for missing.
    """
    name = label(column)
    if value is None or value == "":
        return f"{name} is missing." if column.required else ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return f"{name} must be text or a number."
    text = str(value)
    if column.type in ("integer", "decimal"):
        return _number_problem(column, name, text)
    if column.type in _SHAPES:
        return _moment_problem(column.type, name, text)
    allowed = ("Y", "N") if column.type == "flag" else column.values
    if allowed and text not in allowed:
        listed = ", ".join(allowed[:_MOST_LISTED])
        return f"{name} {_shown(text)} is not in the list; choose one of {listed}."
    return ""


def _number_problem(column: Column, name: str, text: str) -> str:
    whole = column.type == "integer"
    pattern = r"-?[0-9]{1,18}" if whole else r"-?[0-9]{1,15}(\.[0-9]{1,15})?"
    if not re.fullmatch(pattern, text):
        kind = "a whole number" if whole else "a number"
        return f"{name} {_shown(text)} is not {kind}."
    number = float(text)
    if column.low is not None and number < column.low:
        return f"{name} {text} is below {column.low:g}, the least that is plausible."
    if column.high is not None and number > column.high:
        return f"{name} {text} is above {column.high:g}, the most that is plausible."
    return ""


def _moment_problem(kind: str, name: str, text: str) -> str:
    shape, form = _SHAPES[kind]
    if kind == "date" and _AMERICAN.fullmatch(text):  # a day that exists is stored as YYYY-MM-DD
        return f"{name} {text} does not exist in the calendar; write month, day, year."
    if not (text.isascii() and shape.fullmatch(text)):
        how = "as MM/DD/YYYY or YYYY-MM-DD" if kind == "date" else "as YYYY-MM-DD HH:MM"
        return f"{name} {_shown(text)} is not a {_KIND[kind]}; write it {how}."
    try:
        datetime.strptime(text, form)
    except ValueError:
        return f"{name} {text} does not exist in the calendar{_CLOCK[kind]}."
    return ""


_KIND = {"date": "date", "datetime": "date and time"}
_CLOCK = {"date": "", "datetime": " or on the clock"}


def _shown(text: str) -> str:
    """Return a value in quotation marks, cut if it is long."""
    return f'"{text if len(text) <= 40 else text[:37] + "..."}"'


def today() -> str:
    """Return today's date as YYYY-MM-DD."""
    return date.today().isoformat()


def now() -> str:
    """Return the time as YYYY-MM-DD HH:MM."""
    return datetime.now().strftime("%Y-%m-%d %H:%M")
