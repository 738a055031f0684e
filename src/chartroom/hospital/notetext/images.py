"""The radiologist's report of an image."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from chartroom.hospital.notetext import language
from chartroom.hospital.notetext.pieces import Draft, age_of, complaint
from chartroom.hospital.notetext.records import NoteContext


@cache
def _catalog() -> dict[str, Any]:
    path = files("chartroom.hospital.notetext") / "images.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def imaging_report(context: NoteContext, seed: int) -> str:
    """Return the report of the first image ordered.

    What it describes are conditions that the patient had on admission.
    """
    draft = Draft(context, seed)
    what = context.imaging[0] if context.imaging else "imaging study as ordered"
    seen, said = _read(context, what.lower())
    draft.head("Examination", what)
    draft.head("Done", language.moment(context.written_at))
    draft.head("Indication", f"{age_of(context)}, {complaint(context)}.")
    draft.head("Comparison", "no earlier image of the same region in the system")
    draft.head("Technique", draft.phrase("imaging_technique"))
    draft.head("Findings", seen)
    draft.head("Impression", said)
    draft.add(draft.phrase("imaging_close"))
    draft.add(f"Read by {context.author} for {context.encounter.attending}.")
    return draft.text()


def _read(context: NoteContext, what: str) -> tuple[str, str]:
    """Return findings and impression for the region that the order names."""
    other = _catalog()["other"]["see"], _catalog()["other"]["say"]
    region = next(
        (one for one in _catalog()["regions"] if any(word in what for word in one["words"])), None
    )
    if region is None:
        return other
    present = [one for one in context.diagnoses if one.poa != "N"]
    for finding in region["findings"]:
        for one in present:
            if one.code.startswith(tuple(finding["codes"])):
                return finding["see"], finding["say"].replace("{words}", one.words + ".")
    if any(one.code.startswith(tuple(region["bears_on"])) for one in present):
        return other
    return region["normal"], "No acute finding."
