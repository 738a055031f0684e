"""A patient's rows, gathered into the resources of one bundle."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from chartroom.exchange import (
    fhirmeasured,
    fhirorders,
    fhirpatient,
    fhirplaces,
    fhirvisit,
    outgoing,
)
from chartroom.exchange import problems as p
from chartroom.exchange.fhirshape import Json
from chartroom.exchange.problems import ExchangeError, Problem
from chartroom.exchange.store import Row


def resources(conn: sqlite3.Connection, mrn: str, encounter_id: str | None) -> list[Json]:
    """Return every resource about a patient, or about one encounter with the patient's data.

    Raises:
        ExchangeError: no such patient or encounter, or a row cannot be written as FHIR.
    """
    patient = outgoing.row(conn, "patients", "mrn", mrn)
    encounters = _of(conn, "encounters", "mrn", mrn)
    if encounter_id is not None:
        encounters = [one for one in encounters if one["encounter_id"] == encounter_id]
        if not encounters:
            what = f"patient {mrn!r} has no encounter {encounter_id!r}"
            raise ExchangeError([Problem("encounters", what, p.UNKNOWN_KEY)])
    made: list[Json] = []
    whole = encounter_id is None
    made.append(fhirpatient.patient(patient, _of(conn, "identifiers", "mrn", mrn)))
    made += [fhirpatient.coverage(row) for row in _of(conn, "coverage", "mrn", mrn)]
    made += [fhirvisit.problem(row) for row in _of(conn, "problems", "mrn", mrn) if whole]
    staff: set[object] = set()
    for encounter in encounters:
        made += _visit(conn, encounter, staff)
    providers = _all(conn, "providers", "provider_id", staff)
    beds = _all(conn, "beds", "bed_id", (one["bed_id"] for one in encounters))
    units = {one["department_id"] for one in (*encounters, *providers, *beds)}
    made += [part for row in providers for part in fhirplaces.practitioner(row)]
    made += [fhirplaces.location(row) for row in beds]
    made += map(fhirplaces.organization, _all(conn, "departments", "department_id", units))
    return made


def _visit(conn: sqlite3.Connection, encounter: Row, staff: set[object]) -> list[Json]:
    number, mrn = encounter["encounter_id"], encounter["mrn"]

    def rows(table: str) -> list[Row]:
        return _of(conn, table, "encounter_id", number)

    diagnoses, procedures, documents = rows("diagnoses"), rows("procedures"), rows("documents")
    orders, given = rows("orders"), {row["order_id"]: row for row in rows("medications")}
    staff |= {encounter["attending_id"]}
    staff |= {row["provider_id"] for row in procedures} | {row["author_id"] for row in documents}
    staff |= {row["ordered_by"] for row in orders}
    made = [fhirvisit.encounter(encounter, diagnoses)]
    made += fhirvisit.conditions(encounter, diagnoses)
    made += [fhirvisit.procedure(row, mrn) for row in procedures]
    for order in orders:
        medication = given.pop(order["order_id"], None)
        if medication:
            made.append(fhirorders.medication(medication, order, mrn))
        else:
            made.append(fhirorders.service(order, mrn))
    if given:
        lost = next(iter(given))
        what = f"order {lost!r} is not among the orders of encounter {number!r}; enter it first"
        raise ExchangeError([Problem(f"medications {lost}, order_id", what, p.UNKNOWN_KEY)])
    made += [fhirmeasured.result(row, mrn) for row in rows("results")]
    made += [part for row in rows("vitals") for part in fhirmeasured.vitals(row, mrn)]
    if encounter["birth_weight_g"] is not None:
        made.append(fhirmeasured.birth_weight(encounter))
    made += [fhirorders.document(row, row["mrn"] == mrn) for row in documents]
    return made


_ORDER = {
    "coverage": "rank, coverage_id",
    "diagnoses": "sequence",
    "documents": "written_at, document_id",
    "encounters": "admitted_at, encounter_id",
    "identifiers": "type, value",
    "medications": "order_id",
    "orders": "ordered_at, order_id",
    "problems": "since, code",
    "procedures": "sequence",
    "results": "resulted_at, order_id, test",
    "vitals": "taken_at",
}


def _of(conn: sqlite3.Connection, table: str, column: str, value: object) -> list[Row]:
    return outgoing.rows(conn, table, column, value, _ORDER[table])


def _all(conn: sqlite3.Connection, table: str, key: str, wanted: Iterable[object]) -> list[Row]:
    numbers = sorted({str(one) for one in wanted if one is not None})
    return [outgoing.row(conn, table, key, number) for number in numbers]
