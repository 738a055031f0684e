"""Laboratory results and vital signs, as the desk shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from chartroom.exercises.ehrforms import american

Row = Mapping[str, Any]

_FLAGS = {"H": "High", "L": "Low", None: ""}
# Units are stored as UCUM writes them; these are how a laboratory report prints them.
_UNITS = {
    "[pH]": "", "{ratio}": "", "{INR}": "", "mm[Hg]": "mm Hg", "mg/L{FEU}": "mg/L FEU",
    "m[IU]/L": "mIU/L", "m[IU]/mL": "mIU/mL", "/[HPF]": "/HPF", "10*3/uL": "×10³/µL",
}  # fmt: skip


def results(encounters: Sequence[Row]) -> list[list[str]]:
    """Return results, the latest of each encounter first: when, test, value, range, flag, where."""
    return [
        [american(one["resulted_at"]), _tests().get(one["test"], one["test"]),
         f"{one['value']:g} {_UNITS.get(one['unit'], one['unit'])}".strip(), _range(one),
         _FLAGS[one["flag"]], each["encounter_id"]]
        for each in encounters
        for one in sorted(each["results"], key=lambda one: one["resulted_at"], reverse=True)
    ]  # fmt: skip


def vitals(encounters: Sequence[Row]) -> list[list[str]]:
    """Return vital signs, the latest of each encounter first, by the desk's columns."""
    return [_vital(one) for each in encounters for one in reversed(each["vitals"])]


@cache
def _tests() -> dict[str, str]:
    """Return the names of laboratory tests by the short name they are stored under."""
    from chartroom.hospital.content import table  # read when the first chart is opened

    return {row["test"]: row["name"] for row in table("labs.tsv")}


def _range(one: Row) -> str:
    low, high = (None if one[end] is None else f"{one[end]:g}" for end in ("low", "high"))
    if low and high:
        return f"{low} to {high}"
    return f"{low} or more" if low else f"{high} or less" if high else ""


def _vital(one: Row) -> list[str]:
    pressure = f"{one['systolic']}/{one['diastolic']}" if one["systolic"] is not None else ""
    numbers = ("temperature_c", "pulse", "respirations")
    others = ("spo2", "weight_kg", "height_cm")
    return [
        american(one["taken_at"]),
        *(_number(one[name]) for name in numbers),
        pressure,
        *(_number(one[name]) for name in others),
    ]


def _number(value: object) -> str:
    return "" if value is None else f"{value:g}"
