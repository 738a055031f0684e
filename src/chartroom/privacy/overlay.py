"""A state's own rules as a file that an instructor writes. Federal law is the floor.

``read_overlay`` reads a TOML file; ``example-state.toml`` beside this module is a worked example of
an invented state. Where a state protects more, its rule goes first (45 CFR 160.203(b)).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chartroom.privacy.clocks import CLOCKS
from chartroom.privacy.finding import PrivacyError

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
    """

    state: str
    source: str
    invented: bool = False
    days: Mapping[str, int] = field(default_factory=dict)
    consent: Mapping[str, str] = field(default_factory=dict)
    minors: Mapping[str, str] = field(default_factory=dict)

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
    for name, days in data.get("days", {}).items():
        if name not in CLOCKS:
            raise PrivacyError(f"{path}: days.{name} is not one of {', '.join(CLOCKS)}.")
        if not isinstance(days, int) or days < 1:
            raise PrivacyError(f"{path}: days.{name} must be a whole number of days.")
    return Overlay(**data)
