"""Read the fields of an entry form and the items of a queue from a question file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping
from difflib import get_close_matches
from typing import Any

from chartroom.assess import fieldvalue
from chartroom.assess.records import EntryForm, Field, Rule, WorkItem

#: How a paper may look.
LOOKS = ("form", "handwritten", "fax", "letter", "portal", "phone", "counter")
_LIMITS = ("pattern", "low", "high", "min_length", "max_length", "not_future", "not_before")
_OF_FIELD = ("id", "label", "type", "options", "required", "help", "unit", "rule")
_ID = re.compile(r"[A-Za-z0-9][\w-]*", re.ASCII)

# ``error(place, message)`` makes the error to raise; ``place`` is the way to the part at fault.
Error = Callable[[tuple[str | int, ...], str], Exception]


def read_form(data: Any, today: str, error: Error) -> EntryForm:
    """Return the entry form written as ``fields`` and ``today``.

    Raises:
        Exception: what ``error`` makes, for the first thing that is not in order.
    """
    try:
        day = dt.date.fromisoformat(today) if today else None
    except ValueError:
        raise error(("today",), "'today' must be a date as in 2026-05-14.") from None
    if not isinstance(data, list) or not data:
        raise error(("fields",), "'fields' must be a list, as in '- {id: last, label: Last name}'.")
    read: list[Field] = []
    for number, one in enumerate(data):
        where = ("fields", number)
        if not isinstance(one, dict):
            raise error(where, "a field must be written as {id: last, label: Last name}.")
        read.append(_field(one, where, error))
        if read[-1].id in {field.id for field in read[:-1]}:
            raise error(where, f"two fields have the id '{read[-1].id}'; rename one.")
    form = EntryForm(tuple(read), day)
    for number, field in enumerate(read):
        for rule in field.rules:
            _check_rule(rule, field, form, ("fields", number), error)
    return form


def read_work(data: Any, error: Error) -> tuple[WorkItem, ...]:
    """Return the items of a queue written as ``items``.

    Raises:
        Exception: what ``error`` makes, for the first thing that is not in order.
    """
    if not isinstance(data, dict) or not data:
        raise error(("items",), "'items' must hold entries, as in 'p1: {title: …, text: …}'.")
    return tuple(_item(name, one, ("items", name), error) for name, one in data.items())


def _field(data: Mapping[str, Any], where: tuple[str | int, ...], error: Error) -> Field:
    _known(data, _OF_FIELD, where, error)
    texts = {
        name: _text(data, name, where, error)
        for name in ("id", "label", "type", "required", "help", "unit")
    }
    name, kind = texts["id"], texts["type"] or "text"
    if not _ID.fullmatch(name):
        raise error(where, f"the field's id '{name}' must be a word of letters, digits and -.")
    if not texts["label"]:
        raise error(where, f"field '{name}' has no label; add 'label: …'.")
    if kind not in fieldvalue.TYPES:
        types = ", ".join(fieldvalue.TYPES)
        raise error((*where, "type"), f"type of '{name}' is '{kind}'; write one of: {types}.")
    if texts["required"] not in ("", "true", "false"):
        raise error((*where, "required"), "'required' must be true or false.")
    if texts["unit"] and kind != "number":
        raise error((*where, "unit"), "only a number has a unit; remove it or change the type.")
    options = data.get("options", {})
    if not isinstance(options, dict) or not all(isinstance(v, str) for v in options.values()):
        raise error((*where, "options"), "'options' must be entries, as in {f: Female, m: Male}.")
    if (kind in ("choice", "several")) != bool(options):
        raise error(where, f"field '{name}': a choice needs 'options', any other type has none.")
    if kind == "several" and any("," in one for one in options):
        raise error((*where, "options"), f"the choices of '{name}' must have ids without a comma.")
    rules = data.get("rule", [])
    rules = [rules] if isinstance(rules, dict) else rules
    if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
        raise error((*where, "rule"), "'rule' must be {high: 110} or a list of such.")
    return Field(
        id=name,
        label=texts["label"],
        type=kind,
        options=dict(options),
        required=texts["required"] == "true",
        help=texts["help"],
        unit=texts["unit"],
        rules=tuple(one for rule in rules for one in _rules(rule, where, error)),
    )


def _rules(data: Mapping[str, Any], where: tuple[str | int, ...], error: Error) -> list[Rule]:
    where = (*where, "rule")
    _known(data, (*_LIMITS, "message"), where, error)
    says = _text(data, "message", where, error)
    found = [
        Rule(kind, "" if kind == "not_future" else _text(data, kind, where, error), says)
        for kind in _LIMITS
        if kind in data and data[kind] != "false"
    ]
    if not found:
        raise error(where, f"a rule needs one of: {', '.join(_LIMITS)}.")
    return found


def _check_rule(
    rule: Rule, field: Field, form: EntryForm, where: tuple[str | int, ...], error: Error
) -> None:
    """Refuse a rule that could not be kept, so that no student meets it."""
    where, ordered = (*where, "rule"), field.type in ("date", "number")
    if rule.kind == "pattern":
        try:
            re.compile(rule.value)
        except re.error as trouble:
            raise error(where, f"the pattern cannot be read ({trouble}); correct it.") from None
        if not rule.says:
            raise error(where, "a pattern needs a 'message' that says what to write.")
    elif rule.kind in ("min_length", "max_length"):
        if not rule.value.isascii() or not rule.value.isdigit():
            raise error(where, f"'{rule.kind}' must be a whole number.")
    elif rule.kind in ("low", "high"):
        if not ordered or fieldvalue.read(field, rule.value)[0] is None:
            raise error(where, f"'{rule.kind}' needs a date or number field, and such a value.")
    elif field.type != "date":
        raise error(where, f"'{rule.kind}' belongs to dates; '{field.id}' is a {field.type} field.")
    elif rule.kind == "not_future" and form.today is None:
        raise error(where, "'not_future' needs to know the day; add 'today: 2026-05-14' to the "
                    "question.")  # fmt: skip
    elif rule.kind == "not_before" and rule.value not in {
        one.id for one in form.fields if one.type == "date" and one.id != field.id
    }:
        raise error(where, f"'not_before' names '{rule.value}', which is no other date field.")


def _item(name: str, data: Any, where: tuple[str | int, ...], error: Error) -> WorkItem:
    if not isinstance(data, dict):
        raise error(where, f"item '{name}' must be written as {{title: …, text: …}}.")
    _known(data, ("title", "text", "columns", "compare"), where, error)
    title, text = (_text(data, part, where, error) for part in ("title", "text"))
    if not title:
        raise error(where, f"item '{name}' has no title; add 'title: …'.")
    columns, compare = data.get("columns", []), data.get("compare", {})
    if not isinstance(columns, list) or not all(isinstance(one, str) for one in columns):
        raise error((*where, "columns"), "'columns' must be a list, as in [Record A, Record B].")
    if not isinstance(compare, dict):
        raise error((*where, "compare"), "'compare' must be rows, as in 'Born: [1980, 1981]'.")
    if bool(columns) != bool(compare):
        raise error(where, f"item '{name}': 'columns' and 'compare' go together; add the other.")
    if not text and not compare:
        raise error(where, f"item '{name}' shows nothing; add 'text' or 'columns' and 'compare'.")
    for row, values in compare.items():
        fits = isinstance(values, list) and len(values) == len(columns)
        if not fits or not all(isinstance(value, str) for value in values):
            raise error(
                (*where, "compare", row),
                f"row '{row}' must have {len(columns)} values, one a column; write \"\" for none.",
            )
    rows = tuple((row, tuple(one.strip() for one in values)) for row, values in compare.items())
    return WorkItem(name, title, text, tuple(columns), rows)


def _text(data: Mapping[str, Any], name: str, where: tuple[str | int, ...], error: Error) -> str:
    value = data.get(name, "")
    if not isinstance(value, str):
        raise error((*where, name), f"'{name}' must be text; put quotes around it.")
    return value.strip()


def _known(
    data: Mapping[str, Any], names: Collection[str], where: tuple[str | int, ...], error: Error
) -> None:
    for name in data:
        if name not in names:
            near = get_close_matches(name, names, n=1)
            remedy = f"did you mean '{near[0]}'?" if near else f"known are {', '.join(names)}."
            raise error((*where, name), f"'{name}' is not known here; {remedy}")
