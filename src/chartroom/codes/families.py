"""Codes of one category that contradict each other, or of which one says more than the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from chartroom.codes import entries, excludes, form, laterality
from chartroom.codes.entries import Entry
from chartroom.codes.findings import Finding, advice, error

# Chapters and categories where codes alike in all but a word may each be right: several tumors,
# mental disorders, injuries and their causes; complications of diabetes, migraines, vessels, teeth
# and ulcers one by one. Hypertension is in excludes.py, coma has a rule of its own (I.C.18.e).
_SILENT_CHAPTERS = (2, 5, 19, 20)
_SILENT = form.codes("E08 E09 E10 E11 E13 G43 I11 I12 I13 I25 K04 K08 L89 L97 L98 R40")
#: Categories where two codes are two stages of one disease of one patient.
_STAGES = {"N18": "a patient has one stage of chronic kidney disease at a time (N18.6 if ESRD)"}
#: Acute, chronic, and the one code for both.
_ACUTE_AND_CHRONIC = (
    ("J96.0", "J96.1", "J96.2"),
    ("I50.21", "I50.22", "I50.23"),
    ("I50.31", "I50.32", "I50.33"),
    ("I50.41", "I50.42", "I50.43"),
    ("K81.0", "K81.1", "K81.2"),
)
# Words that do not tell what a disease is.
_EMPTY = re.compile(
    r"\b(unspecified|other|not otherwise specified|not specified|uncomplicated|"
    r"without complications?|as to|of|the|and|or|in|due to|organism|site|type|cause)\b|[,()\[\]]"
)
_OPEN = re.compile(r"\bunspecified\b|\bnot specified\b(?! as)")
_FRACTURE = ("M80", "M84")
_LAST_INJURY = "T35"


def check(listed: Sequence[Entry]) -> list[Finding]:
    """Return pairs of one category that do not belong on one list."""
    findings = []
    for one, other in combinations(listed, 2):
        if found := _episode(one, other) or _pneumonia(one, other):
            findings.append(found)
        elif one.bare[:3] == other.bare[:3] and not excludes.note_apart(one, other):
            found = _stage(one, other) or _combined(one, other) or _with_and_without(one, other)
            found = found or _vague(one, other) or _vague(other, one)
            findings += [found] if found else []
    return findings


def _episode(one: Entry, other: Entry) -> Finding | None:
    """One injury with two 7th characters. Drugs, causes and pregnancies may well have two."""
    injury = one.chapter == 19 and one.bare[:3] <= _LAST_INJURY
    if one.bare[:6] != other.bare[:6] or not (injury or one.starts(*_FRACTURE)):
        return None
    if len(one.bare) != 7 or len(other.bare) != 7 or one.code == other.code:
        return None
    return error(
        "seventh-character",
        (one.code, other.code),
        f"{one.code} and {other.code} are one injury with two 7th characters: an encounter has "
        "one, for the stage of care it belongs to.",
        "I.C.19.a",
    )


def _stage(one: Entry, other: Entry) -> Finding | None:
    reason = _STAGES.get(one.bare[:3])
    if reason is None:
        return None
    return error(
        "duplicate",
        (one.code, other.code),
        f"{one.code} and {other.code} code one disease twice: {reason}; keep one code.",
        "I.C.14.a.1",
    )


def _combined(one: Entry, other: Entry) -> Finding | None:
    """Acute and chronic apart although one code says both."""
    for family in _ACUTE_AND_CHRONIC:
        *_, both = family
        ranks = {_rank(one, family), _rank(other, family)}
        if None in ranks or len(ranks) == 1:
            continue
        right = form.tidy(both)
        entry = entries.find(right)
        shown = right if entry and entry.billable else f"{right}-"
        return error(
            "duplicate",
            (one.code, other.code),
            f"{one.code} and {other.code} code parts of what {shown} says in one code (acute and "
            f"chronic together): report {shown} alone.",
            "I.B.9",
        )
    return None


def _rank(entry: Entry, family: tuple[str, ...]) -> int | None:
    return next((rank for rank, prefix in enumerate(family) if entry.starts(prefix)), None)


def _with_and_without(one: Entry, other: Entry) -> Finding | None:
    """Titles that say "with" and "without" of one thing, and the same of everything else."""
    if one.chapter in _SILENT_CHAPTERS or one.starts(*_SILENT):
        return None
    for without, having in ((one, other), (other, one)):
        for phrase in _opposites(without.title.lower()):
            rest = having.title.lower().removeprefix(phrase)
            if having.title.lower().startswith(phrase) and rest[:1] in ("", ",", " "):
                return error(
                    "excludes1",
                    (one.code, other.code),
                    f"{one.code} ({one.title}) and {other.code} ({other.title}) contradict each "
                    "other: keep the one the record supports.",
                    "I.B.2",
                )
    return None


def _opposites(title: str) -> list[str]:
    """Return the title with each "without" turned into "with"."""
    return [
        title[: found.start()] + "with" + title[found.end() :]
        for found in re.finditer(r"\bwithout\b", title)
    ]


def _pneumonia(one: Entry, other: Entry) -> Finding | None:
    """Pneumonia of unspecified organism beside one whose organism is known (J12-J16)."""
    for vague, exact in ((one, other), (other, one)):
        named = exact.starts("J12", "J13", "J14", "J15", "J16")
        if vague.starts("J18.9") and named and not exact.starts("J12.9", "J15.9"):
            return _redundant(vague, exact)
    return None


def _vague(vague: Entry, exact: Entry) -> Finding | None:
    """A code that leaves open what a code beside it tells."""
    if vague.chapter in (*_SILENT_CHAPTERS, 15, 21) or vague.starts(*_SILENT):
        return None
    if not _OPEN.search(vague.title.lower()) or exact.code in laterality.sides(vague).values():
        return None
    core, whole = _core(vague.title), _core(exact.title)
    said_more = core < whole
    # "Heart failure, unspecified" under "Heart failure": any code below that heading says more.
    parent = entries.find(form.tidy(vague.bare[:-1]))
    inside = (
        parent is not None
        and parent.number < exact.number <= parent.last
        and core == _core(parent.title)
        and not _OPEN.search(exact.title.lower())
    )
    return _redundant(vague, exact) if core and (said_more or inside) else None


def _redundant(vague: Entry, exact: Entry) -> Finding:
    return advice(
        "duplicate",
        (vague.code, exact.code),
        f"{vague.code} ({vague.title}) leaves open what {exact.code} ({exact.title}) tells: if "
        f"they are one condition, leave {vague.code} off.",
        "I.B.18",
    )


@lru_cache(maxsize=8192)
def _core(title: str) -> frozenset[str]:
    """Return the words of a title that tell what the disease is."""
    return frozenset(_EMPTY.sub(" ", title.lower()).split())
