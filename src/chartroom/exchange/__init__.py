"""Patients' data on their way between hospitals: FHIR R4B bundles and HL7 v2.5.1 messages.

``fhir`` and ``v2`` write and read them, ``show`` explains one line by line. Names load on first
use, so importing this costs nothing. docs/exchange.md says which column goes where.
"""

from __future__ import annotations

from chartroom import lazy

_HOMES = {
    "ExchangeError": "problems",
    "Loaded": "store",
    "Problem": "problems",
    "refusals": "refusing",
    "show": "explain",
    "fhir": None,
    "v2": None,
}

__all__ = ["ExchangeError", "Loaded", "Problem", "fhir", "refusals", "show", "v2"]

__getattr__, __dir__ = lazy.names(__name__, _HOMES)
