"""Wrong codes: headings, codes no longer valid, slips of the keyboard, missing POA."""

from __future__ import annotations

from chartroom.hospital.defects.record import Record, Way
from chartroom.hospital.draw import Draw

#: A code in use: what it was before it was split (see ``chartroom.codes.former``).
BEFORE_SPLIT = {
    "I48.11": "I48.1",
    "I48.19": "I48.1",
    "I48.20": "I48.2",
    "I48.21": "I48.2",
    "M54.50": "M54.5",
    "N18.30": "N18.3",
    "N18.31": "N18.3",
    "N18.32": "N18.3",
    "R05.1": "R05",
    "R05.9": "R05",
    "R51.9": "R51",
    "K35.30": "K35.3",
}
_RECODE = "Code again from the chart; send a corrected claim."
_WITH_POA = ("inpatient", "newborn")


def header_code(record: Record, draw: Draw, person: int) -> bool:
    """Leave a code at its category, which is a heading."""
    rows = [at for at in record.of_patient("diagnoses", person)
            if len(record.value("diagnoses", at, "code")) > 5]  # fmt: skip
    at = record.one(draw, person, "header", rows)
    if at is None:
        return False
    way = Way("The code is not billable: it has codes below it.", _RECODE)
    return _recode(record, person, "header-code", way, at, _code(record, at)[:3])


def expired_code(record: Record, draw: Draw, person: int) -> bool:
    """Use a code as it was before it was split."""
    rows = [at for at in record.of_patient("diagnoses", person)
            if _code(record, at) in BEFORE_SPLIT]  # fmt: skip
    at = record.one(draw, person, "expired", rows)
    if at is None:
        return False
    way = Way("The code was valid in an earlier year; the date of discharge decides.", _RECODE)
    return _recode(record, person, "expired-code", way, at, BEFORE_SPLIT[_code(record, at)])


def invalid_code(record: Record, draw: Draw, person: int) -> bool:
    """Type the letter O for a zero, or I for a one."""
    rows = [at for at in record.of_patient("diagnoses", person)
            if set("01") & set(_code(record, at)[1:])]  # fmt: skip
    at = record.one(draw, person, "invalid", rows)
    if at is None:
        return False
    code = _code(record, at)
    digit, letter = ("0", "O") if "0" in code[1:] else ("1", "I")
    way = Way("No such code: a letter stands where a digit belongs.", _RECODE)
    wrong = code[0] + code[1:].replace(digit, letter, 1)
    return _recode(record, person, "invalid-code", way, at, wrong)


def missing_poa(record: Record, draw: Draw, person: int) -> bool:
    """Leave out a POA indicator of a stay."""
    rows = [at for at in record.of_patient("diagnoses", person, _WITH_POA)
            if record.value("diagnoses", at, "poa") in ("Y", "N")]  # fmt: skip
    at = record.one(draw, person, "poa", rows)
    if at is None:
        return False
    way = Way(
        "A diagnosis of a stay has no POA indicator and its code is not exempt.",
        "Decide from the documents of the first day; query the provider if they do not say.",
    )
    record.change("missing-poa", person, way, "diagnoses", at, "poa", "")
    return True


def repeated_row(record: Record, draw: Draw, person: int) -> bool:
    """Store a diagnosis twice."""
    at = record.one(draw, person, "repeated", record.of_patient("diagnoses", person))
    if at is None:
        return False
    row = {name: values[at] for name, values in record.tables["diagnoses"].items()}
    record.add("diagnoses", at, row)
    way = Way("Two rows with the same key.", "Remove one of the rows; find out what sent it twice.")
    key = {"encounter_id": row["encounter_id"], "sequence": row["sequence"]}
    record.note("repeated-row", person, way, "diagnoses", key)
    return True


def _code(record: Record, at: int) -> str:
    return record.value("diagnoses", at, "code")


def _recode(record: Record, person: int, kind: str, way: Way, at: int, wrong: str) -> bool:
    """Put a wrong code in the chart's codes and, as it would be, on the claim."""
    right = _code(record, at)
    number = record.value("diagnoses", at, "encounter_id")
    for claim in record.rows_of("claims", "encounter_id", number):
        if record.value("claims", claim, "principal_code") == right:
            record.put("claims", claim, "principal_code", wrong)
        others = record.value("claims", claim, "other_codes").split()
        changed = [wrong if one == right else one for one in others]
        record.put("claims", claim, "other_codes", " ".join(changed))
    record.change(kind, person, way, "diagnoses", at, "code", wrong)
    return True
