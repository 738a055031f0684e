"""What happens when a student acts on an exercise: plain functions on plain data, no widgets.

A message from the browser carries the whole answer as it stood when the student acted. It is what
gets saved, checked and hinted at, never a value kept here, so that however late a message arrives
it is about the answer the student saw.
"""

from __future__ import annotations

import threading
from typing import Any

from chartroom import assess
from chartroom.assess.records import Question
from chartroom.exercises import present

#: Checked tries after which the answer may be shown.
TRIES_BEFORE_ANSWER = 2


class Refused(Exception):
    """An action that cannot be done now. The text is one sentence for the student."""


def in_words(error: Exception) -> str:
    """Return what went wrong as one sentence for the student."""
    if isinstance(error, Refused):
        return str(error)
    return f"This did not work: {str(error) or type(error).__name__}"


class Desk:
    """One question of one notebook, with the answer book it is kept in.

    Args:
        question: the question, with its key in practice.
        book: where answers are kept (an ``assess.AnswerBook``).
        mode: ``practice`` (checks, hints, the answer) or ``graded`` (looks at the form only).
        lock: held during each action; kernels may run the browser's messages in a thread of
            their own while a cell runs.
    """

    def __init__(
        self, question: Question, book: Any, mode: str, lock: threading.RLock | None = None
    ) -> None:
        self.question = question
        self.book = book
        self.mode = mode
        self.lock = lock or threading.RLock()
        self.feedback: assess.Feedback | None = None
        self.revealed = False
        self._hints = 0
        self._tried: Any = None

    @property
    def answer(self) -> Any:
        """The saved answer, or None."""
        return self.book.get(self.question.id)

    @property
    def can_reveal(self) -> bool:
        """True once the answer may be shown."""
        return (
            self.mode == present.PRACTICE
            and self.book.tries(self.question.id) >= TRIES_BEFORE_ANSWER
        )

    def save(self, answer: Any) -> dict[str, Any]:
        """Keep an answer; returns ``{"saved": {"ok", "text"}, "notice"}``."""
        old = self.answer
        never = old is None and assess.is_blank(self.question, answer)
        if never or (answer == old and self.book.saved):
            return {"saved": {"ok": True, "text": "" if never else "Saved"}}
        ok = self.book.put(self.question.id, answer)
        notices = " ".join(self.book.notices)
        self.book.notices.clear()
        text = "Saved" if ok else notices or "the answers file cannot be written."
        return {"saved": {"ok": ok, "text": text}, "notice": notices if ok else ""}

    def check(self, answer: Any) -> dict[str, Any]:
        """Say what is right and wrong with an answer, or with its form if the work is graded."""
        if self.mode != present.PRACTICE:
            self.feedback = assess.form(self.question, answer)
            return {"feedback": present.notes(self.feedback)}
        # Pressing the button again on the same answer is not another try.
        another = not assess.is_blank(self.question, answer) and answer != self._tried
        # What the answer would show is not said before the answer may be shown.
        tell = self.book.tries(self.question.id) + another >= TRIES_BEFORE_ANSWER
        self.feedback = assess.assess(self.question, answer, tell=tell)
        if another:
            self._tried = answer
            self.book.put(self.question.id, answer, tried=True)
        return {"feedback": present.notes(self.feedback)}

    def form(self, answer: Any) -> dict[str, Any]:
        """Return what is off about the form of an answer, while it is still being entered."""
        return {"form": present.notes(assess.form(self.question, answer))["items"]}

    def hint(self, answer: Any) -> dict[str, Any]:
        """Give the next hint; after the last one, begin again."""
        self._only_in_practice()
        hints = assess.hints(self.question)
        if not hints:
            return {
                "message": "There is no hint for this one. Check your answer: the notes say more."
            }
        number = self._hints % len(hints)
        self._hints += 1
        return {"hint": present.inline(hints[number]), "number": number + 1, "of": len(hints)}

    def reveal(self, answer: Any) -> dict[str, Any]:
        """Allow the right answer to be shown (see ``shown``)."""
        self._only_in_practice()
        if not self.can_reveal:
            raise Refused(
                f"The answer can be shown after {TRIES_BEFORE_ANSWER} checked tries. Change "
                "something and check again."
            )
        self.revealed = True
        return {}

    def shown(self) -> dict[str, Any]:
        """Return the right answer with reasons and marked evidence, or {} while it is closed."""
        if not self.revealed:
            return {}
        feedback = assess.reveal(self.question)
        data = present.notes(feedback)
        chart = self.question.chart
        titles = {document.id: document.title for document in chart.documents} if chart else {}
        for item, note in zip(feedback.items, data["items"], strict=True):
            note["evidence"] = [
                [titles.get(document, document), words] for document, words in item.evidence
            ]
        if chart:
            passages = [passage for item in feedback.items for passage in item.evidence]
            data["marks"] = present.marks(chart, passages)
        return data

    def state(self) -> dict[str, Any]:
        """Return what a view needs to show where the student stands."""
        answer = self.answer
        return {
            "answer": answer,
            "can_reveal": self.can_reveal,
            "feedback": present.notes(self.feedback) if self.feedback else None,
            "text": "Saved" if answer is not None and self.book.saved else "",
        }

    def _only_in_practice(self) -> None:
        if self.mode != present.PRACTICE:
            raise Refused("Graded work has no hints and no answers to show.")
