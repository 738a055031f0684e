"""Codes that were complete once and are headings now, as old claims and cheat sheets show them.

From the annual ICD-10-CM addenda (NCHS): each was split on October 1 of the year given, so
September 30 of that year was its last day. Only well-known ones; the list is not complete.
"""

from __future__ import annotations

_SPLIT = {
    "E66.8": 2024,
    "F01.51": 2022,
    "F02.81": 2022,
    "F03.91": 2022,
    "F43.8": 2022,
    "G20": 2023,
    "G35": 2025,
    "G93.3": 2022,
    "I48.1": 2019,
    "I48.2": 2019,
    "J44.8": 2023,
    "K35.2": 2018,
    "K35.3": 2018,
    "K35.89": 2018,
    "M54.5": 2021,
    "M79.1": 2018,
    "N18.3": 2020,
    "N63": 2017,
    "R05": 2021,
    "R51": 2020,
    "Z13.4": 2018,
}


def ended(code: str) -> str:
    """Return "September 30, 2021" for a code that was split then, "" for any other."""
    return f"September 30, {_SPLIT[code]}" if code in _SPLIT else ""


def codes() -> tuple[str, ...]:
    """Return the codes in the table."""
    return tuple(_SPLIT)
