"""HL7 v2.5.1: ADT (A01, A03, A04, A08, A40) and ORU^R01 messages, written, read and taken in.

Messages are text; segments end with a carriage return. docs/exchange.md has the fields.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from chartroom.exchange import (
    outgoing,
    store,
    times,
    v2fields,
    v2lab,
    v2load,
    v2message,
    v2text,
    v2write,
)
from chartroom.exchange import problems as p
from chartroom.exchange.problems import ExchangeError, Problem, as_rows
from chartroom.exchange.store import Loaded, Row, row_of

EVENTS = ("A01", "A03", "A04", "A08", "A40")
_REJECTED = (p.WRONG_MESSAGE, p.WRONG_EVENT, p.WRONG_PROCESSING, p.WRONG_VERSION)


def adt(conn: sqlite3.Connection, encounter_id: str, event: str, at: str | None = None) -> str:
    """Return the ADT message of an encounter.

    Args:
        conn: a database with the hospital's tables.
        encounter_id: the encounter; for A40, an encounter of the patient whose record is kept or
            was merged.
        event: A01 admission, A04 registration (both without what is known only later), A03
            discharge, A08 update, A40 merge.
        at: when it happened, YYYY-MM-DD HH:MM; if not given, the discharge (A03, A08) or the
            admission, as our tables do not keep when a record was updated or merged.

    Raises:
        ExchangeError: no such encounter or event, nothing merged, or a value HL7 cannot hold.
    """
    if event not in EVENTS:
        what = f"{event!r} is not an event we send; {', '.join(EVENTS)} are"
        raise ExchangeError([Problem("event", what, p.WRONG_EVENT)])
    encounter = outgoing.row(conn, "encounters", "encounter_id", encounter_id)
    patient = outgoing.row(conn, "patients", "mrn", encounter["mrn"])
    ended = event in ("A03", "A08") and encounter["discharged_at"] is not None
    if event == "A03" and not ended:
        what = f"encounter {encounter_id!r} has not ended, so there is no A03 to send"
        raise ExchangeError([Problem("encounters, discharged_at", what, p.MISSING)])
    at = _moment(at) or str(encounter["discharged_at" if ended else "admitted_at"])
    if event == "A40":
        return _merge(conn, patient, at)
    final: list[Row] = []
    if ended:
        final = outgoing.rows(conn, "diagnoses", "encounter_id", encounter_id, "sequence")
    found = [v2write.birth_weight(encounter), v2write.diagnoses(encounter, final)]
    if event == "A03":  # where observations stand after diagnoses, else before
        found.reverse()
    attending = row_of(conn, "providers", {"provider_id": encounter["attending_id"]})
    lines = [
        v2write.msh("ADT", event, at, f"{event}-{encounter_id}"),
        v2write.evn(event, at),
        v2write.pid(patient, _identifiers(conn, patient)),
        *v2write.visit(encounter, attending, ended),
        *(line for part in found for line in part),
        v2write.own(encounter),
    ]
    return _written(lines)


def oru(conn: sqlite3.Connection, order_id: str) -> str:
    """Return the results of a laboratory order as ORU^R01.

    Raises:
        ExchangeError: no such order, or not one of the laboratory.
    """
    order = outgoing.row(conn, "orders", "order_id", order_id)
    if order["kind"] != "laboratory":
        what = f"order {order_id!r} is for {order['kind']}; only the laboratory's are sent"
        raise ExchangeError([Problem("orders, kind", what)])
    encounter = outgoing.row(conn, "encounters", "encounter_id", order["encounter_id"])
    patient = outgoing.row(conn, "patients", "mrn", encounter["mrn"])
    results = outgoing.rows(conn, "results", "order_id", order_id, "resulted_at, test")
    at = max((str(one["resulted_at"]) for one in results), default=str(order["ordered_at"]))
    attending = row_of(conn, "providers", {"provider_id": encounter["attending_id"]})
    by = row_of(conn, "providers", {"provider_id": order["ordered_by"]})
    lines = [
        v2write.msh("ORU", "R01", at, f"R01-{order_id}"),
        v2write.pid(patient, _identifiers(conn, patient)),
        v2write.visit(encounter, attending, False)[0],
        *v2lab.order_lines(order, by, at),
        *(v2lab.result_line(number, one) for number, one in enumerate(results, 1)),
    ]
    return _written(lines)


def read(text: str) -> dict[str, list[Row]]:
    """Return the rows that a message holds, by table; columns it says nothing about are left out.

    Raises:
        ExchangeError: every problem with its place, such as
            ``PID-7 (date of birth): '19870230' is not a date; write YYYYMMDD``.
    """
    message = v2message.parse(text)
    rows = as_rows(message.found)
    for (old, _), (kept, _) in message.merges:
        change = {"mrn": old, "status": "merged", "merged_into": kept}
        rows.setdefault("patients", []).append(change)
    return rows


def load(conn: sqlite3.Connection, text: str) -> Loaded:
    """Take a message in: all of it, or nothing.

    Raises:
        ExchangeError: as ``read``, and for what does not fit the database.
    """
    message = v2message.parse(text)
    with store.all_or_nothing(conn):
        return v2load.take_in(conn, message)


def ack(message: str, errors: Iterable[Problem] = (), at: str | None = None) -> str:
    """Return the acknowledgment of a message (HL7's original mode).

    Args:
        message: the message answered; what cannot be read of it is left empty.
        errors: what was wrong, such as ``error.problems``; none for AA. Of another message type,
            event, processing ID or version than we read: AR, rejected. Anything else: AE, error.
        at: time of the answer, YYYY-MM-DD HH:MM; now, if not given.
    """
    errors = list(errors)
    code = "AA" if not errors else "AR" if any(e.code in _REJECTED for e in errors) else "AE"
    try:
        header = v2text.segments(v2text.lines(message)[0])[0]
    except (ExchangeError, IndexError):
        header = v2text.Segment("MSH", 1, False, ())
    event, control = header.get(9, 2), header.get(10)
    sender = (header.get(3), header.get(4))
    at = _moment(at) or datetime.now(times.ZONE).strftime("%Y-%m-%d %H:%M")
    lines = [
        v2write.msh("ACK", event, at, f"ACK-{control}", sender),
        v2write.segment("MSA", {1: code, 2: control}),
    ]
    for one in errors:
        fields = {2: _location(one.where), 3: [one.code, _CODES[one.code], "HL70357"]}
        lines.append(v2write.segment("ERR", {**fields, 4: "E", 8: str(one)}))
    return v2write.message(lines)


_CODES = {
    p.WRONG_ORDER: "Segment sequence error",
    p.MISSING: "Required field missing",
    p.WRONG_TYPE: "Data type error",
    p.NOT_IN_TABLE: "Table value not found",
    p.WRONG_MESSAGE: "Unsupported message type",
    p.WRONG_EVENT: "Unsupported event code",
    p.WRONG_PROCESSING: "Unsupported processing id",
    p.WRONG_VERSION: "Unsupported version id",
    p.UNKNOWN_KEY: "Unknown key identifier",
    p.DUPLICATE_KEY: "Duplicate key identifier",
    p.INTERNAL: "Application internal error",
}


def _location(where: str) -> list[str]:
    """Return where a problem is as HL7 writes it (ERL): segment, which of that name, field."""
    name, nth, number = v2fields.located(where)
    return [name, str(nth), str(number or "")] if name else []


def _identifiers(conn: sqlite3.Connection, patient: Row) -> list[Row]:
    return outgoing.rows(conn, "identifiers", "mrn", patient["mrn"], "type, value")


def _merge(conn: sqlite3.Connection, patient: Row, at: str) -> str:
    """Return the A40 of the records merged into a patient's, or of a merged patient's own."""
    if patient["status"] == "merged":
        kept, old = outgoing.row(conn, "patients", "mrn", patient["merged_into"]), [patient]
    else:
        kept = patient
        old = outgoing.rows(conn, "patients", "merged_into", patient["mrn"], "mrn")
    if not old:
        what = f"no record has been merged into {patient['mrn']!r}, so there is no A40 to send"
        raise ExchangeError([Problem("patients, merged_into", what, p.UNKNOWN_KEY)])
    pid = v2write.pid(kept, _identifiers(conn, kept))
    lines = [v2write.msh("ADT", "A40", at, f"A40-{patient['mrn']}"), v2write.evn("A40", at)]
    return _written(lines + [line for one in old for line in (pid, v2write.mrg(one))])


def _moment(at: str | None) -> str | None:
    try:
        if at is not None:
            times.fhir_from_ours(at)
    except ValueError as error:
        what = f"{at!r} is not a date and time; write YYYY-MM-DD HH:MM"
        raise ExchangeError([Problem("at", what)]) from error
    return at


def _written(lines: list[str]) -> str:
    import hl7

    return str(hl7.parse(v2write.message(lines)))
