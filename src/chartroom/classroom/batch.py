"""Grade a class: what ``nbgrader autograde``, Formgrader and ``chartroom grade`` all come to.

``take_over`` puts this in place of nbgrader's own loop, which runs one submission after another,
in one kernel with its tests, among all of the instructor's files.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import AssignLatePenalties

from chartroom import paths
from chartroom.classroom import runner, saving, settings
from chartroom.classroom.grader import Graded, Grader, Rehearsal, steps
from chartroom.classroom.progress import Progress
from chartroom.classroom.runner import Done, Ground, Job
from chartroom.classroom.sourcecells import Snapshot
from chartroom.isolation import folders
from chartroom.isolation.forge import Forge, ForgeError
from chartroom.isolation.session import Disturbed
from chartroom.sandbox.confine import NotProtected, require

WORTH_A_TRIAL = 4  # submissions from which on a trial run saves more than it costs
WARM = ("IPython.core.interactiveshell", "chartroom.assess.grading", "chartroom.exercises")


@dataclass(frozen=True)
class Submission:
    """A folder that was handed in, and where it goes when it is graded."""

    student: str
    submitted: Path
    graded: Path


def take_over(converter: Any) -> None:
    """Have an ``Autograde`` grade in isolation; other converters are left as they are."""
    if isinstance(converter, Autograde):
        if sys.platform == "win32" and settings.of(converter).unsafe:
            return  # no fork there: nbgrader's own loop, with RunSubmission
        converter.convert_notebooks = lambda: grade_all(converter)


def grade_all(converter: Any) -> None:
    """Grade the submissions that nbgrader has listed. It has gone to the course's folder before.

    Raises:
        NbGraderException: some could not be graded; the log says which and why.
    """
    set_to = settings.of(converter)
    assignment = converter.coursedir.assignment_id
    ground = _ground(converter, set_to)
    todo = list(_todo(converter))
    if not todo:
        return
    late = _late_step(converter)
    book = saving.Book(converter, assignment, late)
    try:
        snapshot = _snapshot(converter, book.gradebook, assignment)
        with _Hall(converter, ground, set_to) as hall:
            grader = Grader(converter, assignment, snapshot, set_to, hall.run)
            hall.warm_up(grader, len(todo))
            failed = _grade(converter, grader, book, todo, hall)
    finally:
        book.close()
    if failed:
        for student in failed:
            converter.log.error(
                "There was an error processing assignment '%s' for student '%s'",
                assignment,
                student,
            )
        raise NbGraderException(
            f"{len(failed)} of {len(todo)} submissions of {assignment} could not be graded: "
            f"{', '.join(failed)}. The others were; run the command again for these."
        )


def _ground(converter: Any, set_to: settings.IsolatedGrading) -> Ground:
    """Return what submissions may read; refuse to go on where nothing keeps them apart.

    Raises:
        NbGraderException: this computer cannot confine them.
    """
    home = paths.root()
    try:
        means = settings.in_force(home)
        if not set_to.unsafe:
            require(means)
        read = settings.readable(home)
    except (NotProtected, ValueError) as trouble:
        converter.log.error(str(trouble))
        raise NbGraderException(str(trouble)) from None
    if set_to.unsafe:
        converter.log.warning(
            "The code of submissions runs UNPROTECTED: it can read and change whatever you can."
        )
    else:
        converter.log.info("Submissions are kept apart by: %s", means)
    return Ground(home, read, None if set_to.unsafe else means.other_user, paths.cache().resolve())


def _todo(converter: Any) -> Iterator[Submission]:
    """Yield the submissions that nbgrader would grade; remove the grading that is to be renewed."""
    course = converter.coursedir
    assignment = course.assignment_id
    autograded = Path(course.format_path(course.autograded_directory, "*", assignment))
    saving.clean_up(autograded.parent.parent)
    excluded = set(filter(None, course.student_id_exclude.split(",")))
    pattern = re.compile(converter._format_source(assignment, "(?P<student>.*)", escape=True))
    chosen = []
    for folder in sorted(converter.assignments):
        found = pattern.match(folder)
        if found is None or found["student"] in excluded:
            continue
        one = Submission(
            found["student"],
            Path(folder),
            Path(course.format_path(course.autograded_directory, found["student"], assignment)),
        )
        if _is_due(converter, one):
            chosen.append(one)
    if course.notebook_id == "*":
        # All at once, so that a grader that is killed leaves none that looks as if it were new.
        for one in chosen:
            if one.graded.exists():
                shutil.rmtree(one.graded)
    yield from chosen


def _is_due(converter: Any, one: Submission) -> bool:
    """Whether a submission is not graded yet, was handed in again, or is asked for anyway."""
    only = converter.coursedir.notebook_id
    there = one.graded.exists() if only == "*" else (one.graded / f"{only}.ipynb").exists()
    if not there or converter.force:
        return True
    old, new = (_time(folder) for folder in (one.graded, one.submitted))
    if new and old != new:
        converter.log.warning("Updating existing assignment: %s", one.graded)
        return True
    converter.log.info("Skipping existing assignment: %s", one.graded)
    return False


def _time(folder: Path) -> str:
    path = folder / "timestamp.txt"
    try:
        return "" if path.is_symlink() else path.read_text("utf-8")[:100].strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _late_step(converter: Any) -> AssignLatePenalties | None:
    for step in steps(converter, converter.autograde_preprocessors):
        if isinstance(step, AssignLatePenalties):
            return step
    return None


def _snapshot(converter: Any, book: Gradebook, assignment: str) -> Snapshot:
    try:
        found = Snapshot(book, assignment)
    except MissingEntry:
        said = (
            f"No assignment with ID '{assignment}' exists in the database: run 'nbgrader "
            f"generate_assignment {assignment}' first."
        )
        converter.log.error(said)
        raise NbGraderException(said) from None
    return found


class _Hall:
    """Where jobs run on this computer: a warm process, begun anew should it end."""

    def __init__(self, converter: Any, ground: Ground, set_to: settings.IsolatedGrading) -> None:
        self._log, self._ground, self._set_to = converter.log, ground, set_to
        self._modules: list[str] = list(WARM)
        self._released: Rehearsal | None = None
        self._forge: Forge | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> _Hall:
        return self

    def __exit__(self, *about: object) -> None:
        if self._forge is not None:
            self._forge.close()

    @property
    def executor(self) -> Executor:
        return ThreadPoolExecutor(self._set_to.at_once, thread_name_prefix="grading")

    @property
    def at_once(self) -> int:
        return self._set_to.at_once

    def warm_up(self, grader: Grader, count: int) -> None:
        """Load what the assignment's notebooks load, before anything is forked."""
        found = {name for notebook in grader.notebooks.values() for name in notebook.modules}
        self._modules += sorted(found)
        if count < WORTH_A_TRIAL:
            return
        self._released = grader.released()
        for name in grader.notebooks:  # what only the tests load is seen by running them once
            with contextlib.suppress(Disturbed, ForgeError):
                forge = self._warm()
                done = runner.run(grader.blank(name), forge, self._ground, modules=True)
                self._modules += sorted(done.report.modules - set(self._modules))
                forge.load(self._modules)

    def run(self, job: Job) -> Done:
        """Run a job; begin with a new warm process if the one that was there is gone."""
        for _ in range(runner.TRIES):
            forge = self._warm()
            try:
                return runner.run(job, forge, self._ground)
            except Disturbed:
                if forge.alive:
                    raise
        raise Disturbed("the process that starts others was ended again and again")

    def _warm(self) -> Forge:
        with self._lock:
            if self._forge is None or not self._forge.alive:
                if self._forge is not None:
                    self._log.warning("The warm process was ended from outside; a new one starts.")
                    self._forge.close()
                self._forge = Forge(self._modules, self._ground.home)
                if self._released is not None and not self._rehearsed(self._forge):
                    self._forge.close()
                    self._released = None
                    self._forge = Forge(self._modules, self._ground.home)
            return self._forge

    def _rehearsed(self, forge: Forge) -> bool:
        assert self._released is not None
        with tempfile.TemporaryDirectory(prefix="chartroom-grading-") as scratch:
            for name, data in self._released.files.items():
                folders.write(Path(scratch) / name, data)
            return forge.rehearse(Path(scratch), self._released.cells)


