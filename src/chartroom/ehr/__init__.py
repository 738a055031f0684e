"""The EHR of Tern Harbor: the hospital's tables in SQLite, with constraints and an audit trail.

Public names: make and open a database (``create``, ``my_copy``, ``reset``, ``connect``), look
things up (``search``, ``patient``, ``chart``, ``document``, ``sql``), change them (``register``,
``update``, ``amend``, ``sign``, ``merge``, ``unmerge``), and see who did what (``access_log``,
``audit``). They load on first use, so importing this costs nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

_HOMES = {
    "EhrError": "errors",
    "InvalidFields": "errors",
    "PossibleDuplicates": "errors",
    "access_log": "log",
    "amend": "amend",
    "audit": "log",
    "chart": "chart",
    "connect": "connection",
    "create": "load",
    "document": "chart",
    "merge": "merge",
    "my_copy": "copies",
    "patient": "chart",
    "possible_duplicates": "duplicates",
    "register": "register",
    "rejected": "log",
    "reset": "copies",
    "search": "search",
    "sign": "amend",
    "sql": "sql",
    "tidy": "tidy",
    "unmerge": "merge",
    "update": "register",
    "validate": "validate",
}

__all__ = [
    "EhrError",
    "InvalidFields",
    "PossibleDuplicates",
    "access_log",
    "amend",
    "audit",
    "chart",
    "connect",
    "create",
    "document",
    "merge",
    "my_copy",
    "patient",
    "possible_duplicates",
    "register",
    "rejected",
    "reset",
    "search",
    "sign",
    "sql",
    "tidy",
    "unmerge",
    "update",
    "validate",
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
    """Keeps ``ehr.search`` the function.

    Importing the module ``chartroom.ehr.search`` anywhere makes Python store that module in the
    package under the name of the function; the same goes for the other names that are both.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if isinstance(value, ModuleType) and _HOMES.get(name) == name:
            value = getattr(value, name)
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
