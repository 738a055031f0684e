"""What each event does to the database: registered, discharged, updated, merged, resulted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from chartroom.exchange import problems as p
from chartroom.exchange import store, v2fields
from chartroom.exchange.problems import ExchangeError, Found, Problem
from chartroom.exchange.store import Loaded, Row
from chartroom.exchange.v2message import Message

_IDENTITY = ("last_name", "birth_date", "sex")


def take_in(conn: sqlite3.Connection, message: Message) -> Loaded:
    """Take a message in. To be called inside ``store.all_or_nothing``.

    Raises:
        ExchangeError: it does not fit what is here.
    """
    loaded = Loaded()
    if message.event == "A40":
        _merge(conn, message, loaded)
    elif message.event == "A08":
        _update(conn, message, loaded)
    elif message.event == "R01":
        _results(conn, message, loaded)
    else:
        _register(conn, message, loaded)
    return loaded


def _of(message: Message, table: str) -> list[Found]:
    return [one for one in message.found if one.table == table]


def _here(conn: sqlite3.Connection, one: Found) -> Row | None:
    key = {name: one.row[name] for name in store.TABLES[one.table].key}
    return store.row_of(conn, one.table, key)


def _register(conn: sqlite3.Connection, message: Message, loaded: Loaded) -> None:
    """A01, A04: patient and open stay are new. A03: the stay ends, or comes as a whole."""
    patient, encounter = _of(message, "patients")[0], _of(message, "encounters")[0]
    known, stay = _here(conn, patient), _here(conn, encounter)
    rest = [*_of(message, "identifiers"), *_of(message, "diagnoses")]
    if known:
        _same_person(patient, known)
        rest = _of(message, "diagnoses")
        loaded.count(loaded.same, "patients")
    new = [*([] if known else [patient])]
    if message.event == "A03" and stay:
        _same_patient(encounter, stay)
        ending = {"encounter_id", "discharged_at", "disposition"}
        _change(conn, [_only(encounter, ending)], loaded)
        _replace_diagnoses(conn, encounter, rest, loaded)
        return
    if message.event != "A03":
        _needs_open_stays(conn)
    store.add(conn, [*new, encounter, *rest], loaded)


def _needs_open_stays(conn: sqlite3.Connection) -> None:
    for column in store.select(conn, "PRAGMA table_info(encounters)"):
        if column["name"] == "discharged_at" and column["notnull"]:
            what = (
                "this database keeps only stays that have ended; send the A03 of the discharge, "
                "which brings the whole stay"
            )
            where = v2fields.named("PV1", 45)
            raise ExchangeError([Problem(where, what, p.MISSING)])


def _same_person(given: Found, known: Row) -> None:
    """Refuse another person's data under a number that is taken: an overlay in the making."""
    told = []
    if known["status"] == "merged":
        what = f"{known['mrn']} has been merged; send it with the number that is kept, "
        what += str(known["merged_into"])
        told.append(Problem(given.at("mrn"), what, p.UNKNOWN_KEY))
    told += [
        Problem(
            given.at(name),
            f"{given.row[name]!r} is not what is here for {known['mrn']} ({known[name]!r}); if it "
            f"is the same person, correct that by an A08 first; if not, the number is another's",
            p.UNKNOWN_KEY,
        )
        for name in _IDENTITY
        if name in given.row and given.row[name] != known[name]
    ]
    if told:
        raise ExchangeError(told)


def _same_patient(given: Found, known: Row) -> None:
    if given.row["mrn"] != known["mrn"]:
        what = f"encounter {known['encounter_id']} is another patient's here ({known['mrn']})"
        raise ExchangeError([Problem(given.at("encounter_id"), what, p.UNKNOWN_KEY)])


def _only(one: Found, columns: set[str]) -> Found:
    row = {name: value for name, value in one.row.items() if name in columns}
    return Found(one.table, row, one.place, one.places)


def _change(conn: sqlite3.Connection, changes: Iterable[Found], loaded: Loaded) -> None:
    for one in changes:
        counts = loaded.changed if store.update(conn, one) else loaded.same
        loaded.count(counts, one.table)


