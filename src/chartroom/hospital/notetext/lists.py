"""Which diagnoses a document names, and how: words, never codes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from chartroom.hospital.notetext import language
from chartroom.hospital.notetext.records import Diagnosis, NoteContext

_ORGANISM = re.compile(
    r",? (?:due to|with) (?:methicillin[- ](?:resistant|susceptible) )?"
    r"(?:Escherichia|Klebsiella|Pseudomonas|Staphylococcus|Streptococcus|Proteus|Enterococcus|"
    r"Haemophilus|Legionella|Mycoplasma)(?: [a-z]+)?"
)
_SHORT = (
    ("type 2 diabetes mellitus", "T2DM"),
    ("type 1 diabetes mellitus", "T1DM"),
    ("essential hypertension", "HTN"),
    ("chronic kidney disease", "CKD"),
    ("coronary artery disease", "CAD"),
    ("gastroesophageal reflux disease", "GERD"),
    ("urinary tract infection", "UTI"),
    ("atrial fibrillation", "AF"),
)
_ARISEN = " - developed during the stay"
_UNDETERMINED = " - whether present on arrival cannot be determined clinically"


@cache
def phrases() -> dict[str, Any]:
    """Return the sentences of ``phrases.yaml``."""
    path = files("chartroom.hospital.notetext") / "phrases.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def status(one: Diagnosis) -> bool:
    """Return True for what is said of a patient rather than treated: Z codes that are not first."""
    return one.code.startswith("Z") and not one.principal


def cause(one: Diagnosis) -> bool:
    """Return True for external causes of morbidity."""
    return one.code[0] in "VWXY"


def at_admission(context: NoteContext, cultured: bool = False) -> tuple[Diagnosis, ...]:
    """Return what is known on admission, without what began or was found out later.

    Organisms are named only if ``cultured``: a culture takes two days.
    """
    later = tuple(phrases()["known_later"])
    return tuple(
        one if cultured else replace(one, words=_ORGANISM.sub("", one.words))
        for one in context.diagnoses
        if one.poa in ("Y", "exempt", "") and not one.code.startswith(later)
    )


def arisen(context: NoteContext) -> tuple[Diagnosis, ...]:
    """Return what was not present on admission."""
    return tuple(one for one in context.diagnoses if one.poa == "N")


def short(words: str) -> str:
    """Return a diagnosis with the abbreviations of daily notes: T2DM, HTN, CKD."""
    for long, abbreviation in _SHORT:
        words = words.replace(long, abbreviation)
    return words


def numbered(lines: Iterable[str]) -> str:
    """Return a Markdown list, 1. 2. 3."""
    return "\n".join(
        f"{number}. {language.sentence_case(line)}" for number, line in enumerate(lines, start=1)
    )


def assessment(
    context: NoteContext, diagnoses: Iterable[Diagnosis], treatment: bool = True
) -> list[str]:
    """Return paragraphs that name every diagnosis: a numbered list, then causes and background.

    Args:
        context: the encounter, for its drugs.
        diagnoses: what to name, in sequence.
        treatment: say beside a diagnosis which of the patient's drugs is for it.
    """
    found = tuple(diagnoses)
    main = [one for one in found if not status(one) and not cause(one)]
    parts = []
    if main:
        drugs = _treatments(context, main) if treatment else {}
        parts.append(numbered(_line(one, drugs.get(one.code, "")) for one in main))
    causes = [one.words for one in found if cause(one)]
    if causes:
        parts.append("**Circumstances:** " + _sentence(causes))
    background = [one.words for one in found if status(one)]
    if background:
        parts.append("**Also of note:** " + _sentence(background))
    return parts


def _sentence(words: list[str]) -> str:
    return language.sentence_case("; ".join(words)) + "."


def _line(one: Diagnosis, drug: str) -> str:
    marks = {"N": _ARISEN, "W": _UNDETERMINED}
    return one.words + marks.get(one.poa, "") + (f" - {drug}" if drug else "")


def _treatments(context: NoteContext, main: list[Diagnosis]) -> dict[str, str]:
    """Return for a code the drugs of the patient that treat it; each drug is said once."""
    said: set[str] = set()
    found = {}
    for one in main:
        names = [
            name
            for start, drugs in phrases()["treated_by"].items()
            if one.code.startswith(start)
            for name in drugs
        ]
        taken = [
            drug.drug
            for drug in context.medications
            if any(drug.drug.startswith(name) for name in names) and drug.drug not in said
        ]
        said.update(taken)
        if taken:
            found[one.code] = language.joined(taken[:2])
    return found
