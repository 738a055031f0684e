"""Make sure that the outputs of a test cell say what the student earned, and nothing else."""

from __future__ import annotations

from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor, OverwriteCells

EXPECTED = ("NotAnswered", "GradingProblem", "PythonStopped", "NotRun")


def fail(cell: NotebookNode, name: str, sentence: str) -> None:
    """Add an error to a code cell's outputs: nbgrader gives such a cell no points."""
    error = nbformat.v4.new_output(
        "error", ename=name, evalue=sentence, traceback=[f"{name}: {sentence}"]
    )
    cell.outputs.append(error)


class RestoreTests(OverwriteCells):
    """nbgrader's ``OverwriteCells`` without a warning for each test that gets its hidden part back.

    Whether a student changed a locked cell is told when the submission is read. With a
    ``snapshot`` the gradebook is not opened for each notebook.
    """

    snapshot: Any = None

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Put the locked cells of ``nb`` back as the gradebook has them."""
        if self.snapshot is None:
            return super().preprocess(nb, resources)
        about = resources["nbgrader"]
        self.notebook_id, self.assignment_id = about["notebook"], about["assignment"]
        self.gradebook = self.snapshot
        return NbGraderPreprocessor.preprocess(self, nb, resources)

    def report_change(self, name: str, attr: str, old: Any, new: Any) -> None:
        """Keep the change to the log's details."""
        self.log.debug("Cell %s: %s was %s, is %s", name, attr, new, old)


class FairScores(NbGraderPreprocessor):
    """Stands between running a submission and nbgrader's reading of the scores.

    nbgrader gives 0 for anything on stderr, full points for a test cell that was never run or
    whose value is no number, and stops at a number above the points. Here a warning becomes
    ordinary output, and a test cell that was not run or gives no usable number earns nothing.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: Any, index: int
    ) -> tuple[NotebookNode, Any]:
        """Settle the outputs of one cell."""
        if utils.is_grade(cell) and cell.cell_type == "code" and not utils.is_solution(cell):
            settle(cell, float(cell.metadata.nbgrader.points))
            trouble = breakdown(cell)
            if trouble:
                about = resources.get("nbgrader", {})
                self.log.error(
                    "%s, %s: the test cell “%s” itself failed and gave no points: %s",
                    about.get("student"),
                    about.get("assignment"),
                    cell.metadata.nbgrader.grade_id,
                    trouble,
                )
        return cell, resources


def breakdown(cell: NotebookNode) -> str:
    """Return what went wrong in the grading of an exercise, or nothing.

    The student's code has no part in these cells: any error but a missing answer is the course's.
    """
    if "grading.score(" not in cell.source:
        return ""
    errors = [output for output in cell.outputs if output.output_type == "error"]
    found = [f"{e.ename}: {e.evalue}" for e in errors if e.ename not in EXPECTED]
    return found[0] if found else ""


def settle(cell: NotebookNode, points: float) -> None:
    """Change the outputs of a test cell worth ``points`` so that nbgrader reads the score right."""
    for output in cell.outputs:
        if output.output_type == "stream":
            output.name = "stdout"
    if any(output.output_type == "error" for output in cell.outputs):
        return
    if cell.execution_count is None:
        fail(cell, "NotRun", "This test cell was not run.")
    for output in cell.outputs:
        if output.output_type == "execute_result":
            if not _is_score(output.data.get("text/plain", ""), points):
                fail(cell, "NoScore", f"The test cell gave no score from 0 to {points:g}.")
                cell.outputs.remove(output)
            return


def _is_score(text: Any, points: float) -> bool:
    try:
        return 0 <= float(text) <= points
    except (TypeError, ValueError):
        return False
