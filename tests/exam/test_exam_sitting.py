"""Sittings: answers, flags, time, and what is left of a saved one that was changed."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from chartroom import exam
from chartroom.assess import AnswerError


@pytest.fixture
def sitting(bank):
    return exam.begin(bank, "one", 26, timed=True)


def again(bank, sitting, **changes):
    data = json.loads(json.dumps(exam.saved(sitting)))
    return exam.restored(bank, {**data, **changes})


def test_an_answer_is_kept_by_option_and_not_by_letter(bank, sitting):
    for asked in sitting.paper:
        sitting = exam.answered(sitting, asked.item.id, asked.key)
    assert all(sitting.right(asked.item.id) for asked in sitting.paper)
    assert again(bank, sitting) == sitting


def test_an_answer_can_be_changed_and_taken_back(sitting):
    asked = sitting.paper[3]
    other = next(letter for letter in "abcd" if letter != asked.key)
    sitting = exam.answered(sitting, asked.item.id, other)
    assert not sitting.right(asked.item.id)
    sitting = exam.answered(sitting, asked.item.id, asked.key)
    assert sitting.right(asked.item.id)
    assert exam.answered(sitting, asked.item.id, "").answers == {}


@pytest.mark.parametrize(
    ("name", "letter", "words"),
    [("nothing", "a", "not in your paper"), (None, "e", "a, b, c or d")],
)
def test_what_cannot_be_answered_is_refused(sitting, name, letter, words):
    with pytest.raises(AnswerError, match=words):
        exam.answered(sitting, name or sitting.paper[0].item.id, letter)


def test_a_finished_exam_takes_no_more_answers(sitting):
    with pytest.raises(AnswerError, match="its answers stand"):
        exam.answered(exam.finish(sitting), sitting.paper[0].item.id, "a")


def test_time_is_counted_in_steps_and_ends_the_exam(sitting):
    assert sitting.allowed == 26 * 84
    assert exam.passed(sitting, 20).left == sitting.allowed - 20
    # A sleep, a clock set forward, or a page that says nonsense, takes little or nothing.
    assert exam.passed(sitting, 90_000).seconds == 30
    for nonsense in (-5, float("nan"), float("inf"), "ten", None):
        assert exam.passed(sitting, nonsense) == sitting
    late = replace(sitting, seconds=sitting.allowed - 1)
    assert exam.passed(late, 2).finished
    assert not exam.passed(replace(late, timed=False), 2).finished


def test_changed_items_are_left_out_and_said(bank, sitting):
    first, second = (one.item for one in sitting.paper[:2])
    sitting = exam.answered(sitting, first.id, "a")
    changed = {**bank, first.id: replace(first, stem="Another question?")}
    del changed[second.id]
    found = again(changed, sitting)
    assert len(found.paper) == 24
    assert first.id not in found.answers
    assert "2 of 26 questions were changed" in found.notes[0]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"answers": {"data-000": 7}}, None),  # not in the paper or no option: gone
        ({"seconds": "soon"}, "The time used could not be read"),
        ({"seconds": -3}, "The time used could not be read"),
        ({"flagged": "x", "answers": ["a"], "seed": None}, None),
    ],
)
def test_a_file_edited_by_hand_is_read_as_far_as_it_goes(bank, sitting, changes, words):
    found = again(bank, sitting, **changes)
    assert found.answers == {}
    assert len(found.paper) == 26
    assert words is None or any(words in note for note in found.notes)


def test_answers_that_are_none_are_said(bank, sitting):
    name = sitting.paper[0].item.id
    found = again(bank, sitting, answers={name: True})
    assert "1 saved answers could not be read" in found.notes[0]


@pytest.mark.parametrize("data", [None, [], "x", {}, {"items": 3}, {"items": {"gone-1": "abc"}}])
def test_what_is_no_sitting_is_none(bank, data):
    assert exam.restored(bank, data) is None
