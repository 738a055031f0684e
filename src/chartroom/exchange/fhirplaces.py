"""Who gives care and where: Practitioner, PractitionerRole, Organization, Location."""

from __future__ import annotations

from chartroom.exchange import fhirterms as t
from chartroom.exchange.fhirread import Reading, flag
from chartroom.exchange.fhirshape import Json, Node, concept, extension, fhir_id, reference
from chartroom.exchange.store import Row


def practitioner(row: Row) -> list[Json]:
    """Return the Practitioner of a row of ``providers`` and the PractitionerRole beside it."""
    number = row["provider_id"]
    return [
        {
            "resourceType": "Practitioner",
            "id": fhir_id(number),
            "identifier": [
                {"system": f"{t.ID}/provider", "value": number},
                {"system": t.NPI, "value": row["npi"]},
            ],
            "name": [{"family": row["last_name"], "given": [row["first_name"]]}],
            "qualification": [{"code": {"text": row["credential"]}}],
        },
        {
            "resourceType": "PractitionerRole",
            "id": fhir_id(number, "role"),
            "practitioner": reference("Practitioner", number),
            "organization": reference("Organization", row["department_id"]),
            "specialty": [{"text": row["specialty"]}],
        },
    ]


def read_practitioner(node: Node, roles: dict[str, Node], reading: Reading) -> None:
    """Note the row of ``providers`` that a Practitioner and its role hold.

    Args:
        roles: path of a Practitioner -> its PractitionerRole.
    """
    name, role = node.first("name"), roles.get(node.path)
    if role is None:
        what = "no PractitionerRole points here, so specialty and department are not known"
        reading.tell(node.path, what)
        return
    reading.row(
        "providers",
        node.path,
        {
            "provider_id": node.number("Practitioner"),
            "npi": node.where("identifier", system=t.NPI)["value"],
            "last_name": name["family"],
            "first_name": name.first("given"),
            "credential": node.first("qualification")["code"]["text"],
            "specialty": role.first("specialty")["text"],
            "department_id": reading.key(role["organization"], "Organization"),
        },
    )


def roles(nodes: list[Node], reading: Reading) -> dict[str, Node]:
    """Return the PractitionerRoles by the path of their Practitioner."""
    found = {}
    for node in nodes:
        if node["resourceType"].value == "PractitionerRole":
            target = reading.target(node["practitioner"], "Practitioner")
            if target is not None:
                found[target.path] = node
    return found


def organization(row: Row) -> Json:
    """Return the Organization of a row of ``departments``."""
    return {
        "resourceType": "Organization",
        "id": fhir_id(row["department_id"]),
        "identifier": [{"system": f"{t.ID}/department", "value": row["department_id"]}],
        "type": [concept(row["kind"], f"{t.THO}/organization-type", "dept")],
        "name": row["name"],
    }


def read_organization(node: Node, reading: Reading) -> None:
    """Note the row of ``departments`` that an Organization holds."""
    columns = {
        "department_id": node.number("Organization"),
        "name": node["name"],
        "kind": node.first("type")["text"],
    }
    reading.row("departments", node.path, columns)


def location(row: Row) -> Json:
    """Return the Location of a row of ``beds``."""
    return {
        "resourceType": "Location",
        "id": fhir_id(row["bed_id"]),
        "extension": [
            extension("bassinet", valueBoolean=row["bassinet"] == "Y"),
            extension("opened-on", valueDate=row["opened_on"]),
            extension("closed-on", valueDate=row["closed_on"]),
        ],
        "identifier": [{"system": f"{t.ID}/bed", "value": row["bed_id"]}],
        "name": row["bed_id"],
        "physicalType": concept("Bed", f"{t.THO}/location-physical-type", "bd"),
        "managingOrganization": reference("Organization", row["department_id"]),
    }


def read_location(node: Node, reading: Reading) -> None:
    """Note the row of ``beds`` that a Location holds."""
    columns = {
        "bed_id": node.number("Location"),
        "department_id": reading.key(node["managingOrganization"], "Organization"),
        "bassinet": flag(node.own("bassinet")["valueBoolean"]),
        "opened_on": reading.day(node.own("opened-on")["valueDate"]),
        "closed_on": reading.day(node.own("closed-on")["valueDate"]),
    }
    reading.row("beds", node.path, columns)
