"""A queue of items, each to be decided by the same choices, some with a reason.

An item is worth its weight (1 unless the key says more). A right decision earns it; with a reason
asked and not right, half of it. A wrong decision earns nothing, and one that does harm (merging the
records of two people) takes the item's weight off besides. The score is what was earned, less what
was taken off, divided by all weights; never below 0.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from chartroom.assess.answerfile import AnswerError
from chartroom.assess.entry import option, quoted, shorten, unknown
from chartroom.assess.feedback import Feedback, Item, blank, feedback
from chartroom.assess.records import PartKey, Question

NO_REASON = 0.5
HARM = 1.0


def parse(question: Question, value: Any) -> dict[str, dict[str, str]]:
    """Return the decisions meant by ``"p1 = merge / typo, p2 = refer"`` or a dictionary.

    A dictionary's values are a decision, a pair of decision and reason, or the saved form
    ``{"decision": …, "reason": …}``.

    Raises:
        AnswerError: it holds no decisions, or something that the question does not have.
    """
    if isinstance(value, str):
        parts = [part for part in re.split(r"[,;\n]+", value) if part.strip()]
        pairs = [re.split(r"\s*(?:=|:)\s*", part.strip(), maxsplit=1) for part in parts]
        given: list[Any] = [[p[0], re.split(r"\s*/\s*", p[1])] if len(p) == 2 else p for p in pairs]
    elif isinstance(value, Mapping):
        given = [[str(name), _pair(one)] for name, one in value.items()]
    else:
        given = [[]]
    titles = {one.id: one.title for one in question.work}
    found: dict[str, dict[str, str]] = {}
    for pair in given:
        if len(pair) != 2 or not 1 <= len(pair[1]) <= 2:
            raise AnswerError(f"The answer to '{question.id}' is not clear; {_how(question)}.")
        name, decision = option(str(pair[0]), titles), str(pair[1][0])
        reason = str(pair[1][1]) if len(pair[1]) == 2 else ""
        if name is None:
            raise AnswerError(unknown(pair[0], titles, question.id))
        if name in found:
            raise AnswerError(f"'{name}' is decided twice; decide each item once.")
        found[name] = {
            "decision": _known(decision, question.options, question.id),
            "reason": _known(reason, question.reasons, question.id),
        }
    return found


def is_blank(answer: Any) -> bool:
    """True if nothing is decided."""
    if isinstance(answer, Mapping):
        return not any(any(_given(answer, name)) for name in answer)
    return answer in (None, "", [])


def form(question: Question, answer: Any) -> tuple[Item, ...]:
    """Return what is off about the form: items without decision or reason, unknown choices."""
    if not isinstance(answer, Mapping):
        return (Item("form", f"The answer must be decisions; {_how(question)}."),)
    items = []
    for name, title in _titles(question).items():
        decision, reason = _given(answer, name)
        says = ""
        if not decision:
            says = "Not decided yet."
        elif question.options and decision not in question.options:
            says = unknown(decision, question.options, question.id)
        elif question.reasons and not reason:
            says = "Choose a reason, too."
        elif question.reasons and reason not in question.reasons:
            says = unknown(reason, question.reasons, question.id)
        if says:
            items.append(Item("form", says, name, about=title))
    return tuple(items)


def assess(question: Question, answer: Any, graded: bool) -> Feedback:
    """Compare each decision with the key."""
    if is_blank(answer):
        return blank("Decide about an item first.")
    off = form(question, answer)
    if not isinstance(answer, Mapping):
        return feedback(0.0, False, off, "These are not decisions about the items of a queue.")
    key, titles = question.solution, _titles(question)
    earned, right, partly, harmed, items = 0.0, 0, 0, 0, []
    for name, part in key.parts.items():
        decision, reason = _given(answer, name)
        item, share = _judge(question, titles[name], name, (decision, reason), graded)
        items.append(item)
        right += share == 1.0
        partly += 0 < share < 1
        harmed += share < 0
        earned += part.weight * share
    whole = sum(part.weight for part in key.parts.values())
    if right == len(key.parts) and key.why:
        items.append(Item("right", key.why, guideline=key.guideline))
    says = f"{right} of {len(key.parts)} items are right{f', {partly} partly' if partly else ''}."
    if harmed:
        says += f" {harmed} {'decision does' if harmed == 1 else 'decisions do'} harm."
    # Exactly 1 when all is right: weights such as 0.1 do not sum up to the last digit.
    score = 1.0 if right == len(key.parts) else earned / whole
    return feedback(score, not off or right == len(key.parts), items, says)


def reveal(question: Question) -> Feedback:
    """Return the decision about each item, with the reasons."""
    key, titles = question.solution, _titles(question)
    items = []
    for name, part in key.parts.items():
        says = " or ".join(quoted(question.options.get(one, one)) for one in part.answers)
        if part.reasons:
            named = " or ".join(quoted(question.reasons.get(one, one)) for one in part.reasons)
            says += f", because of {named}"
        text = f"{says}. {part.why}".strip()
        items.append(Item("answer", text, name, part.guideline, about=titles[name]))
    if key.why:
        items.append(Item("answer", key.why, guideline=key.guideline))
    return feedback(0.0, False, items, "The right decisions:")


def _judge(
    question: Question, title: str, name: str, given: tuple[str, str], graded: bool
) -> tuple[Item, float]:
    """Return what is said about one decision, and what it earns as a share of its weight."""
    part, (decision, reason) = question.solution.parts[name], given
    if decision in part.answers:
        if not part.reasons or reason in part.reasons:
            return _item("right", title, part.why or "Right.", name, part), 1.0
        says = part.wrong.get(reason, "") if reason else "Choose a reason, too."
        says = says if not graded or not _names(question, says, part.reasons) else ""
        says = f"The decision is right. {says or 'Another reason fits what the record shows.'}"
        return _item("partly", title, says, name, part), NO_REASON
    if not decision:
        return _item("missing", title, "Not decided yet.", name, part), 0.0
    says = part.wrong.get(decision, "")
    if graded:
        says = " ".join(
            one
            for one in re.split(r"(?<=[.!?;])\s+", says)
            if not _names(question, one, part.answers)
        )
    picked = question.options.get(decision, decision)
    says = says or f"{quoted(picked)} does not fit. {_advice(question, name, graded)}"
    if decision in part.harm:
        return _item("harm", title, says, name, part), -HARM
    return _item("wrong", title, says, name, part), 0.0


def _advice(question: Question, name: str, graded: bool) -> str:
    """Say where to look where the key has no words about the decision: by a hint in practice."""
    hints = question.solution.hints
    if hints and not graded:
        return hints[0]
    compared = any(one.columns for one in question.work if one.id == name)
    return "Compare what agrees and what differs." if compared else "Read the item again."


def _item(verdict: str, title: str, says: str, name: str, part: PartKey) -> Item:
    return Item(verdict, says, name, part.guideline, about=title)


def _names(question: Question, text: str, hidden: tuple[str, ...]) -> bool:
    """True if a sentence names a right choice by its text."""
    texts = {**question.options, **question.reasons}
    return any(texts[one].casefold() in text.casefold() for one in hidden if one in texts)


def _titles(question: Question) -> dict[str, str]:
    """The items' titles; their ids where the question has lost its texts."""
    known = {one.id: one.title for one in question.work}
    names = question.key.parts if question.key else known
    return {name: known.get(name, name) for name in names}


def _given(answer: Mapping[str, Any], name: str) -> tuple[str, str]:
    one = answer.get(name)
    return _choice(one, "decision"), _choice(one, "reason")


def _choice(value: Any, what: str) -> str:
    found = value.get(what) if isinstance(value, Mapping) else None
    return found if isinstance(found, str) else ""


def _pair(value: Any) -> list[Any]:
    if isinstance(value, Mapping):
        return [value.get("decision") or "", value.get("reason") or ""]
    return list(value) if isinstance(value, list | tuple) else [value]


def _known(typed: str, options: Mapping[str, str], question: str) -> str:
    if not typed:
        return ""
    found = option(typed, options)
    if found is None:
        raise AnswerError(unknown(shorten(typed), options, question))
    return found


def _how(question: Question) -> str:
    name = question.work[0].id if question.work else "p1"
    pick = next(iter(question.options), "a")
    reason = f" / {next(iter(question.reasons))}" if question.reasons else ""
    return f"write decisions such as '{name} = {pick}{reason}'"
