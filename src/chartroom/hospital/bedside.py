"""Vital signs, medications and procedures of encounters."""

from __future__ import annotations

import numpy as np

from chartroom.hospital.conditions import all_hold
from chartroom.hospital.content import Content, Drug
from chartroom.hospital.draw import Draw
from chartroom.hospital.orders import Orders
from chartroom.hospital.rows import Rows, ranks, stacked
from chartroom.hospital.visits import Visits

_SETS = {"inpatient": 8, "newborn": 3, "observation": 4, "ED": 2, "clinic": 1}
_HOURS_APART = {"inpatient": 12, "newborn": 12, "observation": 6, "ED": 2, "clinic": 1}
_EASING = 0.55  # share of the distance to the usual value that is left at the next set
_DAY = np.timedelta64(1, "D")


def vitals(draw: Draw, seen: Visits, content: Content) -> Rows:
    """Return sets of vital signs: on arrival and at intervals that depend on the kind."""
    kind = np.array([one.kind for one in content.profiles])[seen.profile]
    most = np.array([_SETS[one] for one in kind])
    apart = np.array([_HOURS_APART[one] for one in kind])
    parts = []
    usual = _usual(draw, seen, content)
    weight, height = _size(draw, seen)
    for turn in range(max(_SETS.values())):
        first = draw.integers("first vitals", seen.uid, 2, 14)
        at = seen.start + (turn * apart * 60 + first).astype("timedelta64[m]")
        which = np.flatnonzero((most > turn) & (at < seen.end))
        if not len(which):
            continue
        parts.append(_set(draw, seen, content, usual, which, turn) | {
            "visit": which,
            "taken_at": at[which],
            "weight_kg": np.round(weight[which], 1),
            "height_cm": np.round(height[which], 0),
        })  # fmt: skip
    return stacked(parts)


