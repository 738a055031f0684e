"""Likely spellings of a word that is not in the code set's vocabulary."""

from __future__ import annotations

import math
from functools import lru_cache

from chartroom.codes import searchtext, store

_MOST = 4


def known(word: str) -> bool:
    """Say whether the code set or its index uses a word of more than three letters."""
    return word in _vocabulary()


def instead(word: str, last: bool) -> list[tuple[str, str, float]]:
    """Return what else a word may be although its stem is known; nothing for a word in use.

    A correct word is never taken for a slip: acne is not ache, a ladder not a bladder.
    """
    if len(word) < 4 or known(word):
        return []
    found: dict[str, tuple[float, str]] = {}
    if last:
        for other, stem, _ in _beginning(word):
            _keep(found, stem, other, 0.9)
    if found:
        return [(other, stem, quality) for stem, (quality, other) in sorted(found.items())]
    return guesses(word, False, common=True)


def guesses(word: str, last: bool, common: bool = False) -> list[tuple[str, str, float]]:
    """Return likely words as (word, stem, quality 0 to 1), best first, one for each stem.

    Args:
        word: as typed, lower case.
        last: the word may be unfinished, so that words beginning with it are likely too.
        common: the word exists but is rare; return only much commoner words very close to it.
    """
    if len(word) < 3 or any(char.isdigit() for char in word):
        return []
    found: dict[str, tuple[float, str]] = {}
    if last and not common:
        for other, stem, uses in _beginning(word):
            _keep(found, stem, other, 0.93 - 0.02 * (len(other) - len(word)) + _bonus(uses))
    for other, stem, uses, distance in _near(word):
        if common and (uses < 20 or distance > 1 or len(word) < 4):
            continue
        alike = searchtext.sound(other) == searchtext.sound(word)
        quality = 0.96 - 0.6 * distance / len(word) + 0.12 * alike + _bonus(uses)
        quality -= 0.08 * (other[0] != word[0])
        _keep(found, stem, other, quality)
    ranked = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))
    if not ranked:
        return []
    best = ranked[0][1][0]
    return [
        (other, stem, round(min(0.95, quality), 3))
        for stem, (quality, other) in ranked[:_MOST]
        if quality > best - 0.25
    ]


def split(word: str) -> tuple[str, str] | None:
    """Return two known words written as one ("backpain"), or None."""
    if len(word) < 7 or not word.isalpha():
        return None
    pairs = [(word[:at], word[at:]) for at in range(3, len(word) - 2)]
    vocabulary = _vocabulary()
    known = [pair for pair in pairs if all(vocabulary.get(half, ("", 0))[1] >= 15 for half in pair)]
    return max(known, key=lambda pair: min(vocabulary[half][1] for half in pair), default=None)


def _keep(found: dict[str, tuple[float, str]], stem: str, word: str, quality: float) -> None:
    if stem not in found or found[stem][0] < quality:
        found[stem] = (quality, word)


def _bonus(uses: int) -> float:
    return 0.02 * min(6.0, math.log(uses + 1))


def _beginning(word: str) -> list[tuple[str, str, int]]:
    rows = store.connect().execute(
        "SELECT word, stem, uses FROM search_word WHERE word > ? AND word < ? "
        "ORDER BY uses DESC LIMIT 8",
        (word, word + "\x7f"),
    )
    return rows.fetchall()


@lru_cache(maxsize=512)
def _near(word: str) -> list[tuple[str, str, int, int]]:
    """Return (word, stem, uses, slips) of vocabulary words a few slips away or sounding alike."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    vocabulary = _vocabulary()
    most = 1 if len(word) < 6 else 2 if len(word) < 10 else 3
    words = vocabulary.keys()
    close = extract(word, words, scorer=OSA.distance, score_cutoff=most, limit=20)
    if not close and len(word) > 3:
        close = extract(word, words, scorer=OSA.distance, score_cutoff=most + 1, limit=8)
    found = {other: distance for other, distance, _ in close}
    rows = store.connect().execute(
        "SELECT word FROM search_word WHERE sound = ?", (searchtext.sound(word),)
    )
    for (other,) in rows:
        distance = OSA.distance(word, other)
        if distance <= most + 2:
            found.setdefault(other, distance)
    return [
        (other, *vocabulary[other], distance)
        for other, distance in found.items()
        if other in vocabulary
    ]


_loaded: tuple[int, dict[str, tuple[str, int]]] | None = None


def _vocabulary() -> dict[str, tuple[str, int]]:
    """Return word -> (stem, uses), read once for each opened code set."""
    global _loaded
    connection = store.connect()
    if _loaded is None or _loaded[0] != id(connection):
        rows = connection.execute("SELECT word, stem, uses FROM search_word WHERE length(word) > 3")
        _loaded = (id(connection), {word: (stem, uses) for word, stem, uses in rows})
    return _loaded[1]
