"""Match: each entry on the left gets one on the right. Each right pair counts the same.

A diagram is matched too: its marks stand on the left, the labels on the right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from chartroom.assess.answerfile import AnswerError
from chartroom.assess.entry import option, quoted, shorten, unknown
from chartroom.assess.feedback import Feedback, Item, blank, feedback
from chartroom.assess.records import Question

_HOW = "write pairs such as {example}"


def parse(question: Question, value: Any) -> dict[str, str]:
    """Return the pairs meant by ``"a=1, b=3"`` or a dictionary.

    Raises:
        AnswerError: it holds no pairs, or an entry the question does not have.
    """
    if isinstance(value, str):
        pairs = [part.strip() for part in re.split(r"[,;\n]+", value) if part.strip()]
        split = [re.split(r"\s*(?:=|:|->|→)\s*", part, maxsplit=1) for part in pairs]
    elif isinstance(value, Mapping):
        split = [[str(left), str(right)] for left, right in value.items()]
    else:
        split = [[]]
    found: dict[str, str] = {}
    for pair in split:
        if len(pair) != 2:
            raise AnswerError(f"The answer to '{question.id}' is not clear; {_how(question)}.")
        left, right = option(pair[0], question.left), option(pair[1], question.right)
        if left is None:
            raise AnswerError(unknown(pair[0], question.left, question.id))
        if right is None:
            raise AnswerError(unknown(pair[1], question.right, question.id))
        if left in found:
            raise AnswerError(f"'{left}' is paired twice; pair each entry once.")
        found[left] = right
    return found


def is_blank(answer: Any) -> bool:
    """True if nothing is paired."""
    if isinstance(answer, Mapping):
        return all(value in (None, "") for value in answer.values())
    return answer in (None, "", [])


def form(question: Question, answer: Any) -> tuple[Item, ...]:
    """Return what is off about the form: unknown entries, entries without a pair."""
    if not isinstance(answer, Mapping):
        return (Item("form", f"The answer must be pairs; {_how(question)}."),)
    items = []
    for left, right in answer.items():
        if question.left and left not in question.left:
            items.append(Item("form", unknown(left, question.left, question.id), str(left)))
        elif right not in (None, "") and question.right and str(right) not in question.right:
            items.append(Item("form", unknown(right, question.right, question.id), str(left)))
    for left in question.left:
        if answer.get(left) in (None, ""):
            items.append(Item("form", f"{_left(question, left)} has no pair yet.", left))
    return tuple(items)


def assess(question: Question, answer: Any, graded: bool) -> Feedback:
    """Compare the pairs with the key."""
    if is_blank(answer):
        return blank("Give each entry its pair first.")
    off = form(question, answer)
    if not isinstance(answer, Mapping):
        return feedback(0.0, False, off, "This is not an answer to a matching question.")
    return max(
        (_compare(question, answer, right, off) for right in question.solution.answers),
        key=lambda one: one.score,
    )


def reveal(question: Question) -> Feedback:
    """Return all pairs with the reason."""
    key = question.solution
    items = [
        Item(
            "answer",
            f"{_left(question, left)} goes with {_name(question.right, right)}.",
            left,
        )
        for left, right in key.answer.items()
    ]
    if key.why:
        items.append(Item("answer", key.why, guideline=key.guideline))
    return feedback(0.0, False, items, "The answer:")


def _compare(
    question: Question, answer: Mapping[str, Any], right: Mapping[str, str], off: tuple[Item, ...]
) -> Feedback:
    key = question.solution
    said = {item.target for item in off}
    items, hits = list(off), 0
    for left, pair in right.items():
        given = "" if answer.get(left) is None else str(answer.get(left))
        if given == pair:
            hits += 1
            items.append(Item("right", f"{_left(question, left)}.", left))
        elif left not in said:
            says = key.wrong.get(f"{left}={given}") or key.wrong.get(left)
            says = says or (
                f"{_left(question, left)} does not go with {_name(question.right, given)}."
            )
            items.append(Item("wrong", says, left))
    if hits == len(right):
        if key.why:
            items.append(Item("right", key.why, guideline=key.guideline))
        return feedback(1.0, True, items, "Right: every pair.")
    summary = f"{hits} of {len(right)} pairs are right."
    return feedback(hits / len(right), not off, items, summary)


def _left(question: Question, left: str) -> str:
    """An entry on the left in a message; what a mark of a diagram points at is too long for one."""
    return f"Marker {left}" if question.kind == "diagram" else _name(question.left, left)


def _name(texts: Mapping[str, str], name: str) -> str:
    return quoted(texts[name]) if name in texts else f"'{shorten(name)}'"


def _how(question: Question) -> str:
    left = list(question.left) or ["a", "b"]
    right = list(question.right) or ["1", "2"]
    return _HOW.format(example=f"'{left[0]}={right[0]}, {left[-1]}={right[-1]}'")
