"""A sitting: a paper, what was answered, and the time used. Plain JSON, read whatever it holds.

Time is counted in seconds that the page was open, reported by the page, never as the difference of
two clocks: a clock that is set, or a computer that slept, takes nothing away.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from chartroom.assess.answerfile import AnswerError
from chartroom.exam.bank import ExamItem
from chartroom.exam.paper import LETTERS, SECONDS_AN_ITEM, Asked, draw, shown

#: The longest step that a page may report: it reports more often, and a sleep is not worked time.
LONGEST_STEP = 30.0


@dataclass(frozen=True)
class Sitting:
    """One exam, begun or finished.

    Attributes:
        seed: what the paper was drawn from.
        paper: its items.
        answers: the place of the chosen option in the item's ``options``, by item.
        flagged: items that the student wants to see again.
        seconds: time used.
        timed: the time counts.
        finished: the answers stand, and the explanations are open.
        notes: sentences about what could not be taken over from a saved sitting.
    """

    seed: str
    paper: tuple[Asked, ...]
    answers: Mapping[str, int] = field(default_factory=dict)
    flagged: frozenset[str] = frozenset()
    seconds: float = 0.0
    timed: bool = True
    finished: bool = False
    notes: tuple[str, ...] = ()

    @property
    def allowed(self) -> float:
        """Seconds that the paper has."""
        return len(self.paper) * SECONDS_AN_ITEM

    @property
    def left(self) -> float:
        """Seconds that are left, never below 0."""
        return max(0.0, self.allowed - self.seconds)

    def right(self, name: str) -> bool:
        """Return whether an item was answered rightly."""
        return self.answers.get(name) == 0


def begin(
    bank: Mapping[str, ExamItem], seed: str, size: int, timed: bool, seen: tuple[str, ...] = ()
) -> Sitting:
    """Return a new sitting.

    Raises:
        AnswerError: the bank is too small for it.
    """
    return Sitting(seed, draw(bank, seed, size, seen), timed=timed)


def answered(sitting: Sitting, name: str, letter: str) -> Sitting:
    """Return the sitting with one more answer; ``""`` takes an answer back.

    Raises:
        AnswerError: no such item or option, or the sitting is finished.
    """
    asked = _asked(sitting, name)
    answers = {one: place for one, place in sitting.answers.items() if one != name}
    if letter:
        if letter not in LETTERS[: len(asked.order)]:
            raise AnswerError(f"'{letter}' is not one of the choices; use a, b, c or d.")
        answers[name] = asked.order[LETTERS.index(letter)]
    return replace(sitting, answers=answers)


def flag(sitting: Sitting, name: str, on: bool) -> Sitting:
    """Return the sitting with an item marked to be seen again, or no longer.

    Raises:
        AnswerError: no such item, or the sitting is finished.
    """
    _asked(sitting, name)
    flagged = sitting.flagged | {name} if on else sitting.flagged - {name}
    return replace(sitting, flagged=flagged)


def passed(sitting: Sitting, seconds: Any) -> Sitting:
    """Return the sitting with time used; it is finished when no time is left.

    What is no number, or less than nothing, counts as nothing.
    """
    good = isinstance(seconds, int | float) and math.isfinite(seconds) and seconds > 0
    if sitting.finished or not good:
        return sitting
    used = sitting.seconds + min(float(seconds), LONGEST_STEP)
    over = sitting.timed and used >= sitting.allowed
    return replace(sitting, seconds=used, finished=over)


def finish(sitting: Sitting) -> Sitting:
    """Return the sitting with its answers fixed."""
    return replace(sitting, finished=True)


def saved(sitting: Sitting) -> dict[str, Any]:
    """Return the sitting as plain JSON."""
    return {
        "seed": sitting.seed,
        "items": {one.item.id: digest(one.item) for one in sitting.paper},
        "answers": dict(sitting.answers),
        "flagged": sorted(sitting.flagged),
        "seconds": round(sitting.seconds, 1),
        "timed": sitting.timed,
        "finished": sitting.finished,
    }


def restored(bank: Mapping[str, ExamItem], data: Any) -> Sitting | None:
    """Return a saved sitting, whatever is left of it, or None if there is none.

    Items that the bank no longer has, or has in other words, are left out and said so: their
    answers were given to another question.
    """
    if not isinstance(data, Mapping) or not isinstance(data.get("items"), Mapping):
        return None
    seed = data.get("seed") if isinstance(data.get("seed"), str) else ""
    listed = data["items"]
    kept = [
        shown(bank[name], seed)
        for name, mark in listed.items()
        if name in bank and digest(bank[name]) == mark
    ]
    if not kept:
        return None
    notes = []
    if gone := len(listed) - len(kept):
        notes.append(
            f"{gone} of {len(listed)} questions were changed since you began this exam, and are "
            "left out; the others are as they were."
        )
    names = {one.item.id for one in kept}
    given = data.get("answers") if isinstance(data.get("answers"), Mapping) else {}
    answers = {name: place for name, place in given.items() if name in names and _is_place(place)}
    if lost := sum(name in names for name in given) - len(answers):
        notes.append(f"{lost} saved answers could not be read; these questions are open again.")
    flagged = data.get("flagged") if isinstance(data.get("flagged"), list) else []
    flags = frozenset(one for one in flagged if isinstance(one, str) and one in names)
    used = data.get("seconds")
    good = isinstance(used, int | float) and not isinstance(used, bool) and math.isfinite(used)
    if not good or used < 0:
        notes.append("The time used could not be read; it begins at zero.")
    return Sitting(
        seed,
        tuple(kept),
        answers,
        flags,
        float(used) if good and used > 0 else 0.0,
        data.get("timed") is not False,
        data.get("finished") is True,
        tuple(notes),
    )


def digest(item: ExamItem) -> str:
    """Return eight hex digits that change with the question or its options."""
    text = "\n".join((item.stem, *item.options))
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _asked(sitting: Sitting, name: str) -> Asked:
    if sitting.finished:
        raise AnswerError("This exam is finished; its answers stand.")
    for one in sitting.paper:
        if one.item.id == name:
            return one
    raise AnswerError("This question is not in your paper; run the cell again.")


def _is_place(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(LETTERS)
