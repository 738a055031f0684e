"""A FHIR bundle or resource explained element by element."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from typing import Any

from chartroom.exchange import fhircheck, meanings, times
from chartroom.exchange import fhirterms as t
from chartroom.exchange.shown import Line, Shown
from chartroom.exchange.titles import title
from chartroom.hospital.schema import ADMISSION_SOURCES, ADMISSION_TYPES, DISPOSITIONS

_CODES = {
    f"{t.NUBC}/PriorityTypeOfAdmitOrVisit": ADMISSION_TYPES,
    f"{t.NUBC}/PointOfOrigin": ADMISSION_SOURCES,
    f"{t.NUBC}/PointOfOriginNewborn": {
        code.removeprefix("newborn-"): words for code, words in ADMISSION_SOURCES.items()
    },
    f"{t.NUBC}/PatDischargeStatus": DISPOSITIONS,
    f"{t.V3}ActCode": {
        "IMP": "inpatient",
        "EMER": "emergency",
        "AMB": "ambulatory",
        "OBSENC": "observation",
    },
    f"{t.V3}ObservationInterpretation": meanings.FLAGS,
}
_SYSTEMS = {
    t.ICD10CM: "ICD-10-CM",
    t.ICD10PCS: "ICD-10-PCS",
    t.HCPCS: "HCPCS",
    t.LOINC: "LOINC",
    t.UCUM: "units of measure (UCUM)",
    t.NPI: "National Provider Identifier",
    t.SSN: "Social Security number",
    t.RACE: "race (US Core)",
    t.ETHNICITY: "ethnicity (US Core)",
    f"{t.ID}/mrn": "Tern Harbor's medical record numbers",
}


def explained(text: str) -> Shown:
    """Return every element of a bundle or resource with its path, name and meaning.

    Raises:
        ExchangeError: the text is not JSON.
    """
    parsed = fhircheck.parsed(text)
    kind = parsed.get("resourceType", "") if isinstance(parsed, dict) else ""
    if kind != "Bundle":
        return Shown(f"FHIR {kind or 'JSON without a resourceType'}", tuple(_resource(parsed)))
    entries = parsed.get("entry")
    entries = entries if isinstance(entries, list) else []
    lines = [Line("Bundle", "type", "kind of bundle", str(parsed.get("type", "")), "")]
    for entry in entries:
        lines += _resource(entry.get("resource") if isinstance(entry, dict) else entry)
    return Shown(f"FHIR Bundle of {len(entries)} resources", tuple(lines))


def _resource(one: Any) -> Iterator[Line]:
    kind = str(one.get("resourceType", "?")) if isinstance(one, dict) else "?"
    yield Line(kind, kind, "resource", str(one.get("id", "")) if isinstance(one, dict) else "", "")
    yield from _walk(kind, one, "", {})


def _walk(kind: str, value: Any, path: str, around: dict[str, Any]) -> Iterator[Line]:
    if isinstance(value, dict):
        for name, part in value.items():
            if path or name not in ("resourceType", "id"):
                yield from _walk(kind, part, f"{path}.{name}".lstrip("."), value)
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from _walk(kind, part, f"{path}[{at}]" if len(value) > 1 else path, around)
    else:
        name = re.sub(r"\[\d+\]", "", path)
        text = value if isinstance(value, str) else json.dumps(value)
        yield Line(kind, path, _words(name), text, _meaning(name.rsplit(".", 1)[-1], text, around))


def _words(path: str) -> str:
    """Return an element's path in words: "period.startDate" as "period: start date"."""
    names = [name for name in path.split(".") if name != "coding"][-2:]
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", ": ".join(names)).lower()


def _meaning(name: str, text: str, around: dict[str, Any]) -> str:
    if name in ("system", "url"):
        own = text.removeprefix(f"{t.EXT}/")
        return _SYSTEMS.get(text) or (
            "" if own == text else f"Tern Harbor's own: {own.replace('-', ' ')}"
        )
    if name == "code":
        system = around.get("system")
        if system == t.ICD10CM:
            return title(text) or "not a code of ICD-10-CM"
        return _CODES.get(str(system), {}).get(text, "")
    if name == "valueCode":
        return meanings.POA.get(text, "")
    if name == "reference":
        return "points to " + text.replace("/", " ", 1)
    if name == "data":
        return _decoded(text)
    if re.fullmatch(r"\d{4}-\d\d-\d\d(T.*)?", text):
        try:
            ours = times.ours_from_fhir(text) if "T" in text else times.date_checked(text)
        except ValueError:
            return "no such date or time"
        return meanings.in_words(ours)
    return ""


def _decoded(text: str) -> str:
    try:
        words = base64.b64decode(text, validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return "not text written as base64"
    return f"text: {words if len(words) <= 200 else words[:197] + '...'}"
