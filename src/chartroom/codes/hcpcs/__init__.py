"""HCPCS Level II for the course: its letters, a teaching set, units of a drug.

The codes are public (Centers for Medicare & Medicaid Services); D codes are not and have no place
here. Public names: ``lookup``, ``codes``, ``check``, ``letter``, ``letters``, ``units``,
``modifiers`` and their value objects. Names load on first use.
"""

from __future__ import annotations

from chartroom import lazy

_HOMES = {
    "HcpcsCode": "records",
    "HcpcsError": "records",
    "Letter": "records",
    "Modifier": "records",
    "UnknownHcpcs": "records",
    "Units": "records",
    "check": "form",
    "codes": "teaching",
    "letter": "teaching",
    "letters": "teaching",
    "lookup": "teaching",
    "modifiers": "teaching",
    "tidy": "form",
    "units": "billing",
}

__all__ = list(_HOMES)

__getattr__, __dir__ = lazy.names(__name__, _HOMES)
