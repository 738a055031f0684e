"""Near codes for a code that does not exist."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations, product

from chartroom.codes import form, store

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#: Characters taken for one another by eye, and what was probably meant.
_LOOKALIKES = {"O": "0", "Q": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "B": "8"}
_FIRST_LOOKALIKES = {"0": "O", "1": "I", "2": "Z", "5": "S", "8": "B"}


def near(code: str, limit: int = 5) -> tuple[str, ...]:
    """Return real codes close to a tidied code, most likely first.

    Tried in turn: characters that look alike (letter O for zero), a missing placeholder X, codes
    that begin like it, the code without its last characters, and one slip of the keyboard
    (neighbors swapped, a character wrong, missing or too many).
    """
    bare = form.parts(code)
    if not bare or len(bare) > 12:
        return ()
    found: dict[str, None] = {}
    for stage in (_alike(bare), placeholders(bare)):
        found.update(dict.fromkeys(_existing(stage)))
    if not found:
        found.update(dict.fromkeys(_longer(bare, limit)))
    if not found:
        # A slip late in the code keeps it in its category, so late changes come first.
        for stage in (_swapped(bare), _dropped(bare), _changed(bare), _added(bare)):
            found.update(dict.fromkeys(_existing(stage)))
        stem = next(iter(_existing(bare[:end] for end in range(len(bare) - 1, 2, -1))), None)
        if stem:
            ahead = [stem] if len(stem) > 4 or not _longer(form.parts(stem), 1) else []
            found = dict.fromkeys([*ahead, *found, stem])
    return tuple(found)[:limit]


def sentence(code: str) -> str:
    """Return a better sentence for words or another code system, or "" for the usual one."""
    bare = form.parts(code)
    if re.fullmatch(r"[A-Z]{4,40}", bare):
        return (
            "These are words, not an ICD-10-CM code, which looks like E11.9: find the code with "
            f"codes.search({bare.lower()!r})."
        )
    if re.fullmatch(r"\d{3,5}", bare):
        return (
            f"{code} looks like an ICD-9-CM code, which ended on September 30, 2015: look the "
            "condition up in ICD-10-CM."
        )
    if re.fullmatch(r"[0-9][0-9A-HJ-NP-Z]{6}", bare):
        return (
            f"{code} looks like an ICD-10-PCS procedure code: this code set holds the diagnosis "
            "codes of ICD-10-CM."
        )
    return ""


def _existing(candidates: Iterable[str]) -> list[str]:
    """Return those candidates (without dots) that are in the code set, in their own order."""
    dotted = list(dict.fromkeys(form.tidy(candidate) for candidate in candidates))
    real: set[str] = set()
    for start in range(0, len(dotted), 500):
        some = dotted[start : start + 500]
        marks = ",".join("?" * len(some))
        rows = store.query(
            f"SELECT code FROM code WHERE kind IN ('category','code') AND code IN ({marks})", some
        )
        real.update(row[0] for row in rows)
    return [code for code in dotted if code in real]


def _alike(bare: str) -> Iterator[str]:
    choices = [bare[0] + _FIRST_LOOKALIKES.get(bare[0], "")]
    choices += [char + _LOOKALIKES.get(char, "") for char in bare[1:8]]
    for chosen in product(*choices):
        if (text := "".join(chosen)) != bare:
            yield text


def placeholders(bare: str) -> Iterator[str]:
    """Put in the missing X: W19A -> W19XXXA, T3601A -> T360X1A."""
    missing = 7 - len(bare)
    for places in combinations(range(3, len(bare)), 1):
        yield bare[: places[0]] + "X" * missing + bare[places[0] :]
    for first, second in combinations(range(3, len(bare)), 2):
        if missing == 2:
            yield bare[:first] + "X" + bare[first:second] + "X" + bare[second:]


def _longer(bare: str, limit: int) -> list[str]:
    if len(bare) < 3:
        return []
    start = form.tidy(bare)
    rows = store.query(
        "SELECT code FROM code WHERE code > ? AND code < ? AND billable ORDER BY id LIMIT ?",
        (start, start + "a", limit),
    )
    return [row[0] for row in rows]


def _swapped(bare: str) -> Iterator[str]:
    for at in range(len(bare) - 2, -1, -1):
        yield bare[:at] + bare[at + 1] + bare[at] + bare[at + 2 :]


def _changed(bare: str) -> Iterator[str]:
    for at in range(len(bare) - 1, -1, -1):
        for char in _ALPHABET:
            if char != bare[at]:
                yield bare[:at] + char + bare[at + 1 :]


def _dropped(bare: str) -> Iterator[str]:
    for at in range(len(bare) - 1, -1, -1):
        if len(bare) > 4:
            yield bare[:at] + bare[at + 1 :]


def _added(bare: str) -> Iterator[str]:
    for at in range(len(bare), 0, -1):
        for char in _ALPHABET:
            yield bare[:at] + char + bare[at:]
