"""Final diagnoses of encounters, in sequence, with POA indicators."""

from __future__ import annotations

import numpy as np

from chartroom.hospital.conditions import all_hold
from chartroom.hospital.content import Content, Item, Profile
from chartroom.hospital.draw import Draw
from chartroom.hospital.health import Health
from chartroom.hospital.rows import Rows, ranks, stacked
from chartroom.hospital.visits import Visits

#: How often chronic conditions are reported, by kind of encounter (IV.J for outpatients).
REPORTED = {"inpatient": 1.0, "observation": 1.0, "clinic": 0.7, "ED": 0.45, "newborn": 0.0}


def diagnoses(draw: Draw, seen: Visits, state: Health, content: Content) -> Rows:
    """Return the diagnoses of a chunk's encounters and add the flags they set to ``seen.facts``.

    Returns:
        Columns ``visit`` (position of the encounter), ``sequence`` (from 1), ``code``, ``poa``
        ("" for outpatients), in order of visit and sequence; no code stands twice.
    """
    parts: list[Rows] = []
    for at in np.unique(seen.profile):
        which = np.flatnonzero(seen.profile == at)
        parts += _of_profile(draw, content.profiles[at], which, seen, state, content)
    parts += _chronic(draw, seen, state, content)
    return _in_sequence(stacked(parts), seen, content)


def _of_profile(
    draw: Draw,
    profile: Profile,
    which: np.ndarray,
    seen: Visits,
    state: Health,
    content: Content,
) -> list[Rows]:
    uid = seen.uid[which]
    here = {name: values[which] for name, values in seen.facts.items()}
    parts = []
    open_still = np.ones(len(which), dtype=bool)
    for number, item in enumerate(profile.principal):
        applies = open_still & all_hold(item.when, here, len(which))
        open_still &= ~applies
        parts += _emitted(draw, item, f"{profile.id} principal {number}", which, uid, applies, 0)
        _flag(item, applies, which, here, seen)
    for number, item in enumerate(profile.also):
        name = f"{profile.id} also {number}"
        applies = all_hold(item.when, here, len(which))
        if item.p < 1:
            applies &= draw.chance(name + " p", uid, item.p)
        if item.from_chronic:
            parts += _borrowed(item, which, applies, number + 1, seen, state, content)
        else:
            parts += _emitted(draw, item, name, which, uid, applies, number + 1)
        _flag(item, applies, which, here, seen)
    return parts


def _flag(
    item: Item,
    applies: np.ndarray,
    which: np.ndarray,
    here: dict[str, np.ndarray],
    seen: Visits,
) -> None:
    if item.flag:
        whole = seen.facts.setdefault(item.flag, np.zeros(len(seen.uid), dtype=bool))
        whole[which] |= applies
        here[item.flag] = whole[which]


def _emitted(
    draw: Draw,
    item: Item,
    name: str,
    which: np.ndarray,
    uid: np.ndarray,
    applies: np.ndarray,
    rank: int,
) -> list[Rows]:
    found = np.flatnonzero(applies)
    if not len(found):
        return []
    codes = np.array([code for code, _ in item.codes], dtype=object)
    at = draw.pick(name, uid[found], [weight for _, weight in item.codes])
    return [_rows(which[found], rank, codes[at], item.poa)]


def _borrowed(
    item: Item,
    which: np.ndarray,
    applies: np.ndarray,
    rank: int,
    seen: Visits,
    state: Health,
    content: Content,
) -> list[Rows]:
    """Take the codes by which the patient's chronic condition is always reported."""
    parts = []
    for chronic, codes in zip(content.coded, state.coded, strict=True):
        if chronic.of != item.from_chronic:
            continue
        own = codes[seen.patient[which]]
        found = np.flatnonzero(applies & (own != ""))
        parts.append(_rows(which[found], rank, own[found], item.poa))
    return parts


def _chronic(draw: Draw, seen: Visits, state: Health, content: Content) -> list[Rows]:
    share = np.array([REPORTED[one.kind] for one in content.profiles])[seen.profile]
    reported = draw.chance("chronic reported", seen.uid, share)
    parts = []
    for number, (item, codes) in enumerate(zip(content.coded, state.coded, strict=True)):
        silent = np.array([item.of in one.expresses for one in content.profiles])
        own = codes[seen.patient]
        found = np.flatnonzero(reported & ~silent[seen.profile] & (own != ""))
        parts.append(_rows(found, 1000 + number, own[found], item.poa))
    return parts


def _rows(visit: np.ndarray, rank: int, code: np.ndarray, poa: str) -> Rows:
    return {
        "visit": visit,
        "rank": np.full(len(visit), rank),
        "code": code,
        "poa": np.full(len(visit), poa, dtype=object),
    }


def _in_sequence(rows: Rows, seen: Visits, content: Content) -> Rows:
    # Histories are told after what is there now; the notes at Z87 ask for that of some.
    history = np.array([one.startswith("Z87.") for one in rows["code"]], dtype=bool)
    rank = rows["rank"] + 10_000 * (history & (rows["rank"] > 0))
    order = np.lexsort((rank, rows["visit"]))
    visit, code, poa = (rows[name][order] for name in ("visit", "code", "poa"))
    known, number = np.unique(code.astype(str), return_inverse=True)
    _, first = np.unique(visit * np.int64(len(known)) + number, return_index=True)
    keep = np.sort(first)  # the first of equal codes, in sequence
    visit, code, poa, number = visit[keep], code[keep], poa[keep], number[keep]
    exempt = np.array([content.diagnoses[one].exempt for one in known], dtype=bool)[number]
    poa = np.where(exempt, "exempt", poa)
    inpatient = np.array([one.kind in ("inpatient", "newborn") for one in content.profiles])
    poa = np.where(inpatient[seen.profile[visit]], poa, "")
    return {
        "visit": visit,
        "sequence": ranks(visit) + 1,
        "code": code,
        "poa": poa.astype(object),
    }
