"""What the EHR holds, as the desk shows it: plain data, dates as people write them, codes named."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any

from chartroom import codes
from chartroom.exercises import ehrmeasured
from chartroom.exercises.ehrforms import american, label, shown, typed
from chartroom.exercises.texts import sheet
from chartroom.hospital.schema import ADMISSION_SOURCES, ADMISSION_TYPES, DISPOSITIONS

Row = Mapping[str, Any]

_DEMOGRAPHICS = (
    ("mrn", "last_name", "first_name", "middle_name", "suffix", "birth_date", "sex", "deceased_on"),
    ("race", "ethnicity", "language", "marital_status", "mother_mrn", "registered_on", "status"),
    ("street", "city", "state", "zip", "phone", "email"),
)
_STATES = {"signed": "Signed", "unsigned": "Not signed", "amended": "Signed, amended"}


def hit(row: Row) -> dict[str, Any]:
    """Return a patient found, as a line of the list."""
    return {
        "mrn": row["mrn"],
        "name": row["whole_name"],
        "birth": american(row["birth_date"]),
        "age": age(row["birth_date"], None),
        "sex": shown("sex", row["sex"]),
        "address": ", ".join(filter(None, (row["street"], row["city"]))),
        "phone": row["phone"] or "",
        "note": f"Merged into {row['merged_into']}" if row.get("merged_into") else "",
        "why": row.get("why", ""),
    }


def age(born: object, died: object, today: date | None = None) -> str:
    """Return an age in words: years, months below two years, days below one month."""
    try:
        birth = date.fromisoformat(str(born))
        end = date.fromisoformat(str(died)) if died else today or date.today()
    except ValueError:
        return ""
    if end < birth:
        return ""
    months = (end.year - birth.year) * 12 + end.month - birth.month - (end.day < birth.day)
    if months >= 24:
        return f"{months // 12} years"
    if months >= 1:
        return f"{months} month{'' if months == 1 else 's'}"
    days = (end - birth).days
    return f"{days} day{'' if days == 1 else 's'}"


def banner(patient: Row, deficiencies: int = 0) -> dict[str, Any]:
    """Return what identifies a patient, always in sight while the chart is open."""
    names = (patient["first_name"], patient["middle_name"])
    last = " ".join(filter(None, (patient["last_name"], patient["suffix"])))
    notes = []
    if patient["deceased_on"]:
        notes.append(f"Died {american(patient['deceased_on'])}")
    if deficiencies:
        notes.append(f"{deficiencies} open deficienc{'y' if deficiencies == 1 else 'ies'}")
    return {
        "name": f"{last}, {' '.join(filter(None, names))}",
        "mrn": patient["mrn"],
        "birth": american(patient["birth_date"]),
        "age": age(patient["birth_date"], patient["deceased_on"]),
        "sex": shown("sex", patient["sex"]),
        "notes": notes,
    }


def chart(record: Row) -> dict[str, Any]:
    """Return a whole record, as ``ehr.chart`` gives it, as the desk shows it."""
    patient, encounters = record["patient"], record["encounters"]
    open_ones = sum(not one["completed_on"] for each in encounters for one in each["deficiencies"])
    asked = str(record["asked_for"]).strip()
    return {
        "banner": banner(patient, open_ones),
        "notice": ""
        if asked == patient["mrn"]
        else f"{asked} was merged into {patient['mrn']}: this is the record that is kept.",
        "demographics": [
            [[label(name), shown(name, patient[name])] for name in names] for names in _DEMOGRAPHICS
        ],
        "form": typed(patient),
        "identifiers": [
            [one["type"], one["value"], one["issuer"]] for one in record["identifiers"]
        ],
        "encounters": [_encounter(one) for one in encounters],
        "documents": [_listed(one) for one in reversed(record["documents"])],
        "problems": [
            [one["problem"], one["code"], american(one["since"])] for one in record["problems"]
        ],
        "medications": [
            [one["drug"], one["dose"], one["route"], one["frequency"],
             "Taken at home before" if one["home"] == "Y" else "Ordered here", _when(each)]
            for each in encounters for one in each["medications"]
        ],
        "results": ehrmeasured.results(encounters),
        "vitals": ehrmeasured.vitals(encounters),
        "coverage": [
            [{1: "Primary", 2: "Secondary"}.get(one["rank"], str(one["rank"])), one["payer"],
             one["plan"], one["member_id"] or "", american(one["starts_on"]),
             american(one["ends_on"]) or "goes on"]
            for one in record["coverage"]
        ],
        "disclosures": [
            [american(one["disclosed_on"]), one["recipient"], one["what"], one["purpose"]]
            for one in record["disclosures"]
        ],
    }  # fmt: skip


def document(found: Row) -> dict[str, Any]:
    """Return one document with its text as HTML, its signatures and its addenda."""
    return {
        **_listed(found),
        "html": _text(found),
        "amends": found["amends"],
        "can_amend": found["status"] != "unsigned",
        "signatures": [
            f"Signed by {one['provider']}, {american(one['signed_at'])}" if one["signed_at"]
            else f"Waits for the signature of {one['provider']}, due {american(one['due_on'])}"
            for one in found["signatures"]
        ],
        "waits_for": _waits_for(found),
        "addenda": [
            {**_listed(one), "html": _plain(one["text"]), "reason": one["reason"],
             "by": one["entered_by"]}
            for one in found["addenda"]
        ],
    }  # fmt: skip


def _waits_for(found: Row) -> list[str]:
    """Return the providers who can sign: those who are asked to, or the author."""
    asked = [one["provider_id"] for one in found["signatures"] if not one["signed_at"]]
    return asked or [found["author_id"]] * (found["status"] == "unsigned")


def _encounter(one: Row) -> dict[str, Any]:
    place, source = one["disposition"], one["admission_source"]
    return {
        "title": f"{american(one['admitted_at'])} · {_kind(one['kind'])} · {one['department']}",
        "complaint": one["chief_complaint"],
        "facts": [
            ["Account", one["encounter_id"]],
            ["Attending", one["attending"]],
            ["Admitted" if one["bed_id"] else "Began", american(one["admitted_at"])],
            ["Discharged" if one["bed_id"] else "Ended", american(one["discharged_at"])],
            ["Type of admission", _coded(one["admission_type"], ADMISSION_TYPES)],
            ["Point of origin", f"{source.removeprefix('newborn-')} {ADMISSION_SOURCES[source]}"],
            ["Disposition", _coded(place, DISPOSITIONS)],
            ["Payer", one["payer"]],
            *([["Birth weight", f"{one['birth_weight_g']} g"]] if one["birth_weight_g"] else []),
            *([["Admitting diagnosis", f"{one['admitting_code']} {title(one['admitting_code'])}"]]
              if one["admitting_code"] else []),
        ],
        "diagnoses": [
            [str(each["sequence"]), each["code"], title(each["code"]), each["poa"] or ""]
            for each in one["diagnoses"]
        ],
        "procedures": [
            [str(each["sequence"]), f"{each['system']} {each['code']}", each["title"],
             american(each["performed_at"])]
            for each in one["procedures"]
        ],
        "deficiencies": [
            [each["kind"].capitalize(), each["document_type"], american(each["due_on"]),
             f"Completed {american(each['completed_on'])}" if each["completed_on"] else "Open"]
            for each in one["deficiencies"]
        ],
        "orders": [
            [american(each["ordered_at"]), each["kind"], each["item"], each["status"]]
            for each in one["orders"]
        ],
        "documents": [[each["document_id"], each["type"]] for each in one["documents"]],
    }  # fmt: skip


def title(code: str) -> str:
    """Return the title of a diagnosis code, "" for what is no code."""
    try:
        return codes.lookup(code).title
    except codes.UnknownCode:
        return ""


def _listed(one: Row) -> dict[str, Any]:
    return {
        "id": one["document_id"],
        "type": one["type"],
        "author": one["author"],
        "written": american(one["written_at"]),
        "state": _STATES.get(one["status"], one["status"]),
        "signed": one["status"] != "unsigned",
        "encounter": one["encounter_id"],
    }


def _text(found: Row) -> str:
    if not found["text"]:
        return "<p>The text of this document is not kept in the EHR.</p>"
    # An addendum is what a person typed, shown letter by letter; a document's text is Markdown.
    return _plain(found["text"]) if found["amends"] else sheet(found["text"])


def _plain(text: str) -> str:
    return f'<p class="cr-ehr-typed">{escape(text)}</p>'


def _kind(kind: str) -> str:
    return kind if kind == "ED" else kind.capitalize()


def _when(encounter: Row) -> str:
    return f"{_kind(encounter['kind'])}, {american(encounter['admitted_at']).split(' ')[0]}"


def _coded(code: str, words: Mapping[str, str]) -> str:
    return f"{code} {words.get(code, '')}".strip()
