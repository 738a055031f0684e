"""Diseases presumed to be related: hypertension with heart or kidney disease, diabetes with CKD."""

from __future__ import annotations

from collections.abc import Sequence

from chartroom.codes.entries import Entry
from chartroom.codes.findings import Finding, advice, error

_HEART = ("I50", "I51.4", "I51.5", "I51.7", "I51.89", "I51.9")


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
    if len(codes) == 1:
        category, pressure = next(iter(codes.items()))
        missed = {"I10": kidney or heart, "I11": kidney, "I12": heart, "I13": None}[category]
        if missed:
            findings.append(_join(pressure, kidney, heart))
    findings += _diabetes(listed, kidney)
    return findings


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


def _diabetes(listed: Sequence[Entry], kidney: Entry | None) -> list[Finding]:
    """Point out diabetes "without complications" beside CKD, which "with" links (I.A.15)."""
    plain = [entry for entry in listed if entry.starts("E10.9", "E11.9", "E13.9")]
    if not plain or kidney is None:
        return []
    right = f"{plain[0].code[:3]}.22"
    return [
        advice(
            "code-first",
            (plain[0].code, kidney.code),
            f"{plain[0].code} beside {kidney.code}: diabetes and chronic kidney disease are "
            f"presumed to be related, so the code is {right}, unless the provider names another "
            "cause.",
            "I.A.15",
        )
    ]
