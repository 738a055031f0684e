"""Rows whose numbers lead nowhere, and fields that are empty or cut short."""

from __future__ import annotations

from chartroom.hospital.defects.record import Record, Way
from chartroom.hospital.draw import Draw

_FIND = "Find the right number by name, date and department; correct it at the source."
_ASK = "Ask the patient at the next visit; correct at registration."


def orphan_encounter(record: Record, draw: Draw, person: int) -> bool:
    """Give an encounter a medical record number that nobody has: a digit is lost."""
    at = record.one(draw, person, "orphan", record.encounters(person))
    if at is None:
        return False
    wrong = record.value("encounters", at, "mrn")[:-1]
    way = Way("The medical record number is not in the master patient index.", _FIND)
    record.change("orphan-encounter", person, way, "encounters", at, "mrn", wrong)
    return True


def orphan_result(record: Record, draw: Draw, person: int) -> bool:
    """Give a result the number of an encounter that does not exist."""
    at = record.one(draw, person, "orphan result", record.of_patient("results", person))
    if at is None:
        return False
    wrong = record.value("results", at, "encounter_id")[:-1]
    way = Way("The result's encounter does not exist; its order says which it is.", _FIND)
    record.change("orphan-result", person, way, "results", at, "encounter_id", wrong)
    return True


def short_zip(record: Record, draw: Draw, person: int) -> bool:
    """Lose a digit of the ZIP code."""
    wrong = record.value("patients", person, "zip")[:4]
    way = Way("A ZIP code has five digits.", _ASK)
    record.change("short-zip", person, way, "patients", person, "zip", wrong)
    return True


def short_phone(record: Record, draw: Draw, person: int) -> bool:
    """Lose a digit of the telephone number."""
    phone = record.value("patients", person, "phone")
    if not phone:
        return False
    way = Way("A telephone number has ten digits.", _ASK)
    record.change("short-phone", person, way, "patients", person, "phone", phone[:-1])
    return True


def empty_field(record: Record, draw: Draw, person: int) -> bool:
    """Leave the street empty."""
    way = Way("A required field is empty.", _ASK)
    record.change("empty-field", person, way, "patients", person, "street", "")
    return True
