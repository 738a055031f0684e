"""Encounters, what was found and what was done: Encounter, Condition, Procedure."""

from __future__ import annotations

from chartroom.exchange import fhirterms as t
from chartroom.exchange import problems as p
from chartroom.exchange import times
from chartroom.exchange.fhirread import Reading, flag
from chartroom.exchange.fhirshape import Json, Node, concept, extension, fhir_id, reference
from chartroom.exchange.store import Row
from chartroom.exchange.titles import title
from chartroom.hospital.schema import ADMISSION_SOURCES, ADMISSION_TYPES, DISPOSITIONS

_CATEGORY = f"{t.THO}/condition-category"
_ROLE = f"{t.THO}/diagnosis-role"
_KIND = f"{t.OWN}/encounter-kind"


def encounter(row: Row, diagnoses: list[Row]) -> Json:
    """Return the Encounter of a row, with the order of its rows of ``diagnoses``."""
    number, kind = row["encounter_id"], str(row["kind"])
    ended = row["discharged_at"]
    return {
        "resourceType": "Encounter",
        "id": fhir_id(number),
        "extension": [
            extension("via-ed", valueBoolean=row["via_ed"] == "Y"),
            extension("expected-payer", valueString=row["payer"]),
        ],
        "identifier": [{"system": f"{t.ID}/encounter", "value": number}],
        "status": "finished" if ended else "in-progress",
        "class": {"system": f"{t.V3}ActCode", "code": t.CLASSES.get(kind, kind)},
        "type": [concept(kind, _KIND, kind)],
        "priority": _nubc("PriorityTypeOfAdmitOrVisit", row["admission_type"], ADMISSION_TYPES),
        "subject": reference("Patient", row["mrn"]),
        "participant": [
            {
                "type": [concept("attending", f"{t.V3}ParticipationType", "ATND")],
                "individual": reference("Practitioner", row["attending_id"]),
            }
        ],
        "period": {
            "start": times.fhir_from_ours(str(row["admitted_at"])),
            "end": times.fhir_from_ours(str(ended)) if ended else None,
        },
        "reasonCode": [{"text": row["chief_complaint"]}],
        "diagnosis": [
            *([_rank(number, "admitting", "AD", None, None)] if row["admitting_code"] else []),
            *(
                _rank(number, one["sequence"], "DD", one["sequence"], one["poa"])
                for one in diagnoses
            ),
        ],
        "hospitalization": {
            "admitSource": _source(str(row["admission_source"] or "")),
            "dischargeDisposition": _nubc("PatDischargeStatus", row["disposition"], DISPOSITIONS),
        },
        "location": [{"location": reference("Location", row["bed_id"])}],
        "serviceProvider": reference("Organization", row["department_id"]),
    }


def _nubc(system: str, code: object, words: dict[str, str]) -> Json:
    return concept(words.get(str(code)), f"{t.NUBC}/{system}", code)


def _source(ours: str) -> Json:
    code = ours.removeprefix("newborn-")
    system = "PointOfOrigin" if code == ours else "PointOfOriginNewborn"
    return concept(ADMISSION_SOURCES.get(ours), f"{t.NUBC}/{system}", code)


def _rank(number: object, part: object, use: str, rank: object, poa: object) -> Json:
    return {
        "extension": [extension("present-on-admission", valueCode=poa)],
        "condition": {"reference": f"Condition/{fhir_id(number, 'dx', part)}"},
        "use": concept(_USES[use], _ROLE, use),
        "rank": rank,
    }


_USES = {"AD": "admitting", "DD": "final"}


def conditions(row: Row, diagnoses: list[Row]) -> list[Json]:
    """Return the Conditions of an encounter: its admitting diagnosis and its ``diagnoses``."""
    parts = [("admitting", row["admitting_code"])] if row["admitting_code"] else []
    parts += [(str(one["sequence"]), one["code"]) for one in diagnoses]
    return [
        {
            "resourceType": "Condition",
            "id": fhir_id(row["encounter_id"], "dx", part),
            "category": [concept("", _CATEGORY, "encounter-diagnosis")],
            "code": concept("", t.ICD10CM, code, title(str(code))),
            "subject": reference("Patient", row["mrn"]),
            "encounter": reference("Encounter", row["encounter_id"]),
        }
        for part, code in parts
    ]


