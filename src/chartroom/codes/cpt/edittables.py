"""INVENTED edits: pairs of codes and limits of units, made to practice with.

Medicare's own (National Correct Coding Initiative) are published each quarter and change.
"""

from __future__ import annotations

from functools import cache

from chartroom.codes import tsvdata
from chartroom.codes.cpt.records import Limit, Pair

_PACKAGE = "chartroom.codes.cpt"
#: Said wherever the pairs and limits are shown.
INVENTED = (
    "These pairs and limits are invented for the course. Look real ones up in the NCCI files of "
    "the quarter."
)


@cache
def pairs() -> tuple[Pair, ...]:
    """Return the invented pairs."""
    return tuple(Pair(*row) for row in tsvdata.read(_PACKAGE, "pairs"))


@cache
def limits() -> tuple[Limit, ...]:
    """Return the invented limits of units."""
    return tuple(
        Limit(code, int(most), kind) for code, most, kind in tsvdata.read(_PACKAGE, "units")
    )