def _known(conn: sqlite3.Connection, message: Message) -> tuple[Found, Found, Row]:
    """Return patient and encounter of a message that must be known; and the patient's row."""
    patient, encounter = _of(message, "patients")[0], _of(message, "encounters")[0]
    known, stay = _here(conn, patient), _here(conn, encounter)
    told = []
    if known is None:
        what = f"no patient {patient.row['mrn']!r} is here; register the patient first (A01, A04)"
        told.append(Problem(patient.at("mrn"), what, p.UNKNOWN_KEY))
    if stay is None:
        what = f"no encounter {encounter.row['encounter_id']!r} is here; send its A01 or A04 first"
        told.append(Problem(encounter.at("encounter_id"), what, p.UNKNOWN_KEY))
    if known is None or stay is None:
        raise ExchangeError(told)
    _same_patient(encounter, stay)
    return patient, encounter, known


def _update(conn: sqlite3.Connection, message: Message, loaded: Loaded) -> None:
    """A08: what the message says replaces what is here; an empty field says nothing."""
    patient, encounter, _ = _known(conn, message)
    told = store.unresolved(conn, [patient, encounter])
    if told:
        raise ExchangeError(told)
    _change(conn, [patient, encounter], loaded)
    store.add(conn, _of(message, "identifiers"), loaded)
    diagnoses = _of(message, "diagnoses")
    if diagnoses:
        _replace_diagnoses(conn, encounter, diagnoses, loaded)


def _replace_diagnoses(
    conn: sqlite3.Connection, encounter: Found, wanted: list[Found], loaded: Loaded
) -> None:
    """Make the final diagnoses of an encounter those of the message, which sends all of them."""
    number = encounter.row["encounter_id"]
    wanted = list({one.row["sequence"]: one for one in wanted}.values())
    here = store.select(conn, "SELECT * FROM diagnoses WHERE encounter_id = ?", (number,))
    kept = {one.row["sequence"] for one in wanted}
    for row in here if wanted else []:
        if row["sequence"] not in kept:
            conn.execute(
                "DELETE FROM diagnoses WHERE encounter_id = ? AND sequence = ?",
                (number, row["sequence"]),
            )
            loaded.count(loaded.changed, "diagnoses")
    old = {row["sequence"] for row in here}
    _change(conn, [one for one in wanted if one.row["sequence"] in old], loaded)
    store.add(conn, [one for one in wanted if one.row["sequence"] not in old], loaded)


def _merge(conn: sqlite3.Connection, message: Message, loaded: Loaded) -> None:
    """A40: the old record points to the one that is kept.

    Its encounters stay under the old number, so that a merge made in error can be undone.
    """
    for (old, where_old), (kept, where_kept) in message.merges:
        told, rows = [], {}
        for number, where in ((old, where_old), (kept, where_kept)):
            row = store.row_of(conn, "patients", {"mrn": number})
            if row is None:
                what = f"no patient {number!r} is here; nothing to merge"
                told.append(Problem(where, what, p.UNKNOWN_KEY))
            rows[number] = row
        if old == kept:
            told.append(
                Problem(where_old, f"{old!r} cannot be merged into itself", p.DUPLICATE_KEY)
            )
        if not told:
            told = _mergeable(rows[old], rows[kept], where_old, where_kept)
        if told:
            raise ExchangeError(told)
        change = {"mrn": old, "status": "merged", "merged_into": kept}
        _change(conn, [Found("patients", change, where_old)], loaded)


def _mergeable(old: Row, kept: Row, where_old: str, where_kept: str) -> list[Problem]:
    told = []
    if old["status"] == "merged" and old["merged_into"] != kept["mrn"]:
        what = f"{old['mrn']} has been merged into {old['merged_into']} already"
        told.append(Problem(where_old, what, p.DUPLICATE_KEY))
    if kept["status"] == "merged":
        what = f"{kept['mrn']} has itself been merged into {kept['merged_into']}; merge into that"
        told.append(Problem(where_kept, what, p.UNKNOWN_KEY))
    return told


def _results(conn: sqlite3.Connection, message: Message, loaded: Loaded) -> None:
    """R01: an order of a known patient's encounter, and its results."""
    patient, _, known = _known(conn, message)
    _same_person(patient, known)
    store.add(conn, [*_of(message, "orders"), *_of(message, "results")], loaded)
