"""Vital signs and results in a wrong unit, or with a slipped digit or point."""

from __future__ import annotations

from chartroom.hospital.defects.record import Record, Way
from chartroom.hospital.draw import Draw

_CORRECT = "Have the one who measured correct the entry; the first value stays in the audit trail."
_BY_RANGE = "Outside the plausible range of the data dictionary."
_SLIPS = ("potassium", "creatinine", "hgb", "sodium", "calcium", "a1c")


def fahrenheit(record: Record, draw: Draw, person: int) -> bool:
    """Enter a temperature in degrees Fahrenheit where Celsius belongs."""
    at = _set(record, draw, person, "fahrenheit")
    if at is None:
        return False
    wrong = round(float(record.value("vitals", at, "temperature_c")) * 9 / 5 + 32, 1)
    way = Way(_BY_RANGE + " Converted from Fahrenheit it fits the other sets.", _CORRECT)
    record.change("unit-fahrenheit", person, way, "vitals", at, "temperature_c", wrong)
    return True


def pounds(record: Record, draw: Draw, person: int) -> bool:
    """Enter a weight in pounds where kilograms belong."""
    at = _set(record, draw, person, "pounds")
    if at is None or not record.value("vitals", at, "weight_kg"):
        return False
    weight = float(record.value("vitals", at, "weight_kg"))
    way = Way(
        "More than twice the patient's weight in the other sets, or a BMI that cannot be.", _CORRECT
    )
    wrong = round(weight * 2.20462, 1)
    record.change("unit-pounds", person, way, "vitals", at, "weight_kg", wrong)
    return True


def slipped_digit(record: Record, draw: Draw, person: int) -> bool:
    """Type a digit too many in the heart rate."""
    at = _set(record, draw, person, "digit")
    if at is None:
        return False
    wrong = int(record.value("vitals", at, "pulse")) * 10
    record.change("slipped-digit", person, Way(_BY_RANGE, _CORRECT), "vitals", at, "pulse", wrong)
    return True


def slipped_point(record: Record, draw: Draw, person: int) -> bool:
    """Lose the decimal point of a result; its flag stays as it was."""
    rows = [at for at in record.of_patient("results", person)
            if record.value("results", at, "test") in _SLIPS]  # fmt: skip
    at = record.one(draw, person, "point", rows)
    if at is None:
        return False
    wrong = round(float(record.value("results", at, "value")) * 10, 2)
    way = Way(
        "Ten times what the patient's other results are; the flag does not fit the value.", _CORRECT
    )
    record.change("slipped-point", person, way, "results", at, "value", wrong)
    return True


def _set(record: Record, draw: Draw, person: int, name: str) -> int | None:
    return record.one(draw, person, name, record.of_patient("vitals", person))
