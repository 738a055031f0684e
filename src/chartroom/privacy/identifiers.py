"""Find the identifiers of 45 CFR 164.514(b)(2) in a text, by pattern.

A baseline to learn from, not a tool to release by: it knows shapes, and people write otherwise.
What it misses is measured in docs/de-identification.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chartroom.privacy.finding import PrivacyError

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_STREET = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Court|Ct|Way|Place|Boulevard|Terrace|Row)"
)
_NAME = r"[A-Z][\w'’-]+"
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
    "phone": ("D", (r"(?<![\w-])(?:\(\d{3}\) ?|\d{3}-)?\d{3}-\d{4}(?![\w-])",)),
    "email": ("F", (r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+",)),
    "SSN": ("G", (r"\b\d{3}-\d{2}-\d{4}\b",)),
    "record number": ("H", (r"\bTH-\d{6,7}\b", r"\bMRN:? ?(?P<it>[A-Z]{0,3}-?\d{4,9})\b")),
    "plan number": ("I", (r"\b(?:Member|Policy|Plan)(?: number| ID)?:? (?P<it>[A-Z0-9-]{6,})\b",)),
    "account number": ("J", (r"\b[ED]\d{9}(?:-\d\d)?\b", r"\bAccount:? (?P<it>[A-Z0-9-]{5,})\b")),
    "license number": ("K", (r"\b(?:License|DEA|NPI)(?: number)?:? (?P<it>[A-Z0-9]{6,})\b",)),
    "device number": ("M", (r"\b(?:Serial|Lot|Device)(?: number)?:? (?P<it>[A-Z0-9-]{4,})\b",)),
    "web address": ("N", (r"\bhttps?://\S+", r"\bwww\.\S+")),
    "IP address": ("O", (r"\b(?:\d{1,3}\.){3}\d{1,3}\b",)),
}  # fmt: skip


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
    return [*TYPES].index(one.kind)


@dataclass(frozen=True)
class Score:
    """How well marks fit the key, for one type or all: counts of right, extra and missed marks."""

    right: int
    extra: int
    missed: int

    @property
    def precision(self) -> float | None:
        """Of what was marked, the part that is right; None if nothing was marked."""
        marked = self.right + self.extra
        return self.right / marked if marked else None

    @property
    def recall(self) -> float | None:
        """Of what should be marked, the part that was; None if there was nothing to mark."""
        wanted = self.right + self.missed
        return self.right / wanted if wanted else None


def score(marked: Iterable[Identifier], key: Iterable[Identifier]) -> dict[str, Score]:
    """Return the score by type and, under ``all``, over all types.

    A mark is right if it covers an identifier of the key whole, and its type is the same. Under
    ``all`` the type does not matter: a number that is painted over is gone, whatever it was called.

    Raises:
        PrivacyError: a mark begins after its end.
    """
    marked, key = [*marked], [*key]
    for one in marked:
        if one.start >= one.end:
            raise PrivacyError(f"The mark at {one.start} is empty.")
    kinds = sorted({one.kind for one in (*marked, *key)})
    scores = {
        kind: _score([m for m in marked if m.kind == kind], [k for k in key if k.kind == kind])
        for kind in kinds
    }
    return {**scores, "all": _score(marked, key)}


def _score(marked: list[Identifier], key: list[Identifier]) -> Score:
    covered = [k for k in key if any(m.start <= k.start and k.end <= m.end for m in marked)]
    used = [m for m in marked if any(m.start <= k.start and k.end <= m.end for k in key)]
    return Score(len(covered), len(marked) - len(used), len(key) - len(covered))
