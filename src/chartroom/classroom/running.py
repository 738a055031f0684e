"""Run a submission so that a cell that stops Python costs that cell and not the rest."""

from __future__ import annotations

from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute
from traitlets import Integer

from chartroom.classroom.scoring import fail


class RunSubmission(Execute):
    """nbgrader's ``Execute``; Python is started again when a cell has ended or blocked it.

    It is configured as ``Execute`` is. Test cells read saved answers and need nothing that was run
    before, so those below such a cell are still scored.
    """

    restarts = Integer(3, help="How often Python is started again in one submission").tag(
        config=True
    )

    def preprocess(
        self, nb: NotebookNode, resources: Any = None, km: Any = None
    ) -> tuple[NotebookNode, Any]:
        """Run every code cell of ``nb``; see the base class."""
        first = 0
        for _ in range(self.restarts + 1):
            stopped = self._run_from(first, nb, resources, km)
            if stopped is None:
                return nb, self.resources
            fail(nb.cells[stopped], "PythonStopped", "Python stopped while it ran this cell.")
            about = (resources or {}).get("nbgrader", {})
            self.log.warning(
                "%s, %s: Python stopped at cell %d and was started again.",
                about.get("student"),
                about.get("assignment"),
                stopped + 1,
            )
            first = stopped + 1
        for cell in nb.cells[first:]:
            if cell.cell_type == "code":
                fail(cell, "NotRun", "Not run: Python had stopped too often above.")
        return nb, self.resources

    def _run_from(self, first: int, nb: NotebookNode, resources: Any, km: Any) -> int | None:
        """Run the cells from ``first`` on; return the index of the one that stopped Python."""
        NotebookClient.__init__(self, nb, km)  # as nbconvert's own preprocess does
        self.reset_execution_trackers()
        self._check_assign_resources(resources)
        with self.setup_kernel():
            info = self.wait_for_reply(self.kc.kernel_info())
            nb.metadata["language_info"] = info["content"]["language_info"]
            for index in range(first, len(nb.cells)):
                try:
                    self.preprocess_cell(nb.cells[index], resources, index)
                    if _timed_out(nb.cells[index]) and self.wait_for_reply(self.kc.kernel_info()):
                        continue  # the cell could be interrupted: what ran before is still there
                except (DeadKernelError, CellTimeoutError, RuntimeError):
                    return index
                if _timed_out(nb.cells[index]):
                    return index
        return None


def _timed_out(cell: NotebookNode) -> bool:
    outputs = cell.get("outputs", ())
    return any(output.get("ename") == "CellTimeoutError" for output in outputs)
