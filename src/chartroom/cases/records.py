"""What a case is made of: plain frozen records, and the one error a bad case file raises."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

KINDS = ("note", "chart")
SETTINGS = ("outpatient", "inpatient")
SEXES = ("F", "M")
ROLES = ("principal", "secondary")
POA = ("Y", "N", "U", "W", "exempt")


class CaseError(ValueError):
    """A case file cannot be used. The text is one sentence: file, line, what is wrong, what to do.

    Attributes:
        file: the case file (or the name given for it).
        line: line in that file, counted from 1; 0 when no line is to blame.
        message: the sentence without file and line.
    """

    def __init__(self, file: str | Path, line: int, message: str) -> None:
        self.file = str(file)
        self.line = line
        self.message = message
        place = f"{self.file}, line {line}" if line else self.file
        super().__init__(f"{place}: {message}")


@dataclass(frozen=True)
class Patient:
    """The patient as far as coding needs it: age in whole years, sex ``F`` or ``M``."""

    age: int
    sex: str


@dataclass(frozen=True)
class Document:
    """One document of the chart. ``text`` is Markdown, ``when`` is ``YYYY-MM-DD [HH:MM]``."""

    id: str
    title: str
    author: str
    when: str
    signed: bool
    text: str
    line: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True)
class Evidence:
    """Words of the chart that support a code: ``words`` as they stand in document ``document``."""

    document: str
    words: str

    def __str__(self) -> str:
        return f"{self.document}: {self.words}"


@dataclass(frozen=True)
class Accept:
    """A code that is as right as the one its key line names."""

    code: str
    why: str


@dataclass(frozen=True)
class KeyLine:
    """One code of the key.

    ``poa`` is None for outpatient cases. ``any_order`` is True unless ``after`` names codes that a
    convention puts before this one. ``optional`` lines are neither required nor penalized.
    """

    code: str
    role: str
    what: str
    evidence: tuple[Evidence, ...]
    guideline: str
    why: str
    poa: str | None = None
    optional: bool = False
    any_order: bool = True
    after: tuple[str, ...] = ()
    accept: tuple[Accept, ...] = ()
    line: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True)
class ProcedureLine:
    """One procedure of the key: ICD-10-PCS for an inpatient, else CPT or HCPCS Level II.

    ``modifiers`` and ``units`` belong to CPT and HCPCS. ``optional`` and ``accept`` as in KeyLine.
    """

    code: str
    what: str
    evidence: tuple[Evidence, ...]
    guideline: str
    why: str
    modifiers: tuple[str, ...] = ()
    units: int = 1
    optional: bool = False
    accept: tuple[Accept, ...] = ()
    line: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True)
class Query:
    """The question the provider must be asked before the chart can be fully coded.

    ``required`` means that full marks need the student to choose to query.
    """

    about: str
    evidence: tuple[Evidence, ...]
    guideline: str
    why: str
    instead_of: tuple[str, ...] = ()
    required: bool = True
    line: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True)
class Alternative:
    """A whole other set of codes that is as right as the key; the first is the principal."""

    why: str
    codes: tuple[str, ...]
    poa: tuple[str, ...] = ()
    line: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True)
class WrongCode:
    """A tempting wrong code and what to tell who chose it.

    ``invalid`` marks a code that is deliberately not in the code set.
    """

    code: str
    says: str
    guideline: str = ""
    invalid: bool = False
    line: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True)
class Key:
    """The answer to a case: its lines in sequence, and what else is accepted or refused.

    ``procedures`` has the principal procedure first. ``drg`` is the MS-DRG of an inpatient key
    ("" for an outpatient), reached with the patient discharge status ``disposition``.
    """

    lines: tuple[KeyLine, ...]
    procedures: tuple[ProcedureLine, ...] = ()
    drg: str = ""
    disposition: str = "01"
    query: Query | None = None
    alternatives: tuple[Alternative, ...] = ()
    wrong: tuple[WrongCode, ...] = ()

    @property
    def principal(self) -> KeyLine:
        """The principal (outpatient: first-listed) line."""
        return next(line for line in self.lines if line.role == "principal")

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code of the key in sequence, optional ones included."""
        return tuple(line.code for line in self.lines)


@dataclass(frozen=True)
class Case:
    """A practice or graded case with its slots filled.

    ``key`` is None in what a student holds of a graded case. ``variant`` says which values of the
    slots were used, of ``variants`` there are.
    """

    case: str
    title: str
    kind: str
    setting: str
    encounter: str
    date: dt.date
    code_set: str
    patient: Patient
    documents: tuple[Document, ...]
    difficulty: int = 1
    topics: tuple[str, ...] = ()
    tests: str = ""
    key: Key | None = None
    variant: int = 0
    variants: int = 1
    file: str = field(default="", compare=False, repr=False)

    @property
    def inpatient(self) -> bool:
        """True for an inpatient stay, where every code carries a POA indicator."""
        return self.setting == "inpatient"

    def document(self, name: str) -> Document:
        """Return the document whose id is ``name``.

        Raises:
            KeyError: the case has no such document; the message lists those it has.
        """
        for document in self.documents:
            if document.id == name:
                return document
        known = ", ".join(document.id for document in self.documents)
        raise KeyError(f"Case {self.case} has no document '{name}'. It has: {known}.")
