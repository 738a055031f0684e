"""Choice, multiple, match, order, short, code: scores and what is said."""

import pytest

from chartroom import assess
from chartroom.assess import AnswerError

SCORES = [
    ("pick", "a", 1.0),
    ("pick", "b", 0.0),
    ("pick", "no", 0.0),
    ("pick", "z", 0.0),
    ("several", ["a", "c", "e"], 1.0),
    ("several", ["e", "c", "a"], 1.0),
    ("several", ["a", "c", "e", "e"], 1.0),
    ("several", ["a", "c"], 2 / 3),
    ("several", ["a", "b", "c"], 1 / 3),
    ("several", ["a", "b"], 0.0),
    ("several", ["a", "b", "c", "d", "e"], 1 / 3),
    ("several", ["b", "d"], 0.0),
    ("pairs", {"a": "A", "b": "D", "c": "S"}, 1.0),
    ("pairs", {"a": "A", "b": "A", "c": "S"}, 2 / 3),
    ("pairs", {"a": "A"}, 1 / 3),
    ("pairs", {"a": "D", "b": "S", "c": "A"}, 0.0),
    ("steps", ["b", "d", "a", "c", "e"], 1.0),
    ("steps", ["d", "b", "a", "c", "e"], 0.75),
    ("steps", ["d", "a", "c", "e", "b"], 0.75),
    ("steps", ["e", "c", "a", "d", "b"], 0.0),
    ("steps", ["b", "d"], 0.25),
    ("steps", ["b", "b", "b", "b", "b"], 0.0),
    ("word", "conjunctivitis", 1.0),
    ("word", "  Conjunctivitis. ", 1.0),
    ("word", "“CONJUNCTIVITIS”", 1.0),
    ("word", "eye  infection", 1.0),
    ("word", "eye", 0.0),
    ("word", "conjuntivitis", 0.0),
    ("days", "4.5", 1.0),
    ("days", 4.5, 1.0),
    ("days", "4.55 days", 1.0),
    ("days", "4.45 Day", 1.0),
    ("days", "+4.50 d.", 1.0),
    ("days", "4.56", 0.0),
    ("days", "5.5", 0.0),
    ("days", "4.5 hours", 0.0),
    ("days", "4,5", 0.0),
    ("days", "four", 0.0),
    ("days", "nan", 0.0),
    ("one", "S52.531A", 1.0),
    ("one", " s52531a ", 1.0),
    ("one", "S52.531", 0.5),
    ("one", "S52.53", 0.5),
    ("one", "S52.501A", 0.5),
    ("one", "S52", 0.0),
    ("one", "S52.532A", 0.0),
    ("one", "S52.531D", 0.0),
    ("one", "S52.5A", 0.0),
    ("one", "I10", 0.0),
    ("one", "S52.531A S52.532A", 0.0),
    ("one", "Chapter 19", 0.0),
    ("one", "S50-S59", 0.0),
]


@pytest.mark.parametrize("mode", ["practice", "graded"])
@pytest.mark.parametrize(("name", "answer", "score"), SCORES)
def test_scores(questions, name, answer, score, mode):
    feedback = assess.assess(questions[name], answer, mode)
    assert feedback.score == pytest.approx(score, abs=1e-12)
    assert feedback.right == (score == 1.0)
    assert feedback.items


@pytest.mark.parametrize("name", ["pick", "several", "pairs", "steps", "word", "days", "one"])
@pytest.mark.parametrize("answer", [None, ""])
def test_a_blank_answer_scores_nothing_and_is_not_called_wrong(questions, name, answer):
    feedback = assess.assess(questions[name], answer)
    assert (feedback.score, feedback.complete) == (0.0, False)
    assert [item.verdict for item in feedback.items] == ["form"]
    assert assess.is_blank(questions[name], answer)


def said(questions, name, answer, mode="practice"):
    return assess.assess(questions[name], answer, mode).text()


def test_a_wrong_pick_gets_its_own_message(questions):
    assert "Excludes2 allows both." in said(questions, "pick", "b")
    assert "Guideline I.A.12.a (FY2026)" in said(questions, "pick", "b")
    assert "A category." in said(questions, "several", ["a", "b"])
    assert "Not any more." in said(questions, "pairs", {"a": "A", "b": "A", "c": "S"})
    assert "A place." in said(questions, "word", "EYE")
    assert "day of discharge" in said(questions, "days", "5.5 days")
    assert "Count the places." in said(questions, "one", "S52.5A")


def test_the_right_answer_is_told_why(questions):
    assert "never together" in said(questions, "pick", "a")
    assert "Index first." in said(questions, "steps", ["b", "d", "a", "c", "e"])


def test_missing_picks_are_counted_and_not_named(questions):
    text = said(questions, "several", ["a"])
    assert "2 more belong here" in text
    assert "c belongs" not in text
    assert "e belongs" not in text


def test_an_order_says_where_it_goes_off(questions):
    text = said(questions, "steps", ["b", "d", "c", "a", "e"])
    assert "Places 1 to 2 are right" in text
    assert "“fourth” does not come next" in text
    assert "One item is not yet" in text


def test_a_near_miss_in_spelling_is_told_in_practice_only(questions):
    assert "spelling" in said(questions, "word", "conjuntivitis")
    assert "spelling" not in said(questions, "word", "conjuntivitis", "graded")


