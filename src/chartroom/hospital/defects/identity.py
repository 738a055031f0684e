"""Wrong identities: duplicates, overlays, records under a wrong number; and traps beside them."""

from __future__ import annotations

from functools import cache

import numpy as np

from chartroom.hospital.content import table as data_table
from chartroom.hospital.defects.record import Record, Way
from chartroom.hospital.draw import Draw
from chartroom.hospital.households import FATHER, NEWBORN, SON, TWIN
from chartroom.hospital.people import mrn

_MERGE = Way(
    "Compare records by name, birth date and other numbers; look at both charts.",
    "Merge into the record with the longer history; correct the wrong field; keep an audit trail.",
)
_APART = Way(
    "Same last name and birth date or same name, but the other fields tell two persons apart.",
    "None: two persons. Note the look-alike on both records.",
    is_defect=False,
)
# Tables that say the patient's number beside the encounter's.
_WITH_MRN = ("documents", "access_log")


def duplicate_typo(record: Record, draw: Draw, person: int) -> bool:
    """Register the patient again with a slip of the keyboard in the name."""
    column = "last_name" if _coin(draw, record, person, "which name") else "first_name"
    name = record.value("patients", person, column)
    slip = _slip(name, record.number(draw, person, "slip"))
    return slip != name and _duplicate(record, draw, person, "duplicate-typo", {column: slip})


def duplicate_nickname(record: Record, draw: Draw, person: int) -> bool:
    """Register the patient again under a nickname."""
    short = _nicknames().get(record.value("patients", person, "first_name"))
    if not short:
        return False
    name = short[record.number(draw, person, "nickname") % len(short)]
    return _duplicate(record, draw, person, "duplicate-nickname", {"first_name": name})


def duplicate_surname(record: Record, draw: Draw, person: int) -> bool:
    """Register a woman again under a new last name."""
    if record.value("patients", person, "sex") != "F":
        return False
    number = record.number(draw, person, "new surname")
    names = data_table("last-names.tsv")[:300]
    new = names[number % len(names)]["name"]
    if new == record.value("patients", person, "last_name"):
        return False
    changed = {"last_name": new, "marital_status": "Married", "email": ""}
    return _duplicate(record, draw, person, "duplicate-surname", changed)


def duplicate_birth_date(record: Record, draw: Draw, person: int) -> bool:
    """Register the patient again with month and day swapped, or two digits of the year."""
    date = record.value("patients", person, "birth_date")
    year, month, day = date.split("-")
    wrong = f"{year}-{day}-{month}" if int(day) <= 12 and day != month else ""
    if not wrong and year[2] != year[3]:
        swapped = year[:2] + year[3] + year[2]
        wrong = f"{swapped}-{month}-{day}" if int(swapped) < 2025 else ""
    if not wrong or wrong.endswith("02-29"):
        return False
    return _duplicate(record, draw, person, "duplicate-birth-date", {"birth_date": wrong})


def overlay(record: Record, draw: Draw, person: int) -> bool:
    """Put an encounter of somebody else under this patient's number."""
    other = _neighbor(record, person)
    if other is None or not record.encounters(person):
        return False
    theirs = record.encounters(other)
    if len(theirs) < 2 or _same_home(record, person, other):
        return False
    at = theirs[-1]
    way = Way(
        "Name, sex or birth date in the documents differ from the MPI; sudden change of history.",
        "Move the encounter to its person's record; tell everyone who used the data (overlay).",
    )
    before = record.value("encounters", at, "mrn")
    now = record.value("patients", person, "mrn")
    key = {"encounter_id": record.value("encounters", at, "encounter_id")}
    _move(record, at, now)
    record.free[other] = False
    record.note("overlay", person, way, "encounters", key, "mrn", before, now)
    return True


def newborn_under_mother(record: Record, draw: Draw, person: int) -> bool:
    """Register the birth under the mother's number."""
    if record.who.role[person] != NEWBORN:
        return False
    mother = int(record.who.mother[person] - record.who.number[0])
    found = record.encounters(person)
    if not found or not record.free[mother]:
        return False
    at = found[0]
    way = Way(
        "A newborn encounter whose patient is not a newborn.",
        "Move the encounter to the baby's own record.",
    )
    before, now = (record.value("patients", one, "mrn") for one in (person, mother))
    key = {"encounter_id": record.value("encounters", at, "encounter_id")}
    _move(record, at, now)
    record.free[mother] = False
    record.note("newborn-under-mother", person, way, "encounters", key, "mrn", before, now)
    return True


def misfiled_document(record: Record, draw: Draw, person: int) -> bool:
    """File a document of somebody else in this patient's chart."""
    other = _neighbor(record, person)
    if other is None:
        return False
    mine, theirs = record.encounters(person), record.encounters(other)
    if not mine or not theirs:
        return False
    papers = record.rows_of(
        "documents", "encounter_id", record.value("encounters", theirs[0], "encounter_id")
    )
    if len(papers) < 2:
        return False
    at = papers[record.number(draw, person, "document") % len(papers)]
    way = Way(
        "Name and number in the text are not the chart's; its author never saw this patient.",
        "Move it to the right chart; tell those who may have used it; log the correction.",
    )
    record.put("documents", at, "encounter_id", record.value("encounters", mine[0], "encounter_id"))
    now = record.value("patients", person, "mrn")
    record.free[other] = False
    record.change("misfiled-document", person, way, "documents", at, "mrn", now)
    return True


