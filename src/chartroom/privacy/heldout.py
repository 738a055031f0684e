"""Read the held texts: identifiers are marked in them by hand, as ``[[name:Mae Oliver]]``.

They were written without sight of the patterns of ``find_identifiers``, to measure it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from chartroom.privacy.finding import PrivacyError
from chartroom.privacy.identifiers import TYPES, Identifier, find_identifiers
from chartroom.privacy.marking import Score, score

_MARK = re.compile(r"\[\[([^\]:]+):(.+?)\]\]", re.DOTALL)
_SHORT = {
    "ssn": "SSN",
    "record": "record number",
    "plan": "plan number",
    "account": "account number",
    "license": "license number",
    "vehicle": "vehicle number",
    "device": "device number",
    "web": "web address",
    "ip": "IP address",
}


@dataclass(frozen=True)
class HeldText:
    """A text without its marks, and what they mark."""

    id: str
    kind: str
    text: str
    marked: tuple[Identifier, ...]


def read_held(path: str | Path) -> tuple[HeldText, ...]:
    """Return the texts of a YAML list with ``id``, ``kind`` and ``text``.

    Raises:
        PrivacyError: a mark has a type that is not known, or one that stays open.
    """
    import yaml

    listed = yaml.safe_load(Path(path).read_text("utf-8"))
    return tuple(HeldText(one["id"], one["kind"], *unmarked(one["text"])) for one in listed)


def unmarked(text: str) -> tuple[str, tuple[Identifier, ...]]:
    """Return a text without its marks, and the marks by place.

    Raises:
        PrivacyError: a mark has a type that is not known, or one that stays open.
    """
    plain, found, last = "", [], 0
    for mark in _MARK.finditer(text):
        kind = _SHORT.get(mark[1], mark[1])
        if kind not in TYPES and kind != "other":
            known = ", ".join((*TYPES, *_SHORT, "other"))
            raise PrivacyError(f"“{mark[0]}”: '{mark[1]}' is no type; use one of {known}.")
        plain += text[last : mark.start()]
        found.append(Identifier(len(plain), len(plain) + len(mark[2]), kind))
        plain += mark[2]
        last = mark.end()
    plain += text[last:]
    if "[[" in plain or "]]" in plain:
        at = max(plain.find("[["), plain.find("]]"))
        around = plain[max(0, at - 20) : at + 20]
        raise PrivacyError(f"A mark near “{around}” is not closed; write [[type:words]].")
    return plain, tuple(found)


def measure(texts: Iterable[HeldText]) -> dict[str, Score]:
    """Return how well ``find_identifiers`` does on texts, by type and under ``all``."""
    sums: dict[str, tuple[int, int, int, int]] = {}
    for one in texts:
        for kind, got in score(find_identifiers(one.text), one.marked).items():
            so_far = sums.get(kind, (0, 0, 0, 0))
            new = (got.right, got.missed, got.fitting, got.extra)
            sums[kind] = tuple(a + b for a, b in zip(so_far, new, strict=True))
    return {kind: Score(*counts) for kind, counts in sums.items()}
