"""Which LOINC code and unit stands for a vital sign or a laboratory test.

LOINC codes of vital signs as in the FHIR R4B vital-signs profiles; units in UCUM.
"""

from __future__ import annotations

import re
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
BY_LOINC = {one.loinc: one for one in VITALS}


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


def ucum(unit: str) -> str:
    """Return the UCUM code of a unit as our laboratory writes it, or "" if we know none."""
    return _UCUM.get(unit, unit if _PLAIN.fullmatch(unit) else "")


# Units that are UCUM as they stand; letters and prefixes of UCUM, section 4.
_PLAIN = re.compile(
    r"[munpfk]?(g|mol|eq|U|L)(/[dmu]?L)?|%|s|mg/g|mm/h|/uL|10\*[36]/uL|mm\[Hg\]", re.ASCII
)
_UCUM = {
    "K/uL": "10*3/uL",
    "10^3/uL": "10*3/uL",
    "x10^3/uL": "10*3/uL",
    "M/uL": "10*6/uL",
    "10^6/uL": "10*6/uL",
    "x10^6/uL": "10*6/uL",
    "mEq/L": "meq/L",
    "IU/L": "[IU]/L",
    "mIU/L": "m[IU]/L",
    "uIU/mL": "u[IU]/mL",
    "mIU/mL": "m[IU]/mL",
    "sec": "s",
    "mm Hg": "mm[Hg]",
    "mm/hr": "mm/h",
    "mcg/dL": "ug/dL",
    "mcg/L": "ug/L",
    "mL/min/1.73 m2": "mL/min/{1.73_m2}",
    "mL/min/1.73m2": "mL/min/{1.73_m2}",
}
