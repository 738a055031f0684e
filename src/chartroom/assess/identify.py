"""Identifiers to be marked in a text, each with its type; scored by precision and recall.

An answer is a list of marks, ``"12-22 name"``: from which character to which (not included), and
the type. What the key accepts may be marked and need not. The score is the F-measure, 2PR ÷ (P+R),
of marks that cover an identifier of their type and little else (``privacy.score``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from chartroom.assess.answerfile import AnswerError
from chartroom.assess.entry import option, quoted, shorten, unknown
from chartroom.assess.feedback import Feedback, Item, blank, feedback
from chartroom.assess.records import Question
from chartroom.privacy import Identifier, score
from chartroom.privacy.marking import SLACK

_MARK = re.compile(r"(\d{1,6})-(\d{1,6}) (.+)", re.ASCII)


def parse(question: Question, value: Any) -> list[str]:
    """Return the marks meant by ``"Mae Oliver = name; 04/17/2026 = date"``, a dictionary, or marks.

    Words stand for every place where they stand in the text, but for those inside longer words
    that are named too.

    Raises:
        AnswerError: words that are not in the text, or a type that is not offered.
    """
    if isinstance(value, list | tuple):
        if len(marks(question, value)) != len(value):
            raise AnswerError(f"The answer to '{question.id}' holds something that is no mark.")
        return [str(one) for one in value]
    if isinstance(value, Mapping):
        pairs = [(str(words), str(kind)) for words, kind in value.items()]
    else:
        parts = [part for part in re.split(r"[;\n]+", str(value)) if part.strip()]
        pairs = [(words, kind) for words, _, kind in (part.rpartition("=") for part in parts)]
    found: set[Identifier] = set()
    for words, kind in pairs:
        name = option(kind, question.options)
        if not words.strip():
            raise AnswerError(
                f"The answer to '{question.id}' is not clear; write marks such as 'Mae = name'."
            )
        if name is None:
            raise AnswerError(unknown(kind.strip(), question.options, question.id))
        places = spots(question.source, words.strip(), name)
        if not places:
            raise AnswerError(f"“{shorten(words)}” does not stand in the text; copy it exactly.")
        found.update(places)
    return written(
        one for one in found if not any(one != other and _inside(one, other) for other in found)
    )


def is_blank(answer: Any) -> bool:
    """True if nothing is marked."""
    return not answer


def form(question: Question, answer: Any) -> tuple[Item, ...]:
    """Return what is off about the form of the marks."""
    if isinstance(answer, list | tuple) and len(marks(question, answer)) == len(answer):
        return ()
    return (Item("form", "Something here is no mark in this text; remove it and mark again."),)


def assess(question: Question, answer: Any, graded: bool) -> Feedback:
    """Compare the marks with the key, type by type."""
    if is_blank(answer):
        return blank("Mark something first.")
    off = form(question, answer)
    mine = tuple(one for one in marks(question, answer) if not _neutral(question, one))
    wanted = marks(question, question.solution.answer)
    scores = score(mine, wanted)
    whole = scores.pop("all")
    items = [_about(question, kind, scores[kind]) for kind in question.options if kind in scores]
    items += _needless(question, mine, wanted)
    right = sum(one.right for one in scores.values())
    fitting = sum(one.fitting for one in scores.values())
    perfect = right == len(wanted) and fitting == len(mine)
    if perfect and question.solution.why:
        items.append(Item("right", question.solution.why, guideline=question.solution.guideline))
    says = (
        f"Recall: {right} of {len(wanted)} are marked with their type. "
        f"Precision: {fitting} of your {len(mine)} marks fit."
    )
    if whole.right > right:
        says += f" {whole.right - right} more are covered, under another type."
    share = 1.0 if perfect else 2 * right * fitting / _denominator(right, fitting, mine, wanted)
    return feedback(share, not off, (*off, *items), says)


def reveal(question: Question) -> Feedback:
    """Return what is to be marked, type by type."""
    key = question.solution
    wanted = marks(question, key.answer)
    items = []
    for kind, label in question.options.items():
        words = dict.fromkeys(
            question.source[one.start : one.end] for one in wanted if one.kind == kind
        )
        if words:
            items.append(Item("answer", "; ".join(words), about=label))
    if key.why:
        items.append(Item("answer", key.why, guideline=key.guideline))
    return feedback(0.0, False, items, "What identifies:")


def marks(question: Question, answer: Any) -> tuple[Identifier, ...]:
    """Return the marks of an answer that are marks in this text; an answer may hold anything."""
    found = set()
    for one in answer if isinstance(answer, list | tuple) else ():
        match = _MARK.fullmatch(one) if isinstance(one, str) else None
        if match and match[3] in question.options:
            start, end = int(match[1]), int(match[2])
            if start < end <= len(question.source):
                found.add(Identifier(start, end, match[3]))
    return tuple(sorted(found))


def written(found: Iterable[Identifier]) -> list[str]:
    """Return marks as an answer holds them, in the order of the text."""
    return [f"{one.start}-{one.end} {one.kind}" for one in sorted(found)]


def spots(text: str, words: str, kind: str) -> list[Identifier]:
    """Return every place of a text where words stand by themselves."""
    pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
    return [Identifier(m.start(), m.end(), kind) for m in re.finditer(pattern, text)]


def _neutral(question: Question, mark: Identifier) -> bool:
    """Return whether a mark is on something that may be marked and need not."""
    free = (one for accepted in question.solution.accept for one in marks(question, accepted))
    return any(
        _inside(one, mark) and len(range(mark.start, mark.end)) <= one.end - one.start + SLACK
        for one in free
    )


def _inside(one: Identifier, other: Identifier) -> bool:
    return other.start <= one.start and one.end <= other.end


def _denominator(right: int, fitting: int, mine: tuple, wanted: tuple) -> float:
    """2PR/(P+R) with P = fitting/marks and R = right/wanted, over one denominator."""
    return max(fitting * len(wanted) + right * len(mine), 1)


def _about(question: Question, kind: str, one: Any) -> Item:
    wanted = one.right + one.missed
    label = question.options[kind]
    if not wanted:
        few = "This mark fits" if one.extra == 1 else f"These {one.extra} marks fit"
        return Item("extra", f"{few} nothing of this type.", about=label)
    says = f"{one.right} of {wanted} marked."
    if one.extra:
        few = "1 mark does" if one.extra == 1 else f"{one.extra} marks do"
        says += f" {few} not fit: of another type, or too wide."
    if not one.missed and not one.extra:
        return Item("right", says, about=label)
    return Item("partly" if one.right else "missing", says, about=label)


def _needless(
    question: Question, mine: tuple[Identifier, ...], wanted: tuple[Identifier, ...]
) -> list[Item]:
    """Return what is said about marks on words that identify nobody."""
    items = []
    for one in mine:
        if not any(one.start < other.end and other.start < one.end for other in wanted):
            words = question.source[one.start : one.end]
            says = question.solution.wrong.get(words, "This identifies nobody.")
            items.append(Item("extra", says, about=quoted(words)))
    return items
