"""What was typed into a field, by the field's type: read, compared, and checked by its rules."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from chartroom.assess import numbers, usdate
from chartroom.assess.entry import option, shorten
from chartroom.assess.records import EntryForm, Field, Rule

TYPES = ("text", "area", "date", "number", "choice", "several", "code", "phone")
LONGEST = 2000

_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "`": "'"})
_PHONE = re.compile(
    r"([\d\s().+\-/]+?)(?:\s*(?:ext\.?|x|#)\s*(\d{1,6}))?", re.ASCII | re.IGNORECASE
)


def tidy(text: str) -> str:
    """Return text with plain quotes, dashes and blanks, and nothing around it; capitals stay."""
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    return _DASHES.sub("-", text).strip()


def typed(value: Any) -> str | None:
    """Return what an answer holds for a field as text, or None if that is no text or number."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value)


def read(field: Field, text: str) -> tuple[Any, str]:
    """Return what is compared and "", or None and what is the matter, as a sentence.

    Text compares without regard to capitals and outer blanks; an area also without line ends; a
    code without blanks, commas, dots and hyphens; a phone number by its ten digits; a date and a
    number by value; a choice by its option, and several choices as a set.
    """
    text = tidy(text)
    if len(text) > LONGEST:
        return None, f"This is too long for the field ({len(text):,} characters)."
    if field.type == "date":
        return usdate.read(text)
    if field.type == "number":
        return _number(field, text)
    if field.type == "choice":
        found = option(text, field.options)
        return found, "" if found is not None else "Choose an entry of the list."
    if field.type == "several":
        picked = [option(one, field.options) for one in names(text)]
        return (None, "Choose entries of the list.") if None in picked else (frozenset(picked), "")
    if field.type == "phone":
        return _phone(text)
    if field.type == "code":
        code = re.sub(r"[\s.,\-/]", "", text).upper()
        return (code, "") if code else (None, "There is neither a letter nor a digit in it.")
    if field.type == "area":
        return " ".join(text.split()).casefold().rstrip("."), ""
    return text.casefold().rstrip("."), ""


def names(text: str) -> list[str]:
    """Return what several choices name, such as ``a`` and ``c`` for ``a, c``."""
    return [one.strip() for one in text.split(",") if one.strip()]


def problems(form: EntryForm, answer: Mapping[str, Any]) -> dict[str, str]:
    """Return what the form itself objects to: a sentence for each field that is not in order."""
    found = {}
    for field in form.fields:
        text = typed(answer.get(field.id))
        says = "This is neither text nor a number." if text is None else _problem(form, field, text)
        for rule in field.rules if text and text.strip() and not says else ():
            says = says or broken(rule, form, field, text, answer)
        if says:
            found[field.id] = says
    return found


def broken(rule: Rule, form: EntryForm, field: Field, text: str, answer: Mapping[str, Any]) -> str:
    """Return the message of a rule that ``text`` breaks, or nothing."""
    text, limit = tidy(text), rule.value
    value, _ = read(field, text)
    kind = rule.kind
    says = ""
    # A code's capitals do not count: the entry must not be refused for what is right anyway.
    flags = re.IGNORECASE if field.type == "code" else 0
    if kind == "pattern" and (len(text) > 300 or not re.fullmatch(limit, text, flags)):
        says = "This does not have the form that the field asks for."
    elif kind == "min_length" and len(text) < int(limit):
        says = f"This needs at least {limit} characters; it has {len(text)}."
    elif kind == "max_length" and len(text) > int(limit):
        says = f"At most {limit} characters fit here; this has {len(text)}."
    elif kind in ("low", "high") and value is not None:
        edge, _ = read(field, limit)
        if value < edge if kind == "low" else value > edge:
            side = "below" if kind == "low" else "above"
            says = f"This is {side} what the field takes ({shown(field, edge)})."
    elif kind == "not_future" and value is not None and form.today and value > form.today:
        says = f"This day is still to come: today is {usdate.written(form.today)}."
    elif kind == "not_before" and value is not None:
        other = next(one for one in form.fields if one.id == limit)
        first, _ = usdate.read(tidy(typed(answer.get(limit)) or ""))
        if first is not None and value < first:
            says = f"This is before “{other.label}”."
    return (rule.says or says) if says else ""


def shown(field: Field, value: Any) -> str:
    """Return a value that ``read`` gave as people write it."""
    if isinstance(value, dt.date):
        return usdate.written(value)
    if isinstance(value, float):
        return f"{value:g} {field.unit}".strip()
    return str(value)


def _problem(form: EntryForm, field: Field, text: str) -> str:
    if text.strip():
        return read(field, text)[1]
    return "This field must be filled in." if field.required else ""


def _number(field: Field, text: str) -> tuple[float | None, str]:
    found = numbers.read(text)
    if found is None:
        return None, "This is not a number; write it plainly, such as 98.6."
    number, unit = found
    if unit and not (field.unit and numbers.same_unit(unit, field.unit)):
        wanted = f"in {field.unit}" if field.unit else "without a unit"
        return None, f"Enter the number {wanted}, not in “{shorten(unit, 20)}”."
    return number, ""


def _phone(text: str) -> tuple[str | None, str]:
    found = _PHONE.fullmatch(text)
    digits = re.sub(r"\D", "", found[1]) if found else ""
    if not digits:
        return None, "This is not a phone number; write ten digits."
    if len(digits) == 11 and digits[0] == "1":
        digits = digits[1:]
    if len(digits) != 10:
        return None, f"A US phone number has ten digits; this has {len(digits)}."
    assert found is not None
    return digits + (f"x{found[2]}" if found[2] else ""), ""
