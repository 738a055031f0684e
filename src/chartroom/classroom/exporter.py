"""Hooks of nbgrader's configuration: what is handed in is read, and graded in isolation.

``SubmissionExporter`` is made once a run of nbgrader's ``Autograde``, which it hands to ``batch``.
Where that cannot be (Windows), nbgrader's own loop asks it for one notebook after another, and
``find_notebooks`` runs before each submission.
"""

from __future__ import annotations

from glob import glob
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode

from chartroom.classroom import batch
from chartroom.classroom.reading import asks, rescue


def find_notebooks(assignment: str, student: str, notebooks: list[str]) -> None:
    """Have a renamed notebook graded under its real name (nbgrader's ``pre_convert_hook``).

    ``notebooks`` is nbgrader's own list of the files of one submission, changed in place: names
    that were not handed out are taken out, names that were and are not there are put in. The file
    behind a name is found when it is read. nbgrader runs this in the course's folder.
    """
    if not notebooks:
        return
    folder = Path(notebooks[0]).parent
    wanted = [path.name for path in sorted((Path("release") / folder.name).glob("*.ipynb"))]
    if wanted:
        notebooks[:] = [str(folder / name) for name in wanted]


class SubmissionExporter(NotebookExporter):
    """Reads a submitted notebook whatever state it is in; reads any other as nbconvert does."""

    def __init__(self, **kw: Any) -> None:
        super().__init__(**kw)
        self._add_folders_without_notebook()
        batch.take_over(self.parent)

    def _add_folders_without_notebook(self) -> None:
        """Have nbgrader grade the answers of a submission that holds no notebook at all.

        nbgrader makes its exporter after it has listed the submissions and before it goes through
        them; it lists only folders with a notebook in them.
        """
        coursedir = getattr(self.parent, "coursedir", None)
        if coursedir is None or coursedir.notebook_id != "*":
            return
        ids = coursedir.student_id, coursedir.assignment_id
        release = Path(coursedir.format_path(coursedir.release_directory, ".", ids[1]))
        names = [path.name for path in sorted(release.glob("*.ipynb"))]
        for folder in sorted(glob(coursedir.format_path(coursedir.submitted_directory, *ids))):
            if names and Path(folder).is_dir() and folder not in self.parent.assignments:
                found = [str(Path(folder) / name) for name in names]
                self.parent.assignments = {**self.parent.assignments, folder: found}

    def from_filename(
        self, filename: str, resources: Any = None, **kw: Any
    ) -> tuple[NotebookNode, Any]:
        """Return the notebook at ``filename`` after nbgrader's preprocessors; see the base."""
        about = (resources or {}).get("nbgrader")
        coursedir = getattr(self.parent, "coursedir", None)
        if not about or coursedir is None:
            return super().from_filename(filename, resources=resources, **kw)
        ids = about["student"], about["assignment"]
        path = Path(filename).absolute()
        submitted = Path(coursedir.format_path(coursedir.submitted_directory, *ids)).absolute()
        release = Path(coursedir.format_path(coursedir.release_directory, ".", ids[1]))
        if path.parent != submitted or not (release / path.name).exists():
            return super().from_filename(filename, resources=resources, **kw)
        released = nbformat.read(release / path.name, as_version=4)
        names = {found.name for found in release.glob("*.ipynb")}
        graded = Path(coursedir.format_path(coursedir.autograded_directory, *ids))
        notebook, notes = rescue(path, released, names, asks(release), graded)
        for note in notes:
            self.log.warning("%s, %s: %s", *ids, note)
        resources["metadata"] = {"name": path.stem, "path": str(path.parent)}
        return self.from_notebook_node(notebook, resources=resources, **kw)
