"""Names and dates as people write them, brought into the form that is compared and stored."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<word>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?"
_DATES = tuple(
    re.compile(rf"(?<![\w-]){pattern}(?![\w-])", re.IGNORECASE)
    for pattern in (
        r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})",
        r"(?P<m>\d{1,2})[-/.](?P<d>\d{1,2})[-/.](?P<y>\d{4})",
        rf"{_MONTH}\s+(?P<d>\d{{1,2}}),?\s+(?P<y>\d{{4}})",
        rf"(?P<d>\d{{1,2}})\s+{_MONTH},?\s+(?P<y>\d{{4}})",
    )
)


def fold(text: str | None) -> str:
    """Return a name as it is compared: small letters, without accents, blanks or punctuation."""
    if not text:
        return ""
    if text.isascii():
        return "".join(letter for letter in text.lower() if letter.isalnum())
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if unicodedata.category(letter)[0] not in "MPZC")


def find_date(text: str) -> tuple[str, str] | None:
    """Return the first date in a text as YYYY-MM-DD, and the text without it; None if none.

    Month before day, as in the United States: 3/14/1961, 03-14-1961, March 14, 1961; also
    1961-03-14 and 14 Mar 1961.

    Raises:
        ValueError: there is no such day.
    """
    for pattern in _DATES:
        found = pattern.search(text)
        if found:
            parts = found.groupdict()
            word = parts.get("word")
            month = _MONTHS.index(word[:3].lower()) + 1 if word else int(parts["m"])
            try:
                day = date(int(parts["y"]), month, int(parts["d"]))
            except ValueError:
                raise ValueError(f"There is no day {found.group()}.") from None
            return day.isoformat(), f"{text[: found.start()]} {text[found.end() :]}".strip()
    return None


def iso_date(text: str) -> str | None:
    """Return a text that is a date as YYYY-MM-DD, None if it is not one."""
    try:
        found = find_date(text)
    except ValueError:
        return None
    return found[0] if found and not found[1] else None