def read_encounter(node: Node, reading: Reading) -> list[str]:
    """Note the rows of ``encounters`` and ``diagnoses``; return the paths of Conditions used."""
    number = node.number("Encounter")
    stay, used = node["hospitalization"], []
    admitting: object = (None, node["diagnosis"])
    for one in node["diagnosis"]:
        condition = reading.target(one["condition"], "Condition")
        if condition is None:
            continue
        used.append(condition.path)
        code = condition["code"].code(t.ICD10CM)
        if not code:
            what = f"is missing; a diagnosis here has a code of {t.ICD10CM}"
            reading.tell(code.path, what, p.MISSING)
        if one["use"].code(_ROLE).value == "AD":
            admitting = code
            continue
        columns = {
            "encounter_id": number,
            "sequence": one["rank"],
            "code": code,
            "poa": one.own("present-on-admission")["valueCode"],
        }
        reading.row("diagnoses", one.path, columns)
    kind = next(iter(node["type"]), Node(None, f"{node.path}.type[0]")).code(_KIND)
    reading.row(
        "encounters",
        node.path,
        {
            "encounter_id": number,
            "mrn": reading.key(node["subject"], "Patient"),
            "kind": kind,
            "department_id": reading.key(node["serviceProvider"], "Organization"),
            "bed_id": reading.key(node.first("location")["location"], "Location"),
            "attending_id": reading.key(_attending(node)["individual"], "Practitioner"),
            "admitted_at": reading.moment(node["period"]["start"]),
            "discharged_at": reading.moment(node["period"]["end"]),
            "admission_type": node["priority"].code(f"{t.NUBC}/PriorityTypeOfAdmitOrVisit"),
            "admission_source": _read_source(stay["admitSource"]),
            "via_ed": flag(node.own("via-ed")["valueBoolean"]),
            "disposition": stay["dischargeDisposition"].code(f"{t.NUBC}/PatDischargeStatus"),
            "chief_complaint": node.first("reasonCode")["text"],
            "admitting_code": admitting,
            "payer": node.own("expected-payer")["valueString"],
        },
    )
    return used


def _attending(node: Node) -> Node:
    for one in node["participant"]:
        if any(kind.code(f"{t.V3}ParticipationType").value == "ATND" for kind in one["type"]):
            return one
    return Node(None, f"{node.path}.participant[type ATND]")


def _read_source(node: Node) -> tuple[object, Node]:
    newborn = node.code(f"{t.NUBC}/PointOfOriginNewborn")
    if newborn:
        return f"newborn-{newborn.value}", newborn
    code = node.code(f"{t.NUBC}/PointOfOrigin")
    return code.value, code


def read_unused(node: Node, used: set[str], reading: Reading) -> None:
    """Note a problem of the problem list, or that nothing says where a diagnosis belongs."""
    if node.path in used:
        return
    if any(one.code(_CATEGORY).value == "problem-list-item" for one in node["category"]):
        columns = {
            "mrn": reading.key(node["subject"], "Patient"),
            "code": node["code"].code(t.ICD10CM),
            "problem": node["code"]["text"],
            "since": reading.day(node["recordedDate"]),
        }
        reading.row("problems", node.path, columns)
        return
    what = (
        "no Encounter.diagnosis points here, so its place in the order is not known; "
        "refer to it from the encounter, or give it the category problem-list-item"
    )
    reading.tell(node.path, what, p.UNKNOWN_KEY)


def problem(row: Row) -> Json:
    """Return the Condition of a row of ``problems``."""
    return {
        "resourceType": "Condition",
        "id": fhir_id(row["mrn"], "problem", row["code"]),
        "clinicalStatus": concept("", f"{t.THO}/condition-clinical", "active"),
        "category": [concept("", _CATEGORY, "problem-list-item")],
        "code": concept(row["problem"], t.ICD10CM, row["code"], title(str(row["code"]))),
        "subject": reference("Patient", row["mrn"]),
        "recordedDate": row["since"],
    }


def procedure(row: Row, mrn: object) -> Json:
    """Return the Procedure of a row."""
    number, system = row["encounter_id"], str(row["system"])
    return {
        "resourceType": "Procedure",
        "id": fhir_id(number, "px", row["sequence"]),
        "extension": [extension("sequence", valuePositiveInt=row["sequence"])],
        "status": "completed",
        "code": concept(row["title"], t.PROCEDURE_SYSTEMS.get(system, system), row["code"]),
        "subject": reference("Patient", mrn),
        "encounter": reference("Encounter", number),
        "performedDateTime": times.fhir_from_ours(str(row["performed_at"])),
        "performer": [{"actor": reference("Practitioner", row["provider_id"])}],
    }


def read_procedure(node: Node, reading: Reading) -> None:
    """Note the row of ``procedures`` that a Procedure holds."""
    coding = node["code"].first("coding")
    columns = {
        "encounter_id": reading.key(node["encounter"], "Encounter"),
        "sequence": node.own("sequence")["valuePositiveInt"],
        "system": reading.mapped(coding["system"], t.PROCEDURE_SYSTEMS),
        "code": coding["code"],
        "title": node["code"]["text"],
        "performed_at": reading.moment(node["performedDateTime"]),
        "provider_id": reading.key(node.first("performer")["actor"], "Practitioner"),
    }
    reading.row("procedures", node.path, columns)
