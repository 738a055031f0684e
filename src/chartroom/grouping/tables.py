"""The MS-DRG tables of drgpy, loaded once a process."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

#: MS-DRG version of discharges from April 1 to September 30, 2026.
VERSION = "v43.1"


@lru_cache(maxsize=1)
def engine() -> Any:
    """Return the grouper; the first call takes about half a second.

    Raises:
        GroupingError: drgpy is not installed, or without this version.
    """
    from chartroom.grouping.records import GroupingError

    try:
        from drgpy.msdrg import DRGEngine

        return DRGEngine(version=VERSION)
    except (ImportError, ValueError) as problem:
        raise GroupingError(
            f"The MS-DRG tables {VERSION} are not installed: run python3 start.py setup. "
            f"({problem})"
        ) from None
