"""HL7 v2.5.1 messages from the hospital's rows, segment by segment."""

from __future__ import annotations

from typing import Any

from chartroom.exchange import measures, times
from chartroom.exchange import v2terms as t
from chartroom.exchange.fhirterms import LANGUAGES
from chartroom.exchange.store import Row
from chartroom.exchange.titles import title
from chartroom.exchange.v2text import COMPONENT, FIELD, PART, REPEAT, escaped


def message(lines: list[str]) -> str:
    """Return segments as a message, each ended by a carriage return."""
    return "".join(f"{line}\r" for line in lines)


def segment(name: str, fields: dict[int, Any]) -> str:
    """Return a segment.

    Args:
        fields: field number -> text; a list for components, a tuple for repetitions.
    """
    last = max((number for number, value in fields.items() if _field(value)), default=0)
    values = [_field(fields.get(number)) for number in range(1, last + 1)]
    return FIELD.join([name, *values])


def _field(value: Any) -> str:
    if isinstance(value, tuple):
        return REPEAT.join(filter(None, map(_field, value)))
    return _components(value, COMPONENT) if isinstance(value, list) else _text(value)


def _components(values: list[Any], mark: str) -> str:
    parts = [_components(v, PART) if isinstance(v, list) else _text(v) for v in values]
    return mark.join(parts).rstrip(mark)


def _text(value: Any) -> str:
    return (
        "" if value is None else escaped(number(value) if isinstance(value, float) else str(value))
    )


def number(value: float) -> str:
    """Return a number without an idle ".0"."""
    return repr(int(value)) if float(value).is_integer() else repr(value)


def time(value: object) -> str:
    """Return one of our dates or times as in HL7, "" for None."""
    return times.hl7_from_ours(str(value)) if value else ""


def msh(
    kind: str,
    event: str,
    at: object,
    control: str,
    receiver: tuple[str, str] = ("RECEIVER", "OTHER HOSPITAL"),
) -> str:
    """Return the message header; processing ID T, because this is training.

    Args:
        receiver: application and facility.
    """
    header = segment(
        "MSH",
        {
            2: t.APPLICATION,
            3: t.FACILITY,
            4: receiver[0],
            5: receiver[1],
            6: time(at),
            8: [kind, event, kind if kind == "ACK" else t.STRUCTURES[event]],
            9: control,
            10: "T",
            11: t.VERSION,
            17: t.CHARACTERS,
        },
    )
    # MSH-1 is the separator itself, so that in the text every number is one less.
    return header.replace(f"MSH{FIELD}{FIELD}", f"MSH{FIELD}^~\\&{FIELD}", 1)


def evn(event: str, at: object) -> str:
    """Return the event."""
    return segment("EVN", {1: event, 2: time(at)})


def number_of(mrn: object) -> list[Any]:
    """Return a medical record number as HL7 writes one (CX)."""
    return [mrn, "", "", t.FACILITY, "MR"] if mrn else []


def name_of(row: Row) -> list[Any]:
    """Return a patient's legal name (XPN)."""
    parts = [row["last_name"], row["first_name"], row["middle_name"], row["suffix"]]
    return [*parts, "", "", "L"]


def coded(codes: dict[str, str], ours: object, system: str) -> list[Any]:
    """Return one of our words with its code (CE); without a code, no code system is named."""
    code = codes.get(str(ours))
    return [code, ours, system] if code else ["", ours]


def pid(row: Row, identifiers: list[Row]) -> str:
    """Return the patient."""
    others = [
        [one["value"], "", "", one["issuer"], t.IDENTIFIERS[str(one["type"])]]
        for one in identifiers
    ]
    died = row["deceased_on"]
    return segment(
        "PID",
        {
            1: "1",
            3: (number_of(row["mrn"]), *others),
            5: name_of(row),
            7: time(row["birth_date"]),
            8: row["sex"],
            10: coded(t.RACES, row["race"], "HL70005"),
            11: [row["street"], "", row["city"], row["state"], row["zip"], "", "H"],
            13: (
                [*[""] * 11, row["phone"]] if row["phone"] else [],
                ["", "NET", "Internet", row["email"]] if row["email"] else [],
            ),
            15: coded(LANGUAGES, row["language"], "ISO639"),
            16: coded(t.MARITAL, row["marital_status"], "HL70002"),
            21: number_of(row["mother_mrn"]),
            22: coded(t.ETHNICITIES, row["ethnicity"], "HL70189"),
            29: time(died),
            30: "Y" if died else "",
        },
    )


def doctor(row: Row | None) -> list[Any]:
    """Return a provider (XCN)."""
    if row is None:
        return []
    names = [row["last_name"], row["first_name"]]
    return [row["provider_id"], *names, "", "", "", row["credential"], "", t.FACILITY]


def visit(row: Row, attending: Row | None, ended: bool) -> list[str]:
    """Return PV1, PV2 and our own ZTH of an encounter.

    Args:
        ended: with what is known only at discharge.
    """
    kind, source = str(row["kind"]), str(row["admission_source"] or "")
    if row["admission_type"] == "4":
        source = source.removeprefix("newborn-")  # type 4 says already that it is a newborn's code
    fields = {
        1: "1",
        2: t.CLASSES.get(kind, kind),
        3: [row["department_id"], "", row["bed_id"], t.FACILITY],
        4: row["admission_type"],
        7: doctor(attending),
        14: source,
        18: kind,
        19: [row["encounter_id"], "", "", t.FACILITY, "VN"],
        20: row["payer"],
        44: time(row["admitted_at"]),
    }
    if ended:
        fields |= {36: row["disposition"], 45: time(row["discharged_at"])}
    return [
        segment("PV1", fields),
        segment("PV2", {3: ["", row["chief_complaint"]]}),
    ]


def own(row: Row) -> str:
    """Return our own segment, for what HL7 has no field."""
    return segment("ZTH", {1: row["via_ed"]})


def diagnoses(row: Row, final: list[Row]) -> list[str]:
    """Return the admitting diagnosis, if there is one, and these final diagnoses."""
    made = [("A", row["admitting_code"], None, None)] if row["admitting_code"] else []
    made += [("F", one["code"], one["sequence"], one["poa"]) for one in final]
    return [
        segment(
            "DG1",
            {
                1: str(at),
                3: [code, title(str(code)), t.ICD10CM],
                6: kind,
                15: sequence,
                26: t.POA.get(str(poa)),
            },
        )
        for at, (kind, code, sequence, poa) in enumerate(made, 1)
    ]


def birth_weight(row: Row) -> list[str]:
    """Return the birth weight of a newborn's encounter as an observation, if there is one."""
    one = measures.BIRTH_WEIGHT
    if row["birth_weight_g"] is None:
        return []
    what = [one.loinc, one.name, t.LOINC]
    unit = [one.ucum, "", "UCUM"]
    fields = {1: "1", 2: "NM", 3: what, 5: row["birth_weight_g"], 6: unit, 11: "F"}
    return [segment("OBX", fields)]


def mrg(row: Row) -> str:
    """Return the record that is given up in a merge."""
    return segment("MRG", {1: number_of(row["mrn"]), 7: name_of(row)})
