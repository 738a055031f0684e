"""One chunk of the hospital: patients from one number to another, with all that belongs to them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from chartroom.hospital import (
    access,
    bedside,
    billing,
    coding,
    content,
    health,
    insurance,
    labs,
    paperwork,
    people,
    release,
    staff,
    texts,
    visits,
)
from chartroom.hospital.draw import Draw
from chartroom.hospital.encounters import Encounters, finished
from chartroom.hospital.households import NEWBORN, SIZE
from chartroom.hospital.orders import Orders
from chartroom.hospital.rows import Rows, stacked, words

_NAT = np.datetime64("NaT", "D")


@dataclass(frozen=True)
class Spec:
    """What data set is made.

    Attributes:
        patients: number of persons (their number of records is a little higher).
        seed: another seed, another hospital.
        clean: True for the data set without planted defects.
    """

    patients: int
    seed: int = 2026
    clean: bool = False


@dataclass(frozen=True)
class Chunk:
    """Finished tables (text and numbers, in the schema's columns), and stays for bed and census.

    ``stays`` has one entry an encounter of an inpatient or newborn: ``encounter_id``, ``uid``,
    ``department``, ``start`` and ``end`` (datetime64[m]), ``died``.
    """

    tables: dict[str, Rows]
    stays: Rows


def make(spec: Spec, start: int, stop: int) -> Chunk:
    """Return the clean chunk of patients ``start`` (a multiple of four) to ``stop``."""
    whole = stop + -stop % SIZE  # households are made whole and then cut
    draw, known = Draw(spec.seed), content.load()
    persons = people.people(draw, start, whole, spec.patients)
    state = health.health(draw, persons, known)
    seen = visits.visits(draw, persons, state, known)
    inside = persons.members.number[seen.patient] < stop
    seen = visits.only(seen, inside)
    _born(persons, seen)
    found = coding.diagnoses(draw, seen, state, known)
    attending = staff.attendings(draw, seen, known)
    orders = Orders()
    measured = labs.results(draw, seen, known, orders)
    given = bedside.medications(draw, seen, known, orders)
    _images(draw, seen, known, orders)
    ordered = orders.finished()
    done = bedside.procedures(draw, seen, known)
    if done:
        done["provider_id"] = _doers(draw, seen, attending, done)
    papers = paperwork.documents(draw, seen, attending, done, known)
    signed = paperwork.signatures(draw, seen, papers)
    wanting = paperwork.deficiencies(draw, seen, papers, signed)
    queue = billing.coding_queue(draw, seen, known)
    billed = billing.claims(draw, seen, queue, found, known)
    log = access.access_log(draw, seen, attending, queue, papers, known)
    asked = release.requests(draw, seen, persons)
    told = release.disclosures(draw, seen, asked, known)

    payer = insurance.payers(draw, persons)
    kept = persons.members.number < stop
    base = Encounters(draw, persons, seen, payer, attending, known)
    vital = bedside.vitals(draw, seen, known)
    signs = base.signed(papers, signed)
    tables = {
        "patients": _patients(persons, seen, kept),
        "identifiers": _of(insurance.identifiers(draw, persons), persons, kept),
        "coverage": _of(insurance.coverage(draw, persons, payer), persons, kept),
        "encounters": base.encounters(),
        "diagnoses": base.table(found),
        "procedures": base.table(done, performed_at="at"),
        "orders": base.orders(ordered),
        "results": base.results(measured, ordered),
        "vitals": base.table(vital),
        "medications": base.medications(given, ordered),
        "problems": _problems(draw, persons, state, known, kept),
        "documents": base.documents(papers, signs),
        "signatures": base.signatures(papers, signs),
        "deficiencies": base.deficiencies(wanting),
        "claims": base.claims(billed),
        "release_requests": base.table(asked),
        "disclosures": base.table(told),
        "access_log": base.table(log),
        "coding_queue": base.table({"visit": np.arange(len(seen.uid)), **queue}),
    }
    tables = {name: finished(name, rows) for name, rows in tables.items()}
    texted = min(stop, texts.WITH_TEXT) - start
    tables["documents"]["text"] = texts.of_documents(tables, base.profiles(), texted, known)
    return Chunk(tables, base.stays())


def _born(persons: people.People, seen: visits.Visits) -> None:
    """Give newborns the day of birth that their first encounter says."""
    newborn = np.flatnonzero(persons.members.role[seen.patient] == NEWBORN)
    persons.birth[seen.patient[newborn]] = seen.start[newborn].astype("datetime64[D]")


def _images(draw: Draw, seen: visits.Visits, known: content.Content, orders: Orders) -> None:
    for at in np.unique(seen.profile):
        which = np.flatnonzero(seen.profile == at)
        for number, item in enumerate(known.profiles[at].imaging):
            minutes = draw.integers(f"image {number}", seen.uid[which], 15, 55)
            orders.add(which, "imaging", item, seen.start[which] + minutes.astype("timedelta64[m]"))


def _doers(draw: Draw, seen: visits.Visits, attending: np.ndarray, done: Rows) -> np.ndarray:
    doer = attending[done["visit"]].copy()
    for name in sorted(set(done["specialty"]) - {""}):
        which = np.flatnonzero(done["specialty"] == name)
        doer[which] = staff.one_of(draw, "procedure", seen.uid[done["visit"][which]], name)
    return doer


def _patients(persons: people.People, seen: visits.Visits, kept: np.ndarray) -> Rows:
    rows = dict(persons.rows)
    size = len(persons.birth)
    # Slots are not in order of time, so the first day of a patient is a minimum.
    first = np.full(size, np.iinfo(np.int64).max)
    np.minimum.at(first, seen.patient, seen.start.astype("datetime64[D]").astype(np.int64))
    first = np.where(first < np.iinfo(np.int64).max, first, people.FIRST_DAY.astype(np.int64))
    first = first.astype("datetime64[D]")
    died = np.full(size, _NAT)
    dead = np.flatnonzero(seen.disposition == "20")
    died[seen.patient[dead]] = seen.end[dead].astype("datetime64[D]")
    registered = rows["registered_on"]
    # Nobody is registered before birth.
    registered = np.where(np.isnat(registered), first, np.maximum(registered, persons.birth))
    rows |= {
        "birth_date": persons.birth,
        "sex": persons.sex,
        "registered_on": registered,
        "deceased_on": died,
        "status": np.full(size, "active", dtype=object),
        "merged_into": np.full(size, "", dtype=object),
    }
    return {name: values[kept] for name, values in rows.items()}


def _of(rows: Rows, persons: people.People, kept: np.ndarray) -> Rows:
    """Return the rows of the patients that are kept, by patient, with their MRN."""
    order = np.argsort(rows["patient"], kind="stable")
    order = order[kept[rows["patient"][order]]]
    rows = {name: values[order] for name, values in rows.items()}
    return rows | {"mrn": persons.rows["mrn"].astype(object)[rows["patient"]]}


def _problems(
    draw: Draw,
    persons: people.People,
    state: health.Health,
    known: content.Content,
    kept: np.ndarray,
) -> Rows:
    parts: list[Rows] = []
    number = persons.members.number
    for at, (item, codes) in enumerate(zip(known.coded, state.coded, strict=True)):
        if not item.problem:
            continue
        which = np.flatnonzero(codes != "")
        days = draw.integers(f"problem since {at}", number[which], 30, 3650).astype(
            "timedelta64[D]"
        )
        parts.append({
            "patient": which,
            "code": codes[which],
            "problem": words(known.diagnoses[code].words for code in codes[which]),
            "since": np.maximum(people.FIRST_DAY - days, persons.birth[which]),
        })  # fmt: skip
    return _of(stacked(parts), persons, kept)
