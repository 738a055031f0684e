"""Lines of the EHR's access log and audit trail, for the desk and the page without a kernel."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from chartroom.exercises.ehrforms import american, label

Row = Mapping[str, Any]


def access(rows: Iterable[Row]) -> list[list[str]]:
    """Return lines of the access log: when, who, job, which patient, what was done, part."""
    return [
        [american(one["at"]), f"{one['user_name']} ({one['user_id']})", one["job"],
         f"{one['whole_name']}, {one['mrn']}", one["action"], one["part"]]
        for one in rows
    ]  # fmt: skip


def audit(rows: Iterable[Row]) -> list[list[str]]:
    """Return lines of the audit trail: when, who, where, what, old value, new value, why."""
    return [
        [american(one["at"]), f"{one['user_name'] or ''} ({one['user_id']})".strip(),
         f"{one['table_name'].replace('_', ' ')}: {_key(one['row_key'])}", *_change(one),
         one["reason"] or ""]
        for one in rows
    ]  # fmt: skip


def _key(text: str) -> str:
    """Return the key of a row in words: "mrn=TH-1; rank=1" is "MRN TH-1, Rank 1"."""
    pairs = (one.partition("=") for one in text.split("; "))
    return ", ".join(f"{label(name)} {value}".strip() for name, _, value in pairs)


def _change(one: Row) -> tuple[str, str, str]:
    if one["action"] == "update":
        return f"Changed: {label(one['column_name'])}", one["old"] or "", one["new"] or ""
    if one["action"] == "insert":
        return "Added", "", _row_in_words(one["new"])
    return "Deleted", _row_in_words(one["old"]), ""


def _row_in_words(text: str | None) -> str:
    row = json.loads(text or "{}")
    return "; ".join(f"{label(name)}: {value}" for name, value in row.items() if value is not None)
