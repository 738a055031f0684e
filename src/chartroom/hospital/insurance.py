"""Other numbers of a patient, and who pays."""

from __future__ import annotations

import numpy as np

from chartroom.hospital import numbers
from chartroom.hospital.content import table
from chartroom.hospital.draw import Draw
from chartroom.hospital.households import NEWBORN
from chartroom.hospital.people import FIRST_DAY, People
from chartroom.hospital.rows import Rows, stacked, words
from chartroom.hospital.schema import PAYERS

# Shares of Medicare, Medicaid, private, self-pay, other by age from.
_SHARES = (
    (0, (0.0, 0.45, 0.48, 0.03, 0.04)),
    (18, (0.05, 0.40, 0.44, 0.06, 0.05)),
    (45, (0.17, 0.24, 0.49, 0.05, 0.05)),
    (65, (0.92, 0.015, 0.06, 0.005, 0.01)),
)


def identifiers(draw: Draw, persons: People) -> Rows:
    """Return SSNs (9xx-0x, which are not issued), numbers of another clinic, driver licenses."""
    number = persons.members.number
    age = (FIRST_DAY - persons.birth).astype(int) / 365.25
    whole = numbers.scattered(number, 7)
    ssn = numbers.joined(
        numbers.text("9", whole // 10**5, 2),
        numbers.joined(
            numbers.text("-0", whole // 10**4 % 10, 1), numbers.text("-", whole % 10**4, 4)
        ),
    )
    with_ssn = draw.chance("ssn", number, 0.9) & (age > 0.5)
    elsewhere = draw.chance("clinic mrn", number, 0.18)
    drives = draw.chance("license", number, 0.5) & (age > 17)
    return stacked(
        [
            _numbers(with_ssn, "SSN", ssn, "Social Security Administration"),
            _numbers(
                elsewhere,
                "Clinic MRN",
                numbers.text("BC", numbers.scattered(number + 77, 8), 8),
                "Bayside Clinic",
            ),
            _numbers(
                drives,
                "Driver license",
                numbers.text("XX", numbers.scattered(number + 7, 9), 9),
                "State of XX",
            ),
        ]
    )


def _numbers(has: np.ndarray, kind: str, value: np.ndarray, issuer: str) -> Rows:
    size = int(has.sum())
    return {
        "patient": np.flatnonzero(has),
        "type": np.full(size, kind, dtype=object),
        "value": value[has].astype(object),
        "issuer": np.full(size, issuer, dtype=object),
    }


def payers(draw: Draw, persons: People) -> np.ndarray:
    """Return each patient's primary payer; a newborn is covered as its mother."""
    who = persons.members
    age = (FIRST_DAY - persons.birth).astype(int) / 365.25
    key = np.where(who.role == NEWBORN, who.mother, who.number)
    age = np.where(who.role == NEWBORN, 25, age)
    result = np.full(len(age), "", dtype=object)
    for at, (start, weights) in enumerate(_SHARES):
        stop = _SHARES[at + 1][0] if at + 1 < len(_SHARES) else 200
        which = np.flatnonzero((age >= start) & (age < stop) if start else age < stop)
        result[which] = words(PAYERS)[draw.pick("payer", key[which], weights)]
    return result


def coverage(draw: Draw, persons: People, payer: np.ndarray) -> Rows:
    """Return the insurance of patients who have any; some on Medicare have a second one."""
    number = persons.members.number
    insured = np.flatnonzero(payer != "Self-pay")
    medicare = payer[insured] == "Medicare"
    second = insured[medicare & draw.chance("second payer", number[insured], 0.35)]
    kind = draw.pick("second payer kind", number[second], (0.7, 0.3))
    parts = [
        _covered(draw, persons, insured, payer[insured], 1),
        _covered(draw, persons, second, words(("Private", "Medicaid"))[kind], 2),
    ]
    return stacked(parts)


def _covered(draw: Draw, persons: People, which: np.ndarray, payer: np.ndarray, rank: int) -> Rows:
    number = persons.members.number[which]
    plan = np.full(len(which), "", dtype=object)
    for name in sorted(set(payer)):
        here = np.flatnonzero(payer == name)
        plans = [row for row in table("payers.tsv") if row["payer"] == name]
        at = draw.pick(f"plan {rank}", number[here], [float(row["weight"]) for row in plans])
        plan[here] = words(row["plan"] for row in plans)[at]
    key = number * 2 + rank - 1
    years = draw.integers(f"covered since {rank}", number, 0, 5)
    newborn = persons.members.role[which] == NEWBORN
    starts = (np.datetime64("2026-01-01") - 365 * years.astype("timedelta64[D]")).astype(object)
    starts = np.array(starts, dtype="datetime64[Y]").astype("datetime64[D]")
    return {
        "coverage_id": numbers.text("C", numbers.scattered(key, 8), 8).astype(object),
        "patient": which,
        "rank": np.full(len(which), rank),
        "payer": payer,
        "plan": plan,
        "member_id": numbers.text("ZZ", numbers.scattered(key + 5, 9), 9).astype(object),
        "starts_on": np.where(newborn, persons.birth[which], starts),
        "ends_on": np.full(len(which), np.datetime64("NaT", "D")),
    }
