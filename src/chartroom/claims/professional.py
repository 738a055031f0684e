"""Fill a CMS-1500 (02/12).

Source: CMS, Medicare Claims Processing Manual (Pub. 100-04), chapter 26, which tells what each item
holds; the form is the National Uniform Claim Committee's. Names are in own words.
"""

from __future__ import annotations

from decimal import Decimal

from chartroom.claims.reading import sound, us
from chartroom.claims.records import CMS1500, ClaimError, Encounter, Field, Line, Service, money
from chartroom.codes import form

LETTERS = "ABCDEFGHIJKL"
LINES = 6


def cms1500(encounter: Encounter) -> CMS1500:
    """Return a physician's claim.

    Raises:
        ClaimError: the encounter is not in order, or has more than the form holds.
    """
    given = sound(encounter)
    if len(given.diagnoses) > len(LETTERS):
        raise ClaimError(
            f"Item 21 holds 12 diagnoses, and there are {len(given.diagnoses)}: keep those that "
            "the lines point to."
        )
    if len(given.services) > LINES:
        raise ClaimError(
            f"Item 24 holds 6 lines, and there are {len(given.services)}: use a second claim."
        )
    patient = given.patient
    lines = tuple(
        _line(number, one, given.attending_npi) for number, one in enumerate(given.services, 1)
    )
    total = sum((money(one.charge, "charge") for one in given.services), Decimal(0))
    boxes = [
        Field("1a", "Insured's ID", patient.insured_id),
        Field("2", "Patient", patient.name),
        Field("3", "Birth date and sex", f"{us(patient.born)} {patient.sex}"),
        Field("11c", "Insurance plan", given.payer),
        Field("21", "Code set of the diagnoses (0 = ICD-10)", "0"),
        *(
            Field(f"21{letter}", "Diagnosis", form.parts(form.tidy(one.code)))
            for letter, one in zip(LETTERS, given.diagnoses, strict=False)
        ),
        Field("25", "Federal tax number", given.tax_id),
        Field("26", "Patient's account", patient.account),
        Field("28", "Total charge", f"{total:.2f}"),
        Field("31", "Physician", given.attending),
        Field("32", "Where it was done", given.hospital),
        Field("33a", "Billing provider's NPI", given.npi),
    ]
    return CMS1500(given, tuple(boxes), lines)


def _line(number: int, one: Service, npi: str) -> Line:
    return Line(
        (
            Field("24A", "Date", us(one.day)),
            Field("24B", "Place of service", one.place),
            Field("24D", "Code and modifiers", " ".join((one.code, *one.modifiers)).strip()),
            Field("24E", "Pointer", one.pointers),
            Field("24F", "Charge", f"{money(one.charge, f'Line {number}'):.2f}"),
            Field("24G", "Units", str(one.units)),
            Field("24J", "Rendering provider's NPI", npi),
        ),
        one,
    )
