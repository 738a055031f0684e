"""The weights of agreement, learned from the table itself without anybody marking pairs.

Expectation–maximisation over the compared pairs: guess how likely each pair is one person, count
how often each field then agrees, guess again. See ``priors`` for m, u and r.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .people import People
from .priors import DIFFERENT, FIELDS, LEVELS, MISSING, SAME

_ROUNDS, _STILL = 40, 1e-4
_M_WEIGHT = 200  # the starting m counts as much as so many pairs of the table: in a small table,
# a handful of twins must not teach it that one person often has two first names
_U_WEIGHT = 500  # the same for u, in random pairs
_SAME_WEIGHT = 20_000  # the same for u of exact agreement, which is counted over all pairs
_RARE_WEIGHT = 200  # the same for how common a value is, in records
CROWD = 10  # a birth date, number or address that so many records share says less
_DIFFER = 4  # so many times the starting m is the most a field may differ in one person
_DUPLICATES = 0.01  # a record in a hundred has a duplicate, before the table is asked
_RELATIVES = 0.02  # and at least so many of a record in the table


@dataclass(frozen=True)
class Model:
    """Log-likelihood ratios against two strangers, in nats.

    ``match`` and ``relative``: fields x levels; ``rare``: per field, what exact agreement on each
    value adds; ``usual``: log u of exact agreement per field; ``start`` and ``start_relative``: log
    odds before any field is looked at.
    """

    fields: tuple[str, ...]
    match: np.ndarray
    relative: np.ndarray
    rare: tuple[np.ndarray, ...]
    usual: np.ndarray
    area: np.ndarray  # positions of the fields that say where in the country
    start: float
    start_relative: float


def train(people: People, levels: np.ndarray, random: np.ndarray, times: float) -> Model:
    """Learn the weights.

    Args:
        people: the records.
        levels: pairs x fields, uint8; the candidate pairs, or a sample of them.
        random: the same for pairs drawn at random.
        times: how many candidate pairs each row of ``levels`` stands for.
    """
    fields = tuple(people.columns)
    m, u, r = (_starting(fields, which) for which in range(3))
    u = _counted(random, np.ones(len(random)), u, _U_WEIGHT)
    first_u = _starting(fields, 1)[:, SAME]
    agreeing = np.array([_agreeing(people, field) for field in fields])
    area = np.array([at for at, f in enumerate(fields) if FIELDS[f].area], dtype=int)
    patterns, counts = _patterns(levels)
    counts = counts * times
    n = len(people.rows) / (2 if people.two else 1)
    least = 10 + _RELATIVES * n
    matches, relatives = _DUPLICATES * n, least
    prior_m, before = m, m
    for _ in range(_ROUNDS):
        start, start_r = (
            np.log(matches / (people.pairs + n)),
            np.log(relatives / (people.pairs + n)),
        )
        of_m, of_r = combine(np.log(m / u), np.log(r / u), patterns, area)
        one, kin = shares(of_m + start, of_r + start_r)
        matches = _DUPLICATES * n + counts @ one
        if people.two:
            matches = min(matches, n)
        relatives = least + counts @ kin
        m = _believable(_counted(patterns, counts * one, prior_m, _M_WEIGHT), prior_m)
        same = (patterns == SAME).T @ (counts * one)
        rate = (np.maximum(agreeing - same, 0) + _SAME_WEIGHT * first_u) / (
            people.pairs + _SAME_WEIGHT
        )
        u[:, SAME] = 0
        u *= ((1 - rate) / u.sum(axis=1))[:, None]
        u[:, SAME] = rate
        if np.abs(m - before).max() < _STILL:
            break
        before = m
    rare = tuple(_rare(people, field, u[at, SAME]) for at, field in enumerate(fields))
    with_missing = np.log([m / u, r / u])
    with_missing[:, :, MISSING] = 0
    return Model(
        fields, with_missing[0], with_missing[1], rare, np.log(u[:, SAME]), area, start, start_r
    )


def _starting(fields: tuple[str, ...], which: int) -> np.ndarray:
    """Return m, u or r of ``priors`` as an array; levels a field cannot have are never met."""
    found = np.full((len(fields), len(LEVELS)), 1e-9)
    for at, field in enumerate(fields):
        for level, rates in FIELDS[field].rates.items():
            found[at, level] = rates[which]
    return found


def _counted(levels: np.ndarray, weight: np.ndarray, prior: np.ndarray, much: float) -> np.ndarray:
    """Return how often each level is met, missing values aside, drawn towards the prior."""
    found = np.empty_like(prior)
    for at in range(len(prior)):
        met = np.bincount(levels[:, at], weights=weight, minlength=len(LEVELS))
        met[MISSING] = 0
        found[at] = (met + much * prior[at]) / (met.sum() + much * prior[at].sum())
    found[:, MISSING] = 1e-9
    return found


def _believable(m: np.ndarray, prior: np.ndarray) -> np.ndarray:
    """Hold down how often fields of one person differ.

    Without it, two thousand people at the address of one shelter or nursing home pass for one
    person who was entered two thousand times with other names and birth dates.
    """
    most = np.minimum(_DIFFER * prior[:, DIFFERENT], 0.5)
    differ = np.minimum(m[:, DIFFERENT], most)
    m = m * ((1 - differ) / (1 - m[:, DIFFERENT]))[:, None]
    m[:, DIFFERENT] = differ
    return m


def _agreeing(people: People, field: str) -> float:
    """Return how many of all pairs agree on a field exactly."""
    column = people.columns[field]
    if not people.two:
        return float((column.counts * (column.counts - 1) // 2).sum())
    right = column.codes[people.second & (column.codes >= 0)]
    of_right = np.bincount(right, minlength=len(column.counts))
    return float((of_right * (column.counts - of_right)).sum())


def _rare(people: People, field: str, usual: float) -> np.ndarray:
    """Return what exact agreement on each value adds to (or takes from) the usual weight."""
    column, n = people.columns[field], len(people.rows)
    others = np.maximum(column.counts - 1, 0)
    if FIELDS[field].rare == "each":
        first = FIELDS[field].rates[SAME][1]
        chance = (others + _RARE_WEIGHT * first) / (n - 1 + _RARE_WEIGHT)
        return np.log(usual) - np.log(chance)
    if FIELDS[field].rare == "filler":
        chance = np.where(others + 1 >= CROWD, others / max(n - 1, 1), usual)
        return np.log(usual) - np.log(np.maximum(chance, usual))
    return np.zeros(len(others))


def _patterns(levels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the different rows, and how often each is there."""
    key = np.zeros(len(levels), np.int64)
    for at in range(levels.shape[1]):
        key = key * len(LEVELS) + levels[:, at]
    _, first, counts = np.unique(key, return_index=True, return_counts=True)
    return levels[first], counts.astype(float)


