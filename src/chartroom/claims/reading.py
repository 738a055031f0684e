"""Look at an encounter before a form is filled: types and limits, not the codes.

Codes are the business of the edits: a wrong code must reach the form to be found there.
"""

from __future__ import annotations

import datetime as dt

from chartroom.claims.records import (
    SETTINGS,
    ClaimError,
    Diagnosis,
    Encounter,
    Patient,
    Procedure,
    Service,
    money,
)

_POA = ("", "Y", "N", "U", "W", "exempt")


def sound(given: Encounter) -> Encounter:
    """Return the encounter if a form can be filled from it.

    Raises:
        ClaimError: a part is of another kind than it must be; the text names it.
    """
    if not isinstance(given, Encounter):
        raise ClaimError("A claim is filled from a claims.Encounter.")
    if not isinstance(given.patient, Patient):
        raise ClaimError("The encounter needs a claims.Patient.")
    if given.setting not in SETTINGS:
        raise ClaimError(f'{given.setting!r} is no setting: give "inpatient" or "outpatient".')
    if given.patient.sex not in ("F", "M", "U"):
        raise ClaimError(f'{given.patient.sex!r} is no sex for a claim: give "F", "M" or "U".')
    for what, day in (
        ("birth", given.patient.born),
        ("beginning", given.began),
        ("end", given.ended),
    ):
        _day(day, f"The day of {what}")
    if given.ended < given.began:
        raise ClaimError(f"It ends on {given.ended} before it begins on {given.began}.")
    if given.patient.born > given.began:
        raise ClaimError(f"The patient is born on {given.patient.born}, after {given.began}.")
    _all(given.diagnoses, Diagnosis, "diagnoses")
    _all(given.procedures, Procedure, "procedures")
    _all(given.services, Service, "services")
    if not given.diagnoses:
        raise ClaimError("There is no diagnosis: a claim needs at least one.")
    for one in given.diagnoses:
        if one.poa not in _POA:
            raise ClaimError(f"{one.poa!r} at {one.code} is no POA indicator: Y, N, U, W, exempt.")
    for one in given.procedures:
        _day(one.day, f"The day of {one.code}")
    for number, one in enumerate(given.services, 1):
        _service(number, one)
    return given


def _service(number: int, one: Service) -> None:
    _day(one.day, f"The day of line {number}")
    money(one.charge, f"Line {number}")
    if isinstance(one.units, bool) or not isinstance(one.units, int) or one.units < 1:
        raise ClaimError(f"Line {number}: units must be a whole number from 1, not {one.units!r}.")
    if len(one.modifiers) > 4:
        raise ClaimError(f"Line {number} has more than the 4 modifiers that a line holds.")


def _day(given: object, what: str) -> None:
    if not isinstance(given, dt.date) or isinstance(given, dt.datetime):
        raise ClaimError(f"{what} must be a date, as in dt.date(2026, 6, 3); it is {given!r}.")


def _all(given: object, kind: type, what: str) -> None:
    if not isinstance(given, tuple) or not all(isinstance(one, kind) for one in given):
        raise ClaimError(f"The {what} must be a tuple of claims.{kind.__name__}.")


def us(day: dt.date) -> str:
    """Return a date as forms write it: MMDDYYYY."""
    return f"{day:%m%d%Y}"
