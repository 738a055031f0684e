"""A shift in a notebook: what happens when a student acts. Practice only, never graded.

The shift is kept in the answers file under ``shift`` after each action, so it survives a crash of
the browser, the kernel or the computer. Each action reads it again first.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any

from chartroom import assess, shift
from chartroom.exercises import present
from chartroom.exercises.desk import Desk, Refused
from chartroom.exercises.texts import plain
from chartroom.shift import Pool, Shift, Task

KEY = "shift"


def stamp() -> str:
    """Return a seed that no earlier shift had: the time to the second."""
    return dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S")


class TaskBook:
    """The answers of a shift's tasks, in the form of an answer book, for ``Desk``."""

    def __init__(self, desk: ShiftDesk) -> None:
        self._desk = desk

    @property
    def notices(self) -> list[str]:
        """What there is to say about saving."""
        return self._desk.book.notices

    @property
    def saved(self) -> bool:
        """False while something is only in memory."""
        return self._desk.book.saved

    def get(self, question: str) -> Any:
        """Return what was entered for a task, or None."""
        now = self._desk.now
        return now.answers.get(question) if now else None

    def tries(self, _: str) -> int:
        """Nobody checks in a shift."""
        return 0

    def put(self, question: str, answer: Any) -> bool:
        """Keep what was entered for a task."""
        now = self._desk.now
        if now is None:
            raise Refused("There is no shift under way; begin one.")
        return self._desk.keep(_said(shift.answered, now, question, answer))


class ShiftDesk:
    """The shift of one notebook.

    Args:
        book: the answer book in which it is kept.
        pool: what may come.
        seed: what shifts are drawn from; without it from the time, so that each is another one.
    """

    def __init__(self, book: assess.AnswerBook, pool: Pool, seed: str = "") -> None:
        self.book, self.pool, self._seed = book, pool, seed
        self.lock = threading.RLock()
        self._desks: dict[tuple[str, str], Desk] = {}

    @property
    def kept(self) -> dict[str, Any]:
        """What the answer book holds: the shift (``now``) and lines of earlier ones."""
        held = self.book.get(KEY)
        return held if isinstance(held, dict) else {}

    @property
    def now(self) -> Shift | None:
        """The shift as it was saved, or None."""
        return shift.restored(self.pool, self.kept.get("now"))[0]

    @property
    def notice(self) -> str:
        """What is wrong with the saved shift, or ""."""
        return shift.restored(self.pool, self.kept.get("now"))[1]

    def desk(self, name: str) -> Desk:
        """Return the exercise of a task that has come.

        Raises:
            Refused: there is no such task.
        """
        now = self._now()
        task = _said(now.task, name)
        key = (now.plan.seed, name)
        if key not in self._desks:
            question = self.pool.question(task.job, now.plan.seed)
            self._desks[key] = Desk(question, TaskBook(self), present.GRADED, self.lock)
        return self._desks[key]

    def act(self, action: str, name: str) -> None:
        """Do what the page asks for.

        Raises:
            Refused: it cannot be done now; one sentence says why.
        """
        with self.lock:
            if action == "begin":
                return self._begin()
            now = self._now()
            if action == "hand" and assess.is_blank(
                self.desk(name).question, self.desk(name).answer
            ):
                raise Refused("Nothing is entered yet. Enter something, or take another task.")
            steps: dict[str, Callable[[], Shift]] = {
                "take": lambda: shift.take(now, name),
                "hand": lambda: shift.hand_over(now, name),
                "wait": lambda: shift.wait(now),
                "finish": lambda: shift.finish(now),
            }
            if action not in steps:
                raise Refused(f"'{action}' is not something a shift can do.")
            self.keep(_said(steps[action]))
        return None

    def board(self) -> dict[str, Any]:
        """Return all that the page shows beside the task in hand."""
        now = self.now
        if now is None:
            return {"state": "none", "notice": self.notice, "past": self._past()}
        found = {
            "state": "finished" if now.finished else "open",
            "clock": shift.time(now.clock),
            "down": shift.time(now.plan.up) if now.is_down else "",
            "open": now.open,
            "done": len(now.done),
            "came": len(now.there),
            "tasks": [_row(now, task) for task in now.waiting] if not now.finished else [],
            "saved": self.book.saved,
        }
        if now.finished:
            found["report"] = self.told()
        return found

    def told(self) -> dict[str, Any]:
        """Return the report for the page."""
        found = shift.report(self.pool, self._now())
        return {
            "lines": shift.lines(found),
            "desks": [
                {
                    "title": line.title,
                    "done": f"{line.done} of {line.came}",
                    "accuracy": "none" if line.accuracy is None else f"{line.accuracy:.0%}",
                }
                for line in (*found.desks, found.whole)
            ],
            "lessons": [list(pair) for pair in found.lessons],
            "results": [
                {
                    "title": plain(task.job.title),
                    "score": f"{feedback.score:.0%}",
                    "right": feedback.right,
                    "notes": present.notes(feedback)["items"],
                }
                for task, feedback in found.results
            ],
        }

    def keep(self, now: Shift) -> bool:
        """Save the shift; True if it is on the disk."""
        held = self.kept
        before = self.now
        past = self._past()
        ended = now.finished and not (before and before.finished)
        if ended:
            past = [*past, shift.lines(shift.report(self.pool, now))[:3]]
        return self.book.put(KEY, {**held, "now": shift.saved(now), "past": past})

    def _begin(self) -> None:
        now = self.now
        if now and not now.finished:
            raise Refused("A shift is under way. End it first; what is not done stays undone.")
        self._desks.clear()
        seed = f"{self._seed} {len(self._past()) + 1}" if self._seed else stamp()
        self.keep(shift.begin(self.pool, seed))

    def _past(self) -> list[Any]:
        past = self.kept.get("past")
        return past if isinstance(past, list) else []

    def _now(self) -> Shift:
        now = self.now
        if now is None:
            raise Refused("There is no shift under way; begin one.")
        return now


def _row(now: Shift, task: Task) -> dict[str, Any]:
    job = task.job
    return {
        "id": task.id,
        "title": plain(job.title),
        "desk": job.desk.title,
        "level": {"stat": "STAT", "today": "Today", "routine": "Routine"}[job.level],
        "due": shift.time(task.due) if task.due else "",
        "late": task.due is not None and now.clock > task.due,
        "minutes": job.minutes,
        "needs": job.desk.ehr,
        "begun": task.id in now.answers,
        "calls": job.desk.interrupts,
    }


def _said(do: Callable[..., Any], *arguments: Any) -> Any:
    try:
        return do(*arguments)
    except shift.ShiftError as error:
        raise Refused(str(error)) from None


def text() -> str:
    """Return the shift as plain text, for where nothing can be clicked: the same each time."""
    return (
        "One shift at Tern Harbor: thirty tasks from all desks, 8:00 am to 4:30 pm on the clock of "
        "the shift. Run this cell to begin or to go on."
    )
