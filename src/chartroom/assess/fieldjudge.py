"""What is said about one field of an entry form, and what it earns."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from chartroom.assess import fieldvalue, several, slips
from chartroom.assess.feedback import Item
from chartroom.assess.fieldvalue import tidy, typed
from chartroom.assess.records import EntryForm, Field, PartKey, Question

_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_PICKED = ("choice", "several")


def judge(
    question: Question, field: Field, answer: Mapping[str, Any], objection: str, graded: bool
) -> tuple[Item, float]:
    """Return what is said about a field, and what part of its weight it earns.

    Args:
        question: a form with its key.
        field: one of its fields.
        answer: all entries as they were saved.
        objection: what the form itself objects to in this field, or "".
        graded: say nothing that names the right entry.
    """
    part = question.solution.parts[field.id]
    text = typed(answer.get(field.id)) or ""
    if field.type == "several":
        verdict, says, share = several.judge(field, text, part, objection)
        says = without(says, field, part) if graded and verdict != "right" else says
    else:
        verdict, says = _judge(question, field, text, objection, graded)
        share = float(verdict == "right")
    guideline = "" if verdict == "form" else part.guideline
    return Item(verdict, says.strip(), field.id, guideline, about=field.label), share


def form_of(question: Question) -> EntryForm:
    """Return the form as the key has it: what students hold beside the notebook may be changed."""
    found = question.key.form if question.key else question.form
    return found or EntryForm(())


def _judge(
    question: Question, field: Field, text: str, objection: str, graded: bool
) -> tuple[str, str]:
    """Return the verdict on a field and what to say."""
    part = question.solution.parts[field.id]
    if _is_right(field, text, part):  # then a rule can only object to another field's entry
        return "right", _praise(field, text, part)
    listed = _listed(field, text, part, graded) if text.strip() else ""
    if fieldvalue.read(field, text)[0] in part.harm:
        return "harm", listed or "This does harm."
    if objection:
        more = listed or _slip(question, field, text, part)
        return "form", f"{objection} {more}"
    if not text.strip():
        return "missing", listed or "This is empty, and the paper has something for it."
    says = listed or _neighbor(question, field, text) or _slip(question, field, text, part)
    if part.answer == "":
        unsaid = "The paper does not say this. Leave the field empty; never guess a value."
        return "extra", says or unsaid
    if not says and field.type == "choice":
        says = "Look at the paper again."
    unlike = "This is not what the paper says. Compare the two, one character at a time."
    return "wrong", says or unlike


def _is_right(field: Field, text: str, part: PartKey) -> bool:
    if not text.strip():
        return "" in part.answers
    value, _ = fieldvalue.read(field, text)
    return any(_same(value, fieldvalue.read(field, right)[0]) for right in part.answers if right)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return one == other or abs(one - other) <= 1e-9 * max(abs(one), abs(other))
    return one is not None and one == other


def _praise(field: Field, text: str, part: PartKey) -> str:
    if not text.strip():
        return f"Left empty, as it should be. {part.why}"
    if field.type == "choice" and part.why:
        return part.why
    capitals = ""
    if field.type == "text" and tidy(text).rstrip(".") not in {
        tidy(right).rstrip(".") for right in part.answers
    }:
        capitals = "The capitals differ from the paper. That does not count here; copy them too."
    return f"{capitals or 'As on the paper.'} {part.why}"


def _listed(field: Field, text: str, part: PartKey, graded: bool) -> str:
    """The author's message for this value; when graded, no sentence that names the right one."""
    value, _ = fieldvalue.read(field, text)
    plain = tidy(text).casefold()
    for wrong, message in part.wrong.items():
        foreseen, _ = fieldvalue.read(field, wrong)
        if plain == tidy(wrong).casefold() or _same(value, foreseen):
            return without(message, field, part) if graded else message
    return ""


def without(message: str, field: Field, part: PartKey) -> str:
    """Return a message without the sentences that name a right entry."""
    hidden = {right for right in part.answers if len(right) > 1}
    for right in (right for right in part.answers if right):
        hidden |= set(_texts(field, right))
    kept = [
        one
        for one in _SENTENCE.split(message)
        if not any(
            re.search(rf"(?<!\w){re.escape(words.casefold())}(?!\w)", one.casefold())
            for words in hidden
        )
    ]
    return " ".join(kept)


def _neighbor(question: Question, field: Field, text: str) -> str:
    for other in form_of(question).fields:
        right = question.solution.parts[other.id].answer
        if other.id == field.id or not right or other.type in _PICKED:
            continue
        value, _ = fieldvalue.read(other, text)
        if _same(value, fieldvalue.read(other, right)[0]):
            return f"This is what belongs into “{other.label}”."
    return ""


def _slip(question: Question, field: Field, text: str, part: PartKey) -> str:
    """Name what went wrong between the paper and the field; "" if no slip is known."""
    value, _ = fieldvalue.read(field, text)
    if not text.strip() or value is None or field.type in _PICKED:
        return ""
    for right in (right for right in part.answers if right):
        wanted, _ = fieldvalue.read(field, right)
        if field.type == "date":
            says = slips.of_date(value, wanted, form_of(question).today)
        elif field.type == "number":
            says = slips.of_number(value, wanted, field.unit)
        elif field.type in ("code", "phone"):
            says = slips.of_code(str(value), str(wanted))
        else:
            says = slips.of_text(" ".join(tidy(text).split("\n")), tidy(right))
        if says:
            return says
    return ""


def written(field: Field, value: str) -> str:
    """Return an entry of the key as people write it."""
    return "; ".join(_texts(field, value))


def _texts(field: Field, value: str) -> list[str]:
    if field.type in _PICKED:
        return [field.options.get(one, one) for one in fieldvalue.names(value)]
    found, _ = fieldvalue.read(field, value)
    return [fieldvalue.shown(field, found) if isinstance(found, dt.date) else value]
