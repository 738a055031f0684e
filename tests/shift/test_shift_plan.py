"""What comes in a shift: the same for the same seed, another for each seed, and always doable."""

from __future__ import annotations

from collections import Counter

import pytest

from chartroom import assess, shift
from chartroom.assess.filing import filed_by
from chartroom.assess.records import QuestionError
from chartroom.shift.plan import END, LAST, START

SEEDS = [f"seed {number}" for number in range(40)]


@pytest.fixture(scope="module")
def pool():
    return shift.read_pool()


def test_thirty_tasks_of_all_desks_none_twice(pool):
    wanted = {desk.id: desk.take for desk in pool.desks}
    assert sum(wanted.values()) == 30
    for seed in SEEDS:
        tasks = shift.draw(pool, seed).tasks
        assert Counter(task.job.desk.id for task in tasks) == wanted
        assert len({task.id for task in tasks}) == 30


def test_a_seed_is_a_shift(pool):
    assert shift.draw(pool, "a") == shift.draw(shift.read_pool(), "a")
    drawn = {tuple(task.id for task in shift.draw(pool, seed).tasks) for seed in SEEDS}
    assert len(drawn) == len(SEEDS)


def test_tasks_come_in_the_shift_and_are_due_after_they_came(pool):
    for seed in SEEDS:
        plan = shift.draw(pool, seed)
        assert START < plan.down < plan.up < END
        for task in plan.tasks:
            assert START <= task.arrives <= LAST
            assert task.due is None or task.arrives + task.job.minutes <= task.due <= END
        waiting = [task for task in plan.tasks if task.arrives == START]
        assert len(waiting) == 11


def test_there_is_time_for_all_of_it(pool):
    for seed in SEEDS:
        work = sum(task.job.minutes for task in shift.draw(pool, seed).tasks)
        assert 330 <= work <= END - START - 60


def test_what_needs_the_ehr_is_not_due_while_nobody_can_do_it(pool):
    for seed in SEEDS:
        plan = shift.draw(pool, seed)
        for task in plan.tasks:
            if task.job.desk.ehr and task.due and task.arrives < plan.up:
                assert not plan.down < task.due < plan.up + task.job.minutes


def test_the_downtime_brings_its_own_work(pool):
    for seed in SEEDS:
        plan = shift.draw(pool, seed)
        when = {task.job.when: task.arrives for task in plan.tasks if task.job.when}
        assert when == {"start": plan.down, "end": plan.up}


def test_every_job_has_a_question_with_a_key_that_is_right_by_itself(pool):
    for job in pool.jobs:
        if job.source in ("case", "request"):
            continue  # these have tests of their own
        question = pool.question(job, "any")
        assert question.key is not None
        assert question.objectives


@pytest.mark.parametrize("seed", SEEDS[:12])
def test_made_tasks_differ_and_their_keys_are_right(pool, seed):
    for job in pool.jobs:
        if job.source != "made":
            continue
        question = pool.question(job, seed)
        assert question == pool.question(job, seed)
        assert question != pool.question(job, f"{seed} or another")
        assert assess.assess(question, question.key.answer).right
        if question.kind == "shelf":
            placed = [question.items[name] for name in question.key.answer]
            assert question.filing in filed_by(placed)
            assert question.filing not in filed_by(question.items.values())


def test_objectives_are_of_lessons_that_the_job_names(pool):
    for job in pool.jobs:
        if job.source == "written":
            lessons = {objective[:2] for objective in pool.question(job, "any").objectives}
            assert job.lesson in lessons, job.id


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("question: reg-neary", "question: reg-nobody", "'reg-nobody' is no question"),
        ("desk: registration", "desk: registry", "'registry' is no desk; the desks are"),
        (
            "level: stat, within: 35",
            "level: soon, within: 35",
            "'level' is stat, today, routine; it is soon",
        ),
        ("minutes: 12", "minutes: long", "'minutes' must be a whole number"),
        ("title: A referral by fax", "name: A referral", "'name' is not one of"),
        ("jobs:", "work:", "the file must hold 'jobs:'"),
    ],
)
def test_what_is_wrong_in_the_file_is_said_with_its_line(tmp_path, old, new, said):
    from chartroom import paths

    home = paths.datasets() / "shift"
    text = (home / "jobs.yaml").read_text("utf-8")
    assert old in text
    (tmp_path / "jobs.yaml").write_text(text.replace(old, new, 1), "utf-8")
    (tmp_path / "questions.yaml").write_bytes((home / "questions.yaml").read_bytes())
    with pytest.raises(QuestionError, match=said):
        shift.read_pool(tmp_path)
