"""What a stay or a year of visits is grouped into: MS-DRG v43.1 and CMS-HCC V28.

Public names: ``group``, ``what_if``, ``cmi``, ``hcc``, their value objects, ``GroupingError`` and
``DISPOSITIONS``. Names load on first use; the tables behind them load when something is grouped.

For learning. A claim is grouped by the payer's own software.
"""

from __future__ import annotations

from chartroom import lazy

_HOMES = {
    "CaseMix": "records",
    "Category": "records",
    "DISPOSITIONS": "discharge",
    "Factor": "records",
    "GroupingError": "records",
    "Grouped": "records",
    "Risk": "records",
    "Secondary": "records",
    "Stay": "records",
    "VERSION": "tables",
    "WhatIf": "records",
    "cmi": "casemix",
    "group": "grouper",
    "hcc": "risk",
    "read": "reading",
    "regroup": "grouper",
    "what_if": "changing",
}

__all__ = list(_HOMES)

__getattr__, __dir__ = lazy.names(__name__, _HOMES)
