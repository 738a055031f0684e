"""The browser's part of an exercise: one ES module per kind, put together from ``front/``.

The files in ``front/`` are ordinary ES modules that import from one another. A widget must be one
module without a server to import from, so the imported files are written out once each, in front
of the module that wants them, without their ``import`` lines, ``export`` words, and the ``export
default`` that only a widget of its own needs. No bundler and no network are needed.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([a-z]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:class|const|function)\b)", re.MULTILINE)
_DEFAULT = re.compile(r"^export default \{.*?\};?\n", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"^\s*(?://.*|/\*\*[^\n]*\*/)\n", re.MULTILINE)

#: The module that shows each kind.
MODULES = {
    "choice": "choice.js",
    "multiple": "choice.js",
    "match": "match.js",
    "order": "order.js",
    "short": "short.js",
    "code": "code.js",
    "worksheet": "worksheet.js",
    "fields": "fields.js",
    "queue": "queue.js",
    "shelf": "shelf.js",
    "diagram": "diagram.js",
    "audit": "audit.js",
    "chart": "viewer.js",
    "finder": "finder.js",
    "identify": "identify.js",
    "procedure": "procedure.js",
    "drill": "drill.js",
    "ehr": "ehr.js",
    "em": "em.js",
    "grouper": "grouper.js",
    "inbox": "inbox.js",
    "query": "query.js",
    "exam": "exam.js",
    "shift": "shift.js",
}


def module(kind: str) -> str:
    """Return the source of the ES module that shows exercises of ``kind``.

    Raises:
        KeyError: there is no such kind.
    """
    return _assembled(MODULES[kind])


@cache
def style() -> str:
    """Return the style sheet of all exercises and of the desks."""
    names = ("style", "ehr", "release", "procedure", "exam", "shift", "grouper", "audit")
    return "".join(_read(f"{name}.css") for name in names)


@cache
def _assembled(name: str) -> str:
    parts: list[str] = []
    _collect(name, parts, set(), top=True)
    return "\n".join(parts)


def _collect(name: str, parts: list[str], seen: set[str], top: bool = False) -> None:
    seen.add(name)
    source = _read(name)
    for wanted in _IMPORT.findall(source):
        if wanted not in seen:
            _collect(wanted, parts, seen)
    if not top:
        source = _DEFAULT.sub("", source)
    parts.append(_COMMENT.sub("", _EXPORT.sub("", _IMPORT.sub("", source))))


def _read(name: str) -> str:
    return files("chartroom.exercises").joinpath("front", name).read_text(encoding="utf-8")
