"""Excludes1: codes that are not reported together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from chartroom.codes import instructions, references
from chartroom.codes.entries import Entry, NoteGroup
from chartroom.codes.findings import Finding, advice, error

# Notes at a block or chapter that catch conditions which often occur side by side and unrelated
# (guideline I.A.12.a lets both be coded then): the record decides, so they are only pointed out.
_OFTEN_UNRELATED = {
    ("Chapter 4", "P70-P74"),  # a newborn's passing disorder beside a lasting one
    ("E40-E46", "K90"),  # malnutrition beside malabsorption
    ("E83", "E55"),  # low magnesium beside low vitamin D
    ("G50-G59", "M54.1"),  # carpal tunnel beside a neck radiculopathy
    ("G50-G59", "M79.2"),
    ("G60-G65", "M79.2"),
    ("G60-G65", "M54.10"),
    ("I60-I69", "S06"),  # a stroke and a fall
    ("J00-J06", "J44.0"),
    ("M60-M63", "E85"),  # muscle weakness beside a systemic disease
    ("M60-M63", "M32"),
    ("M60-M63", "M34"),
    ("N00-N08", "I12"),
}
_BLEEDS = re.compile(r"\bwith (hemorrhage|bleeding)", re.IGNORECASE)
_BLEEDS_NOT = re.compile(r"\bwithout (\w+ or )?(hemorrhage|bleeding)", re.IGNORECASE)
_HYPERTENSION = ("I10", "I11", "I12", "I13")


def check(listed: Sequence[Entry]) -> list[Finding]:
    """Return one finding for each pair that an Excludes1 note keeps apart."""
    findings = []
    for one, other in combinations(listed, 2):
        found = _pair(one, other)
        if found is not None:
            findings.append(found)
    return findings


def _pair(one: Entry, other: Entry) -> Finding | None:
    hits = [*_hits(one, other), *_hits(other, one)]
    if hits:
        certain = [hit for hit in hits if not hit[3]]
        holder, group, text, doubtful = (certain or hits)[0]
        make = advice if doubtful else error
        place = group.owner if group.owner == holder.code else f"{group.owner}, for {holder.code}"
        return make(
            "excludes1",
            (one.code, other.code),
            f"{one.code} and {other.code} are not coded together: the Tabular List has an "
            f"Excludes1 note at {place} ({text}); keep the one the record supports, or both only "
            "if the two conditions are unrelated.",
            "I.A.12.a",
        )
    return _contradiction(one, other)


def note_apart(one: Entry, other: Entry) -> bool:
    """Say whether an Excludes1 note keeps two codes apart."""
    return bool(_hits(one, other) or _hits(other, one))


def _hits(holder: Entry, other: Entry) -> list[tuple[Entry, NoteGroup, str, bool]]:
    """Return the Excludes1 notes that hold at one code and name the other."""
    hits = []
    for group in holder.notes("excludes1"):
        for text in group.texts:
            target = references.parse(text)
            if target is None or other not in target or _reaches_too_far(text, target):
                continue
            # A note sets the codes it names apart from the rest of its own section: it does not
            # set those codes apart from one another.
            if holder in target:
                continue
            high_up = group.owner_kind in ("block", "chapter")
            if high_up and _asked_for(holder, other):
                continue  # a note at the code itself is the nearer word
            hits.append((holder, group, text, _doubtful(group, text, target, other)))
    return hits


def _asked_for(one: Entry, other: Entry) -> bool:
    """Say whether a note at one of two codes asks for both together."""
    return any(
        instructions.names(*pair)
        for kind in ("use-additional", "code-first", "code-also")
        for pair in ((one, kind, other), (other, kind, one))
    )


def _doubtful(group: NoteGroup, text: str, target: references.Target, other: Entry) -> bool:
    """Say whether both codes may well be right, so that the note is only pointed out."""
    if " unless " in text:
        return True
    # K92.2: "diverticular disease with hemorrhage (K57.-)", beside K57.30 "without [...] bleeding".
    if _BLEEDS.search(text) and _BLEEDS_NOT.search(other.title):
        return True
    return any(
        group.owner == owner and target.label.startswith(label) for owner, label in _OFTEN_UNRELATED
    )


def _reaches_too_far(text: str, target: references.Target) -> bool:
    """Recognize T88.7's "specified adverse effects of drugs (A00-R94 and T80-T88.6, T88.8)".

    It means that an effect that is named is coded as such, not that a patient with an unspecified
    adverse effect has no other condition.
    """
    return text.startswith("specified adverse effects of drugs")


def _contradiction(one: Entry, other: Entry) -> Finding | None:
    """Recognize pairs that contradict each other by their titles rather than by a note."""
    pair = (one.code, other.code)
    if one.starts(*_HYPERTENSION) and other.starts(*_HYPERTENSION) and one.code != other.code:
        kinds = {one.bare[:3], other.bare[:3]}
        right = "I13" if "I13" in kinds or kinds == {"I11", "I12"} else max(kinds)
        return error(
            "excludes1",
            pair,
            f"{one.code} and {other.code} both code the same hypertension: report it once, as "
            f"{right}.-, which takes in the heart or kidney disease.",
            "I.C.9.a",
        )
    for plain, detailed in ((one, other), (other, one)):
        if (
            plain.starts("E08.9", "E09.9", "E10.9", "E11.9", "E13.9")
            and detailed.bare[:3] == plain.bare[:3]
            and detailed.code != plain.code
        ):
            return error(
                "excludes1",
                pair,
                f"{plain.code} says that the diabetes has no complications and {detailed.code} "
                f"names one: leave {plain.code} off.",
                "I.C.4.a",
            )
    if "O80" in pair and one.starts("O") and other.starts("O"):
        return error(
            "excludes1",
            pair,
            f"O80 is for a delivery without any complication, so it stands with no other code of "
            f"chapter 15: with {other.code if one.code == 'O80' else one.code}, leave O80 off.",
            "I.C.15.n.1",
        )
    return None
