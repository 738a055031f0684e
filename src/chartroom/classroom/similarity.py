"""Which pairs of submissions are more alike than chance explains.

Two students who know the subject give the same right answers; that says nothing. What counts is
the same *wrong* answer, more so the fewer of the class gave it (its rarity in bits), and code or
text of the student's own that is nearly the same. It is a reason to talk with two people, and no
proof of anything.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path
from typing import Any

import nbformat

from chartroom.classroom.scores import ClassScores

BITS = 8.0  # rarity from which on a pair is listed: by chance one pair in 256
ALIKE = 0.9  # share of code or text from which on it is nearly the same
SHORT = 60  # characters: shorter code is alike by itself
LONG = 200  # characters: the same text of this length is a reason by itself


@dataclass(frozen=True)
class Pair:
    """Two students, how rare what they share is (bits), and what it is."""

    one: str
    other: str
    bits: float
    shared: tuple[str, ...]


@dataclass(frozen=True)
class Work:
    """What one student has handed in: wrong answers by place, own code and text by cell."""

    student: str
    wrong: Mapping[str, str]
    written: Mapping[str, str]


def pairs(class_work: list[Work], bits: float = BITS) -> list[Pair]:
    """Return the pairs that share at least ``bits`` of rare wrong answers or the like text."""
    count = len(class_work)
    given = Counter((place, value) for work in class_work for place, value in work.wrong.items())
    found = []
    for one, other in combinations(class_work, 2):
        shared, total = [], 0.0
        for place, value in one.wrong.items():
            if other.wrong.get(place) == value:
                rarity = _rarity(given[place, value], count)
                total += rarity
                shared.append(f"{place}: both {value} ({rarity:.1f} bits)")
        for cell, text in one.written.items():
            alike = _alike(text, other.written.get(cell, ""))
            if alike >= ALIKE:
                like = sum(_alike(text, work.written.get(cell, "")) >= ALIKE for work in class_work)
                rarity = _rarity(like, count)
                # Short code that is right is alike in half the class; a page of prose is not.
                total += 2 * rarity + (BITS if rarity and len(text) >= LONG else 0)
                shared.append(f"{cell}: {alike:.0%} the same text ({rarity:.1f} bits)")
        if total >= bits:
            found.append(Pair(one.student, other.student, total, tuple(shared)))
    return sorted(found, key=lambda pair: (-pair.bits, pair.one, pair.other))


def _rarity(having: int, count: int) -> float:
    """Return in bits how rare something is that ``having`` of ``count`` have, two of them a pair.

    The two themselves say nothing about how common it is among the others.
    """
    if count <= 2:
        return 0.0
    return -math.log2(min(1.0, (having - 2 + 0.5) / (count - 2 + 1)))


def read(root: Path, found: ClassScores) -> list[Work]:
    """Read what the class has handed in, from ``autograded/`` of the course at ``root``."""
    released = _cells(root / "release" / found.assignment / f"{found.assignment}.ipynb")
    made = []
    for one in found.submissions:
        folder = root / "autograded" / one.student.id / found.assignment
        full = {name for name, score in one.scores.items() if score.points == score.maximum}
        wrong = {
            place: value
            for name, answer in _answers(folder / "answers" / f"{found.assignment}.json").items()
            if name not in full
            for place, value in _leaves(answer, name)
        }
        written = {
            name: text
            for name, text in _cells(folder / f"{found.assignment}.ipynb").items()
            if len(text) >= SHORT and text != released.get(name)
        }
        made.append(Work(one.student.id, wrong, written))
    return made


def _answers(path: Path) -> dict[str, Any]:
    try:
        entries = json.loads(path.read_text("utf-8"))["answers"]
        return {str(name): entry.get("answer") for name, entry in entries.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def _leaves(answer: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(answer, dict):
        for name, inner in answer.items():
            yield from _leaves(inner, f"{place}.{name}")
    elif isinstance(answer, list):
        if answer and all(isinstance(one, (str, int, float)) for one in answer):
            yield place, json.dumps(answer)
        else:
            for number, inner in enumerate(answer):
                yield from _leaves(inner, f"{place}[{number}]")
    elif answer not in (None, "", False):
        yield place, json.dumps(answer, ensure_ascii=False)


def _cells(path: Path) -> dict[str, str]:
    """Return the text of each solution cell, without comments and empty space."""
    try:
        notebook = nbformat.read(path, as_version=4)
    except (OSError, ValueError):
        return {}
    found = {}
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("solution"):
            text = cell.source
            if cell.cell_type == "code":
                text = re.sub(r"#.*", "", text)
            found[str(marks.get("grade_id"))] = " ".join(text.split())
    return found


def _alike(one: str, other: str) -> float:
    if min(len(one), len(other)) < SHORT:
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0
