"""The guidelines as data, and which of them decides between two values."""

from __future__ import annotations

import re
from functools import cache

from chartroom.codes.pcs import tabular, tsv
from chartroom.codes.pcs.edition import YEAR
from chartroom.codes.pcs.records import Guideline

_MOST = 2
_PLURAL = re.compile(r"(ies|ys|y|s)$")
_SIDE = re.compile(r",? ?\b(Right|Left|Bilateral)\b")


@cache
def _all() -> tuple[Guideline, ...]:
    return tuple(
        Guideline(
            number,
            text,
            tuple(roots.split()),
            tuple(int(place) for place in decides.split(",") if place),
            tuple(tuple(pair.split("/")) for pair in between.split(";") if pair),
        )
        for number, roots, decides, between, text in tsv.read("guidelines")
    )


def guidelines(root: str = "", character: int = 0) -> tuple[Guideline, ...]:
    """Return the guidelines, all or those about a root operation (its value) or a character."""
    return tuple(
        one
        for one in _all()
        if (not root or root in one.roots) and (not character or character in one.decides)
    )


def guideline(number: str) -> Guideline | None:
    """Return the guideline of that number ("B3.8"); None if the course has no words for it."""
    return next((one for one in _all() if one.number == number), None)


def deciding(given: str, right: str, character: int) -> tuple[Guideline, ...]:
    """Return the guidelines, at most two, that tell the value given from the right one.

    Args:
        given: the code that was given; it may be too short.
        right: the right code.
        character: the place, 1 to 7, at which the two differ.
    """
    if character == 4 and right[0] == "0":
        sides = _sides(tabular.label(given, 4), tabular.label(right, 4))
        if sides is not None:
            return tuple(one for one in guidelines(character=4) if one.number in sides)
    pair = given[character - 1 : character], right[character - 1]
    listed = [
        one for one in guidelines(character=character) if _concerns(one, given, right, character)
    ]
    ranked: dict[int, list[Guideline]] = {}
    for one in listed:
        ranked.setdefault(_rank(one, pair), []).append(one)
    best = min((rank for rank in ranked if rank < 9), default=None)
    return tuple(ranked[best][:_MOST]) if best is not None else ()


def _concerns(one: Guideline, given: str, right: str, character: int) -> bool:
    """Leave out what is about other root operations; about character 3 the pair decides."""
    operations = {given[2:3], right[2]}
    if character == 1:
        return not one.roots or bool(operations & set(one.roots))
    if right[0] != "0":
        return False
    if one.number in ("B3.6a", "B3.6b", "B4.4") and (right[:2] == "02") != (one.number != "B3.6a"):
        return False
    return not one.roots or character == 3 or bool(operations & set(one.roots))


def _sides(given: str, right: str) -> tuple[str, ...] | None:
    """Return what decides between two sides of one body part; None if it is not that."""
    first, second = (_PLURAL.sub("", _SIDE.sub("", label)) for label in (given, right))
    if given == right or first != second:
        return None
    both = any(label.endswith("Bilateral") for label in (given, right))
    return ("B4.3",) if both else ()  # left or right is for the record to say


def _rank(one: Guideline, pair: tuple[str, str]) -> int:
    """0 names both values, 1 one of them, 2 the root operation, 3 neither; 9 does not fit."""
    if not one.between:
        return 2 if one.roots else 3
    for first, second in one.between:
        if {first, second} == set(pair):
            return 0
        if second == "*" and first in pair:
            return 1
    return 9


def cite(numbers: str) -> str:
    """Return a citation for people: ``B3.8`` becomes ``ICD-10-PCS Guideline B3.8 (FY2026)``.

    What is not a number of the PCS guidelines is left as its author wrote it.
    """
    listed = [part.strip() for part in re.split(r"[,;]", numbers) if part.strip()]
    if listed and all(re.fullmatch(r"[A-F]\d[\w.]*", number) for number in listed):
        word = "Guideline" if len(listed) == 1 else "Guidelines"
        return f"ICD-10-PCS {word} {', '.join(listed)} ({YEAR})"
    return numbers.strip()
