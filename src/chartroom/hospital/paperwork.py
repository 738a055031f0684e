"""The documents of an encounter, their signatures, and what was wanting after discharge."""

from __future__ import annotations

import numpy as np

from chartroom.hospital import staff
from chartroom.hospital.content import Content
from chartroom.hospital.draw import Draw
from chartroom.hospital.rows import Rows, ranks, stacked, words
from chartroom.hospital.visits import Visits

#: The data are as they stood on this day; nothing in them is later.
SNAPSHOT = np.datetime64("2026-10-15")
#: Days a record may take to be complete after discharge: 42 CFR 482.24(c)(4)(viii).
COMPLETE_WITHIN = 30
_DAY, _MINUTE = np.timedelta64(1, "D"), np.timedelta64(1, "m")
_MOST_PROGRESS_NOTES = 4


def documents(
    draw: Draw, seen: Visits, attending: np.ndarray, done: Rows, content: Content
) -> Rows:
    """Return the documents of a chunk, in order of encounter and time.

    Args:
        draw: the draws.
        seen: the encounters.
        attending: the attending of each.
        done: the procedures (``bedside.procedures``) with ``provider_id``.
        content: the clinical content.

    Returns:
        Columns visit, number (from 1 within the encounter), type, author_id, written_at.
    """
    kind = words(one.kind for one in content.profiles)[seen.profile]
    operating = np.array([one.operating for one in content.profiles])[seen.profile]
    birth = np.array([one.delivery for one in content.profiles])[seen.profile]
    stay = np.isin(kind, ("inpatient", "newborn"))
    consultant = staff.consultants(draw, seen, content)
    parts = [
        _one(draw, seen, "ED record", (kind == "ED") | seen.via_ed, 25, "emergency medicine"),
        _one(draw, seen, "History and physical", kind == "inpatient", 150, attending),
        _one(draw, seen, "Newborn record", kind == "newborn", 60, attending),
        _one(draw, seen, "Office note", kind == "clinic", 20, attending),
        _one(draw, seen, "Observation note", kind == "observation", 90, attending),
        _one(draw, seen, "Medication list", stay | (kind == "observation"), 35, attending),
    ]
    for profile_at, profile in enumerate(content.profiles):
        here = seen.profile == profile_at
        if here.any():
            for number, _ in enumerate(profile.imaging[:1]):
                parts.append(
                    _one(draw, seen, "Imaging report", here, 75 + 30 * number, "radiology")
                )
            if "Consultation" in profile.documents:
                parts.append(_one(draw, seen, "Consultation", here, 400, consultant))
            if "Consent" in profile.documents:
                parts.append(_one(draw, seen, "Consent", here, 40, attending))
    parts += _of_procedures(draw, seen, done, operating, birth)
    parts += _progress_notes(draw, seen, attending, kind)
    parts.append(_discharge_summaries(draw, seen, attending, stay))
    rows = stacked(parts)
    order = np.lexsort((rows["type"].astype(str), rows["written_at"], rows["visit"]))
    rows = {name: values[order] for name, values in rows.items()}
    return rows | {"number": ranks(rows["visit"]) + 1}


def _one(
    draw: Draw, seen: Visits, name: str, where: np.ndarray, after: int, author: str | np.ndarray
) -> Rows:
    """Return one document for each encounter in ``where``, about ``after`` minutes in."""
    which = np.flatnonzero(where)
    uid = seen.uid[which]
    length = (seen.end[which] - seen.start[which]).astype(int)
    minutes = after + draw.integers(f"minute {name}", uid, 0, after)
    minutes = np.minimum(minutes, np.maximum(length - 3, 1))
    by = author[which] if isinstance(author, np.ndarray) else staff.one_of(draw, name, uid, author)
    return _rows(which, name, by, seen.start[which] + minutes * _MINUTE)


def _rows(visit: np.ndarray, name: str, author: np.ndarray, at: np.ndarray) -> Rows:
    return {
        "visit": visit,
        "type": np.full(len(visit), name, dtype=object),
        "author_id": author,
        "written_at": at,
    }


