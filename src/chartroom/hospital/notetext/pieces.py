"""Pieces that several documents share, and the draft they are put on."""

from __future__ import annotations

from datetime import datetime

from chartroom.hospital.notetext import language, lists, values
from chartroom.hospital.notetext.records import NoteContext
from chartroom.hospital.notetext.slots import fragment


class Draft:
    """A document being written: paragraphs in order. Empty ones are left out."""

    def __init__(self, context: NoteContext, seed: int) -> None:
        self._context = context
        self._seed = seed
        self._parts: list[str] = []

    def add(self, *paragraphs: str) -> None:
        """Add paragraphs."""
        self._parts += [part for part in paragraphs if part]

    def title(self, text: str) -> None:
        """Add a heading whose content follows as paragraphs."""
        self._parts.append(f"**{text}**")

    def head(self, name: str, text: str) -> None:
        """Add a paragraph with its heading in front, unless the text is empty."""
        if text:
            self._parts.append(f"**{name}:** {language.sentence_case(text)}")

    def phrase(self, name: str) -> str:
        """Return one of the sentences of that name."""
        return language.one_of(lists.phrases()[name], self._seed, name)

    def text(self) -> str:
        """Return the document as Markdown."""
        return "\n\n".join(self._parts) + "\n"


def child(context: NoteContext) -> bool:
    """Return True for a patient under 18."""
    return language.age(context.patient, context.encounter.admitted_at).years < 18


def baby(context: NoteContext) -> bool:
    """Return True for a patient under one year."""
    return language.age(context.patient, context.encounter.admitted_at).years < 1


def died(context: NoteContext) -> bool:
    """Return True if the encounter ended with the patient's death."""
    return context.encounter.disposition.startswith("expired")


def age_of(context: NoteContext, at: datetime | None = None) -> str:
    """Return "71 y/o woman", "3-day-old boy", "newborn girl": on arrival, or at ``at``."""
    age = language.age(context.patient, at or context.encounter.admitted_at)
    return f"{language.old(age)} {language.man(context.patient.sex, age)}"


def complaint(context: NoteContext) -> str:
    """Return the complaint in the patient's words."""
    return context.encounter.complaint or "the problem below"


def history(context: NoteContext) -> str:
    """Return the profile's history, or a sentence with age, sex and complaint."""
    told = fragment(context, "history")
    if told:
        return told
    return f"{age_of(context)}. Reason for coming: {complaint(context)}."


def exam(context: NoteContext, seed: int) -> str:
    """Return the profile's findings on arrival, or what holds for anybody of the age."""
    found = fragment(context, "exam")
    if found:
        return found
    kind = "baby" if baby(context) else "child" if child(context) else "adult"
    return language.one_of(lists.phrases()[f"exam_{kind}"], seed, "exam")


def past(context: NoteContext) -> str:
    """Return the problem list as past history, abbreviated as in daily notes."""
    if not context.problems:
        # A home drug without its condition in the note is not a patient without conditions.
        on_drugs = bool(values.home_drugs(context))
        return "not dealt with today" if on_drugs else "no chronic problem on the problem list"
    return language.joined(lists.short(one) for one in context.problems)


def home_medications(context: NoteContext) -> str:
    """Return what the patient takes at home."""
    return "; ".join(values.home_drugs(context)) or "no drugs at home"


def social(context: NoteContext, seed: int) -> str:
    """Return a line of social and family history that contradicts no status of the patient."""
    lives = language.one_of(
        lists.phrases()["lives_child" if child(context) else "lives"], seed, "l"
    )
    return f"{lives} {language.one_of(lists.phrases()['family'], seed, 'family')}"


def left_early(context: NoteContext) -> bool:
    """Return True if the patient left against medical advice."""
    return context.encounter.disposition.startswith("left against")


def course(context: NoteContext) -> str:
    """Return the course, "" if there is nothing to say.

    The profile's course tells of those who were treated to the end and got well, so those who died
    or left have another.
    """
    if died(context):
        return _course_of_the_dead(context)
    if left_early(context):
        return "Treated as listed above until the decision to leave."
    return fragment(context, "course")


def leaving(draft: Draft, context: NoteContext, heading: str) -> None:
    """Add what happens next and what was taught; nothing for those who died."""
    if died(context):
        return
    if left_early(context):
        draft.add(
            "Left before treatment was complete. The risks of leaving were explained. "
            "Welcome to come back at any time; asked to see the primary care clinic."
        )
        return
    draft.head(heading, fragment(context, "plan") or "as arranged before leaving")
    draft.add(draft.phrase("discharge_advice_baby" if baby(context) else "discharge_advice"))


def _course_of_the_dead(context: NoteContext) -> str:
    him = language.pronouns(context.patient.sex)[2]
    when = language.moment(context.encounter.discharged_at)
    return (
        "Treated for the conditions listed above. Condition worsened despite treatment; the family "
        f"was called and was with {him}. Pronounced dead at {when}."
    )
