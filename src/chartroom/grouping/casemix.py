"""The case-mix index."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from chartroom.grouping.records import CaseMix, GroupingError


def cmi(drgs: Iterable[str] | Mapping[str, int], weights: Mapping[str, float]) -> CaseMix:
    """Return the case-mix index of discharges: Σ weights ÷ discharges.

    Args:
        drgs: one MS-DRG for each discharge, or the number of discharges by MS-DRG.
        weights: relative weight by MS-DRG, from Table 5 of the year's IPPS final rule.

    Raises:
        GroupingError: there are no discharges, a weight is missing or is no positive number, or a
            count is not a whole number from 0.
    """
    counted: dict[str, int] = {}
    if isinstance(drgs, Mapping):
        for drg, number in drgs.items():
            if isinstance(number, bool) or not isinstance(number, int) or number < 0:
                raise GroupingError(
                    f"The number of discharges in {drg} must be a whole number; it is {number!r}."
                )
            counted[_drg(drg)] = counted.get(_drg(drg), 0) + number
    else:
        listed = drgs.replace(",", " ").split() if isinstance(drgs, str) else drgs
        for drg in listed:
            counted[_drg(drg)] = counted.get(_drg(drg), 0) + 1
    discharges = sum(counted.values())
    if not discharges:
        raise GroupingError("There are no discharges: a case-mix index needs at least one.")
    known = {_drg(drg): weight for drg, weight in weights.items()}
    total = 0.0
    for drg, number in counted.items():
        weight = known.get(drg)
        if weight is None:
            raise GroupingError(f"There is no weight for MS-DRG {drg}: add it to the weights.")
        if not isinstance(weight, int | float) or not math.isfinite(weight) or weight <= 0:
            raise GroupingError(
                f"The weight of MS-DRG {drg} must be a number above 0; it is {weight!r}."
            )
        total += weight * number
    return CaseMix(total, discharges)


def _drg(given: object) -> str:
    said = str(given).strip()
    if not said.isdigit() or len(said) > 3:
        raise GroupingError(f"{given!r} is not an MS-DRG: it has three digits, such as 871.")
    return said.zfill(3)
