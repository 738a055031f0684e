"""Find duplicates in a table of people: the master patient index (MPI) at work.

Public names: ``find_duplicates``, ``link``, ``explain``, ``deterministic``, ``duplicate_rate``,
``creation_rate``, ``rates``, ``guess_columns``, ``ROLES``, ``TableProblem``, ``Rates``. They work
on any table of people. Names load on first use, so importing this costs nothing.
"""

from __future__ import annotations

from importlib import import_module

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


def __getattr__(name: str) -> object:
    """Import a public name on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
