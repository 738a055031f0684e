"""nbgrader's commands on a class in which everything that can go wrong went wrong for someone."""

from __future__ import annotations

import csv
import html
import shutil

import nbformat
import pytest
from smallcourse import CELLS, FULL, NAME, klass, nbgrader, sample

from chartroom.classroom import showing, submissions

pytestmark = pytest.mark.classroom

ONLY_ANSWERS = {"side": 2, "sides": 2, "half": 0, "name": 0, "why": 0}
ONLY_CELLS = {**FULL, "side": 0, "sides": 0}
LESS = {
    "blank": dict.fromkeys(FULL, 0),
    "half-right": {"side": 0, "sides": 2, "half": 0, "name": 0, "why": 0},
    "raises": {**FULL, "half": 0},
    "empty-file": ONLY_ANSWERS,
    "no-notebook": ONLY_ANSWERS,
    "no-answers": ONLY_CELLS,
    "damaged-answers": ONLY_CELLS,
    "other-answers": ONLY_CELLS,
    "empty-answers": ONLY_CELLS,
    "deleted-cell-half-code": {**FULL, "half": 0},
    "deleted-cell-why": {**FULL, "why": 0},
}
EVERYBODY = [*(one.name for one in klass()), "no-notebook", "saved-as-text"]


@pytest.mark.parametrize("student", EVERYBODY)
def test_everybody_gets_what_can_be_scored(points, student):
    assert points(student) == LESS.get(student, FULL)


def test_the_batch_goes_on_to_its_end(graded):
    assert graded.code == 0, graded.log[-2000:]
    assert "Traceback" not in graded.log
    with open(graded.root / "grades.csv", newline="", encoding="utf-8") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert set(rows) == set(EVERYBODY)
    assert rows["perfect"]["score"] == "10.0"
    assert rows["perfect"]["max_score"] == "13.0"


@pytest.mark.parametrize(
    ("student", "sentence"),
    [
        ("renamed", "The notebook was named “small (1) final.ipynb”; it was taken as"),
        ("duplicated-cell", "The cell “side” was there 2 times; the first was graded."),
        ("duplicated-cell-why", "2 times; the first that holds an answer was graded."),
        ("deleted-cell-half", "The cell “half” was missing; it was put back"),
        ("blanked-test", "The locked cell “side” had been changed; the original was used."),
        ("unmarked-test", "The grading marks of the cell “side” had been changed"),
        ("more-points", "The grading marks of the cell “side” had been changed"),
        ("wrong-schema", "The grading marks of the cell “side” had been changed"),
        ("old-schema", "The grading marks of the cell “side” had been changed"),
        ("cell-type", "The cell “side” had become markdown; it was changed back."),
        ("no-metadata", "The cells were recognised by their text and place."),
        ("other-kernel", "The notebook was set to run with “ir”; it was run with the course's"),
        ("old-format", "its format is 3, not 4; its cells were read all the same."),
        ("invalid-json", "The notebook file is damaged (not valid JSON). The cells before"),
        ("empty-file", "The notebook “small.ipynb” could not be read"),
        ("no-notebook", "No notebook named “small.ipynb” was handed in"),
        ("saved-as-text", "The notebook was named “small.ipynb.txt”"),
        ("no-answers", "No answers file (answers/small.json) was handed in"),
        ("damaged-answers", "The answers file (answers/small.json) cannot be used: it is damaged"),
        ("empty-answers", "The answers file (answers/small.json) cannot be used: it is damaged"),
        ("other-answers", "(answers/small.json) cannot be used: it belongs to another notebook"),
        ("renamed-answers", "The answers file was named “small (1).json”; it was taken as"),
        ("answers-beside", "The answers file “small.json” lay beside the notebook"),
        ("inner-folder", "The work lay in the folder “small” inside the folder"),
    ],
)
def test_instructor_and_student_are_told_once_in_one_sentence(graded, student, sentence):
    told = [line for line in graded.log.splitlines() if f" {student}, {NAME}: " in line]
    assert len([line for line in told if sentence in line]) == 1, told

    page = html.unescape((graded.root / f"feedback/{student}/{NAME}/{NAME}.html").read_text())
    assert "About this submission" in page
    assert page.count(sentence) == 1


def test_whoever_did_nothing_wrong_is_told_nothing(graded):
    for student in ("perfect", "warnings", "two-notebooks", "raises"):
        page = (graded.root / f"feedback/{student}/{NAME}/{NAME}.html").read_text("utf-8")
        assert "About this submission" not in page, student
        assert f" {student}, {NAME}: " not in graded.log, student


