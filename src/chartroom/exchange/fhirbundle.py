"""A Bundle opened: its resources checked one by one, then read into rows."""

from __future__ import annotations

from typing import Any

from chartroom.exchange import (
    fhircheck,
    fhirmeasured,
    fhirorders,
    fhirpatient,
    fhirplaces,
    fhirvisit,
)
from chartroom.exchange import problems as p
from chartroom.exchange.check import short
from chartroom.exchange.fhirread import Reading
from chartroom.exchange.fhirshape import Node
from chartroom.exchange.fhirterms import NUMBERED, UNNUMBERED

# The states we take in: a resource in another one (planned, cancelled, entered in error) does not
# say that something happened.
_STATES = {
    "Coverage": {"status": ("active",)},
    "DocumentReference": {"status": ("current",)},
    "Encounter": {"status": ("finished", "in-progress")},
    "MedicationRequest": {"intent": ("order",)},
    "Observation": {"status": ("final", "amended", "corrected")},
    "Procedure": {"status": ("completed",)},
    "ServiceRequest": {"intent": ("order",)},
}
_READERS = {
    "Coverage": fhirpatient.read_coverage,
    "DocumentReference": fhirorders.read_document,
    "Location": fhirplaces.read_location,
    "MedicationRequest": fhirorders.read_medication,
    "Organization": fhirplaces.read_organization,
    "Patient": fhirpatient.read_patient,
    "Procedure": fhirvisit.read_procedure,
    "ServiceRequest": fhirorders.read_service,
}


def found_in(parsed: Any) -> Reading:
    """Return the rows and problems of a Bundle, given as parsed JSON."""
    reading = Reading()
    root = Node(parsed, "Bundle")
    if root["resourceType"].value != "Bundle":
        what = f"{short(root['resourceType'].value)} is not a Bundle, which is what we take in"
        reading.tell("Bundle.resourceType", what, p.WRONG_MESSAGE)
        return reading
    reading.told += fhircheck.envelope(parsed)
    if reading.told:
        return reading
    nodes = [node for node in _resources(root, reading) if _known(node, reading)]
    for node in nodes:
        reading.told += fhircheck.resource(node.value, node.path)
    if not reading.told:  # what is no FHIR is not read, or each error would be told many times
        _read(nodes, reading)
        _same_patient(nodes, reading)
    return reading


def _resources(root: Node, reading: Reading) -> list[Node]:
    nodes = []
    for entry in root["entry"]:
        node = entry["resource"]
        if not node:
            reading.tell(node.path, "is missing", p.MISSING)
            continue
        nodes.append(node)
        kind, number = node["resourceType"].value, node["id"].value
        names = [f"{kind}/{number}"] if number else []
        names += [str(entry["fullUrl"].value)] if entry["fullUrl"] else []
        for name in names:
            first = reading.targets.setdefault(name, node)
            if first is not node:
                what = f"{name} is there twice; the first is {first.path}"
                reading.tell(f"{node.path}.id", what, p.DUPLICATE_KEY)
    if not nodes and not reading.told:
        reading.tell("Bundle.entry", "is missing or empty; nothing to take in", p.MISSING)
    return nodes


def _known(node: Node, reading: Reading) -> bool:
    kind, kinds = node["resourceType"], sorted([*NUMBERED, *UNNUMBERED])
    if kind.value in kinds:
        return True
    known = ", ".join(kinds)
    what = f"{short(kind.value)} is not taken in here; we keep {known}"
    reading.tell(kind.path, what, p.NOT_IN_TABLE)
    return False


def _read(nodes: list[Node], reading: Reading) -> None:
    def of(kind: str) -> list[Node]:
        return [node for node in nodes if node["resourceType"].value == kind]

    for node in nodes:
        for name, allowed in _STATES.get(node["resourceType"].value, {}).items():
            if node[name].value not in allowed:
                what = f"{short(node[name].value)} is not taken in; only {' or '.join(allowed)} is"
                reading.tell(node[name].path, what, p.NOT_IN_TABLE)
    roles = fhirplaces.roles(nodes, reading)
    used: set[str] = set()
    for node in of("Encounter"):
        used |= set(fhirvisit.read_encounter(node, reading))
    for node in nodes:
        kind = node["resourceType"].value
        if kind == "Practitioner":
            fhirplaces.read_practitioner(node, roles, reading)
        elif kind == "Condition":
            fhirvisit.read_unused(node, used, reading)
        elif kind in _READERS:
            _READERS[kind](node, reading)
    fhirmeasured.read(of("Observation"), reading)


def _same_patient(nodes: list[Node], reading: Reading) -> None:
    """Tell of resources whose patient is not the patient of their encounter.

    Documents are left out: our table keeps both, so that a misfiled one can be found.
    """
    patients = {
        one.row["encounter_id"]: one.row["mrn"]
        for one in reading.found
        if one.table == "encounters"
    }
    for node in nodes:
        if node["resourceType"].value == "DocumentReference" or not node["encounter"]:
            continue
        mrn, place = reading.key(node["subject"], "Patient")
        encounter, _ = reading.key(node["encounter"], "Encounter")
        theirs = patients.get(encounter, mrn)
        if mrn != theirs and p.UNREADABLE not in (mrn, theirs):
            what = f"{short(mrn)} is not the patient of encounter {encounter}"
            reading.tell(place.path, f"{what}, which is {theirs}'s", p.UNKNOWN_KEY)
