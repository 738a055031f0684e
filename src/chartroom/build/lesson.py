"""Run a lesson in a clean kernel, in a scratch copy of its place in the course."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from chartroom.build import tidy
from chartroom.build.manuscript import Manuscript

CELL_SECONDS = 120  # a lesson cell that takes longer would lose a student's patience long before


def run(manuscript: Manuscript, root: Path) -> NotebookNode:
    """Return the lesson's notebook, run from top to bottom, with outputs that never vary.

    The kernel works in an empty folder ``course`` beside ``datasets``, so the answers an author
    saved while trying the lesson never reach its outputs. The kernel's own start-up files are off.

    Raises:
        BuildError: a cell fails, takes too long, warns, is empty, or shows a path of this machine.
    """
    notebook = manuscript.notebook
    with _workplace(root) as (course, env):
        client = NotebookClient(
            notebook,
            timeout=CELL_SECONDS,
            kernel_name="python3",
            resources={"metadata": {"path": str(course)}},
            record_timing=False,
            store_widget_state=False,
            coalesce_streams=True,
            extra_arguments=["--IPKernelApp.log_level=40"],  # errors; not its advice on transport
        )
        with client.setup_kernel(env=env):
            for index, cell in enumerate(notebook.cells):
                if cell.cell_type == "code":
                    _run_cell(client, manuscript, index)
        for index, cell in enumerate(notebook.cells):
            if cell.cell_type == "code":
                cell.outputs = tidy.clean_outputs(cell.outputs)
                _accept(manuscript, index, (str(course.parent), str(root), str(Path.home())))
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    return tidy.finish(notebook)


@contextmanager
def _workplace(root: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    with tempfile.TemporaryDirectory(prefix="chartroom-build-") as scratch:
        place = Path(scratch).resolve()
        course = place / "course"
        course.mkdir()
        try:
            (place / "datasets").symlink_to(root / "datasets", target_is_directory=True)
        except OSError:  # Windows without the right to make links
            shutil.copytree(root / "datasets", place / "datasets")
        env = dict(os.environ)
        env.pop("MPLBACKEND", None)  # the kernel's own choice is drawing in the notebook
        env |= {
            "CHARTROOM_HOME": str(root),
            "IPYTHONDIR": str(place / "ipython"),
            "PYTHONHASHSEED": "0",
            "COLUMNS": "80",
        }
        yield course, env


def _run_cell(client: NotebookClient, manuscript: Manuscript, index: int) -> None:
    cell = client.nb.cells[index]
    if not cell.source.strip():
        raise manuscript.error(index, "the code cell is empty; write code in it or take it out.")
    try:
        client.execute_cell(cell, index)
    except CellExecutionError as error:
        line = _line_in_cell(error.traceback, len(cell.source.splitlines()))
        raise manuscript.error(index, f"{error.ename}: {error.evalue}", line) from None
    except CellTimeoutError:
        raise manuscript.error(index, f"ran longer than {CELL_SECONDS} seconds.") from None
    except DeadKernelError:
        raise manuscript.error(index, "Python stopped while running this cell.") from None


def _line_in_cell(traceback: str, count: int) -> int:
    """Return the line of the cell, from 1, that a traceback blames; 1 if it does not say."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", traceback)
    found = re.findall(r"Cell In\s?\[\d+\], line (\d+)", plain)
    found = found or re.findall(r'File "?<ipython-input[^>]*>"?, line (\d+)', plain)
    line = int(found[-1]) if found else 1
    return line if line <= count else 1


def _accept(manuscript: Manuscript, index: int, private: tuple[str, ...]) -> None:
    cell = manuscript.notebook.cells[index]
    if cell.execution_count is None:
        raise manuscript.error(index, "the code cell was not run.")
    for output in cell.outputs:
        if output.output_type == "stream" and output.name == "stderr":
            first = output.text.strip().splitlines()[0]
            raise manuscript.error(index, f"the cell writes a warning, which must not be: {first}")
        text = str(output)
        for path in private:
            if re.search(rf"(?<![\w/]){re.escape(path)}(?!\w)", text):
                raise manuscript.error(index, f"the output shows a path of this machine: {path}")
    if any(tidy.WIDGET_VIEW in output.get("data", {}) for output in cell.outputs):
        raise manuscript.error(
            index, "the output is a widget with no HTML or text to show where no kernel runs."
        )


def unrun_cells(notebook: NotebookNode) -> list[int]:
    """Return the numbers, from 1, of code cells that were never run."""
    return [
        number
        for number, cell in enumerate(notebook.cells, 1)
        if cell.cell_type == "code" and cell.get("execution_count") is None
    ]
