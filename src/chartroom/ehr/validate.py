"""Check what was typed before it is saved: type, then form, then value."""

from __future__ import annotations

import re
from collections.abc import Mapping

from chartroom.ehr.columns import label, now, problem, today
from chartroom.ehr.tidy import table_of, tidy
from chartroom.hospital.schema import Column

#: Fields that the EHR itself fills in.
OURS = {"patients": ("mrn", "registered_on", "status", "merged_into")}

_EARLIEST = "1900-01-01"
_LENGTHS = {"text": 200_000, "last_name": 100, "first_name": 100, "middle_name": 100, "suffix": 10}
_LENGTH = 500
_FORMS = {
    "zip": (r"[0-9]{5}(-[0-9]{4})?", "five digits, or nine as 00123-4567"),
    "phone": (r"[0-9]{3}-[0-9]{3}-[0-9]{4}", "ten digits, as 555-010-0123"),
    "state": (r"[A-Z]{2}", "two letters"),
    "email": (r"[^@\s]+@[^@\s]+\.[^@\s.]+", "a name, @ and a domain, as ana@example.org"),
    "npi": (r"[0-9]{10}", "ten digits"),
}
_NAMES = ("last_name", "first_name", "middle_name")
_DIAGNOSES = {("diagnoses", "code"), ("encounters", "admitting_code"), ("problems", "code"),
              ("claims", "principal_code")}  # fmt: skip
# What may not be before what, by table.
_ORDER = {
    "patients": (("deceased_on", "birth_date"), ("registered_on", "birth_date")),
    "encounters": (("discharged_at", "admitted_at"),),
    "coverage": (("ends_on", "starts_on"),),
    "beds": (("closed_on", "opened_on"),),
    "release_requests": (("to_date", "from_date"), ("completed_on", "received_on")),
    "deficiencies": (("completed_on", "assigned_on"),),
    "claims": (("discharged_on", "admitted_on"), ("billed_on", "discharged_on")),
    "coding_queue": (("started_at", "entered_at"), ("finished_at", "started_at")),
}
_MAY_BE_AHEAD = ("due_on", "ends_on", "closed_on")
# Marks that turn the direction of writing or hide: a name could be shown as another.
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]")


def validate(
    fields: Mapping[str, object], table: str = "patients", partial: bool = False
) -> dict[str, str]:
    """Return what is wrong, field by field; {} if all can be saved.

    Args:
        fields: column name to what was typed; judged as ``tidy`` would store it.
        table: of the schema.
        partial: fields that are not given are not missed.

    Returns:
        Field name to one sentence, in the order of the table.

    Raises:
        EhrError: there is no such table.
    """
    shape = table_of(table)
    tidied = tidy(fields, table)
    told: dict[str, str] = {}
    for column in shape.columns:
        if column.name in tidied:
            told[column.name] = _first(table, column, tidied[column.name])
        elif column.required and not partial and column.name not in OURS.get(table, ()):
            told[column.name] = f"{label(column)} is missing."
    for name in fields:
        if name not in shape.names:
            told[name] = f"There is no field {str(name)[:40]!r} in {table}."
    for later, earlier in _ORDER.get(table, ()):
        if told.get(later) or told.get(earlier):
            continue
        after, before = tidied.get(later), tidied.get(earlier)
        if after and before and str(after) < str(before):
            told[later] = (
                f"{label(shape.column(later))} {after} is before "
                f"{label(shape.column(earlier)).lower()} {before}."
            )
    return {name: text for name, text in told.items() if text}


def _first(table: str, column: Column, value: object) -> str:
    """Return the first thing that is wrong with one value."""
    wrong = problem(column, value)
    if wrong or value is None:
        return wrong
    if column.type in ("date", "datetime"):
        return _time_problem(column, str(value))
    if isinstance(value, str):
        return _text_problem(column, value) or _code_problem(table, column, value)
    return ""


def _time_problem(column: Column, text: str) -> str:
    name = label(column)
    if text < _EARLIEST:
        return f"{name} {text} is before 1900; check the year."
    limit = today() if column.type == "date" else now()
    if column.name not in _MAY_BE_AHEAD and text > limit:
        return f"{name} {text} is in the future; check the year."
    return ""


def _text_problem(column: Column, text: str) -> str:
    name = label(column)
    most = _LENGTHS.get(column.name, _LENGTH)
    if len(text) > most:
        return f"{name} has {len(text):,} characters; shorten it to {most:,}."
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        return f"{name} holds a broken character; type it again."
    if _HIDDEN.search(text) or (column.name != "text" and re.search(r"[\t\r\n]", text)):
        return f"{name} holds characters that cannot be seen; type it instead of pasting it."
    form, words = _FORMS.get(column.name, ("", ""))
    if form and not (text.isascii() and re.fullmatch(form, text)):
        return f'{name} "{text[:40]}" is not in the right form; write {words}.'
    if column.name in _NAMES and text.isascii() and not any(map(str.isalpha, text)):
        return f'{name} "{text[:40]}" has no letter; write the name.'
    return ""


def _code_problem(table: str, column: Column, text: str) -> str:
    if (table, column.name) in _DIAGNOSES:
        from chartroom import codes  # opens the code set, which most forms do not need

        try:
            found = codes.lookup(text)
        except codes.UnknownCode as error:
            return f"{label(column)}: {error}"
        if not found.billable:
            return (
                f"{label(column)} {found.code} is a heading, not a code to report; choose a more "
                "specific code below it."
            )
        if found.code != text:
            return f"{label(column)} {text} is written {found.code}."
    if table == "procedures" and column.name == "code":
        pcs = re.fullmatch(r"[0-9A-HJ-NP-Z]{7}", text)
        if not pcs and not re.fullmatch(r"[A-Z][0-9]{4}|[0-9]{4}[0-9A-Z]", text):
            return (
                f'Code "{text[:40]}" is neither ICD-10-PCS (seven characters, no I or O) nor HCPCS '
                "(five)."
            )
    return ""
