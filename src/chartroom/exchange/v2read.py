"""HL7 v2.5.1 messages read into rows, each value with the segment and field it stands in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from chartroom.exchange import measures, times, v2fields
from chartroom.exchange import problems as p
from chartroom.exchange import v2terms as t
from chartroom.exchange.check import short
from chartroom.exchange.fhirterms import LANGUAGES
from chartroom.exchange.problems import Found, Problem
from chartroom.exchange.v2text import Segment
from chartroom.hospital.schema import TABLES

_NEWBORN = "4"  # UB-04 type of admission, with which the points of origin mean something else
_NAMES = {code: name for name, code in LANGUAGES.items()}


@dataclass
class Reader:
    """One message while it is read: problems so far and rows so far.

    Attributes:
        sparse: an empty field says nothing (A08), so that its column is left out of the row,
            unless it is part of the key.
    """

    sparse: bool = False
    told: list[Problem] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)

    def tell(self, where: str, what: str, code: str = p.WRONG_TYPE) -> object:
        """Note a problem; return the mark of an unreadable value."""
        self.told.append(Problem(where, what, code))
        return p.UNREADABLE

    def row(self, table: str, place: str, columns: dict[str, tuple[object, str]]) -> Found:
        """Note a row, given as column -> (value, where)."""
        row, places = {}, {}
        for name, (value, where) in columns.items():
            if value == t.NULL:
                value = None
            elif self.sparse and value in (None, "") and name not in TABLES[table].key:
                continue
            row[name], places[name] = value, where
        one = Found(table, row, place, places)
        self.found.append(one)
        return one

    def day(self, one: Segment, number: int) -> tuple[object, str]:
        """Return a date."""
        return self._converted(one, number, times.date_from_hl7, "a date; write YYYYMMDD")

    def moment(self, one: Segment, number: int) -> tuple[object, str]:
        """Return a date and time."""
        wanted = "a date and time; write YYYYMMDDHHMM"
        return self._converted(one, number, times.ours_from_hl7, wanted)

    def _converted(
        self, one: Segment, number: int, convert: Callable[[str], str], wanted: str
    ) -> tuple[object, str]:
        text, where = one.get(number), one.at(number)
        if not text or text == t.NULL:
            return text, where
        try:
            return convert(text), where
        except ValueError:
            return self.tell(where, f"{short(text)} is not {wanted}"), where


def own_number(reader: Reader, one: Segment, number: int) -> tuple[object, str]:
    """Return our medical record number out of a list of identifiers."""
    for repeat in range(1, one.repeats(number) + 1):
        if one.get(number, 5, repeat) == "MR" and one.get(number, 4, repeat) == t.FACILITY:
            return one.get(number, 1, repeat), one.at(number)
    what = f"no medical record number is given by us; one reads TH-123456^^^{t.FACILITY}^MR"
    return reader.tell(one.at(number), what, p.MISSING), one.at(number)


def patient(reader: Reader, one: Segment, registered: tuple[object, str] | None) -> Found:
    """Note the rows of ``patients`` and ``identifiers`` of a PID.

    Args:
        registered: the day of registration, for a patient who may be new.
    """
    mrn = own_number(reader, one, 3)

    def plain(number: int, component: int = 1) -> tuple[object, str]:
        return one.get(number, component), one.at(number)

    def worded(number: int, words: dict[str, str]) -> tuple[object, str]:
        code, text = one.get(number), one.get(number, 2)
        return (code if code == t.NULL else text or words.get(code, code)), one.at(number)

    phone, email = _contacts(one)
    mother = own_number(reader, one, 21) if one.repeats(21) else ("", one.at(21))
    columns = {
        "mrn": mrn,
        "last_name": plain(5),
        "first_name": plain(5, 2),
        "middle_name": plain(5, 3),
        "suffix": plain(5, 4),
        "birth_date": reader.day(one, 7),
        "sex": plain(8),
        "race": worded(10, {code: name for name, code in t.RACES.items()}),
        "ethnicity": worded(22, {code: name for name, code in t.ETHNICITIES.items()}),
        "language": worded(15, _NAMES),
        "marital_status": worded(16, {code: name for name, code in t.MARITAL.items()}),
        "street": plain(11),
        "city": plain(11, 3),
        "state": plain(11, 4),
        "zip": plain(11, 5),
        "phone": (phone, one.at(13)),
        "email": (email, one.at(13)),
        "mother_mrn": mother,
        "deceased_on": reader.day(one, 29),
    }
    if registered:
        day, where = registered
        columns["registered_on"] = (day[:10] if isinstance(day, str) else day, where)
        columns["status"] = ("active", one.name)
    found = reader.row("patients", "PID (patient)", columns)
    _identifiers(reader, one, mrn)
    return found


def _contacts(one: Segment) -> tuple[str, str]:
    phone = email = t.NULL if one.get(13) == t.NULL else ""
    for repeat in range(1, one.repeats(13) + 1):
        if one.get(13, 2, repeat) == "NET":
            email = email or one.get(13, 4, repeat)
        else:
            phone = phone or one.get(13, 12, repeat) or one.get(13, 1, repeat)
    return phone, email


def _identifiers(reader: Reader, one: Segment, mrn: tuple[object, str]) -> None:
    kinds = {code: ours for ours, code in t.IDENTIFIERS.items()}
    where = one.at(3)
    for repeat in range(1, one.repeats(3) + 1):
        ours, issuer = kinds.get(one.get(3, 5, repeat)), one.get(3, 4, repeat)
        if ours and issuer != t.FACILITY:
            value = (one.get(3, 1, repeat), where)
            columns = {"mrn": mrn, "type": (ours, where), "value": value}
            reader.row("identifiers", where, columns | {"issuer": (issuer, where)})


def encounter(
    reader: Reader, by_name: dict[str, list[Segment]], mrn: tuple[object, str], ended: bool
) -> Found:
    """Note the row of ``encounters`` of PV1, PV2, OBX and ZTH.

    Args:
        ended: whether the message is from after the discharge.
    """
    pv1 = by_name["PV1"][0]
    pv2 = (by_name.get("PV2") or [Segment("PV2", 1, False, ())])[0]
    own = (by_name.get("ZTH") or [Segment("ZTH", 1, False, ())])[0]

    def plain(number: int, component: int = 1) -> tuple[object, str]:
        return pv1.get(number, component), pv1.at(number)

    origin = pv1.get(14)
    if pv1.get(4) == _NEWBORN and origin in ("5", "6"):
        origin = f"newborn-{origin}"
    columns = {
        "encounter_id": plain(19),
        "mrn": mrn,
        "kind": plain(18),
        "department_id": plain(3),
        "bed_id": plain(3, 3),
        "attending_id": plain(7),
        "admitted_at": reader.moment(pv1, 44),
        "admission_type": plain(4),
        "admission_source": (origin, pv1.at(14)),
        "chief_complaint": (pv2.get(3, 2) or pv2.get(3), pv2.at(3)),
        "payer": plain(20),
    }
    if own.fields or not reader.sparse:
        columns["via_ed"] = (own.get(1) or "N", own.at(1))
    if ended:
        columns |= {"disposition": plain(36), "discharged_at": reader.moment(pv1, 45)}
    columns["birth_weight_g"] = _weight(reader, by_name.get("OBX", []))
    admitting = [one for one in by_name.get("DG1", []) if one.get(6) == "A"]
    if admitting or not reader.sparse:
        value = admitting[0].get(3) if admitting else ""
        where = admitting[0].at(3) if admitting else v2fields.named("DG1", 3)
        columns["admitting_code"] = (value, where)
    _class(reader, pv1)
    return reader.row("encounters", "PV1 (visit)", columns)


def _class(reader: Reader, pv1: Segment) -> None:
    given, kind = pv1.get(2), pv1.get(18)
    if not given:
        reader.tell(pv1.at(2), "is missing", p.MISSING)
    elif kind in t.CLASSES and given != t.CLASSES[kind]:
        what = f"{short(given)} does not agree with PV1-18, where {kind} is {t.CLASSES[kind]}"
        reader.tell(pv1.at(2), what, p.NOT_IN_TABLE)


def _weight(reader: Reader, measured: list[Segment]) -> tuple[object, str]:
    one = measures.BIRTH_WEIGHT
    for obx in measured:
        if obx.get(3) == one.loinc:
            if obx.get(6) != one.ucum:
                what = f"{short(obx.get(6))} is not the unit we keep; convert it to {one.ucum}"
                return reader.tell(obx.at(6), what, p.NOT_IN_TABLE), obx.at(6)
            return obx.get(5), obx.at(5)
    return "", v2fields.named("OBX", 5)


def diagnoses(reader: Reader, listed: list[Segment], number: tuple[object, str]) -> None:
    """Note the rows of ``diagnoses`` of the final diagnoses."""
    poa = {code: ours for ours, code in t.POA.items()}
    for one in listed:
        kind, system, present = one.get(6), one.get(3, 3), one.get(26)
        if kind not in ("A", "F", "W"):
            reader.tell(one.at(6), f"{short(kind)} is not A, F or W", p.NOT_IN_TABLE)
        if not one.get(3):
            reader.tell(one.at(3), "is missing", p.MISSING)
        elif system != t.ICD10CM:
            what = f"{short(system)} is not the code system we take in; write code^^{t.ICD10CM}"
            reader.tell(one.at(3), what, p.NOT_IN_TABLE)
        if present and present not in poa:
            reader.tell(one.at(26), f"{short(present)} is not Y, N, U, W or E", p.NOT_IN_TABLE)
        if kind == "F":
            columns = {
                "encounter_id": number,
                "sequence": (one.get(15), one.at(15)),
                "code": (one.get(3), one.at(3)),
                "poa": (poa.get(present, ""), one.at(26)),
            }
            reader.row("diagnoses", f"DG1[{one.number}] (diagnosis)", columns)
