"""The EHR desk where nothing can be clicked: what it is, and what its user changed so far."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Mapping
from html import escape
from pathlib import Path

from chartroom import ehr
from chartroom.ehr.copies import NAME
from chartroom.exercises import ehrtrail
from chartroom.exercises.static import CELL, TABLE

_TITLE = "Tern Harbor Medical Center: EHR desk"
_ABOUT = (
    "Find a patient, read the chart, register, update, amend, and see the access log and the audit "
    "trail. Run this cell to open it. Without it, use the functions of chartroom.ehr, for example "
    'ehr.search(db, "smith") and ehr.chart(db, "TH-104523").'
)
_NONE = "Nothing has been changed in this copy yet."
_HEADS = ("Who", "Where", "What", "Old", "New", "Why")
_MOST = 200
# Columns that the EHR fills in with the day of the change, or counts from it.
_TODAYS = ("registered_on", "written_at", "due_on", "signed_at", "completed_on")


def page(folder: Path, user: str) -> tuple[str, str]:
    """Return HTML and text: the desk's purpose and the user's changes, the oldest first.

    Reads the copy in ``folder`` if it is there; makes none. No times, so that it is the same each
    time.
    """
    rows = _changes(folder / NAME, user)
    lines = [_TITLE, _ABOUT, _NONE if not rows else f"Changes by {user}:"]
    html = (
        f"<p><strong>{escape(_TITLE)}</strong></p><p>{escape(_ABOUT)}</p><p>{escape(lines[2])}</p>"
    )
    if rows:
        cells = "".join(f"<th{CELL}>{name}</th>" for name in _HEADS)
        body = "".join(
            "<tr>" + "".join(f"<td{CELL}>{escape(value)}</td>" for value in row) + "</tr>"
            for row in rows
        )
        html += f"{TABLE}<thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"
    for _, where, what, old, new, why in rows:
        change = f"{old or '(empty)'} → {new or '(empty)'}" if what.startswith("Changed") else new
        lines.append(f"  {where} · {what} · {change} · {why}")
    return html, "\n".join(lines)


def _changes(path: Path, user: str) -> list[list[str]]:
    if not path.is_file():
        return []
    try:
        with contextlib.closing(ehr.connect(path, user)) as db:
            rows = [one for one in ehr.audit(db, limit=_MOST) if one["user_id"] == user]
    except (ehr.EhrError, sqlite3.Error):  # a damaged copy: the page says what the desk is for
        return []
    return [one[1:] for one in ehrtrail.audit(map(_without_days, reversed(rows)))]


def _without_days(row: Mapping[str, object]) -> dict[str, object]:
    """Return a line of the audit trail that is the same whenever the change is made."""
    new = row["new"]
    if row["action"] == "update" and row["column_name"] in _TODAYS:
        new = "the day of the change"
    elif row["action"] == "insert":
        added = json.loads(str(new))
        new = json.dumps({name: value for name, value in added.items() if name not in _TODAYS})
    return {**row, "new": new}
