"""The small course, built and graded once for the tests here."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from smallcourse import NAME, QUESTIONS, REAL, TEXT, Graded, klass, nbgrader, sample

from chartroom.classroom import submissions


@pytest.fixture(scope="session")
def small_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a built course with the one assignment ``small``."""
    from chartroom.build.command import build

    root = tmp_path_factory.mktemp("small-course")
    folder = root / "manuscript" / "source" / NAME
    folder.mkdir(parents=True)
    (root / "datasets" / "cases").mkdir(parents=True)
    (folder / f"{NAME}.md").write_text(TEXT, "utf-8")
    (folder / "questions.yaml").write_text(QUESTIONS, "utf-8")
    shutil.copy(REAL / "nbgrader_config.py", root)
    assert build(root, say=lambda line: None) == []
    return root


@pytest.fixture(scope="session")
def graded(small_course: Path, tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """Return the small course's class, graded in one batch."""
    root = tmp_path_factory.mktemp("graded")
    shutil.copy(small_course / "nbgrader_config.py", root)
    shutil.copytree(small_course / "source", root / "source")
    shutil.copytree(small_course / "release", root / "release")
    made = nbgrader(root, "generate_assignment", NAME)
    assert made.returncode == 0, made.stderr
    for one in klass():
        submissions.hand_in(one, root / "release" / NAME, root / "submitted" / one.name / NAME)
    lost = root / "submitted" / "no-notebook" / NAME
    submissions.hand_in(sample("no-notebook"), root / "release" / NAME, lost)
    (lost / f"{NAME}.ipynb").unlink()
    text = root / "submitted" / "saved-as-text" / NAME
    submissions.hand_in(sample("saved-as-text"), root / "release" / NAME, text)
    (text / f"{NAME}.ipynb").rename(text / f"{NAME}.ipynb.txt")
    done = nbgrader(root, "autograde", NAME)
    for args in (["generate_feedback", NAME], ["export"]):
        after = nbgrader(root, *args)
        assert after.returncode == 0, after.stderr
    return Graded(root, done.stdout + done.stderr, done.returncode)


@pytest.fixture(scope="session")
def points(graded: Graded) -> Callable[[str], dict[str, float | None]]:
    """Return a function that gives the scores of one student of the small course."""
    from chartroom.classroom.loop import Classroom

    room = Classroom(graded.root)
    return lambda student: {
        name: score.points for name, score in room.scores(NAME, student).items()
    }
