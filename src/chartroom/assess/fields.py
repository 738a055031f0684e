"""An entry form filled in from a paper.

The score is field accuracy: right fields ÷ all fields, empty ones included, each by its weight (1
unless the key says more or less). A field that the paper does not answer is right when it is empty.
Of a field with several choices a part can be right. An entry that does harm, such as a release that
must not be, makes the whole form worth nothing. What the form itself objects to (a rule, a date
that is none) is said in practice and in graded work alike; a field it objects to is not right.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from chartroom.assess import fieldjudge, fieldvalue
from chartroom.assess.answerfile import AnswerError
from chartroom.assess.entry import option, sentence, shorten
from chartroom.assess.feedback import Feedback, Item, blank, feedback
from chartroom.assess.fieldvalue import typed
from chartroom.assess.records import EntryForm, Question, QuestionKey


def parse(question: Question, value: Any) -> dict[str, str]:
    """Return the entries meant by ``"last = Marrow; first = Eva"`` or a dictionary.

    Fields are named by id or label; entries are parted by semicolons or line ends. A field that is
    not named is empty.

    Raises:
        AnswerError: it holds no entries, or a field that the form does not have.
    """
    form = _form(question)
    if isinstance(value, str):
        parts = [part for part in re.split(r"[;\n]+", value) if part.strip()]
        pairs = [[text.strip() for text in part.split("=", 1)] for part in parts]
    elif isinstance(value, Mapping):
        pairs = [[str(name), _text(question, name, one)] for name, one in value.items()]
    else:
        pairs = [[]]
    labels = {field.id: field.label for field in form.fields}
    found: dict[str, str] = {}
    for pair in pairs:
        if len(pair) != 2:
            example = "; ".join(f"{name} = …" for name in list(labels)[:2])
            raise AnswerError(
                f"The answer to '{question.id}' is not clear; write entries such as '{example}'."
            )
        name = option(pair[0], labels)
        if name is None:
            raise AnswerError(
                f"'{shorten(pair[0])}' is not a field of '{question.id}'; the fields are "
                f"{', '.join(labels)}."
            )
        if name in found:
            raise AnswerError(f"'{name}' is entered twice; enter each field once.")
        found[name] = pair[1]
    return found


def is_blank(answer: Any) -> bool:
    """True if nothing was entered."""
    if isinstance(answer, Mapping):
        return all(value is None or typed(value) == "" for value in answer.values())
    return answer in (None, "", [])


def form(question: Question, answer: Any) -> tuple[Item, ...]:
    """Return what the form objects to, field by field; says nothing about right or wrong."""
    if not isinstance(answer, Mapping):
        return (Item("form", "The answer must be entries, a value for each field."),)
    fields = {field.id: field for field in _form(question).fields}
    objections = fieldvalue.problems(_form(question), answer)
    return tuple(
        Item("form", says, name, about=fields[name].label) for name, says in objections.items()
    )


def assess(question: Question, answer: Any, graded: bool) -> Feedback:
    """Compare each field with the key, and name the slip where one can be told."""
    if is_blank(answer):
        return blank("Fill in the form first.")
    if not isinstance(answer, Mapping):
        return feedback(0.0, False, form(question, answer), "This is not a filled-in form.")
    the_form, key = _form(question), question.solution
    objections = fieldvalue.problems(the_form, answer)
    judged = [
        fieldjudge.judge(question, field, answer, objections.get(field.id, ""), graded)
        for field in the_form.fields
    ]
    items = [item for item, _ in judged]
    hits = sum(item.verdict == "right" for item in items)
    total = len(the_form.fields)
    if hits == total and key.why:
        items.append(Item("right", key.why, guideline=key.guideline))
    says = f"Field accuracy {hits} of {total} ({percent(hits, total)}%)."
    harmed = any(item.verdict == "harm" for item in items)
    if harmed:
        says += " Something here does harm, so the whole counts nothing yet."
    score = 1.0 if hits == total else 0.0 if harmed else _earned(key, judged)
    return feedback(score, not objections or hits == total, items, says)


def reveal(question: Question) -> Feedback:
    """Return what belongs into each field, with the reasons."""
    key = question.solution
    items = []
    for field in _form(question).fields:
        part = key.parts[field.id]
        values = [fieldjudge.written(field, value) for value in part.answers if value]
        says = " or ".join(values) if values else "leave it empty"
        if values and "" in part.answers:
            says += ", or leave it empty"
        text = f"{sentence(says)} {part.why}".strip()
        items.append(Item("answer", text, field.id, part.guideline, about=field.label))
    if key.why:
        items.append(Item("answer", key.why, guideline=key.guideline))
    return feedback(0.0, False, items, "The right entries:")


def percent(hits: int, total: int) -> int:
    """Return a share in whole percent; 100 and 0 only for all and none."""
    share = round(100 * hits / total)
    if hits == total or hits == 0:
        return share
    return min(99, max(1, share))


def _form(question: Question) -> EntryForm:
    return fieldjudge.form_of(question)


def _earned(key: QuestionKey, judged: list[tuple[Item, float]]) -> float:
    weights = {name: part.weight for name, part in key.parts.items()}
    earned = sum(weights[item.target] * share for item, share in judged)
    return earned / sum(weights[item.target] for item, _ in judged)


def _text(question: Question, name: object, value: Any) -> str:
    if isinstance(value, dt.date):
        value = value.isoformat()
    if isinstance(value, list | tuple) and value and all(isinstance(one, str) for one in value):
        value = ", ".join(value)
    text = typed(value)
    if text is None:
        raise AnswerError(
            f"The entry for '{shorten(name)}' must be text or a number, not {type(value).__name__}."
        )
    return text
