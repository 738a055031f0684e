"""Find a code of the teaching sets by words, or by how it begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from chartroom.codes import hcpcs, tsvdata
from chartroom.codes.cpt import teaching
from chartroom.codes.cpt.form import tidy

_SMALL = re.compile("an?|and|as|at|by|each|for|from|in|into|is|it|no|not|of|on|or|the|to|with")
_BEGINS = re.compile(r"[A-Z]?\d{1,4}|\d{4,5}[A-Z]?|[A-Z]\d{4}")
_SAME = 5  # so many letters at the beginning make two forms of one word: inject, injection
_ENDING = 4  # but what follows may not be longer
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Found:
    """A code of the teaching sets with its label, and what one billing unit is, or ""."""

    code: str
    label: str
    unit: str = ""


def find(text: str, limit: int = 8) -> tuple[Found, ...]:
    """Return the CPT and HCPCS codes of the course whose labels say something like ``text``.

    A line of a visit takes either set, so both are looked through. The best come first; words that
    clinics use ("arthrocentesis") find the course's plain ones.

    Args:
        text: words, or the beginning of a code.
        limit: how many codes at most.
    """
    plain = " ".join(str(text).split())[:_LONGEST]
    begins = tidy(plain)
    if _BEGINS.fullmatch(begins):
        return tuple(one for one in _all() if one.code.startswith(begins))[:limit]
    asked = [word for word in _words(plain) if not _SMALL.fullmatch(word)]
    scored = [(sum(_score(word, one) for word in asked), one) for one in _all()]
    best = max((score for score, _ in scored), default=0)
    near = [(score, one) for score, one in scored if score and score >= best / 2]
    return tuple(one for _, one in sorted(near, key=lambda pair: -pair[0]))[:limit]


@cache
def _all() -> tuple[Found, ...]:
    listed = [Found(one.code, one.label) for one in teaching.codes().codes.values()]
    for drug in hcpcs.codes().values():
        unit = f"{drug.amount:,} {drug.unit}" if drug.amount else ""
        listed.append(Found(drug.code, drug.label, unit))
    return tuple(listed)


@cache
def _means() -> dict[str, tuple[tuple[str, ...], ...]]:
    held: dict[str, tuple[tuple[str, ...], ...]] = {}
    for word, plain in tsvdata.read("chartroom.codes.cpt", "words"):
        held[word] = (*held.get(word, ()), tuple(_words(plain)))
    return held


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]*\d[a-z0-9]*|[a-z]+(?:-[a-z]+)*", text.casefold())


@cache
def _label(one: Found) -> tuple[str, ...]:
    return tuple(_words(one.label))


def _score(word: str, one: Found) -> float:
    """Return how well a code fits a word: 1 if its label says it, less if it says much the same."""
    if word.upper() == one.code:
        return 2
    said = max(_like(word, other) for other in _label(one))
    for plain in _means().get(word, ()):
        likes = [max(_like(part, other) for other in _label(one)) for part in plain]
        said = max(said, 0.9 * sum(likes) / len(likes) if all(likes) else 0)
    return said


def _like(word: str, other: str) -> float:
    if word == other:
        return 1
    if len(word) > 1 and other.startswith(word):  # still being typed
        return 0.9
    same = next(
        (at for at, (one, two) in enumerate(zip(word, other, strict=False)) if one != two),
        min(len(word), len(other)),
    )
    forms = same >= _SAME or (same == len(other) >= _SAME - 1)
    return 0.8 if forms and max(len(word), len(other)) - same <= _ENDING else 0
