"""Patients, their other numbers and their insurance: Patient and Coverage."""

from __future__ import annotations

import re

from chartroom.exchange import fhirterms as t
from chartroom.exchange.fhirread import Reading
from chartroom.exchange.fhirshape import Json, Node, concept, extension, fhir_id, reference
from chartroom.exchange.store import Row


def patient(row: Row, identifiers: list[Row]) -> Json:
    """Return the Patient of a row of ``patients`` and its rows of ``identifiers``."""
    language, marital = row["language"], row["marital_status"]
    return {
        "resourceType": "Patient",
        "id": fhir_id(row["mrn"]),
        "extension": [
            _spoken(t.RACE, row["race"]),
            _spoken(t.ETHNICITY, row["ethnicity"]),
            extension("registered-on", valueDate=row["registered_on"]),
            extension("mother", valueReference=reference("Patient", row["mother_mrn"], False)),
        ],
        "identifier": [
            {
                "use": "usual",
                "type": concept("Medical record number", f"{t.V2}0203", "MR"),
                "system": f"{t.ID}/mrn",
                "value": row["mrn"],
            },
            *map(_identifier, identifiers),
        ],
        "active": row["status"] == "active",
        "name": [
            {
                "use": "official",
                "family": row["last_name"],
                "given": [row["first_name"], row["middle_name"]],
                "suffix": [row["suffix"]],
            }
        ],
        "telecom": [
            {"system": "phone", "use": "home", "value": row["phone"]} if row["phone"] else {},
            {"system": "email", "value": row["email"]} if row["email"] else {},
        ],
        "gender": t.GENDERS.get(str(row["sex"]), row["sex"]),
        "birthDate": row["birth_date"],
        "deceasedDateTime": row["deceased_on"],
        "address": [
            {
                "use": "home",
                "line": [row["street"]],
                "city": row["city"],
                "state": row["state"],
                "postalCode": row["zip"],
            }
        ],
        "maritalStatus": concept(marital, f"{t.V3}MaritalStatus", t.MARITAL.get(str(marital))),
        "communication": [
            {
                "language": concept(language, t.LANGUAGE, t.LANGUAGES.get(str(language))),
                "preferred": True,
            }
        ],
        "link": [
            {
                "other": reference("Patient", row["merged_into"], False),
                "type": "replaced-by" if row["merged_into"] else None,
            }
        ],
    }


def _spoken(url: str, text: object) -> Json:
    return {"url": url, "extension": [{"url": "text", "valueString": text}]} if text else {}


def _identifier(row: Row) -> Json:
    system, kind = t.IDENTIFIERS[str(row["type"])]
    value = str(row["value"])
    if row["type"] == "SSN" and re.fullmatch(r"\d{3}-\d\d-\d{4}", value):
        value = value.replace("-", "")  # FHIR writes the nine digits only
    return {
        "type": concept(row["type"], f"{t.V2}0203", kind),
        "system": system,
        "value": value,
        "assigner": {"display": row["issuer"]},
    }


def read_patient(node: Node, reading: Reading) -> None:
    """Note the rows of ``patients`` and ``identifiers`` that a Patient holds."""
    mrn, name, home = node.number("Patient"), node.first("name"), node.first("address")
    given, link = name["given"], node.where("link", type="replaced-by")
    names = [one.value for one in given]
    languages, marital = node.first("communication")["language"], node["maritalStatus"]
    reading.row(
        "patients",
        node.path,
        {
            "mrn": mrn,
            "last_name": name["family"],
            "first_name": (names[0] if names else None, given),
            "middle_name": (" ".join(map(str, names[1:])) or None, given),
            "suffix": (" ".join(str(one.value) for one in name["suffix"]) or None, name["suffix"]),
            "birth_date": reading.day(node["birthDate"]),
            "sex": reading.mapped(node["gender"], t.GENDERS),
            "race": node.where("extension", url=t.RACE).where("extension", url="text")[
                "valueString"
            ],
            "ethnicity": node.where("extension", url=t.ETHNICITY).where("extension", url="text")[
                "valueString"
            ],
            "language": _worded(languages, t.LANGUAGE, t.LANGUAGES),
            "marital_status": _worded(marital, f"{t.V3}MaritalStatus", t.MARITAL),
            "street": (
                ", ".join(str(one.value) for one in home["line"]) or None,
                home["line"],
            ),
            "city": home["city"],
            "state": home["state"],
            "zip": home["postalCode"],
            "phone": node.where("telecom", system="phone")["value"],
            "email": node.where("telecom", system="email")["value"],
            "mother_mrn": reading.key(node.own("mother")["valueReference"], "Patient"),
            "registered_on": reading.day(node.own("registered-on")["valueDate"]),
            "deceased_on": reading.day(node["deceasedDateTime"]),
            "status": ("merged" if link else "active", link),
            "merged_into": reading.key(link["other"], "Patient"),
        },
    )
    systems = {system: ours for ours, (system, _) in t.IDENTIFIERS.items()}
    for one in node["identifier"]:
        ours = systems.get(str(one["system"].value))
        if ours:
            value = str(one["value"].value or "")
            if ours == "SSN" and re.fullmatch(r"\d{9}", value):
                value = f"{value[:3]}-{value[3:5]}-{value[5:]}"
            columns = {
                "mrn": mrn,
                "type": ours,
                "value": (value, one["value"]),
                "issuer": one["assigner"]["display"],
            }
            reading.row("identifiers", one.path, columns)


def _worded(node: Node, system: str, codes: dict[str, str]) -> tuple[object, Node]:
    """Return the text of a concept, or our word for its code."""
    if node["text"]:
        return node["text"].value, node["text"]
    code = node.code(system)
    return next((ours for ours, one in codes.items() if one == code.value), code.value), node


def coverage(row: Row) -> Json:
    """Return the Coverage of a row."""
    return {
        "resourceType": "Coverage",
        "id": fhir_id(row["coverage_id"]),
        "identifier": [{"system": f"{t.ID}/coverage", "value": row["coverage_id"]}],
        "status": "active",
        "type": concept(row["payer"], t.SOPT, t.PAYERS.get(str(row["payer"]))),
        "subscriberId": row["member_id"],
        "beneficiary": reference("Patient", row["mrn"]),
        "period": {"start": row["starts_on"], "end": row["ends_on"]},
        "payor": [{"display": row["plan"]}],
        "class": [
            {
                "type": concept("Plan", f"{t.THO}/coverage-class", "plan"),
                "value": row["plan"],
            }
        ],
        "order": row["rank"],
    }


def read_coverage(node: Node, reading: Reading) -> None:
    """Note the row of ``coverage`` that a Coverage holds."""
    reading.row(
        "coverage",
        node.path,
        {
            "coverage_id": node.number("Coverage"),
            "mrn": reading.key(node["beneficiary"], "Patient"),
            "rank": node["order"],
            "payer": _worded(node["type"], t.SOPT, t.PAYERS),
            "plan": node.first("class")["value"],
            "member_id": node["subscriberId"],
            "starts_on": reading.day(node["period"]["start"]),
            "ends_on": reading.day(node["period"]["end"]),
        },
    )
