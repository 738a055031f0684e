"""The report of a shift: each figure from what was done."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chartroom import assess, shift
from chartroom.shift.plan import END, START


@pytest.fixture(scope="module")
def pool():
    return shift.read_pool()


def right(pool, state, task):
    question = pool.question(task.job, state.plan.seed)
    key = question.key
    if key.case:
        lines = [line for line in key.case.lines if not line.optional]
        told = [f"{line.code} {line.poa}" if question.inpatient else line.code for line in lines]
        query = "Please clarify." if key.case.query and key.case.query.required else None
        return assess.parse(question, ", ".join(told), query)
    if key.parts and question.kind == "queue":
        return {name: {"decision": part.answer} for name, part in key.parts.items()}
    if key.parts:
        return {name: part.answer for name, part in key.parts.items()}
    return list(key.answer) if isinstance(key.answer, tuple) else key.answer


def do(pool, state, task, answer):
    state = shift.answered(shift.take(state, task.id), task.id, answer)
    return shift.hand_over(state, task.id)


def plain(state, *desks):
    return [task for task in state.waiting if task.job.desk.id in desks]


def test_right_and_wrong_work(pool):
    state = shift.begin(pool, "seed 3")
    good, bad = plain(state, "completion", "quality", "scanning", "window", "query")[:2]
    state = do(pool, state, good, right(pool, state, good))
    state = do(pool, state, bad, "")
    found = shift.report(pool, state)
    assert found.whole.done == 2
    assert found.whole.accuracy == pytest.approx(0.5)
    assert found.standard == found.worked == good.job.minutes + bad.job.minutes
    assert found.lessons == ((bad.job.lesson, 1),)
    assert [task for task, _ in found.results] == [good, bad]
    by_desk = {line.title: line for line in found.desks}
    assert by_desk[good.job.desk.title].done >= 1
    assert sum(line.came for line in found.desks) == found.whole.came == len(state.there)


def test_nothing_done_has_no_accuracy(pool):
    found = shift.report(pool, shift.begin(pool, "seed 3"))
    assert found.whole.accuracy is None
    assert found.worked == 0
    told = shift.lines(found)
    assert told[0] == "0 of 11 tasks handed over."
    assert not any("Accuracy" in line or "Productivity" in line for line in told)


def test_clocks(pool):
    state = shift.begin(pool, "seed 3")
    task = next(one for one in state.plan.tasks if one.due and not one.job.desk.ehr)
    state = do(pool, replace(state, clock=task.due), task, right(pool, state, task))
    found = shift.report(pool, state)
    assert (task, task.due + task.job.minutes) in found.late
    assert all(one.due is not None and one.due <= state.clock for one in found.missed)
    assert "Handed over late: " + task.job.title in " ".join(shift.lines(found))


def test_a_whole_shift_all_right(pool):
    """Whoever takes what is due first, and is right, misses nothing: the shift can be done."""
    for seed in ("one", "two", "three", "four", "five"):
        state = shift.begin(pool, seed)
        while not state.finished and len(state.done) < 30:
            able = [
                task
                for task in state.waiting
                if not (task.job.desk.ehr and state.is_down)
            ]  # fmt: skip
            if not able:
                state = shift.wait(state)
                continue
            task = min(able, key=lambda one: (one.due or END + 1, one.arrives))
            state = do(pool, state, task, right(pool, state, task))
        found = shift.report(pool, shift.finish(state))
        assert found.whole.done == 30, seed
        assert found.late == (), seed
        assert found.missed == (), seed
        assert found.whole.accuracy > 0.95, [
            (task.id, feedback.score) for task, feedback in found.results if feedback.score < 1
        ]


def test_what_never_came_does_not_count_against_who_ends_early(pool):
    state = shift.finish(shift.begin(pool, "seed 3"))
    assert shift.report(pool, state).whole.came == 11


def test_left_for_the_next_shift(pool):
    state = shift.begin(pool, "seed 3")
    while not state.finished:
        state = shift.wait(state)
    found = shift.report(pool, state)
    assert found.whole.came == 30
    assert all(task.due is None for task in found.left)
    assert len(found.missed) + len(found.left) == 30
    assert found.idle == END - START


def test_the_picture_says_what_it_shows(pool):
    picture = shift.shift_plot(shift.report(pool, shift.begin(pool, "seed 3")))
    assert "Your shift by desk" in picture.description
    assert "0 of 11 tasks" in picture.description
    assert "<svg" in picture.svg
