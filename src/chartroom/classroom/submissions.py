"""Sample submissions: what an imagined student handed in, and the score it must get.

They are the tests of the tests: ``manuscript/source/<assignment>/submissions/<name>.yaml``. Their
format is in docs/writing-a-lesson.md.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import yaml

from chartroom.classroom import tamper

HAND = "hand"  # in place of a score: the answer waits for a person
SAVED = "2026-05-04T09:30:00+00:00"
_FIELDS = {"description", "expect", "answers", "cells", "tamper"}


class SubmissionError(ValueError):
    """A sample submission cannot be used; the text says file, what is wrong and what to do."""


@dataclass(frozen=True)
class Sample:
    """One sample submission of one assignment.

    ``expect`` maps the names of graded cells, and ``total``, to points (or to ``"hand"``).
    """

    name: str
    assignment: str
    description: str
    expect: Mapping[str, float | str]
    answers: Mapping[str, Any] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)
    tamper: tuple[str, ...] = ()


def load(path: Path) -> Sample:
    """Read the sample submission at ``path``.

    Raises:
        SubmissionError: it is not readable, or a field is missing, unknown or of the wrong kind.
    """
    try:
        data = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SubmissionError(f"{path}: the file cannot be read: {error}") from None
    if not isinstance(data, dict) or not isinstance(data.get("expect"), dict):
        raise SubmissionError(f"{path}: there must be a field expect with the scores.")
    unknown = set(data) - _FIELDS
    if unknown:
        raise SubmissionError(f"{path}: unknown field {', '.join(sorted(unknown))}.")
    for name, score in data["expect"].items():
        if score != HAND and (isinstance(score, bool) or not isinstance(score, (int, float))):
            raise SubmissionError(f"{path}: the score of {name} must be a number or {HAND}.")
    done = data.get("tamper") or ()
    done = (done,) if isinstance(done, str) else tuple(done)
    for one in done:
        if one.split()[0] not in tamper.KINDS:
            kinds = ", ".join(sorted(tamper.KINDS))
            raise SubmissionError(f"{path}: there is no tamper {one!r}; there is {kinds}.")
    return Sample(
        name=path.stem,
        assignment=path.parent.parent.name,
        description=str(data.get("description", "")),
        expect=data["expect"],
        answers=data.get("answers") or {},
        cells=data.get("cells") or {},
        tamper=done,
    )


def samples(root: Path, assignment: str) -> list[Sample]:
    """Return the sample submissions of an assignment of the course at ``root``, by file name."""
    folder = root / "manuscript" / "source" / assignment / "submissions"
    return [load(path) for path in sorted(folder.glob("*.yaml"))]


def hand_in(sample: Sample, release: Path, place: Path) -> None:
    """Make the submission in the new folder ``place`` from what was handed out at ``release``.

    Raises:
        SubmissionError: the sample fills a cell that the assignment does not have.
    """
    shutil.copytree(release, place)
    path = place / f"{sample.assignment}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cells = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in notebook.cells}
    for name, source in sample.cells.items():
        if name not in cells:
            raise SubmissionError(f"{sample.assignment}/{sample.name}: there is no cell {name}.")
        cells[name].source = source.rstrip("\n")
    nbformat.write(notebook, path)
    if sample.answers:
        (place / "answers").mkdir()
        entries = {
            name: {"answer": answer, "tries": 0, "changed": SAVED}
            for name, answer in sample.answers.items()
        }
        data = {"format": 1, "notebook": sample.assignment, "saved": SAVED, "answers": entries}
        text = json.dumps(data, indent=1, ensure_ascii=False)
        (place / "answers" / f"{sample.assignment}.json").write_text(text, "utf-8")
    for done in sample.tamper:
        kind, *cell = done.split()
        tamper.apply(kind, path, *cell)


if __name__ == "__main__":
    for kind, meaning in tamper.described():
        print(f"{kind:20} {meaning}")
