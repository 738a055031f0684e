"""Invented claims to look at: one of each form in order, and some that a payer would not pay."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from chartroom.claims.institutional import ub04
from chartroom.claims.professional import cms1500
from chartroom.claims.records import (
    Claim,
    ClaimError,
    Diagnosis,
    Encounter,
    Patient,
    Procedure,
    Service,
)

_DAY = dt.date(2026, 6, 3)
_IDA = Patient("Ida Marrow", "TH-000123", "A260603", dt.date(1948, 2, 1), "F", "1EG4-TE5-MK73")
_BEN = Patient("Ben Castell", "TH-000187", "B260603", dt.date(1951, 9, 17), "M", "1EG4-TE5-MK72")

_STAY = Encounter(
    patient=_IDA,
    setting="inpatient",
    began=_DAY,
    ended=dt.date(2026, 6, 7),
    diagnoses=(
        Diagnosis("S72.001A", "Y"),
        Diagnosis("E11.22", "Y"),
        Diagnosis("N18.31", "Y"),
        Diagnosis("Z79.84", "exempt"),
        Diagnosis("W19.XXXA", "Y"),
    ),
    services=(
        Service(_DAY, "", Decimal("7400"), 4, revenue="0120", words="Room, two beds"),
        Service(_DAY, "", Decimal("9150"), 1, revenue="0360", words="Operating room"),
        Service(_DAY, "", Decimal("3820"), 1, revenue="0278", words="Implants"),
    ),
    admitting="M25.551",
    procedures=(Procedure("0QS604Z", dt.date(2026, 6, 4)),),
    began_hour="09",
    ended_hour="13",
    priority="1",
    origin="1",
    status="03",
    attending="Beatriz Amador",
    operating="Rafe Lindgren",
)
_VISIT = Encounter(
    patient=_BEN,
    setting="outpatient",
    began=_DAY,
    ended=_DAY,
    diagnoses=(Diagnosis("M17.11"), Diagnosis("I48.91"), Diagnosis("Z79.01")),
    services=(
        Service(_DAY, "99213", Decimal("140"), modifiers=("25",), pointers="BC", words="Visit"),
        Service(_DAY, "93000", Decimal("31"), pointers="B", words="Electrocardiogram"),
        Service(_DAY, "20610", Decimal("118"), modifiers=("RT",), pointers="A", words="Injection"),
    ),
    attending="Jonah Petrakis",
    hospital="Tern Harbor Medical Office",
)


def _without_poa() -> Claim:
    listed = (_STAY.diagnoses[0], Diagnosis("E11.22"), *_STAY.diagnoses[2:])
    return ub04(replace(_STAY, diagnoses=listed))


def _wrong_pointer() -> Claim:
    visit, tracing, knee = _VISIT.services
    return cms1500(
        replace(
            _VISIT, services=(visit, replace(tracing, pointers="A"), replace(knee, pointers="D"))
        )
    )


def _twice() -> Claim:
    return cms1500(replace(_VISIT, services=(*_VISIT.services, _VISIT.services[1])))


def _surgery_outside() -> Claim:
    return ub04(
        replace(
            _STAY,
            setting="outpatient",
            ended=_DAY,
            diagnoses=(Diagnosis("D12.5"),),
            services=(Service(_DAY, "", Decimal("1900"), revenue="0360", words="Endoscopy"),),
            procedures=(Procedure("0DBN8ZZ", _DAY),),
            admitting="R19.5",
            status="01",
            operating="",
        )
    )


def _heading() -> Claim:
    return cms1500(replace(_VISIT, diagnoses=(Diagnosis("M17"), *_VISIT.diagnoses[1:])))


_MADE: dict[str, Callable[[], Claim]] = {
    "stay": lambda: ub04(_STAY),
    "visit": lambda: cms1500(_VISIT),
    "stay without an indicator": _without_poa,
    "visit that points wrong": _wrong_pointer,
    "visit with a line twice": _twice,
    "outpatient with PCS": _surgery_outside,
    "visit with a heading": _heading,
}


def sample(name: str) -> Claim:
    """Return an invented claim; ``samples()`` names them.

    Raises:
        ClaimError: there is none of that name.
    """
    if name not in _MADE:
        raise ClaimError(f"There is no sample {name!r}; there are: {', '.join(_MADE)}.")
    return _MADE[name]()


def samples() -> tuple[str, ...]:
    """Return the names of the invented claims, the two in order first."""
    return tuple(_MADE)
