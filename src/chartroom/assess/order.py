"""Order: put all items in sequence.

With n items, the score falls by 1/(n-1) for each item that would have to be moved: one item out
of place among six costs a fifth, the whole list backward scores 0.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

from chartroom.assess.answerfile import AnswerError
from chartroom.assess.entry import option, options_in, quoted, unknown
from chartroom.assess.feedback import Feedback, Item, blank, feedback
from chartroom.assess.records import Question


def parse(question: Question, value: Any) -> list[str]:
    """Return the sequence meant by ``"c, a, b"`` or a list of item ids.

    Raises:
        AnswerError: it names an unknown item, or one twice.
    """
    if isinstance(value, str):
        names = options_in(value, question.items, question.id)
    elif isinstance(value, list | tuple):
        names = []
        for one in value:
            name = option(one, question.items) if isinstance(one, str) else None
            if name is None:
                raise AnswerError(unknown(one, question.items, question.id))
            names.append(name)
    else:
        raise AnswerError(
            f"The answer to '{question.id}' is not clear; write the items in order, such as "
            f"'{', '.join(question.items)}'."
        )
    for name in names:
        if names.count(name) > 1:
            raise AnswerError(f"'{name}' stands twice; put each item in the order once.")
    return names


def is_blank(answer: Any) -> bool:
    """True if nothing has been put in order."""
    return answer in (None, "", [], ())


def form(question: Question, answer: Any) -> tuple[Item, ...]:
    """Return what is off about the form: unknown, repeated or left-out items."""
    if not isinstance(answer, list | tuple) or not all(isinstance(one, str) for one in answer):
        return (Item("form", "The answer must be a list of the items in order."),)
    items = []
    for name in dict.fromkeys(answer):
        if question.items and name not in question.items:
            items.append(Item("form", unknown(name, question.items, question.id), name))
        elif answer.count(name) > 1:
            items.append(Item("form", f"'{name}' stands more than once.", name))
    for name, text in question.items.items():
        if name not in answer:
            items.append(Item("form", f"{quoted(text)} is not in your order yet.", name))
    return tuple(items)


def assess(question: Question, answer: Any, graded: bool, advice: str = "") -> Feedback:
    """Compare the sequence with the key; ``advice`` is said about the first item out of place."""
    if is_blank(answer):
        return blank("Put the items in order first.")
    off = form(question, answer)
    if not isinstance(answer, list | tuple) or not all(isinstance(one, str) for one in answer):
        return feedback(0.0, False, off, "This is not an order of the items.")
    return max(
        (
            _compare(question, list(answer), right, off, advice)
            for right in question.solution.answers
        ),
        key=lambda one: one.score,
    )


def reveal(question: Question) -> Feedback:
    """Return the items in order with the reason."""
    key = question.solution
    items = [
        Item("answer", f"{place}. {quoted(question.items.get(name, name), 200)}", name)
        for place, name in enumerate(key.answer, 1)
    ]
    if key.why:
        items.append(Item("answer", key.why, guideline=key.guideline))
    return feedback(0.0, False, items, "The answer:")


def _compare(
    question: Question,
    answer: list[str],
    right: tuple[str, ...],
    off: tuple[Item, ...],
    advice: str,
) -> Feedback:
    key = question.solution
    if tuple(answer) == right:
        items = [Item("right", key.why, guideline=key.guideline)] if key.why else []
        return feedback(1.0, True, items, "Right: the order is correct.")
    places = [right.index(name) for name in dict.fromkeys(answer) if name in right]
    stay = _longest_rise(places)
    moves = max(1, len(right) - stay)
    score = max(0.0, 1 - moves / (len(right) - 1))
    items = list(off)
    good = 0
    while good < min(len(answer), len(right)) and answer[good] == right[good]:
        good += 1
    if good:
        places_right = "Place 1 is" if good == 1 else f"Places 1 to {good} are"
        items.append(Item("right", f"{places_right} right."))
    if not off:
        says = key.wrong.get(answer[good]) or (
            f"{quoted(question.items.get(answer[good], answer[good]))} does not come "
            f"{'first' if good == 0 else 'next'}. {advice or 'What must be done before it?'}"
        )
        items.append(Item("order", says, answer[good], key.guideline))
    count = "One item is" if moves == 1 else f"{moves} items are"
    summary = f"{count} not yet in the right place."
    return feedback(score, not off, items, summary)


def _longest_rise(places: list[int]) -> int:
    """Return the length of the longest rising subsequence: the items that may stay."""
    ends: list[int] = []
    for place in places:
        spot = bisect_left(ends, place)
        ends[spot : spot + 1] = [place]
    return len(ends)
