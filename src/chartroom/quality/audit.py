"""A coding audit: coded records beside what the auditor found right.

Two accuracies are in use and give different numbers, so a report must name its method:

- per code: of all code decisions, how many were right. A right code counts as one right decision;
  a code replaced by another, a code too many and a code left out as one wrong one each.
- per record: of all records, how many had nothing to change.

"95 percent" is a convention of the field, not a national standard.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chartroom.quality.agreement import wilson_interval
from chartroom.quality.figure import Figure, QualityError

#: What an auditor finds, and what it means.
ERRORS = {
    "detail": "another code of the same category was right",
    "missed": "a code was left out",
    "extra": "a code that the record does not support",
    "principal": "another principal (first-listed) diagnosis was right",
    "poa": "another present-on-admission indicator was right",
}


@dataclass(frozen=True)
class Coded:
    """The codes of one record, in sequence: ``(code, POA)``, POA "" where none is reported."""

    record: str
    codes: tuple[tuple[str, str], ...]
    coder: str = ""
    drg: str = ""


@dataclass(frozen=True)
class RecordAudit:
    """What an auditor found in one record.

    ``errors`` holds ``(kind, code, right_code)``; one of the codes is "" where there is none.
    """

    record: str
    coder: str
    right: int
    errors: tuple[tuple[str, str, str], ...]
    drg_before: str = ""
    drg_after: str = ""

    @property
    def drg_changed(self) -> bool:
        """Whether the payment group is another one after the audit."""
        return self.drg_before != self.drg_after

    @property
    def decisions(self) -> int:
        """Code decisions: right codes, and those replaced, too many or left out."""
        return self.right + sum(kind in ("detail", "missed", "extra") for kind, *_ in self.errors)


def audit_record(coded: Coded, right: Coded) -> RecordAudit:
    """Compare a coded record with the auditor's coding of it.

    A wrong code and a right one of the same category (first three characters) are one error of
    detail; what is left over on either side was too many or left out.

    Raises:
        QualityError: the two are of different records, or hold one code twice.
    """
    if coded.record != right.record:
        raise QualityError(f"Records {coded.record} and {right.record} cannot be compared.")
    had, want = _codes(coded), _codes(right)
    errors: list[tuple[str, str, str]] = []
    missed = [code for code in want if code not in had]
    for code in [code for code in had if code not in want]:
        near = next((other for other in missed if other[:3] == code[:3]), None)
        if near is None:
            errors.append(("extra", code, ""))
        else:
            missed.remove(near)
            errors.append(("detail", code, near))
    errors += [("missed", "", code) for code in missed]
    first, should = next(iter(had), ""), next(iter(want), "")
    if first != should and (first, should) not in [(a, b) for _, a, b in errors]:
        errors.append(("principal", first, should))
    errors += [("poa", code, code) for code in had if code in want and had[code] != want[code]]
    return RecordAudit(
        coded.record,
        coded.coder,
        sum(code in want for code in had),
        tuple(errors),
        coded.drg,
        right.drg,
    )


@dataclass(frozen=True)
class AuditReport:
    """An audit in figures: of all records, or of one coder's."""

    records: tuple[RecordAudit, ...]

    @property
    def per_code(self) -> Figure:
        """Right code decisions ÷ code decisions."""
        return Figure(
            "Accuracy per code",
            sum(one.right for one in self.records),
            sum(one.decisions for one in self.records),
            *("right code decisions", "code decisions"),
            unit="%",
        )

    @property
    def per_record(self) -> Figure:
        """Records without an error ÷ records."""
        return Figure(
            "Accuracy per record",
            sum(not one.errors for one in self.records),
            len(self.records),
            *("records without an error", "records"),
            unit="%",
        )

    @property
    def drg_changes(self) -> Figure:
        """Records in another DRG after the audit ÷ records that have one."""
        grouped = [one for one in self.records if one.drg_before or one.drg_after]
        return Figure(
            "DRG changes",
            sum(one.drg_changed for one in grouped),
            len(grouped),
            *("records with another DRG", "records with a DRG"),
            unit="%",
        )

    @property
    def errors(self) -> Counter[str]:
        """How many errors of each kind."""
        return Counter(kind for one in self.records for kind, *_ in one.errors)

    def interval(self, confidence: float = 0.95) -> tuple[float, float] | None:
        """Return the limits of the accuracy per record, as fractions (Wilson's interval)."""
        figure = self.per_record
        return wilson_interval(int(figure.top), int(figure.bottom), confidence)

    def by_coder(self) -> dict[str, AuditReport]:
        """Return a report for each coder, by name."""
        names = sorted({one.coder for one in self.records})
        return {
            name: AuditReport(tuple(one for one in self.records if one.coder == name))
            for name in names
        }


def audit_coding(coded: Iterable[Coded], right: Iterable[Coded]) -> AuditReport:
    """Compare coded records with an auditor's coding of the same records, in any order.

    Raises:
        QualityError: a record is missing on one side or there twice; the message names it.
    """
    mine, theirs = _by_record("coded", list(coded)), _by_record("audited", list(right))
    for name, here, there in (("audited", theirs, mine), ("coded", mine, theirs)):
        lost = [record for record in there if record not in here]
        if lost:
            raise QualityError(f"These records were not {name}: {', '.join(sorted(lost))}.")
    return AuditReport(tuple(audit_record(one, theirs[key]) for key, one in mine.items()))


def _by_record(name: str, every: Sequence[Coded]) -> dict[str, Coded]:
    twice = [key for key, times in Counter(one.record for one in every).items() if times > 1]
    if twice:
        raise QualityError(f"These records were {name} twice: {', '.join(sorted(twice))}.")
    return {one.record: one for one in every}


def _codes(coded: Coded) -> dict[str, str]:
    codes = dict(coded.codes)
    if len(codes) != len(coded.codes):
        twice = [code for code, times in Counter(c for c, _ in coded.codes).items() if times > 1]
        raise QualityError(
            f"Record {coded.record} holds {', '.join(twice)} more than once; a code is reported "
            "once in an encounter (guideline I.B.12)."
        )
    return codes