def test_numbers_are_told_what_is_off(questions):
    assert "point for decimals" in said(questions, "days", "4,5")
    assert "in days or d" in said(questions, "days", "4.5 hours")


CODES = [
    ("S52.531", "less-specific", "needs a 7th character"),
    ("S52.53", "less-specific", "more specific entries below it"),
    ("S52.501A", "less-specific", "gives more detail"),
    ("S52.532A", "wrong", "for the side"),
    ("S52.531B", "wrong", "7th character B means"),
    ("S52.571A", "wrong", "The category is right"),
    ("M80.031A", "wrong", "Age-related osteoporosis"),
    ("R52", "wrong", "sign or symptom"),
    ("S52.5O1A", "form", "letters that look like digits"),
    ("S52.531X", "form", "seventh place"),
    ("wrist", "form", "is not a code. Type words, then choose"),
    ("S52.531A, I10", "form", "one code only"),
]


@pytest.mark.parametrize(("code", "verdict", "words"), CODES)
def test_what_is_off_with_a_code(questions, code, verdict, words):
    feedback = assess.assess(questions["one"], code)
    assert feedback.items[0].verdict == verdict
    assert words in feedback.text()
    assert "S52.531A" not in feedback.text().replace("S52.531A, I10", "")


def test_graded_feedback_drops_the_sentence_that_names_the_code(questions):
    assert "so S52.531A" in said(questions, "one", "S52.531D")
    graded = said(questions, "one", "S52.531D", "graded")
    assert "S52.531A" not in graded
    assert "7th character D means" in graded


PARSED = [
    ("pick", "B", "b"),
    ("pick", "b)", "b"),
    ("pick", "excludes2", "b"),
    ("several", "a, c", ["a", "c"]),
    ("several", "c and a", ["a", "c"]),
    ("several", "ace", ["a", "c", "e"]),
    ("several", ["e", "A"], ["a", "e"]),
    ("several", "", []),
    ("pairs", "a=a, b = D; c: s", {"a": "A", "b": "D", "c": "S"}),
    ("pairs", {"a": "A"}, {"a": "A"}),
    ("steps", "b d a c e", ["b", "d", "a", "c", "e"]),
    ("steps", "b > d > a", ["b", "d", "a"]),
    ("word", " Eye ", "Eye"),
    ("days", 4.5, "4.5"),
    ("one", "s52531a", "S52.531A"),
    ("one", "s52 531a", "S52.531A"),
]


@pytest.mark.parametrize(("name", "typed", "answer"), PARSED)
def test_typed_answers_are_understood(questions, name, typed, answer):
    assert assess.parse(questions[name], typed) == answer


NOT_PARSED = [
    ("pick", "z", "the choices are a, b, no"),
    ("pick", 3, "'3' is not one of"),
    ("pick", ["a"], "is not one of"),
    ("several", "a, z", "'z' is not one of"),
    ("several", {"a": 1}, "is not one of"),
    ("pairs", "a", "write pairs such as"),
    ("pairs", "a=Q", "'Q' is not one of"),
    ("pairs", "a=A, a=D", "paired twice"),
    ("pairs", 7, "write pairs such as"),
    ("steps", "b b", "stands twice"),
    ("steps", 7, "write the items in order"),
    ("word", ["x"], "must be text or a number"),
    ("word", True, "must be text or a number"),
    ("one", "I10 E11.9", "more than one"),
    ("one", 10, "must be one code"),
]


@pytest.mark.parametrize(("name", "typed", "words"), NOT_PARSED)
def test_what_cannot_be_understood_is_refused_in_one_sentence(questions, name, typed, words):
    with pytest.raises(AnswerError, match=words) as refused:
        assess.parse(questions[name], typed)
    assert "\n" not in str(refused.value)


def test_only_worksheets_are_queried(questions):
    with pytest.raises(AnswerError, match="not a worksheet"):
        assess.parse(questions["pick"], "a", query="What?")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("pick", "a. “Excludes1”"),
        ("several", "e. “K35.80”"),
        ("pairs", "“active” goes with “initial”"),
        ("steps", "1. “first”"),
        ("word", "conjunctivitis"),
        ("days", "4.5 days"),
        ("one", "S52.531A, Colles' fracture of right radius"),
    ],
)
def test_reveal_gives_the_answer(questions, name, words):
    assert words in assess.reveal(questions[name]).text()


FORM = [
    ("pick", "a", True),
    ("pick", "z", False),
    ("several", ["a"], True),
    ("several", "a", False),
    ("pairs", {"a": "A", "b": "A", "c": "A"}, True),
    ("pairs", {"a": "A"}, False),
    ("steps", ["a", "b", "c", "d", "e"], True),
    ("steps", ["a", "b"], False),
    ("word", "anything", True),
    ("one", "I10", True),
    ("one", "E11", False),
    ("one", "E11.99", False),
]


@pytest.mark.parametrize(("name", "answer", "fine"), FORM)
def test_the_form_is_judged_without_a_key(questions, name, answer, fine):
    bare = assess.from_public(assess.public(questions[name]))
    found = assess.form(bare, answer)
    assert found.complete is fine
    assert found.score == 0.0
    assert {item.verdict for item in found.items} <= {"form"}
    assert bool(found.items) is not fine


def test_an_unknown_mode_is_refused(questions):
    with pytest.raises(ValueError, match="'practice' or 'graded'"):
        assess.assess(questions["pick"], "a", mode="exam")
