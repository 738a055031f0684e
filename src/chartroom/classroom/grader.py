"""Grade one submission, from what was handed in to a graded notebook and its scores.

Safe to call from several threads. The gradebook is not touched here: ``saving`` does that.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import nbjson
from nbgrader import utils
from nbgrader.preprocessors import AssignLatePenalties, Execute, SaveAutoGrades
from traitlets.utils.importstring import import_item

from chartroom.classroom import runner, sourcecells, variants
from chartroom.classroom.reading import asks, rescue
from chartroom.classroom.runner import Done, Job
from chartroom.classroom.scoring import RestoreTests
from chartroom.classroom.settings import IsolatedGrading
from chartroom.isolation import folders
from chartroom.isolation.session import Cell

Run = Callable[[Job], Done]
NOT_HERE = (Execute, SaveAutoGrades, AssignLatePenalties)  # steps that run elsewhere


@dataclass(frozen=True)
class CellScore:
    """What a graded cell got; None while it waits for a person."""

    name: str
    points: float | None


@dataclass(frozen=True)
class Graded:
    """A submission after grading.

    Attributes:
        student: who handed it in.
        files: what goes to the folder ``autograded``, by name.
        scores: of each notebook, by its name.
        comments: of each notebook, what nbgrader notes beside a written answer.
        late: text of the file that says when it was handed in.
        notes: sentences for the instructor's log.
        seconds: how long its cells took.
    """

    student: str
    files: Mapping[str, bytes]
    scores: Mapping[str, tuple[CellScore, ...]]
    comments: Mapping[str, Mapping[str, str | None]]
    late: str
    notes: tuple[str, ...]
    seconds: float


@dataclass(frozen=True)
class Rehearsal:
    """An assignment as it was handed out: files, and the code of its cells."""

    files: Mapping[str, bytes]
    cells: tuple[str, ...]


@dataclass
class _Steps:
    sanitize: list[Any] = field(default_factory=list)
    after: list[Any] = field(default_factory=list)


class Grader:
    """Grades submissions of one assignment.

    Args:
        converter: nbgrader's ``Autograde``, for its configuration.
        assignment: name of the assignment.
        snapshot: the assignment as the gradebook knows it.
        settings: how submissions are run.
        run: runs a job, here or elsewhere.
    """

    def __init__(
        self,
        converter: Any,
        assignment: str,
        snapshot: sourcecells.Snapshot,
        settings: IsolatedGrading,
        run: Run,
    ) -> None:
        self._converter, self._assignment, self._snapshot = converter, assignment, snapshot
        self._settings, self._run = settings, run
        course = converter.coursedir
        self._source = Path(course.format_path(course.source_directory, ".", assignment))
        self._release = Path(course.format_path(course.release_directory, ".", assignment))
        self.notebooks = {
            name: sourcecells.read(self._source / f"{name}.ipynb", self._release / f"{name}.ipynb")
            for name in snapshot.notebooks
            if course.notebook_id in ("*", name)
        }
        keep = set(converter.exclude_overwriting.get(assignment, ()))
        self._fixed = {
            name: data
            for name, data in runner.trusted_files(self._source, (".ipynb",)).items()
            if name not in keep
        }
        self._asks = asks(self._release)
        self._variants = variants.Grading(Path(course.root), assignment)
        self._local = threading.local()

    def grade(self, student: str, submitted: Path) -> Graded:
        """Grade what ``student`` handed in at ``submitted``.

        Raises:
            chartroom.isolation.session.Disturbed: its processes were ended from outside.
        """
        notes: list[str] = []
        scores: dict[str, tuple[CellScore, ...]] = {}
        comments: dict[str, dict[str, str | None]] = {}
        seconds = 0.0
        with tempfile.TemporaryDirectory(prefix="chartroom-grading-") as scratch:
            handed, moved = Path(scratch) / "handed", Path(scratch) / "moved"
            left = folders.copy(submitted, handed)
            moved.mkdir()
            late = _text(handed / "timestamp.txt")
            ready = {
                name: self._ready(name, student, handed, moved, left.sentences, notes)
                for name in self.notebooks
            }
            beside = runner.trusted_files(handed, (".ipynb",)) | runner.trusted_files(moved)
        fixed = self._fixed | self._variants.files(student)
        files = folders.apart(beside, fixed)
        for name, notebook in ready.items():
            done = self._run(self._job(name, notebook, files, fixed))
            notes += done.report.notes
            seconds += done.report.seconds
            _put(notebook, done)
            self._finish(name, student, notebook)
            scores[name] = tuple(_scores(notebook))
            comments[name] = dict(_comments(notebook))
            files = folders.apart(done.files, fixed)
            files[f"{name}.ipynb"] = nbjson.writes(notebook).encode("utf-8")
        return Graded(student, files | fixed, scores, comments, late, tuple(notes), seconds)

    def released(self) -> Rehearsal:
        """Return what was handed out, which every student has anyway."""
        cells = [
            cell.source
            for notebook in self.notebooks.values()
            for cell in notebook.released.cells
            if cell.cell_type == "code"
        ]
        return Rehearsal(runner.trusted_files(self._release, (".ipynb",)), tuple(cells))

    def blank(self, name: str) -> Job:
        """Return the job of somebody who handed in a notebook as it was handed out."""
        with tempfile.TemporaryDirectory(prefix="chartroom-grading-") as scratch:
            handed = Path(scratch) / "handed"
            handed.mkdir()
            nbformat.write(self.notebooks[name].released, handed / f"{name}.ipynb")
            notebook = self._ready(name, "blank", handed, handed, [], [])
        return self._job(name, notebook, {}, self._fixed)

    def _ready(
        self,
        name: str,
        student: str,
        handed: Path,
        moved: Path,
        left: list[str],
        notes: list[str],
    ) -> NotebookNode:
        """Return one notebook of a submission, in a state in which it can be run."""
        notebook, said = rescue(
            handed / f"{name}.ipynb",
            self.notebooks[name].released,
            {f"{one}.ipynb" for one in self._snapshot.notebooks},
            self._asks,
            moved,
            left,
        )
        notes += [one for one in said if one not in notes]
        resources = self._resources(name, student)
        for step in self._steps().sanitize:
            notebook, resources = step.preprocess(notebook, resources)
        self._variants.put_keys(student, notebook)
        return notebook

    def _job(
        self,
        name: str,
        notebook: NotebookNode,
        files: Mapping[str, bytes],
        fixed: Mapping[str, bytes],
    ) -> Job:
        ours = self.notebooks[name]
        cells = []
        for cell in notebook.cells:
            if cell.cell_type == "code":
                marks = cell.metadata.get("nbgrader", {})
                test = sourcecells.kind(cell) == "test"
                grading_name = str(marks.get("grade_id", ""))
                cells.append(
                    Cell(
                        "test" if test else "student",
                        cell.source,
                        grading_name,
                        cell.source in ours.setup,
                        ours.visible.get(grading_name, "") if test else "",
                    )
                )
        return Job(
            tuple(cells),
            ours.needs,
            {key: data for key, data in files.items() if not key.endswith(".ipynb")},
            fixed,
            self._settings.times,
            self._settings.limits,
            self._settings.unsafe,
        )

    def _finish(self, name: str, student: str, notebook: NotebookNode) -> None:
        resources = self._resources(name, student)
        for step in self._steps().after:
            step.preprocess(notebook, resources)

    def _steps(self) -> _Steps:
        """Return the steps of nbgrader's configuration; each thread has its own."""
        if not hasattr(self._local, "steps"):
            made = _Steps()
            for kept, wanted in (
                (made.sanitize, self._converter.sanitize_preprocessors),
                (made.after, self._converter.autograde_preprocessors),
            ):
                for step in steps(self._converter, wanted):
                    if isinstance(step, RestoreTests):
                        step.snapshot = self._snapshot
                    if not isinstance(step, NOT_HERE):
                        kept.append(step)
            self._local.steps = made
        return self._local.steps

    def _resources(self, notebook: str, student: str) -> dict[str, Any]:
        about = {
            "student": student,
            "assignment": self._assignment,
            "notebook": notebook,
            "db_url": self._converter.coursedir.db_url,
        }
        return {"nbgrader": about, "metadata": {"name": notebook}, "unique_key": notebook}


