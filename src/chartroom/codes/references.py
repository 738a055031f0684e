"""Read the codes that a note names.

The forms met in the Tabular List: "(I50.-)", "(N18.1-N18.6)", "(O00-O07, O08.-)", "(E08-E13 with
.22)", "(I69. with final characters -23)", "(T36-T50 with fifth or sixth character 5)", "(S02.- with
7th character B)", "see categories E08-E10, E11, E13 with ketoacidosis", "from category E10".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from chartroom.codes import entries

_CODE = r"(?<![A-Za-z0-9.])([A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?)"
_REFERENCE = re.compile(
    rf"{_CODE}\.?-?\s*(?:-|–|to )\s*{_CODE}(?![0-9A-Za-z])|{_CODE}(?![0-9A-Za-z])"
)
_PLACES = {"4th": 3, "fourth": 3, "5th": 4, "fifth": 4, "6th": 5, "sixth": 5, "six": 5}
_PLACES |= {"7th": 6, "seventh": 6}
_DECIMALS = re.compile(r"with \.(\w+)(?:-\.(\w+))?")
_FINAL = re.compile(r"with final characters? -?(\w+)")
_SPAN = re.compile(r"fifth to sixth characters? (\w\w)")
_PLACE = re.compile(
    r"with (?:a )?(\w+)(?: or (\w+))?[ -]characters? \.?([0-9A-Z])(?:-([0-9]))?\b(?!-)"
)
_WORD = re.compile(r"^ with ([a-z]{5,})")
_OPEN = "BCEFHJMNQR"


@dataclass(frozen=True, slots=True)
class Target:
    """The codes one note names.

    Attributes:
        spans: first and last tabular number of each code or range.
        fits: whether a code inside the spans meets the note's further condition.
        label: the codes in the words of the note.
    """

    spans: tuple[tuple[int, int], ...]
    fits: Callable[[entries.Entry], bool]
    label: str

    def __contains__(self, entry: entries.Entry) -> bool:
        return any(low <= entry.number <= high for low, high in self.spans) and self.fits(entry)

    @property
    def size(self) -> int:
        """How many entries the spans hold."""
        return sum(high - low + 1 for low, high in self.spans)


@lru_cache(maxsize=16384)
def parse(text: str) -> Target | None:
    """Return the codes a note names, or None if it names none.

    Codes in parentheses count; codes elsewhere in the sentence only when no parentheses hold any
    ("pneumoconiosis associated with tuberculosis, any type in A15 (J65)" names J65).
    """
    pieces = [(found[1], found.start(1)) for found in re.finditer(r"\(([^()]*)\)?", text)]
    spans, end, label = _spans(pieces)
    if not spans:
        spans, end, label = _spans([(text, 0)])
    if not spans:
        return None
    return Target(tuple(spans), _condition(text, end), label)


def _spans(pieces: list[tuple[str, int]]) -> tuple[list[tuple[int, int]], int, str]:
    spans: list[tuple[int, int]] = []
    end = 0
    labels = []
    for piece, start in pieces:
        for match in _REFERENCE.finditer(piece):
            low = entries.span(match[1] or match[3])
            high = entries.span(match[2]) if match[2] else low
            if low is None or high is None:
                low, high = _nearest(match[1] or match[3]), _nearest(match[2] or match[3])
            if low is not None and high is not None and low[0] <= high[1]:
                spans.append((low[0], high[1]))
                end = start + match.end()
                labels.append(f"{match[1]}-{match[2]}" if match[2] else match[3])
    return spans, end, ", ".join(labels)


def _nearest(code: str) -> tuple[int, int] | None:
    """Return the span of the last real code at or before one that a note names but the list lacks.

    Notes lag behind the list: R10.85 excludes "(R10.1-R10.4-)" and R10.4 is not in use. A word
    that only looks like a code (vitamin B12) is in no category and gives None.
    """
    if "." not in code or entries.span(code[:3]) is None:
        return None
    return entries.last_before(code)


def _condition(text: str, end: int) -> Callable[[entries.Entry], bool]:
    """Read what the note asks beyond the code: "with .22", "with fifth character 1"."""
    if match := _DECIMALS.search(text):
        endings = _count(match[1], match[2])
        return lambda entry: entry.bare[3:].startswith(endings)
    if match := _FINAL.search(text):
        final = match[1]
        return lambda entry: entry.bare.endswith(final)
    if match := _SPAN.search(text):
        both = match[1]
        return lambda entry: entry.bare[4:6] == both
    if "open fracture 7th character" in text:
        return lambda entry: entry.bare[6:7] in tuple(_OPEN)
    match = _PLACE.search(text)
    if match and match[1] in _PLACES:
        wanted = _count(match[3], match[4])
        place = _PLACES[match[1]]
        if match[2] in _PLACES:
            return lambda entry: intent(entry.bare) in wanted
        return lambda entry: entry.bare[place : place + 1] in wanted
    if match := _WORD.search(text[end:]):
        word = match[1]
        return lambda entry: word in entry.title.lower()
    return lambda entry: True


def intent(bare: str) -> str:
    """Return the character that tells poisoning (1-4), adverse effect (5), underdosing (6).

    In T36-T65 it is the sixth, or the fifth where the sixth is a placeholder (T36.91XA).
    """
    sixth = bare[5:6]
    return bare[4:5] if sixth in ("X", "") else sixth


def _count(first: str, last: str | None) -> tuple[str, ...]:
    if not last or not (first.isdigit() and last.isdigit()):
        return (first,)
    return tuple(str(number) for number in range(int(first), int(last) + 1))
