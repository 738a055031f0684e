"""ICD-10-CM for the course: look up, search and check codes.

Procedures have rooms of their own: ``codes.pcs``, ``codes.cpt`` and ``codes.hcpcs``.

Public names: ``lookup``, ``search``, ``check``, their value objects, and ``ready``, ``prepare``,
``version`` for the compiled code set. Names load on first use, so importing this costs nothing.
"""

from __future__ import annotations

from chartroom import lazy

_HOMES = {
    "Code": "records",
    "Finding": "check",
    "Hit": "search",
    "Note": "records",
    "UnknownCode": "records",
    "check": "check",
    "cpt": None,
    "hcpcs": None,
    "lookup": "lookup",
    "pcs": None,
    "prepare": "store",
    "ready": "store",
    "search": "search",
    "type_ahead": "typeahead",
    "version": "store",
}

__all__ = [
    "Code",
    "Finding",
    "Hit",
    "Note",
    "UnknownCode",
    "check",
    "cpt",
    "hcpcs",
    "lookup",
    "pcs",
    "prepare",
    "ready",
    "search",
    "type_ahead",
    "version",
]

__getattr__, __dir__ = lazy.names(__name__, _HOMES)
lazy.keep_functions(__name__, _HOMES)
