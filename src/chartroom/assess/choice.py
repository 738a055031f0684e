"""Choice and multiple choice.

Choice: the right option scores 1, any other 0. Multiple: each right pick counts for, each wrong
pick counts against, in shares of the number of right options, never below 0. Picking everything
is therefore worth little.
"""

from __future__ import annotations

from typing import Any

from chartroom.assess.answerfile import AnswerError
from chartroom.assess.entry import option, options_in, quoted, unknown
from chartroom.assess.feedback import Feedback, Item, blank, feedback
from chartroom.assess.records import Question


def parse(question: Question, value: Any) -> Any:
    """Return the answer meant by ``value``: text (``"b"``, ``"a, c"``) or a list of option ids.

    Raises:
        AnswerError: it names no option.
    """
    if question.kind == "choice":
        found = option(value, question.options) if isinstance(value, str) else None
        if found is None:
            raise AnswerError(unknown(value, question.options, question.id))
        return found
    if isinstance(value, str):
        return _in_order(question, options_in(value, question.options, question.id))
    if isinstance(value, list | tuple | set | frozenset):
        return _in_order(question, [parse_one(question, one) for one in value])
    raise AnswerError(unknown(value, question.options, question.id))


def parse_one(question: Question, value: Any) -> str:
    """Return one option's id."""
    found = option(value, question.options) if isinstance(value, str) else None
    if found is None:
        raise AnswerError(unknown(value, question.options, question.id))
    return found


def is_blank(answer: Any) -> bool:
    """True if nothing was picked."""
    return answer in (None, "", [], ())


def form(question: Question, answer: Any) -> tuple[Item, ...]:
    """Return what is off about the form of the answer."""
    picks = _picks(question, answer)
    if picks is None:
        wanted = "one choice" if question.kind == "choice" else "a list of choices"
        example = next(iter(question.options), "a")
        return (Item("form", f"The answer must be {wanted}, such as {example}."),)
    return tuple(
        Item("form", unknown(pick, question.options, question.id), pick)
        for pick in picks
        if question.options and pick not in question.options
    )


def assess(question: Question, answer: Any, graded: bool) -> Feedback:
    """Compare the answer with the key."""
    if is_blank(answer):
        return blank("Choose an answer first.")
    off = form(question, answer)
    picks = _picks(question, answer)
    if picks is None or (off and question.kind == "choice"):
        return feedback(0.0, False, off, "This is not one of the choices.")
    if question.kind == "choice":
        return _choice(question, picks[0])
    return max(
        (_multiple(question, picks, set(right), off) for right in question.solution.answers),
        key=lambda one: one.score,
    )


def reveal(question: Question) -> Feedback:
    """Return the right options with the reason."""
    key = question.solution
    right = (key.answer,) if question.kind == "choice" else key.answer
    texts = question.options
    items = [Item("answer", f"{name}. {quoted(texts.get(name, ''), 300)}", name) for name in right]
    if key.why:
        items.append(Item("answer", key.why, guideline=key.guideline))
    return feedback(0.0, False, items, "The answer:")


def _choice(question: Question, pick: str) -> Feedback:
    key = question.solution
    if pick in key.answers:
        item = Item("right", key.why or "This is the answer.", pick, key.guideline)
        return feedback(1.0, True, [item], "Right.")
    says = key.wrong.get(pick) or "Read the question once more and compare the other choices."
    item = Item("wrong", says, pick, key.guideline)
    return feedback(0.0, True, [item], f"Not right: {pick}.")


def _multiple(
    question: Question, picks: list[str], right: set[str], off: tuple[Item, ...]
) -> Feedback:
    key = question.solution
    hits = [name for name in picks if name in right]
    misses = [name for name in picks if name not in right]
    unknown_ones = {item.target for item in off}
    lacking = len(right) - len(hits)
    items = list(off)
    items += [Item("right", f"{name} belongs here.", name) for name in hits]
    items += [
        Item("wrong", key.wrong.get(name) or f"{name} does not belong here.", name)
        for name in misses
        if name not in unknown_ones
    ]
    if not lacking and not misses:
        if key.why:
            items.append(Item("right", key.why, guideline=key.guideline))
        return feedback(1.0, True, items, "Right.")
    if lacking:
        more = "One more choice belongs here." if lacking == 1 else f"{lacking} more belong here."
        items.append(Item("missing", more))
    summary = f"{len(hits)} of {len(right)} found"
    if misses:
        summary += f", {len(misses)} picked that {'does' if len(misses) == 1 else 'do'} not belong"
    score = max(0.0, (len(hits) - len(misses)) / len(right))
    return feedback(score, not off, items, f"{summary}.")


def _picks(question: Question, answer: Any) -> list[str] | None:
    if question.kind == "choice":
        return [answer] if isinstance(answer, str) else None
    if not isinstance(answer, list | tuple) or not all(isinstance(one, str) for one in answer):
        return None
    return list(dict.fromkeys(answer))


def _in_order(question: Question, names: list[str]) -> list[str]:
    return [name for name in question.options if name in names]
