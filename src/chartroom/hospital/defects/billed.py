"""Claims that disagree with the chart, and a wrong disposition in both."""

from __future__ import annotations

from datetime import date, timedelta

from chartroom.hospital.defects.record import Record, Way
from chartroom.hospital.draw import Draw

_COMPARE = "Claim and record disagree."
_REBILL = "Correct the claim from the record and send it again as a corrected claim."
_NOT_HOME = ("02", "03", "06", "62")
_STAYS = ("inpatient",)


def wrong_disposition(record: Record, draw: Draw, person: int) -> bool:
    """Say home where the discharge summary says otherwise, in the record and on the claim."""
    for at in record.encounters(person):
        went = record.value("encounters", at, "disposition")
        if record.value("encounters", at, "kind") in _STAYS and went in _NOT_HOME:
            number = record.value("encounters", at, "encounter_id")
            for claim in record.rows_of("claims", "encounter_id", number):
                record.put("claims", claim, "disposition", "01")
            way = Way(
                "The discharge summary names another destination.",
                "Correct the disposition; it decides the payment of a transfer (42 CFR 412.4).",
            )
            record.change("wrong-disposition", person, way, "encounters", at, "disposition", "01")
            return True
    return False


def claim_principal(record: Record, draw: Draw, person: int) -> bool:
    """Bill another diagnosis of the stay first."""
    for at in record.of_patient("claims", person, _STAYS):
        others = record.value("claims", at, "other_codes").split()
        if others:
            first = record.value("claims", at, "principal_code")
            record.put("claims", at, "other_codes", " ".join([first, *others[1:]]))
            way = Way("The claim's principal code is not the record's.", _REBILL)
            record.change("claim-principal", person, way, "claims", at, "principal_code", others[0])
            return True
    return False


def claim_extra_code(record: Record, draw: Draw, person: int) -> bool:
    """Bill a diagnosis that nobody documented."""
    for at in record.of_patient("claims", person, _STAYS):
        codes = record.value("claims", at, "other_codes")
        if int(record.value("patients", person, "birth_date")[:4]) > 2000 or "E4" in codes:
            continue
        way = Way(
            "A code on the claim that is not among the record's and that no document supports.",
            _REBILL,
        )
        record.change("claim-extra-code", person, way, "claims", at, "other_codes",
                      f"{codes} E43".strip())  # fmt: skip
        return True
    return False


def claim_sex(record: Record, draw: Draw, person: int) -> bool:
    """Bill the other sex."""
    at = record.one(draw, person, "claim sex", record.of_patient("claims", person))
    if at is None:
        return False
    wrong = "M" if record.value("claims", at, "sex") == "F" else "F"
    record.change("claim-sex", person, Way(_COMPARE, _REBILL), "claims", at, "sex", wrong)
    return True


def claim_date(record: Record, draw: Draw, person: int) -> bool:
    """Bill a day too many."""
    at = record.one(draw, person, "claim date", record.of_patient("claims", person))
    if at is None:
        return False
    day = date.fromisoformat(record.value("claims", at, "discharged_on")) + timedelta(days=1)
    way = Way(_COMPARE, _REBILL)
    record.change("claim-date", person, way, "claims", at, "discharged_on", day.isoformat())
    return True
