"""Forms, queues, pictures and their keys as plain JSON-able data, and back.

Nothing here checks: what is damaged raises KeyError, TypeError, ValueError or AttributeError, which
``questions`` turns into one sentence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from chartroom.assess.records import EntryForm, Field, Marker, PartKey, Picture, Rule, WorkItem


def form_data(form: EntryForm) -> dict[str, Any]:
    """Return an entry form as data."""
    fields = [
        _filled(
            id=one.id,
            label=one.label,
            type=one.type,
            options=dict(one.options),
            required=one.required,
            help=one.help,
            unit=one.unit,
            rules=[_filled(kind=r.kind, value=r.value, says=r.says) for r in one.rules],
        )
        for one in form.fields
    ]
    return _filled(fields=fields, today=form.today.isoformat() if form.today else "")


def form_from(data: Mapping[str, Any]) -> EntryForm:
    """Return the form that ``form_data`` described."""
    fields = tuple(
        Field(
            id=str(one["id"]),
            label=str(one["label"]),
            type=str(one["type"]),
            options={str(name): str(text) for name, text in one.get("options", {}).items()},
            required=bool(one.get("required", False)),
            help=str(one.get("help", "")),
            unit=str(one.get("unit", "")),
            rules=tuple(
                Rule(str(r["kind"]), str(r.get("value", "")), str(r.get("says", "")))
                for r in one.get("rules", ())
            ),
        )
        for one in data["fields"]
    )
    today = data.get("today")
    return EntryForm(fields, dt.date.fromisoformat(today) if today else None)


def work_data(work: tuple[WorkItem, ...]) -> list[dict[str, Any]]:
    """Return a queue's items as data."""
    return [
        _filled(
            id=one.id,
            title=one.title,
            text=one.text,
            columns=list(one.columns),
            rows=[[name, list(values)] for name, values in one.rows],
        )
        for one in work
    ]


def work_from(data: list[Mapping[str, Any]]) -> tuple[WorkItem, ...]:
    """Return the items that ``work_data`` described."""
    return tuple(
        WorkItem(
            id=str(one["id"]),
            title=str(one["title"]),
            text=str(one.get("text", "")),
            columns=tuple(str(column) for column in one.get("columns", ())),
            rows=tuple(
                (str(name), tuple(map(str, values))) for name, values in one.get("rows", ())
            ),
        )
        for one in data
    )


def picture_data(picture: Picture) -> dict[str, Any]:
    """Return the picture of a diagram as data."""
    markers = [
        _filled(id=one.id, at=[one.x, one.y], to=list(one.to or ())) for one in picture.markers
    ]
    return {"svg": picture.svg, "describe": picture.describe, "markers": markers}


def picture_from(data: Mapping[str, Any]) -> Picture:
    """Return the picture that ``picture_data`` described."""
    markers = []
    for one in data["markers"]:
        x, y = (float(value) for value in one["at"])
        to = tuple(float(value) for value in one["to"]) if one.get("to") else None
        markers.append(Marker(str(one["id"]), x, y, (to[0], to[1]) if to else None))
    return Picture(str(data["svg"]), str(data["describe"]), tuple(markers))


def part_data(part: PartKey) -> dict[str, Any]:
    """Return the key of a field or an item as data."""
    data = _filled(
        accept=list(part.accept),
        why=part.why,
        wrong=dict(part.wrong),
        guideline=part.guideline,
        reasons=list(part.reasons),
        harm=list(part.harm),
        weight=0 if part.weight == 1 else part.weight,
    )
    return {"answer": part.answer, **data}


def part_from(data: Mapping[str, Any]) -> PartKey:
    """Return the key that ``part_data`` described."""
    return PartKey(
        answer=str(data["answer"]),
        accept=tuple(data.get("accept", ())),
        why=data.get("why", ""),
        wrong=dict(data.get("wrong", {})),
        guideline=data.get("guideline", ""),
        reasons=tuple(data.get("reasons", ())),
        harm=tuple(data.get("harm", ())),
        weight=float(data.get("weight", 1)),
    )


def whole_answer(kind: str, parts: Mapping[str, PartKey]) -> dict[str, Any] | None:
    """Return a perfect answer as a student would have saved it; None for kinds without parts."""
    if kind == "fields":
        return {name: part.answer for name, part in parts.items()}
    if kind == "queue":
        return {
            name: {"decision": part.answer, "reason": part.reasons[0] if part.reasons else ""}
            for name, part in parts.items()
        }
    return None


def _filled(**data: Any) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value not in ("", {}, [], False, 0)}
