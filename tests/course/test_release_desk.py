"""The inbox of lesson 10: what each request is worth when it is worked well, badly, or not."""

from __future__ import annotations

import pytest

from chartroom import assess, paths
from chartroom.assess import questions

DESK = questions.load(paths.datasets() / "questions" / "10-release-desk.yaml")
RELEASED = [name for name, one in DESK.items() if one.key.answer["decision"] == "release"]
KEPT = [name for name in DESK if name not in RELEASED]


@pytest.mark.parametrize("name", DESK)
def test_the_key_is_perfect_and_nothing_is_nothing(name):
    request = DESK[name]
    assert assess.assess(request, request.key.answer).score == 1.0
    assert assess.assess(request, {}).score == 0.0
    assert not assess.form(request, request.key.answer).items


@pytest.mark.parametrize("name", KEPT)
def test_a_release_that_must_not_be_is_worth_nothing(name):
    request = DESK[name]
    found = assess.assess(request, {**request.key.answer, "decision": "release"})
    assert found.score == 0.0
    assert any(item.verdict == "harm" for item in found.items)


@pytest.mark.parametrize("name", RELEASED)
def test_a_page_that_must_stay_back_makes_the_release_worth_nothing(name):
    request = DESK[name]
    harm = request.key.parts["documents"].harm if "documents" in request.key.parts else ()
    for number in harm:
        sent = f"{request.key.answer['documents']}, {number}"
        found = assess.assess(request, {**request.key.answer, "documents": sent})
        assert found.score == 0.0, (name, number)


@pytest.mark.parametrize("name", DESK)
@pytest.mark.parametrize("decision", ["release", "return", "refuse", "escalate"])
def test_one_habit_for_all_is_never_good(name, decision):
    """Who answers everything alike and fills in nothing else does not pass a request."""
    assert assess.assess(DESK[name], {"decision": decision}).score < 0.6


@pytest.mark.parametrize("name", DESK)
def test_the_key_stays_out_of_what_students_hold(name):
    request = DESK[name]
    data = str(questions.public(request))
    for part in request.key.parts.values():
        assert not part.why or part.why not in data
    assert "weight" not in data and "harm" not in data
