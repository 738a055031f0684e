"""How sure a share is, how large a sample must be, and how well two people agree."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Sequence
from statistics import NormalDist

from chartroom.quality.figure import QualityError, count, part


def wilson_interval(right: int, total: int, confidence: float = 0.95) -> tuple[float, float] | None:
    """Return the limits between which a share lies, as fractions; None if nothing was counted.

    Wilson's score interval (Wilson 1927, J Am Stat Assoc 22:209). It stays within 0 and 1 and holds
    for small samples and for shares near 0 or 1, where the common ± formula fails.
    """
    part("right answers", right, "answers", total)
    z = _z(confidence)
    if not total:
        return None
    share, square = right / total, z * z
    middle = share + square / (2 * total)
    half = z * math.sqrt(share * (1 - share) / total + square / (4 * total * total))
    scale = 1 + square / total
    low = 0.0 if right == 0 else (middle - half) / scale
    high = 1.0 if right == total else (middle + half) / scale
    return low, high


def sample_size(
    population: int, margin: float = 0.05, confidence: float = 0.95, expected: float = 0.5
) -> int:
    """Return how many records to draw so that a share is known to ± ``margin``.

    Cochran's formula with the correction for a finite population (Cochran, Sampling Techniques,
    3rd ed. 1977, chapter 4), rounded up. ``expected`` 0.5 is the safe choice: it asks for most.

    Raises:
        QualityError: a number is out of range.
    """
    count("records", population)
    if not 0 < margin < 1:
        raise QualityError(f"The margin is a share between 0 and 1, such as 0.05; it is {margin}.")
    if not 0 < expected < 1:
        raise QualityError(f"The expected share lies between 0 and 1; it is {expected}.")
    if not population:
        return 0
    many = _z(confidence) ** 2 * expected * (1 - expected) / margin**2
    # A hair less, so that a sum that is whole in truth is not rounded up.
    return min(int(population), math.ceil(many / (1 + (many - 1) / population) - 1e-9))


def percent_agreement(first: Sequence[Hashable], second: Sequence[Hashable]) -> float | None:
    """Return the share of items on which two people decided alike; None if there are none."""
    _same_length(first, second)
    if not first:
        return None
    return sum(a == b for a, b in zip(first, second, strict=True)) / len(first)


def cohen_kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float | None:
    """Return Cohen's kappa: agreement beyond what chance would give (Cohen 1960).

    1 is full agreement, 0 as much as chance, below 0 less. None where it is not defined: no items,
    or both people gave the same one answer to all of them.
    """
    seen = percent_agreement(first, second)
    if seen is None:
        return None
    size = len(first)
    mine, theirs = Counter(first), Counter(second)
    chance = sum(mine[answer] * theirs[answer] for answer in mine) / size**2
    return None if chance == 1 else (seen - chance) / (1 - chance)


def _same_length(first: Sequence[Hashable], second: Sequence[Hashable]) -> None:
    if len(first) != len(second):
        raise QualityError(
            f"One list has {len(first)} decisions and the other {len(second)}: both people must "
            "have decided on the same items, in the same order."
        )


def _z(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise QualityError(
            f"The confidence is a share between 0 and 1, such as 0.95; it is {confidence}."
        )
    return NormalDist().inv_cdf((1 + confidence) / 2)
