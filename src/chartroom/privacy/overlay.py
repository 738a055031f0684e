"""A state's own rules as a file that an instructor writes. Federal law is the floor.

``read_overlay`` reads a TOML file; ``example-state.toml`` beside this module is a worked example of
an invented state. Where a state protects more, its rule goes first (45 CFR 160.203(b)).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chartroom.privacy.clocks import CLOCKS
from chartroom.privacy.finding import PrivacyError

#: Dollars that a state may let a provider ask from a third party.
FEES = ("search", "per page")
EXAMPLE = Path(__file__).parent / "example-state.toml"


@dataclass(frozen=True)
class Overlay:
    """A state's rules.

    Attributes:
        state: its name.
        source: where its rules stand, with the year.
        invented: it is an example and no law.
        days: days to answer, by kind of request, where fewer than the federal ones.
        consent: kinds of records that need a permission of their own, with the section.
        minors: kinds of care to which a minor consents alone, with the section.
        fees: what a third party pays, as in ``FEES``, and the ``section`` of it.
    """

    state: str
    source: str
    invented: bool = False
    days: Mapping[str, int] = field(default_factory=dict)
    consent: Mapping[str, str] = field(default_factory=dict)
    minors: Mapping[str, str] = field(default_factory=dict)
    fees: Mapping[str, str] = field(default_factory=dict)

    def days_to_answer(self, request: str) -> int:
        """Return the days for a kind of request: the shorter of state and federal."""
        return min(self.days.get(request, CLOCKS[request].days), CLOCKS[request].days)


_KNOWN = {
    "state": str,
    "source": str,
    "invented": bool,
    "days": dict,
    "consent": dict,
    "minors": dict,
    "fees": dict,
}


def read_overlay(path: str | Path = EXAMPLE) -> Overlay:
    """Return the rules in a file.

    Raises:
        PrivacyError: the file is not there, cannot be read, or has an unknown or wrong entry.
    """
    path = Path(path)
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PrivacyError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PrivacyError(f"{path} is not TOML: {error}.") from error
    for name, value in data.items():
        if name not in _KNOWN:
            raise PrivacyError(f"{path}: '{name}' is not known; known are {', '.join(_KNOWN)}.")
        if not isinstance(value, _KNOWN[name]):
            raise PrivacyError(f"{path}: {name} must be a {_KNOWN[name].__name__}.")
    for name in ("state", "source"):
        if not data.get(name):
            raise PrivacyError(f"{path}: {name} is missing.")
    _check_days(path, data.get("days", {}))
    _check_words(path, data)
    _check_fees(path, data.get("fees", {}))
    return Overlay(**data)


def _check_days(path: Path, given: Mapping[str, Any]) -> None:
    for name, days in given.items():
        if name not in CLOCKS:
            raise PrivacyError(f"{path}: days.{name} is not one of {', '.join(CLOCKS)}.")
        if type(days) is not int or days < 1:
            raise PrivacyError(f"{path}: days.{name} must be a whole number of days.")


def _check_words(path: Path, data: Mapping[str, Any]) -> None:
    for table in ("consent", "minors"):
        for name, section in data.get(table, {}).items():
            if not isinstance(section, str) or not section.strip():
                raise PrivacyError(f'{path}: {table}."{name}" must say in which section it stands.')


def _check_fees(path: Path, fees: Mapping[str, Any]) -> None:
    if not fees:
        return
    if not isinstance(fees.get("section"), str) or not fees["section"].strip():
        raise PrivacyError(f"{path}: fees.section is missing; say where the fees stand.")
    for name, amount in fees.items():
        if name != "section" and name not in FEES:
            raise PrivacyError(f'{path}: fees."{name}" is not one of {", ".join(FEES)}, section.')
        if name in FEES and not (isinstance(amount, str) and re.fullmatch(r"\d+\.\d\d", amount)):
            raise PrivacyError(f'{path}: fees."{name}" must be dollars in quotes, as in "0.75".')
