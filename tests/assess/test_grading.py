"""What test cells do: check and score, from the files beside the notebook."""

import json
import subprocess
import sys

import pytest

from chartroom import assess
from chartroom.assess import AnswerBook, grading

NAME = "a04"


@pytest.fixture
def desk(questions, tmp_path):
    """A student's folder with the files of an assignment."""
    assess.write_public(questions.values(), tmp_path)
    return tmp_path


@pytest.fixture
def key(questions):
    return {name: assess.key_data(question) for name, question in questions.items()}


def grade(desk, key, name="pick", points=2):
    return grading.score(NAME, name, points, key[name], desk)


def test_points_and_feedback(desk, key, capfd):
    AnswerBook(NAME, desk).put("several", ["a", "c"])
    assert grade(desk, key, "several", 3) == 2.0
    out, err = capfd.readouterr()
    assert out.startswith("several: 2 of 3 points.\nYour answer: a, c\n")
    assert "One more choice belongs here." in out
    assert err == ""


@pytest.mark.parametrize(("points", "earned"), [(1, 0.67), (3, 2.0), (0.5, 0.33), (10, 6.67)])
def test_points_are_rounded_to_two_decimals(desk, key, points, earned):
    AnswerBook(NAME, desk).put("several", ["a", "c"])
    assert grade(desk, key, "several", points) == earned


@pytest.mark.parametrize("points", [1, 2, 0.1, 0.333, 7.005])
def test_never_more_than_the_points(desk, key, points):
    AnswerBook(NAME, desk).put("pick", "a")
    earned = grade(desk, key, points=points)
    assert earned <= points
    assert earned == pytest.approx(points, abs=0.005)
    assert type(earned) is float


def test_a_worksheet_is_graded_from_its_key_alone(desk, key, rows):
    AnswerBook(NAME, desk).put("sheet", rows(("I13.0", "Y"), ("I50.33", "N")))
    with_files = grade(desk, key, "sheet", 6)
    (desk / "questions.json").unlink()
    (desk / "charts.json").write_text("tampered")
    assert grade(desk, key, "sheet", 6) == with_files == 3.3


def test_graded_feedback_names_no_right_code(desk, key, rows, capsys):
    AnswerBook(NAME, desk).put("sheet", rows(("I10", "Y")))
    grade(desk, key, "sheet", 6)
    out = capsys.readouterr().out
    for code in ("I13.0", "I50.33", "N18.31", "R33.8"):
        assert code not in out


def test_no_answer_scores_nothing(desk, key, capfd):
    assert grade(desk, key) == 0.0
    out, err = capfd.readouterr()
    assert "0 of 2 points" in out
    assert "Not answered yet." in out
    assert err == ""


def test_check_says_that_the_answer_is_there_and_not_if_it_is_right(desk, capfd):
    AnswerBook(NAME, desk).put("pick", "b")
    assert grading.check(NAME, "pick", desk) is None
    out, err = capfd.readouterr()
    assert out == "'pick' is answered, and the answer is saved.\n"
    assert err == ""


def test_check_says_what_is_off_with_the_form(desk, capsys, rows):
    AnswerBook(NAME, desk).put("sheet", rows(("N18.3", "Y")))
    grading.check(NAME, "sheet", desk)
    assert (
        "N18.3 (Chronic kidney disease, stage 3 (moderate)) is a heading" in capsys.readouterr().out
    )


@pytest.mark.parametrize("answer", ["", None])
def test_check_of_a_blank_answer(desk, answer):
    AnswerBook(NAME, desk).put("pick", answer)
    with pytest.raises(grading.NotAnswered, match="'pick' is not answered yet"):
        grading.check(NAME, "pick", desk)
    with pytest.raises(grading.NotAnswered):
        grading.check(NAME, "several", desk)


def test_an_unknown_question(desk):
    with pytest.raises(grading.NoSuchQuestion, match="no question 'q9'; it has pick, several"):
        grading.check(NAME, "q9", desk)


def test_errors_show_their_message_alone():
    assert grading.NotAnswered("Say this.")._render_traceback_() == ["Say this."]


def test_answers_are_looked_for_in_the_current_folder(desk, key, monkeypatch):
    AnswerBook(NAME, desk).put("pick", "a")
    monkeypatch.chdir(desk)
    assert grading.score(NAME, "pick", 2, key["pick"]) == 2.0
    grading.check(NAME, "pick")


def rename(desk, name):
    (desk / "answers" / f"{NAME}.json").rename(desk / "answers" / f"{name}.json")


def test_a_renamed_answers_file_is_found_by_what_it_says(desk, key):
    AnswerBook(NAME, desk).put("pick", "a")
    rename(desk, "a04-Copy1")
    AnswerBook("another", desk).put("pick", "b")
    assert grade(desk, key) == 2.0
    grading.check(NAME, "pick", desk)