def _usual(draw: Draw, seen: Visits, content: Content) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Return mean and standard deviation of each sign by age, before and besides any illness."""
    age = seen.facts["age"]
    size = len(age)
    pulse = np.interp(age, [0, 0.5, 2, 6, 12, 18], [138, 128, 110, 95, 82, 75])
    breaths = np.interp(age, [0, 0.5, 2, 6, 12, 18], [42, 34, 27, 22, 18, 16])
    systolic = np.interp(age, [0, 3, 10, 18, 50, 80], [72, 95, 104, 116, 124, 131])
    usual = {
        "temperature_c": (np.full(size, 36.8), np.full(size, 0.25)),
        "pulse": (pulse, np.full(size, 9.0)),
        "respirations": (breaths, np.full(size, 1.6)),
        "systolic": (systolic, np.full(size, 10.0)),
        "spo2": (np.full(size, 97.6), np.full(size, 1.0)),
    }
    for chronic in content.chronic:
        for sign, (mean, sd) in chronic.vitals.items():
            if sign in usual:
                has = seen.facts[chronic.id]
                usual[sign][0][has] = mean
                usual[sign][1][has] = sd
    return usual


def _set(
    draw: Draw,
    seen: Visits,
    content: Content,
    usual: dict[str, tuple[np.ndarray, np.ndarray]],
    which: np.ndarray,
    turn: int,
) -> Rows:
    left = _EASING**turn
    signs = {}
    for sign, (means, sds) in usual.items():
        mean, sd = means[which].copy(), sds[which].copy()
        own = np.array([one.vitals.get(sign, (np.nan, np.nan)) for one in content.profiles])
        there = own[seen.profile[which]]
        has = ~np.isnan(there[:, 0])
        mean[has] += (there[has, 0] - mean[has]) * left
        sd[has] += (there[has, 1] - sd[has]) * left
        uid = seen.uid[which]
        z = 0.6 * draw.normal(f"vital {sign}", uid) + 0.8 * draw.normal(f"vital {sign} {turn}", uid)
        signs[sign] = mean + sd * np.clip(z, -2.6, 2.6)
    uid = seen.uid[which]
    diastolic = 0.45 * signs["systolic"] + 20 + 5 * draw.normal(f"diastolic {turn}", uid)
    not_taken = seen.facts["age"][which] < 3
    pressure = [np.clip(np.round(v), lo, hi) for v, lo, hi in
                ((signs["systolic"], 50, 250), (diastolic, 28, 140))]  # fmt: skip
    return {
        "temperature_c": np.round(np.clip(signs["temperature_c"], 33.5, 41.5), 1),
        "pulse": np.clip(np.round(signs["pulse"]), 32, 220).astype(int),
        "respirations": np.clip(np.round(signs["respirations"]), 8, 70).astype(int),
        "systolic": np.where(not_taken, np.nan, pressure[0]),
        "diastolic": np.where(not_taken, np.nan, pressure[1]),
        "spo2": np.clip(np.round(signs["spo2"]), 72, 100).astype(int),
    }


def _size(draw: Draw, seen: Visits) -> tuple[np.ndarray, np.ndarray]:
    """Return weight (kg) and height (cm); adults keep theirs, newborns have their birth weight."""
    person = seen.uid // 16
    age = seen.facts["age"]
    z = draw.normal("height", person)
    adult = np.where(seen.facts["F"], 162.0 + 6.8 * z, 175.5 + 7.4 * z)
    share = np.interp(age, [0, 1, 2, 5, 10, 14, 17], [0.30, 0.44, 0.50, 0.63, 0.80, 0.93, 1.0])
    height = adult * share
    heavy = seen.facts.get("obesity", np.zeros(len(age), dtype=bool))
    bmi = np.interp(age, [0, 2, 6, 12, 18, 30], [14.5, 16.2, 15.6, 18.0, 22.0, 25.0])
    bmi = bmi * np.exp(0.10 * draw.normal("bmi", person))
    bmi = np.where(heavy, 34.0 + 3.5 * np.abs(draw.normal("bmi", person)), np.minimum(bmi, 29.4))
    weight = bmi * (height / 100) ** 2
    newborn = seen.birth_weight > 0
    weight = np.where(newborn, seen.birth_weight / 1000, weight)
    height = np.where(newborn, np.clip(50 + (seen.birth_weight - 3400) / 350, 34, 57), height)
    return weight, height


def medications(draw: Draw, seen: Visits, content: Content, orders: Orders) -> Rows:
    """Return medications given or prescribed and those of home, and add their orders."""
    parts: list[Rows] = []
    for at in np.unique(seen.profile):
        profile = content.profiles[at]
        which = np.flatnonzero(seen.profile == at)
        facts = {name: values[which] for name, values in seen.facts.items()}
        for number, drug in enumerate(profile.medications):
            name = f"{profile.id} drug {number}"
            given = all_hold(drug.when, facts, len(which))
            given &= draw.chance(name, seen.uid[which], drug.p)
            parts.append(_given(drug, which[given], "N"))
    person = seen.uid // 16
    newborn = seen.birth_weight > 0
    for chronic in content.chronic:
        for number, drug in enumerate(chronic.medications):
            takes = seen.facts[chronic.id] & ~newborn
            takes &= all_hold(drug.when, seen.facts, len(person))
            takes &= draw.chance(f"{chronic.id} drug {number}", person, drug.p)
            parts.append(_given(drug, np.flatnonzero(takes), "Y"))
    rows = _once(stacked(parts))
    at = seen.start[rows["visit"]] + np.where(rows["home"] == "Y", 55, 40).astype("timedelta64[m]")
    at = np.minimum(at, seen.end[rows["visit"]] - np.timedelta64(2, "m"))
    keys = np.empty(len(at), dtype=np.int64)
    turn = ranks(rows["visit"])
    for number in range(int(turn.max()) + 1 if len(turn) else 0):
        here = turn == number
        keys[here] = orders.add(rows["visit"][here], "medication", rows["drug"][here], at[here])
    return rows | {"key": keys}


def _given(drug: Drug, which: np.ndarray, home: str) -> Rows:
    texts = {"drug": drug.drug, "dose": drug.dose, "route": drug.route}
    texts |= {"frequency": drug.frequency, "home": home}
    return {"visit": which} | {
        name: np.full(len(which), text, dtype=object) for name, text in texts.items()
    }


def _once(rows: Rows) -> Rows:
    """Keep each drug once a visit: as given here rather than as taken at home."""
    order = np.argsort(rows["visit"], kind="stable")
    rows = {name: values[order] for name, values in rows.items()}
    known, drug = np.unique(rows["drug"].astype(str), return_inverse=True)
    _, first = np.unique(rows["visit"] * np.int64(len(known)) + drug, return_index=True)
    return {name: values[np.sort(first)] for name, values in rows.items()}


def procedures(draw: Draw, seen: Visits, content: Content) -> Rows:
    """Return procedures in sequence with ``specialty`` of who did it ("" for the attending)."""
    parts: list[Rows] = []
    for at in np.unique(seen.profile):
        profile = content.profiles[at]
        which = np.flatnonzero(seen.profile == at)
        facts = {name: values[which] for name, values in seen.facts.items()}
        for number, one in enumerate(profile.procedures):
            name = f"{profile.id} procedure {number}"
            done = all_hold(one.when, facts, len(which))
            done &= draw.chance(name, seen.uid[which], one.p)
            here = which[done]
            minutes = draw.integers(name + " minute", seen.uid[here], 20, 150)
            when = seen.start[here] + minutes.astype("timedelta64[m]")
            later = (seen.start[here] + one.day * _DAY).astype("datetime64[D]").astype(when.dtype)
            later = later + (8 * 60 + 2 * minutes).astype("timedelta64[m]")
            when = later if one.day else when
            if one.code.startswith(("10E0", "10D0")):  # the time of birth
                when = seen.start[here] + seen.facts["labor"][here].astype("timedelta64[m]")
            when = np.minimum(when, seen.end[here] - np.timedelta64(10, "m"))
            texts = {"system": one.system, "code": one.code, "title": one.title}
            texts |= {"specialty": one.specialty}
            parts.append({"visit": here, "rank": np.full(len(here), number), "at": when} | {
                name: np.full(len(here), text, dtype=object) for name, text in texts.items()
            })  # fmt: skip
    rows = stacked(parts)
    if not rows:
        return rows
    order = np.lexsort((rows["rank"], rows["visit"]))
    rows = {name: values[order] for name, values in rows.items()}
    return rows | {"sequence": ranks(rows["visit"]) + 1}
