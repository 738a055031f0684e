"""Patients' data on their way between hospitals: FHIR R4B bundles and HL7 v2.5.1 messages.

``fhir`` and ``v2`` write and read them, ``show`` explains one line by line. Names load on first
use, so importing this costs nothing. docs/exchange.md says which column goes where.
"""

from __future__ import annotations

from importlib import import_module

_HOMES = {
    "ExchangeError": "problems",
    "Loaded": "store",
    "Problem": "problems",
    "refusals": "refusing",
    "show": "explain",
}
_MODULES = ("fhir", "v2")

__all__ = ["ExchangeError", "Loaded", "Problem", "fhir", "refusals", "show", "v2"]


def __getattr__(name: str) -> object:
    """Import a public name on first use (PEP 562)."""
    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
