"""Fill a UB-04.

Source: CMS, Medicare Claims Processing Manual (Pub. 100-04), chapter 25, which tells what each form
locator holds; the form is the National Uniform Billing Committee's. Names are in own words.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from chartroom.claims.reading import sound, us
from chartroom.claims.records import UB04, ClaimError, Diagnosis, Encounter, Field, Line, money
from chartroom.codes import form

OTHERS = "ABCDEFGHIJKLMNOPQ"
_PROCEDURES = ("74", "74a", "74b", "74c", "74d", "74e")
_CAUSES = ("72a", "72b", "72c")
_LINES = 22
_TOTAL = "0001"


def ub04(encounter: Encounter) -> UB04:
    """Return a hospital's claim.

    Diagnoses that tell an external cause (V00 to Y99) stand in FL 72, all others in FL 67.

    Raises:
        ClaimError: the encounter is not in order, or has more than the paper form holds.
    """
    given = sound(encounter)
    listed = [one for one in given.diagnoses if not _cause(one)]
    causes = [one for one in given.diagnoses if _cause(one)]
    if not listed:
        raise ClaimError("Only external causes are listed: the injury or illness is missing.")
    _fits(listed[1:], len(OTHERS), "other diagnoses", "the electronic 837I holds 24")
    _fits(causes, len(_CAUSES), "external causes", "the electronic 837I holds 12")
    _fits(given.procedures, len(_PROCEDURES), "procedures", "the electronic 837I holds 25")
    _fits(given.services, _LINES, "lines", "use a second page")
    inside = given.setting == "inpatient"
    patient = given.patient
    boxes = [
        Field("1", "Provider", given.hospital),
        Field("3a", "Patient control number", patient.account),
        Field("3b", "Medical record number", patient.mrn),
        Field("4", "Type of bill", "0111" if inside else "0131"),
        Field("5", "Federal tax number", given.tax_id),
        Field("6", "Statement covers", f"{us(given.began)} through {us(given.ended)}"),
        Field("8", "Patient", patient.name),
        Field("10", "Birth date", us(patient.born)),
        Field("11", "Sex", patient.sex),
        Field("12", "Admission or start of care", us(given.began)),
        Field("13", "Admission hour", given.began_hour),
        Field("14", "Priority (type) of admission or visit", given.priority),
        Field("15", "Point of origin", given.origin),
        Field("16", "Discharge hour", given.ended_hour if inside else ""),
        Field("17", "Patient discharge status", given.status),
        Field("50", "Payer", given.payer),
        Field("56", "Billing provider's NPI", given.npi),
        Field("60", "Insured's ID", patient.insured_id),
        Field("66", "Code set of the diagnoses (0 = ICD-10)", "0"),
        Field("67", "Principal diagnosis", _coded(listed[0])),
        *(
            Field(f"67{letter}", "Other diagnosis", _coded(one))
            for letter, one in zip(OTHERS, listed[1:], strict=False)
        ),
        Field("69", "Admitting diagnosis", _bare(given.admitting) if inside else ""),
        Field("70a", "Patient's reason for the visit", "" if inside else _bare(given.admitting)),
        *(
            Field(number, "External cause", _coded(one))
            for number, one in zip(_CAUSES, causes, strict=False)
        ),
        *(
            Field(
                number,
                "Principal procedure" if number == "74" else "Other procedure",
                f"{one.code} {us(one.day)}",
            )
            for number, one in zip(_PROCEDURES, given.procedures, strict=False)
        ),
        Field("76", "Attending", f"{given.attending_npi} {given.attending}".strip()),
        Field("77", "Operating", given.operating),
    ]
    return UB04(given, tuple(boxes), _lines(given))


def _lines(given: Encounter) -> tuple[Line, ...]:
    made, total = [], Decimal(0)
    for one in given.services:
        charge = money(one.charge, one.words or one.revenue)
        total += charge
        made.append(
            Line(
                (
                    Field("42", "Revenue code", one.revenue),
                    Field("43", "Description", one.words),
                    Field(
                        "44", "HCPCS and modifiers", " ".join((one.code, *one.modifiers)).strip()
                    ),
                    Field("45", "Service date", us(one.day)),
                    Field("46", "Units", str(one.units)),
                    Field("47", "Total charges", f"{charge:.2f}"),
                ),
                one,
            )
        )
    made.append(
        Line(
            (
                Field("42", "Revenue code", _TOTAL),
                Field("43", "Description", "Total"),
                Field("44", "HCPCS and modifiers"),
                Field("45", "Service date"),
                Field("46", "Units"),
                Field("47", "Total charges", f"{total:.2f}"),
            )
        )
    )
    return tuple(made)


def _cause(one: Diagnosis) -> bool:
    return form.tidy(one.code)[:1] in tuple("VWXY")


def _bare(code: str) -> str:
    return form.parts(form.tidy(code))


def _coded(one: Diagnosis) -> str:
    """Return a code without its dot and, in the eighth place, its POA; exempt is left empty."""
    mark = "" if one.poa == "exempt" else one.poa
    return f"{_bare(one.code)} {mark}".strip()


def _fits(listed: Sequence[object], most: int, what: str, remedy: str) -> None:
    if len(listed) > most:
        raise ClaimError(
            f"The paper form holds {most} {what}, and there are {len(listed)}: {remedy}."
        )
