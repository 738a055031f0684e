"""Whether the code set, and each code, is in force on the date of the encounter."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from chartroom.codes import form
from chartroom.codes.entries import Entry
from chartroom.codes.findings import Finding, advice, error

# This edition: the fiscal year 2026 code set as updated on April 1, 2026.
_YEAR_STARTS = datetime.date(2025, 10, 1)
_EDITION_STARTS = datetime.date(2026, 4, 1)
_YEAR_ENDS = datetime.date(2026, 9, 30)

#: Codes deleted on October 1, 2026 (CMS, FY2027 addenda), as prefixes.
DELETED_FY2027 = form.codes(
    "I42.0 I42.8 I49.8 D69.1 M72.2 M86.8X1 M86.8X2 M86.8X3 M86.8X4 M86.8X5 M86.8X6 M86.8X7 "
    "M86.8X8 S23.420"
)


def read(date: object) -> datetime.date | None:
    """Return a date from a date or from text such as "2026-05-01".

    Raises:
        ValueError: it is neither.
    """
    if date is None or date == "":
        return None
    if isinstance(date, datetime.datetime):
        return date.date()
    if isinstance(date, datetime.date):
        return date
    try:
        return datetime.date.fromisoformat(str(date).strip()[:10])
    except ValueError:
        raise ValueError(
            f"{date!r} is not a date: write year, month and day, as in 2026-05-01."
        ) from None


def check(listed: Sequence[Entry], date: datetime.date | None) -> list[Finding]:
    """Return a finding when the date lies outside the time this edition is in force."""
    if date is None or not listed:
        return []
    codes = tuple(entry.code for entry in listed)
    if date > _YEAR_ENDS:
        gone = tuple(entry.code for entry in listed if entry.starts(*DELETED_FY2027))
        if gone:
            return [
                error(
                    "wrong-date",
                    gone,
                    f"{' and '.join(gone)} ended on September 30, 2026: for {date} choose a code "
                    "of the FY2027 code set.",
                )
            ]
        return [
            error(
                "wrong-date",
                codes,
                f"{date} is after September 30, 2026, the last day of the FY2026 code set: check "
                "these codes in the code set of that date.",
            )
        ]
    if date < _YEAR_STARTS:
        return [
            error(
                "wrong-date",
                codes,
                f"{date} is before October 1, 2025, the first day of the FY2026 code set: check "
                "these codes in the code set of that date.",
            )
        ]
    if date < _EDITION_STARTS:
        return [
            advice(
                "wrong-date",
                codes,
                f"{date} is before April 1, 2026, when this edition of FY2026 came into force: "
                "make sure that none of these codes is newer than the encounter.",
            )
        ]
    return []
