"""ICD-10-CM for the course: look up, search and check codes.

Public names: ``lookup``, ``search``, ``check``, their value objects, and ``ready``, ``prepare``,
``version`` for the compiled code set. Names load on first use, so importing this costs nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

_HOMES = {
    "Code": "records",
    "Finding": "check",
    "Hit": "search",
    "Note": "records",
    "UnknownCode": "records",
    "check": "check",
    "lookup": "lookup",
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
    "lookup",
    "prepare",
    "ready",
    "search",
    "type_ahead",
    "version",
]


def __getattr__(name: str) -> object:
    """Import a public name on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


class _Package(ModuleType):
    """Keeps ``codes.search`` the function.

    Importing the module ``chartroom.codes.search`` anywhere makes Python store that module in the
    package under the name of the function; the same goes for ``check`` and ``lookup``.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if isinstance(value, ModuleType) and _HOMES.get(name) == name:
            value = getattr(value, name)
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
