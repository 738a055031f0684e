"""A drill: cards that come again when they are about to be forgotten. Practice only, never graded.

The plan is kept in the student's answers file under ``drill-<deck>``, so it lives from day to day,
survives a crash, and is mended like every other answer. Each action reads it again first: a second
window loses nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from chartroom import assess
from chartroom.assess import deck, spacing
from chartroom.exercises.desk import Refused

VERDICTS = {
    deck.RIGHT: "Right.",
    deck.CLOSE: "Close. Compare your words with the meaning.",
    deck.WRONG: "Not yet.",
}


def utc_now() -> dt.datetime:
    """Return the time now."""
    return dt.datetime.now(dt.UTC)


class Drill:
    """One deck, and the answer book in which its plan is kept.

    Args:
        name: ``terms`` or ``abbreviations``.
        book: the answer book.
        now: returns the time (UTC); given in tests.
    """

    def __init__(
        self, name: str, book: assess.AnswerBook, now: Callable[[], dt.datetime] = utc_now
    ) -> None:
        self.name, self.book, self.now = name, book, now
        self.cards = {card.id: card for card in deck.load(name)}
        self.key = f"drill-{name}"

    @property
    def state(self) -> dict[str, Any]:
        """The saved plan."""
        return spacing.clean(self.book.get(self.key))

    def open(self) -> dict[str, Any]:
        """Return the card to ask now, or none, with the progress."""
        state, now = self.state, self.now()
        name = spacing.next_card(state, self.cards, now)
        card = self.cards[name] if name else None
        return {
            "card": {"id": card.id, "front": card.front, "cue": card.cue} if card else None,
            "progress": self.progress(),
            "clock": state["clock"],
        }

    def answer(self, name: Any, typed: Any, seconds: Any = None) -> dict[str, Any]:
        """Compare what was typed and return the meaning, a rating to suggest, and the intervals."""
        card, state = self._card(name), self.state
        typed = typed if isinstance(typed, str) else ""
        seconds = float(seconds) if isinstance(seconds, int | float) else None
        verdict = deck.compare(card, typed)
        times = spacing.intervals(state, card.id, self.now())
        return {
            "verdict": verdict,
            "says": VERDICTS[verdict] if typed.strip() else "Here is the meaning.",
            "back": card.back,
            "note": card.note,
            "source": card.source,
            "suggested": spacing.suggest(verdict, seconds, state["clock"]),
            "intervals": {one: spacing.in_words(time) for one, time in times.items()},
        }

    def rate(self, name: Any, rating: Any, right: Any) -> dict[str, Any]:
        """Keep a rating and return the next card; says whether it is saved."""
        card = self._card(name)
        if rating not in spacing.RATINGS:
            raise Refused(f"'{rating}' is not a rating; use one of: {', '.join(spacing.RATINGS)}.")
        saved = self._put(spacing.rate(self.state, card.id, rating, right is True, self.now()))
        return {**self.open(), **saved}

    def clock(self, on: Any) -> dict[str, Any]:
        """Turn the clock on or off."""
        return self._put({**self.state, "clock": on is True})

    def progress(self) -> dict[str, Any]:
        """Return the progress as numbers and as one sentence."""
        found = spacing.progress(self.state, self.cards, self.now())
        text = (
            f"{found.due} due now · {found.new} new today · {found.met} of {found.total} met · "
            f"{found.known} known well"
        )
        if found.answered:
            text += f" · today {found.right} of {found.answered} right"
        wait = spacing.in_words(found.next_due - self.now()) if found.next_due else ""
        return {
            "met": found.met,
            "total": found.total,
            "due": found.due,
            "text": text,
            "next": wait,
        }

    def _card(self, name: Any) -> deck.Card:
        if not isinstance(name, str) or name not in self.cards:
            raise Refused("This card is not in the deck; run the cell again.")
        return self.cards[name]

    def _put(self, state: dict[str, Any]) -> dict[str, Any]:
        ok = self.book.put(self.key, state)
        says = " ".join(self.book.notices)
        self.book.notices.clear()
        return {"saved": {"ok": ok, "text": "Saved" if ok else says or "cannot be saved."}}


def text(drill: Drill) -> str:
    """Return the drill as plain text, for where nothing can be clicked: the same each time."""
    return (
        f"Drill: {len(drill.cards)} cards of the deck '{drill.name}'. Run this cell to practice. "
        f'Without the mouse: lesson.recall("{drill.name}").'
    )


def recall(drill: Drill, typed: str | None, rating: str) -> None:
    """Print the card that is due, or answer it with ``typed`` and print what comes next."""
    now = drill.open()
    card = now["card"]
    if card and typed is not None:
        said = drill.answer(card["id"], typed)
        chosen = rating or said["suggested"]
        after = drill.rate(card["id"], chosen, said["verdict"] == deck.RIGHT)
        print(f"{said['says']} {card['front']}: {said['back']}")
        if said["note"]:
            print(said["note"])
        print(f"It comes again in {said['intervals'][chosen]}.")
        if not after["saved"]["ok"]:
            print(f"Not saved: {after['saved']['text']}")
        now = after
    print(now["progress"]["text"])
    if now["card"]:
        cue = f" ({now['card']['cue']})" if now["card"]["cue"] else ""
        print(f"Next card: {now['card']['front']}{cue}. What does it mean?")
        return
    wait = now["progress"]["next"]
    print(f"Done for today.{f' The next card is due in {wait}.' if wait else ''}")
