"""From people to scored pairs, in chunks so that memory does not grow with the number of pairs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .blocking import candidates, joined, passes
from .compare import CROSSED, Comparer
from .model import CROWD, Model, combine, shares, train
from .people import People
from .priors import MISSING, SAME, SWAPPED

CHUNK = 250_000  # pairs compared at a time
_RANDOM = 5  # random pairs a record, from which u is counted
_MOST_RANDOM = 100_000


@dataclass(frozen=True)
class Scored:
    """Pairs of record numbers, their score, and the level of each field (pairs x fields)."""

    i: np.ndarray
    j: np.ndarray
    score: np.ndarray
    levels: np.ndarray


@dataclass(frozen=True)
class Matcher:
    """A trained model with the records it was trained on."""

    people: People
    comparer: Comparer
    model: Model

    def levels(self, i: np.ndarray, j: np.ndarray) -> np.ndarray:
        """Return pairs x fields of levels."""
        return all_levels(self.comparer, i, j)

    def rare(self, i: np.ndarray, levels: np.ndarray) -> np.ndarray:
        """Return what rare or common values add where the pair agrees exactly; pairs x fields."""
        added = np.zeros(levels.shape)
        for at, role in enumerate(self.model.fields):
            same = np.flatnonzero(levels[:, at] == SAME)
            added[same, at] = self.model.rare[at][self.people.columns[role].codes[i[same]]]
        if {"house_number", "street"} <= set(self.model.fields):
            self._crowded(i, levels, added)
        return added

    def _crowded(self, i: np.ndarray, levels: np.ndarray, added: np.ndarray) -> None:
        """Take from a shared address what is too much where many live: a shelter, a tower block.

        There the house number and the street are one piece of evidence, as common as the address.
        """
        at = [self.model.fields.index(role) for role in ("house_number", "street")]
        rows = np.flatnonzero((levels[:, at] == SAME).all(axis=1))
        chance = self._address[i[rows]]
        alone = self.model.usual[at].sum() - added[rows][:, at].sum(axis=1)
        added[rows, at[1]] -= np.where(
            chance > 0, np.log(np.maximum(chance, 1e-12)) - alone, 0
        ).clip(0)

    @cached_property
    def _address(self) -> np.ndarray:
        """Return for each record how common its address is, 0 if fewer than a crowd live there."""
        columns = self.people.columns
        key = joined([columns[role].codes for role in ("house_number", "street")])
        counts = np.bincount(key + 1)
        counts[0] = 0  # no address
        chance = counts / max(len(key) - 1, 1)
        return np.where(counts >= CROWD, chance, 0)[key + 1]

    def score(self, i: np.ndarray, levels: np.ndarray) -> np.ndarray:
        """Return the probability that each pair is one person."""
        m = self.model
        of_match, of_relative = combine(m.match, m.relative, levels, m.area, self.rare(i, levels))
        return shares(of_match + m.start, of_relative + m.start_relative)[0]


def search(people: People, threshold: float) -> tuple[Matcher | None, Scored]:
    """Return the pairs whose score reaches the threshold, and the matcher that scored them."""
    nothing = np.zeros(0, int)
    none = Scored(nothing, nothing, np.zeros(0), np.zeros((0, len(people.columns)), np.uint8))
    if not people.pairs:
        return None, none
    comparer = Comparer(people)
    found = passes(people)
    if sum(p.pairs for p in found) <= 2 * CHUNK:  # all at once: nothing is compared twice
        parts = list(candidates(people, found, 2 * CHUNK + 1)) or [(nothing, nothing)]
        i, j = parts[0]
        levels = all_levels(comparer, i, j)
        matcher = Matcher(people, comparer, train(people, levels, _random(comparer), 1))
        return matcher, _kept(matcher, i, j, levels, threshold)
    matcher = _trained_on_sample(comparer, found)
    kept = [none]
    for i, j in candidates(people, found, CHUNK):
        kept.append(_kept(matcher, i, j, matcher.levels(i, j), threshold))
    names = ("i", "j", "score", "levels")
    return matcher, Scored(*(np.concatenate([getattr(k, name) for k in kept]) for name in names))


def matcher_for(people: People) -> Matcher:
    """Return a matcher trained on the records; there must be at least one pair."""
    matcher, _ = search(people, 1.0)
    assert matcher is not None
    return matcher


def all_levels(comparer: Comparer, i: np.ndarray, j: np.ndarray) -> np.ndarray:
    """Return pairs x fields of levels, with fields in each other's place found."""
    roles = list(comparer.people.columns)
    levels = np.empty((len(i), len(roles)), np.uint8)
    for at, role in enumerate(roles):
        levels[:, at] = comparer.level(role, i, j)
    for one, other in CROSSED:
        if one in roles and other in roles:
            crossed = comparer.crossed(one, other, i, j)
            levels[crossed, roles.index(one)] = SWAPPED
            levels[crossed, roles.index(other)] = MISSING  # both are one observation
    return levels


def _kept(
    matcher: Matcher, i: np.ndarray, j: np.ndarray, levels: np.ndarray, threshold: float
) -> Scored:
    score = matcher.score(i, levels)
    at = np.flatnonzero(score >= threshold)
    return Scored(i[at], j[at], score[at], levels[at])


def _random(comparer: Comparer) -> np.ndarray:
    """Return the levels of pairs drawn at random, the same ones each time."""
    people = comparer.people
    n, draw = len(people.rows), np.random.default_rng(29_2072)
    size = min(_RANDOM * n, _MOST_RANDOM)
    if people.two:
        i = draw.choice(np.flatnonzero(~people.second), size)
        j = draw.choice(np.flatnonzero(people.second), size)
    else:
        i = draw.integers(0, n, size)
        j = (i + draw.integers(1, n, size)) % n
    return all_levels(comparer, i, j)


def _trained_on_sample(comparer: Comparer, found: list) -> Matcher:
    """Train on every so-many-th candidate pair."""
    people = comparer.people
    step = max(1, sum(p.pairs for p in found) // CHUNK)
    total, taken = 0, []
    for i, j in candidates(people, found, CHUNK):
        at = np.arange(-total % step, len(i), step)
        taken.append((i[at], j[at]))
        total += len(i)
    i, j = (np.concatenate(side) for side in zip(*taken, strict=True))
    levels = all_levels(comparer, i, j)
    return Matcher(people, comparer, train(people, levels, _random(comparer), total / len(i)))
