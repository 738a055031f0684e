"""A question and its key: plain frozen records, and the errors they raise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chartroom import cases

KINDS = (
    "choice", "multiple", "match", "order", "short", "code", "worksheet", "fields", "queue",
    "shelf", "diagram", "identify", "procedure",
)  # fmt: skip


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
class Rule:
    """What the form checks by itself when a field is filled in; ``says`` is its message.

    ``kind`` is ``pattern``, ``low``, ``high``, ``min_length``, ``max_length``, ``not_future`` or
    ``not_before``. ``value`` is the pattern, the limit as written, or the other field's id.
    """

    kind: str
    value: str
    says: str = ""


@dataclass(frozen=True)
class Field:
    """One field of an entry form. ``unit`` is shown after a number, ``help`` below the label."""

    id: str
    label: str
    type: str = "text"
    options: Mapping[str, str] = field(default_factory=dict)
    required: bool = False
    help: str = ""
    unit: str = ""
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class EntryForm:
    """The fields of an entry form in order; ``today`` is the day on which it is filled in."""

    fields: tuple[Field, ...]
    today: dt.date | None = None


@dataclass(frozen=True)
class WorkItem:
    """One item of a queue: Markdown, and a table that compares what stands in ``columns``.

    ``rows`` holds the name of each row and its values, one a column.
    """

    id: str
    title: str
    text: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Marker:
    """A numbered mark on a picture: at (``x``, ``y``), with a line to what it points at.

    Positions are in the units of the picture's view box. ``to`` is None where the mark itself
    stands on what it means.
    """

    id: str
    x: float
    y: float
    to: tuple[float, float] | None = None


@dataclass(frozen=True)
class Picture:
    """A diagram to label: its SVG without marks, what it shows in words, and the marks."""

    svg: str
    describe: str
    markers: tuple[Marker, ...]


@dataclass(frozen=True)
class PartKey:
    """The key of one field (``answer``: what to enter, "" if nothing) or of one item of a queue.

    ``accept`` holds other right values or decisions, ``wrong`` a message for each foreseen wrong
    one. Queue only: ``reasons`` (each is right; none: not asked), ``harm`` (wrong decisions that
    do harm) and ``weight``.
    """

    answer: str
    accept: tuple[str, ...] = ()
    why: str = ""
    wrong: Mapping[str, str] = field(default_factory=dict)
    guideline: str = ""
    reasons: tuple[str, ...] = ()
    harm: tuple[str, ...] = ()
    weight: float = 1.0

    @property
    def answers(self) -> tuple[str, ...]:
        """What is right: the answer and the others that are accepted."""
        return (self.answer, *self.accept)


@dataclass(frozen=True)
class QuestionKey:
    """The right answer and what is said about right and wrong ones.

    ``answer`` is an option id, a tuple of ids (multiple, order, shelf), a mapping (match, diagram,
    a misfile on a shelf), text (short, code) or None (worksheet, which has ``case`` and
    ``encounter`` instead; fields and queue, which have ``parts``). ``accept`` holds other
    right answers of the same shape, ``wrong`` a message for each foreseen wrong pick.
    ``form`` repeats the fields' form, so that grading needs no more than the key.
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
    parts: Mapping[str, PartKey] = field(default_factory=dict)
    form: EntryForm | None = None

    @property
    def answers(self) -> tuple[Any, ...]:
        """The key's answer and the others that are accepted."""
        return (self.answer, *self.accept)


@dataclass(frozen=True)
class Question:
    """One question. ``key`` is None in what a student holds of a graded question.

    ``options`` belong to choice and multiple, ``left`` and ``right`` to match (and to diagram: what
    each mark points at, and the labels), ``items`` to order and shelf:
    each maps an id to its text, in the order in which they are shown. ``case`` names the chart to
    show, ``chart`` is that case. ``source`` is a paper in Markdown that looks like ``look``, and
    ``form`` is what is filled in from it (fields). ``work`` is a queue's items; each is decided by
    one of ``options`` and, if there are any, one of ``reasons``. A shelf has ``filing`` (a method
    of ``assess.filing``, or "") and ``task`` (``order`` or ``misfile``), a diagram a ``picture``.
    A worksheet with ``procedures`` asks for what was done, too.
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
    source: str = ""
    look: str = ""
    form: EntryForm | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)
    work: tuple[WorkItem, ...] = ()
    filing: str = ""
    task: str = ""
    picture: Picture | None = None
    procedures: bool = False
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
