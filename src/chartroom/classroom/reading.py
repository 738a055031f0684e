"""Read whatever was handed in as a notebook that nbgrader can grade; ``submitted/`` stays as is."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from chartroom.classroom import gathering
from chartroom.classroom.repairing import notes_cell, repair

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Unreadable(ValueError):
    """A file is no notebook; the text says why, to follow "it is"."""


def asks(release: Path) -> bool:
    """Whether an assignment has exercises, so that an answers file must come with it."""
    try:
        return bool(json.loads((release / "questions.json").read_text("utf-8"))["questions"])
    except (OSError, ValueError, LookupError, TypeError):
        return False


def rescue(
    path: Path,
    released: NotebookNode,
    names: set[str],
    asks: bool,
    graded: Path | None = None,
    left: Sequence[str] = (),
) -> tuple[NotebookNode, list[str]]:
    """Return a notebook that can be graded for the submission at ``path``, and what was wrong.

    ``released`` is the notebook as it was handed out, ``names`` are the names of all that were,
    ``asks`` says whether answers must have been saved beside it. Files found where they are not
    looked for are copied to the folder ``graded``, in which the notebook is run. ``left`` says
    what was left out before.
    """
    notes = list(left)
    folder = gathering.home(path.parent, notes, graded)
    path = folder / path.name
    notebook = None
    actual = _file_for(path, names, notes)
    if actual is not None:
        try:
            notebook = read_notebook(actual, notes)
        except Unreadable as error:
            notes.append(
                f"The notebook “{actual.name}” could not be read, because {error}. The answers "
                "saved beside it were graded; what was typed in its cells is lost to grading."
            )
    if notebook is None:
        notebook = copy.deepcopy(released)
    else:
        notes += repair(notebook, released)
    if asks:
        gathering.answers(folder, path.stem, notes, graded)
    if notes:
        notebook.cells.insert(0, notes_cell(notes))
    return notebook, notes


def _file_for(path: Path, names: set[str], notes: list[str]) -> Path | None:
    if path.exists():
        return path
    others = sorted(found for found in path.parent.glob("*.ipynb") if found.name not in names)
    others = others or sorted(path.parent.glob("*.ipynb.*"))  # as some browsers save it
    if len(others) == 1:
        notes.append(f"The notebook was named “{others[0].name}”; it was taken as “{path.name}”.")
        return others[0]
    there = ", ".join(found.name for found in others) or "none"
    notes.append(
        f"No notebook named “{path.name}” was handed in (there: {there}). The answers saved in the "
        "folder were graded."
    )
    return None


def read_notebook(path: Path, notes: list[str]) -> NotebookNode:
    """Return the cells of the notebook file at ``path`` in today's format, without outputs.

    Only what grading needs is read, each part by itself, so that a wrong header, missing fields or
    damaged marks do not matter.

    Raises:
        Unreadable: it is not JSON, or there are no cells in it.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig", errors="replace")
    except OSError as error:
        raise Unreadable(f"it could not be opened ({error.strerror})") from None
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        data = {"cells": _whole_cells(text), "nbformat": 4}
        if not data["cells"]:
            raise Unreadable("it is not a notebook file (not valid JSON)") from None
        notes.append(
            "The notebook file is damaged (not valid JSON). The cells before the damage were "
            f"read: {len(data['cells'])}."
        )
    cells = _cells(data)
    if not cells:
        raise Unreadable("there are no cells in it")
    if data.get("nbformat") != 4:
        notes.append(
            f"The notebook says that its format is {str(data.get('nbformat'))[:20]}, not 4; its "
            "cells were read all the same."
        )
    kernel = _dict(_dict(data.get("metadata")).get("kernelspec")).get("name", "python3")
    if kernel != "python3":
        notes.append(
            f"The notebook was set to run with “{str(kernel)[:40]}”; it was run with the course's "
            "Python."
        )
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [_cell(cell, number) for number, cell in enumerate(cells)]
    return notebook


def _whole_cells(text: str) -> list[Any]:
    """Return the cells of a notebook file up to the place where it stops being JSON."""
    start = re.search(r'"cells"\s*:\s*\[', text)
    found: list[Any] = []
    place = start.end() if start else len(text)
    decoder = json.JSONDecoder()
    while place < len(text):
        place = re.compile(r"[\s,]*").match(text, place).end()
        try:
            cell, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            break
        found.append(cell)
    return found


def _cells(data: Any) -> list[dict]:
    data = _dict(data)
    found = data.get("cells")
    if not isinstance(found, list):  # notebooks of 2015 and before
        sheets = data.get("worksheets")
        sheets = sheets if isinstance(sheets, list) else []
        found = [cell for sheet in sheets for cell in _list(_dict(sheet).get("cells"))]
    return [cell for cell in found if isinstance(cell, dict)]


def _cell(data: dict, number: int) -> NotebookNode:
    text = data.get("source", data.get("input", ""))
    text = "".join(map(str, text)) if isinstance(text, list) else str(text)
    kind = data.get("cell_type")
    cell = nbformat.from_dict(
        {"cell_type": "markdown", "metadata": {}, "source": text, "id": f"read-{number}"}
    )
    if kind == "code":
        cell |= nbformat.from_dict({"cell_type": kind, "outputs": [], "execution_count": None})
    elif kind == "raw":
        cell.cell_type = kind
    if isinstance(data.get("id"), str) and _ID.fullmatch(data["id"]):
        cell.id = data["id"]
    marks = _dict(data.get("metadata")).get("nbgrader")
    if isinstance(marks, dict):
        cell.metadata["nbgrader"] = nbformat.from_dict(marks)
    attachments = data.get("attachments")
    if cell.cell_type == "markdown" and _are_attachments(attachments):
        cell["attachments"] = nbformat.from_dict(attachments)
    return cell


def _are_attachments(data: Any) -> bool:
    """Whether ``data`` is pictures as notebooks keep them: name, kind, text."""
    return isinstance(data, dict) and all(
        isinstance(kinds, dict) and all(isinstance(text, str) for text in kinds.values())
        for kinds in data.values()
    )


def _dict(value: Any) -> dict:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list:
    return value if isinstance(value, list) else []
