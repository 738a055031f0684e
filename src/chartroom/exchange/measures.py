"""Which LOINC code and unit stands for a vital sign or a laboratory test.

LOINC codes of vital signs as in the FHIR R4B vital-signs profiles; units in UCUM.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Measure:
    """A column of ``vitals``: LOINC code, LOINC's subject in our words, UCUM unit, unit shown."""

    column: str
    loinc: str
    name: str
    ucum: str
    unit: str


VITALS = (
    Measure("temperature_c", "8310-5", "Body temperature", "Cel", "°C"),
    Measure("pulse", "8867-4", "Heart rate", "/min", "beats/min"),
    Measure("respirations", "9279-1", "Respiratory rate", "/min", "breaths/min"),
    Measure("systolic", "8480-6", "Systolic blood pressure", "mm[Hg]", "mm Hg"),
    Measure("diastolic", "8462-4", "Diastolic blood pressure", "mm[Hg]", "mm Hg"),
    Measure("spo2", "59408-5", "Oxygen saturation by pulse oximetry", "%", "%"),
    Measure("weight_kg", "29463-7", "Body weight", "kg", "kg"),
    Measure("height_cm", "8302-2", "Body height", "cm", "cm"),
)
BIRTH_WEIGHT = Measure("birth_weight_g", "8339-4", "Birth weight", "g", "g")
PRESSURE = ("85354-9", "Blood pressure")
IN_PRESSURE = ("systolic", "diastolic")
# The FHIR profile of oxygen saturation asks for this code beside the one of the method.
SATURATION = ("2708-6", "Oxygen saturation in arterial blood")
BY_LOINC = {one.loinc: one for one in VITALS}
BY_LOINC[SATURATION[0]] = BY_LOINC["59408-5"]


@cache
def laboratory() -> dict[str, tuple[str, str]]:
    """Return test -> (LOINC code, name) from the hospital's laboratory catalog."""
    from chartroom.hospital.content import table  # reads YAML too, so only when needed

    return {row["test"]: (row["loinc"], row["name"]) for row in table("labs.tsv")}


@cache
def tests() -> dict[str, str]:
    """Return LOINC code -> test, for codes that stand for one test only."""
    found: dict[str, list[str]] = {}
    for test, (loinc, _) in laboratory().items():
        found.setdefault(loinc, []).append(test)
    return {loinc: names[0] for loinc, names in found.items() if len(names) == 1}


@cache
def _units() -> frozenset[str]:
    from chartroom.hospital.content import table

    return frozenset(row["unit"] for row in table("labs.tsv"))


def ucum(unit: str) -> str:
    """Return the UCUM code of a laboratory unit, or "" if we know none.

    The catalog's units are UCUM; a unit that is not in it (a slip of the pen, say) is only text.
    """
    return unit if unit in _units() else ""
