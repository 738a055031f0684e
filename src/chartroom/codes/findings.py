"""What a check reports."""

from __future__ import annotations

from dataclasses import dataclass

#: The kinds of finding, in the order they are reported.
KINDS = (
    "unknown",
    "not-billable",
    "placeholder",
    "seventh-character",
    "wrong-date",
    "duplicate",
    "external-cause-first",
    "manifestation-first",
    "unacceptable-principal",
    "code-first",
    "use-additional",
    "excludes1",
    "laterality",
    "age",
    "sex",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at in a set of codes.

    Attributes:
        kind: one of :data:`KINDS`.
        severity: "error" (a rule of the code set or the guidelines is broken) or "advice"
            (the record decides: look again).
        codes: the codes concerned, as they stand on the list.
        message: one sentence for a learner.
        guideline: the section of the ICD-10-CM Official Guidelines FY2026 it rests on
            ("I.A.12.a"), or "" when it rests on the Tabular List alone.
    """

    kind: str
    severity: str
    codes: tuple[str, ...]
    message: str
    guideline: str = ""


def error(kind: str, codes: tuple[str, ...], message: str, guideline: str = "") -> Finding:
    """Return a finding that a rule is broken."""
    return Finding(kind, "error", codes, message, guideline)


def advice(kind: str, codes: tuple[str, ...], message: str, guideline: str = "") -> Finding:
    """Return a finding to look at, which may be right as it is."""
    return Finding(kind, "advice", codes, message, guideline)
