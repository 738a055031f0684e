"""Laboratory results: healthy values, moved by chronic conditions and by what brought the patient.

A profile's value is the one on arrival; at each later draw it has come closer to the patient's
usual value.
"""

from __future__ import annotations

import numpy as np

from chartroom.hospital.conditions import all_hold
from chartroom.hospital.content import Content, Lab, Profile
from chartroom.hospital.draw import Draw
from chartroom.hospital.orders import Orders
from chartroom.hospital.rows import Rows, stacked
from chartroom.hospital.visits import Visits

MOST_DRAWS = 4
_RECOVERY = 0.45  # share of the distance to the usual value that is left at the next draw
_DAY = np.timedelta64(1, "D")


def results(draw: Draw, seen: Visits, content: Content, orders: Orders) -> Rows:
    """Return results (visit, key of the order, test, value …) and add their orders."""
    parts: list[Rows] = []
    for at in np.unique(seen.profile):
        profile = content.profiles[at]
        tests = _tests(profile, content)
        if tests:
            which = np.flatnonzero(seen.profile == at)
            parts += _of_profile(draw, profile, tests, which, seen, content, orders)
    return stacked(parts)


def _tests(profile: Profile, content: Content) -> list[tuple[str, list[Lab]]]:
    """Return what is ordered: panels with their tests, then single tests."""
    ordered = []
    taken: set[str] = set()
    for panel in profile.panels:
        tests = [lab for lab in content.labs.values() if panel in lab.panels]
        tests = [lab for lab in tests if lab.test not in taken]
        taken |= {lab.test for lab in tests}
        ordered.append((panel, tests))
    for test in profile.tests:
        if test.test not in taken:
            taken.add(test.test)
            lab = content.labs[test.test]
            ordered.append((lab.name, [lab]))
    return ordered


def _of_profile(
    draw: Draw,
    profile: Profile,
    ordered: list[tuple[str, list[Lab]]],
    which: np.ndarray,
    seen: Visits,
    content: Content,
    orders: Orders,
) -> list[Rows]:
    days = (seen.end[which] - seen.start[which]) // _DAY
    count = np.where(profile.kind == "inpatient", np.minimum(1 + days // 2, MOST_DRAWS), 1)
    parts = []
    for turn in range(int(count.max())):
        here = which[count > turn]
        facts = {name: values[here] for name, values in seen.facts.items()}
        drawn = draw.integers(f"lab minute {turn}", seen.uid[here], 10, 50)
        taken = seen.start[here] + drawn.astype("timedelta64[m]")
        if turn:
            morning = (seen.start[here] + turn * 2 * _DAY).astype("datetime64[D]")
            taken = morning.astype("datetime64[m]") + (5 * 60 + drawn).astype("timedelta64[m]")
            inside = taken < seen.end[here]
            here, taken, drawn = here[inside], taken[inside], drawn[inside]
            facts = {name: values[inside] for name, values in facts.items()}
        if not len(here):
            continue
        for item, tests in ordered:
            key = orders.add(here, "laboratory", item, taken)
            for lab in tests:
                value = _values(draw, lab, profile, here, facts, seen, content, turn)
                parts.append(_rows(lab, here, key, value, facts["F"], taken + (35 + drawn)))
    return parts


def _values(
    draw: Draw,
    lab: Lab,
    profile: Profile,
    here: np.ndarray,
    facts: dict[str, np.ndarray],
    seen: Visits,
    content: Content,
    turn: int,
) -> np.ndarray:
    mean = np.full(len(here), lab.mean)
    sd = np.full(len(here), lab.sd)
    for chronic in content.chronic:
        for test in chronic.labs:
            if test.test == lab.test:
                has = facts[chronic.id] & all_hold(test.when, facts, len(here))
                mean[has], sd[has] = test.mean, test.sd
    left = _RECOVERY**turn
    for test in profile.tests:
        if test.test == lab.test:
            has = all_hold(test.when, facts, len(here))
            mean[has] += (test.mean - mean[has]) * left
            sd[has] += (test.sd - sd[has]) * left
    uid = seen.uid[here]
    z = 0.6 * draw.normal(f"lab {lab.test}", uid // 16)
    z += 0.8 * draw.normal(f"lab {lab.test} {turn}", uid)
    return np.round(_spread(mean, sd, z), lab.decimals)


def _spread(mean: np.ndarray, sd: np.ndarray, z: np.ndarray) -> np.ndarray:
    """Return values around a mean; wide ones are log-normal, so that none is below zero."""
    share = sd / np.maximum(mean, 1e-9)
    sigma = np.sqrt(np.log1p(share**2))
    skewed = mean * np.exp(sigma * z - sigma**2 / 2)
    plain = mean + sd * z
    return np.maximum(np.where(share > 0.25, skewed, plain), 0.0)


def _rows(
    lab: Lab,
    here: np.ndarray,
    key: np.ndarray,
    value: np.ndarray,
    female: np.ndarray,
    at: np.ndarray,
) -> Rows:
    low = np.where(female, _end(lab.low_f, lab.low), _end(lab.low, lab.low))
    high = np.where(female, _end(lab.high_f, lab.high), _end(lab.high, lab.high))
    return {
        "visit": here,
        "key": key,
        "test": np.full(len(here), lab.test, dtype=object),
        "value": value,
        "unit": np.full(len(here), lab.unit, dtype=object),
        "low": low,
        "high": high,
        "flag": np.select([value < low, value > high], ["L", "H"], "").astype(object),
        "resulted_at": at,
    }


def _end(value: float | None, otherwise: float | None) -> float:
    """A reference limit as a number; NaN (which nothing is below or above) if there is none."""
    chosen = otherwise if value is None else value
    return np.nan if chosen is None else chosen
