"""My progress: counted from the answers, whatever they hold."""

from __future__ import annotations

import datetime as dt

import pytest

from chartroom import assess, my_progress, paths
from chartroom.exercises import progress

LESSON = "00-start-here"


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def questions(name):
    path = paths.datasets() / "questions" / f"{name}.yaml"
    return assess.load(path) if path.is_file() else {}


def right(question):
    key = question.key
    if key.case:
        lines = [line for line in key.case.lines if not line.optional]
        told = [f"{line.code} {line.poa}" if question.inpatient else line.code for line in lines]
        query = "Please clarify." if key.case.query and key.case.query.required else None
        done = None
        if question.procedures:
            wanted = [line for line in key.case.procedures if not line.optional]
            done = [(line.code, list(line.modifiers), line.units) for line in wanted]
        return assess.parse(question, ", ".join(told), query, done)
    if question.kind == "queue":
        return {
            name: {"decision": part.answer, "reason": part.reasons[0] if part.reasons else ""}
            for name, part in key.parts.items()
        }
    if key.parts:
        return {name: part.answer for name, part in key.parts.items()}
    return list(key.answer) if isinstance(key.answer, tuple) else key.answer


def answer_all(name, home):
    book = assess.AnswerBook(name, home)
    for question in questions(name).values():
        if question.objectives:
            book.put(question.id, right(question))


def lesson(found, name=LESSON):
    return next(one for one in found.lessons if one.name == name)


def test_nothing_answered(home):
    found = my_progress()
    assert not found.done
    assert all(one.met == 0 and not one.done for one in found.lessons)
    assert {one.state for lesson in found.lessons for one in lesson.objectives} == {"open"}
    assert found.exams == ()
    assert found.shifts == ()
    assert all(right == 0 < total for right, total in found.groups.values())
    assert "not begun" in progress.markdown(found)


def test_a_lesson_answered_rightly_is_done(home):
    answer_all(LESSON, home)
    found = my_progress()
    assert lesson(found).done
    assert f"{LESSON}: {lesson(found).met} of {lesson(found).met}" in str(found)
    assert "✓ done" in progress.markdown(found)


def test_wrong_answers_are_begun_and_not_met(home):
    book = assess.AnswerBook(LESSON, home)
    question = next(one for one in questions(LESSON).values() if one.kind == "choice")
    book.put(question.id, next(one for one in question.options if one != question.key.answer))
    states = {one.id: one for one in lesson(my_progress()).objectives}
    one = states[question.objectives[0]]
    assert (one.state, one.answered, one.right) == ("begun", 1, 0)
    assert f"{one.id} (0 of {one.exercises} right)" in progress.markdown(my_progress())


def test_a_damaged_file_is_named_and_passed_over(home):
    (home / "answers").mkdir()
    (home / "answers" / f"{LESSON}.json").write_text("{", "utf-8")
    found = my_progress()
    assert "cannot be read" in lesson(found).trouble
    assert lesson(found).trouble in progress.markdown(found)
    assert (home / "answers" / f"{LESSON}.json").read_text("utf-8") == "{"


def test_exams_and_shifts(home):
    book = assess.AnswerBook("13-practice-exam", home)
    book.put("exam", {"scores": [{"right": 20, "total": 26}, "x", {"right": 9, "total": 0}]})
    shifts = assess.AnswerBook("12-capstone", home)
    shifts.put("shift", {"past": [["24 of 30 tasks handed over.", "Accuracy: 90%.", "more"], 3]})
    found = my_progress()
    assert found.exams == ((20, 26),)
    assert found.shifts == ("24 of 30 tasks handed over. Accuracy: 90%.",)
    assert "20 of 26 (77%)" in progress.markdown(found)


@pytest.mark.parametrize("held", ["x", {"scores": "y", "past": "z"}, {}])
def test_what_was_changed_by_hand_counts_as_nothing(home, held):
    assess.AnswerBook("13-practice-exam", home).put("exam", held)
    assess.AnswerBook("12-capstone", home).put("shift", held)
    found = my_progress()
    assert (found.exams, found.shifts) == ((), ())


def test_a_certificate_only_when_all_is_met(home):
    with pytest.raises(ValueError, match="Not everything is met yet: lesson 00: not begun"):
        progress.certificate(my_progress(), "Ada Kerr")
    for one in my_progress().lessons:
        answer_all(one.name, home)
    found = my_progress()
    assert found.done, progress.markdown(found)[-2000:]
    with pytest.raises(ValueError, match="Write your name"):
        progress.certificate(found, " ")
    day = dt.date(2026, 11, 27)
    page = progress.certificate(found, "Ada <Kerr>", home / "c.html", day).read_text("utf-8")
    assert "Ada &lt;Kerr&gt;" in page
    assert "November 27, 2026" in page
    assert "What this is not:</strong> a credential" in page
    assert page.count("<li>") == len(found.lessons)


def test_every_objective_has_an_exercise(home):
    assert all(one.exercises for lesson in my_progress().lessons for one in lesson.objectives)
