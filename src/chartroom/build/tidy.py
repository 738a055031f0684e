"""Make a notebook the same each time it is built, and readable where no kernel runs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Any

import nbformat
from nbformat import NotebookNode

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}
_ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]{6,}")
_COLOR = re.compile(r"\x1b\[[0-9;]*m")


def finish(notebook: NotebookNode) -> NotebookNode:
    """Give ``notebook`` the course's metadata and stable cell ids; return it, changed in place.

    An id comes from the cell's own text, so that adding a cell leaves the others' ids alone; a
    cell that nbgrader knows has its grading name as id, by which grading finds it again.
    """
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": LANGUAGE})
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    used: set[str] = set()
    for cell in notebook.cells:
        wanted = cell.metadata.get("nbgrader", {}).get("grade_id") or _name(cell)
        name, count = wanted, 1
        while name in used:
            count += 1
            name = f"{wanted}-{count}"
        used.add(name)
        cell.id = name
    return notebook


def _name(cell: NotebookNode) -> str:
    return hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:10]


def clean_outputs(outputs: Iterable[NotebookNode]) -> list[NotebookNode]:
    """Return ``outputs`` without widget views, memory addresses, colors or this machine's frames.

    A widget leaves its HTML and its plain text. An error leaves the line that says what went wrong:
    the frames above it are paths on the machine that built the lesson.
    """
    cleaned = []
    for output in outputs:
        kept = nbformat.from_dict(output)
        if kept.output_type in ("display_data", "execute_result"):
            if WIDGET_VIEW in kept.data and len(kept.data) > 1:
                del kept.data[WIDGET_VIEW]
            kept.data = {mime: _plain(value) for mime, value in kept.data.items()}
            kept.metadata = nbformat.from_dict({})
        elif kept.output_type == "stream":
            kept.text = _plain(kept.text)
        elif kept.output_type == "error":
            kept.evalue = _plain(kept.evalue)
            kept.traceback = [_message(kept)]
        kept.pop("transient", None)
        cleaned.append(kept)
    return cleaned


def _message(error: NotebookNode) -> str:
    rendered = _COLOR.sub("", "\n".join(error.traceback)).strip()
    frames = re.search(r"Traceback \(most recent call last\)|Cell In\s?\[|^File ", rendered, re.M)
    return f"{error.ename}: {error.evalue}" if frames or not rendered else _plain(rendered)


def _plain(value: Any) -> Any:
    return _ADDRESS.sub("at 0x…", value) if isinstance(value, str) else value


def written(notebook: NotebookNode) -> str:
    """Return the text of the notebook's file."""
    nbformat.validate(notebook)
    return nbformat.writes(notebook, version=4).rstrip("\n") + "\n"
