"""Fill the slots of a profile's sentences; a sentence whose value is missing is left out."""

from __future__ import annotations

import re
from functools import cache

from chartroom.hospital.notetext import language, values
from chartroom.hospital.notetext.records import NoteContext

_SLOT = re.compile(r"\{([^{}]*)\}")
_AGE = re.compile(r"\{age\}[ -]?(?:y/o|yo|years?[ -]old)")
_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9{\"])")
_SIDE = re.compile(r"\b(left|right|bilateral|both)\b")


def facts(context: NoteContext) -> dict[str, str]:
    """Return the value of each slot; "" where there is none."""
    patient, visit = context.patient, context.encounter
    age = language.age(patient, visit.admitted_at)
    he, his, him = language.pronouns(patient.sex)
    principal = next((one.words for one in context.diagnoses if one.principal), "")
    side = _SIDE.search(principal)
    found = {
        "age": language.long_age(age),
        "old": language.old(age),
        "man": language.man(patient.sex, age),
        "he": he,
        "his": his,
        "him": him,
        "principal": principal,
        "side": side[1].replace("bilateral", "both") if side else "",
        # Patients' words are not always a noun ("cannot lie flat"), so they are quoted.
        "complaint": visit.complaint and f'"{visit.complaint}"',
    }
    signs = values.arrival(context)
    if signs is not None:
        taken = {
            "temp": None if signs.temperature_c is None else f"{signs.temperature_c:.1f}",
            "pulse": signs.pulse,
            "respirations": signs.respirations,
            "bp": values.pressure(signs),
            "spo2": signs.spo2,
            "weight": _weight(context, signs.weight_kg),
        }
        found |= {name: "" if value is None else str(value) for name, value in taken.items()}
    for lab in values.known_labs(context):
        # The value that goes with the first vital signs: the first of each test.
        found.setdefault(f"lab:{lab.test}", f"{lab.value} {values.unit(lab.unit)}".strip())
    return found


def _weight(context: NoteContext, kilograms: float | None) -> str:
    if context.encounter.birth_weight_g:
        return f"{context.encounter.birth_weight_g} g"
    return "" if kilograms is None else f"{kilograms:.1f} kg"


def fill(text: str, known: dict[str, str]) -> str:
    """Return ``text`` with its slots filled and without the sentences that could not be."""
    kept = []
    for sentence in _sentences(text):
        if all(known.get(name) for name in _SLOT.findall(sentence)):
            filled = _SLOT.sub(lambda found: known[found[1]], sentence)
            kept.append(language.sentence_case(filled) if sentence[:1] == "{" else filled)
    return language.with_articles(" ".join(kept))


@cache
def _sentences(text: str) -> tuple[str, ...]:
    return tuple(_END.split(_AGE.sub("{old}", text.strip())))


def fragment(context: NoteContext, part: str) -> str:
    """Return one filled variant of the profile's ``part``, "" if no variant can be filled.

    The variant depends on the encounter alone, so that its documents tell one story.
    """
    variants: tuple[str, ...] = getattr(context.fragments, part)
    if not variants:
        return ""
    known = facts(context)
    first = variants.index(language.one_of(variants, context.encounter.id, part))
    for text in variants[first:] + variants[:first]:
        filled = fill(text, known)
        if filled:
            return filled
    return ""
