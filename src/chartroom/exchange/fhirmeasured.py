"""What was measured: Observations of laboratory results, vital signs and birth weight."""

from __future__ import annotations

from chartroom.exchange import fhirterms as t
from chartroom.exchange import measures, times
from chartroom.exchange import problems as p
from chartroom.exchange.check import short
from chartroom.exchange.fhirread import Reading
from chartroom.exchange.fhirshape import Json, Node, concept, fhir_id, reference
from chartroom.exchange.measures import (
    BIRTH_WEIGHT,
    BY_LOINC,
    IN_PRESSURE,
    PRESSURE,
    SATURATION,
    VITALS,
)
from chartroom.exchange.problems import Found
from chartroom.exchange.store import Row

_CATEGORY = f"{t.THO}/observation-category"
_TEST = f"{t.OWN}/laboratory-test"
_FLAG = f"{t.V3}ObservationInterpretation"


def _observation(category: str, code: Json, encounter: object, mrn: object) -> Json:
    return {
        "resourceType": "Observation",
        "status": "final",
        "category": [concept("", _CATEGORY, category)],
        "code": code,
        "subject": reference("Patient", mrn),
        "encounter": reference("Encounter", encounter),
    }


def _quantity(value: object, unit: object, code: str) -> Json:
    coded = {"system": t.UCUM, "code": code} if code else {}
    return {"value": value, "unit": unit, **coded}


def result(row: Row, mrn: object) -> Json:
    """Return the Observation of a row of ``results``."""
    test, unit = str(row["test"]), str(row["unit"])
    loinc, name = measures.laboratory().get(test, ("", test))
    coding = [
        {"system": t.LOINC, "code": loinc, "display": name} if loinc else {},
        {"system": _TEST, "code": test},
    ]
    ends = {
        end: _quantity(row[end], unit, measures.ucum(unit))
        for end in ("low", "high")
        if row[end] is not None
    }
    return {
        **_observation("laboratory", {"coding": coding, "text": name}, row["encounter_id"], mrn),
        "id": fhir_id(row["order_id"], test),
        "basedOn": [reference("ServiceRequest", row["order_id"])],
        "issued": times.fhir_from_ours(str(row["resulted_at"])),
        "valueQuantity": _quantity(row["value"], unit, measures.ucum(unit)),
        "interpretation": [concept("", _FLAG, row["flag"])],
        "referenceRange": [ends],
    }


def vitals(row: Row, mrn: object) -> list[Json]:
    """Return the Observations of a row of ``vitals``: one a measure, blood pressure in one."""
    number, moment = row["encounter_id"], times.fhir_from_ours(str(row["taken_at"]))
    stamp = str(row["taken_at"]).replace(" ", "T").replace(":", "")
    made = []
    for one in VITALS:
        if one.column not in IN_PRESSURE and row[one.column] is not None:
            made.append((one.loinc, one.name, {"valueQuantity": _vital(one, row)}))
    parts = [
        {"code": _loinc(one.loinc, one.name), "valueQuantity": _vital(one, row)}
        for one in VITALS
        if one.column in IN_PRESSURE and row[one.column] is not None
    ]
    if parts:
        made.append((*PRESSURE, {"component": parts}))
    return [
        {
            **_observation("vital-signs", _loinc(code, name), number, mrn),
            "id": fhir_id(number, stamp, code),
            "effectiveDateTime": moment,
            **values,
        }
        for code, name, values in made
    ]


def _vital(one: measures.Measure, row: Row) -> Json:
    return _quantity(row[one.column], one.unit, one.ucum)


def _loinc(code: str, name: str) -> Json:
    made = concept(name, t.LOINC, code, name)
    if BY_LOINC.get(code) is BY_LOINC[SATURATION[0]]:
        wide, words = SATURATION
        made["coding"].append({"system": t.LOINC, "code": wide, "display": words})
    return made