def _of_procedures(
    draw: Draw, seen: Visits, done: Rows, operating: np.ndarray, birth: np.ndarray
) -> list[Rows]:
    """Return operative, anesthesia and delivery documents, after the principal procedure."""
    if not done:
        return []
    first = done["sequence"] == 1
    visit, at, by = done["visit"][first], done["at"][first], done["provider_id"][first]
    surgery, delivery = operating[visit], birth[visit]
    after = draw.integers("report minute", seen.uid[visit], 40, 200) * _MINUTE
    written = np.minimum(at + after, seen.end[visit] - 5 * _MINUTE)
    anesthesia = staff.one_of(draw, "anesthesia", seen.uid[visit], "anesthesiology")
    return [
        _rows(visit[surgery], "Operative report", by[surgery], written[surgery]),
        _rows(visit[surgery], "Anesthesia record", anesthesia[surgery], at[surgery]),
        _rows(visit[delivery], "Delivery record", by[delivery], written[delivery]),
    ]


def _progress_notes(
    draw: Draw, seen: Visits, attending: np.ndarray, kind: np.ndarray
) -> list[Rows]:
    parts = []
    for day in range(1, _MOST_PROGRESS_NOTES + 1):
        minute = draw.integers(f"rounds {day}", seen.uid, 7 * 60, 11 * 60) * _MINUTE
        at = (seen.start.astype("datetime64[D]") + day * _DAY).astype(seen.start.dtype) + minute
        which = np.flatnonzero(np.isin(kind, ("inpatient", "newborn")) & (at < seen.end))
        parts.append(_rows(which, "Progress note", attending[which], at[which]))
    return parts


def _discharge_summaries(draw: Draw, seen: Visits, attending: np.ndarray, stay: np.ndarray) -> Rows:
    which = np.flatnonzero(stay)
    uid = seen.uid[which]
    late = draw.uniform("summary late", uid)
    days = np.select([late < 0.72, late < 0.94, late < 0.99], [0, 3, 12], 34)
    minutes = draw.integers("summary minute", uid, 10, 500)
    at = seen.end[which] + days * _DAY + minutes * _MINUTE
    return _rows(which, "Discharge summary", attending[which], at)


def signatures(draw: Draw, seen: Visits, papers: Rows) -> Rows:
    """Return when each document was signed (NaT if not by the snapshot) and when it is due."""
    visit = papers["visit"]
    key = seen.uid[visit] * 64 + papers["number"]
    quick = draw.uniform("signing", key)
    hours = np.where(quick < 0.9, quick * 30, np.where(quick < 0.985, 24 + quick * 200, 900))
    at = papers["written_at"] + (hours * 60).astype(np.int64) * _MINUTE
    at = np.where(at < SNAPSHOT.astype(at.dtype), at, np.datetime64("NaT", "m"))
    due = seen.end[visit].astype("datetime64[D]") + COMPLETE_WITHIN * _DAY
    return {"due_on": due, "signed_at": at}


def deficiencies(draw: Draw, seen: Visits, papers: Rows, signed: Rows) -> Rows:
    """Return what was wanting three days after discharge, when the record was analyzed."""
    visit = papers["visit"]
    analyzed = seen.end[visit].astype("datetime64[D]") + 3 * _DAY
    looked_at = analyzed < SNAPSHOT
    written = papers["written_at"].astype("datetime64[D]")
    given = signed["signed_at"].astype("datetime64[D]")
    missing = looked_at & (written > analyzed)
    unsigned = looked_at & ~missing & (np.isnat(given) | (given > analyzed))
    parts = []
    for kind, where, completed in (
        ("missing document", missing, written),
        ("missing signature", unsigned, given),
    ):
        which = np.flatnonzero(where)
        done = completed[which]
        done = np.where(done < SNAPSHOT, done, np.datetime64("NaT", "D"))
        parts.append({
            "visit": visit[which],
            "document": papers["number"][which],
            "kind": np.full(len(which), kind, dtype=object),
            "document_type": papers["type"][which],
            "provider_id": papers["author_id"][which],
            "assigned_on": analyzed[which],
            "due_on": signed["due_on"][which],
            "completed_on": done,
        })  # fmt: skip
    return stacked(parts)
