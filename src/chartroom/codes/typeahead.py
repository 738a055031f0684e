"""Codes for words that are still being typed: the last word may be unfinished."""

from __future__ import annotations

import re

from chartroom.codes import search as _search
from chartroom.codes import store
from chartroom.codes.search import Hit

_SHORTEST = 2  # letters from which a beginning says anything
_COMPLETIONS = 5  # words that a beginning is completed to
_FIRST_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def type_ahead(text: str, limit: int = 10) -> list[Hit]:
    """Return codes for what has been typed so far, best first.

    Like ``search``; but the last word may be unfinished: "hyper" offers hypertension and
    hyperlipidemia, by how commonly they are coded.

    Args:
        text: what stands in the box.
        limit: how many codes at most.

    Raises:
        TypeError: as ``search`` does.
    """
    found = _search(text, limit)
    *before, last = text.split() or [""]
    last = last.lower()
    if limit < 1 or len(last) < _SHORTEST or not last.isalpha():
        return found
    words = _main_terms(last) if not before else _known_words(last)
    completed = [
        hits[0]
        for word in words
        if word != last and (hits := _search(" ".join([*before, word]), 1))
    ]
    finished = last in words or (before and _known_words(last, 1)[:1] == [last])
    ahead = [*found[:3], *completed, *found[3:]] if finished else [*completed, *found]
    merged = {hit.code: hit for hit in reversed(ahead)}
    order = dict.fromkeys(hit.code for hit in ahead)
    return [merged[code] for code in order][:limit]


def _main_terms(start: str) -> list[str]:
    """Return the words that index entries begin with, the most commonly coded first."""
    rows = store.query(
        "SELECT shown FROM search_phrase WHERE kind IN ('index', 'synonym') AND shown LIKE ?"
        " ORDER BY level DESC, length(own), shown LIMIT 200",
        (f"{start}%",),
    )
    words = (match[0].lower() for (shown,) in rows if (match := _FIRST_WORD.match(shown)))
    return list(dict.fromkeys(words))[:_COMPLETIONS]


def _known_words(start: str, most: int = _COMPLETIONS) -> list[str]:
    """Return known words with this beginning: the word itself, then the most used."""
    rows = store.query(
        "SELECT word FROM search_word WHERE word >= ? AND word < ? ORDER BY word <> ?, uses DESC"
        " LIMIT ?",
        (start, start + "\uffff", start, most),
    )
    return [word for (word,) in rows]
