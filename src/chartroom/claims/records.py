"""What claims are filled from, what they are made of, and what an edit says."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from chartroom.claims import page
from chartroom.claims.refusing import ClaimError

SETTINGS = ("inpatient", "outpatient")


@dataclass(frozen=True, slots=True)
class Patient:
    """Whom a claim is for. ``born`` is a date, ``sex`` "F" or "M"."""

    name: str
    mrn: str
    account: str
    born: dt.date
    sex: str
    insured_id: str = ""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A diagnosis with its POA indicator: "Y", "N", "U", "W", "exempt", or "" if it has none."""

    code: str
    poa: str = ""


@dataclass(frozen=True, slots=True)
class Procedure:
    """An ICD-10-PCS code and the day of the procedure."""

    code: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class Service:
    """One line of service.

    Attributes:
        day: when it was given.
        code: CPT or HCPCS code; "" on an inpatient line.
        charge: in dollars, for all units.
        units: how many.
        modifiers: two characters each.
        pointers: letters of the diagnoses it was for (CMS-1500), such as "AB".
        revenue: four-digit revenue code (UB-04).
        words: what it is, in own words.
        place: place of service (CMS-1500): "11" office, "22" hospital outpatient department.
    """

    day: dt.date
    code: str
    charge: Decimal
    units: int = 1
    modifiers: tuple[str, ...] = ()
    pointers: str = ""
    revenue: str = ""
    words: str = ""
    place: str = "11"


@dataclass(frozen=True, slots=True)
class Encounter:
    """A coded stay or visit, with everything that a claim takes from it.

    Attributes:
        patient: whom it is about.
        setting: "inpatient" or "outpatient".
        began, ended: first and last day.
        diagnoses: the principal (outpatient: first-listed) diagnosis first.
        services: the lines.
        admitting: the admitting diagnosis (inpatient), or the reason for the visit.
        procedures: ICD-10-PCS, the principal procedure first; inpatients only.
        began_hour, ended_hour: "00" to "23".
        priority: type of admission: "1" emergency, "2" urgent, "3" elective, "4" newborn,
            "5" trauma.
        origin: point of origin: "1" from where the patient lives, "4" from another hospital, "5"
            from a nursing facility.
        status: patient discharge status.
        payer: who is billed.
        attending, attending_npi, operating: who was responsible, and who operated.
        hospital, npi, tax_id: who bills.
    """

    patient: Patient
    setting: str
    began: dt.date
    ended: dt.date
    diagnoses: tuple[Diagnosis, ...]
    services: tuple[Service, ...] = ()
    admitting: str = ""
    procedures: tuple[Procedure, ...] = ()
    began_hour: str = ""
    ended_hour: str = ""
    priority: str = ""
    origin: str = ""
    status: str = "01"
    payer: str = "Medicare"
    attending: str = ""
    attending_npi: str = ""
    operating: str = ""
    hospital: str = "Tern Harbor Medical Center"
    npi: str = ""
    tax_id: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One box of a form: its official number, its name in own words, and what stands in it."""

    number: str
    name: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a form: pairs of the column's official number and what stands there."""

    cells: tuple[Field, ...]
    service: Service | None = field(default=None, compare=False, repr=False)

    def __getitem__(self, number: str) -> str:
        return next(one.value for one in self.cells if one.number == number)


@dataclass(frozen=True)
class Claim:
    """A filled form. ``fields`` are its single boxes in order, ``lines`` its service lines."""

    encounter: Encounter
    fields: tuple[Field, ...]
    lines: tuple[Line, ...]

    form = ""
    box = "Box"

    def __getitem__(self, number: str) -> str:
        """Return what stands in a box, by its official number ("67A"); "" if it is empty."""
        for one in self.fields:
            if one.number == str(number):
                return one.value
        raise KeyError(f"The {self.form} has no {self.box} {number} in this course.")

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/html": page.html(self), "text/plain": page.text(self)}

    def __str__(self) -> str:
        return page.text(self)


class UB04(Claim):
    """The claim of a hospital (CMS-1450; electronically the 837I). Boxes are form locators."""

    form, box = "UB-04", "FL"


class CMS1500(Claim):
    """The claim of a physician or supplier (02/12; electronically the 837P). Boxes are items."""

    form, box = "CMS-1500", "item"


@dataclass(frozen=True, slots=True)
class Edit:
    """What an edit found on a claim.

    Attributes:
        kind: the rule's name.
        place: where on the form ("FL 67A", "item 24E, line 2").
        message: what is off.
        denial: what the payer would say, in own words, with the number of the adjustment reason.
        remedy: what the biller or coder does.
        source: the rule's source; one that is invented says so.
    """

    kind: str
    place: str
    message: str
    denial: str
    remedy: str
    source: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message} Denial: {self.denial}. Remedy: {self.remedy}"


def money(given: object, where: str) -> Decimal:
    """Return dollars and cents.

    Raises:
        ClaimError: it is no amount from 0.
    """
    try:
        amount = Decimal(str(given)).quantize(Decimal("0.01"))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0 or isinstance(given, bool):
        raise ClaimError(f"{where}: {given!r} is no amount: write dollars and cents, as in 245.30.")
    return amount
