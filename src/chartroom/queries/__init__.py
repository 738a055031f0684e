"""Queries to providers: check a written one against the AHIMA/ACDIS practice brief of 2022.

Public names: ``check``, ``written``, ``ready``, ``Written``, ``Finding``,
``FORMS``, ``PURPOSES``, ``SOURCE``. Names load on first use.
"""

from __future__ import annotations

from chartroom import lazy

_HOMES = {
    "FORMS": "records",
    "Finding": "records",
    "PURPOSES": "records",
    "QueryError": "records",
    "SOURCE": "records",
    "Written": "records",
    "check": "checking",
    "ready": "checking",
    "written": "reading",
}

__all__ = list(_HOMES)

__getattr__, __dir__ = lazy.names(__name__, _HOMES)
