"""Diseases presumed to be related: hypertension with heart or kidney disease, diabetes with CKD."""

from __future__ import annotations

from collections.abc import Sequence

from chartroom.codes import entries, excludes, form
from chartroom.codes.entries import Entry
from chartroom.codes.findings import Finding, advice, error

_HEART = ("I50", "I51.4", "I51.5", "I51.7", "I51.89", "I51.9")
#: Codes that give heart failure another cause, so that nothing is presumed (notes at I50).
_OTHER_CAUSE = ("I09.81", "I97.13", "O08.8", "O75.4")
#: "Without heart failure" beside I50.-: what the code becomes.
_WITH_FAILURE = {"I11.9": "I11.0", "I13.10": "I13.0", "I13.11": "I13.2"}
#: What the Alphabetic Index lists under "Diabetes, with": the code becomes .<digits>.
_DIABETES_WITH = (
    (("N18",), "22"),
    (("K31.84",), "43"),
    (("G62.9", "G63"), "42"),
    (("G90.0", "G90.8", "G90.9", "G99.0"), "43"),
    (("G58.9",), "41"),
    (("H35.00",), "319"),
    (("H26.9", "H28"), "36"),
    (("L97.4", "L97.5"), "621"),
    (("L97.1", "L97.2", "L97.3", "L97.8", "L97.9", "L98.4"), "622"),
    (("I73.9", "I79.8", "I70.2"), "51"),
    (("I96",), "52"),
    (("M86",), "69"),
    (("M14.6",), "610"),
    (("R73.9",), "65"),
)
_NO_COMPLICATION = ("E08.9", "E09.9", "E10.9", "E11.9", "E13.9")


def check(listed: Sequence[Entry]) -> list[Finding]:
    """Return hypertension or diabetes coded apart from a disease it is presumed to cause.

    Guidelines I.C.9.a (hypertension) and I.A.15 (the word "with").
    The notes "Code first hypertensive chronic kidney disease (I12.-, I13.-)" at N18 and "Code first
    heart failure due to hypertension (I11.0)" at I50 stand behind it.
    """
    kidney = next((entry for entry in listed if entry.starts("N18")), None)
    heart = next((entry for entry in listed if entry.starts(*_HEART)), None)
    codes = {entry.bare[:3]: entry for entry in listed if entry.starts("I10", "I11", "I12", "I13")}
    findings = []
    if any(entry.starts(*_OTHER_CAUSE) for entry in listed):
        heart = None
    if len(codes) == 1:
        category, pressure = next(iter(codes.items()))
        missed = {"I10": kidney or heart, "I11": kidney, "I12": heart, "I13": None}[category]
        if missed:
            findings.append(_join(pressure, kidney, heart))
        elif heart is not None and heart.starts("I50") and pressure.code in _WITH_FAILURE:
            findings.append(_failure(pressure, heart))
    findings += _diabetes(listed)
    return findings


def _failure(pressure: Entry, heart: Entry) -> Finding:
    """Hypertensive heart disease "without heart failure" beside heart failure."""
    return error(
        "code-first",
        (pressure.code, heart.code),
        f"{pressure.code} says that there is no heart failure and {heart.code} codes it: "
        f"hypertension and heart failure are presumed to be related, so list "
        f"{_WITH_FAILURE[pressure.code]} first in place of {pressure.code}, unless the provider "
        "says that they are not related.",
        "I.C.9.a.1" if pressure.starts("I11") else "I.C.9.a.3",
    )


def _join(pressure: Entry, kidney: Entry | None, heart: Entry | None) -> Finding:
    others = [entry for entry in (heart, kidney) if entry is not None]
    both = (kidney is not None or pressure.starts("I12")) and (
        heart is not None or pressure.starts("I11")
    )
    right, section = ("I13.-", "3") if both else ("I12.-", "2") if kidney else ("I11.-", "1")
    names = " and ".join(entry.code for entry in others)
    return error(
        "code-first",
        (pressure.code, *(entry.code for entry in others)),
        f"{pressure.code} beside {names}: hypertension and this disease are presumed to be "
        f"related, so list {right} first in place of {pressure.code}, unless the provider says "
        "that they are not related.",
        f"I.C.9.a.{section}",
    )


def _diabetes(listed: Sequence[Entry]) -> list[Finding]:
    """Point out diabetes "without complications" beside what "with" links to it (I.A.15)."""
    plain = next((entry for entry in listed if entry.starts(*_NO_COMPLICATION)), None)
    if plain is None:
        return []
    findings = []
    for prefixes, digits in _DIABETES_WITH:
        other = next((entry for entry in listed if entry.starts(*prefixes)), None)
        if other is None or excludes.note_apart(plain, other):
            continue
        findings.append(
            advice(
                "code-first",
                (plain.code, other.code),
                f"{plain.code} says that the diabetes has no complications, and {other.code} "
                f"({other.title}) is one that is presumed to be due to diabetes: the code is "
                f"{_found(plain.bare[:3] + digits)}, unless the provider names another cause.",
                "I.A.15",
            )
        )
    return findings


def _found(bare: str) -> str:
    """Return a code, marked as unfinished where characters follow."""
    code = form.tidy(bare)
    entry = entries.find(code)
    return code if entry is None or entry.billable else f"{code}-"
