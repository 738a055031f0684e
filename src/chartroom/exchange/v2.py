"""HL7 v2.5.1: ADT (A01, A03, A04, A08, A40) and ORU^R01 messages, written, read and taken in.

Messages are text; segments end with a carriage return. docs/exchange.md has the fields.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable
from datetime import datetime

from chartroom.exchange import problems as p
from chartroom.exchange import store, v2lab, v2load, v2message, v2text, v2write
from chartroom.exchange.problems import ExchangeError, Problem, as_rows
from chartroom.exchange.store import Loaded, Row, row_of, select
from chartroom.exchange.times import ZONE

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
    encounter = _row(conn, "encounters", "encounter_id", encounter_id)
    patient = _row(conn, "patients", "mrn", encounter["mrn"])
    ended = event in ("A03", "A08") and encounter["discharged_at"] is not None
    at = at or str(encounter["discharged_at"] if ended else encounter["admitted_at"])
    if event == "A40":
        return _merge(conn, patient, at)
    final = _of(conn, "diagnoses", encounter_id) if ended else []
    attending = row_of(conn, "providers", {"provider_id": encounter["attending_id"]})

    def found() -> list[str]:
        parts = [v2write.birth_weight(encounter), v2write.diagnoses(encounter, final)]
        return [line for part in (parts[::-1] if event == "A03" else parts) for line in part]

    return _written(
        encounter_id,
        lambda: [
            v2write.msh("ADT", event, at, f"{event}-{encounter_id}"),
            v2write.evn(event, at),
            v2write.pid(patient, _identifiers(conn, patient)),
            *v2write.visit(encounter, attending, ended),
            *found(),  # in an A03 observations stand after diagnoses, else before
            v2write.own(encounter),
        ],
    )


def oru(conn: sqlite3.Connection, order_id: str) -> str:
    """Return the results of a laboratory order as ORU^R01.

    Raises:
        ExchangeError: no such order, or not one of the laboratory.
    """
    order = _row(conn, "orders", "order_id", order_id)
    if order["kind"] != "laboratory":
        what = f"order {order_id!r} is for {order['kind']}; only the laboratory's are sent"
        raise ExchangeError([Problem("orders, kind", what)])
    encounter = _row(conn, "encounters", "encounter_id", order["encounter_id"])
    patient = _row(conn, "patients", "mrn", encounter["mrn"])
    results = select(
        conn, "SELECT * FROM results WHERE order_id = ? ORDER BY resulted_at, test", (order_id,)
    )
    at = max((str(one["resulted_at"]) for one in results), default=order["ordered_at"])
    attending = row_of(conn, "providers", {"provider_id": encounter["attending_id"]})
    by = row_of(conn, "providers", {"provider_id": order["ordered_by"]})
    return _written(
        order_id,
        lambda: [
            v2write.msh("ORU", "R01", at, f"R01-{order_id}"),
            v2write.pid(patient, _identifiers(conn, patient)),
            v2write.visit(encounter, attending, False)[0],
            *v2lab.order_lines(order, by, at),
            *(v2lab.result_line(number, one) for number, one in enumerate(results, 1)),
        ],
    )


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
    at = at or datetime.now(ZONE).strftime("%Y-%m-%d %H:%M")
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
    """Return segment, number and field (ERL) out of "DG1[2]-3 (diagnosis code)"."""
    match = re.match(r"([A-Z][A-Z0-9]{2})(?:\[(\d+)\])?(?:-(\d+))?(?![A-Za-z0-9])", where)
    return [match[1], match[2] or "1", match[3] or ""] if match else []


def _row(conn: sqlite3.Connection, table: str, column: str, value: object) -> Row:
    row = row_of(conn, table, {column: value})
    if row is None:
        what = f"{value!r} is not here; look the number up"
        raise ExchangeError([Problem(f"{table}, {column}", what, p.UNKNOWN_KEY)])
    return row


def _of(conn: sqlite3.Connection, table: str, encounter_id: object) -> list[Row]:
    sql = f'SELECT * FROM "{table}" WHERE encounter_id = ? ORDER BY sequence'
    return select(conn, sql, (encounter_id,))


def _identifiers(conn: sqlite3.Connection, patient: Row) -> list[Row]:
    sql = "SELECT * FROM identifiers WHERE mrn = ? ORDER BY type, value"
    return select(conn, sql, (patient["mrn"],))


def _merge(conn: sqlite3.Connection, patient: Row, at: str) -> str:
    """Return the A40 of the records merged into a patient's, or of a merged patient's own."""
    kept, sql = patient, "SELECT * FROM patients WHERE merged_into = ? ORDER BY mrn"
    if patient["status"] == "merged":
        kept = _row(conn, "patients", "mrn", patient["merged_into"])
        old = [patient]
    else:
        old = select(conn, sql, (patient["mrn"],))
    if not old:
        what = f"no record has been merged into {patient['mrn']!r}, so there is no A40 to send"
        raise ExchangeError([Problem("patients, merged_into", what, p.UNKNOWN_KEY)])
    return _written(
        patient["mrn"],
        lambda: [
            v2write.msh("ADT", "A40", at, f"A40-{patient['mrn']}"),
            v2write.evn("A40", at),
            *(
                line
                for one in old
                for line in (v2write.pid(kept, _identifiers(conn, kept)), v2write.mrg(one))
            ),
        ],
    )


def _written(number: object, lines: Callable[[], list[str]]) -> str:
    """Return the message; a value that HL7 cannot hold is told by the record's number."""
    import hl7

    try:
        return str(hl7.parse(v2write.message(lines())))
    except ValueError as error:
        what = f"holds a date or time that HL7 cannot: {error}"
        raise ExchangeError([Problem(f"the record of {number}", what)]) from error
