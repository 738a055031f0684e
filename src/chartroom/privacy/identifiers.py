"""Find the identifiers of 45 CFR 164.514(b)(2) in a text, by pattern.

A baseline to learn from, not a tool to release by: it knows shapes, and people write otherwise.
It misses names without a title or a label, places without a ZIP code, "the mayor", "the day after
Easter"; and it takes a pain of 5/10 for the tenth of May. ``score`` says how often.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_STREET = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Court|Ct|Way|Place|Boulevard|Terrace|Row)"
)
_NAME = r"[A-Z][\w'’-]+"
_PHONE = r"(?:\(\d{3}\) ?|\d{3}[-.])?\d{3}[-.]\d{4}"
#: Type of identifier: the letter in 164.514(b)(2)(i), and its patterns. ``(?P<it>…)`` is the part
#: that identifies, where the pattern needs words around it.
TYPES: dict[str, tuple[str, tuple[str, ...]]] = {
    "name": (
        "A",
        (
            rf"\b(?:Mr|Mrs|Ms|Miss|Dr)\.? (?P<it>{_NAME}(?: {_NAME})?)",
            rf"\b(?:Patient|Name|Signed|Attending|Mother|Father|Wife|Husband|Daughter|Son):\s*"
            rf"(?P<it>{_NAME},? {_NAME}(?: [A-Z]\b\.?)?)",
            rf"(?P<it>{_NAME} {_NAME}), (?:MD|DO|RN|NP|PA-C|CNM)\b",
        ),
    ),
    "place": (
        "B",
        (
            rf"\b\d{{1,5}} (?:{_NAME} ){{1,3}}{_STREET}\b\.?(?: (?:Apt|Room|Unit) \w+)?",
            r"(?P<it>[A-Z][a-z]+(?: [A-Z][a-z]+)*,? [A-Z]{2} \d{5}(?:-\d{4})?)\b",
        ),
    ),
    "date": (
        "C",
        (
            r"\b\d{1,2}/\d{1,2}/\d{2,4}\b",
            r"\b(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])\b(?![/\d])",
            r"\b\d{4}-\d{2}-\d{2}\b",
            rf"\b{_MONTH} \d{{1,2}}(?:, \d{{4}})?\b",
        ),
    ),
    "age": ("C", (r"\b(?P<it>(?:9\d|1[01]\d))(?:[- ]years?[- ]old| y/o|\s?yo\b)",)),
    "phone": ("D", (rf"(?<![\w-]){_PHONE}(?![\w-])",)),
    "fax": ("E", (rf"\b[Ff]ax:? ?(?:number )?(?P<it>{_PHONE})(?![\w-])",)),
    "email": ("F", (r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+",)),
    "SSN": ("G", (r"\b\d{3}-\d{2}-\d{4}\b",)),
    "record number": ("H", (r"\bTH-\d{6,7}\b", r"\bMRN:? ?(?P<it>[A-Z]{0,3}-?\d{4,9})\b")),
    "plan number": ("I", (r"\b(?:Member|Policy|Plan)(?: number| ID)?:? (?P<it>[A-Z0-9-]{6,})\b",)),
    "account number": ("J", (r"\b[ED]\d{9}(?:-\d\d)?\b", r"\bAccount:? (?P<it>[A-Z0-9-]{5,})\b")),
    "license number": ("K", (r"\b(?:License|DEA|NPI)(?: number)?:? (?P<it>[A-Z0-9]{6,})\b",)),
    "vehicle number": (
        "L",
        (
            r"\bVIN:? ?(?P<it>[A-HJ-NPR-Z0-9]{17})\b",
            r"\b[Pp]late(?: number)?:? (?P<it>[A-Z0-9]{2,4}[- ]?[A-Z0-9]{2,5})\b",
        ),
    ),
    "device number": ("M", (r"\b(?:Serial|Lot|Device)(?: number)?:? (?P<it>[A-Z0-9-]{4,})\b",)),
    "web address": ("N", (r"\bhttps?://\S+", r"\bwww\.\S+")),
    "IP address": ("O", (r"\b(?:\d{1,3}\.){3}\d{1,3}\b",)),
}  # fmt: skip

_ORDER = {
    # A fax number is a telephone number with a word before it; the word decides.
    kind: -1 if kind == "fax" else place
    for place, kind in enumerate(TYPES)
}


@dataclass(frozen=True, order=True)
class Identifier:
    """A stretch of a text that identifies: ``text[start:end]``, and its type."""

    start: int
    end: int
    kind: str


def find_identifiers(text: str) -> tuple[Identifier, ...]:
    """Return the identifiers found, in the text's order; none overlaps another.

    Where two types claim the same words, the longer stretch wins, then the type named first.
    """
    found = sorted(_all(text), key=lambda one: (one.start - one.end, _rank(one)))
    kept: list[Identifier] = []
    for one in found:
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return tuple(sorted(kept))


def _all(text: str) -> Iterator[Identifier]:
    for kind, (_, patterns) in TYPES.items():
        for pattern in patterns:
            for match in re.finditer(pattern, text):
                name = "it" if "it" in match.re.groupindex else 0
                yield Identifier(match.start(name), match.end(name), kind)


def _rank(one: Identifier) -> int:
    return _ORDER[one.kind]
