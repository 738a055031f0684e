"""The drill asks, compares, and keeps its plan in the answers file from day to day."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest

from chartroom import paths
from chartroom.assess import deck
from chartroom.exercises import drill
from chartroom.exercises.desk import Refused

NOON = dt.datetime(2026, 9, 1, 16, tzinfo=dt.UTC)
TERMS = Path(__file__).resolve().parents[2] / "datasets" / "terms"
FIRST = deck.load("terms")[0]


@pytest.fixture(autouse=True)
def decks(lesson):
    """The course's decks, in the small course of these tests."""
    shutil.copytree(TERMS, paths.datasets() / "terms", dirs_exist_ok=True)


class Clock:
    now = NOON

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def start(lesson, clock):
    return lambda: drill.Drill("terms", lesson.book, clock)


def test_an_answer_is_compared_and_rated_and_the_next_card_comes(start):
    one = start()
    asked = one.open()["card"]
    assert asked == {"id": FIRST.id, "front": FIRST.front, "cue": FIRST.cue}
    said = one.answer(asked["id"], FIRST.back, 3.0)
    assert (said["verdict"], said["suggested"], said["back"]) == ("right", "easy", FIRST.back)
    assert said["source"] == FIRST.source
    after = one.rate(asked["id"], "easy", True)
    assert after["saved"] == {"ok": True, "text": "Saved"}
    assert after["card"]["id"] != asked["id"]
    assert "1 of 519 met" in after["progress"]["text"]


def test_the_meaning_is_not_sent_with_the_question(start):
    assert FIRST.back not in json.dumps(start().open())


def test_it_goes_on_the_next_day(start, reopened, clock):
    start().rate(FIRST.id, "good", True)
    again = reopened().book
    clock.now = NOON + dt.timedelta(days=1)
    later = drill.Drill("terms", again, clock)
    assert later.open()["card"]["id"] == FIRST.id
    assert "1 due now" in later.progress()["text"]
    assert "right" not in later.progress()["text"]


def test_a_second_window_loses_nothing(start):
    one, other = start(), start()
    second = deck.load("terms")[1].id
    one.rate(FIRST.id, "good", True)
    other.rate(second, "good", True)
    assert set(one.state["cards"]) == {FIRST.id, second}


def test_the_clock_can_be_turned_off(start):
    one = start()
    one.clock(False)
    assert start().answer(FIRST.id, FIRST.back, 1.0)["suggested"] == "good"


@pytest.mark.parametrize("name", [None, 7, "no such card"])
def test_a_message_about_no_card_of_the_deck(start, name):
    with pytest.raises(Refused, match="not in the deck"):
        start().answer(name, "x")


def test_a_rating_that_is_none(start):
    with pytest.raises(Refused, match="'great' is not a rating"):
        start().rate(FIRST.id, "great", True)


def test_a_damaged_plan_is_begun_anew(start, lesson):
    lesson.book.put("drill-terms", {"cards": "lost", "days": [1]})
    assert start().open()["card"]["id"] == FIRST.id
    assert start().rate(FIRST.id, "good", True)["saved"]["ok"]


def test_by_typing(lesson, capsys):
    lesson.recall("terms")
    assert f"Next card: {FIRST.front}" in capsys.readouterr().out
    lesson.recall("terms", FIRST.back)
    said = capsys.readouterr().out
    assert f"Right. {FIRST.front}: {FIRST.back}" in said
    assert "It comes again in" in said
    lesson.recall("terms", "xylophone", "again")
    assert "Not yet." in capsys.readouterr().out


def test_where_nothing_can_be_clicked_it_says_how_to_type(lesson, monkeypatch):
    monkeypatch.setenv("CHARTROOM_STATIC", "1")
    shown = lesson.drill("terms")._repr_mimebundle_()
    assert 'lesson.recall("terms")' in shown["text/plain"]


def test_a_deck_that_is_not_there(lesson):
    with pytest.raises(deck.DeckError, match="There is no deck 'bones'"):
        lesson.drill("bones")
