"""Read what is to be grouped and refuse what a grouper must not see.

drgpy groups anything: headings, misspelled codes, two copies of one code. So codes are checked
first, by the rooms that know them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from chartroom import codes
from chartroom.codes import form, pcs
from chartroom.grouping.discharge import DISPOSITIONS
from chartroom.grouping.records import GroupingError, Stay

POA = ("Y", "N", "U", "W", "exempt")
_EXEMPT = ("", "1", "EXEMPT")
# What a claim cannot hold. The other findings are said and grouped all the same.
_REFUSED = frozenset((
    "unknown", "not-billable", "placeholder", "seventh-character", "duplicate",
    "external-cause-first", "manifestation-first", "unacceptable-principal",
))  # fmt: skip


def read(
    principal: str,
    secondary: Iterable[str] = (),
    procedures: Iterable[str] = (),
    poa: Mapping[str, str] | None = None,
    age: int | None = None,
    sex: str = "F",
    disposition: str = "01",
) -> Stay:
    """Return a stay that can be grouped.

    Args:
        principal: the principal diagnosis, an ICD-10-CM code.
        secondary: the other diagnoses.
        procedures: ICD-10-PCS codes.
        poa: indicator by code: "Y", "N", "U", "W", or "exempt" (also "1" or ""). Codes without one
            count as present.
        age: whole years at admission, 0 for a baby; None if not known.
        sex: "F" or "M".
        disposition: patient discharge status, one of ``DISPOSITIONS``.

    Raises:
        GroupingError: anything that a claim could not hold. The text names the code and says why.
    """
    lead = _one(principal)
    others = tuple(form.tidy(code) for code in _many(secondary, "secondary diagnoses"))
    listed = (lead, *others)
    try:
        found = codes.check(listed, principal=lead, setting="inpatient", age=age, sex=sex)
    except ValueError as problem:
        raise GroupingError(str(problem)) from None
    errors = [one for one in found if one.severity == "error"]
    for one in errors:
        if one.kind in _REFUSED:
            raise GroupingError(one.message)
    known_sex = str(sex or "").strip().upper()
    if known_sex not in ("F", "M"):
        raise GroupingError(f'{sex!r} is not a sex that the grouper knows: give "F" or "M".')
    operations, more = _procedures(_many(procedures, "procedures"))
    return Stay(
        principal=lead,
        secondary=others,
        procedures=operations,
        poa=_indicators(poa, listed),
        age=None if age is None else int(age),
        sex=known_sex,
        disposition=_disposition(disposition),
        notes=(*(one.message for one in errors), *more),
    )


def _one(principal: str) -> str:
    if not isinstance(principal, str) or not form.tidy(principal):
        raise GroupingError("There is no principal diagnosis: a stay is grouped by it.")
    return form.tidy(principal)


def _many(given: Iterable[str], what: str) -> list[str]:
    if given is None:
        return []
    if isinstance(given, str):
        given = given.replace(",", " ").split()
    try:
        listed = list(given)
    except TypeError:
        raise GroupingError(f"The {what} must be a list of codes; it is {given!r}.") from None
    for one in listed:
        if not isinstance(one, str):
            raise GroupingError(f"The {what} must be codes in quotes; {one!r} is not.")
    return [one for one in listed if one.strip()]


def _procedures(given: list[str]) -> tuple[tuple[str, ...], list[str]]:
    operations, notes = [], []
    for code in given:
        bare = pcs.tidy(code)
        for finding in pcs.check(code):
            if finding.severity == "error":
                raise GroupingError(finding.message)
            notes.append(finding.message)
        operations.append(bare)
    return tuple(dict.fromkeys(operations)), notes


def _indicators(
    poa: Mapping[str, str] | None, listed: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    if poa is None:
        return ()
    if not isinstance(poa, Mapping):
        raise GroupingError('Give POA indicators by code, as in {"L89.154": "N"}.')
    read = {}
    for code, mark in poa.items():
        tidied = form.tidy(code)
        if tidied not in listed:
            raise GroupingError(f"{tidied} has a POA indicator and is not among the diagnoses.")
        said = str(mark).strip().upper()
        said = "exempt" if said in _EXEMPT else said
        if said not in POA:
            raise GroupingError(
                f"{mark!r} at {tidied} is no POA indicator: give Y, N, U or W, or exempt."
            )
        read[tidied] = said
    return tuple(read.items())


def _disposition(given: str) -> str:
    said = str(given).strip().zfill(2)
    if said not in DISPOSITIONS:
        raise GroupingError(
            f"{given!r} is not a discharge status that the course knows: "
            f"{', '.join(DISPOSITIONS)}. 01 is home, 20 is died."
        )
    return said
