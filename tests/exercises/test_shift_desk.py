"""A shift in a notebook: every action, and what is there after a crash."""

from __future__ import annotations

import pytest

from chartroom import assess, shift
from chartroom.exercises import shiftwork
from chartroom.exercises.desk import Refused
from chartroom.exercises.shiftdesk import KEY, ShiftDesk


@pytest.fixture(scope="module")
def pool():
    return shift.read_pool()


@pytest.fixture
def desk(pool, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return ShiftDesk(assess.AnswerBook("12-capstone"), pool, "class")


def again(desk):
    """The desk as a new kernel opens it."""
    return ShiftDesk(assess.AnswerBook("12-capstone"), desk.pool, "class")


def ready(desk):
    """A task of the morning that has one answer, and that answer."""
    for row in desk.board()["tasks"]:
        question = desk.desk(row["id"]).question
        if question.kind in ("short", "choice"):
            return row["id"], question.key.answer
    raise LookupError("none")


def test_before_a_shift_there_is_only_a_beginning(desk):
    assert desk.board() == {"state": "none", "notice": "", "past": []}
    for action in ("take", "hand", "wait", "finish"):
        with pytest.raises(Refused, match="begin one"):
            desk.act(action, "x")


def test_a_class_gets_one_shift_and_then_another(desk, tmp_path, monkeypatch):
    desk.act("begin", "")
    first = [row["id"] for row in desk.board()["tasks"]]
    other = tmp_path / "neighbor"
    other.mkdir()
    monkeypatch.chdir(other)
    neighbor = again(desk)
    neighbor.act("begin", "")
    assert [row["id"] for row in neighbor.board()["tasks"]] == first
    with pytest.raises(Refused, match="End it first"):
        neighbor.act("begin", "")
    neighbor.act("finish", "")
    neighbor.act("begin", "")
    assert [row["id"] for row in neighbor.board()["tasks"]] != first


def test_nothing_says_right_or_wrong_before_the_end(desk):
    desk.act("begin", "")
    name, _ = ready(desk)
    desk.act("take", name)
    exercise = desk.desk(name)
    assert exercise.mode == "graded"
    exercise.save("nonsense")
    assert exercise.state()["feedback"] is None
    with pytest.raises(Refused, match="no hints"):
        exercise.hint("x")
    assert "report" not in desk.board()


def test_work_is_there_again_after_a_crash(desk):
    desk.act("begin", "")
    name, answer = ready(desk)
    desk.act("take", name)
    desk.desk(name).save(answer)
    other = again(desk)
    assert other.desk(name).answer == answer
    assert other.board()["open"] == name
    other.act("hand", name)
    assert other.now.done.keys() == {name}
    assert again(desk).board() == other.board()


def test_what_is_empty_is_not_handed_over(desk):
    desk.act("begin", "")
    name, _ = ready(desk)
    desk.act("take", name)
    with pytest.raises(Refused, match="Nothing is entered yet"):
        desk.act("hand", name)
    assert desk.now.done == {}


def test_an_answer_to_what_was_handed_over_is_refused(desk):
    desk.act("begin", "")
    name, answer = ready(desk)
    desk.act("take", name)
    exercise = desk.desk(name)
    exercise.save(answer)
    desk.act("hand", name)
    with pytest.raises(Refused, match="it stands"):
        exercise.save("something else")
    assert desk.now.answers[name] == answer


def test_the_end_tells_how_it_went(desk):
    desk.act("begin", "")
    name, answer = ready(desk)
    desk.act("take", name)
    desk.desk(name).save(answer)
    desk.act("hand", name)
    desk.act("finish", "")
    board = desk.board()
    assert board["state"] == "finished"
    assert board["report"]["lines"][0] == "1 of 11 tasks handed over."
    (result,) = board["report"]["results"]
    assert (result["right"], result["score"]) == (True, "100%")
    assert desk.kept["past"][0][0] == "1 of 11 tasks handed over."
    with pytest.raises(Refused, match="over"):
        desk.act("take", name)


def test_a_shift_of_another_version_is_said_and_kept(desk):
    desk.act("begin", "")
    held = desk.book.get(KEY)
    desk.book.put(KEY, {**held, "now": {**held["now"], "tasks": ["other"]}})
    assert "another version" in desk.board()["notice"]
    desk.act("begin", "")
    assert desk.board()["state"] == "open"


def test_unknown_tasks_and_actions(desk):
    desk.act("begin", "")
    with pytest.raises(Refused, match="has not come"):
        desk.act("take", "nobody")
    with pytest.raises(Refused, match="not something a shift can do"):
        desk.act("sing", "")


def test_without_a_mouse(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    capstone = shiftwork.open_shift("class")
    assert "No shift yet" in capsys.readouterr().out
    assert capstone.report() is None
    assert "no finished shift" in capsys.readouterr().out
    capstone.step("begin")
    assert "8:00 am. 0 done." in capsys.readouterr().out
    name, answer = ready(capstone.desk)
    capstone.step("take", name)
    out = capsys.readouterr().out
    assert "in hand" in out
    assert capstone.desk.desk(name).question.prompt.split()[0].strip("*") in out
    capstone.step("answer", name, answer)
    capstone.step("hand", name)
    assert "1 done" in capsys.readouterr().out
    capstone.step("finish")
    assert "1 of 11 tasks handed over." in capsys.readouterr().out
    page = capstone.report()
    assert "1 of 11 tasks handed over." in page.markdown()
    assert page.markdown().startswith("![Your shift by desk")
    assert "1 of 11" in str(page)


def test_lessons_to_read_again_are_linked(desk):
    desk.act("begin", "")
    name, answer = ready(desk)
    question = desk.desk(name).question
    wrong = next(one for one in (*question.options, "99999") if one != answer)
    desk.act("take", name)
    desk.desk(name).save(wrong)
    desk.act("hand", name)
    desk.act("finish", "")
    page = shiftwork.ShiftPage(shift.report(desk.pool, desk.now)).markdown()
    assert "**Read again:**" in page
    assert ".ipynb): 1 task" in page
