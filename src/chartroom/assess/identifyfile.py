"""Read a text in which identifiers are to be marked: the types that are offered, and the key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from chartroom.assess.identify import spots, written
from chartroom.privacy import Identifier
from chartroom.privacy.identifiers import TYPES

#: What the finder knows, and what no pattern knows: 164.514(b)(2)(i)(R).
KINDS = {**{kind: f"{kind} ({letter})" for kind, (letter, _) in TYPES.items()},
         "other": "any other that is unique (R)"}  # fmt: skip

Error = Callable[[tuple[str | int, ...], str], Exception]


def read_identifiers(text: str, data: Any, error: Error) -> tuple[str, ...]:
    """Return the marks of a key written as ``{name: [Mae Oliver], date: [04/17/2026]}``.

    Words stand for every place where they stand, but inside longer words of the key they do not
    count again.

    Raises:
        Exception: what ``error`` makes: a type that is not known, or words that are not there.
    """
    if not isinstance(data, Mapping) or not data:
        raise error(("answer",), "'answer' must list words by type, as in {name: [Mae Oliver]}.")
    pairs = []
    for kind, phrases in data.items():
        if kind not in KINDS:
            raise error(("answer", kind), f"'{kind}' is not a type; use {', '.join(KINDS)}.")
        phrases = [phrases] if isinstance(phrases, str) else phrases
        for words in phrases:
            if not spots(text, words, kind):
                raise error(("answer", kind), f"“{words}” does not stand in the text.")
            pairs.append((words, kind))
    found: list[Identifier] = []
    for words, kind in sorted(pairs, key=lambda pair: -len(pair[0])):
        for one in spots(text, words, kind):
            if all(one.end <= other.start or other.end <= one.start for other in found):
                found.append(one)
    return tuple(written(found))
