"""Rows of a table while they are made: a dictionary of NumPy columns of equal length."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

Rows = dict[str, np.ndarray]


def take(rows: Mapping[str, np.ndarray], which: np.ndarray) -> Rows:
    """Return the rows at positions, or where a mask is true."""
    return {name: values[which] for name, values in rows.items()}


def stacked(parts: Iterable[Mapping[str, np.ndarray]]) -> Rows:
    """Return the rows of several parts, one after another; {} without parts."""
    kept = [part for part in parts if part and len(next(iter(part.values())))]
    if not kept:
        return {}
    return {name: np.concatenate([part[name] for part in kept]) for name in kept[0]}


def ranks(groups: np.ndarray) -> np.ndarray:
    """Return 0, 1, 2 … within each run of equal values; equal values must stand together."""
    size = len(groups)
    if not size:
        return np.empty(0, dtype=np.int64)
    starts = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])
    return np.arange(size) - np.repeat(starts, np.diff(np.r_[starts, size]))


def words(labels: Iterable[str]) -> np.ndarray:
    """Return labels as an array to be indexed, without a limit on their length."""
    return np.array(list(labels), dtype=object)
