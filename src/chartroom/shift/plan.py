"""Draw a shift: which tasks come, when, when each is due, and when the EHR is down."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from chartroom.shift.pool import Desk, Job, Pool

#: The shift, in minutes since midnight.
START, END = 8 * 60, 16 * 60 + 30
#: Nothing new comes after this.
LAST = 15 * 60 + 30
#: How many lie there in the morning.
WAITING = 11
#: Of the coding desk's tasks, how many are charts of several documents.
CHARTS = 2


@dataclass(frozen=True)
class Task:
    """A job of this shift: when it comes and is due, in minutes since midnight.

    ``due`` is None for what need not be done on this day.
    """

    job: Job
    arrives: int
    due: int | None

    @property
    def id(self) -> str:
        return self.job.id


@dataclass(frozen=True)
class Plan:
    """A shift as it will come. The EHR is down from ``down`` until before ``up``."""

    seed: str
    tasks: tuple[Task, ...]
    down: int
    up: int


def draw(pool: Pool, seed: str) -> Plan:
    """Return the shift of a seed; the same for the same pool and seed."""
    down = 600 + _number(seed, "down", 180)
    up = down + 40 + _number(seed, "up", 21)
    jobs = [job for desk in pool.desks for job in _taken(pool, desk, seed)]
    calls = [job for job in jobs if job.desk.interrupts]
    plain = [job for job in jobs if not job.desk.interrupts and not job.when]
    # What somebody waits for comes in the course of the day, the rest may lie there already.
    plain.sort(key=lambda job: (job.level == "stat", _rank(seed, f"order {job.id}")))
    early, later = plain[:WAITING], plain[WAITING:]
    later.sort(key=lambda job: _rank(seed, f"later {job.id}"))
    arrivals = {job.id: START for job in early}
    arrivals |= _spread(seed, later, START + 20, LAST)
    arrivals |= _spread(seed, calls, START + 60, LAST - 30)
    arrivals |= {job.id: down if job.when == "start" else up for job in jobs if job.when}
    tasks = [Task(job, at := arrivals[job.id], _due(job, at, down, up)) for job in jobs]
    tasks.sort(key=lambda task: (task.arrives, _rank(seed, f"order {task.id}")))
    return Plan(seed, tuple(tasks), down, up)


def _taken(pool: Pool, desk: Desk, seed: str) -> list[Job]:
    there = [job for job in pool.jobs if job.desk.id == desk.id]
    there.sort(key=lambda job: _rank(seed, job.id))
    if desk.id == "coding":
        charts = [job for job in there if job.minutes > desk.minutes]
        notes = [job for job in there if job.minutes <= desk.minutes]
        there = [*charts[:CHARTS], *notes, *charts[CHARTS:]]
    if any(job.when for job in there):
        return [next(job for job in there if job.when == when) for when in ("start", "end")]
    return there[: desk.take]


def _spread(seed: str, jobs: list[Job], first: int, last: int) -> dict[str, int]:
    """Return times from ``first`` to ``last``: one in each equal stretch, anywhere in it."""
    stretch = (last - first) / max(1, len(jobs))
    return {
        job.id: int(first + stretch * (at + _number(seed, f"at {job.id}", 100) / 100))
        for at, job in enumerate(jobs)
    }


def _due(job: Job, arrives: int, down: int, up: int) -> int | None:
    if job.within is None:
        return None
    due = arrives + job.within
    if job.desk.ehr and arrives < up and due > down:
        due = max(due, up + min(job.within, 60))  # nobody could do it while the EHR was down
    return min(due, END)


def _rank(seed: str, name: str) -> str:
    return hashlib.sha256(f"{seed} {name}".encode()).hexdigest()


def _number(seed: str, name: str, below: int) -> int:
    return int(_rank(seed, name)[:8], 16) % below


def time(minutes: int) -> str:
    """Return minutes since midnight as a time of day, such as ``9:05 am``."""
    hour, minute = divmod(minutes, 60)
    return f"{(hour - 1) % 12 + 1}:{minute:02} {'am' if hour < 12 else 'pm'}"
