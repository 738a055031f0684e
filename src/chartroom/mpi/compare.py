"""How far the values of two records agree: one level per pair and field."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.process import cpdist

from .nicknames import stands_for
from .people import Column, People, per_value
from .phonetic import sound
from .priors import (
    CLOSE,
    DIFFERENT,
    FIELDS,
    INITIAL,
    MISSING,
    NICKNAME,
    PART,
    SAME,
    SIMILAR,
    SWAPPED,
)

CROSSED = (("first_name", "last_name"), ("street", "street2"))  # fields that get mixed up

_TABLE = 4_000_000  # levels remembered for one field: values x values
_ALIKE, _NEAR = 0.82, 0.92  # Jaro-Winkler similarity from which names are similar, and close


class Comparer:
    """Compares pairs of records. Remembers fields of few values, so that no two are met twice."""

    def __init__(self, people: People) -> None:
        self.people = people
        self._work: dict[str, Callable[[Column, np.ndarray, np.ndarray], np.ndarray]] = {
            "first": self._first,
            "middle": self._middle,
            "last": self._last,
            "name": _name,
            "code": _code,
            "date": self._date,
            "exact": lambda column, a, b: np.full(len(a), DIFFERENT, np.uint8),
        }
        self._known: dict[str, np.ndarray] = {}
        self._common: dict[tuple[str, str], tuple[np.ndarray, np.ndarray]] = {}

    def level(self, role: str, i: np.ndarray, j: np.ndarray) -> np.ndarray:
        """Return the level (see ``priors.LEVELS``) of one field for the pairs (i, j)."""
        column = self.people.columns[role]
        a, b = column.codes[i], column.codes[j]
        levels = np.full(len(i), SAME, np.uint8)
        levels[(a < 0) | (b < 0)] = MISSING
        differ = np.flatnonzero((a != b) & (levels != MISSING))
        if len(differ):
            a, b = a[differ], b[differ]
            levels[differ] = self._unequal(role, column, np.minimum(a, b), np.maximum(a, b))
        return levels

    def _unequal(self, role: str, column: Column, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        work, size = self._work[FIELDS[role].kind], len(column.values)
        if size * size > _TABLE or FIELDS[role].kind == "exact":
            return work(column, a, b)
        known = self._known.setdefault(role, np.zeros(size * size, np.uint8))
        key = a.astype(np.int64) * size + b
        new = key[known[key] == 0]
        if len(new):
            new = np.unique(new)
            known[new] = work(column, new // size, new % size)
        return known[key]

    def crossed(self, one: str, other: str, i: np.ndarray, j: np.ndarray) -> np.ndarray:
        """Return the places of pairs in which two fields stand in each other's place.

        One of the two has to be exactly the other's; the second may hold a typing error.
        """
        a, b = self._shared(one, other)
        ahead, back = a[i] == b[j], b[i] == a[j]
        places = np.flatnonzero((ahead | back) & (a[i] != a[j]) & (b[i] != b[j]))
        if not len(places):
            return places
        i, j = i[places], j[places]
        first, second = self.people.columns[one], self.people.columns[other]
        codes = (first.codes[i], second.codes[i], first.codes[j], second.codes[j])
        filled = np.minimum.reduce(codes) >= 0
        places, codes = places[filled], [c[filled] for c in codes]
        near = np.maximum(
            cpdist(first.values[codes[0]], second.values[codes[3]], scorer=JaroWinkler.similarity)
            < _ALIKE,
            cpdist(second.values[codes[1]], first.values[codes[2]], scorer=JaroWinkler.similarity)
            < _ALIKE,
        )
        return places[~near]

    def _shared(self, one: str, other: str) -> tuple[np.ndarray, np.ndarray]:
        """Return two fields of each record in common numbers; below 0 if missing."""
        if (one, other) not in self._common:
            first, second = self.people.columns[one], self.people.columns[other]
            number = {value: place for place, value in enumerate(second.values)}
            of_first = [number.get(v, len(number) + p) for p, v in enumerate(first.values)]
            a = np.array([*of_first, -2])[first.codes]
            self._common[one, other] = a, np.where(second.codes >= 0, second.codes, -3)
        return self._common[one, other]

    @cached_property
    def _sounds(self) -> dict[str, np.ndarray]:
        names = ("first_name", "last_name")
        have = {role: self.people.columns[role] for role in names if role in self.people.columns}
        return {role: per_value(column, sound) for role, column in have.items()}

    def _first(self, column: Column, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        levels = _name(column, a, b)
        heard = self._sounds["first_name"]
        levels[(levels == DIFFERENT) & (heard[a] == heard[b])] = SIMILAR
        levels[self._initials(column, a, b)] = INITIAL
        short = self._short
        maybe = np.flatnonzero(short[a] | short[b])
        for at in maybe[_nicknamed(column.values, a[maybe], b[maybe])]:
            levels[at] = NICKNAME
        return levels

    @cached_property
    def _short(self) -> np.ndarray:
        values = self.people.columns["first_name"].values
        return np.array([any(map(stands_for, value.split())) for value in values], bool)

    def _middle(self, column: Column, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        levels = _name(column, a, b)
        levels[levels == SIMILAR] = DIFFERENT
        levels[self._initials(column, a, b)] = INITIAL
        return levels

    def _initials(self, column: Column, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """Whether one value is the first letter of the other."""
        letter = np.array([ord(value[0]) for value in column.values])
        single = np.array([len(value) == 1 for value in column.values])
        return (single[a] | single[b]) & (letter[a] == letter[b])

    def _last(self, column: Column, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        levels = _name(column, a, b)
        heard = self._sounds["last_name"]
        levels[(levels == DIFFERENT) & (heard[a] == heard[b])] = SIMILAR
        double = np.array([" " in value for value in column.values])
        for at in np.flatnonzero(double[a] | double[b]):
            one, other = set(column.values[a[at]].split()), set(column.values[b[at]].split())
            if one <= other or other <= one:
                levels[at] = PART
        return levels

    @cached_property
    def _digits(self) -> np.ndarray:
        values = self.people.columns["birth_date"].values
        return np.frombuffer("".join(values).encode(), np.uint8).reshape(-1, 8)

    def _date(self, column: Column, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        one, other = self._digits[a], self._digits[b]
        wrong = one != other
        count = wrong.sum(axis=1)
        parts = wrong[:, :4].any(1).astype(int) + wrong[:, 4:6].any(1) + wrong[:, 6:].any(1)
        levels = np.full(len(a), DIFFERENT, np.uint8)
        levels[parts == 1] = SIMILAR
        turned = (one[:, :-1] == other[:, 1:]) & (one[:, 1:] == other[:, :-1]) & wrong[:, :-1]
        levels[(count == 1) | ((count == 2) & turned.any(axis=1))] = CLOSE
        crossed = (one[:, 4:6] == other[:, 6:]).all(1) & (one[:, 6:] == other[:, 4:6]).all(1)
        levels[crossed & ~wrong[:, :4].any(axis=1)] = SWAPPED
        return levels


def _nicknamed(values: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    from .nicknames import related

    found = [related(values[x], values[y]) for x, y in zip(a, b, strict=True)]
    return np.array(found, dtype=bool)


def _name(column: Column, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Compare words: close from 0.92 of Jaro-Winkler or within one typing error, similar 0.82."""
    one, other = column.values[a], column.values[b]
    alike = cpdist(one, other, scorer=JaroWinkler.similarity, score_cutoff=_ALIKE)
    levels = np.full(len(a), DIFFERENT, np.uint8)
    levels[alike >= _ALIKE] = SIMILAR
    levels[alike >= _NEAR] = CLOSE
    return levels


def _code(column: Column, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Compare numbers: close if one sign is off, missing, added or turned; similar if two."""
    one, other = column.values[a], column.values[b]
    edits = cpdist(one, other, scorer=OSA.distance, score_cutoff=2)
    levels = np.full(len(a), DIFFERENT, np.uint8)
    levels[edits <= 2] = SIMILAR
    levels[edits <= 1] = CLOSE
    return levels
