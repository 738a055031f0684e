"""From an answer and a key to feedback: plain functions, no widgets, no nbgrader.

``questions.load`` reads questions, ``AnswerBook`` keeps answers, ``assess`` compares the two and
returns a ``Feedback``. ``form`` looks only at the form of an answer and needs no key, ``hints`` and
``reveal`` help, ``parse`` understands an answer typed as text. ``grading`` is what test cells call.
How answers are scored: docs/scoring.md.
"""

from __future__ import annotations

from chartroom.assess.answerfile import AnswerError
from chartroom.assess.answers import AnswerBook
from chartroom.assess.dispatch import assess, form, is_blank, parse, reveal
from chartroom.assess.feedback import VERDICTS, Feedback, Item, cite
from chartroom.assess.questions import (
    from_public,
    hints,
    key_data,
    load,
    load_public,
    practice,
    public,
    with_key,
    write_public,
)
from chartroom.assess.records import NoKey, Question, QuestionError, QuestionKey

__all__ = [
    "VERDICTS",
    "AnswerBook",
    "AnswerError",
    "Feedback",
    "Item",
    "NoKey",
    "Question",
    "QuestionError",
    "QuestionKey",
    "assess",
    "cite",
    "form",
    "from_public",
    "hints",
    "is_blank",
    "key_data",
    "load",
    "load_public",
    "parse",
    "practice",
    "public",
    "reveal",
    "with_key",
    "write_public",
]