def _grade(
    converter: Any, grader: Grader, book: saving.Book, todo: list[Submission], hall: _Hall
) -> list[str]:
    """Grade all; save each as soon as it is there. Return the students that could not be graded."""
    failed: list[str] = []
    progress = Progress(len(todo), converter.coursedir.assignment_id)
    with hall.executor as pool:
        waiting: dict[Future[Graded], Submission] = {}
        coming = iter(todo)
        try:
            while True:
                for one in coming:
                    waiting[pool.submit(grader.grade, one.student, one.submitted)] = one
                    if len(waiting) >= 2 * hall.at_once:
                        break
                if not waiting:
                    break
                for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                    one = waiting.pop(future)
                    if not _save(converter, book, one, future):
                        failed.append(one.student)
                    progress.step()
        except BaseException:
            for future in waiting:
                future.cancel()
            raise
        finally:
            progress.close()
    return sorted(failed)


def _save(converter: Any, book: saving.Book, one: Submission, future: Future[Graded]) -> bool:
    """Save one submission; whatever is wrong with it stays with it."""
    assignment = converter.coursedir.assignment_id
    try:
        graded = future.result()
        for note in graded.notes:
            converter.log.warning("%s, %s: %s", one.student, assignment, note)
        whole = converter.coursedir.notebook_id == "*"
        part = saving.write(graded, one.graded, whole, int(str(converter.permissions), 8))
        book.save(graded)
        saving.put(part, one.graded)
    except (Disturbed, ForgeError) as trouble:
        converter.log.error("%s, %s: not graded: %s.", one.student, assignment, trouble)
        return False
    except Exception as trouble:
        converter.log.error(
            "%s, %s: not graded: %s: %s",
            one.student,
            assignment,
            type(trouble).__name__,
            trouble,
            exc_info=True,
        )
        return False
    converter.run_post_convert_hook()
    return True
