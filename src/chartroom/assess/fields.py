"""An entry form filled in from a paper.

The score is field accuracy: right fields ÷ all fields, empty ones included. A field that the paper
does not answer is right when it is empty. What the form itself objects to (a rule, a date that is
none) is said in practice and in graded work alike; a field it objects to is not right.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from chartroom.assess import fieldvalue, slips
from chartroom.assess.answerfile import AnswerError
from chartroom.assess.entry import option, sentence, shorten
from chartroom.assess.feedback import Feedback, Item, blank, feedback
from chartroom.assess.fieldvalue import tidy, typed
from chartroom.assess.records import EntryForm, Field, PartKey, Question

_SENTENCE = re.compile(r"(?<=[.!?;])\s+")


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
    items = [
        _compare(question, field, answer, objections.get(field.id, ""), graded)
        for field in the_form.fields
    ]
    hits = sum(item.verdict == "right" for item in items)
    total = len(the_form.fields)
    if hits == total and key.why:
        items.append(Item("right", key.why, guideline=key.guideline))
    says = f"Field accuracy {hits} of {total} ({percent(hits, total)}%)."
    return feedback(hits / total, not objections or hits == total, items, says)


def reveal(question: Question) -> Feedback:
    """Return what belongs into each field, with the reasons."""
    key = question.solution
    items = []
    for field in _form(question).fields:
        part = key.parts[field.id]
        values = [_written(field, value) for value in part.answers if value]
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
    """The form as the key has it: what students hold beside the notebook may be changed."""
    found = question.key.form if question.key else question.form
    return found or EntryForm(())


def _compare(
    question: Question, field: Field, answer: Mapping[str, Any], objection: str, graded: bool
) -> Item:
    verdict, says = _judge(question, field, answer, objection, graded)
    guideline = "" if verdict == "form" else question.solution.parts[field.id].guideline
    return Item(verdict, says.strip(), field.id, guideline, about=field.label)


def _judge(
    question: Question, field: Field, answer: Mapping[str, Any], objection: str, graded: bool
) -> tuple[str, str]:
    """Return the verdict on a field and what to say."""
    part = question.solution.parts[field.id]
    text = typed(answer.get(field.id))
    text = "" if text is None else text
    if _is_right(field, text, part):  # then a rule can only object to another field's entry
        return "right", _praise(field, text, part)
    listed = _listed(field, text, part, graded) if text.strip() else ""
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
        says = "The paper says something else."
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
            return _without(message, field, part) if graded else message
    return ""


def _without(message: str, field: Field, part: PartKey) -> str:
    hidden = {right for right in part.answers if len(right) > 1}
    hidden |= {_written(field, right) for right in part.answers if right}
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
    for other in _form(question).fields:
        right = question.solution.parts[other.id].answer
        if other.id == field.id or not right or other.type == "choice":
            continue
        value, _ = fieldvalue.read(other, text)
        if _same(value, fieldvalue.read(other, right)[0]):
            return f"This is what belongs into “{other.label}”."
    return ""


def _slip(question: Question, field: Field, text: str, part: PartKey) -> str:
    """Name what went wrong between the paper and the field; "" if no slip is known."""
    value, _ = fieldvalue.read(field, text)
    if not text.strip() or value is None or field.type == "choice":
        return ""
    for right in (right for right in part.answers if right):
        wanted, _ = fieldvalue.read(field, right)
        if field.type == "date":
            says = slips.of_date(value, wanted, _form(question).today)
        elif field.type == "number":
            says = slips.of_number(value, wanted, field.unit)
        elif field.type in ("code", "phone"):
            says = slips.of_code(str(value), str(wanted))
        else:
            says = slips.of_text(" ".join(tidy(text).split("\n")), tidy(right))
        if says:
            return says
    return ""


def _written(field: Field, value: str) -> str:
    if field.type == "choice":
        return field.options.get(value, value)
    found, _ = fieldvalue.read(field, value)
    return fieldvalue.shown(field, found) if isinstance(found, dt.date) else value


def _text(question: Question, name: object, value: Any) -> str:
    if isinstance(value, dt.date):
        value = value.isoformat()
    text = typed(value)
    if text is None:
        raise AnswerError(
            f"The entry for '{shorten(name)}' must be text or a number, not {type(value).__name__}."
        )
    return text
