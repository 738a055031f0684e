"""A question and its key: plain frozen records, and the errors they raise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chartroom import cases

KINDS = ("choice", "multiple", "match", "order", "short", "code", "worksheet")


class QuestionError(ValueError):
    """A question file cannot be used. The text says file, line, question, what to do.

    Attributes:
        file: the question file.
        line: line in it, from 1; 0 when no line is to blame.
        message: the sentence without file and line.
    """

    def __init__(self, file: str | Path, line: int, message: str) -> None:
        self.file, self.line, self.message = str(file), line, message
        place = f"{self.file}, line {line}" if line else self.file
        super().__init__(f"{place}: {message}")

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class NoKey(LookupError):
    """The question carries no key: graded work is checked when it is graded."""

    def __init__(self, question: str) -> None:
        super().__init__(question)
        self.question = question

    def __str__(self) -> str:
        return (
            f"'{self.question}' has no key here, because graded work is checked after it is "
            "handed in."
        )

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


@dataclass(frozen=True)
class Numeric:
    """How a number is compared: right within ``tolerance`` of the key, in one of ``units``.

    No ``units`` means that a bare number is wanted. ``required``: the unit must be written.
    """

    tolerance: float = 0.0
    units: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class Encounter:
    """What grading a worksheet must know of the visit, apart from the chart."""

    setting: str
    date: dt.date
    age: int
    sex: str

    @property
    def inpatient(self) -> bool:
        return self.setting == "inpatient"


@dataclass(frozen=True)
class QuestionKey:
    """The right answer and what is said about right and wrong ones.

    ``answer`` is an option id, a tuple of ids (multiple, order), a mapping (match), text (short,
    code) or None (worksheet, which has ``case`` and ``encounter`` instead). ``accept`` holds other
    right answers of the same shape, ``wrong`` a message for each foreseen wrong pick.
    """

    answer: Any = None
    accept: tuple[Any, ...] = ()
    why: str = ""
    wrong: Mapping[str, str] = field(default_factory=dict)
    guideline: str = ""
    hints: tuple[str, ...] = ()
    numeric: Numeric | None = None
    case: cases.Key | None = None
    encounter: Encounter | None = None

    @property
    def answers(self) -> tuple[Any, ...]:
        """The key's answer and the others that are accepted."""
        return (self.answer, *self.accept)


@dataclass(frozen=True)
class Question:
    """One question. ``key`` is None in what a student holds of a graded question.

    ``options`` belong to choice and multiple, ``left`` and ``right`` to match, ``items`` to order:
    each maps an id to its text, in the order in which they are shown. ``case`` names the chart to
    show, ``chart`` is that case.
    """

    id: str
    kind: str
    prompt: str
    points: float | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    left: Mapping[str, str] = field(default_factory=dict)
    right: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    label: str = ""
    objectives: tuple[str, ...] = ()
    case: str = ""
    chart: cases.Case | None = None
    key: QuestionKey | None = None

    @property
    def inpatient(self) -> bool:
        """True if each code of the worksheet needs a POA indicator."""
        if self.key and self.key.encounter:
            return self.key.encounter.inpatient
        return bool(self.chart and self.chart.inpatient)

    @property
    def solution(self) -> QuestionKey:
        """The key.

        Raises:
            NoKey: this copy of the question has none.
        """
        if self.key is None:
            raise NoKey(self.id)
        return self.key
