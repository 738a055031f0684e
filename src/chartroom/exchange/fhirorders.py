"""What was ordered and written: ServiceRequest, MedicationRequest, DocumentReference."""

from __future__ import annotations

import base64
import binascii

from chartroom.exchange import fhirterms as t
from chartroom.exchange import times
from chartroom.exchange.fhirread import Reading, flag
from chartroom.exchange.fhirshape import Json, Node, concept, extension, fhir_id, reference
from chartroom.exchange.store import Row

_STATUS = {"completed": "completed", "cancelled": "revoked"}
_MEDICATION_STATUS = {"completed": "completed", "cancelled": "cancelled"}
_KIND = f"{t.OWN}/order-kind"
_DRUG = f"{t.OWN}/drug"
_TEXT = "text/plain; charset=utf-8"


def _order(row: Row, mrn: object) -> Json:
    return {
        "id": fhir_id(row["order_id"]),
        "identifier": [{"system": f"{t.ID}/order", "value": row["order_id"]}],
        "intent": "order",
        "subject": reference("Patient", mrn),
        "encounter": reference("Encounter", row["encounter_id"]),
        "authoredOn": times.fhir_from_ours(str(row["ordered_at"])),
        "requester": reference("Practitioner", row["ordered_by"]),
    }


def _read_order(node: Node, reading: Reading) -> dict[str, object]:
    return {
        "order_id": node.number("ServiceRequest"),
        "encounter_id": reading.key(node["encounter"], "Encounter"),
        "ordered_by": reading.key(node["requester"], "Practitioner"),
        "ordered_at": reading.moment(node["authoredOn"]),
    }


def service(row: Row, mrn: object) -> Json:
    """Return the ServiceRequest of a row of ``orders``."""
    return {
        "resourceType": "ServiceRequest",
        **_order(row, mrn),
        "status": _STATUS.get(str(row["status"]), row["status"]),
        "category": [concept(row["kind"], _KIND, row["kind"])],
        "code": {"text": row["item"]},
    }


def read_service(node: Node, reading: Reading) -> None:
    """Note the row of ``orders`` that a ServiceRequest holds."""
    columns = {
        **_read_order(node, reading),
        "kind": node.first("category").code(_KIND),
        "item": node["code"]["text"],
        "status": reading.mapped(node["status"], _STATUS),
    }
    reading.row("orders", node.path, columns)


def medication(row: Row, order: Row, mrn: object) -> Json:
    """Return the MedicationRequest of a row of ``medications`` and its row of ``orders``."""
    return {
        "resourceType": "MedicationRequest",
        **_order(order, mrn),
        "extension": [extension("home-medication", valueBoolean=row["home"] == "Y")],
        "status": _MEDICATION_STATUS.get(str(order["status"]), order["status"]),
        "medicationCodeableConcept": concept(order["item"], _DRUG, row["drug"], row["drug"]),
        "dosageInstruction": [
            {
                "extension": [extension("dose", valueString=row["dose"])],
                "text": f"{row['dose']}, {row['route']}, {row['frequency']}",
                "timing": {"code": {"text": row["frequency"]}},
                "route": {"text": row["route"]},
            }
        ],
    }


def read_medication(node: Node, reading: Reading) -> None:
    """Note the rows of ``orders`` and ``medications`` that a MedicationRequest holds."""
    drug, dosage = node["medicationCodeableConcept"], node.first("dosageInstruction")
    shared = _read_order(node, reading)
    order = {
        **shared,
        "kind": "medication",
        "item": drug["text"],
        "status": reading.mapped(node["status"], _MEDICATION_STATUS),
    }
    reading.row("orders", node.path, order)
    columns = {
        "order_id": shared["order_id"],
        "encounter_id": shared["encounter_id"],
        "drug": drug.code(_DRUG),
        "dose": dosage.own("dose")["valueString"],
        "route": dosage["route"]["text"],
        "frequency": dosage["timing"]["code"]["text"],
        "home": flag(node.own("home-medication")["valueBoolean"]),
    }
    reading.row("medications", node.path, columns)


def document(row: Row, inside: bool) -> Json:
    """Return the DocumentReference of a row; its text, if kept, is base64 in the attachment.

    Args:
        inside: the document's patient is the patient of the bundle.
    """
    text = row["text"]
    data = base64.b64encode(str(text).encode("utf-8")).decode("ascii") if text else None
    return {
        "resourceType": "DocumentReference",
        "id": fhir_id(row["document_id"]),
        "identifier": [{"system": f"{t.ID}/document", "value": row["document_id"]}],
        "status": "current",
        "docStatus": t.DOC_STATUS.get(str(row["status"])),
        "type": {"text": row["type"]},
        "subject": reference("Patient", row["mrn"], inside),
        "date": times.fhir_from_ours(str(row["written_at"])),
        "author": [reference("Practitioner", row["author_id"])],
        "content": [{"attachment": {"contentType": _TEXT, "data": data, "title": row["type"]}}],
        "context": {"encounter": [reference("Encounter", row["encounter_id"])]},
    }


def read_document(node: Node, reading: Reading) -> None:
    """Note the row of ``documents`` that a DocumentReference holds."""
    columns = {
        "document_id": node.number("DocumentReference"),
        "encounter_id": reading.key(node["context"].first("encounter"), "Encounter"),
        "mrn": reading.key(node["subject"], "Patient"),
        "type": node["type"]["text"],
        "author_id": reading.key(node.first("author"), "Practitioner"),
        "written_at": reading.moment(node["date"]),
        "status": reading.mapped(node["docStatus"], t.DOC_STATUS),
        "text": _text(node.first("content")["attachment"]["data"], reading),
    }
    reading.row("documents", node.path, columns)


def _text(node: Node, reading: Reading) -> tuple[object, Node]:
    if not node:
        return None, node
    try:
        return base64.b64decode(str(node.value), validate=True).decode("utf-8"), node
    except (binascii.Error, ValueError):
        what = "is not text in UTF-8 written as base64; encode the text anew"
        return reading.tell(node.path, what), node
