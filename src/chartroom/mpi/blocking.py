"""Which pairs are worth comparing: those that share at least one key.

Comparing everybody with everybody grows with the square of the table. Each pass below lists the
pairs that share one key, such as the birth date; a pair has to be found by one pass only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from .people import People, per_value, spread
from .phonetic import sound

PER_RECORD = (
    5  # pairs a record that one pass may propose; beyond it the biggest blocks are left out
)
_BEYOND = 20_000  # so many are allowed to each pass however small the table


@dataclass(frozen=True)
class Pass:
    """One key. ``key``: int64 per record, -1 where it is missing or too common to be of use."""

    name: str
    key: np.ndarray
    pairs: int


def passes(people: People) -> list[Pass]:
    """Return the passes that the table's fields allow, the most telling first."""
    parts = _parts(people)
    found = []
    for name in _PASSES:
        needs = name.split("+")
        if all(need in parts for need in needs):
            key = joined([parts[need]() for need in needs])
            found.append(_limited(name, key, people))
    return [p for p in found if p.pairs]


_PASSES = (
    "national_id",
    "email",
    "phone",
    "names",
    "birth_date",
    "house_number+street",
    "house_number+postcode",
    "last_sound+first_letter",
    "first_sound+birth_year",
    "last_sound+birth_year",
    "date_digits+sex",
    "last_sound+postcode",
    "first_sound+postcode",
    "street+postcode",
    "first_sound+house_number",
    "last_sound+house_number",
    "first_sound+street",
    "id_start",
    "id_end",
)


def _parts(people: People) -> dict[str, Callable[[], np.ndarray]]:
    """Return how to make each part of a key, for the fields that the table has."""
    have = people.columns
    made: dict[str, Callable[[], np.ndarray]] = {
        role: (lambda role=role: have[role].codes.astype(np.int64)) for role in have
    }

    def derive(part: str, role: str, work: Callable[[str], object]) -> None:
        if role in have:
            kept: list[np.ndarray] = []

            def make() -> np.ndarray:
                if not kept:
                    kept.append(spread(have[role], per_value(have[role], work)))
                return kept[0]

            made[part] = make

    derive("first_sound", "first_name", sound)
    derive("last_sound", "last_name", sound)
    derive("first_letter", "first_name", lambda value: value[0])
    derive("birth_year", "birth_date", lambda value: value[:4])
    derive("date_digits", "birth_date", lambda value: "".join(sorted(value)))
    derive("id_start", "national_id", lambda value: value[: len(value) // 2])
    derive("id_end", "national_id", lambda value: value[len(value) // 2 :])
    if {"first_name", "last_name"} <= set(have):
        made["names"] = lambda: _names(people)
    return made


def _names(people: People) -> np.ndarray:
    """Number first and last name together, in whichever order they stand."""
    first, last = people.columns["first_name"], people.columns["last_name"]
    number = {v: n for n, v in enumerate(sorted({*first.values, *last.values}))}
    of_first = np.array([*(number[v] for v in first.values), -1])
    of_last = np.array([*(number[v] for v in last.values), -1])
    a, b = of_first[first.codes], of_last[last.codes]
    key = np.minimum(a, b) * (len(number) + 1) + np.maximum(a, b)
    return np.where((a >= 0) & (b >= 0), key, -1)


def joined(parts: list[np.ndarray]) -> np.ndarray:
    """Make one key of several parts; -1 where any is missing."""
    key = parts[0].astype(np.int64)
    for part in parts[1:]:
        both = key * (int(part.max(initial=0)) + 1) + part
        there = (key >= 0) & (part >= 0)
        key = np.full(len(key), -1, np.int64)
        key[there] = np.unique(both[there], return_inverse=True)[1]
    return key


def _limited(name: str, key: np.ndarray, people: People) -> Pass:
    """Number the key anew, and leave out its biggest blocks if it proposes too many pairs."""
    there = np.flatnonzero(key >= 0)
    values, place = np.unique(key[there], return_inverse=True)
    sizes = np.bincount(place, minlength=len(values))
    if people.two:
        right = np.bincount(place[people.second[there]], minlength=len(values))
        pairs = (sizes - right) * right
    else:
        pairs = sizes * (sizes - 1) // 2
    limit = max(PER_RECORD * len(key), _BEYOND)
    kept = pairs > 0
    if pairs.sum() > limit:
        small_first = np.sort(pairs[kept])
        fitting = int(np.searchsorted(small_first.cumsum(), limit, side="right"))
        allowed = small_first[fitting - 1] if fitting else 0
        if (small_first[small_first <= allowed]).sum() > limit:
            allowed -= 1  # all blocks of one size, or none: which ones must not depend on order
        kept &= pairs <= allowed
    number = np.where(kept, np.arange(len(values)), -1)
    limited = np.full(len(key), -1, np.int64)
    limited[there] = number[place]
    return Pass(name, limited, int(pairs[kept].sum()))


def candidates(
    people: People, found: list[Pass], chunk: int
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield the pairs (i, j), i < j or i from the first table, each once, in chunks."""
    waiting: list[tuple[np.ndarray, np.ndarray]] = []
    held = 0
    for place, current in enumerate(found):
        for i, j in _pairs(people, current, chunk):
            new = ~passed(found[:place], i, j)
            waiting.append((i[new], j[new]))
            held += int(new.sum())
            if held >= chunk:
                yield _together(waiting)
                waiting, held = [], 0
    if held:
        yield _together(waiting)


def passed(found: list[Pass], i: np.ndarray, j: np.ndarray) -> np.ndarray:
    """Return whether any of the passes lists each of the pairs (i, j)."""
    listed = np.zeros(len(i), bool)
    for one in found:
        key = one.key[i]
        listed |= (key == one.key[j]) & (key >= 0)
    return listed


def _together(parts: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    return np.concatenate([i for i, _ in parts]), np.concatenate([j for _, j in parts])


def _pairs(people: People, current: Pass, chunk: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield all pairs of one pass, block by block."""
    there = np.flatnonzero(current.key >= 0)
    order = there[np.lexsort((people.second[there], current.key[there]))]
    key = current.key[order]
    ends = np.searchsorted(key, key, side="right")
    if people.two:
        left = ~people.second[order]
        block = np.searchsorted(key, key, side="left")
        lefts = np.concatenate([[0], np.cumsum(left)])
        starts = block + lefts[ends] - lefts[block]
        counts = np.where(left, ends - starts, 0)
    else:
        starts = np.arange(1, len(order) + 1)
        counts = ends - starts
    before = np.concatenate([[0], np.cumsum(counts)])
    at = 0
    while at < len(order):
        to = max(int(np.searchsorted(before, before[at] + chunk, side="right")) - 1, at + 1)
        some = counts[at:to]
        i = np.repeat(np.arange(at, to), some)
        j = np.arange(len(i)) + np.repeat(starts[at:to] - (before[at:to] - before[at]), some)
        i, j = order[i], order[j]
        yield (i, j) if people.two else (np.minimum(i, j), np.maximum(i, j))
        at = to
