"""Coding queue and claims: what happens to an encounter after discharge."""

from __future__ import annotations

import numpy as np

from chartroom.hospital import numbers, staff
from chartroom.hospital.content import Content
from chartroom.hospital.draw import Draw
from chartroom.hospital.paperwork import SNAPSHOT
from chartroom.hospital.rows import Rows, words
from chartroom.hospital.visits import Visits

_DAY, _MINUTE = np.timedelta64(1, "D"), np.timedelta64(1, "m")
# Minutes of coding: middle and spread of a log-normal, by kind.
_MINUTES = {
    "inpatient": (32, 0.45), "newborn": (9, 0.35), "observation": (14, 0.4), "ED": (7, 0.4),
    "clinic": (5, 0.4),
}  # fmt: skip
# Charges in dollars: at the door and a day (stay) or an hour.
_CHARGES = {
    "inpatient": (5200, 4100), "newborn": (900, 1500), "observation": (1400, 140),
    "ED": (850, 190), "clinic": (140, 60),
}  # fmt: skip


def coding_queue(draw: Draw, seen: Visits, content: Content) -> Rows:
    """Return when each encounter was ready, who coded it when, and how long it took."""
    uid = seen.uid
    kind = words(one.kind for one in content.profiles)[seen.profile]
    entered = (seen.end.astype("datetime64[D]") + _DAY).astype("datetime64[m]") + 6 * 60 * _MINUTE
    coders = staff.users_of("coder")
    specialist = np.isin(kind, ("inpatient", "newborn"))
    half = max(len(coders) // 2, 1)
    at = draw.integers("coder", uid, 0, half - 1) + np.where(specialist, 0, len(coders) - half)
    middle = np.array([_MINUTES[one][0] for one in kind])
    spread = np.array([_MINUTES[one][1] for one in kind])
    minutes = np.round(middle * np.exp(spread * draw.normal("coding time", uid)))
    minutes = np.maximum(minutes, 2).astype(np.int64)
    waits = np.floor(-np.log(1 - draw.uniform("coding wait", uid)) * 1.6).astype(np.int64)
    hour = draw.integers("coding hour", uid, 60, 9 * 60)
    started = entered + np.minimum(waits, 9) * _DAY + hour * _MINUTE
    queried = draw.chance("query", uid, np.where(kind == "inpatient", 0.12, 0.015))
    finished = started + minutes * _MINUTE + np.where(queried, 3, 0) * _DAY
    return {
        "entered_at": entered,
        "coder_id": coders[at],
        "started_at": started,
        "finished_at": finished,
        "minutes": minutes,
        "queried": np.where(queried, "Y", "N").astype(object),
    }


def claims(draw: Draw, seen: Visits, queue: Rows, found: Rows, content: Content) -> Rows:
    """Return one claim for each encounter, as its chart says.

    Args:
        draw: the draws.
        seen: the encounters.
        queue: ``coding_queue``.
        found: ``coding.diagnoses``, in order of encounter and sequence.
        content: the clinical content.
    """
    uid = seen.uid
    kind = words(one.kind for one in content.profiles)[seen.profile]
    days = (seen.end.astype("datetime64[D]") - seen.start.astype("datetime64[D]")).astype(int)
    hours = (seen.end - seen.start).astype(int) / 60
    amount = np.where(np.isin(kind, ("inpatient", "newborn")), np.maximum(days, 1), hours)
    base = np.array([_CHARGES[one] for one in kind], dtype=float)
    noise = np.exp(0.3 * draw.normal("charges", uid))
    charges = np.round((base[:, 0] + base[:, 1] * amount) * noise, 2)
    billed = (
        queue["finished_at"].astype("datetime64[D]") + draw.integers("billing", uid, 2, 6) * _DAY
    )
    billed = np.minimum(billed, SNAPSHOT - _DAY)
    outcome = draw.uniform("claim outcome", uid)
    decided = billed + 21 * _DAY < SNAPSHOT
    status = np.select([~decided, outcome < 0.06], ["pending", "denied"], "paid")
    first = found["sequence"] == 1
    principal = np.full(len(uid), "", dtype=object)
    principal[found["visit"][first]] = found["code"][first]
    return {
        "claim_id": numbers.text("K", numbers.scattered(uid, 9), 9).astype(object),
        "form": np.where(kind == "clinic", "CMS-1500", "UB-04").astype(object),
        "principal_code": principal,
        "other_codes": _others(found, len(uid)),
        "charges": charges,
        "billed_on": billed,
        "status": status.astype(object),
    }


def _others(found: Rows, size: int) -> np.ndarray:
    """Return the secondary codes of each encounter with blanks between."""
    result = np.full(size, "", dtype=object)
    rest = found["sequence"] > 1
    visit, code = found["visit"][rest], found["code"][rest]
    turn = found["sequence"][rest]
    for number in range(2, int(turn.max()) + 1 if len(turn) else 0):
        here = turn == number
        before = result[visit[here]]
        result[visit[here]] = before + np.where(before == "", "", " ") + code[here]
    return result
