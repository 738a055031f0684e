"""Birth dates in the forms that tables hold -> eight digits, year first."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Sequence

from .clean import text
from .roles import TableProblem

_YEAR_FIRST = re.compile(r"(\d{4})[-/. ]?(\d{2})[-/. ]?(\d{2})(?:[T ].*)?")
_YEAR_FIRST_SHORT = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?:[T ].*)?")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[T ].*)?")
_NAMED = re.compile(r"(?:(\d{1,2}) ([a-z]{3,9})|([a-z]{3,9}) (\d{1,2})) (\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def birth_dates(values: Sequence[object], column: object) -> list[str]:
    """Return each value as eight digits (``"19840309"``), or ``""`` if it cannot be read.

    Year-first and written-out dates are read as they stand. For ``03/09/1984`` the month comes
    first, as in the US, unless some first number of the column is above 12. An impossible date
    such as 1984-13-09 keeps its digits, since its other digits may still agree.

    Raises:
        TableProblem: fewer than half of the values can be read as dates.
    """
    raw = [_digits(value) for value in values]
    day_first = any(isinstance(r, tuple) and r[0] > 12 for r in raw)
    read: list[str] = []
    for r in raw:
        if isinstance(r, tuple):
            first, second, year = r
            day, month = (first, second) if day_first or first > 12 else (second, first)
            r = f"{year:04d}{month:02d}{day:02d}"
        read.append(r)
    filled = [value for value in values if text(value)]
    if sum(map(bool, read)) * 2 < len(filled):
        bad = next(v for v, r in zip(values, read, strict=True) if not r and text(v))
        raise TableProblem(
            f"The column {str(column)!r} does not read as birth dates, for example "
            f"{str(bad)[:40]!r}. Use dates such as 1984-03-09 or 03/09/1984, or leave it out."
        )
    return read


def _digits(value: object) -> str | tuple[int, int, int]:
    """Return eight digits, or (first, second, year) where the order is still open, or ``""``."""
    if isinstance(value, datetime.date):  # a datetime and a pandas Timestamp are dates too
        return f"{value.year:04d}{value.month:02d}{value.day:02d}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    said = str(value).strip()
    if not said.isascii():  # digits of other scripts
        said = "".join(str(unicodedata.digit(sign, sign)) for sign in said)
    found = _YEAR_FIRST.fullmatch(said)
    if found:
        return found[1] + found[2] + found[3]
    found = _YEAR_FIRST_SHORT.fullmatch(said)
    if found:
        return f"{found[1]}{int(found[2]):02d}{int(found[3]):02d}"
    found = _YEAR_LAST.fullmatch(said)
    if found:
        return int(found[1]), int(found[2]), int(found[3])
    found = _NAMED.fullmatch(text(said))
    if found and (found[2] or found[3])[:3] in _MONTHS:
        month = _MONTHS.index((found[2] or found[3])[:3]) + 1
        return f"{found[5]}{month:02d}{int(found[1] or found[4]):02d}"
    return ""
