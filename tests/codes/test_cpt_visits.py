"""Levels of visits: decision making, time, and what cannot be used."""

from __future__ import annotations

import itertools

import pytest

from chartroom.codes import cpt

PROBLEMS = ("minimal", "low", "moderate", "high")
DATA = ("minimal", "limited", "moderate", "extensive")


def level(setting, patient="", **given):
    return cpt.em(setting, patient, **given)


@pytest.mark.parametrize(
    ("setting", "patient", "codes"),
    [
        ("office", "new", ("99202", "99203", "99204", "99205")),
        ("office", "established", ("99212", "99213", "99214", "99215")),
        ("ed", "", ("99282", "99283", "99284", "99285")),
    ],
)
def test_two_of_three_decide(setting, patient, codes):
    for three in itertools.product(range(4), repeat=3):
        problems, data, risk = three
        found = level(
            setting,
            patient,
            problems=PROBLEMS[problems],
            data=DATA[data],
            risk=PROBLEMS[risk],
        )
        assert found.code == codes[sorted(three)[1]], three
        assert found.basis == "mdm"
        assert found.reasons


@pytest.mark.parametrize(
    ("patient", "minutes", "code"),
    [
        ("new", 14, ""),
        ("new", 15, "99202"),
        ("new", 29, "99202"),
        ("new", 30, "99203"),
        ("new", 44, "99203"),
        ("new", 45, "99204"),
        ("new", 59, "99204"),
        ("new", 60, "99205"),
        ("established", 9, ""),
        ("established", 10, "99212"),
        ("established", 20, "99213"),
        ("established", 30, "99214"),
        ("established", 39, "99214"),
        ("established", 40, "99215"),
        ("established", 200, "99215"),
    ],
)
def test_minutes_must_be_met(patient, minutes, code):
    found = level("office", patient, minutes=minutes)
    assert found.code == found.by_time == code
    assert found.basis == ("time" if code else "")


def test_either_basis_may_be_chosen_and_the_higher_is_shown():
    found = level("office", "established", problems="low", data="minimal", risk="low", minutes=34)
    assert (found.by_mdm, found.by_time, found.code) == ("99213", "99214", "99214")
    assert found.basis == "time"
    assert any("Either may be chosen" in one for one in found.reasons)


def test_one_high_element_alone_does_not_count():
    found = level("office", "new", problems="high", data="minimal", risk="low")
    assert found.mdm == "low"
    assert "Only problems goes higher" in " ".join(found.reasons)


def test_two_elements_are_enough_and_one_is_not():
    assert level("ed", problems="high", risk="moderate").code == "99284"
    alone = level("ed", problems="high")
    assert alone.code == alone.mdm == ""
    assert "two of its three" in " ".join(alone.reasons)
    assert "99211" in " ".join(level("office", "established").reasons)


def test_the_emergency_department_has_no_time():
    found = level("ed", problems="low", data="limited", risk="low", minutes=90)
    assert (found.code, found.by_time) == ("99283", "")
    assert "Time does not count" in " ".join(found.reasons)
    assert level("ed", minutes=90).code == ""


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("clinic", "new"), {}),
        (("office", ""), {}),
        (("office", "old"), {}),
        (("office", "new"), {"problems": "extensive"}),
        (("office", "new"), {"data": "low"}),
        (("office", "new"), {"risk": "5"}),
        (("office", "new"), {"minutes": "30"}),
        (("office", "new"), {"minutes": -1}),
        (("office", "new"), {"minutes": 30.5}),
        (("office", "new"), {"minutes": True}),
        (("office", "new"), {"minutes": 10**9}),
    ],
)
def test_what_cannot_be_used_is_said(given, says):
    with pytest.raises(cpt.CptError) as caught:
        cpt.em(*given, **says)
    text = str(caught.value)
    assert text.endswith(".")
    assert all(name in text for name in says)


@pytest.mark.parametrize(
    ("given", "step"),
    [
        ({}, "minimal"),
        ({"items": 1}, "minimal"),
        ({"items": 2}, "limited"),
        ({"historian": True}, "limited"),
        ({"items": 2, "historian": True}, "moderate"),
        ({"items": 3}, "moderate"),
        ({"interpretation": True}, "moderate"),
        ({"items": 2, "discussion": True}, "moderate"),
        ({"items": 3, "discussion": True}, "extensive"),
        ({"interpretation": True, "discussion": True}, "extensive"),
    ],
)
def test_data(given, step):
    assert cpt.data_level(**given) == step


def test_items_must_be_a_number():
    with pytest.raises(cpt.CptError, match="items"):
        cpt.data_level(items="two")


def test_the_table_in_words_is_whole():
    steps = {}
    for one in cpt.elements():
        steps.setdefault(one.element, []).append(one.level)
        assert one.words
    assert steps == {"problems": [*PROBLEMS], "data": [*DATA], "risk": [*PROBLEMS]}
    assert {one.minutes for one in cpt.levels() if one.setting == "ed"} == {None}
