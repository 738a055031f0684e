"""Decks of cards to learn by heart: read from tables, compare what was typed.

A deck is ``datasets/terms/<name>.tsv``. ``terms`` has the columns ``term, parts, meaning, system,
source``, ``abbreviations`` has ``abbreviation, meaning, context, source``. An abbreviation with
several meanings has a row, and so a card, for each; its context says which one is asked for.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from chartroom import paths
from chartroom.assess.short import tidy

COLUMNS = {
    "terms": ("term", "parts", "meaning", "system", "source"),
    "abbreviations": ("abbreviation", "meaning", "context", "source"),
}
RIGHT, CLOSE, WRONG = "right", "close", "wrong"
# Words that a meaning may do without.
_SMALL = frozenset({
    "a", "an", "the", "of", "or", "and", "to", "in", "on", "at", "by", "from", "with",
    "for", "that", "is", "are", "as", "into", "its", "this", "it", "which", "who", "very",
    "usually", "mostly",
})  # fmt: skip
_WORD = re.compile(r"[a-z0-9]+")
_NEAR = 0.82
_EXTRA = 2  # further words that do not matter


class DeckError(ValueError):
    """A deck cannot be used. The text says which file, which line, what to do."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


@dataclass(frozen=True)
class Card:
    """One card: ``front`` is asked, ``back`` is what it means.

    ``cue`` narrows the question down (body system, context), ``note`` is shown with the answer.
    """

    id: str
    front: str
    cue: str
    back: str
    note: str
    source: str


def load(name: str) -> tuple[Card, ...]:
    """Return the cards of a deck of the course, in the order of its file.

    Raises:
        DeckError: there is no such deck, or its file is not in order.
    """
    if name not in COLUMNS:
        raise DeckError(f"There is no deck '{name}'; there are {', '.join(COLUMNS)}.")
    return _cards(name, paths.datasets() / "terms" / f"{name}.tsv")


def read(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """Return the rows of a table; every column but ``parts`` and ``context`` must be filled in.

    Raises:
        DeckError: the file is missing, or a row is not in order; names file and line.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    except (OSError, UnicodeDecodeError):
        raise DeckError(f"{path.name} cannot be read; get the course's files again.") from None
    if not lines or tuple(lines[0]) != columns:
        raise DeckError(f"{path.name}, line 1: the columns must be {', '.join(columns)}.")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        if len(line) != len(columns):
            raise DeckError(
                f"{path.name}, line {number}: it has {len(line)} columns instead of "
                f"{len(columns)}; separate them with one tab each."
            )
        row = dict(zip(columns, (one.strip() for one in line), strict=True))
        lacks = [name for name, one in row.items() if not one and name not in ("parts", "context")]
        if lacks:
            raise DeckError(f"{path.name}, line {number}: '{lacks[0]}' is empty; fill it in.")
        rows.append(row)
    return rows


def compare(card: Card, typed: str) -> str:
    """Return ``right``, ``close`` or ``wrong`` for what was typed as a card's meaning.

    Order, small words, capitals, endings and slips of a letter or two do not matter. ``close``
    means that at least half of the words that count are there.
    """
    given = _words(typed)
    if not given:
        return WRONG
    if tidy(card.back) == tidy(typed):
        return RIGHT
    best = WRONG
    # "hernia; rupture" or "high blood pressure (hypertension)": each of them is a whole answer.
    for meaning in _meanings(card.back):
        if tidy(meaning) == tidy(typed):
            return RIGHT
        wanted = _words(meaning)
        hits = sum(any(_same(word, one) for one in given) for word in wanted)
        extra = sum(not any(_same(word, one) for word in wanted) for one in given)
        if (
            wanted
            and hits == len(wanted)
            and extra <= _EXTRA
            and _negates(given) == _negates(wanted)
        ):
            return RIGHT
        if wanted and hits * 2 >= len(wanted):
            best = CLOSE
    return best


@cache
def _cards(name: str, path: Path) -> tuple[Card, ...]:
    rows = read(path, COLUMNS[name])
    if name == "terms":
        return tuple(
            Card(
                id=row["term"],
                front=row["term"],
                cue=row["system"],
                back=row["meaning"],
                note=f"Parts: {row['parts']}" if row["parts"] else "",
                source=row["source"],
            )
            for row in rows
        )
    count = Counter(row["abbreviation"] for row in rows)
    cards = []
    for row in rows:
        short = row["abbreviation"]
        others = [
            f"{one['meaning']} ({one['context']})"
            for one in rows
            if one["abbreviation"] == short and one is not row
        ]
        cards.append(
            Card(
                id=short if count[short] == 1 else f"{short}: {row['meaning']}",
                front=short,
                cue=row["context"],
                back=row["meaning"],
                note=f"It can also mean: {'; '.join(others)}." if others else "",
                source=row["source"],
            )
        )
    return tuple(cards)


def _meanings(text: str) -> list[str]:
    bare = re.sub(r"\s*\([^)]*\)", "", text)
    inside = [one for one in re.findall(r"\(([^)]*)\)", text) if not one.startswith("as ")]
    return [one for one in (*bare.split(";"), *inside) if one.strip()]


def _words(text: str) -> list[str]:
    return [one for one in _WORD.findall(tidy(text).replace("'", "")) if one not in _SMALL]


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < 4:
        return one.rstrip("s") == other.rstrip("s")
    if _opposite(one) != _opposite(other):
        return False
    if one[:5] == other[:5] and abs(len(one) - len(other)) <= 3:
        return True
    return SequenceMatcher(None, one, other).ratio() >= _NEAR and one[:2] == other[:2]


def _opposite(word: str) -> str:
    """``hyper`` and ``hypo``, ``inter`` and ``intra`` are no slips of the pen."""
    return next((one for one in ("hyper", "hypo", "inter", "intra") if word.startswith(one)), "")


def _negates(words: list[str]) -> bool:
    return any(
        word in ("no", "not", "without", "absence", "lack", "absent", "none") for word in words
    )
