"""One door for all kinds of question.

Each kind is a module with the same five functions: ``parse``, ``is_blank``, ``form``, ``assess``
and ``reveal``.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Any, Literal

from chartroom.assess.answerfile import AnswerError
from chartroom.assess.feedback import Feedback, blank, feedback
from chartroom.assess.records import Question, QuestionError

_HOMES = {
    "choice": "choice",
    "multiple": "choice",
    "match": "match",
    "order": "order",
    "short": "short",
    "code": "code",
    "worksheet": "worksheet",
    "fields": "fields",
    "queue": "queue",
    "shelf": "shelf",
    "diagram": "match",
    "identify": "identify",
    "procedure": "procedure",
}
# Kinds whose practice feedback names right values, and so can hold them back.
_TELLING = ("procedure", "worksheet")


def assess(
    question: Question,
    answer: Any,
    mode: Literal["practice", "graded"] = "practice",
    tell: bool = True,
) -> Feedback:
    """Compare an answer with the question's key.

    Args:
        question: a question with its key.
        answer: the answer as saved (any JSON value; see ``parse`` for typed text). Never raises
            because of what the answer holds.
        mode: ``graded`` names no right code that is not in the answer and quotes no evidence.
        tell: False for a first try in practice: of a wrong character of a procedure code the
            place and the rule are named, not yet the right value. The score is the same.

    Raises:
        NoKey: the question has no key.
    """
    if mode not in ("practice", "graded"):
        raise ValueError(f"mode is '{mode}'; use 'practice' or 'graded'.")
    question.solution  # noqa: B018 - NoKey before anything else
    kind, graded = _kind(question), mode == "graded"
    if question.kind in _TELLING:
        return kind.assess(question, answer, graded, tell)
    return kind.assess(question, answer, graded)


def form(question: Question, answer: Any) -> Feedback:
    """Look only at the form of an answer: is it there, does each code exist, is it complete?

    Needs no key and says nothing about right or wrong; the score is always 0.
    """
    kind = _kind(question)
    if kind.is_blank(answer):
        return blank("There is no answer yet.")
    items = kind.form(question, answer)
    if not items:
        return feedback(0.0, True, (), "Answered.")
    return feedback(0.0, False, items, "Answered, but look at this again:")


def is_blank(question: Question, answer: Any) -> bool:
    """True if the question has not been answered."""
    return _kind(question).is_blank(answer)


def reveal(question: Question) -> Feedback:
    """Return the whole answer with reasons, guidelines and the evidence in the chart.

    Raises:
        NoKey: the question has no key.
    """
    question.solution  # noqa: B018
    return _kind(question).reveal(question)


def parse(
    question: Question, value: Any, query: str | bool | None = None, procedures: Any = None
) -> Any:
    """Return the answer, in the form in which it is saved, that was meant by ``value``.

    Args:
        question: the question, with or without key.
        value: ``"b"`` · ``"a, c"`` · ``"a=1, b=3"`` · ``"E11.22"`` ·
            ``"1. E11.22 POA Y; 2. N18.31"`` · ``"last = Marrow; first = Eva"`` ·
            ``"p1 = merge / typo, p2 = refer"`` · ``"c after f"`` · ``"0DTJ4ZZ"``, or the same
            as list or dictionary.
        query: worksheets only: the question to the provider, or True.
        procedures: worksheets that ask for them: ``"45385-PT; J1885 x2"``, or a list of such
            texts, of dictionaries or of ``(code, modifiers, units)``.

    Raises:
        AnswerError: it cannot be understood; one sentence that says what to write.
    """
    if question.kind == "worksheet":
        return _kind(question).parse(question, value, query, procedures)
    if procedures is not None:
        raise AnswerError(f"'{question.id}' is not a worksheet, so it takes no procedures.")
    if query not in (None, False):
        raise AnswerError(f"'{question.id}' is not a worksheet, so there is nothing to query.")
    return _kind(question).parse(question, value)


def _kind(question: Question) -> ModuleType:
    if question.kind not in _HOMES:
        raise QuestionError("question", 0, f"'{question.kind}' is not a kind of question.")
    return import_module(f"chartroom.assess.{_HOMES[question.kind]}")
