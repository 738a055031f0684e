"""An HL7 v2 message explained field by field. Never refuses: broken messages are shown too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chartroom.exchange import meanings, times, v2fields
from chartroom.exchange.shown import Line, Shown
from chartroom.exchange.titles import title
from chartroom.exchange.v2terms import NULL
from chartroom.exchange.v2text import END, START

_USUAL = "|^~\\&"


def explained(text: str) -> Shown:
    """Return every value of a message with its place, name and meaning."""
    body = text.removeprefix("\ufeff").lstrip(START).split(END)[0]
    listed = [line for line in re.split(r"\r\n|\r|\n", body) if line.strip()]
    marks = _USUAL
    if listed and listed[0].startswith("MSH") and len(listed[0]) > 8:
        marks = listed[0][3:8]
    lines = [line for one in listed for line in _segment(one, marks)]
    kind = next((one.value for one in lines if one.place == "MSH-9.1"), "")
    event = next((one.value for one in lines if one.place == "MSH-9.2"), "")
    told = meanings.EVENTS.get(event)
    name = f"HL7 v2 message {kind}^{event}" if kind else "HL7 v2 message without a type"
    return Shown(f"{name}: {told}" if told else name, tuple(lines))


def _segment(line: str, marks: str) -> Iterator[Line]:
    name, *fields = line.split(marks[0])
    known = v2fields.fields().get((name, 0), "")
    yield Line(name, name, known or "no segment we know", "", "")
    start = 1
    if name == "MSH":
        yield Line(name, "MSH-1", v2fields.fields()[name, 1], marks[0], "")
        if fields:
            yield Line(name, "MSH-2", v2fields.fields()[name, 2], fields.pop(0), "")
        start = 3
    newborn = name == "PV1" and fields[3:4] == ["4"]
    for number, field in enumerate(fields, start):
        repeats = field.split(marks[2]) if field else []
        for at, repeat in enumerate(repeats, 1):
            nth = f"[{at}]" if len(repeats) > 1 else ""
            yield from _value(name, number, nth, repeat, marks, newborn)


def _value(
    name: str, number: int, nth: str, text: str, marks: str, newborn: bool
) -> Iterator[Line]:
    field, told = f"{name}-{number}", v2fields.fields().get((name, number), "")
    components = text.split(marks[1])
    for at, component in enumerate(components, 1):
        if component:
            value, part = _plain(component, marks), v2fields.parts().get((field, at))
            dot = f".{at}" if len(components) > 1 else ""
            meaning = _meaning(f"{field}{dot}", value, newborn)
            words = f"{told}: {part}" if part else told
            yield Line(name, f"{field}{nth}{dot}", words, value, meaning)


def _plain(text: str, marks: str) -> str:
    letters = dict(zip("FSRET", marks, strict=True)) | {".br": "\n", "H": "", "N": ""}
    mark = re.escape(marks[3])
    return re.sub(f"{mark}([^{mark}]*){mark}", lambda match: letters.get(match[1], match[0]), text)


def _meaning(place: str, value: str, newborn: bool) -> str:
    if value == NULL:
        return "delete what is there"
    if place in meanings.V2_TIMES:
        try:
            day = times.date_from_hl7(value) if len(value) <= 8 else times.ours_from_hl7(value)
        except ValueError:
            return "no such date or time"
        return meanings.in_words(day)
    if place == "DG1-3.1":
        return title(value) or "not a code of ICD-10-CM"
    if place == "PV1-14" and newborn:  # type 4 gives the points of origin another meaning
        value = f"newborn-{value}"
    codes = meanings.V2.get(place) or meanings.V2.get(f"{place}.1") or {}
    return codes.get(value, "")
