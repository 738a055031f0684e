"""How a shift went: accuracy, productivity, clocks, and what to read again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from chartroom import assess
from chartroom.assess.feedback import Feedback
from chartroom.shift.clock import Shift
from chartroom.shift.plan import END, START, Task, time
from chartroom.shift.pool import Pool

#: A task below this score sends its lesson to the list of what to read again.
GOOD = 0.85


@dataclass(frozen=True)
class DeskLine:
    """One desk, or all: tasks that came, tasks handed over, and the sum of their scores."""

    title: str
    came: int
    done: int
    earned: float

    @property
    def accuracy(self) -> float | None:
        """The mean score of what was handed over, 0 to 1; None if nothing was."""
        return self.earned / self.done if self.done else None


@dataclass(frozen=True)
class ShiftReport:
    """A shift in figures.

    Attributes:
        desks: a line each desk that had tasks.
        whole: all of them.
        worked: minutes from the start to the end, waiting included.
        standard: minutes that the tasks handed over take by the desk's list.
        idle: minutes spent waiting.
        switches: how often work was left for other work.
        late: tasks handed over after they were due, with the time.
        missed: tasks that were due in the shift and were not done.
        left: tasks that were not due in the shift and are left for the next one.
        passed: pairs of tasks: what was done while somebody waited for the other, and missed it.
        lessons: lessons to read again, with how many tasks each, the most first.
        results: each task handed over, with its feedback.
    """

    desks: tuple[DeskLine, ...]
    whole: DeskLine
    worked: int
    standard: int
    idle: int
    switches: int
    late: tuple[tuple[Task, int], ...]
    missed: tuple[Task, ...]
    left: tuple[Task, ...]
    passed: tuple[tuple[Task, Task], ...]
    lessons: tuple[tuple[str, int], ...]
    results: tuple[tuple[Task, Feedback], ...]


def report(pool: Pool, shift: Shift) -> ShiftReport:
    """Return the report of a shift, finished or not."""
    end = END if shift.finished and shift.clock >= END else shift.clock
    came = shift.plan.tasks if shift.finished and end == END else shift.there
    named = {task.id: task for task in shift.plan.tasks}
    results = tuple(
        (named[name], assess.assess(pool.question(named[name].job, shift.plan.seed), answer))
        for name in sorted(shift.done, key=shift.done.__getitem__)
        if (answer := shift.answers.get(name)) is not None
    )
    scores = {task.id: feedback.score for task, feedback in results}
    again = Counter(
        task.job.lesson
        for task in came
        if scores.get(task.id, 0.0) < GOOD and task.id in shift.done
    )
    open_ = [task for task in came if task.id not in shift.done]
    return ShiftReport(
        tuple(
            _line(desk.title, [task for task in came if task.job.desk == desk], scores, shift)
            for desk in pool.desks
            if any(task.job.desk == desk for task in came)
        ),
        _line("All desks", came, scores, shift),
        max(0, shift.clock - START),
        sum(named[name].job.minutes for name in shift.done),
        shift.idle,
        shift.switches,
        tuple(
            (named[name], at)
            for name, at in shift.done.items()
            if named[name].due is not None and at > named[name].due
        ),
        tuple(task for task in open_ if task.due is not None and task.due <= shift.clock),
        tuple(task for task in open_ if task.due is None or task.due > shift.clock),
        tuple((named[a], named[b]) for a, b in shift.passed),
        tuple(again.most_common()),
        results,
    )


def lines(found: ShiftReport) -> list[str]:
    """Return the report as sentences."""
    whole = found.whole
    said = [f"{whole.done} of {whole.came} tasks handed over."]
    if whole.accuracy is not None:
        said.append(f"Accuracy of what was handed over: {whole.accuracy:.0%}.")
    if found.worked:
        share = found.standard / found.worked
        said.append(
            f"Productivity: {found.standard} standard minutes in {found.worked} minutes of the "
            f"shift ({share:.0%}); {60 * whole.done / found.worked:.1f} tasks an hour. Waiting: "
            f"{found.idle} minutes. Work left for other work: {found.switches} times."
        )
    if found.late:
        said.append(
            "Handed over late: "
            + "; ".join(f"{task.job.title} (due {time(task.due)}, done {time(at)})"
                        for task, at in found.late) + "."
        )  # fmt: skip
    if found.missed:
        said.append("Due and not done: " + _titles(found.missed) + ".")
    if not found.late and not found.missed:
        said.append("No clock was missed.")
    said += [
        f"While you did “{done.job.title}”, somebody waited for “{other.job.title}”, and its time "
        "ran out."
        for done, other in found.passed
    ]
    if found.left:
        said.append(f"Left for the next shift: {_titles(found.left)}.")
    return said


def _titles(tasks: tuple[Task, ...]) -> str:
    return "; ".join(task.job.title for task in tasks)


def _line(title: str, tasks: object, scores: dict[str, float], shift: Shift) -> DeskLine:
    tasks = list(tasks)
    return DeskLine(
        title,
        len(tasks),
        sum(task.id in shift.done for task in tasks),
        sum(scores.get(task.id, 0.0) for task in tasks),
    )
