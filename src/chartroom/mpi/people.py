"""A table of people, each field as whole numbers that stand for its cleaned values."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from . import clean
from .dates import birth_dates
from .roles import TableProblem

_CLEAN: dict[str, Callable[[object], str]] = {
    "suffix": clean.suffix,
    "sex": clean.sex,
    "national_id": clean.code,
    "phone": clean.phone,
    "email": clean.email,
    "house_number": clean.number,
    "street": clean.street,
    "street2": clean.street,
    "postcode": clean.postcode,
}


@dataclass(frozen=True)
class Column:
    """One field. ``codes``: int32, one per record, -1 if missing; ``values``: sorted, by code."""

    codes: np.ndarray
    values: np.ndarray  # of str
    counts: np.ndarray  # records per value


@dataclass(frozen=True)
class People:
    """Records in an order that depends on their content only, not on the table's order.

    ``rows``: where each record stands in the table; ``second``: whether it comes from the second
    table (all False when one table is searched in itself).
    """

    columns: Mapping[str, Column]
    rows: np.ndarray
    second: np.ndarray
    two: bool

    @property
    def pairs(self) -> int:
        """How many pairs there are in all."""
        n, right = len(self.rows), int(self.second.sum())
        return (n - right) * right if self.two else n * (n - 1) // 2


def read(tables: Sequence[tuple[pd.DataFrame, Mapping[str, Hashable]]]) -> People:
    """Clean the tables' columns and number their values; one table, or two to be linked."""
    roles = [role for role in tables[0][1] if all(role in chosen for _, chosen in tables)]
    columns: dict[str, Column] = {}
    for role in roles:
        parts = [frame[chosen[role]] for frame, chosen in tables]
        series = parts[0] if len(parts) == 1 else pd.concat([p.astype(object) for p in parts])
        columns |= _columns(role, series, tables[0][1][role])
    if "suffix" in columns and not (columns["suffix"].codes >= 0).any():
        del columns["suffix"]
    sizes = [len(frame) for frame, _ in tables]
    second = np.repeat([False, True][: len(sizes)], sizes)
    keys = [column.codes for column in columns.values()]
    order = np.lexsort([second, *reversed(keys)]) if keys else np.arange(sum(sizes))
    sorted_columns = {
        role: Column(c.codes[order], c.values, c.counts) for role, c in columns.items()
    }
    return People(sorted_columns, order, second[order], len(tables) == 2)


def _columns(role: str, series: pd.Series, name: object) -> dict[str, Column]:
    """Clean a column; a last name also gives the suffix written behind it."""
    codes, uniques = _distinct(series, name)
    if role == "birth_date":
        return {role: _numbered(codes, birth_dates(uniques, name))}
    if role == "last_name":
        split = [clean.last_name(value) for value in uniques]
        found = {role: _numbered(codes, [last for last, _ in split])}
        if any(suffix for _, suffix in split):
            found["suffix"] = _numbered(codes, [suffix for _, suffix in split])
        return found
    fix = _CLEAN.get(role, clean.text)
    return {role: _numbered(codes, [fix(value) for value in uniques])}


def _distinct(series: pd.Series, name: object) -> tuple[np.ndarray, list[object]]:
    """Return a number for each row (-1 if missing) and the values they stand for."""
    if isinstance(series, pd.DataFrame):
        raise TableProblem(f"The table has two columns called {name!r}. Rename one of them.")
    try:
        codes, uniques = pd.factorize(series)
    except TypeError:  # lists and the like have no hash
        codes, uniques = pd.factorize(series.map(str, na_action="ignore"))
    return codes, list(uniques)


def _numbered(codes: np.ndarray, cleaned: list[str]) -> Column:
    """Number the cleaned values in their order, so that numbers do not depend on the rows."""
    values = sorted(set(cleaned) - {""})
    number = {value: place for place, value in enumerate(values)}
    number[""] = -1
    table = np.array([*map(number.__getitem__, cleaned), -1], dtype=np.int32)
    found = table[codes]
    counts = np.bincount(found[found >= 0], minlength=len(values))
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return Column(found, array, counts)


def per_value(column: Column, work: Callable[[str], Hashable]) -> np.ndarray:
    """Return a number per value for what ``work`` makes of it; equal results, equal numbers."""
    made = [work(value) for value in column.values]
    number = {key: place for place, key in enumerate(dict.fromkeys(made))}
    return np.array([number[key] for key in made] or [0], dtype=np.int64)


def spread(column: Column, numbers: np.ndarray) -> np.ndarray:
    """Give each record the number of its value; -1 if missing."""
    return np.where(column.codes >= 0, numbers[column.codes], -1)
