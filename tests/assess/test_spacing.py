"""When a card comes again."""

from __future__ import annotations

import datetime as dt

import pytest

from chartroom.assess import spacing

NOW = dt.datetime(2026, 9, 1, 15, tzinfo=dt.UTC)
DECK = [f"card {number}" for number in range(40)]


def after(state, *answers):
    """The state after answers: (card, rating, minutes from NOW)."""
    for card, rating, minutes in answers:
        right = rating != "again"
        state = spacing.rate(state, card, rating, right, NOW + dt.timedelta(minutes=minutes))
    return state


def test_a_better_rating_never_comes_sooner():
    state = after({}, ("a", "good", 0), ("a", "good", 20))
    times = spacing.intervals(state, "a", NOW + dt.timedelta(days=3))
    found = [times[name] for name in spacing.RATINGS]
    assert found == sorted(found)
    assert found[0] < dt.timedelta(hours=1) < dt.timedelta(days=2) < found[3]


def test_what_is_forgotten_comes_within_minutes_and_what_is_known_after_days():
    state = after({}, ("a", "easy", 0), ("b", "again", 0))
    assert spacing.next_card(state, ["a", "b"], NOW + dt.timedelta(minutes=2)) == "b"
    later = after(state, ("b", "easy", 2))
    assert spacing.next_card(later, ["a", "b"], NOW + dt.timedelta(hours=1)) is None
    far = NOW + dt.timedelta(days=60)
    assert spacing.progress(later, ["a", "b"], far).due == 2


def test_only_so_many_new_cards_a_day():
    state = {}
    for number in range(spacing.NEW_A_DAY):
        card = spacing.next_card(state, DECK, NOW)
        assert card == DECK[number]
        state = after(state, (card, "easy", 0))
    assert spacing.next_card(state, DECK, NOW) is None
    assert spacing.progress(state, DECK, NOW).new == 0
    tomorrow = NOW + dt.timedelta(days=1)
    assert spacing.next_card(state, DECK, tomorrow) == DECK[spacing.NEW_A_DAY]


def test_progress_counts():
    state = after({}, ("card 0", "easy", 0), ("card 1", "again", 0))
    found = spacing.progress(state, DECK, NOW + dt.timedelta(minutes=5))
    assert (found.total, found.met, found.due) == (40, 2, 1)
    assert (found.answered, found.right, found.new) == (2, 1, spacing.NEW_A_DAY - 2)
    assert found.next_due > NOW


def test_no_state_is_changed_in_place():
    first = after({}, ("a", "good", 0))
    kept = {name: dict(value) for name, value in first.items() if isinstance(value, dict)}
    after(first, ("a", "again", 10), ("b", "good", 11))
    assert {name: first[name] for name in kept} == kept


def test_the_same_answers_lead_to_the_same_plan():
    answers = [("a", "good", 0), ("b", "hard", 1), ("a", "good", 15), ("b", "again", 20)]
    assert after({}, *answers) == after({}, *answers)


@pytest.mark.parametrize(
    "damage",
    [
        None,
        [],
        "text",
        {"cards": 5},
        {"cards": {"a": [1, 2]}},
        {"cards": {"a": [9, 0, 1.0, 1.0, "2026-09-01", "2026-09-01"]}},
        {"cards": {"a": [2, None, -1.0, 5.0, NOW.isoformat(), NOW.isoformat()]}},
        {"days": {"2026-09-01": "many"}},
        {"days": {"2026-09-01": [True, 1, 1]}},
    ],
)
def test_a_damaged_plan_is_mended_and_goes_on(damage):
    state = spacing.clean(damage)
    assert state == {"cards": {}, "days": {}, "clock": True}
    assert spacing.next_card(damage, DECK, NOW) == DECK[0]
    assert spacing.rate(damage, "a", "good", True, NOW)["cards"]["a"]


def test_a_card_that_is_whole_survives_one_that_is_damaged():
    state = after({}, ("a", "good", 0))
    state["cards"]["b"] = "?"
    assert [*spacing.clean(state)["cards"]] == ["a"]


@pytest.mark.parametrize(
    ("verdict", "seconds", "clock", "rating"),
    [
        ("right", 3, True, "easy"),
        ("right", 3, False, "good"),
        ("right", 60, True, "good"),
        ("right", None, True, "good"),
        ("right", -1, True, "good"),
        ("close", 1, True, "hard"),
        ("wrong", 1, True, "again"),
    ],
)
def test_what_an_answer_suggests(verdict, seconds, clock, rating):
    assert spacing.suggest(verdict, seconds, clock) == rating


def test_a_rating_that_is_none():
    with pytest.raises(ValueError, match="'great' is not a rating; use one of: again, hard"):
        spacing.rate({}, "a", "great", True, NOW)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "1 minute"),
        (10, "10 minutes"),
        (60, "1 hour"),
        (1440, "1 day"),
        (4320, "3 days"),
        (86400, "2 months"),
    ],
)
def test_intervals_in_words(minutes, words):
    assert spacing.in_words(dt.timedelta(minutes=minutes)) == words


def test_when_the_clocks_change_a_card_is_due_after_the_same_time(monkeypatch):
    # Times are kept in UTC; only the day's count follows the wall clock.
    import time

    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        before = dt.datetime(2026, 11, 1, 4, 30, tzinfo=dt.UTC)  # half past midnight
        state = spacing.rate({}, "a", "again", False, before)
        wait = spacing.intervals({}, "a", before)["again"]
        assert spacing.next_card(state, ["a"], before + wait) == "a"
        twice = spacing.rate(state, "a", "good", True, before + dt.timedelta(hours=2))
        assert [*twice["days"]] == ["2026-11-01"]
        assert twice["days"]["2026-11-01"] == [2, 1, 1]
    finally:
        monkeypatch.undo()
        time.tzset()
