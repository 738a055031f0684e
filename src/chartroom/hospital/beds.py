"""Beds and the daily census: what can only be said when all stays are known.

Each stay gets the lowest free bed of its unit. A unit has as many beds as it ever needed at once;
those first needed in the second half open on July 1, so that the bed count changes within the
data, as it does in hospitals.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping

import numpy as np

from chartroom.hospital import numbers
from chartroom.hospital.people import FIRST_DAY, LAST_DAY
from chartroom.hospital.rows import Rows, words

#: Unit of newborns, whose bassinets are not counted as beds.
NURSERY = "NUR"
EXPANSION = np.datetime64("2026-07-01")
_CLEANING = np.timedelta64(45, "m")
_DAY = np.timedelta64(1, "D")


def assigned(stays: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return each stay's bed, counted from 0 within its unit; no bed holds two at a time.

    Args:
        stays: department, uid, start, end; any order (the result does not depend on it).
    """
    result = np.zeros(len(stays["uid"]), dtype=np.int64)
    for unit in np.unique(stays["department"].astype(str)):
        which = np.flatnonzero(stays["department"] == unit)
        order = which[np.lexsort((stays["uid"][which], stays["start"][which]))]
        free: list[int] = []
        taken: list[tuple[int, int]] = []
        beds = 0
        start = stays["start"].astype(np.int64)
        until = (stays["end"] + _CLEANING).astype(np.int64)
        for at in order:
            while taken and taken[0][0] <= start[at]:
                heapq.heappush(free, heapq.heappop(taken)[1])
            if free:
                bed = heapq.heappop(free)
            else:
                bed, beds = beds, beds + 1
            result[at] = bed
            heapq.heappush(taken, (until[at], bed))
    return result


def bed_ids(department: np.ndarray, bed: np.ndarray) -> np.ndarray:
    """Return names of beds: 4W-101-A is unit 4W, room 101, bed A; two beds a room."""
    letter = words("AB")[bed % 2]
    room = numbers.text("-", 101 + bed // 2, 3).astype(object)
    return department.astype(object) + room + "-" + letter


def table(stays: Mapping[str, np.ndarray], bed: np.ndarray) -> Rows:
    """Return the table ``beds``."""
    parts: dict[str, list] = {"department_id": [], "bed": [], "opened_on": []}
    for unit in np.unique(stays["department"].astype(str)):
        which = stays["department"] == unit
        count = int(bed[which].max()) + 1
        first = np.full(count, LAST_DAY)
        day = stays["start"][which].astype("datetime64[D]")
        np.minimum.at(first.view(np.int64), bed[which], day.view(np.int64))
        parts["department_id"] += [unit] * count
        parts["bed"] += range(count)
        parts["opened_on"] += list(np.where(first >= EXPANSION, EXPANSION, FIRST_DAY))
    unit = words(parts["department_id"])
    opened = np.array(parts["opened_on"], dtype="datetime64[D]")
    return {
        "bed_id": bed_ids(unit, np.array(parts["bed"], dtype=np.int64)),
        "department_id": unit,
        "bassinet": np.where(unit == NURSERY, "Y", "N").astype(object),
        "opened_on": numbers.days_text(opened).astype(object),
        "closed_on": np.full(len(unit), "", dtype=object),
    }


def census(stays: Mapping[str, np.ndarray], beds: Rows) -> Rows:
    """Return the table ``census``: one row for each day and unit."""
    days = np.arange(FIRST_DAY, LAST_DAY + _DAY)
    parts = []
    for unit in np.unique(beds["department_id"].astype(str)):
        which = stays["department"] == unit
        come = (stays["start"][which].astype("datetime64[D]") - FIRST_DAY).astype(int)
        go = (stays["end"][which].astype("datetime64[D]") - FIRST_DAY).astype(int)
        died = stays["died"][which]
        counts = {
            "admissions": np.bincount(come, minlength=len(days)),
            "discharges": np.bincount(go, minlength=len(days)),
            "deaths": np.bincount(go[died], minlength=len(days)),
            "same_day": np.bincount(go[come == go], minlength=len(days)),
        }
        counts["at_midnight"] = np.cumsum(counts["admissions"] - counts["discharges"])
        counts["service_days"] = counts["at_midnight"] + counts["same_day"]
        opened = beds["opened_on"][beds["department_id"] == unit].astype("datetime64[D]")
        rows = {
            "day": numbers.days_text(days).astype(object),
            "department_id": np.full(len(days), unit, dtype=object),
            "beds": (opened[None, :] <= days[:, None]).sum(axis=1),
            **counts,
        }
        parts.append(rows)
    if not parts:
        return {}
    rows = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    order = np.lexsort((rows["department_id"].astype(str), rows["day"].astype(str)))
    return {name: values[order] for name, values in rows.items()}
