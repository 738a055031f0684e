"""Codes that a guideline, rather than a note, says go together or do not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chartroom.codes import form
from chartroom.codes.entries import Entry
from chartroom.codes.findings import Finding, advice, error

_DELIVERY = re.compile(
    r"\b(in|complicating|during) childbirth\b|\bduring delivery\b|\b(pre)?term delivery\b|"
    r"\blabor and delivery\b"
)
#: Diagnoses that a body mass index may be reported with (I.B.14).
_WEIGHT = form.codes(
    "E40 E41 E42 E43 E44 E45 E46 E64.0 E65 E66 E67 E68 E88.81 F50 R62 R63 R64 Z71.3 Z98.84"
)
#: Bones of M80.0x and M80.8x by 5th character, as categories of traumatic fracture.
_BONES = {
    "1": ("S42.0", "S42.1", "S42.2"),
    "2": ("S42.2", "S42.3", "S42.4"),
    "3": ("S52",),
    "4": ("S62",),
    "5": ("S72",),
    "6": ("S82",),
    "7": ("S82.5", "S82.6", "S82.8", "S92"),
    "8": ("S12", "S22.0", "S32.0", "S32.1"),
    "B": ("S32",),
}


def check(listed: Sequence[Entry], present: Sequence[Entry], setting: str) -> list[Finding]:
    """Return companions that are missing, and codes in company they should not keep.

    Args:
        listed: complete codes in sequence.
        present: the same and stand-ins for incomplete codes.
        setting: "inpatient" or "outpatient".
    """
    return [
        *_infarction(listed, present),
        *_outcome(listed, present, setting),
        *_body_mass(listed, present),
        *_osteoporosis(listed),
        *_aftercare(listed),
    ]


def _infarction(listed: Sequence[Entry], present: Sequence[Entry]) -> list[Finding]:
    second = next((each for each in listed if each.starts("I22")), None)
    if second is None or any(each.starts("I21") for each in present):
        return []
    return [
        error(
            "use-additional",
            (second.code,),
            f"{second.code} ({second.title}) is an infarction within four weeks of another: the "
            "first one is coded with it (I21.-).",
            "I.C.9.e.4",
        )
    ]


def _outcome(listed: Sequence[Entry], present: Sequence[Entry], setting: str) -> list[Finding]:
    """Remind of the outcome of a delivery. At O80 and O82 a note asks for it outright."""
    if setting != "inpatient" or any(each.starts("Z37", "O80", "O82") for each in present):
        return []
    delivered = next((each for each in listed if _delivered(each)), None)
    if delivered is None:
        return []
    return [
        advice(
            "use-additional",
            (delivered.code,),
            f"{delivered.code} ({delivered.title}): if the patient delivered during this stay, add "
            "the outcome of the delivery (Z37.-).",
            "I.C.15.b.5",
        )
    ]


def _delivered(entry: Entry) -> bool:
    title = entry.title.lower()
    return entry.starts("O") and bool(entry.starts("O70", "O76", "O77") or _DELIVERY.search(title))


def _body_mass(listed: Sequence[Entry], present: Sequence[Entry]) -> list[Finding]:
    found = next((each for each in listed[1:] if each.starts("Z68")), None)
    if found is None:
        return []
    pregnant = next((each for each in listed if each.chapter == 15), None)
    if pregnant is not None:
        return [
            advice(
                "excludes1",
                (found.code, pregnant.code),
                f"{found.code} beside {pregnant.code}: the body mass index is not coded during "
                f"pregnancy; leave {found.code} off.",
                "I.C.21.c.3",
            )
        ]
    if any(each.starts(*_WEIGHT) for each in present):
        return []
    return [
        advice(
            "code-first",
            (found.code,),
            f"{found.code} ({found.title}) is reported only with a diagnosis it bears on, such as "
            "overweight, obesity or malnutrition: list that diagnosis before it if the provider "
            f"documents one, else leave {found.code} off.",
            "I.B.14",
        )
    ]


def _osteoporosis(listed: Sequence[Entry]) -> list[Finding]:
    """A fracture in osteoporosis beside an injury of the same bone."""
    for brittle in listed:
        if not brittle.starts("M80") or brittle.bare[6:] != "A":
            continue
        bones = _BONES.get(brittle.bare[4:5], ())
        broken = [
            each
            for each in listed
            if each.starts(*bones)
            and "fracture" in each.title.lower()
            and _same_side(brittle, each)
        ]
        if bones and broken:
            return [
                advice(
                    "excludes1",
                    (brittle.code, broken[0].code),
                    f"{brittle.code} and {broken[0].code} both code a fracture of this part: in "
                    "known osteoporosis a break from a fall that would not break a healthy bone "
                    f"is coded {brittle.code} alone.",
                    "I.C.13.d.2",
                )
            ]
    return []


def _same_side(one: Entry, other: Entry) -> bool:
    """Say whether the titles do not name opposite sides."""
    sides = set(re.findall(r"\b(right|left)\b", f"{one.title} {other.title}".lower()))
    return len(sides) < 2


def _aftercare(listed: Sequence[Entry]) -> list[Finding]:
    after = next((each for each in listed if each.starts("Z47.1", "Z47.8", "Z48")), None)
    injury = next(
        (
            each
            for each in listed
            if each.bare[6:] in ("D", "E", "F", "G", "H", "J", "K", "M", "N", "P", "Q", "R", "S")
            and (each.starts("S", "M80", "M84") or "T07" <= each.bare[:3] <= "T35")
        ),
        None,
    )
    if after is None or injury is None:
        return []
    return [
        advice(
            "excludes1",
            (after.code, injury.code),
            f"{after.code} beside {injury.code}: aftercare of an injury is told by the 7th "
            f"character of the injury code; leave {after.code} off unless it is for something "
            "else.",
            "I.C.21.c.7",
        )
    ]
