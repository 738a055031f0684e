"""The graded questions of an assignment: what students get, and what only test cells hold."""

from __future__ import annotations

import pprint
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chartroom import cases
from chartroom.assess import questions
from chartroom.assess.records import Question, QuestionError
from chartroom.build.errors import BuildError

FORMAT = 1


@dataclass(frozen=True)
class Bank:
    """The questions and charts in one folder of manuscript/source."""

    folder: Path
    root: Path
    questions: Mapping[str, Question]

    @classmethod
    def load(cls, folder: Path, root: Path) -> Bank:
        """Read ``questions.yaml`` in ``folder``; an assignment without one has no questions.

        Raises:
            BuildError: the file or a case that it names has a mistake.
        """
        path = folder / "questions.yaml"
        if not path.exists():
            return cls(folder, root, {})
        try:
            return cls(folder, root, dict(questions.load(path)))
        except (QuestionError, cases.CaseError) as error:
            file = Path(error.file)
            name = file.relative_to(root).as_posix() if file.is_relative_to(root) else str(file)
            raise BuildError(error.message, name, error.line) from None

    def graded(self) -> set[str]:
        """Return the names of the questions."""
        return set(self.questions)

    def points(self, name: str) -> float | None:
        """Return what the question is worth, or None if the file does not say."""
        points = self.questions[name].points
        return int(points) if points is not None and points == int(points) else points

    def key_literal(self, name: str) -> str:
        """Return the key of a question as Python text that evaluates to plain data.

        Raises:
            ValueError: the key ends the hidden region that it has to stay in.
        """
        text = pprint.pformat(
            questions.key_data(self.questions[name]), indent=1, width=100, sort_dicts=False
        )
        for mark in ("HIDDEN TESTS", "BEGIN SOLUTION", "END SOLUTION", "MARK SCHEME"):
            if mark in text:
                raise ValueError(f"the key of {name} must not contain the words {mark}.")
        return text

    def public_questions(self) -> dict[str, Any]:
        """Return what goes into questions.json: every question, no key."""
        return {
            "format": FORMAT,
            "questions": [questions.public(question) for question in self.questions.values()],
        }

    def public_charts(self, shown: Iterable[str]) -> dict[str, Any]:
        """Return what goes into charts.json: the charts of the questions and those in ``shown``."""
        found = {q.case: q.chart for q in self.questions.values() if q.chart is not None}
        for slug in shown:
            if slug not in found:
                found[slug] = self._case(slug)
        return {
            "format": FORMAT,
            "charts": {slug: cases.public(case) for slug, case in found.items()},
        }

    def _case(self, slug: str) -> cases.Case:
        own = self.folder / "cases" / f"{slug}.md"
        path = own if own.exists() else self.root / "datasets" / "cases" / f"{slug}.md"
        try:
            return cases.load(path)
        except cases.CaseError as error:
            raise BuildError(error.message, str(error.file), error.line) from None


def code_of_test(assignment: str, name: str, points: float | None, key: str) -> str:
    """Return the code of the test cell of a question.

    Args:
        assignment: name of the assignment.
        name: of the question.
        points: what it is worth.
        key: what ``Bank.key_literal`` returned.
    """
    call = f'"{assignment}", "{name}"'
    return "\n".join(
        [
            "from chartroom.assess import grading",
            "",
            f"grading.check({call})",
            "### BEGIN HIDDEN TESTS",
            f"grading.score({call}, points={points}, key={key})",
            "### END HIDDEN TESTS",
        ]
    )
