"""Requests for copies of records, and disclosures outside the hospital."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from chartroom.hospital import numbers
from chartroom.hospital.content import Content, table
from chartroom.hospital.draw import Draw
from chartroom.hospital.people import People
from chartroom.hospital.rows import Rows, stacked, words
from chartroom.hospital.visits import Visits

_SHARE_WITH_REQUEST = 0.07
_DAY = np.timedelta64(1, "D")
# Who may be answered without the patient's authorization, for the purposes in the table.
_NO_AUTHORIZATION = ("patient", "provider", "court")


def requests(draw: Draw, seen: Visits, persons: People) -> Rows:
    """Return release requests, at most one a patient, about the patient's last encounter."""
    last = np.flatnonzero(np.r_[seen.patient[1:] != seen.patient[:-1], True])
    patient = seen.patient[last]
    number = persons.members.number[patient]
    asked = draw.chance("request", number, _SHARE_WITH_REQUEST)
    last, patient, number = last[asked], patient[asked], number[asked]
    known = table("requesters.tsv")
    at = draw.pick("requester", number, [float(row["weight"]) for row in known])
    kind = words(row["requester_kind"] for row in known)[at]
    name = words(row["requester"] for row in known)[at]
    own = persons.rows["first_name"][patient] + " " + persons.rows["last_name"][patient]
    channels = [row["channels"].split(";") for row in known]
    purposes = [row["purposes"].split(";") for row in known]
    purpose = _one(draw, "purpose", number, purposes, at)
    wanted = {row["purpose"]: row["wants"].split(";") for row in table("purposes.tsv")}
    end = seen.end[last].astype("datetime64[D]")
    received = end + draw.integers("request day", number, 1, 13) * _DAY
    drawn = draw.uniform("authorization", number)
    needed = ~np.isin(kind, _NO_AUTHORIZATION)
    state = np.select([drawn < 0.72, drawn < 0.9], ["valid", "defective"], "none")
    authorization = np.where(needed, state, "not needed").astype(object)
    released = np.isin(authorization, ("valid", "not needed"))
    decision = np.select([released, authorization == "none"], ["released", "refused"], "returned")
    done = received + draw.integers("request worked", number, 0, 1) * _DAY
    return {
        "visit": last,
        "request_id": numbers.text("R", numbers.scattered(number, 8), 8).astype(object),
        "received_on": received,
        "channel": _one(draw, "channel", number, channels, at),
        "requester_kind": kind,
        "requester": np.where(kind == "patient", own, name).astype(object),
        "purpose": purpose,
        "wants": _drawn(draw.uniform("wants", number), (wanted[one] for one in purpose)),
        "from_date": seen.start[last].astype("datetime64[D]"),
        "to_date": end,
        "authorization": authorization,
        "decision": decision.astype(object),
        "completed_on": done,
    }


def _one(
    draw: Draw, name: str, keys: np.ndarray, choices: list[list[str]], at: np.ndarray
) -> np.ndarray:
    return _drawn(draw.uniform(name, keys), (choices[row] for row in at))


def _drawn(drawn: np.ndarray, choices: Iterable[list[str]]) -> np.ndarray:
    return words(
        among[int(value * len(among))].strip() for among, value in zip(choices, drawn, strict=True)
    )


def disclosures(draw: Draw, seen: Visits, asked: Rows, content: Content) -> Rows:
    """Return disclosures: requests answered, births and deaths registered.

    In an accounting (45 CFR 164.528) belong those without authorization that are not for
    treatment, payment or operations and do not go to the patient: here the registrar and courts.
    """
    answered = np.flatnonzero(asked["decision"] == "released") if asked else np.empty(0, int)
    parts = []
    if len(answered):
        row = {name: values[answered] for name, values in asked.items()}
        parts.append({
            "visit": row["visit"],
            "source": np.zeros(len(answered), dtype=np.int64),
            "request_id": row["request_id"],
            "disclosed_on": row["completed_on"],
            "recipient": row["requester"],
            "what": row["wants"],
            "purpose": row["purpose"],
            "accountable": np.where(row["requester_kind"] == "court", "Y", "N").astype(object),
        })  # fmt: skip
    kind = words(one.kind for one in content.profiles)[seen.profile]
    for source, (where, what) in enumerate(
        (
            (kind == "newborn", "birth certificate worksheet"),
            (seen.disposition == "20", "certificate of death"),
        ),
        start=1,
    ):
        which = np.flatnonzero(where)
        size = len(which)
        parts.append({
            "visit": which,
            "source": np.full(size, source),
            "request_id": np.full(size, "", dtype=object),
            "disclosed_on": seen.end[which].astype("datetime64[D]") + 2 * _DAY,
            "recipient": np.full(size, "Registrar of vital records, XX", dtype=object),
            "what": np.full(size, what, dtype=object),
            "purpose": np.full(size, "public health, as required by law", dtype=object),
            "accountable": np.full(size, "Y", dtype=object),
        })  # fmt: skip
    rows = stacked(parts)
    if not rows:
        return rows
    key = seen.uid[rows["visit"]] * 4 + rows["source"]
    return rows | {"disclosure_id": numbers.text("X", key, 9).astype(object)}
