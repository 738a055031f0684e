"""What graders and students see: readable outputs, and no hidden tests in the feedback."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool

from chartroom import paths
from chartroom.classroom import competencies, harmless
from chartroom.classroom.scoring import EXPECTED

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
WIDTH = 90  # characters; Formgrader and feedback pages cut off what is wider
HIDDEN = ("HIDDEN TESTS", "MARK SCHEME")
_COLOR = re.compile(r"\x1b\[[0-9;]*m")
_FRAME = re.compile(r"Cell In\s?\[|ipython-input|Traceback \(most recent call last\)")
_SHORT = 12  # a hidden line shorter than this says nothing by itself: "else:", "points = 0"


class ReadableOutputs(NbGraderPreprocessor):
    """Leaves what Formgrader and feedback can show: HTML for a live view, lines not too long.

    Nothing that a student's cells have made can run in the grader's browser.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Take widget views and their saved state out of ``nb``, and wrap what was printed."""
        nb.metadata.pop("widgets", None)
        for cell in nb.cells:
            if cell.cell_type == "markdown" and not utils.is_locked(cell):
                cell.source = harmless.markdown(cell.source)
            for output in cell.get("outputs", ()):
                data = output.get("data", {})
                if len(data) > 1:
                    data.pop(WIDGET_VIEW, None)
                for kind in ("text/html", "text/markdown"):
                    if kind in data:
                        data[kind] = harmless.html(data[kind])
                if output.output_type == "stream":
                    output.text = wrapped(output.text)
                elif output.output_type == "error" and output.ename in EXPECTED:
                    # Other tracebacks stay: HideTests looks for hidden lines in them.
                    output.traceback = [wrapped(line) for line in output.traceback]
        return nb, resources


def wrapped(text: str) -> str:
    """Return ``text`` with its long lines broken, as far in as they began."""
    return "\n".join(_wrapped_line(line) for line in text.split("\n"))


def _wrapped_line(line: str) -> str:
    if len(line) <= WIDTH or _COLOR.search(line):
        return line
    indent = line[: min(len(line) - len(line.lstrip()), WIDTH // 2)]
    return "\n".join(
        textwrap.wrap(line, WIDTH, subsequent_indent=indent, break_on_hyphens=False) or [""]
    )


class HideTests(Preprocessor):
    """Takes hidden tests, keys and mark schemes out of what feedback shows."""

    enabled = Bool(True, help="Whether to use this preprocessor").tag(config=True)

    def preprocess_cell(
        self, cell: NotebookNode, resources: Any, index: int
    ) -> tuple[NotebookNode, Any]:
        """Hide what is hidden in one cell: in its source, and where its outputs quote it."""
        hidden = hidden_lines(cell.source)
        if hidden:
            cell.source = without_hidden(cell.source)
            for output in cell.get("outputs", ()):
                if output.output_type == "error":
                    _quiet(output, hidden)
        return cell, resources


class ShowCompetencies(Preprocessor):
    """Puts a table above the feedback: points by competency and by objective.

    It runs after nbgrader's ``GetGrades``, which writes the points into the cells.
    """

    enabled = Bool(True, help="Whether to use this preprocessor").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Add the table, if the assignment says what it asks."""
        marks = [cell.metadata.get("nbgrader", {}) for cell in nb.cells]
        scores = [
            (str(one.grade_id), float(one.score), float(one.points))
            for one in marks
            if one.get("grade") and "score" in one and "points" in one
        ]
        assignment = resources.get("nbgrader", {}).get("assignment", "")
        asked = competencies.read(paths.root(), Path("release") / assignment)
        if asked.asked and scores:
            cell = nbformat.v4.new_markdown_cell(competency_table(asked, scores))
            cell.id = "points-by-competency"
            nb.cells.insert(0, cell)
        return nb, resources


def competency_table(asked: competencies.Map, scores: list[competencies.Scored]) -> str:
    """Return the table in Markdown."""
    lines = [
        "**Your points by competency**",
        "",
        "| Competency | Points | Percent |",
        "|---|--:|--:|",
    ]
    for one in asked.by_competency(scores):
        lines.append(f"| {one.name} | {one.points:g} of {one.possible:g} | {one.percent:.0f} % |")
    found = [one for one in asked.by_objective(scores) if one.text]
    if found:
        lines += ["", "| Objective | Points | Percent |", "|---|--:|--:|"]
        for one in sorted(found, key=lambda share: (share.percent, share.name)):
            lines.append(
                f"| {one.name} {one.text} | {one.points:g} of {one.possible:g} "
                f"| {one.percent:.0f} % |"
            )
    lines += ["", "Answers that wait for your instructor count as 0 until they are marked."]
    return "\n".join(lines)


def hidden_lines(source: str) -> list[str]:
    """Return the lines of a cell that stand in a hidden region, without blanks around them."""
    return [line.strip() for line, inside in _lines(source) if inside and line.strip()]


def without_hidden(source: str) -> str:
    """Return the cell's text without its hidden regions."""
    return "\n".join(line for line, inside in _lines(source) if not inside).rstrip()


def _lines(source: str) -> list[tuple[str, bool]]:
    """Return each line, and whether it is hidden; a region without end goes to the last line."""
    found, open_region = [], ""
    for line in source.split("\n"):
        starts = [region for region in HIDDEN if f"BEGIN {region}" in line]
        if not open_region and starts:
            open_region = starts[0]
        found.append((line, bool(open_region)))
        if open_region and f"END {open_region}" in line:
            open_region = ""
    return found


def _quiet(error: NotebookNode, hidden: list[str]) -> None:
    """Replace a traceback with frames of the cell, or that quotes a hidden line, by its message.

    The message itself stays: an ``assert`` in a hidden test says it to the student knowingly.
    """
    text = _COLOR.sub("", "\n".join(error.traceback))
    quotes = any(line in text for line in hidden if len(line) >= _SHORT)
    if quotes or _FRAME.search(text):
        error.traceback = [f"{error.ename}: {error.evalue}"]