def same_name(record: Record, draw: Draw, person: int) -> bool:
    """Give a neighbor the same name and year of birth: a trap."""
    other = _neighbor(record, person)
    if other is None or record.who.home[person] != record.who.number[person]:
        return False
    if record.who.home[other] != record.who.number[other]:
        return False
    if record.value("patients", other, "sex") != record.value("patients", person, "sex"):
        return False
    if any(record.who.role[at] in (TWIN, FATHER, SON) for at in (person, other)):
        return False
    mine = record.value("patients", person, "birth_date")
    theirs = record.value("patients", other, "birth_date")
    near = abs(int(mine[:4]) - int(theirs[:4])) < 12
    if not near or mine == theirs:
        return False
    before = _name(record, other)
    for column in ("first_name", "last_name"):
        record.put("patients", other, column, record.value("patients", person, column))
    record.put("patients", other, "email", "")
    _rename(record, other, before)
    record.free[other] = False
    _pair_note(record, person, other, "same-name")
    return True


def _name(record: Record, person: int) -> str:
    return " ".join(record.value("patients", person, one) for one in ("first_name", "last_name"))


def _rename(record: Record, person: int, before: str) -> None:
    """Write the person's name where another one stood: it was never any other."""
    mrn, name = record.value("patients", person, "mrn"), _name(record, person)
    for table, column in (
        ("documents", "text"),
        ("release_requests", "requester"),
        ("disclosures", "recipient"),
    ):
        for row in record.rows_of(table, "mrn", mrn):
            held = record.value(table, row, column)
            if before in held:
                record.put(table, row, column, held.replace(before, name))


def note_relatives(record: Record) -> None:
    """Write the traps that households are: twins, and a father and son of one name."""
    for person in range(len(record.free) - 1):
        role, after = record.who.role[person], record.who.role[person + 1]
        together = record.who.home[person] == record.who.home[person + 1]
        if together and role == after and role in (TWIN, NEWBORN):
            _pair_note(record, person, person + 1, "twins")
        if together and role == FATHER and after == SON:
            _pair_note(record, person, person + 1, "father-and-son")


def _pair_note(record: Record, person: int, other: int, kind: str) -> None:
    pair = [record.value("patients", one, "mrn") for one in (person, other)]
    record.note(kind, person, _APART, "patients", {"mrn": pair[0]}, "", "", pair[1])


def _duplicate(
    record: Record, draw: Draw, person: int, kind: str, changes: dict[str, object]
) -> bool:
    """Add a second record of the person and move the later encounters to it."""
    found = record.encounters(person)
    if len(found) < 2:
        return False
    rows = record.tables["patients"]
    number = int(record.who.number[person])
    new = str(mrn(np.array([number + record.patients]), record.patients)[0])
    moved = found[(len(found) + 1) // 2 :]
    day = record.value("encounters", moved[0], "admitted_at")[:10]
    second = {name: values[person] for name, values in rows.items()}
    second |= {"mrn": new, "registered_on": day, "middle_name": second["middle_name"][:1]}
    second |= changes
    if _coin(draw, record, person, "no phone"):
        second["phone"] = ""
    record.add("patients", person, second)
    for at in moved:
        _move(record, at, new)
    old = record.value("patients", person, "mrn")
    column, value = next(iter(changes.items()))
    was = record.value("patients", person, column)
    record.note(kind, person, _MERGE, "patients", {"mrn": new, "same person as": old},
                column, was, value)  # fmt: skip
    return True


def _move(record: Record, encounter: int, now: str) -> None:
    """Put an encounter and what names its patient under another number."""
    record.put("encounters", encounter, "mrn", now)
    number = record.value("encounters", encounter, "encounter_id")
    for table in _WITH_MRN:
        for row in record.rows_of(table, "encounter_id", number):
            record.put(table, row, "mrn", now)


def _neighbor(record: Record, person: int) -> int | None:
    """Return the row of the patient in the next household of a pair, if there is one."""
    other = int(record.who.number[person] ^ 4) - int(record.who.number[0])
    inside = 0 <= other < len(record.free)
    return other if inside and record.free[other] else None


def _same_home(record: Record, one: int, other: int) -> bool:
    return bool(record.who.home[one] == record.who.home[other])


def _coin(draw: Draw, record: Record, person: int, name: str) -> bool:
    return record.number(draw, person, name) % 2 == 0


def _slip(name: str, number: int) -> str:
    """Return a name with two letters swapped, one doubled or one left out."""
    at = 1 + number // 3 % max(len(name) - 2, 1)
    if number % 3 == 0:
        return name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :]
    if number % 3 == 1:
        return name[:at] + name[at] + name[at:]
    return name[:at] + name[at + 1 :]


@cache
def _nicknames() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in data_table("nicknames.tsv"):
        found.setdefault(row["name"], []).append(row["nickname"])
    return found