def test_two_renamed_files_are_not_guessed_between(desk, key):
    for name in ("one", "two"):
        AnswerBook(NAME, desk).put("pick", "a")
        rename(desk, name)
    with pytest.raises(grading.GradingProblem, match="2 files in answers/"):
        grade(desk, key)


def test_a_file_set_aside_is_no_answer(desk, key):
    AnswerBook(NAME, desk).put("pick", "a")
    rename(desk, f"{NAME}.damaged-20260504T093000")
    assert grade(desk, key) == 0.0


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"format": 1, "notebook": "other", "answers": {}}', '{"format": 9}']
)
def test_answers_that_cannot_be_used(desk, key, content):
    (desk / "answers").mkdir()
    path = desk / "answers" / f"{NAME}.json"
    path.write_text(content)
    for act in (lambda: grade(desk, key), lambda: grading.check(NAME, "pick", desk)):
        with pytest.raises(grading.GradingProblem, match=r"answers/a04\.json cannot be used"):
            act()
    assert [one.name for one in (desk / "answers").iterdir()] == [path.name]
    assert path.read_text() == content, "grading changes nothing"


def test_grading_writes_nothing(desk, key):
    AnswerBook(NAME, desk).put("pick", "a")
    before = {p: p.stat().st_mtime_ns for p in desk.rglob("*") if p.is_file()}
    grade(desk, key)
    grading.check(NAME, "pick", desk)
    assert {p: p.stat().st_mtime_ns for p in desk.rglob("*") if p.is_file()} == before


@pytest.mark.parametrize("bad", [None, {}, {"kind": "choice"}, {"kind": "nothing"}, "text"])
def test_a_damaged_key(desk, bad, questions):
    AnswerBook(NAME, desk).put("sheet", {"rows": []})
    with pytest.raises(grading.GradingProblem):
        grading.score(NAME, "sheet", 2, bad, desk)


def test_the_normal_output_survives_any_answer(desk, key, capsys):
    AnswerBook(NAME, desk).put("one", "\x1b[31mS52\x1b[0m\n\x07")
    grade(desk, key, "one", 2)
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\x07" not in out


SCRIPT = """
import sys, warnings, logging
import chartroom.codes as codes
real = codes.check
def noisy(*args, **kwargs):
    warnings.warn("deprecated")
    logging.getLogger("x").warning("logged")
    print("progress", file=sys.stderr)
    return real(*args, **kwargs)
codes.check = noisy
from chartroom.assess import grading
print(grading.score("a04", "sheet", 6, {key!r}, {folder!r}))
"""


def test_nothing_reaches_the_error_output(desk, key, rows):
    AnswerBook(NAME, desk).put("sheet", rows(("I13.0", "Y"), ("E11.9", "Y")))
    script = SCRIPT.format(key=key["sheet"], folder=str(desk))
    done = subprocess.run(
        [sys.executable, "-W", "always", "-c", script], capture_output=True, text=True
    )
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.rstrip().endswith("1.8")


def test_answers_of_any_shape_are_graded(desk, key):
    path = desk / "answers" / f"{NAME}.json"
    path.parent.mkdir()
    for answer in (0, True, "x", [], [1], {}, {"a": []}, {"rows": 3}, [[["deep"]]]):
        entries = {name: {"answer": answer} for name in key}
        path.write_text(json.dumps({"format": 1, "notebook": NAME, "answers": entries}))
        for name in key:
            assert 0.0 <= grade(desk, key, name, 2) <= 2.0


def test_in_an_open_notebook_a_missing_answer_is_only_pointed_out(tmp_path, monkeypatch, capsys):
    """ "Run All Cells" must reach the exercises below a question that is not answered yet."""
    from IPython.core.interactiveshell import InteractiveShell

    (tmp_path / "questions.json").write_text(
        json.dumps({"questions": [{"id": "q", "kind": "short", "prompt": "?", "label": "x"}]})
    )
    (tmp_path / "charts.json").write_text(json.dumps({"format": 1, "charts": {}}))
    InteractiveShell.instance()
    try:
        grading.check("a", "q", tmp_path)
        assert "not answered yet" in capsys.readouterr().out
        monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
        with pytest.raises(grading.NotAnswered, match="Answer it in the exercise above"):
            grading.check("a", "q", tmp_path)
        monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
        with pytest.raises(grading.NotAnswered) as graded:
            grading.check("a", "q", tmp_path)
        assert str(graded.value) == "'q' was not answered."
    finally:
        InteractiveShell.clear_instance()


def test_a_requirement_that_does_not_hold_shows_its_sentence_alone():
    grading.require(True, "never shown")
    with pytest.raises(grading.GradingProblem) as caught:
        grading.require([], "Write one line.")
    assert caught.value._render_traceback_() == ["Write one line."]
