"""Running a submission whose own cells end Python, or never end."""

from __future__ import annotations

import nbformat
import pytest

from chartroom.classroom.running import RunSubmission

pytestmark = pytest.mark.classroom

LAST = "6 * 7"
DEAF = """\
import signal, time
signal.signal(signal.SIGINT, signal.SIG_IGN)
time.sleep(600)"""


def run(tmp_path, *sources: str) -> list[nbformat.NotebookNode]:
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_code_cell(source) for source in sources]
    runner = RunSubmission(timeout=3, shutdown_kernel="immediate")
    notebook, _ = runner.preprocess(notebook, {"metadata": {"path": str(tmp_path)}})
    return notebook.cells


def value(cell: nbformat.NotebookNode) -> str:
    assert [output.output_type for output in cell.outputs] == ["execute_result"], cell.outputs
    return cell.outputs[0].data["text/plain"]


def failed(cell: nbformat.NotebookNode) -> bool:
    return any(output.output_type == "error" for output in cell.outputs)


@pytest.mark.parametrize("ending", ["import os; os._exit(1)", "exit()", DEAF])
def test_the_cells_below_one_that_ended_or_blocked_python_are_run(tmp_path, ending):
    first, second, third = run(tmp_path, "1 + 1", ending, LAST)

    assert value(first) == "2"
    assert failed(second) or "exit" in second.source
    assert value(third) == "42"


def test_a_cell_that_never_ends_is_stopped_and_what_ran_before_is_kept(tmp_path):
    _, second, third = run(tmp_path, "kept = 41", "while True:\n    pass", "kept + 1")

    assert failed(second)
    assert value(third) == "42"


def test_python_is_not_started_again_for_ever(tmp_path):
    *ends, last = run(tmp_path, *["import os; os._exit(1)"] * 4, LAST)

    assert all(failed(cell) for cell in ends)
    assert failed(last)
    assert "too often" in last.outputs[0].evalue
