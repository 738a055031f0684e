"""Billing units of a drug or service whose description names an amount.

Rule: Medicare Claims Processing Manual (CMS Pub. 100-04), chapter 17, sections 10 and 40: units
are counted in the amount that the description names, and what is left of one is rounded up.
"""

from __future__ import annotations

import math
from numbers import Real

from chartroom.codes.hcpcs.records import HcpcsError, Units
from chartroom.codes.hcpcs.teaching import lookup


def units(code: str, given: Real, wasted: Real = 0) -> Units:
    """Return the billing units of an amount.

    Args:
        code: of the teaching set, with an amount in its description.
        given: what the patient received, in the code's unit (mg for J1885).
        wasted: what was left of a single-dose vial and thrown away, in the same unit.

    Raises:
        UnknownHcpcs: the teaching set has no such code.
        HcpcsError: the code has no amount, or an amount cannot be used.
    """
    one = lookup(code)
    if one.amount is None:
        raise HcpcsError(f"The description of {one.code} names no amount: count 1 for each.")
    got, lost = _amount(given, "given"), _amount(wasted, "wasted")
    if not got:
        raise HcpcsError("given must be more than 0: what was not given is not billed.")
    count = _rounded_up(got, one.amount)
    # Waste within the last, rounded-up unit has been billed with it.
    thrown = _rounded_up(got + lost, one.amount) - count if lost else 0
    step = f"{one.amount:,} {one.unit}"
    rounded = "" if count * one.amount == got else ", rounded up"
    reason = f"One unit of {one.code} is {step}. {got:g} {one.unit} given: {count}{rounded}."
    if lost:
        reason += f" {lost:g} {one.unit} thrown away: {thrown} more, on a line with JW."
    return Units(one.code, count, thrown, reason)


def _rounded_up(amount: float, size: int) -> int:
    return math.ceil(round(amount / size, 9))


def _amount(value: object, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, Real) or not 0 <= float(value) < 1e9:
        raise HcpcsError(f"{name} must be a number from 0, without its unit; it is {value!r}.")
    return float(value)
