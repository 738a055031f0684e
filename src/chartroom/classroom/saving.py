"""Enter a graded submission in the gradebook, and put its files where nbgrader looks for them.

First the gradebook, in one transaction, then the folder, by one renaming. A grader that is killed
in between leaves a submission without its folder, which is graded again to the same scores; there
is never a folder without its scores.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateutil.parser import ParserError
from nbgrader import utils
from nbgrader.api import Gradebook, SubmittedAssignment
from nbgrader.preprocessors import AssignLatePenalties

from chartroom.classroom.grader import Graded
from chartroom.isolation import folders

PART = ".part-"  # folders of submissions that are being written


class Book:
    """The gradebook, open for a whole class.

    Args:
        converter: nbgrader's ``Autograde``.
        assignment: name of the assignment.
        late: nbgrader's step for late submissions, if the configuration has it.
    """

    def __init__(self, converter: Any, assignment: str, late: AssignLatePenalties | None) -> None:
        course = converter.coursedir
        self.gradebook = Gradebook(course.db_url, course.course_id)
        self._assignment, self._late, self._log = assignment, late, converter.log

    def save(self, graded: Graded) -> None:
        """Enter the scores of one submission, all or none."""
        book = self.gradebook
        with _one_transaction(book):
            book.update_or_create_student(graded.student)
            handed_in = self._handed_in(graded)
            submission = book.update_or_create_submission(
                self._assignment, graded.student, **handed_in
            )
            for notebook in submission.notebooks:
                if notebook.name not in graded.scores:
                    continue
                points = {score.name: score.points for score in graded.scores[notebook.name]}
                for grade in notebook.grades:
                    if grade.name in points:
                        grade.auto_score = points[grade.name]
                        by_hand = grade.manual_score is not None or grade.auto_score is None
                        grade.needs_manual_grade = by_hand
                said = graded.comments[notebook.name]
                for comment in notebook.comments:
                    if comment.name in said:
                        comment.auto_comment = said[comment.name]
            if self._late is not None:
                book.db.flush()
                self._penalize(graded.student, submission)

    def close(self) -> None:
        """Close the gradebook."""
        self.gradebook.close()

    def _handed_in(self, graded: Graded) -> dict[str, Any]:
        if not graded.late:
            return {}
        try:
            utils.parse_utc(graded.late)
        except (ParserError, ValueError, OverflowError, TypeError):
            self._log.warning(
                "%s, %s: timestamp.txt says no time (%r); the submission counts as in time.",
                graded.student,
                self._assignment,
                graded.late,
            )
            return {}
        return {"timestamp": graded.late}

    def _penalize(self, student: str, submission: SubmittedAssignment) -> None:
        """Take off what the configuration says for a late submission, as nbgrader's step does."""
        step: Any = self._late
        seconds = submission.total_seconds_late
        if seconds > 0:
            step.init_plugin()
            self._log.warning("%s is %s seconds late", submission, seconds)
        for notebook in submission.notebooks:
            notebook.late_submission_penalty = None
            if seconds > 0:
                penalty = step.plugin_inst.late_submission_penalty(student, notebook.score, seconds)
                if penalty is not None:
                    penalty = step._check_late_penalty(notebook, penalty)
                notebook.late_submission_penalty = penalty


@contextlib.contextmanager
def _one_transaction(book: Gradebook) -> Iterator[None]:
    """Have what the gradebook commits in pieces committed at once, at the end."""
    commit = book.db.commit
    book.db.commit = book.db.flush
    try:
        yield
        commit()
    except BaseException:
        book.db.rollback()
        raise
    finally:
        book.db.commit = commit


def write(graded: Graded, folder: Path, whole: bool, permissions: int) -> Path:
    """Write the files of a graded submission beside ``folder``; ``put`` brings them there.

    Args:
        graded: the submission.
        folder: where it belongs, in ``autograded``.
        whole: the folder is made new; else only these files of it.
        permissions: of each file.

    Returns:
        The folder that was written.
    """
    part = folder.with_name(f"{PART}{os.getpid()}-{folder.name}")
    shutil.rmtree(part, ignore_errors=True)
    if not whole and folder.exists():
        shutil.copytree(folder, part)
    for name, data in graded.files.items():
        folders.write(part / name, data)
        (part / name).chmod(permissions)
    return part


def put(part: Path, folder: Path) -> None:
    """Bring a written submission to its place."""
    if folder.exists():
        shutil.rmtree(folder)
    os.replace(part, folder)


def clean_up(autograded: Path) -> None:
    """Remove what graders have left behind that are no longer there."""
    for part in autograded.glob(f"*/{PART}*"):
        number = part.name.removeprefix(PART).split("-")[0]
        if not number.isdigit() or not _is_alive(int(number)):
            shutil.rmtree(part, ignore_errors=True)


def _is_alive(pid: int) -> bool:
    if pid == os.getpid():
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
