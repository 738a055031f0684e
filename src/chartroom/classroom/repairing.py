"""Put a handed-in notebook back together, so that whatever was done in it can be graded.

The notebook that was handed out says which cells there must be. Each is looked for in the
submission: by its grading name, by its cell id, and where both are gone (some editors remove them)
by its text and its place. Cells that are found get their marks back, cells that are lost are put
back as they were handed out, and of a cell that is there twice one is graded.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from difflib import SequenceMatcher

import nbformat
from nbformat import NotebookNode

ALIKE = 0.6  # share of a locked cell's text that must be left for it to be recognised by text


def repair(submitted: NotebookNode, released: NotebookNode) -> list[str]:
    """Repair ``submitted`` in place; return a sentence for each thing that was wrong with it."""
    wanted = {
        cell.metadata.nbgrader.grade_id: index
        for index, cell in enumerate(released.cells)
        if "nbgrader" in cell.metadata
    }
    notes: list[str] = []
    found = _by_name(submitted.cells, released.cells, wanted)
    labelled = set(found)
    _by_place(submitted.cells, released.cells, wanted, found)
    if len(found) > len(labelled):
        notes.append(
            "The marks that say which cell is graded had been removed, as some editors do. The "
            "cells were recognised by their text and place."
        )
    chosen = {
        name: _choose(name, places, submitted.cells, released.cells[wanted[name]], notes)
        for name, places in found.items()
    }
    kept = {id(submitted.cells[place]) for place in chosen.values()}
    for cell in submitted.cells:
        if id(cell) not in kept:
            cell.metadata.pop("nbgrader", None)
    for name, place in chosen.items():
        _restore(submitted.cells[place], released.cells[wanted[name]], notes)
    _put_back(submitted, released, wanted, chosen, notes)
    _unique_ids(submitted)
    for key in ("kernelspec", "language_info"):
        if key in released.metadata:
            submitted.metadata[key] = copy.deepcopy(released.metadata[key])
    return list(dict.fromkeys(notes))


def _by_name(
    cells: Sequence[NotebookNode], released: Sequence[NotebookNode], wanted: dict[str, int]
) -> dict[str, list[int]]:
    """Return where each wanted cell is, by grading name or else by cell id."""
    ids = {released[index].get("id"): name for name, index in wanted.items()}
    found: dict[str, list[int]] = {}
    for place, cell in enumerate(cells):
        marks = cell.metadata.get("nbgrader")
        name = marks.get("grade_id") if isinstance(marks, dict) else None
        if isinstance(name, str) and name in wanted:
            found.setdefault(name, []).append(place)
    for place, cell in enumerate(cells):
        name = ids.get(cell.get("id"))
        if name and name not in found and not cell.metadata.get("nbgrader"):
            found[name] = [place]
    return found


def _by_place(
    cells: Sequence[NotebookNode],
    released: Sequence[NotebookNode],
    wanted: dict[str, int],
    found: dict[str, list[int]],
) -> None:
    """Add to ``found`` the cells that only their text or their neighbors give away."""
    matched = {wanted[name]: places[0] for name, places in found.items()}
    taken = {place for places in found.values() for place in places}
    texts = SequenceMatcher(
        None, [_text(cell) for cell in released], [_text(cell) for cell in cells], autojunk=False
    )
    for block in texts.get_matching_blocks():
        for step in range(block.size):
            index, place = block.a + step, block.b + step
            if index not in matched and place not in taken:
                matched[index] = place
                taken.add(place)
    for name, index in wanted.items():
        if index not in matched:
            place = _in_gap(index, cells, released, matched, taken)
            if place is not None:
                matched[index] = place
                taken.add(place)
        if name not in found and index in matched:
            found[name] = [matched[index]]


def _in_gap(
    index: int,
    cells: Sequence[NotebookNode],
    released: Sequence[NotebookNode],
    matched: dict[int, int],
    taken: set[int],
) -> int | None:
    """Return the free cell of the right kind between the neighbors that were recognised."""
    before = max((matched[one] for one in matched if one < index), default=-1)
    after = min((matched[one] for one in matched if one > index), default=len(cells))
    cell = released[index]
    for place in range(before + 1, after):
        if place in taken or cells[place].cell_type != cell.cell_type:
            continue
        alike = SequenceMatcher(None, cells[place].source, cell.source, autojunk=False).ratio()
        if cell.metadata.nbgrader.get("solution") or alike >= ALIKE:
            return place
    return None


def _choose(
    name: str,
    places: list[int],
    cells: Sequence[NotebookNode],
    original: NotebookNode,
    notes: list[str],
) -> int:
    """Return which of several copies of a cell is graded: the first that holds an answer."""
    if len(places) == 1:
        return places[0]
    answered = [place for place in places if _text(cells[place]) not in ("", _text(original))]
    answered = answered if original.metadata.nbgrader.get("solution") else []
    which = "the first that holds an answer" if answered else "the first"
    notes.append(f"The cell “{name}” was there {len(places)} times; {which} was graded.")
    return (answered or places)[0]


def _restore(cell: NotebookNode, original: NotebookNode, notes: list[str]) -> None:
    """Give a cell the marks it was handed out with; give a locked one its text too."""
    marks = original.metadata.nbgrader
    name = marks.grade_id
    had = cell.metadata.get("nbgrader")
    had = had if isinstance(had, dict) else {}
    watched = ("grade", "solution", "locked", "points", "schema_version")
    if had and any(had.get(mark) != marks.get(mark) for mark in watched):
        notes.append(f"The grading marks of the cell “{name}” had been changed; they were mended.")
    if cell.cell_type != original.cell_type:
        notes.append(f"The cell “{name}” had become {cell.cell_type}; it was changed back.")
        _change_type(cell, original.cell_type)
    if marks.get("locked") and _text(cell) != _text(original):
        notes.append(f"The locked cell “{name}” had been changed; the original was used.")
        cell.source = original.source
    cell.metadata = copy.deepcopy(original.metadata)


def _change_type(cell: NotebookNode, cell_type: str) -> None:
    cell.cell_type = cell_type
    if cell_type == "code":
        cell.outputs, cell.execution_count = [], None
        cell.pop("attachments", None)
    else:
        cell.pop("outputs", None)
        cell.pop("execution_count", None)


def _put_back(
    submitted: NotebookNode,
    released: NotebookNode,
    wanted: dict[str, int],
    chosen: dict[str, int],
    notes: list[str],
) -> None:
    """Insert the lost cells as they were handed out, each after the one it came after."""
    cells = submitted.cells
    at = {wanted[name]: cells[place] for name, place in chosen.items()}
    for name, index in wanted.items():
        if index in at:
            continue
        earlier = [one for one in at if one < index]
        after = _position(cells, at[max(earlier)]) + 1 if earlier else 0
        lost = copy.deepcopy(released.cells[index])
        cells.insert(after, lost)
        at[index] = lost
        if lost.metadata.nbgrader.get("grade") or lost.metadata.nbgrader.get("solution"):
            notes.append(f"The cell “{name}” was missing; it was put back as it was handed out.")


def _position(cells: Sequence[NotebookNode], wanted: NotebookNode) -> int:
    return next(place for place, cell in enumerate(cells) if cell is wanted)


def _unique_ids(notebook: NotebookNode) -> None:
    used: set[str] = set()
    for number, cell in enumerate(notebook.cells):
        if not cell.get("id") or cell.id in used:
            cell.id = f"cell-{number}-{len(used)}"
        used.add(cell.id)


def _text(cell: NotebookNode) -> str:
    return "\n".join(line.rstrip() for line in cell.source.strip().splitlines())


def notes_cell(notes: Sequence[str]) -> NotebookNode:
    """Return the cell that tells student and grader what was wrong with the submission."""
    lines = "\n".join(f"- {note}" for note in notes)
    cell = nbformat.v4.new_markdown_cell(f"**About this submission**\n\n{lines}")
    cell.id = "about-this-submission"
    return cell
