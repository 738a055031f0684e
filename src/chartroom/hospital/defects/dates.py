"""Dates that cannot be, and a sex that the chart contradicts."""

from __future__ import annotations

from chartroom.hospital.defects.record import Record, Way
from chartroom.hospital.draw import Draw

_ASK = "Look at the registration form or ask the patient; correct at registration."
_WOMEN = ("O", "Z34", "Z39", "Z3A", "N80", "N92", "N95")
_MEN = ("N40", "N41", "C61")


def impossible_birth_date(record: Record, draw: Draw, person: int) -> bool:
    """Write February 30 as the day of birth."""
    year = record.value("patients", person, "birth_date")[:4]
    way = Way("The day does not exist in the calendar.", _ASK)
    record.change(
        "impossible-birth-date", person, way, "patients", person, "birth_date", f"{year}-02-30"
    )
    return True


def birth_after_admission(record: Record, draw: Draw, person: int) -> bool:
    """Write the birth a century late."""
    date = record.value("patients", person, "birth_date")
    if not "1927" <= date[:4] <= "1999":
        return False
    way = Way("Birth after the first encounter.", _ASK)
    late = f"20{date[2:]}"
    record.change("birth-after-admission", person, way, "patients", person, "birth_date", late)
    return True


def reversed_dates(record: Record, draw: Draw, person: int) -> bool:
    """Swap admission and discharge of a stay over midnight."""
    for at in record.encounters(person):
        came, left = (record.value("encounters", at, c) for c in ("admitted_at", "discharged_at"))
        if came[:10] == left[:10]:
            continue
        way = Way(
            "Discharge before admission.",
            "Look at the orders to admit and to discharge; correct both times.",
        )
        record.put("encounters", at, "discharged_at", came)
        record.change("reversed-dates", person, way, "encounters", at, "admitted_at", left)
        return True
    return False


def sex_conflict(record: Record, draw: Draw, person: int) -> bool:
    """Register the other sex for a patient whose codes are of one sex."""
    sex = record.value("patients", person, "sex")
    codes = [record.value("diagnoses", at, "code") for at in record.of_patient("diagnoses", person)]
    if not any(code.startswith(_WOMEN if sex == "F" else _MEN) for code in codes):
        return False
    other = "M" if sex == "F" else "F"
    way = Way(
        "A diagnosis or procedure of one sex in a patient registered with the other.",
        "Look at the documents: correct the registration if they agree with the codes.",
    )
    record.change("sex-conflict", person, way, "patients", person, "sex", other)
    return True
