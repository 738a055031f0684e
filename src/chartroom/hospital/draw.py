"""Random draws that depend on nothing but the seed, a name and a number.

A generator that is advanced draw by draw gives other values when the work is cut in other pieces.
Here each value is a hash of (seed, name of the draw, number of the thing drawn for), so that
patient 417 is the same person in any chunk, in any order, in any process.

The hash is SplitMix64's finalizer (Steele, Lea and Flood, OOPSLA 2014) over the number, offset by
a 64-bit digest of seed and name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

_GAMMA = np.uint64(0x9E3779B97F4A7C15)
_MIX1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX2 = np.uint64(0x94D049BB133111EB)


@dataclass(frozen=True)
class Draw:
    """Draws for one seed. ``name`` tells draws apart, ``keys`` are whole numbers, one a value."""

    seed: int

    def bits(self, name: str, keys: np.ndarray) -> np.ndarray:
        """Return 64 random bits for each key."""
        x = np.asarray(keys).astype(np.uint64) * _GAMMA + np.uint64(_digest(self.seed, name))
        x = (x ^ (x >> np.uint64(30))) * _MIX1
        x = (x ^ (x >> np.uint64(27))) * _MIX2
        return x ^ (x >> np.uint64(31))

    def uniform(self, name: str, keys: np.ndarray) -> np.ndarray:
        """Return numbers from 0 (included) to 1 (not included)."""
        return (self.bits(name, keys) >> np.uint64(11)).astype(np.float64) * 2.0**-53

    def chance(self, name: str, keys: np.ndarray, p: float | np.ndarray) -> np.ndarray:
        """Return True with probability ``p``."""
        return self.uniform(name, keys) < p

    def integers(self, name: str, keys: np.ndarray, low: int, high: int) -> np.ndarray:
        """Return whole numbers from ``low`` to ``high``, both included."""
        return (low + np.floor(self.uniform(name, keys) * (high - low + 1))).astype(np.int64)

    def normal(self, name: str, keys: np.ndarray) -> np.ndarray:
        """Return standard normal numbers (Box and Muller 1958), at most about 8.6 from zero."""
        first = 1.0 - self.uniform(name, keys)
        second = self.uniform(name + "'", keys)
        return np.sqrt(-2.0 * np.log(first)) * np.cos(2.0 * np.pi * second)

    def pick(self, name: str, keys: np.ndarray, weights: Sequence[float]) -> np.ndarray:
        """Return positions in ``weights``, drawn in proportion to them."""
        ends = np.cumsum(np.asarray(weights, dtype=np.float64))
        return np.searchsorted(ends, self.uniform(name, keys) * ends[-1], side="right").clip(
            0, len(ends) - 1
        )

    def pick_rows(self, name: str, keys: np.ndarray, weights: np.ndarray) -> np.ndarray:
        """Return a column for each row of ``weights``, shape (keys, choices); -1 if all are 0."""
        ends = np.cumsum(weights, axis=1)
        total = ends[:, -1]
        at = (ends <= (self.uniform(name, keys) * total)[:, None]).sum(axis=1)
        return np.where(total > 0, np.minimum(at, weights.shape[1] - 1), -1)


@cache
def _digest(seed: int, name: str) -> int:
    text = f"{seed}:{name}".encode()
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "little")
