"""Read a table of the course's hospital as plain rows, without pandas."""

from __future__ import annotations

import csv
from functools import lru_cache

from chartroom import paths


@lru_cache(maxsize=32)
def plain_rows(table: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a table, each a map of column to text; read once in a process.

    Args:
        table: such as ``documents``.

    Raises:
        FileNotFoundError: the course's folder has no such table.
    """
    path = paths.datasets() / "hospital" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
