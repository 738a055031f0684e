"""The assignment as the course has it: cells, points, what tests need; read once for a class."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import Gradebook, MissingEntry

from chartroom.classroom.showing import without_hidden
from chartroom.isolation import needs
from chartroom.isolation.needs import Needs, SourceCell


@dataclass(frozen=True)
class Locked:
    """A cell as the gradebook knows it."""

    name: str
    cell_type: str
    locked: bool
    source: str
    checksum: str
    max_score: float | None


class Snapshot:
    """Answers what nbgrader's ``OverwriteCells`` asks the gradebook, from memory."""

    def __init__(self, book: Gradebook, assignment: str) -> None:
        self._cells: dict[tuple[str, str], Locked] = {}
        self.notebooks: list[str] = []
        for notebook in book.find_assignment(assignment).notebooks:
            self.notebooks.append(notebook.name)
            points = {cell.name: cell.max_score for cell in notebook.grade_cells}
            for cell in notebook.source_cells:
                self._cells[notebook.name, cell.name] = Locked(
                    cell.name,
                    cell.cell_type,
                    cell.locked,
                    cell.source,
                    cell.checksum,
                    points.get(cell.name),
                )

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> Locked:
        """Return a cell; see ``nbgrader.api.Gradebook``."""
        try:
            return self._cells[notebook, name]
        except KeyError:
            raise MissingEntry(f"No such cell: {notebook}/{name}") from None

    def find_graded_cell(self, name: str, notebook: str, assignment: str) -> Locked:
        """Return a cell with points; see ``nbgrader.api.Gradebook``."""
        found = self.find_source_cell(name, notebook, assignment)
        if found.max_score is None:
            raise MissingEntry(f"No such cell with points: {notebook}/{name}")
        return found


@dataclass(frozen=True)
class Notebook:
    """One notebook of an assignment.

    Attributes:
        released: as it was handed out.
        needs: what each test cell needs, by its grading name.
        visible: what students see of each test cell.
        setup: code of the cells that are nobody's solution and no test.
        modules: names of the modules that its cells import.
    """

    released: NotebookNode
    needs: Mapping[str, Needs]
    visible: Mapping[str, str]
    setup: frozenset[str]
    modules: frozenset[str]


def read(source: Path, released: Path) -> Notebook:
    """Read a notebook of the course.

    Args:
        source: the instructor's file; the released one is taken if it is not there.
        released: the file that was handed out.
    """
    handed = nbformat.read(released, as_version=4)
    whole = nbformat.read(source, as_version=4) if source.exists() else handed
    cells = [
        SourceCell(kind(cell), cell.source, _name(cell))
        for cell in whole.cells
        if cell.cell_type == "code"
    ]
    return Notebook(
        released=handed,
        needs=needs.of(cells),
        visible={cell.name: without_hidden(cell.code) for cell in cells if cell.kind == "test"},
        setup=frozenset(
            cell.source
            for cell in handed.cells
            if cell.cell_type == "code" and kind(cell) == "setup"
        ),
        modules=frozenset(name for cell in cells for name in _imported(cell.code)),
    )


def kind(cell: NotebookNode) -> str:
    """Return whose a code cell is: ``"test"``, ``"solution"`` or ``"setup"``."""
    if utils.is_solution(cell):
        return "solution"
    return "test" if utils.is_grade(cell) else "setup"


def _name(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def _imported(code: str) -> Iterator[str]:
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
