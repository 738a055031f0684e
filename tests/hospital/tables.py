"""Read the tables of a hospital as they are."""

from __future__ import annotations

import csv
from pathlib import Path


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """Return a table's rows."""
    with open(folder / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
