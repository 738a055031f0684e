"""The EHR of Tern Harbor: the hospital's tables in SQLite, with constraints and an audit trail.

Public names: make and open a database (``create``, ``my_copy``, ``reset``, ``connect``), look
things up (``search``, ``patient``, ``chart``, ``document``, ``sql``), change them (``register``,
``update``, ``amend``, ``sign``, ``merge``, ``unmerge``), and see who did what (``access_log``,
``audit``). They load on first use, so importing this costs nothing.
"""

from __future__ import annotations

from chartroom import lazy

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

__getattr__, __dir__ = lazy.names(__name__, _HOMES)
lazy.keep_functions(__name__, _HOMES)