@pytest.mark.parametrize("student", ["damaged-answers", "other-answers"])
def test_answers_that_cannot_be_read_are_explained_in_the_feedback(graded, student):
    page = html.unescape((graded.root / f"feedback/{student}/{NAME}/{NAME}.html").read_text())
    assert "The answers in answers/small.json cannot be used" in page


def test_nothing_that_was_handed_in_is_changed(graded, tmp_path):
    again = tmp_path / NAME
    for one in klass():
        submissions.hand_in(one, graded.root / "release" / NAME, again)
        was = {path.relative_to(again): path.read_bytes() for path in again.rglob("*.*")}
        place = graded.root / "submitted" / one.name / NAME
        assert {p.relative_to(place): p.read_bytes() for p in place.rglob("*.*")} == was
        shutil.rmtree(again)


def test_feedback_holds_no_hidden_test_key_or_scheme(graded):
    source = nbformat.read(graded.root / f"source/{NAME}/{NAME}.ipynb", as_version=4)
    hidden = {
        line for cell in source.cells for line in showing.hidden_lines(cell.source) if len(line) > 9
    }
    assert any("7654321" in line for line in hidden)
    assert any("secret scheme" in line for line in hidden)
    pages = sorted((graded.root / "feedback").rglob("*.html"))
    assert len(pages) == len(EVERYBODY)
    for page in pages:
        text = html.unescape(page.read_text("utf-8"))
        assert not [line for line in hidden if line in text], page
        for mark in ("7654321", "secret scheme", "HIDDEN TESTS", "MARK SCHEME", "key={"):
            assert mark not in text, (page, mark)


def test_feedback_says_what_was_said_about_the_answers(graded):
    page = html.unescape((graded.root / f"feedback/half-right/{NAME}/{NAME}.html").read_text())
    assert "Left is where the heart is." in page
    assert "There is no name yet" in page


def test_the_grader_sees_the_mark_scheme_beside_the_answer(graded):
    path = graded.root / f"autograded/perfect/{NAME}/{NAME}.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    place = next(n for n, cell in enumerate(cells) if cell.source == CELLS["why"])
    assert "secret scheme" in cells[place - 1].source


def test_feedback_is_made_anew_after_grading_by_hand(graded):
    from nbgrader.api import Gradebook

    page = graded.root / f"feedback/perfect/{NAME}/{NAME}.html"
    with Gradebook(f"sqlite:///{graded.root / 'gradebook.db'}", "chartroom") as book:
        comment = book.find_comment("why", NAME, NAME, "perfect")
        comment.manual_comment = "Well said, by hand."
        book.db.commit()
    try:
        done = nbgrader(graded.root, "generate_feedback", NAME, "--student", "perfect")
        assert done.returncode == 0, done.stderr
        assert "Well said, by hand." in page.read_text("utf-8")
    finally:
        with Gradebook(f"sqlite:///{graded.root / 'gradebook.db'}", "chartroom") as book:
            book.find_comment("why", NAME, NAME, "perfect").manual_comment = None
            book.db.commit()


def test_grading_again_gives_the_same_scores(graded, points):
    students = ("perfect", "renamed", "no-notebook")
    before = [points(student) for student in students]
    for student in students:
        done = nbgrader(graded.root, "autograde", NAME, "--student", student, "--force")
        if student != "no-notebook":  # alone, nbgrader finds nothing to grade
            assert done.returncode == 0, done.stderr
    assert [points(student) for student in students] == before


def test_the_released_notebook_is_the_built_one(graded, small_course):
    for path in sorted((small_course / "release" / NAME).iterdir()):
        assert (graded.root / "release" / NAME / path.name).read_bytes() == path.read_bytes()


def test_validate_says_what_is_missing_and_passes_what_is_not(graded, tmp_path):
    submissions.hand_in(sample("x"), graded.root / "release" / NAME, tmp_path / "full")
    submissions.hand_in(sample("y", answers={}), graded.root / "release" / NAME, tmp_path / "empty")

    full = nbgrader(graded.root, "validate", str(tmp_path / "full" / f"{NAME}.ipynb"))
    empty = nbgrader(graded.root, "validate", str(tmp_path / "empty" / f"{NAME}.ipynb"))

    assert "Success! Your notebook passes all the tests." in full.stdout
    assert "'side' is not answered yet." in empty.stdout
    assert "Traceback" not in empty.stdout
