"""The texts of documents, rendered from plain data: no randomness, no pandas.

    text = notes.render("Discharge summary", context, seed=7)

The same kind, context and seed always give the same text. The text is Markdown without a title and
without a signature, which belong to the chart.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from chartroom.hospital.notetext import birth, images, language, papers, stay, surgery, visit
from chartroom.hospital.notetext.records import (
    Diagnosis,
    Encounter,
    Fragments,
    Lab,
    Medication,
    NoteContext,
    Patient,
    Procedure,
    Vitals,
)

__all__ = [
    "KINDS",
    "Diagnosis",
    "Encounter",
    "Fragments",
    "Lab",
    "Medication",
    "NoteContext",
    "Patient",
    "Procedure",
    "Vitals",
    "copy_forward",
    "render",
]

_WRITERS: dict[str, Callable[[NoteContext, int], str]] = {
    "ED record": visit.ed_record,
    "History and physical": stay.history_and_physical,
    "Progress note": stay.progress_note,
    "Consultation": stay.consultation,
    "Operative report": surgery.operative_report,
    "Anesthesia record": surgery.anesthesia_record,
    "Discharge summary": stay.discharge_summary,
    "Medication list": papers.medication_list,
    "Office note": visit.office_note,
    "Observation note": visit.observation_note,
    "Delivery record": birth.delivery_record,
    "Newborn record": birth.newborn_record,
    "Nursing note": papers.nursing_note,
    "Consent": surgery.consent,
    "Face sheet": papers.face_sheet,
    "Imaging report": images.imaging_report,
}
#: The document types that can be rendered.
KINDS = tuple(_WRITERS)

_DAY_LINE = re.compile(r"\*\*Hospital day \d+\*\*")
_ADDED = (
    "Seen and examined. Agree with the above.",
    "No events overnight. Plan as above.",
    "Chart reviewed. No change.",
)


def render(kind: str, context: NoteContext, seed: int) -> str:
    """Return the text of one document.

    Args:
        kind: one of ``KINDS``.
        context: what the document may say.
        seed: chooses among wordings.

    Raises:
        ValueError: there is no such kind of document.
    """
    if kind not in _WRITERS:
        raise ValueError(f"There is no document '{kind}'; use one of {', '.join(KINDS)}.")
    return _WRITERS[kind](context, seed)


def copy_forward(text: str, seed: int) -> str:
    """Return a later progress note that was copied from ``text``.

    Day, date, vital signs and assessment stay those of the earlier note, which is how the copy can
    be found; only the line that such notes bear at their end is added.

    Raises:
        ValueError: ``text`` is not a progress note.
    """
    if not _DAY_LINE.match(text):
        raise ValueError("Only the text of a progress note can be copied forward.")
    return f"{text}\n{language.one_of(_ADDED, seed, 'copied')}\n"
