"""Tern Harbor: the synthetic hospital.

Public names: ``Spec``, ``make_csv``, ``read``, ``load``, ``folder``, ``DataError``. Names load on
first use, so importing this costs nothing.
"""

from __future__ import annotations

from importlib import import_module

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


def __getattr__(name: str) -> object:
    """Import a public name on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
