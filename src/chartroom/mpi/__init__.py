"""Find duplicates in a table of people: the master patient index (MPI) at work.

Public names: ``find_duplicates``, ``link``, ``explain``, ``deterministic``, ``duplicate_rate``,
``creation_rate``, ``rates``, ``guess_columns``, ``ROLES``, ``TableProblem``, ``Rates``. They work
on any table of people. Names load on first use, so importing this costs nothing.
"""

from __future__ import annotations

from chartroom import lazy

_HOMES = {
    "ROLES": "roles",
    "Rates": "measures",
    "TableProblem": "roles",
    "creation_rate": "measures",
    "deterministic": "rules",
    "duplicate_rate": "measures",
    "explain": "matching",
    "find_duplicates": "matching",
    "guess_columns": "roles",
    "link": "matching",
    "rates": "measures",
}

__all__ = [
    "ROLES",
    "Rates",
    "TableProblem",
    "creation_rate",
    "deterministic",
    "duplicate_rate",
    "explain",
    "find_duplicates",
    "guess_columns",
    "link",
    "rates",
]

__getattr__, __dir__ = lazy.names(__name__, _HOMES)
