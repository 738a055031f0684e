"""The accounting of disclosures: 45 CFR 164.528."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from chartroom.privacy.finding import PrivacyError

YEARS = 6
SECTION = "45 CFR 164.528(a)(1)"
#: Purposes that are left out, and where that stands.
EXCLUDED: Mapping[str, str] = {
    "treatment": "(i)",
    "payment": "(i)",
    "operations": "(i)",
    "individual": "(ii)",
    "incidental": "(iii)",
    "authorization": "(iv)",
    "directory": "(v)",
    "involved in care": "(v)",
    "national security": "(vi)",
    "correctional": "(vii)",
    "custody": "(vii)",
    "limited data set": "(viii)",
}
#: Purposes that are in it.
INCLUDED = frozenset(
    (
        "required by law",
        "public health",
        "abuse report",
        "oversight",
        "court order",
        "subpoena",
        "law enforcement",
        "coroner",
        "organ donation",
        "research waiver",
        "serious threat",
        "workers' compensation",
        "breach",
    )
)


@dataclass(frozen=True)
class Disclosure:
    """A line of the disclosure log: when, to whom, what, and for which purpose."""

    on: date
    to: str
    what: str
    purpose: str


def accountable(purpose: str) -> tuple[bool, str]:
    """Return whether a disclosure for this purpose is in an accounting, and where that stands.

    Raises:
        PrivacyError: the purpose is not known; it is never left out silently.
    """
    if purpose in EXCLUDED:
        return False, SECTION + EXCLUDED[purpose]
    if purpose in INCLUDED:
        return True, SECTION
    raise PrivacyError(
        f"'{purpose}' is not known; known are {', '.join(sorted({*EXCLUDED, *INCLUDED}))}."
    )


def accounting(log: Iterable[Disclosure], asked_on: date) -> tuple[Disclosure, ...]:
    """Return the lines of a patient's log that the patient is told, oldest first.

    They reach six years back from the day of the request; the same day six years ago is in it.
    """
    first = _years_before(asked_on, YEARS)
    told = [one for one in log if first <= one.on <= asked_on and accountable(one.purpose)[0]]
    return tuple(sorted(told, key=lambda one: (one.on, one.to)))


def accounting_fee(asked_on: date, earlier: Iterable[date]) -> tuple[bool, str]:
    """Return whether this accounting is free, and where that stands.

    The first in any 12 months is; for others a reasonable fee may be asked, if the patient is told
    before and may withdraw the request.
    """
    since = _years_before(asked_on, 1)
    free = not any(since < one <= asked_on for one in earlier)
    return free, "45 CFR 164.528(c)(2)"


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # February 29
        return day.replace(year=day.year - years, day=28)
