"""One figure of a report: a number that still knows what was divided by what."""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Real


class QualityError(ValueError):
    """A figure cannot be right with these numbers; the message says which and why."""


@dataclass(frozen=True)
class Figure:
    """``top`` ÷ ``bottom``, times 100 where ``unit`` is "%".

    A figure over nothing (``bottom`` is 0) has no value: not 0, which would say that something was
    counted.
    """

    name: str
    top: float
    bottom: float
    top_name: str
    bottom_name: str
    unit: str = ""
    digits: int = 1

    @property
    def value(self) -> float | None:
        """The number, unrounded; None where there is nothing to divide by."""
        if not self.bottom:
            return None
        return self.top / self.bottom * (100 if self.unit == "%" else 1)

    @property
    def working(self) -> str:
        """What was divided by what, in words."""
        times = " × 100" if self.unit == "%" else ""
        return (
            f"{_plain(self.top)} {self.top_name} ÷ {_plain(self.bottom)} {self.bottom_name}{times}"
        )

    def __str__(self) -> str:
        """Return name, value and working, or say that there is none."""
        if self.value is None:
            return f"{self.name}: no value, because there were no {self.bottom_name}"
        space = "" if self.unit in ("", "%") else " "
        return f"{self.name}: {self.value:.{self.digits}f}{space}{self.unit} ({self.working})"


def count(name: str, value: float, *, whole: bool = True) -> float:
    """Return ``value`` if it can be a count.

    Raises:
        QualityError: it is no number, negative, or (if ``whole``) has a part after the point.
    """
    if isinstance(value, bool) or not isinstance(value, Real) or value != value:
        raise QualityError(f"The number of {name} must be a number; it is {value!r}.")
    if value < 0:
        raise QualityError(f"The number of {name} cannot be below zero; it is {_plain(value)}.")
    if whole and value != int(value):
        raise QualityError(f"The number of {name} must be whole; it is {value}.")
    return value


def part(name: str, value: float, whole_name: str, whole: float) -> None:
    """Check two counts of which one is part of the other.

    Raises:
        QualityError: one is no count, or the part is more than the whole.
    """
    count(name, value)
    count(whole_name, whole)
    if value > whole:
        raise QualityError(
            f"There cannot be more {name} ({_plain(value)}) than {whole_name} ({_plain(whole)}): "
            "look at what was counted."
        )


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.4f}".rstrip("0")
