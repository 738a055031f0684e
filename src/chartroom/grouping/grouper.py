"""Group a stay by MS-DRG and say what carried the group.

The decision tables are those of drgpy 0.2.1 (Apache-2.0), MS-DRG v43.1, April 1, 2026. It does not
use the age or a baby's weight, holds no relative weights, and is no replacement for CMS's software.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from chartroom.codes import form
from chartroom.grouping import hac, tables
from chartroom.grouping.discharge import DIED
from chartroom.grouping.reading import read
from chartroom.grouping.records import Grouped, GroupingError, Secondary, Stay

_NO_GROUP = "999"
_LEVELS = ("MCC", "CC")


def group(
    principal: str,
    secondary: Iterable[str] = (),
    procedures: Iterable[str] = (),
    poa: Mapping[str, str] | None = None,
    age: int | None = None,
    sex: str = "F",
    disposition: str = "01",
) -> Grouped:
    """Return the MS-DRG of a stay. The arguments are those of ``read``.

    Raises:
        GroupingError: what was given could not stand on a claim; the text says what and why.
    """
    return regroup(read(principal, secondary, procedures, poa, age, sex, disposition))


def regroup(stay: Stay) -> Grouped:
    """Return the MS-DRG of a stay that was read before."""
    engine = tables.engine()
    listed = tuple(form.parts(code) for code in (stay.principal, *stay.secondary))
    if not engine.dxmap[listed[0]]:
        raise GroupingError(
            f"{stay.principal} cannot be a principal diagnosis: the grouper has no group for it."
        )
    acquired = hac.found(
        listed,
        stay.procedures,
        {form.parts(code): mark for code, mark in stay.poa},
        engine.ccmap,
    )
    drg = _number(engine, stay, listed, acquired)
    seen = tuple(_seen(engine, stay, drg, code, acquired) for code in listed[1:])
    entry = engine.drgmap.get(drg, {})
    counted = {one.level for one in seen if one.counts}
    return Grouped(
        drg=drg,
        title=entry.get("desc", "Ungroupable"),
        kind=_kind(entry),
        mdc=entry.get("mdc", ""),
        severity=next((level for level in _LEVELS if level in counted), ""),
        secondary=seen,
        carried=_carried(engine, stay, listed, acquired, drg, seen),
        without_hac=_number(engine, stay, listed, {}) if acquired else drg,
        stay=stay,
        notes=(*_remarks(drg, seen), *stay.notes),
    )


def _number(engine: Any, stay: Stay, listed: tuple[str, ...], acquired: Mapping[str, str]) -> str:
    # The tables would treat any N or U of a listed code as a HAC, with or without the operation
    # or catheter that makes it one: only real ones are told.
    found = engine.get_drg_all(
        list(listed),
        list(stay.procedures),
        gender=stay.sex,
        is_alive=stay.disposition != DIED,
        poa={code: "N" if code in acquired else "Y" for code in listed},
        discharge_status=stay.disposition,
    )
    return found[0] if found else _NO_GROUP


def _seen(engine: Any, stay: Stay, drg: str, code: str, acquired: Mapping[str, str]) -> Secondary:
    entry = engine.ccmap.get(code)
    dotted, name = form.tidy(code), acquired.get(code, "")
    if entry is None:
        return Secondary(dotted, "", False)
    reason = ""
    if form.parts(stay.principal) in engine.exmap.get(entry["pdx"], ()):
        reason = f"excluded: it is too close to the principal diagnosis {stay.principal}"
    elif code in engine.drg_exclusions.get(drg, ()):
        reason = f"excluded: MS-DRG {drg} already contains it"
    elif entry["aowa"] and stay.disposition == DIED:
        reason = "counts only if the patient lives"
    elif name:
        reason = f"does not count: hospital-acquired ({name})"
    return Secondary(dotted, entry["level"], not reason, reason, name)


def _carried(
    engine: Any,
    stay: Stay,
    listed: tuple[str, ...],
    acquired: Mapping[str, str],
    drg: str,
    seen: tuple[Secondary, ...],
) -> tuple[str, ...]:
    """Return the one code that the group hangs on, or the codes of which any would do."""

    def without(*left: str) -> str:
        kept = tuple(code for code in listed if code not in left or code == listed[0])
        return _number(engine, stay, kept, acquired)

    alone = tuple(one.code for one in seen if without(form.parts(one.code)) != drg)
    if alone:
        return alone
    for level in _LEVELS:
        same = [one.code for one in seen if one.counts and one.level == level]
        if len(same) > 1 and without(*(form.parts(code) for code in same)) != drg:
            return tuple(same)
    return ()


def _kind(entry: Mapping[str, Any]) -> str:
    if entry.get("is_surgical"):
        return "surgical"
    return "medical" if entry.get("is_medical") else ""


def _remarks(drg: str, seen: tuple[Secondary, ...]) -> list[str]:
    said = []
    if drg in ("998", "999"):
        said.append(
            f"MS-DRG {drg} is not paid: look at the principal diagnosis, and whether a code that "
            "must stand beside it is missing."
        )
    said += [
        f"{one.code} is a hospital-acquired condition. Report it with its true POA indicator: it "
        "stays on the claim, and does not count as a CC or MCC."
        for one in seen
        if one.hac
    ]
    return said
