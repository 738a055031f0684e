"""Looks into records that are nobody's job, and one that is."""

from __future__ import annotations

from datetime import datetime, timedelta

from chartroom.hospital import numbers
from chartroom.hospital.content import table as data_table
from chartroom.hospital.defects.record import Record, Way
from chartroom.hospital.draw import Draw

_REPORT = (
    "Report to the privacy officer, who asks the employee and decides whether it is a breach "
    "(45 CFR 164.402, 164.530(e))."
)
_FIRST_FREE = 56  # of an encounter's 64 numbers in the log


def family(record: Record, draw: Draw, person: int) -> bool:
    """Have an employee of the patient's name look at the chart without a task there."""
    last = record.value("patients", person, "last_name")
    for row in data_table("users.tsv"):
        if row["last_name"] == last and row["job"] != "physician":
            way = Way("Same last name as the patient, and no task in the encounter.", _REPORT)
            return _look(record, draw, person, "snooping-family", way, row["user_id"])
    return False


def curious(record: Record, draw: Draw, person: int) -> bool:
    """Have a nurse of another unit look at the chart."""
    found = record.encounters(person)
    if not found:
        return False
    here = record.value("encounters", found[0], "department_id")
    away = [row["user_id"] for row in data_table("users.tsv")
            if row["job"] == "nurse" and row["department_id"] not in (here, "ED")]  # fmt: skip
    user = away[record.number(draw, person, "curious") % len(away)]
    way = Way(
        "A nurse of a unit the patient was never in opened several parts within minutes.", _REPORT
    )
    return _look(record, draw, person, "snooping-curious", way, user)


def with_reason(record: Record, draw: Draw, person: int) -> bool:
    """Have a release specialist open the chart for a request: a trap."""
    mrn = record.value("patients", person, "mrn")
    specialists = [row["user_id"] for row in data_table("users.tsv")
                   if row["job"] == "release specialist"]  # fmt: skip
    for at in record.rows_of("release_requests", "mrn", mrn):
        day = record.value("release_requests", at, "completed_on")
        if record.value("release_requests", at, "decision") == "released" and day:
            user = specialists[record.number(draw, person, "specialist") % len(specialists)]
            way = Way(
                "Not part of the patient's care, but a request for the record was answered that "
                "day: the look was the job.",
                "None.",
                is_defect=False,
            )
            return _look(record, draw, person, "access-with-reason", way, user, day, "release")
    return False


def _look(
    record: Record, draw: Draw, person: int, kind: str, way: Way, user: str, day: str = "",
    action: str = "view",
) -> bool:  # fmt: skip
    """Add entries to the access log; the key names the first."""
    found = record.encounters(person)
    if not found:
        return False
    at = found[0]
    number = record.value("encounters", at, "encounter_id")
    log = record.rows_of("access_log", "encounter_id", number)
    if not log:
        return False
    admitted = datetime.fromisoformat(record.value("encounters", at, "admitted_at"))
    when = admitted + timedelta(minutes=30 + record.number(draw, person, "look") % 4000)
    when = datetime.fromisoformat(f"{day} 10:12") if day else when
    first = int(record.who.number[person]) * 16 * 64 + _FIRST_FREE
    parts = ("chart", "documents", "results") if action == "view" else ("documents",)
    for turn, part in enumerate(parts):
        record.add("access_log", log[-1], {
            "access_id": str(numbers.text("L", [first + turn], 11)[0]),
            "at": (when + timedelta(minutes=2 * turn)).isoformat(sep=" ", timespec="minutes"),
            "user_id": user,
            "mrn": record.value("patients", person, "mrn"),
            "encounter_id": number,
            "action": action,
            "part": part,
        })  # fmt: skip
    key = {"access_id": str(numbers.text("L", [first], 11)[0])}
    record.note(kind, person, way, "access_log", key, "user_id", "", user)
    return True
