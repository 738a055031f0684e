"""Whatever an answers file holds, no function of assess falls over, and no score leaves 0 to 1."""

import random
import string

import pytest

from chartroom import assess
from chartroom.assess import AnswerError

WORDS = ["a", "b", "z", "A", "I13.0", "i130", "I50.9", "N18", "E08-E13", "Chapter 4", "Y", "exempt",
         "", " ", "\x00", "\ud83d", "💊" * 50, "x" * 5000, "4.5", "-1e309", "1 2 3", "<b>", "rows",
         "code", "poa", "query", "S52.53", "I13.0 I50.33", "'; DROP TABLE code; --"]  # fmt: skip
FIXED = [
    0, -1, 1.5, 1e308, True, False, [], {}, [None], [[]], {"rows": None}, {"rows": {}},
    {"rows": "I10"}, {"rows": [None, 3, "I10", [], {"code": 4}, {"code": "I10", "poa": []}]},
    {"rows": [{"code": "I10"}] * 500}, {"query": True}, {"query": "yes", "query_text": 4},
    {"rows": [], "query": 1}, ["a"] * 1000, {"last": ["x"], "born": True, "kg": 1e308, "sex": {}},
    {"born": "0/0/0000", "phone": "x" * 400, "kg": "9" * 400, "mrn": "--", "last": "\ud83d"},
    {"p1": "merge", "p2": {"decision": ["x"]}, "p3": {"reason": 4}}, {"p1": {"decision": "x"}},
    {"p1": ["merge", "typo", "more"]}, {"a": {"b": []}}, {"": ""},
]  # fmt: skip


def anything(dice, depth=0):
    """A random JSON value, with a leaning to the words that mean something here."""
    kind = dice.randrange(5 if depth > 3 else 8)
    if kind == 0:
        return dice.choice([None, True, False, 0, -7, 3.25, 10**30])
    if kind == 1:
        return "".join(dice.choices(string.printable, k=dice.randrange(8)))
    if kind < 5:
        return dice.choice(WORDS)
    if kind == 5:
        return [anything(dice, depth + 1) for _ in range(dice.randrange(6))]
    if kind == 6:
        rows = [
            {"code": anything(dice, 4), "poa": anything(dice, 4)} for _ in range(dice.randrange(5))
        ]
        return {"rows": rows, "query": dice.choice([True, False, 3])}
    return {str(dice.choice(WORDS)): anything(dice, depth + 1) for _ in range(dice.randrange(5))}


def use(question, answer):
    bare = assess.from_public(assess.public(question), {question.case: question.chart})
    for mode in ("practice", "graded"):
        feedback = assess.assess(question, answer, mode)
        assert 0.0 <= feedback.score <= 1.0
        assert feedback.summary
        assert feedback.text()
        assert feedback.html()
        if feedback.score == 1.0:
            assert feedback.complete
    assert assess.form(bare, answer).score == 0.0
    if assess.is_blank(question, answer):
        assert assess.assess(question, answer).score == 0.0
    try:
        parsed = assess.parse(question, answer)
    except AnswerError:
        pass
    else:
        assess.assess(question, parsed)
        assert assess.parse(question, parsed) == parsed, "what was parsed is parsed as itself"


KINDS = [
    "pick",
    "several",
    "pairs",
    "steps",
    "word",
    "days",
    "one",
    "sheet",
    "ask",
    "paper",
    "pile",
]


@pytest.mark.parametrize("name", KINDS)
def test_fixed_oddities(questions, name):
    for answer in (*FIXED, *WORDS, None):
        use(questions[name], answer)


@pytest.mark.parametrize("name", KINDS)
def test_random_answers(questions, name):
    dice = random.Random(f"assess {name}")
    for _ in range(60):
        use(questions[name], anything(dice))


def test_scores_are_the_same_each_time(questions):
    dice = random.Random("again")
    for name in KINDS:
        answer = anything(dice)
        first = assess.assess(questions[name], answer)
        assert assess.assess(questions[name], answer) == first
