"""Read a date as people in the United States write it."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_NUMBERS = re.compile(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{2}|\d{4})", re.ASCII)
_SOLID = re.compile(r"(\d\d)(\d\d)(\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", re.ASCII)
_MONTH_FIRST = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{2}|\d{4})", re.ASCII)
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]+)\.?,?[\s-]+(\d{2}|\d{4})", re.ASCII
)


def read(text: str) -> tuple[dt.date | None, str]:
    """Return a date and "", or None and what is the matter with it, as one sentence.

    Month first: ``3/4/2026``, ``03-04-2026``, ``03042026``, ``March 4, 2026``, ``4 Mar 2026``,
    ``2026-03-04``. A year of two digits is refused: in a record '24 may be 1924 or 2024.
    """
    parts = _parts(" ".join(text.casefold().split()))
    if parts is None:
        return None, "This is not a date; write it as MM/DD/YYYY."
    year, month, day = parts
    if len(year) == 2:
        return None, "Write the year with four digits."
    if month > 12:
        return None, f"There is no month {month}; the month comes first, as in MM/DD/YYYY."
    try:
        return dt.date(int(year), month, day), ""
    except ValueError:
        return None, "The calendar has no such day."


def written(date: dt.date) -> str:
    """Return a date as MM/DD/YYYY."""
    return f"{date.month:02}/{date.day:02}/{date.year:04}"


def _parts(text: str) -> tuple[str, int, int] | None:
    for pattern in (_NUMBERS, _SOLID):
        found = pattern.fullmatch(text)
        if found:
            return found[3], int(found[1]), int(found[2])
    if found := _ISO.fullmatch(text):
        return found[1], int(found[2]), int(found[3])
    if (found := _MONTH_FIRST.fullmatch(text)) and (month := _month(found[1])):
        return found[3], month, int(found[2])
    if (found := _DAY_FIRST.fullmatch(text)) and (month := _month(found[2])):
        return found[3], month, int(found[1])
    return None


def _month(word: str) -> int:
    """The number of a month by its name or its first three or more letters; 0 if it is none."""
    if len(word) < 3 or word[:3] not in _MONTHS:
        return 0
    number = _MONTHS.index(word[:3])
    known = _NAMES[number].startswith(word) or (word == "sept")
    return number + 1 if known else 0
