"""Right, left, both, unspecified."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from chartroom.codes import entries
from chartroom.codes.entries import Entry
from chartroom.codes.findings import Finding, advice, error

_SIDE = re.compile(r"\b(right|left|unspecified)\b", re.IGNORECASE)
#: Words that a title for both sides words differently: "right eye" but "bilateral".
_WORDED = re.compile(
    r"\b(bilateral|unilateral|right|left|eye|ear|knee|hip|hand|side|of|in|the)\b|[,()]"
)


def check(listed: Sequence[Entry]) -> list[Finding]:
    """Return sides left open, and sides that do not go together."""
    findings = [found for one, other in combinations(listed, 2) if (found := _pair(one, other))]
    taken = {code for finding in findings for code in finding.codes}
    for entry in listed:
        found = {} if entry.code in taken else sides(entry)
        if found:
            findings.append(
                advice(
                    "laterality",
                    (entry.code,),
                    f"{entry.code} leaves the side open: if the record tells the side, use the "
                    f"code for it ({found['right']} right, {found['left']} left).",
                    "I.B.13",
                )
            )
    return findings


def _pair(one: Entry, other: Entry) -> Finding | None:
    """Compare two codes that differ in nothing but the side."""
    if one.bare[:3] != other.bare[:3] or one.code == other.code:
        return None
    pair = (one.code, other.code)
    both = _both_sides(one)
    if both is not None and both == _both_sides(other):
        if both in pair:
            single = one.code if other.code == both else other.code
            text = f"{both} covers both sides, so {single} says one of them twice: keep one code."
        else:
            text = (
                f"{one.code} and {other.code} are the right and the left side of one condition: "
                f"use {both}, which covers both sides."
            )
        return error("laterality", pair, text, "I.B.13")
    for vague, exact in ((one, other), (other, one)):
        if exact.code in sides(vague).values():
            return error(
                "laterality",
                pair,
                f"{vague.code} leaves the side open and {exact.code} tells it: leave {vague.code} "
                "off.",
                "I.B.13",
            )
    return None


@lru_cache(maxsize=4096)
def sides(entry: Entry) -> dict[str, str]:
    """Return the right and the left code beside one of unspecified side; empty if none."""
    if "unspecified" not in entry.title.lower():
        return {}
    title, titles = entry.title.lower(), entries.titles(entry.bare[:3])
    for match in re.finditer("unspecified", title):
        low, high = match.span()
        sided = {side: titles.get(title[:low] + side + title[high:]) for side in ("right", "left")}
        if all(sided.values()):
            return sided
    return {}


def _both_sides(entry: Entry) -> str | None:
    """Return the code for both sides that belongs to a one-sided code (or is this code)."""
    title = entry.title.lower()
    if "bilateral" in title:
        return entry.code
    sides = [side.lower() for side in _SIDE.findall(entry.title)]
    if not {"right", "left"} & set(sides):
        return None
    return _bilateral(entry.bare[:3]).get(_plain(title))


@lru_cache(maxsize=512)
def _bilateral(category: str) -> dict[str, str]:
    """Return the codes of a category for both sides, by their plain title."""
    return {
        _plain(title): code
        for title, code in entries.titles(category).items()
        if "bilateral" in title
    }


def _plain(title: str) -> str:
    """Return a lower-case title without its side and the words that change with the side."""
    single = re.sub(r"s\b", "", re.sub(r"ies\b", "y", title))
    return " ".join(_WORDED.sub(" ", single).split())
