"""The value objects of HCPCS Level II."""

from __future__ import annotations

from dataclasses import dataclass

from chartroom.codes.refusing import Refused, Unknown


class HcpcsError(Refused):
    """Something that cannot be used as it was given. The text is a sentence with the remedy."""


class UnknownHcpcs(Unknown):
    """A code that is not one, or that the teaching set does not hold."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What codes with a first letter hold; ``note`` is "" or something to know about them."""

    letter: str
    holds: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class HcpcsCode:
    """A code with the course's label.

    ``amount`` and ``unit`` tell what one billing unit is ("15", "mg"); None and "" where the
    description names no amount.
    """

    code: str
    label: str
    amount: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Modifier:
    """A HCPCS modifier, in the course's words."""

    modifier: str
    says: str


@dataclass(frozen=True, slots=True)
class Units:
    """Billing units of an amount: of what was given, and of what was thrown away (JW)."""

    code: str
    given: int
    wasted: int
    reason: str
