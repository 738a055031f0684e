"""Make the instructor's notebook of an assignment, and the files that go with it.

The options an author writes (``grade``, ``solution``, ``hand``, ``locked``) become nbgrader's cell
metadata; docs/writing-a-lesson.md says what each is for. Keys go nowhere but into the hidden part
of the test cells.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from chartroom.build import marks, pointsaid, questions, tidy
from chartroom.build.errors import BuildError
from chartroom.build.manuscript import Manuscript, read

OPTIONS = ("grade", "solution", "hand", "locked")
MODEL_ANSWER = "The mark scheme above says what a full answer holds."  # students get a stub
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,49}")


def build(folder: Path, out: Path, root: Path) -> None:
    """Write the assignment of ``folder`` (in manuscript/source) to the folder ``out``.

    Raises:
        BuildError: the manuscript, the questions or the cases have a mistake.
    """
    name = folder.name
    manuscript = read(folder / f"{name}.md", root)
    bank = questions.Bank.load(folder, root)
    notebook = _Expander(name, manuscript, bank).notebook()
    out.mkdir(parents=True, exist_ok=True)
    (out / f"{name}.ipynb").write_text(tidy.written(notebook), "utf-8", newline="\n")
    _write_json(out / "questions.json", bank.public_questions())
    _write_json(out / "charts.json", bank.public_charts(_shown_charts(notebook)))
    if (folder / "data").is_dir():
        ignore = shutil.ignore_patterns(".*", "__pycache__")
        shutil.copytree(folder / "data", out / "data", ignore=ignore)


def _write_json(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", "utf-8", newline="\n")


def _shown_charts(notebook: NotebookNode) -> list[str]:
    """Return the cases that the notebook opens by name with ``sheet.chart("slug")``."""
    pattern = re.compile(r"""\.chart\(\s*["']([^"']+)["']""")
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    return [slug for source in code for slug in pattern.findall(source)]


@dataclass
class _Expander:
    assignment: str
    manuscript: Manuscript
    bank: questions.Bank
    names: set[str] = field(default_factory=set)

    def notebook(self) -> NotebookNode:
        cells: list[NotebookNode] = []
        for index, cell in enumerate(self.manuscript.notebook.cells):
            cells += self.expand(index, cell)
        missing = self.bank.graded() - self.names
        if missing:
            raise BuildError(
                f"no cell grades {', '.join(sorted(missing))}: add an empty code cell with the "
                "option grade for it.",
                self.manuscript.file,
            )
        pointsaid.check(self.manuscript, cells)
        return tidy.finish(nbformat.v4.new_notebook(cells=cells))

    def expand(self, index: int, cell: NotebookNode) -> list[NotebookNode]:
        """Return the notebook's cells for one cell of the manuscript."""
        options = dict(cell.metadata)
        cell.metadata = nbformat.from_dict({})
        if options.get("tags"):
            cell.metadata["tags"] = options["tags"]
        chosen = [option for option in OPTIONS if option in options]
        unknown = set(options) - {*OPTIONS, "points", "tags"}
        if unknown or len(chosen) > 1:
            what = ", ".join(sorted(unknown)) if unknown else " and ".join(chosen) + " together"
            raise self.manuscript.error(
                index, f"a cell cannot have the option {what}; use one of {', '.join(OPTIONS)}."
            )
        if not chosen:
            return [self._plain(index, cell, options)]
        self._check_marks(index, cell)
        option, name = chosen[0], str(options[chosen[0]])
        if not _NAME.fullmatch(name):
            raise self.manuscript.error(
                index, f"{name!r} is no name for a cell; use letters, digits, - and _ only."
            )
        wanted = "code" if option in ("grade", "solution") else "markdown"
        if cell.cell_type != wanted:
            raise self.manuscript.error(index, f"the option {option} is for a {wanted} cell.")
        return getattr(self, f"_{option}")(index, cell, name, options.get("points"))

    def _check_marks(self, index: int, cell: NotebookNode) -> None:
        """Stop at a mark that nbgrader would not know: what it hides would be handed out."""
        for line, message in marks.problems(cell.source):
            raise self.manuscript.error(index, message, line)

    def _plain(self, index: int, cell: NotebookNode, options: dict[str, Any]) -> NotebookNode:
        if "points" in options:
            raise self.manuscript.error(index, "points are given but nothing says what for.")
        for mark in marks.REGIONS:
            if re.search(rf"^\s*### BEGIN {mark}\s*$", cell.source, re.MULTILINE):
                raise self.manuscript.error(
                    index, f"this cell would hand out its {mark.lower()}: it lacks an option."
                )
        self._check_marks(index, cell)
        if cell.cell_type == "code" and not cell.source.strip():
            raise self.manuscript.error(index, "the code cell is empty.")
        return cell

    def _grade(
        self, index: int, cell: NotebookNode, name: str, points: float | None
    ) -> list[NotebookNode]:
        if cell.source.strip():
            if name in self.bank.graded():
                raise self.manuscript.error(
                    index, f"{name} is in questions.yaml, so its test cell must be empty."
                )
            points = self._points(index, name, points)
        else:
            points = self._question_points(index, name, points)
            cell.source = self._test_source(index, name, points)
        return [self._mark(index, cell, name, grade=True, locked=True, points=points)]

    def _solution(
        self, index: int, cell: NotebookNode, name: str, points: float | None
    ) -> list[NotebookNode]:
        if points is not None:
            raise self.manuscript.error(index, "the points belong to the test cell, not to this.")
        if not cell.source.strip():
            raise self.manuscript.error(index, "write a solution; the demo class is graded on it.")
        return [self._mark(index, cell, f"{name}-code", solution=True)]

    def _hand(
        self, index: int, cell: NotebookNode, name: str, points: float | None
    ) -> list[NotebookNode]:
        points = self._points(index, name, points)
        answer = nbformat.v4.new_markdown_cell(MODEL_ANSWER)
        return [
            self._mark(index, cell, f"{name}-text", locked=True),
            self._mark(index, answer, name, grade=True, solution=True, points=points),
        ]

    def _locked(
        self, index: int, cell: NotebookNode, name: str, points: float | None
    ) -> list[NotebookNode]:
        if points is not None:
            raise self.manuscript.error(index, "text that is only read cannot have points.")
        return [self._mark(index, cell, name, locked=True)]

    def _mark(
        self,
        index: int,
        cell: NotebookNode,
        name: str,
        *,
        grade: bool = False,
        solution: bool = False,
        locked: bool = False,
        points: float | None = None,
    ) -> NotebookNode:
        if name in self.names:
            raise self.manuscript.error(index, f"a second cell is named {name}; names must differ.")
        self.names.add(name)
        fields = {
            "grade": grade,
            "grade_id": name,
            "locked": locked,
            "schema_version": 3,
            "solution": solution,
            "task": False,
        }
        if points is not None:
            fields["points"] = points
        cell.metadata["nbgrader"] = nbformat.from_dict(fields)
        return cell

    def _points(self, index: int, name: str, points: Any) -> float:
        if isinstance(points, bool) or not isinstance(points, (int, float)) or points <= 0:
            raise self.manuscript.error(index, f"say how many points {name} is worth: points: 3.")
        return points

    def _question_points(self, index: int, name: str, points: float | None) -> float:
        if name not in self.bank.graded():
            raise self.manuscript.error(
                index, f"{name} is not in questions.yaml, and the cell has no test of its own."
            )
        stated = self.bank.points(name)
        if points is not None and points != stated:
            raise self.manuscript.error(
                index, f"{name} is worth {stated} in questions.yaml but {points} here."
            )
        return self._points(index, name, stated)

    def _test_source(self, index: int, name: str, points: float) -> str:
        try:
            key = self.bank.key_literal(name)
        except ValueError as error:
            raise self.manuscript.error(index, str(error)) from None
        return questions.code_of_test(self.assignment, name, points, key)
