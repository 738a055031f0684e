"""Tern Harbor: the synthetic hospital.

Public names: ``Spec``, ``make_csv``, ``read``, ``load``, ``folder``, ``DataError``. Names load on
first use, so importing this costs nothing.
"""

from __future__ import annotations

from chartroom import lazy

_HOMES = {
    "DataError": "making",
    "Spec": "chunk",
    "folder": "reading",
    "load": "reading",
    "make_csv": "making",
    "manifest": "reading",
    "read": "reading",
}

__all__ = ["DataError", "Spec", "folder", "load", "make_csv", "manifest", "read"]

__getattr__, __dir__ = lazy.names(__name__, _HOMES)
