"""FHIR R4B (4.3.0): a patient's record as a Bundle, and Bundles taken in.

Structure is checked by the R4B models of ``fhir.resources``; what our tables ask for by
``hospital.schema``; references by us.
"""

from __future__ import annotations

import json
import re
import sqlite3
from typing import Any

from chartroom.exchange import check, fhircheck, store
from chartroom.exchange.fhirbundle import found_in
from chartroom.exchange.fhirgather import resources
from chartroom.exchange.fhirshape import Json, clean
from chartroom.exchange.fhirterms import BASE
from chartroom.exchange.problems import ExchangeError, Found, Problem, as_rows
from chartroom.exchange.store import Loaded, Row

FHIR_VERSION = "4.3.0"


def bundle(conn: sqlite3.Connection, mrn: str, encounter_id: str | None = None) -> Json:
    """Return a patient's record as a FHIR R4B Bundle of type collection.

    Args:
        conn: a database with the hospital's tables.
        mrn: the patient.
        encounter_id: only this encounter; the problem list is then left out.

    Returns:
        The Bundle as a dictionary; ``text`` writes it as JSON.

    Raises:
        ExchangeError: no such patient or encounter, or a row that FHIR cannot hold (a date that is
            none); the problem names it.
    """
    made = [clean(one) for one in resources(conn, mrn, encounter_id)]
    told = [
        problem
        for one in made
        for problem in fhircheck.resource(one, f"{one['resourceType']}/{one['id']}")
    ]
    if told:
        raise ExchangeError(told)
    entries = [
        {"fullUrl": f"{BASE}/{one['resourceType']}/{one['id']}", "resource": fhircheck.tidy(one)}
        for one in made
    ]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def text(made: Json) -> str:
    """Return a Bundle as JSON, one element a line."""
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def read(text: str | Json) -> dict[str, list[Row]]:
    """Return the rows that a Bundle holds, by table.

    Raises:
        ExchangeError: every problem with its path, such as
            ``Bundle.entry[3].resource.birthDate: '1987-02-30' is not a date; write YYYY-MM-DD``.
    """
    return as_rows(_read(text))


def load(conn: sqlite3.Connection, text: str | Json) -> Loaded:
    """Take a Bundle in: all of it, or nothing.

    Rows that are here already and say the same are left; nothing is overwritten.

    Raises:
        ExchangeError: as ``read``, and for rows that contradict the database.
    """
    found = _read(text)
    loaded = Loaded()
    with store.all_or_nothing(conn):
        store.add(conn, found, loaded)
    return loaded


def _read(text: str | Json) -> list[Found]:
    parsed: Any = fhircheck.parsed(text) if isinstance(text, str) else text
    reading = found_in(parsed)
    told = [*reading.told, *check.rows(reading.found)]
    if told:
        raise ExchangeError(sorted(told, key=_entry))
    return reading.found


def _entry(problem: Problem) -> int:
    """Return the number of the entry a problem is in, to tell problems in the bundle's order."""
    match = re.match(r"Bundle\.entry\[(\d+)\]", problem.where)
    return int(match[1]) if match else -1