def steps(converter: Any, wanted: Sequence[Any]) -> list[Any]:
    """Return new steps of nbgrader's configuration: classes, or their names."""
    made = []
    for one in wanted:
        kind = import_item(one) if isinstance(one, str) else one
        step = kind(config=converter.config)
        step.log = converter.log
        made.append(step)
    return made


def _put(notebook: NotebookNode, done: Done) -> None:
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    number = 0  # the two processes count for themselves
    for cell, ran in zip(cells, done.report.ran, strict=True):
        cell.outputs = [nbformat.from_dict(output) for output in ran.outputs]
        number += ran.count is not None
        cell.execution_count = None if ran.count is None else number
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = number


def _scores(notebook: NotebookNode) -> list[CellScore]:
    return [
        CellScore(cell.metadata.nbgrader.grade_id, utils.determine_grade(cell)[0])
        for cell in notebook.cells
        if utils.is_grade(cell)
    ]


def _comments(notebook: NotebookNode) -> list[tuple[str, str | None]]:
    found = []
    for cell in notebook.cells:
        if utils.is_solution(cell) or utils.is_task(cell):
            marks = cell.metadata.nbgrader
            same = marks.get("checksum") == utils.compute_checksum(cell)
            blank = same and not utils.is_task(cell)
            found.append((marks.grade_id, "No response." if blank else None))
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")[:100].strip()
    except (OSError, UnicodeDecodeError):
        return ""
