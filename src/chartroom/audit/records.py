"""The value objects of an audit. None of them holds a right code that the student did not give."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from chartroom.quality import Figure

#: What is found about one code.
FINDINGS = {
    "right": "Right",
    "optional": "Right, and optional",
    "poa": "Wrong POA",
    "less-specific": "Not specific",
    "close": "One character is off",
    "details": "Modifiers or units are off",
    "missing": "Missing",
    "extra": "Extra",
}
#: What is counted as an error, in the order in which it is reported.
ERRORS = {
    "less-specific": "Diagnosis code not specific enough",
    "missing": "Diagnosis code missing",
    "extra": "Diagnosis code too many",
    "poa": "POA indicator wrong",
    "sequence": "Code out of place",
    "close": "Procedure code with one character off",
    "details": "Modifiers or units wrong",
    "missing procedure": "Procedure code missing",
    "extra procedure": "Procedure code too many",
    "query": "Query left out, or sent without need",
}
_LEVELS = ("", "CC", "MCC")
_SAID = {"": "neither CC nor MCC", "CC": "a CC", "MCC": "an MCC"}


@dataclass(frozen=True)
class CodeLine:
    """One code that was given, or that is missing.

    Attributes:
        given: the code of the student; "" if it is missing.
        what: what the record calls for, in words; "" for a code too many.
        finding: one of ``FINDINGS``.
        procedure: False for a diagnosis.
        poa_right: whether the POA indicator is right; None where none is compared.
        in_place: False if the code stands where it may not.
    """

    given: str
    what: str
    finding: str
    procedure: bool = False
    poa_right: bool | None = None
    in_place: bool = True

    @property
    def right(self) -> bool:
        """Whether the code is right, whatever its POA indicator and its place."""
        return self.finding in ("right", "poa")

    @property
    def counts(self) -> bool:
        """Whether it is a code decision: an optional code is none."""
        return self.finding != "optional"

    @property
    def errors(self) -> tuple[str, ...]:
        """The kinds of error (of ``ERRORS``) in this line."""
        found = []
        if self.counts and not self.right:
            alone = self.procedure and self.finding in ("missing", "extra")
            found.append(f"{self.finding} procedure" if alone else self.finding)
        if self.poa_right is False:
            found.append("poa")
        if not self.in_place:
            found.append("sequence")
        return tuple(found)


@dataclass(frozen=True)
class Group:
    """An MS-DRG: three digits, the title, and "MCC", "CC" or "": the highest level that counts."""

    drg: str
    title: str
    severity: str


@dataclass(frozen=True)
class DrgAudit:
    """The MS-DRG of the student's codes beside that of the right ones.

    Attributes:
        mine: the group of the student's codes; None if they cannot be grouped.
        right: the group of the right codes.
        trouble: a sentence on why the student's codes cannot be grouped, or "".
    """

    mine: Group | None
    right: Group
    trouble: str = ""

    @property
    def same(self) -> bool:
        return self.mine is not None and self.mine.drg == self.right.drg

    @property
    def moved(self) -> str:
        """``same``, ``up`` or ``down`` in CC or MCC, ``across`` on one level, or ``none``."""
        if self.mine is None:
            return "none"
        if self.same:
            return "same"
        step = _LEVELS.index(self.mine.severity) - _LEVELS.index(self.right.severity)
        return "up" if step > 0 else "down" if step < 0 else "across"

    @property
    def says(self) -> str:
        """The comparison in sentences."""
        if self.mine is None:
            return f"Your codes cannot be grouped. {self.trouble}"
        if self.same:
            return f"MS-DRG {self.right.drg}, {self.right.title}: the same by your codes."
        levels = f"your codes carry {_SAID[self.mine.severity]}, the right ones "
        levels += _SAID[self.right.severity]
        move = {
            "up": f"That is up: {levels}.",
            "down": f"That is down: {levels}.",
            "across": f"It is neither up nor down: both carry {_SAID[self.right.severity]}.",
        }[self.moved]
        return (
            f"MS-DRG {self.mine.drg}, {self.mine.title}, by your codes; {self.right.drg}, "
            f"{self.right.title}, by the right ones. {move}"
        )


@dataclass(frozen=True)
class RecordAudit:
    """What was found in one record.

    Attributes:
        record: the question's id.
        title: the chart's title.
        inpatient: whether it is a stay.
        lines: the codes, diagnoses first.
        queried: whether the query is right: asked where it must be, left out where there is nothing
            to ask. None if it does not matter.
        drg: the groups of a stay; None for a visit, or where the right codes have no group.
    """

    record: str
    title: str
    inpatient: bool
    lines: tuple[CodeLine, ...]
    queried: bool | None = None
    drg: DrgAudit | None = None

    @property
    def errors(self) -> tuple[str, ...]:
        """The kinds of error in this record, each as often as it happened."""
        query = ("query",) if self.queried is False else ()
        return (*(kind for line in self.lines for kind in line.errors), *query)

    @property
    def all_right(self) -> bool:
        """Whether there is nothing to change."""
        return not self.errors

    @property
    def per_code(self) -> Figure:
        """Right codes ÷ code decisions of the record."""
        return _share("Codes right", [one.right for one in self.lines if one.counts], *_CODES)

    @property
    def in_sequence(self) -> bool:
        """Whether each code that was given stands where it may."""
        return all(line.in_place for line in self.lines)


_CODES = ("right code(s)", "code decision(s)")


@dataclass(frozen=True)
class AuditReport:
    """An audit in figures. Each figure keeps what was divided by what."""

    records: tuple[RecordAudit, ...]

    @property
    def lines(self) -> tuple[CodeLine, ...]:
        """The codes of all records that are code decisions."""
        return tuple(line for one in self.records for line in one.lines if line.counts)

    @property
    def per_code(self) -> Figure:
        """Right codes ÷ code decisions: right, wrong, missing and extra codes."""
        return _share("Code accuracy", [line.right for line in self.lines], *_CODES)

    @property
    def procedures(self) -> Figure:
        """The same of the procedures alone."""
        done = [line.right for line in self.lines if line.procedure]
        return _share(
            "Procedure accuracy", done, "right procedure code(s)", "procedure decision(s)"
        )

    @property
    def per_record(self) -> Figure:
        """Records with nothing to change ÷ records."""
        right = [one.all_right for one in self.records]
        return _share("Record accuracy", right, "record(s) with nothing to change", "record(s)")

    @property
    def sequence(self) -> Figure:
        """Records whose codes stand in order ÷ records."""
        right = [one.in_sequence for one in self.records]
        return _share("Sequence", right, "record(s) in sequence", "record(s)")

    @property
    def poa(self) -> Figure:
        """Right POA indicators ÷ indicators that could be compared."""
        marks = [line.poa_right for line in self.lines if line.poa_right is not None]
        return _share("POA accuracy", marks, "right indicator(s)", "indicator(s)")

    @property
    def drg(self) -> Figure:
        """Stays in the right MS-DRG ÷ stays."""
        same = [one.drg.same for one in self.records if one.drg]
        return _share("DRG accuracy", same, "stay(s) in the right MS-DRG", "stay(s)")

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures, in the order of a report."""
        codes = (self.per_code, self.procedures, self.per_record)
        return (*codes, self.sequence, self.poa, self.drg)

    @property
    def errors(self) -> Counter[str]:
        """How many errors of each kind (of ``ERRORS``)."""
        return Counter(kind for one in self.records for kind in one.errors)

    def __str__(self) -> str:
        return "\n".join(str(figure) for figure in self.figures)


def _share(name: str, marks: list[bool], top: str, bottom: str) -> Figure:
    """Return a figure; "(s)" in its words is an s unless the number is one."""
    right, asked = sum(marks), len(marks)
    return Figure(name, right, asked, _said(right, top), _said(asked, bottom), unit="%")


def _said(number: int, words: str) -> str:
    return words.replace("(s)", "" if number == 1 else "s")
