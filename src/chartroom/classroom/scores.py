"""The scores of a class, read from the gradebook once for all that is made from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry

from chartroom.classroom import loop
from chartroom.classroom.loop import Score


@dataclass(frozen=True)
class Student:
    """Who a student is, as far as the gradebook knows."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    login: str = ""

    @property
    def name(self) -> str:
        """Last name, first name; the id where there is none."""
        parts = [part for part in (self.last_name, self.first_name) if part]
        return ", ".join(parts) or self.id


@dataclass(frozen=True)
class Submission:
    """One student's scores, by the name of the graded cell, and points taken off for lateness."""

    student: Student
    scores: Mapping[str, Score]
    penalty: float = 0.0

    @property
    def points(self) -> float:
        """Points so far, without those that wait for a person."""
        found = sum(one.points or 0.0 for one in self.scores.values())
        return max(0.0, found - self.penalty)

    @property
    def waiting(self) -> float:
        """Points that a person has yet to give."""
        return sum(one.maximum for one in self.scores.values() if one.points is None)


@dataclass(frozen=True)
class ClassScores:
    """An assignment's submissions in the order of the students' ids, and its points."""

    assignment: str
    maximum: float
    submissions: tuple[Submission, ...]


class NoScores(LookupError):
    """The gradebook has nothing to show; the text says what to do."""


def read(root: Path, assignment: str) -> ClassScores:
    """Read an assignment's scores from the gradebook of the course at ``root``.

    Raises:
        NoScores: there is no gradebook, no such assignment, or nothing was graded.
    """
    url = loop.db_url(root)
    path = Path(url.removeprefix("sqlite:///"))
    if url.startswith("sqlite:///") and not path.exists():
        raise NoScores(f"There is no gradebook at {path}: grade an assignment first.")
    with Gradebook(url, "chartroom") as book:
        try:
            found = book.find_assignment(assignment)
        except MissingEntry:
            there = ", ".join(sorted(one.name for one in book.assignments)) or "none"
            raise NoScores(
                f"The gradebook has no assignment {assignment}; it has {there}."
            ) from None
        submissions = [_submission(one) for one in found.submissions]
        maximum = float(found.max_score)
    if not submissions:
        raise NoScores(f"Nothing of {assignment} was graded yet: chartroom grade {assignment}")
    return ClassScores(
        assignment, maximum, tuple(sorted(submissions, key=lambda one: one.student.id))
    )


def _submission(found) -> Submission:  # type: ignore[no-untyped-def]
    who = found.student
    scores = {}
    for notebook in found.notebooks:
        for grade in notebook.grades:
            waits = grade.needs_manual_grade and grade.auto_score is None
            points = None if waits and grade.manual_score is None else float(grade.score)
            scores[grade.name] = Score(points, float(grade.max_score))
    return Submission(
        Student(
            who.id,
            who.first_name or "",
            who.last_name or "",
            who.email or "",
            getattr(who, "lms_user_id", "") or "",
        ),
        scores,
        float(found.late_submission_penalty or 0.0),
    )
