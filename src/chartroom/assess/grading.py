"""What the test cells of an assignment call.

    grading.check("a04-single-diagnosis", "q1")
    grading.score("a04-single-diagnosis", "q1", points=4, key={…})

Both read the saved answer from ``answers/<assignment>.json`` beside the notebook, never the
notebook's variables, and change no file. What they have to say goes to the normal output, nothing
to the error output (nbgrader gives no points where there is any). An error shows its message alone.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from chartroom.assess import answerfile, dispatch, questions
from chartroom.assess.answerfile import Answers, AnswersAmbiguous, AnswersUnusable
from chartroom.assess.entry import written
from chartroom.assess.records import Question, QuestionError


class GradingProblem(Exception):
    """A test cell cannot do its work. Shown as one sentence, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class NotAnswered(GradingProblem):
    """The question has no answer yet."""


class NoSuchQuestion(GradingProblem):
    """The assignment has no question of that name."""


def require(condition: object, message: str) -> None:
    """Go on only if ``condition`` holds; else show the student ``message``, without a traceback.

    Raises:
        GradingProblem: with ``message``.
    """
    if not condition:
        raise GradingProblem(message)


def check(assignment: str, question: str, folder: str | os.PathLike[str] | None = None) -> None:
    """Say whether a question is answered and well formed; nothing about right or wrong.

    While a student works in a notebook, a question without an answer is only pointed out, so that
    "Run All Cells" goes on to the exercises below it.

    Raises:
        NotAnswered: there is no answer, and nbgrader validates or grades the notebook.
        GradingProblem: the answers or the questions cannot be read; says what to do.
    """
    with _quiet():
        place = _folder(folder)
        asked = _question(place, question)
        answer = _answer(place, assignment, question)
        if dispatch.is_blank(asked, answer):
            if _is_graded():
                raise NotAnswered(f"'{question}' was not answered.")
            missing = (
                f"'{question}' is not answered yet. Answer it in the exercise above, then run this "
                "cell again."
            )
            if _at_work():
                print(missing)
                return
            raise NotAnswered(missing)
        said = dispatch.form(asked, answer)
    if said.complete:
        print(f"'{question}' is answered, and the answer is saved.")
    else:
        print(f"'{question}' is answered and saved. Look at this again:")
        print("\n".join(item.text() for item in said.items))


def score(
    assignment: str,
    question: str,
    points: float,
    key: Mapping[str, Any],
    folder: str | os.PathLike[str] | None = None,
) -> float:
    """Grade a question: print the feedback for the student and return the points earned.

    Args:
        assignment: name of the assignment; the answers are in ``answers/<assignment>.json``.
        question: id of the question.
        points: what a perfect answer earns.
        key: what ``questions.key_data`` returned for the question.
        folder: the notebook's folder; the current one if None.

    Returns:
        Points from 0 to ``points``, rounded to two decimals; 0 for a question without an answer.

    Raises:
        GradingProblem: the answers cannot be read, or the key is damaged.
    """
    with _quiet():
        place = _folder(folder)
        try:
            asked = questions.with_key(_for_grading(place, question, key), key)
        except QuestionError as trouble:
            raise GradingProblem(str(trouble)) from None
        answer = _answer(place, assignment, question)
        said = dispatch.assess(asked, answer, mode="graded")
    earned = min(float(points), max(0.0, round(float(points) * said.score, 2)))
    print(f"{question}: {earned:g} of {points:g} points.")
    print(f"Your answer: {written(answer)}")
    print(said.text())
    return earned


def _question(place: Path, question: str) -> Question:
    try:
        known = questions.load_public(place)
    except ValueError as trouble:  # QuestionError, CaseError
        raise GradingProblem(str(trouble)) from None
    if question not in known:
        raise NoSuchQuestion(
            f"This assignment has no question '{question}'; it has {', '.join(known)}."
        )
    return known[question]


def _for_grading(place: Path, question: str, key: Mapping[str, Any]) -> Question:
    """The question with its texts; without them if they cannot be read: the key is enough."""
    kind = str(key.get("kind", "")) if isinstance(key, Mapping) else ""
    try:
        found = _question(place, question)
        if found.kind == kind:
            return found
    except GradingProblem:
        pass
    return Question(question, kind, "")


def _answer(place: Path, assignment: str, question: str) -> Any:
    found = _answers(place / "answers", assignment)
    entry = found.entries.get(question) if found else None
    return entry.answer if entry else None


def _answers(folder: Path, assignment: str) -> Answers | None:
    try:
        found = answerfile.find(folder, assignment)
    except AnswersAmbiguous as trouble:
        raise GradingProblem(str(trouble)) from None
    except AnswersUnusable as trouble:
        raise GradingProblem(
            f"The answers in answers/{assignment}.json cannot be used: {trouble}. Open the "
            "assignment again, answer once more, and hand in the whole folder."
        ) from None
    return found.answers if found else None


def _at_work() -> bool:
    """True in a notebook that a person has open, where nbgrader is not running the cells."""
    ipython = sys.modules.get("IPython")
    return ipython is not None and ipython.get_ipython() is not None and not _nbgrader_runs()


def _nbgrader_runs() -> bool:
    """True while nbgrader validates or grades (it says so in the environment)."""
    return bool(os.environ.get("NBGRADER_EXECUTION"))


def _is_graded() -> bool:
    """True while nbgrader grades: whoever reads that can no longer answer."""
    return os.environ.get("NBGRADER_EXECUTION") == "autograde"


def _folder(folder: str | os.PathLike[str] | None) -> Path:
    return Path.cwd() if folder is None else Path(folder)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Let nothing reach the error output: progress, warnings, log lines."""
    with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        try:
            yield
        except (OSError, RuntimeError) as trouble:  # the code set cannot be made or opened
            raise GradingProblem(f"The code set is not ready on this computer: {trouble}") from None
