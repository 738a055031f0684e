"""The access log: who opened what of a record, and why that was part of the job."""

from __future__ import annotations

import numpy as np

from chartroom.hospital import numbers, staff
from chartroom.hospital.content import Content
from chartroom.hospital.draw import Draw
from chartroom.hospital.paperwork import SNAPSHOT
from chartroom.hospital.rows import Rows, stacked, take, words
from chartroom.hospital.visits import Visits

_MINUTE = np.timedelta64(1, "m")
_ROOM = 64  # entries an encounter may have

# job, action, part of the record, minutes after the start (negative: after the end), kinds
_STEPS = (
    ("registration clerk", "edit", "registration", 1, "inpatient observation ED clinic newborn"),
    ("nurse", "view", "chart", 9, "inpatient observation ED clinic newborn"),
    ("nurse", "edit", "vital signs", 14, "inpatient observation ED clinic newborn"),
    ("nurse", "view", "medications", 480, "inpatient observation newborn"),
    ("nurse", "edit", "vital signs", 960, "inpatient newborn"),
    ("lab technologist", "edit", "results", 70, "inpatient observation ED"),
    ("pharmacist", "view", "medications", 95, "inpatient observation"),
    ("coder", "view", "chart", -2000, "inpatient observation ED clinic newborn"),
    ("coder", "code", "codes", -2020, "inpatient observation ED clinic newborn"),
    ("HIM technician", "view", "documents", -4400, "inpatient newborn"),
    ("billing clerk", "view", "claim", -8800, "inpatient observation ED clinic newborn"),
)  # fmt: skip


def access_log(
    draw: Draw, seen: Visits, attending: np.ndarray, queue: Rows, papers: Rows, content: Content
) -> Rows:
    """Return the entries of a chunk: each one by somebody who had to do with the encounter."""
    kind = words(one.kind for one in content.profiles)[seen.profile]
    department = words(one.department for one in content.profiles)[seen.profile]
    parts = []
    for number, (job, action, part, minutes, kinds) in enumerate(_STEPS):
        which = np.flatnonzero(np.isin(kind, kinds.split()))
        uid = seen.uid[which]
        user = _users(draw, job, uid, department[which])
        at = seen.start[which] + minutes * _MINUTE
        inside = at < seen.end[which]
        if minutes < 0:
            at, inside = seen.end[which] - minutes * _MINUTE, np.ones(len(which), dtype=bool)
        if job == "coder":  # the one who has the encounter in the queue
            user = queue["coder_id"][which]
            at = queue["started_at" if action == "view" else "finished_at"][which]
        parts.append(_rows(which[inside], number, user[inside], action, part, at[inside]))
    parts += _authors(papers, len(_STEPS))
    rows = stacked(parts)
    rows = take(rows, rows["at"] < SNAPSHOT)
    key = seen.uid[rows["visit"]] * _ROOM + rows["number"]
    order = np.lexsort((rows["number"], rows["at"], rows["visit"]))
    rows["access_id"] = numbers.text("L", key, 11).astype(object)
    return {name: values[order] for name, values in rows.items()}


def _users(draw: Draw, job: str, uid: np.ndarray, department: np.ndarray) -> np.ndarray:
    """Return who of a job has to do with each encounter: nurses work in one department."""
    if job != "nurse":
        ids = staff.users_of(job)
        return ids[draw.integers(f"user {job}", uid, 0, len(ids) - 1)]
    user = np.full(len(uid), "", dtype=object)
    for name in sorted(set(department)):
        here = np.flatnonzero(department == name)
        ids = staff.nurses_of(name)
        user[here] = ids[draw.integers("user nurse", uid[here], 0, len(ids) - 1)]
    return user


def _rows(
    visit: np.ndarray, number: int | np.ndarray, user: np.ndarray, action: str, part: str,
    at: np.ndarray,
) -> Rows:  # fmt: skip
    size = len(visit)
    return {
        "visit": visit,
        "number": np.broadcast_to(np.asarray(number), size).astype(np.int64),
        "user_id": user,
        "action": np.full(size, action, dtype=object),
        "part": np.full(size, part, dtype=object),
        "at": at,
    }


def _authors(papers: Rows, first: int) -> list[Rows]:
    """Return an entry for the writing of each document by its author."""
    known = staff.user_of_provider()
    user = np.array([known.get(one, "") for one in papers["author_id"]], dtype=object)
    has = (user != "") & (papers["number"] < _ROOM - first)
    return [
        _rows(
            papers["visit"][has],
            first + papers["number"][has],
            user[has],
            "edit",
            "documents",
            papers["written_at"][has],
        )
    ]
