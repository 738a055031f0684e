"""ICD-10-CM for the course: look up, search and check codes.

Procedures have rooms of their own: ``codes.pcs``, ``codes.cpt`` and ``codes.hcpcs``.

Public names: ``lookup``, ``search``, ``check``, their value objects, ``poa_exempt``, and ``ready``,
``prepare``, ``version`` for the compiled code set. Names load on first use, so importing this
costs nothing.
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
    "poa_exempt": "poaexempt",
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
    "poa_exempt",
    "prepare",
    "ready",
    "search",
    "type_ahead",
    "version",
]

__getattr__, __dir__ = lazy.names(__name__, _HOMES)
lazy.keep_functions(__name__, _HOMES)