def birth_weight(row: Row) -> Json:
    """Return the Observation of a newborn's weight, from its row of ``encounters``."""
    one = BIRTH_WEIGHT
    return {
        **_observation("vital-signs", _loinc(one.loinc, one.name), row["encounter_id"], row["mrn"]),
        "id": fhir_id(row["encounter_id"], "birth-weight"),
        "effectiveDateTime": times.fhir_from_ours(str(row["admitted_at"])),
        "valueQuantity": _vital(one, row),
    }


def read(nodes: list[Node], reading: Reading) -> None:
    """Note the rows of ``results`` and ``vitals``, and the birth weights of ``encounters``."""
    sets: dict[tuple[object, object], Found] = {}
    weights: dict[object, Node] = {}
    for node in nodes:
        loinc = node["code"].code(t.LOINC)
        encounter = reading.key(node["encounter"], "Encounter")
        if loinc.value == BIRTH_WEIGHT.loinc:
            weights[encounter[0]] = _value(node, BIRTH_WEIGHT.ucum, reading)
        elif node["code"].code(_TEST) or _is(node, "laboratory"):
            _read_result(node, encounter, reading)
        elif loinc.value == PRESSURE[0] or loinc.value in BY_LOINC:
            _read_vital(node, encounter, sets, reading)
        else:
            what = f"{short(loinc.value)} is neither a vital sign we keep nor a laboratory test"
            reading.tell(loinc.path, what, p.NOT_IN_TABLE)
    for one in reading.found:
        if one.table == "encounters":
            weight = weights.pop(one.row["encounter_id"], Node(None, one.place))
            one.row["birth_weight_g"], one.places["birth_weight_g"] = weight.value, weight.path
    for node in weights.values():
        reading.tell(node.path, "is the birth weight of an encounter that is not in this bundle")


def _is(node: Node, category: str) -> bool:
    return any(one.code(_CATEGORY).value == category for one in node["category"])


def _value(node: Node, ucum: str, reading: Reading) -> Node:
    """Return the number of a quantity; another unit than ours is told, as we do not convert."""
    quantity = node["valueQuantity"]
    if quantity and quantity["code"].value != ucum:
        what = f"{short(quantity['code'].value)} is not the unit we keep; convert it to {ucum}"
        reading.tell(quantity["code"].path, what, p.NOT_IN_TABLE)
    return quantity["value"]


def _read_result(node: Node, encounter: tuple[object, Node], reading: Reading) -> None:
    test, loinc = node["code"].code(_TEST), node["code"].code(t.LOINC)
    known: object = test
    if not test and loinc:
        known = (measures.tests().get(str(loinc.value)), loinc)
    limits = node.first("referenceRange")
    columns = {
        "order_id": reading.key(node.first("basedOn"), "ServiceRequest"),
        "test": known,
        "encounter_id": encounter,
        "value": node["valueQuantity"]["value"],
        "unit": node["valueQuantity"]["unit"],
        "low": limits["low"]["value"],
        "high": limits["high"]["value"],
        "flag": node.first("interpretation").code(_FLAG),
        "resulted_at": reading.moment(node["issued"]),
    }
    reading.row("results", node.path, columns)


def _read_vital(
    node: Node,
    encounter: tuple[object, Node],
    sets: dict[tuple[object, object], Found],
    reading: Reading,
) -> None:
    taken = reading.moment(node["effectiveDateTime"])
    key = (encounter[0], taken[0])
    if key not in sets:
        columns = {"encounter_id": encounter, "taken_at": taken}
        sets[key] = reading.row("vitals", node.path, columns | {one.column: None for one in VITALS})
    row = sets[key]
    for part in [node, *node["component"]]:
        one = BY_LOINC.get(str(part["code"].code(t.LOINC).value))
        if one is None:
            continue
        value = _value(part, one.ucum, reading)
        if row.row[one.column] is not None and row.row[one.column] != value.value:
            what = f"is a second {one.name.lower()} of the same moment; the first is at "
            reading.tell(value.path, what + row.at(one.column), p.DUPLICATE_KEY)
        row.row[one.column], row.places[one.column] = value.value, value.path
