"""Orders while they are collected, and the numbers they get in the end."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from chartroom.hospital.rows import Rows, ranks, stacked

_ROOM = 10_000  # orders an encounter may have


@dataclass
class Orders:
    """Collects orders of many encounters; ``key`` ties a result or a drug to its order."""

    parts: list[Rows] = field(default_factory=list)
    used: int = 0

    def add(self, visit: np.ndarray, kind: str, item: object, at: np.ndarray) -> np.ndarray:
        """Add one order for each visit and return their keys.

        Args:
            visit: positions of encounters, each at most once.
            kind, item: as in the table; ``item`` is one text or one for each visit.
            at: datetime64[m].
        """
        key = visit.astype(np.int64) * _ROOM + self.used
        self.used += 1
        if self.used >= _ROOM:
            raise OverflowError(f"More than {_ROOM} different orders in one chunk of encounters.")
        items = np.full(len(visit), item, dtype=object) if isinstance(item, str) else item
        self.parts.append({
            "visit": visit,
            "key": key,
            "kind": np.full(len(visit), kind, dtype=object),
            "item": items,
            "at": at,
        })  # fmt: skip
        return key

    def finished(self) -> Rows:
        """Return all orders by visit and time with ``number``, counted from 1 in each visit."""
        rows = stacked(self.parts)
        order = np.lexsort((rows["key"], rows["at"], rows["visit"]))
        rows = {name: values[order] for name, values in rows.items()}
        return rows | {"number": ranks(rows["visit"]) + 1}


def numbers_of(orders: Rows, keys: np.ndarray) -> np.ndarray:
    """Return the positions in ``orders`` of the orders with these keys."""
    by_key = np.argsort(orders["key"])
    return by_key[np.searchsorted(orders["key"], keys, sorter=by_key)]