def combine(
    match: np.ndarray,
    relative: np.ndarray,
    levels: np.ndarray,
    area: np.ndarray,
    rare: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Add up the weights of each row of levels, for a match and for relatives."""
    of_match, of_relative = per_field(match, relative, levels, area, rare)
    return of_match.sum(axis=1), of_relative.sum(axis=1)


def per_field(
    match: np.ndarray,
    relative: np.ndarray,
    levels: np.ndarray,
    area: np.ndarray,
    rare: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Return rows x fields of weights.

    Of city, state and ZIP code only the strongest evidence for and the strongest against counts:
    who shares a ZIP code shares the city as well, and that is no second piece of evidence.
    """
    at = np.arange(levels.shape[1])
    of_match, of_relative = match[at, levels], relative[at, levels]
    of_match[levels == MISSING] = 0
    of_relative[levels == MISSING] = 0
    if rare is not None:
        of_match, of_relative = of_match + rare, of_relative + rare
    if len(area) > 1:
        part = of_match[:, area]
        rows = np.arange(len(part))
        keep = np.zeros(part.shape, bool)
        for best, counts in ((part.argmax(axis=1), part > 0), (part.argmin(axis=1), part < 0)):
            keep[rows, best] |= counts[rows, best]
        of_match[:, area] = np.where(keep, part, 0)
        of_relative[:, area] = np.where(keep, of_relative[:, area], 0)
    return of_match, of_relative


def shares(match: np.ndarray, relative: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the probabilities of one person and of relatives, from log odds against strangers."""
    top = np.maximum(np.maximum(match, relative), 0)
    a, b, c = np.exp(match - top), np.exp(relative - top), np.exp(-top)
    return a / (a + b + c), b / (a + b + c)
