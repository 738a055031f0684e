"""Whether a procedure code can stand where it was written: its setting, its form, its table."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from chartroom.assess.procedurerows import Row
from chartroom.codes import cpt, hcpcs, pcs

_BILLED = re.compile(r"\d{5}|\d{4}[FTUM]|[A-V]\d{4}")
_PCS = re.compile(r"[0-9A-HJ-NP-Z]{7}")
# What CPT's check has a better sentence for than "this is seven characters long".
_DIAGNOSIS = re.compile(r"[A-TV-Z]\d[0-9A-Z]\.[0-9A-Z]{1,4}")
_WITH_UNITS = re.compile(
    r"(\d{5}|\d{4}[FTUM]|[A-V]\d{4})(?:[-,\s]*[X×] ?(\d{1,4})|[-,\s]+(\d{1,4}) ?[X×])"
)
_WITH_MODIFIER = re.compile(r"\d{5}[-\s]+[0-9A-Z]{2}")


@dataclass(frozen=True)
class Fault:
    """What is off about a code. ``sure`` is False where only the course's tables do not tell."""

    message: str
    guideline: str = ""
    sure: bool = True


def fault(row: Row, inpatient: bool, day: dt.date | None = None) -> Fault | None:
    """Return what is off about a row's code, or None."""
    return _of_stay(row, day) if inpatient else _of_visit(row)


def title(code: str, inpatient: bool) -> str:
    """Return a code in words; "" if the course has none for it."""
    try:
        if inpatient:
            return pcs.parse(code).title
        return (hcpcs if code[:1].isalpha() else cpt).lookup(code).label
    except (pcs.UnknownProcedure, cpt.UnknownCpt, hcpcs.UnknownHcpcs):
        return ""


def more_off(row: Row) -> list[str]:
    """Return what is off about modifiers and units, as sentences."""
    found = [
        f"“{mark}” is not a modifier: each has two characters, such as 59 or RT."
        for mark in row.modifiers
        if len(mark) != 2
    ]
    if not row.units:
        found.append("Units must be a whole number from 1.")
    return found


def _of_stay(row: Row, day: dt.date | None) -> Fault | None:
    if _BILLED.fullmatch(row.code) and "." not in row.typed:
        return Fault(
            f"{row.code} has the form of a CPT or HCPCS code. A hospital reports what was done in "
            "a stay with ICD-10-PCS codes, which have 7 characters."
        )
    found = pcs.check(row.typed, date=day)
    if not found:
        return None
    return Fault(found[0].message, pcs.cite(found[0].guideline), found[0].severity == "error")


def _of_visit(row: Row) -> Fault | None:
    typed = row.typed.upper()
    counted = _WITH_UNITS.fullmatch(typed)
    if counted:
        return Fault(
            f"{typed} holds units: give the code {counted[1]} and the units "
            f"{counted[2] or counted[3]} apart."
        )
    plain = not (_DIAGNOSIS.fullmatch(typed) or _WITH_MODIFIER.fullmatch(typed))
    if plain and _PCS.fullmatch(row.code):
        found = pcs.check(row.code, setting="outpatient")[0]
        return Fault(f"{row.code}: {found.message}", found.guideline)
    if plain and re.fullmatch(r"[A-V]\d{4}", row.code):
        said = hcpcs.check(row.code)
    else:
        said = cpt.check(row.typed)
    return Fault(said) if said else None
