"""The code set as the code picker and the code finder show it: plain data for the browser."""

from __future__ import annotations

from typing import Any

from chartroom import codes
from chartroom.assess import procedureform, procedurerows
from chartroom.codes import cpt

#: Note kinds in the words of the Tabular List.
NOTE_LABELS = {
    "includes": "Includes",
    "inclusion-term": "Also called",
    "code-first": "Code first",
    "use-additional": "Use additional code",
    "code-also": "Code also",
    "excludes1": "Excludes1: never coded together with this",
    "excludes2": "Excludes2: not part of this; both may be coded",
    "seventh-character": "7th character",
    "note": "Note",
}
_MOST_HITS = 30


def search(text: str, limit: int = 8) -> dict[str, Any]:
    """Return codes for what was typed so far: ``{"hits": [{code, title, why, billable}, ...]}``."""
    text = " ".join(str(text).split())
    if not text:
        return {"hits": []}
    found = codes.type_ahead(text, limit=max(1, min(int(limit), _MOST_HITS)))
    return {
        "hits": [
            {
                "code": hit.code,
                "title": hit.title,
                "why": "" if hit.why == "title" else hit.why,
                "billable": codes.lookup(hit.code).billable,
            }
            for hit in found
        ]
    }


def code(text: str) -> dict[str, Any]:
    """Return ``{"code": {...}}`` for a code, or ``{"unknown": sentence}``.

    The code's data: ``code, title, billable, path, notes, seventh, children``. Notes come grouped
    by kind, each with where it stands if it is inherited.
    """
    try:
        entry = codes.lookup(str(text))
    except codes.UnknownCode as unknown:
        return {"unknown": str(unknown)}
    notes = [
        {
            "label": label,
            "items": [
                {"text": note.text, "source": "" if note.source == entry.code else note.source}
                for note in entry.notes
                if note.kind == kind
            ],
        }
        for kind, label in NOTE_LABELS.items()
        if any(note.kind == kind for note in entry.notes)
    ]
    return {
        "code": {
            "code": entry.code,
            "title": entry.title,
            "billable": entry.billable,
            "path": _path(entry),
            "notes": notes,
            "seventh": dict(entry.seventh),
            "children": [{"code": one, "title": codes.lookup(one).title} for one in entry.children],
        }
    }


def procedure(text: Any, inpatient: Any) -> dict[str, str]:
    """Return ``{"code", "title", "says"}`` for a procedure code that was typed into a worksheet.

    ``says`` is what is off about it; both are empty for a code the course has no words for.
    """
    rows, _ = procedurerows.read({"procedures": [text]}, inpatient is True)
    if not rows:
        return {"code": "", "title": "", "says": ""}
    fault = procedureform.fault(rows[0], inpatient is True)
    return {
        "code": rows[0].typed.upper() if fault else rows[0].code,
        "title": procedureform.title(rows[0].code, inpatient is True),
        "says": fault.message if fault else "",
    }


def procedures(text: Any) -> dict[str, Any]:
    """Return CPT and HCPCS codes for what was typed so far, as ``search`` does for diagnoses."""
    return {
        "hits": [
            {
                "code": one.code,
                "title": one.label,
                "why": f"One unit is {one.unit}." if one.unit else "",
                "billable": True,
            }
            for one in cpt.find(text if isinstance(text, str) else "")
        ]
    }


def _path(entry: codes.Code) -> list[dict[str, str]]:
    """The headings above a code, chapter first."""
    steps: list[dict[str, str]] = []
    parent = entry.parent
    while parent is not None:
        above = codes.lookup(parent)
        steps.insert(0, {"code": above.code, "title": above.title})
        parent = above.parent
    return steps
