"""Vital signs, laboratory values and drugs as a clinician writes them."""

from __future__ import annotations

import re
from dataclasses import replace

from chartroom.hospital.notetext.records import Lab, Medication, NoteContext, Vitals

_UNITS = {"10*3/uL": "K/uL", "{ratio}": "", "{INR}": "", "[pH]": ""}
_SHORT = re.compile(r" \(.*\)$|, (?:high sensitivity|total|free|quantitative|calculated)$")


def unit(ucum: str) -> str:
    """Return a UCUM unit as people write it: mm[Hg] as mm Hg, mg/L{FEU} as mg/L FEU."""
    if ucum in _UNITS:
        return _UNITS[ucum]
    plain = re.sub(r"\{(.*?)\}", r" \1", ucum).replace("mm[Hg]", "mm Hg")
    return re.sub(r"\[(.*?)\]", r"\1", plain).strip()


def arrival(context: NoteContext) -> Vitals | None:
    """Return the first set of vital signs, None if none was taken by then."""
    known = [one for one in context.vitals if one.taken_at <= context.written_at]
    return known[0] if known else None


def latest(context: NoteContext) -> Vitals | None:
    """Return the last set taken before the note was written."""
    known = [one for one in context.vitals if one.taken_at <= context.written_at]
    return known[-1] if known else None


def pressure(one: Vitals) -> str:
    """Return "128/76", empty if it was not taken."""
    if one.systolic is None or one.diastolic is None:
        return ""
    return f"{one.systolic}/{one.diastolic}"


def signs(one: Vitals | None) -> str:
    """Return "T 37.0, HR 88, RR 18, BP 128/76, SpO2 97%" with what there is."""
    if one is None:
        return ""
    parts = [
        ("T", None if one.temperature_c is None else f"{one.temperature_c:.1f}"),
        ("HR", one.pulse),
        ("RR", one.respirations),
        ("BP", pressure(one) or None),
        ("SpO2", None if one.spo2 is None else f"{one.spo2}%"),
    ]
    return ", ".join(f"{name} {value}" for name, value in parts if value is not None)


def known_labs(context: NoteContext) -> tuple[Lab, ...]:
    """Return the results that were there when the note was written, in order of time."""
    return tuple(one for one in context.labs if one.when <= context.written_at)


def result(one: Lab) -> str:
    """Return "creatinine 2.10 mg/dL (H)"."""
    parts = [_SHORT.sub("", one.name), one.value, unit(one.unit), _marked(one)]
    return " ".join(part for part in parts if part)


def abnormal_first(labs: tuple[Lab, ...], most: int) -> str:
    """Return up to ``most`` results, each test once (its last value), flagged ones first."""
    last = {one.test: one for one in labs}
    ordered = sorted(last.values(), key=lambda one: not one.flag)
    return ", ".join(map(result, ordered[:most]))


def trends(labs: tuple[Lab, ...], most: int) -> str:
    """Return tests that were ever flagged, first to last value: "sodium 128 (L) -> 137 mmol/L"."""
    series: dict[str, list[Lab]] = {}
    for one in labs:
        series.setdefault(one.test, []).append(one)
    said = []
    for found in series.values():
        if any(one.flag for one in found):
            first, last = found[0], found[-1]
            before = f"{first.value} {_marked(first)}".strip() + " -> " if len(found) > 1 else ""
            said.append(
                " ".join(
                    part
                    for part in (
                        _SHORT.sub("", last.name),
                        before + last.value,
                        unit(last.unit),
                        _marked(last),
                    )
                    if part
                )
            )
    return "; ".join(said[:most])


def _marked(one: Lab) -> str:
    return f"({one.flag})" if one.flag else ""


def drug(one: Medication) -> str:
    """Return "lisinopril 20 mg by mouth once a day"."""
    return " ".join(part for part in (one.drug, one.dose, one.route, one.frequency) if part)


def given(context: NoteContext) -> list[str]:
    """Return the drugs begun here as single doses: "ceftriaxone 2 g IV"."""
    return [drug(replace(one, frequency="")) for one in context.medications if not one.home]


def home_drugs(context: NoteContext) -> list[str]:
    """Return the drugs taken before, in words."""
    return [drug(one) for one in context.medications if one.home]


def new_drugs(context: NoteContext) -> list[str]:
    """Return the drugs begun here, in words."""
    return [drug(one) for one in context.medications if not one.home]
