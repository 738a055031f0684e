"""The order in which items are shown: mixed, the same each time, and telling nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256

from chartroom.assess.records import Question, QuestionKey


def shown(
    question: Question, key: QuestionKey | None, error: Callable[[str], Exception]
) -> Question:
    """Return the question with its key, its items in an order that does not give the answer.

    Raises:
        Exception: what ``error`` makes, if the ids of a graded question give the answer away
            (they are in what students get): items to be ordered that stand in the right order.
    """
    if key is None:
        return replace(question, key=None)
    if question.kind in ("order", "shelf"):
        given_away = any(tuple(question.items) == right for right in key.answers)
        if given_away and question.points is not None:
            raise error("the items already stand in the right order; list them in another order.")
        if given_away:
            mixed = _mixed(question.items, question.id)
            if any(tuple(mixed) == right for right in key.answers):
                mixed = dict(reversed(mixed.items()))
            return replace(question, items=mixed, key=key)
    if question.kind in ("match", "diagram"):
        in_turn = list(key.answer.values()) == list(question.right)
        if in_turn and len(question.right) > 2:
            if question.points is not None:
                raise error("the pairs stand side by side; list 'right' in another order.")
            mixed = _mixed(question.right, question.id)
            if list(mixed) == list(question.right):
                mixed = dict(reversed(mixed.items()))
            return replace(question, right=mixed, key=key)
    return replace(question, key=key)


def _mixed(texts: Mapping[str, str], salt: str) -> dict[str, str]:
    names = sorted(texts, key=lambda name: sha256(f"{salt}/{name}".encode()).digest())
    return {name: texts[name] for name in names}
