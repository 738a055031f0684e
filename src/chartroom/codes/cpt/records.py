"""The value objects of CPT."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from chartroom.codes.refusing import Refused, Unknown

#: Said wherever labels of the teaching set are shown.
NOTICE = (
    "CPT is copyright of the American Medical Association. These labels are the course's own, "
    "not the AMA's; code real claims from a licensed CPT book or file."
)


class CptError(Refused):
    """Something that cannot be used as it was given. The text is a sentence with the remedy."""


class UnknownCpt(Unknown):
    """A code that is not one, or that the codebook in use does not hold."""


@dataclass(frozen=True, slots=True)
class Section:
    """A range of CPT, in the course's words. ``subsection`` is "" for a part without any."""

    first: str
    last: str
    part: str
    subsection: str = ""

    @property
    def title(self) -> str:
        """Part and subsection in words: "Surgery: Eye"."""
        return f"{self.part}: {self.subsection}" if self.subsection else self.part


@dataclass(frozen=True, slots=True)
class CptCode:
    """A code with a label. ``add_on``: reported only beside another code."""

    code: str
    label: str
    add_on: bool = False


@dataclass(frozen=True)
class Codebook:
    """Codes to look up: the teaching set, or a school's licensed file.

    Attributes:
        source: where the labels come from.
        codes: the codes by code.
    """

    source: str
    codes: Mapping[str, CptCode] = field(repr=False)

    def __len__(self) -> int:
        return len(self.codes)

    def __contains__(self, code: object) -> bool:
        return code in self.codes


@dataclass(frozen=True, slots=True)
class Modifier:
    """A modifier, in the course's words.

    Attributes:
        modifier: two characters, "59".
        name: a few words for it.
        says: what it tells the payer.
        goes_on: "visit", "procedure", "test" or "laboratory".
        side: who reports it: "professional", "facility" or "both".
        beware: the usual mistake; "" if none is named.
    """

    modifier: str
    name: str
    says: str
    goes_on: str
    side: str
    beware: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """A level of visit: what it needs. ``minutes`` is None where time does not count."""

    setting: str
    patient: str
    code: str
    mdm: str
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Element:
    """One step of one element of decision making, in the course's words."""

    element: str
    level: str
    words: str


@dataclass(frozen=True, slots=True)
class EmResult:
    """The level of a visit, and why.

    Attributes:
        code: the code; "" if what was given reaches none.
        mdm: level of decision making, or "" if fewer than two elements were given.
        basis: "mdm", "time", or "" without a code.
        by_mdm: the code by decision making, "" if none.
        by_time: the code by minutes, "" if none.
        reasons: sentences for a learner.
    """

    code: str
    mdm: str
    basis: str
    by_mdm: str
    by_time: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a claim: a code, its units, and its modifiers in order."""

    code: str
    units: int = 1
    modifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """An INVENTED pair of codes: ``column2`` is part of ``column1``.

    ``indicator``: "0" no modifier helps, "1" one may, "9" the pair has been deleted.
    """

    column1: str
    column2: str
    indicator: str
    why: str


@dataclass(frozen=True, slots=True)
class Limit:
    """An INVENTED limit of units. ``kind``: "day" adds all lines up, "line" takes each alone."""

    code: str
    most: int
    kind: str


@dataclass(frozen=True, slots=True)
class EditFinding:
    """What an edit says about lines of a claim.

    Attributes:
        kind: "pair", "units" or "modifier".
        status: "denied", "passes" (a modifier lets it through), or "advice".
        lines: numbers of the lines it is about, from 1.
        message: sentences for a learner.
        indicator: of a pair; "" else.
    """

    kind: str
    status: str
    lines: tuple[int, ...]
    message: str
    indicator: str = ""
