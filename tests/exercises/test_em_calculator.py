"""The E/M calculator: what it answers, and what it shows without a browser."""

from __future__ import annotations

import pytest

from chartroom import open_lesson
from chartroom.codes import cpt
from chartroom.exercises import assets, visitlevel
from chartroom.exercises.widget import View


def ask(**given):
    return visitlevel.level(given)


def test_it_answers_as_codes_cpt_does():
    reply = ask(visit="new", problems="low", risk="moderate", items="2", minutes="")
    assert reply["code"] == "99203"
    assert reply["label"] == cpt.lookup("99203").label
    assert reply["data"] == "limited"
    assert reply["reasons"]


def test_an_untouched_element_is_not_counted_against_the_visit():
    assert ask(visit="established", problems="moderate", risk="moderate")["code"] == "99214"
    assert ask(visit="established", problems="moderate")["code"] == ""
    assert ask(visit="established", problems="moderate", items="0")["code"] == "99212"


def test_minutes_count_in_an_office_and_not_in_the_emergency_department():
    assert ask(visit="established", minutes="30")["code"] == "99214"
    assert ask(visit="ed", minutes="30")["code"] == ""
    assert ask(visit="ed", problems="high", historian=True, risk="high")["code"] == "99285"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (None, "Choose the kind of visit"),
        ({}, "Choose the kind of visit"),
        ({"visit": "home"}, "Choose the kind of visit"),
        ({"visit": "new", "items": "two"}, "whole number"),
        ({"visit": "new", "minutes": "-3"}, "whole number"),
        ({"visit": "new", "minutes": "99999"}, "a day has"),
        ({"visit": "new", "problems": "huge"}, "problems cannot be"),
    ],
)
def test_what_cannot_be_used_is_a_sentence(given, says):
    assert says in visitlevel.level(given)["says"]


def test_a_number_that_cannot_be_used_is_told_of_its_own_field():
    assert ask(visit="new", items="two")["about"] == "items"
    assert "such as 2." in ask(visit="new", items="two")["says"]
    assert ask(visit="new", items="2", minutes="an hour")["about"] == "minutes"
    assert "about" not in ask(visit="ed", minutes="an hour")


def test_the_view_has_the_same_words_and_its_module():
    spec = visitlevel.spec()
    assert [name for name, _ in spec["visits"]] == ["new", "established", "ed"]
    assert [name for name, _ in spec["risk"]] == ["minimal", "low", "moderate", "high"]
    assert spec["notice"] == cpt.NOTICE
    module = assets.module(spec["kind"])
    assert "class Link" in module
    assert "import {" not in module
    view = View(spec, lambda: (visitlevel.html(), visitlevel.text()))
    reply = view.receive({"action": "level", "seq": 4, "view": "v", "visit": "ed"})
    assert (reply["seq"], reply["to"], reply["code"]) == (4, "v", "")


def test_the_tables_stand_where_nothing_can_be_clicked(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHARTROOM_STATIC", "1")
    shown = open_lesson("04-diagnosis-coding-1").em_calculator()._repr_mimebundle_()
    for word in ("99205, or 60 minutes", "99215, or 40 minutes", "99285"):
        assert word in shown["text/html"] or word in shown["text/plain"]
    assert "American Medical Association" in shown["text/html"]
    assert "99281" not in shown["text/html"]
