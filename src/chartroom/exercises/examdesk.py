"""The practice exam in a notebook: what happens when a student acts. Practice only, never graded.

The sitting is kept in the answers file under ``exam`` after each action, so it survives a crash of
the browser, the kernel or the computer. Each action reads it again first.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Mapping
from typing import Any

from chartroom import assess, exam
from chartroom.exam.paper import LETTERS
from chartroom.exam.sitting import Sitting
from chartroom.exercises.desk import Refused

KEY = "exam"
#: Sizes of a paper: all 130, or a fifth of it.
SIZES = {"full": exam.FULL, "short": exam.FULL // 5}


def stamp() -> str:
    """Return a seed that no earlier exam had: the time to the microsecond."""
    return dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S%f")


class ExamDesk:
    """The exam of one notebook.

    Args:
        book: the answer book in which the sitting is kept.
        bank: the items.
        seed: returns a seed for a new paper; given in tests.
    """

    def __init__(
        self,
        book: assess.AnswerBook,
        bank: Mapping[str, exam.ExamItem],
        seed: Callable[[], str] = stamp,
    ) -> None:
        self.book, self.bank, self._seed = book, bank, seed
        self.lock = threading.RLock()

    @property
    def kept(self) -> dict[str, Any]:
        """What the answer book holds: the sitting (``now``) and items of earlier ones."""
        held = self.book.get(KEY)
        return held if isinstance(held, dict) else {}

    @property
    def sitting(self) -> Sitting | None:
        """The sitting as it was saved, or None."""
        return exam.restored(self.bank, self.kept.get("now"))

    def act(self, action: str, message: Mapping[str, Any]) -> dict[str, Any]:
        """Do what the page asks for and return what it shows.

        Raises:
            Refused: it cannot be done now.
        """
        with self.lock:
            try:
                return self._act(action, message)
            except assess.AnswerError as error:
                raise Refused(str(error)) from None

    def _act(self, action: str, message: Mapping[str, Any]) -> dict[str, Any]:
        if action == "open":
            return self.shown()
        if action == "begin":
            return self._begin(str(message.get("size")), message.get("timed") is not False)
        sitting = self.sitting
        if sitting is None:
            raise Refused("There is no exam under way; begin one.")
        before, sitting = sitting, exam.passed(sitting, message.get("seconds"))
        over = sitting.finished and not before.finished  # what came too late does not count
        name = str(message.get("item"))
        if action == "answer" and not over:
            sitting = exam.answered(sitting, name, str(message.get("letter") or ""))
        elif action == "flag" and not over:
            sitting = exam.flag(sitting, name, message.get("on") is True)
        elif action == "finish":
            sitting = exam.finish(sitting)
        elif action not in ("answer", "flag", "beat"):
            raise Refused(f"'{action}' is not something this exam can do.")
        reply = self._keep(sitting)
        if sitting.finished:
            return {**self.shown(), **reply}
        return {"progress": progress(sitting), **reply}

    def shown(self) -> dict[str, Any]:
        """Return all that the page shows; the explanations only when the exam is finished."""
        sitting = self.sitting
        if sitting is None:
            return {"state": "none", "sizes": SIZES, "seen": len(self._seen())}
        found = {
            "state": "finished" if sitting.finished else "open",
            "sizes": SIZES,
            "notes": list(sitting.notes),
            "timed": sitting.timed,
            "items": [question(sitting, one) for one in sitting.paper],
            "progress": progress(sitting),
        }
        if sitting.finished:
            found["report"] = told(sitting)
        return found

    def _begin(self, size: str, timed: bool) -> dict[str, Any]:
        if size not in SIZES:
            raise Refused(f"'{size}' is no size of a paper; use {' or '.join(SIZES)}.")
        before = self.sitting
        if before and not before.finished:
            raise Refused("An exam is under way. Finish it first; open questions may stay open.")
        seen = self._seen()
        new = exam.begin(self.bank, self._seed(), SIZES[size], timed, tuple(seen))
        return self._keep(new) | self.shown()

    def _seen(self) -> list[str]:
        """Items of earlier papers and of a finished one."""
        held = self.kept
        past = held.get("past") if isinstance(held.get("past"), list) else []
        now = self.sitting
        names = [*past, *(one.item.id for one in now.paper)] if now else past
        return list(dict.fromkeys(name for name in names if name in self.bank))

    def _keep(self, sitting: Sitting) -> dict[str, Any]:
        now = self.sitting
        past = self._seen() if now and now.seed != sitting.seed else self.kept.get("past", [])
        scores = self.kept.get("scores") if isinstance(self.kept.get("scores"), list) else []
        if sitting.finished and not (now and now.finished):
            scores = [*scores, score_line(sitting)]
        state = {"now": exam.saved(sitting), "past": past, "scores": scores}
        ok = self.book.put(KEY, state)
        says = " ".join(self.book.notices)
        self.book.notices.clear()
        return {"saved": {"ok": ok, "text": "Saved" if ok else says or "cannot be saved."}}


def question(sitting: Sitting, asked: exam.Asked) -> dict[str, Any]:
    """Return an item as the page shows it; with its explanation when the exam is finished."""
    item = asked.item
    place = sitting.answers.get(item.id)
    found = {
        "id": item.id,
        "stem": item.stem,
        "options": [
            {"letter": letter, "text": item.options[spot]}
            for letter, spot in zip(LETTERS, asked.order, strict=False)
        ],
        "answer": LETTERS[asked.order.index(place)] if place is not None else "",
        "flagged": item.id in sitting.flagged,
    }
    if sitting.finished:
        reasons = [item.reasons[spot] for spot in asked.order]
        found |= {
            "right": sitting.right(item.id),
            "key": asked.key,
            "reasons": reasons,
            "source": item.source,
            "lesson": item.lesson,
        }
    return found


def progress(sitting: Sitting) -> dict[str, Any]:
    """Return how far the exam is, and seconds left."""
    return {
        "answered": len(sitting.answers),
        "total": len(sitting.paper),
        "flagged": len(sitting.flagged),
        "left": round(sitting.left),
        "used": round(sitting.seconds),
    }


def told(sitting: Sitting) -> dict[str, Any]:
    """Return the report for the page."""
    found = exam.report(sitting)
    return {
        "lines": exam.summary(found),
        "parts": [
            {"title": part.title, "right": part.right, "total": part.total}
            for part in (*found.parts, found.whole)
        ],
        "lessons": [list(pair) for pair in found.lessons],
    }


def score_line(sitting: Sitting) -> dict[str, Any]:
    """Return what is kept of a finished exam when the next one begins."""
    found = exam.report(sitting)
    return {
        "seed": sitting.seed,
        "right": found.whole.right,
        "total": found.whole.total,
        "parts": {part.title: [part.right, part.total] for part in found.parts},
    }


def text(desk: ExamDesk) -> str:
    """Return the exam as plain text, for where nothing can be clicked: the same each time."""
    return (
        f"Practice exam: {SIZES['full']} questions, or {SIZES['short']} for a short one. "
        "Run this cell to begin or to go on."
    )
