"""Cases and keys as plain JSON data, so that the two can travel apart.

What a student gets of a graded case is ``public(case)``: the chart and nothing that hints at the
answer (no key, no topics, no slots). What the hidden tests hold is ``key_data(case)``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, TypeVar

from chartroom.cases.records import (
    Accept,
    Alternative,
    Case,
    CaseError,
    Document,
    Evidence,
    Key,
    KeyLine,
    Patient,
    ProcedureLine,
    Query,
    WrongCode,
)

Line = TypeVar("Line", KeyLine, ProcedureLine)
_STAY = {"drg": "", "disposition": "01"}
_CHART = ("case", "title", "kind", "setting", "encounter", "code_set", "variant")


def public(case: Case) -> dict[str, Any]:
    """Return the chart alone as JSON-able data: no key, no topics, no purpose, no other variant."""
    return {
        **{name: getattr(case, name) for name in _CHART},
        "date": case.date.isoformat(),
        "patient": asdict(case.patient),
        "documents": [_plain(document) for document in case.documents],
    }


def from_public(data: Mapping[str, Any]) -> Case:
    """Return the case that ``public`` described, with ``key`` None.

    Raises:
        CaseError: the data is not what ``public`` returns.
    """
    name = str(data.get("case", "chart data")) if isinstance(data, Mapping) else "chart data"
    try:
        return Case(
            **{field: data[field] for field in _CHART},
            date=dt.date.fromisoformat(data["date"]),
            patient=Patient(**data["patient"]),
            documents=tuple(Document(**document) for document in data["documents"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise CaseError(
            name, 0, f"the chart's data is damaged ({error}); get the assignment's files again."
        ) from None


def key_data(case: Case | Key) -> dict[str, Any]:
    """Return a case's key as JSON-able data; fields that hold their default are left out.

    Raises:
        CaseError: the case carries no key.
    """
    key = case if isinstance(case, Key) else case.key
    if key is None:
        raise CaseError(case.case, 0, "this copy of the case has no key; load the case file.")
    data: dict[str, Any] = {"lines": [_plain(line) for line in key.lines]}
    if key.procedures:
        data["procedures"] = [_plain(line) for line in key.procedures]
    data |= {name: getattr(key, name) for name in _STAY if getattr(key, name) != _STAY[name]}
    if key.query is not None:
        data["query"] = _plain(key.query)
    if key.alternatives:
        data["alternatives"] = [_plain(one) for one in key.alternatives]
    if key.wrong:
        data["wrong"] = [_plain(one) for one in key.wrong]
    return data


def key_from(data: Mapping[str, Any]) -> Key:
    """Return the key that ``key_data`` described.

    Raises:
        CaseError: the data is not what ``key_data`` returns.
    """
    try:
        query = data.get("query")
        return Key(
            lines=tuple(_line(KeyLine, one) for one in data["lines"]),
            procedures=tuple(_line(ProcedureLine, one) for one in data.get("procedures", ())),
            **{name: data.get(name, default) for name, default in _STAY.items()},
            query=Query(**_tuples(query)) if query else None,
            alternatives=tuple(Alternative(**_tuples(one)) for one in data.get("alternatives", ())),
            wrong=tuple(WrongCode(**one) for one in data.get("wrong", ())),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise CaseError("key", 0, f"the key's data is damaged ({error}); build it again.") from None


def _plain(record: Any) -> dict[str, Any]:
    data = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name != "line" and value != field.default:
            data[field.name] = _jsonable(value)
    return data


def _jsonable(value: Any) -> Any:
    if isinstance(value, Evidence):
        return [value.document, value.words]
    if isinstance(value, Accept):
        return {"code": value.code, "why": value.why}
    if isinstance(value, tuple):
        return [_jsonable(one) for one in value]
    return value


def _tuples(data: Mapping[str, Any]) -> dict[str, Any]:
    found = {
        name: tuple(value) if isinstance(value, list) else value for name, value in data.items()
    }
    if "evidence" in found:
        found["evidence"] = tuple(Evidence(*pair) for pair in found["evidence"])
    return found


def _line(kind: type[Line], data: Mapping[str, Any]) -> Line:
    found = _tuples(data)
    found["accept"] = tuple(Accept(**one) for one in found.get("accept", ()))
    return kind(**found)
