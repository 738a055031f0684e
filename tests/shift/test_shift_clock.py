"""The clock of a shift, and its way through a file."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from chartroom import shift
from chartroom.shift import ShiftError
from chartroom.shift.plan import END, START


@pytest.fixture(scope="module")
def pool():
    return shift.read_pool()


@pytest.fixture
def fresh(pool):
    return shift.begin(pool, "seed 1")


def at(state, minutes):
    """The shift as it would stand at a time, nothing done."""
    return replace(state, clock=minutes)


def first(state, **wanted):
    for task in state.waiting:
        facts = {"ehr": task.job.desk.ehr, "level": task.job.level}
        if all(facts[name] == value for name, value in wanted.items()):
            return task
    raise LookupError(wanted)


def test_handing_over_takes_the_minutes_of_the_task(fresh):
    task = fresh.waiting[0]
    taken = shift.take(fresh, task.id)
    assert (taken.clock, taken.open) == (START, task.id)
    done = shift.hand_over(taken, task.id)
    assert (done.clock, done.open) == (START + task.job.minutes, "")
    assert done.done == {task.id: done.clock}
    assert task.id not in {one.id for one in done.waiting}


def test_leaving_one_task_for_another_costs_two_minutes(fresh):
    one, other = fresh.waiting[:2]
    state = shift.take(shift.take(fresh, one.id), other.id)
    assert (state.clock, state.switches, state.open) == (START + 2, 1, other.id)
    assert shift.take(state, other.id) == state


def test_what_is_done_or_not_there_cannot_be_taken(fresh):
    task = fresh.waiting[0]
    done = shift.hand_over(shift.take(fresh, task.id), task.id)
    with pytest.raises(ShiftError, match="it stands"):
        shift.take(done, task.id)
    with pytest.raises(ShiftError, match="it stands"):
        shift.answered(done, task.id, "x")
    later = next(one for one in fresh.plan.tasks if one.arrives > START)
    with pytest.raises(ShiftError, match="has not come"):
        shift.take(fresh, later.id)
    with pytest.raises(ShiftError, match="Take the task in hand"):
        shift.hand_over(fresh, fresh.waiting[1].id)


def test_while_the_ehr_is_down_only_paper_work_goes_on(fresh):
    state = at(fresh, fresh.plan.down)
    assert state.is_down
    needs, paper = first(state, ehr=True), first(state, ehr=False)
    with pytest.raises(ShiftError, match="EHR is down until about"):
        shift.take(state, needs.id)
    assert shift.hand_over(shift.take(state, paper.id), paper.id).done
    begun = at(shift.take(fresh, needs.id), fresh.plan.down)
    with pytest.raises(ShiftError, match="cannot be handed over now"):
        shift.hand_over(begun, needs.id)
    kept = shift.answered(begun, needs.id, "x")
    assert kept.answers == {needs.id: "x"}
    assert not at(kept, fresh.plan.up).is_down


def test_waiting_goes_to_the_next_thing(fresh):
    moments = {task.arrives for task in fresh.plan.tasks} | {fresh.plan.up, fresh.plan.down, END}
    state, seen = fresh, []
    while not state.finished:
        state = shift.wait(state)
        seen.append(state.clock)
    assert seen == sorted(moments - {START})
    assert state.idle == END - START
    with pytest.raises(ShiftError, match="over"):
        shift.wait(state)


def test_the_end_of_the_shift_ends_it(fresh):
    late = at(shift.take(fresh, fresh.waiting[0].id), END - 1)
    over = shift.hand_over(late, late.open)
    assert over.finished
    with pytest.raises(ShiftError, match="shift is over"):
        shift.take(over, over.waiting[0].id)


def test_letting_somebody_wait_for_routine_work_is_noted(pool):
    for number in range(40):
        state = shift.begin(pool, f"s{number}")
        stat = next(task for task in state.plan.tasks if task.job.desk.interrupts)
        state = at(state, stat.due - stat.job.minutes)
        calm = [t for t in state.waiting if t.job.level == "routine" and not t.job.desk.ehr]
        calm = [t for t in calm if t.job.minutes > stat.job.minutes]
        if calm:
            break
    state = shift.hand_over(shift.take(state, calm[0].id), calm[0].id)
    assert (calm[0].id, stat.id) in state.passed
    told = " ".join(shift.lines(shift.report(pool, state)))
    assert f"somebody waited for “{stat.job.title}”" in told


def test_a_shift_goes_through_a_file(pool, fresh):
    task = fresh.waiting[0]
    state = shift.answered(shift.take(fresh, task.id), task.id, {"a": "b"})
    state = shift.hand_over(state, task.id)
    again, said = shift.restored(pool, json.loads(json.dumps(shift.saved(state))))
    assert (again, said) == (state, "")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"tasks": ["other"]}, "another version of the course"),
        ({"seed": "another"}, "another version of the course"),
        ({"clock": "noon"}, "cannot be read"),
        ({"clock": True}, "cannot be read"),
        ({"clock": -5}, "cannot be read"),
        ({"done": []}, "cannot be read"),
        ({"done": {"nobody": 500}}, "cannot be read"),
        ({"answers": {"nobody": "x"}}, "cannot be read"),
    ],
)
def test_what_cannot_be_taken_over_is_said(pool, fresh, change, said):
    state, sentence = shift.restored(pool, {**shift.saved(fresh), **change})
    assert state is None
    assert said in sentence


@pytest.mark.parametrize("data", [None, [], "x", {}, {"seed": 3}])
def test_nothing_saved_is_no_shift(pool, data):
    assert shift.restored(pool, data) == (None, "")


def test_small_damage_is_passed_over(pool, fresh):
    data = {**shift.saved(fresh), "passed": "x", "switches": None, "idle": -1, "open": "nobody"}
    state, said = shift.restored(pool, data)
    assert (state, said) == (fresh, "")
