"""The case bank: read a case from its text file, show its chart, check its key.

``load("copd-flare-ed")`` reads a practice case. ``public`` and ``key_data`` split a case into what
a student may hold and what only grading may. How a case is written: docs/writing-a-case.md.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from chartroom.cases.exchange import from_public, key_data, key_from, public
from chartroom.cases.reader import folder, list_cases, load, read
from chartroom.cases.records import (
    Accept,
    Alternative,
    Case,
    CaseError,
    Document,
    Evidence,
    Key,
    KeyLine,
    Patient,
    ProcedureLine,
    Query,
    WrongCode,
)

__all__ = [
    "Accept",
    "Alternative",
    "Case",
    "CaseError",
    "Document",
    "Evidence",
    "Key",
    "KeyLine",
    "Patient",
    "ProcedureLine",
    "Query",
    "WrongCode",
    "folder",
    "from_public",
    "key_data",
    "key_from",
    "lint",
    "list_cases",
    "load",
    "public",
    "read",
    "render",
]


def __getattr__(name: str) -> ModuleType:
    """Import ``render`` and ``lint`` on first use: they need a Markdown reader and the code set."""
    if name not in ("lint", "render"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(f"{__name__}.{name}")
