"""A shift under way. The clock moves by what is done, never by the time of the day outside.

Each function returns a new ``Shift``; ``saved`` and ``restored`` are its way through JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from chartroom.assess.answerfile import AnswerError
from chartroom.shift.plan import END, START, Plan, Task, draw, time
from chartroom.shift.pool import Pool

#: Minutes that it takes to find back into work that was left for something else.
SWITCH = 2


class ShiftError(AnswerError):
    """What cannot be done now. The text is one sentence with the reason."""


@dataclass(frozen=True)
class Shift:
    """Where a shift stands.

    Attributes:
        plan: what comes.
        clock: minutes since midnight.
        open: id of the task in hand, or "".
        done: when each task was handed over.
        answers: what was entered, by task.
        switches: how often one task was left for another.
        idle: minutes spent waiting.
        passed: pairs of ids: what was done, and what somebody waited for meanwhile and missed.
        finished: the shift is over.
    """

    plan: Plan
    clock: int = START
    open: str = ""
    done: Mapping[str, int] = field(default_factory=dict)
    answers: Mapping[str, Any] = field(default_factory=dict)
    switches: int = 0
    idle: int = 0
    passed: tuple[tuple[str, str], ...] = ()
    finished: bool = False

    @property
    def is_down(self) -> bool:
        """True while the EHR is down."""
        return self.plan.down <= self.clock < self.plan.up

    @property
    def there(self) -> tuple[Task, ...]:
        """Tasks that have come."""
        return tuple(task for task in self.plan.tasks if task.arrives <= self.clock)

    @property
    def waiting(self) -> tuple[Task, ...]:
        """Tasks that have come and are not done."""
        return tuple(task for task in self.there if task.id not in self.done)

    def task(self, name: str) -> Task:
        """Return a task that has come.

        Raises:
            ShiftError: there is none.
        """
        for task in self.there:
            if task.id == name:
                return task
        raise ShiftError("This task has not come to you; look at the list again.")


def begin(pool: Pool, seed: str) -> Shift:
    """Return a new shift at its start."""
    return Shift(draw(pool, seed))


def take(shift: Shift, name: str) -> Shift:
    """Take a task in hand. Leaving another one unfinished costs two minutes.

    Raises:
        ShiftError: it is done, not there, or needs the EHR while that is down.
    """
    task = _open_task(shift, name)
    if shift.open == name:
        return shift
    if task.job.desk.ehr and shift.is_down:
        raise ShiftError(
            f"The EHR is down until about {time(shift.plan.up)}, and this needs it. Take what does "
            "not, or wait."
        )
    left = shift.open and shift.open not in shift.done
    moved = _moved(shift, shift.clock + (SWITCH if left else 0))
    return moved if moved.finished else replace(
        moved, open=name, switches=shift.switches + bool(left)
    )  # fmt: skip


def answered(shift: Shift, name: str, answer: Any) -> Shift:
    """Keep what was entered for a task in hand.

    Raises:
        ShiftError: the task is done or not there.
    """
    _open_task(shift, name)
    return replace(shift, answers={**shift.answers, name: answer})


def hand_over(shift: Shift, name: str) -> Shift:
    """Finish a task: its minutes pass, and its answer stands.

    Raises:
        ShiftError: it is not in hand, nothing was entered, or the EHR it needs is down.
    """
    task = _open_task(shift, name)
    if shift.open != name:
        raise ShiftError("Take the task in hand before you hand it over.")
    if task.job.desk.ehr and shift.is_down:
        raise ShiftError(
            f"The EHR is down until about {time(shift.plan.up)}: this cannot be handed over now. "
            "What you entered is kept."
        )
    after = shift.clock + task.job.minutes
    missed = tuple(
        (name, other.id)
        for other in shift.waiting
        if other.job.level == "stat" and other.id != name
        and task.job.level != "stat"
        and other.due is not None and shift.clock + other.job.minutes <= other.due < after
    )  # fmt: skip
    done = {**shift.done, name: after}
    return _moved(replace(shift, done=done, open="", passed=(*shift.passed, *missed)), after)


def wait(shift: Shift) -> Shift:
    """Wait until something new comes, the EHR is back, or the shift ends.

    Raises:
        ShiftError: the shift is over.
    """
    if shift.finished:
        raise ShiftError("The shift is over.")
    moments = [task.arrives for task in shift.plan.tasks] + [shift.plan.down, shift.plan.up, END]
    until = min(moment for moment in moments if moment > shift.clock)
    return _moved(replace(shift, idle=shift.idle + until - shift.clock), until)


def finish(shift: Shift) -> Shift:
    """End the shift now."""
    return replace(shift, finished=True, open="")


def saved(shift: Shift) -> dict[str, Any]:
    """Return the shift as plain JSON."""
    return {
        "seed": shift.plan.seed,
        "tasks": [task.id for task in shift.plan.tasks],
        "clock": shift.clock,
        "open": shift.open,
        "done": dict(shift.done),
        "answers": dict(shift.answers),
        "switches": shift.switches,
        "idle": shift.idle,
        "passed": [list(pair) for pair in shift.passed],
        "finished": shift.finished,
    }


def restored(pool: Pool, data: Any) -> tuple[Shift | None, str]:
    """Return a saved shift and a sentence about what was wrong with it.

    A shift of another version of the course, or edited by hand so that it fits no more, is None.
    """
    if not isinstance(data, Mapping) or not isinstance(data.get("seed"), str):
        return None, ""
    plan = draw(pool, data["seed"])
    names = [task.id for task in plan.tasks]
    if data.get("tasks") != names:
        return None, (
            "Your shift was drawn by another version of the course and cannot go on; begin a new "
            "one. What you had entered is still in the answers file."
        )
    clock, done, answers = data.get("clock"), data.get("done"), data.get("answers")
    good = (
        _minute(clock)
        and isinstance(done, Mapping)
        and isinstance(answers, Mapping)
        and all(name in names and _minute(at) for name, at in done.items())
        and all(name in names for name in answers)
    )
    if not good:
        return None, "Your saved shift cannot be read; begin a new one."
    passed = data.get("passed") if isinstance(data.get("passed"), list) else []
    pairs = (pair for pair in passed if isinstance(pair, list) and len(pair) == 2)
    shift = Shift(
        plan,
        clock,
        data["open"] if data.get("open") in names and data["open"] not in done else "",
        dict(done),
        dict(answers),
        _count(data.get("switches")),
        _count(data.get("idle")),
        tuple((a, b) for a, b in pairs if a in names and b in names),
        data.get("finished") is True or clock >= END,
    )
    return shift, ""


def _open_task(shift: Shift, name: str) -> Task:
    if shift.finished:
        raise ShiftError("The shift is over; what you handed over stands.")
    task = shift.task(name)
    if name in shift.done:
        raise ShiftError("You have handed this over; it stands.")
    return task


def _moved(shift: Shift, clock: int) -> Shift:
    over = clock >= END
    return replace(shift, clock=clock, finished=over, open="" if over else shift.open)


def _minute(value: Any) -> bool:
    return _count(value) == value and not isinstance(value, bool) and START <= value < 24 * 60


def _count(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0
