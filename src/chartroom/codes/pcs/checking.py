"""Check a procedure code from its form to its last character."""

from __future__ import annotations

import re

from chartroom.codes import dates
from chartroom.codes.pcs import building, edition, tabular
from chartroom.codes.pcs.form import LENGTH, tidy
from chartroom.codes.pcs.records import Finding

SETTINGS = ("inpatient", "outpatient")
# HIPAA's code sets: ICD-10-PCS is for procedures that hospitals report for inpatients.
_INPATIENTS = "45 CFR 162.1002(c)(3)"
_LOOK = "look it up in the official ICD-10-PCS tables of its year"
_SHOWN = 4
_DIAGNOSIS = re.compile(r"\s*[A-TV-Z]\d[0-9A-Z]\.[0-9A-Z]{1,4}\s*", re.IGNORECASE)


def check(code: str, date: object = None, setting: str = "inpatient") -> list[Finding]:
    """Check a procedure code: its form, the setting, the date, and each character by its table.

    Args:
        code: as it was written; blanks, dots and small letters are forgiven.
        date: of discharge, a date or "2026-05-01"; None if any day of the edition will do.
        setting: "inpatient" or "outpatient".

    Returns:
        Findings, the most telling first; none for a code that the teaching tables can form. Of
        the characters only the first to blame is reported, because each depends on those before.

    Raises:
        ValueError: setting or date cannot be read.
    """
    if setting not in SETTINGS:
        raise ValueError(f'{setting!r} is not a setting: give "inpatient" or "outpatient".')
    day = dates.read(date)
    bare = tidy(code)
    off = _form(str(code), bare)
    if off:
        return [off]
    found = [_setting(bare)] if setting == "outpatient" else []
    if day is not None and not edition.FIRST_DAY <= day <= edition.LAST_DAY:
        found.append(_date(bare, day))
    wrong = _characters(bare)
    return [*found, wrong] if wrong else found


def _form(written: str, bare: str) -> Finding | None:
    if not bare:
        return _error("blank", bare, 0, "No code was given: type a code such as 0DTJ4ZZ.")
    shown = bare if len(bare) <= 20 else f"{bare[:20]}…"
    if _DIAGNOSIS.fullmatch(written):
        return _error("form", bare, 0, f"{written.strip().upper()} has the form of a diagnosis "
                      "code (ICD-10-CM). A procedure code has 7 characters, no dot.")  # fmt: skip
    for place, value in enumerate(bare[:LENGTH], 1):
        if value in "IO":
            number = "1" if value == "I" else "0"
            return _error("letters", bare, place, f"{shown} has the letter {value} as character "
                          f"{place}. PCS has no I and no O: is it the number {number}?",
                          "A2")  # fmt: skip
    if len(bare) > LENGTH:
        return _error(
            "form", bare, 0, f"{shown} has {len(bare)} characters. A PCS code has exactly 7."
        )
    if re.fullmatch(r"\d{5}", bare):
        return _error("form", bare, 0, f"{bare} has five digits, as a CPT code has. A PCS code has "
                      "exactly 7 characters.")  # fmt: skip
    return None


def _setting(bare: str) -> Finding:
    return _error("setting", bare, 0, "ICD-10-PCS reports the procedures of hospital inpatients "
                  "only. On an outpatient claim, use CPT or HCPCS codes.", _INPATIENTS)  # fmt: skip


def _date(bare: str, day: object) -> Finding:
    return _error("date", bare, 0, f"{day} is not within {edition.YEAR} ({edition.FIRST_DAY} to "
                  f"{edition.LAST_DAY}), the year of these tables: check the code in the code set "
                  "of that date.")  # fmt: skip


def _characters(bare: str) -> Finding | None:
    """Return the first character that does not fit, or that is missing."""
    for place in range(1, LENGTH + 1):
        sofar, value = bare[: place - 1], bare[place - 1 : place]
        allowed = building.allowed(sofar)
        if not value:
            return _incomplete(bare, allowed)
        if value not in allowed:
            return _heading(bare, place) if place < 4 else _value(bare, place, allowed)
    return None


def _heading(bare: str, place: int) -> Finding:
    """Say whether the first three characters are wrong, or only not among the course's tables."""
    axis, value = tabular.axis(bare, place).lower(), bare[place - 1]
    meaning = tabular.label(bare, place)
    if place == 1 and not meaning:
        return _error("section", bare, 1, f"Character 1, section: {value} is no section of PCS. "
                      "Most procedures are in 0, Medical and Surgical.")  # fmt: skip
    if not meaning and bare[0] == "0":
        return _error("value", bare, place, f"Character {place}, {axis}: {value} is no {axis} of "
                      "Medical and Surgical.")  # fmt: skip
    named = [tabular.label(bare, one) for one in range(1, place + 1)]
    said = ", ".join(filter(None, named))
    return Finding("table", "advice", bare, place, f"The course has no table for {bare[:place]} "
                   f"({said or value}). The code may exist: {_LOOK}.")  # fmt: skip


def _value(bare: str, place: int, allowed: str) -> Finding:
    table = tabular.table(bare)
    assert table is not None
    axis, value = tabular.axis(bare, place).lower(), bare[place - 1]
    before = tabular.label(bare, place - 1)
    meaning = tabular.label(bare, place)
    said = f"{value} ({meaning})" if meaning else value
    after = "" if place == 4 else f" after {bare[: place - 1]} ({before})"
    message = (
        f"Character {place}, {axis}: table {table.code} ({table.title}) does not have "
        f"{said}{after}. It has {_listed(bare[: place - 1], allowed)}."
    )
    if place == 4 or table.code in tabular.PARTIAL:
        return Finding("value", "advice", bare, place, f"{message} The course has only part of "
                       f"this table. The code may exist: {_LOOK}.")  # fmt: skip
    return _error("value", bare, place, message)


def _incomplete(bare: str, allowed: str) -> Finding:
    place = len(bare) + 1
    return _error("incomplete", bare, place, f"{bare} is not complete. Character {place}, "
                  f"{tabular.axis(bare, place).lower()}, comes next: {_listed(bare, allowed)}.",
                  "A8")  # fmt: skip


def _listed(sofar: str, allowed: str) -> str:
    named = [f"{one} ({tabular.label(sofar + one, len(sofar) + 1)})" for one in allowed[:_SHOWN]]
    more = " and others" if len(allowed) > _SHOWN else ""
    return ", ".join(named) + more


def _error(kind: str, bare: str, place: int, message: str, guideline: str = "") -> Finding:
    return Finding(kind, "error", bare, place, message, guideline)
