"""Grade a class: what ``nbgrader autograde``, Formgrader and ``chartroom grade`` all come to.

``take_over`` puts this in place of nbgrader's own loop, which runs one submission after another,
in one kernel with its tests, among all of the instructor's files.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import AssignLatePenalties

from chartroom import paths
from chartroom.classroom import cluster, saving, settings
from chartroom.classroom.grader import Graded, Grader, steps
from chartroom.classroom.hall import Hall, LocalHall, threads
from chartroom.classroom.progress import Progress
from chartroom.classroom.runner import Ground
from chartroom.classroom.sourcecells import Snapshot
from chartroom.isolation.forge import ForgeError
from chartroom.isolation.session import Disturbed
from chartroom.sandbox.confine import NotProtected, require


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
    ground = None if set_to.scheduler else _ground(converter, set_to)
    todo = list(_todo(converter))
    if not todo:
        return
    late = _late_step(converter)
    book = saving.Book(converter, assignment, late)
    try:
        snapshot = _snapshot(converter, book.gradebook, assignment)
        with closing(_hall(converter, ground, set_to)) as hall:
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


def _hall(converter: Any, ground: Ground | None, set_to: settings.IsolatedGrading) -> Hall:
    """Return where submissions are run.

    Raises:
        NbGraderException: the cluster that is asked for is not there.
    """
    if ground is not None:
        return LocalHall(ground, set_to.at_once, converter.log)
    try:
        hall = cluster.Cluster(set_to.scheduler, converter.log)
    except cluster.NoCluster as trouble:
        converter.log.error(str(trouble))
        raise NbGraderException(str(trouble)) from None
    converter.log.info("Submissions are run by %s workers at once.", hall.at_once)
    return hall


def _grade(
    converter: Any, grader: Grader, book: saving.Book, todo: list[Submission], hall: Hall
) -> list[str]:
    """Grade all; save each as soon as it is there. Return the students that could not be graded."""
    failed: list[str] = []
    progress = Progress(len(todo), converter.coursedir.assignment_id)
    with threads(hall) as pool:
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
