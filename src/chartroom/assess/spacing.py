"""When a card comes again: spaced repetition by FSRS, on plain data.

A drill's state is JSON: ``cards`` maps a card's id to what FSRS knows of it (a list, see
``_KEPT``), ``days`` a day to ``[answered, right, new]``, ``clock`` whether quick answers count as
easy. Functions return a new state and change none. The time is always given, so that the same
answers at the same times lead to the same plan.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from chartroom.assess.deck import CLOSE, RIGHT

RATINGS = ("again", "hard", "good", "easy")
NEW_A_DAY = 20
QUICK = 6.0  # seconds; an answer as quick as this was easy
AHEAD = dt.timedelta(minutes=20)  # a card that is about to be due comes when nothing else is left
_KEPT = ("state", "step", "stability", "difficulty", "due", "last_review")

State = Mapping[str, Any]


@dataclass(frozen=True)
class Progress:
    """Where a drill stands: cards in the deck, met, due now, new ones left today, known well.

    ``known`` counts cards that come again after three weeks or more. ``next_due`` is the time of
    the next card that is not due yet.
    """

    total: int
    met: int
    due: int
    new: int
    known: int
    answered: int
    right: int
    next_due: dt.datetime | None


def clean(state: Any) -> dict[str, Any]:
    """Return a state that can be used: whatever a file held, without what is damaged."""
    state = state if isinstance(state, Mapping) else {}
    cards = state.get("cards")
    days = state.get("days")
    return {
        "cards": {
            str(name): list(kept)
            for name, kept in (cards.items() if isinstance(cards, Mapping) else ())
            if _usable(kept)
        },
        "days": {
            str(day): list(counts)
            for day, counts in (days.items() if isinstance(days, Mapping) else ())
            if isinstance(counts, list) and len(counts) == 3 and all(type(n) is int for n in counts)
        },
        "clock": state.get("clock") is not False,
    }


def suggest(verdict: str, seconds: float | None, clock: bool = True) -> str:
    """Return the rating that an answer suggests. Time can only raise it, never lower it."""
    if verdict == CLOSE:
        return "hard"
    if verdict != RIGHT:
        return "again"
    quick = clock and seconds is not None and 0 < seconds <= QUICK
    return "easy" if quick else "good"


def rate(state: State, card: str, rating: str, right: bool, now: dt.datetime) -> dict[str, Any]:
    """Return the state after ``card`` was answered at ``now`` (UTC) and rated.

    Raises:
        ValueError: ``rating`` is none of ``RATINGS``.
    """
    if rating not in RATINGS:
        raise ValueError(f"'{rating}' is not a rating; use one of: {', '.join(RATINGS)}.")
    known = clean(state)
    is_new = card not in known["cards"]
    held, _ = _scheduler().review_card(_card(known, card), _rating(rating), now)
    data = held.to_dict()
    known["cards"][card] = [data[name] for name in _KEPT]
    answered, good, new = known["days"].get(_day(now), [0, 0, 0])
    known["days"][_day(now)] = [answered + 1, good + int(right), new + int(is_new)]
    return known


def intervals(state: State, card: str, now: dt.datetime) -> dict[str, dt.timedelta]:
    """Return after how long the card would come again, by rating."""
    known = clean(state)
    found = {}
    for rating in RATINGS:
        held, _ = _scheduler().review_card(_card(known, card), _rating(rating), now)
        found[rating] = held.due - now
    return found


def next_card(state: State, deck: Iterable[str], now: dt.datetime) -> str | None:
    """Return the card to ask now: what is due longest, then a new one, then what is due soon."""
    known, deck = clean(state), list(deck)
    due = sorted(
        (_due(known, card), at, card) for at, card in enumerate(deck) if card in known["cards"]
    )
    if due and due[0][0] <= now:
        return due[0][2]
    new = next((card for card in deck if card not in known["cards"]), None)
    if new is not None and _new_left(known, now) > 0:
        return new
    return due[0][2] if due and due[0][0] <= now + AHEAD else None


def progress(state: State, deck: Iterable[str], now: dt.datetime) -> Progress:
    """Return where a drill stands at ``now`` (UTC)."""
    known, deck = clean(state), list(deck)
    met = [card for card in deck if card in known["cards"]]
    dues = [_due(known, card) for card in met]
    answered, right, _ = known["days"].get(_day(now), [0, 0, 0])
    far = sum(_due(known, c) - _time(known["cards"][c][5]) >= dt.timedelta(days=21) for c in met)
    return Progress(
        total=len(deck),
        met=len(met),
        due=sum(one <= now for one in dues),
        new=min(_new_left(known, now), len(deck) - len(met)),
        known=far,
        answered=answered,
        right=right,
        next_due=min((one for one in dues if one > now), default=None),
    )


def in_words(time: dt.timedelta) -> str:
    """Return an interval for a person: ``10 minutes``, ``3 days``, ``4 months``."""
    minutes = max(1, round(time.total_seconds() / 60))
    for unit, size in (("month", 43200), ("day", 1440), ("hour", 60)):
        if minutes >= size * (2 if unit == "month" else 1):
            count = round(minutes / size)
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


@cache
def _scheduler() -> Any:
    from fsrs import Scheduler

    # Without chance: the same answers give the same plan.
    return Scheduler(enable_fuzzing=False)


def _rating(name: str) -> Any:
    from fsrs import Rating

    return Rating(RATINGS.index(name) + 1)


def _card(state: State, card: str) -> Any:
    from fsrs import Card

    kept = state["cards"].get(card)
    if kept is None:
        return Card(card_id=0)
    return Card.from_dict({"card_id": 0, **dict(zip(_KEPT, kept, strict=True))})


def _usable(kept: Any) -> bool:
    try:
        state, step, stability, difficulty, due, last = kept
        numbers = all(type(n) in (int, float) and n > 0 for n in (stability, difficulty))
        steps = step is None or (type(step) is int and 0 <= step < 10)
        return state in (1, 2, 3) and steps and numbers and _time(due) >= _time(last)
    except (TypeError, ValueError):
        return False


def _time(text: str) -> dt.datetime:
    time = dt.datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError("a time needs its zone")
    return time.astimezone(dt.UTC)


def _due(state: State, card: str) -> dt.datetime:
    return _time(state["cards"][card][4])


def _day(now: dt.datetime) -> str:
    return now.astimezone().date().isoformat()


def _new_left(state: State, now: dt.datetime) -> int:
    return max(0, NEW_A_DAY - state["days"].get(_day(now), [0, 0, 0])[2])
