"""What is listed first, and what has to come before what."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chartroom.codes import references, rules
from chartroom.codes.entries import Entry
from chartroom.codes.findings import Finding, advice, error

_SEPSIS = re.compile(r"\bsepsis\b|\bsepticemi|septicemic", re.IGNORECASE)
_SEPSIS_CODES = ("A39.4", "A48.3", "A54.86", "O75.3", "O85", "T80.2", "T81.4", "T88.0", "U07.1")
# What a drug taken wrongly does to the body, when it is the first code on the list.
_DRUG_EFFECTS = (
    *("R", "F1", "D59.0", "D59.2", "D61.1", "D68.32", "D70.2", "E03.5", "E15", "E16.0", "E16.1"),
    *("E16.2", "E72.20", "E86", "E87", "F05", "G21.0", "G24.0", "G25.71", "G92", "G93.1", "G93.4"),
    *("G93.6", "H53.1", "H91.0", "I44", "I45.81", "I46", "I47", "I49", "I95", "J69.0", "J70.2"),
    *("J80", "J96", "J98.01", "K25", "K26", "K27", "K28", "K29", "K52.1", "K71", "K72", "K76.82"),
    *("K85.3", "K92", "L27", "M62.82", "N14", "N17"),
)
# First codes that a poisoning does not displace: pregnancy and birth come before it, and among
# injuries the worst is first.
_NOT_AN_EFFECT = (15, 16, 19)


def check(listed: Sequence[Entry], setting: str) -> list[Finding]:
    """Return what is wrong with the principal (first-listed) diagnosis and the order of drugs.

    Args:
        listed: complete codes in sequence, the principal one first.
        setting: "inpatient" or "outpatient".
    """
    if not listed:
        return []
    name = "principal diagnosis" if setting == "inpatient" else "first-listed diagnosis"
    first = _first(listed[0], name, setting)
    return [*first, *_only_first(listed, setting), *_sepsis(listed), *_drugs(listed, name)]


def _first(entry: Entry, name: str, setting: str) -> list[Finding]:
    start = f"{entry.code} ({entry.title})"
    if entry.chapter == 20:
        return [
            error(
                "external-cause-first",
                (entry.code,),
                f"{start} tells how an injury came about and is never the {name}: list the injury "
                "first.",
                "I.C.20.a.6",
            )
        ]
    if rules.is_manifestation(entry):
        return [
            error(
                "manifestation-first",
                (entry.code,),
                f"{start} is a manifestation and is never the {name}: list the disease behind it "
                "first.",
                "I.A.13",
            )
        ]
    always_second = rules.never_first(entry)
    if always_second:
        guideline, reason = always_second
        return [
            _unacceptable(error, entry, f"{start} {reason}; it is never the {name}.", guideline)
        ]
    if entry.bare[0] in "ST" and entry.bare[6:] == "S":
        text = f"{start} codes a sequela: list what the patient has now first, then {entry.code}."
        return [_unacceptable(error, entry, text, "I.B.10")]
    if rules.is_history(entry):
        text = (
            f"{start} tells history or a status of the patient: list the reason for this "
            f"{'admission' if setting == 'inpatient' else 'visit'} as {name}."
        )
        make = error if setting == "inpatient" else advice
        return [_unacceptable(make, entry, text, "II" if setting == "inpatient" else "I.C.21.c.4")]
    return []


def _unacceptable(make, entry: Entry, message: str, guideline: str) -> Finding:
    return make("unacceptable-principal", (entry.code,), message, guideline)


def _only_first(listed: Sequence[Entry], setting: str) -> list[Finding]:
    """Return Z codes that stand second although they may only stand first."""
    findings = []
    for entry in listed[1:]:
        if not rules.only_first(entry) or rules.only_first(listed[0]):
            continue
        certain = entry.starts("Z38") or (
            setting == "outpatient" and entry.starts("Z51.0", "Z51.1")
        )
        make = error if certain else advice
        findings.append(
            make(
                "unacceptable-principal",
                (listed[0].code, entry.code),
                f"{entry.code} ({entry.title}) may only be listed first: if it is the reason for "
                f"this encounter, list it before {listed[0].code}.",
                "I.C.21.c.16",
            )
        )
    return findings


def _sepsis(listed: Sequence[Entry]) -> list[Finding]:
    """Severe sepsis (R65.2-) needs the code of the sepsis before it."""
    for place, entry in enumerate(listed):
        if entry.starts("R65.2") and not any(map(_is_sepsis, listed[:place])):
            later = [each for each in listed[place + 1 :] if _is_sepsis(each)]
            if place == 0 and later:
                return []  # reported as unacceptable-principal
            todo = f"list {later[0].code} before it" if later else "add it before R65.2-"
            return [
                error(
                    "code-first",
                    (entry.code, *(each.code for each in later[:1])),
                    f"{entry.code} ({entry.title}) needs the code of the sepsis or its infection "
                    f"first (A41.9 if the germ is not known): {todo}.",
                    "I.C.1.d.1.b",
                )
            ]
    return []


def _is_sepsis(entry: Entry) -> bool:
    if entry.starts("R65"):
        return False
    return bool(_SEPSIS.search(entry.title)) or entry.starts(*_SEPSIS_CODES)


def _drugs(listed: Sequence[Entry], name: str) -> list[Finding]:
    """Adverse effect: the effect first. Poisoning: the T code first. Underdosing: never first."""
    first = listed[0]
    meaning = _drug(first)
    if meaning == "5":
        return [
            error(
                "code-first",
                (first.code,),
                f"{first.code} ({first.title}) is an adverse effect of a drug rightly taken: list "
                "what the drug did to the patient first, then the T code.",
                "I.C.19.e.5.a",
            )
        ]
    if meaning == "6":
        text = (
            f"{first.code} ({first.title}) is underdosing and is never the {name}: list the "
            "condition that too little of the drug brought about first."
        )
        return [_unacceptable(error, first, text, "I.C.19.e.5.c")]
    poisons = [each for each in listed[1:] if _drug(each) in "1234" and each.bare[6:] == "A"]
    if not poisons or meaning in "1234" or first.chapter in _NOT_AN_EFFECT:
        return []
    pair = (first.code, poisons[0].code)
    if first.starts(*_DRUG_EFFECTS):
        return [
            error(
                "code-first",
                pair,
                f"{poisons[0].code} is a poisoning: the poisoning code is listed first, before "
                f"what it did to the patient ({first.code}).",
                "I.C.19.e.5.b",
            )
        ]
    if first.chapter in (20, 21):
        return []
    return [
        advice(
            "code-first",
            pair,
            f"{poisons[0].code} is a poisoning: if it brought about {first.code}, or is what the "
            "patient is treated for, list the poisoning code first.",
            "I.C.19.e.5.b",
        )
    ]


def _drug(entry: Entry) -> str:
    """Return 1-4 poisoning, 5 adverse effect, 6 underdosing for T36-T50, else "-"."""
    if not "T36" <= entry.bare[:3] <= "T50" or entry.chapter != 19:
        return "-"
    found = references.intent(entry.bare)
    return found if found in tuple("123456") else "-"
