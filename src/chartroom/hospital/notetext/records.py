"""What a document is written from: plain records, one encounter at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class Patient:
    """Who the document is about.

    Attributes:
        name: first and last name.
        mrn: medical record number.
        birth_date: day of birth; ages are counted from it.
        sex: F, M or U.
        address, phone: for the face sheet; left out where empty.
    """

    name: str
    mrn: str
    birth_date: date
    sex: str
    address: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Encounter:
    """The stay or visit.

    Attributes:
        id: account number.
        kind: inpatient, observation, ED, clinic or newborn.
        admitted_at, discharged_at: local time.
        department: name of the unit or clinic.
        attending: name and credential, "Helena Voss, MD".
        disposition: where the patient went, in the words of ``schema.DISPOSITIONS``.
        complaint: why the patient came, in plain words.
        admitting: words of the admitting diagnosis; empty for outpatients.
        via_ed: True if the patient came through the emergency department.
        birth_weight_g: grams, for a newborn; else 0.
        payer: expected payer, for the face sheet.
    """

    id: str
    kind: str
    admitted_at: datetime
    discharged_at: datetime
    department: str
    attending: str
    disposition: str
    complaint: str
    admitting: str = ""
    via_ed: bool = False
    birth_weight_g: int = 0
    payer: str = ""


@dataclass(frozen=True)
class Diagnosis:
    """A final diagnosis: ``poa`` is Y, N, U, W, exempt, or empty for outpatients."""

    code: str
    words: str
    poa: str = ""
    principal: bool = False


@dataclass(frozen=True)
class Lab:
    """A result: ``test`` is the catalog's key, ``value`` as printed, ``flag`` L, H or empty."""

    test: str
    name: str
    value: str
    unit: str
    flag: str
    when: datetime


@dataclass(frozen=True)
class Vitals:
    """A set of vital signs, in the units of the table ``vitals``; None where not taken."""

    taken_at: datetime
    temperature_c: float | None = None
    pulse: int | None = None
    respirations: int | None = None
    systolic: int | None = None
    diastolic: int | None = None
    spo2: int | None = None
    weight_kg: float | None = None
    height_cm: float | None = None


@dataclass(frozen=True)
class Medication:
    """A drug given or prescribed here, or, with ``home``, taken before."""

    drug: str
    dose: str
    route: str
    frequency: str
    home: bool = False


@dataclass(frozen=True)
class Procedure:
    """Something done: title in words, when, and who did it ("Karin Bjornstad, MD")."""

    title: str
    when: datetime
    provider: str


@dataclass(frozen=True)
class Fragments:
    """The profile's sentences with slots; of each list one variant is used in an encounter."""

    history: tuple[str, ...] = ()
    exam: tuple[str, ...] = ()
    course: tuple[str, ...] = ()
    plan: tuple[str, ...] = ()


@dataclass(frozen=True)
class NoteContext:
    """All that a document may say. Tuples are in order: of time, or of sequence for diagnoses.

    Attributes:
        author: name and credential of who writes.
        written_at: when; vital signs and results from later are not in the text, except in the
            discharge summary, which looks back on the whole encounter.
        problems: words of the problem list.
        imaging: images ordered, such as "chest x-ray, two views".
    """

    patient: Patient
    encounter: Encounter
    author: str
    written_at: datetime
    diagnoses: tuple[Diagnosis, ...] = ()
    labs: tuple[Lab, ...] = ()
    vitals: tuple[Vitals, ...] = ()
    medications: tuple[Medication, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    fragments: Fragments = field(default_factory=Fragments)
    problems: tuple[str, ...] = ()
    imaging: tuple[str, ...] = ()
