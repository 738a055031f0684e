"""A queue: what each decision earns, and what one that does harm costs."""

from dataclasses import replace

import pytest

from chartroom import assess
from chartroom.assess import AnswerError, grading


@pytest.fixture
def pile(questions):
    return questions["pile"]


def decide(**given):
    pairs = {name: (*value.split("/"), "")[:2] for name, value in given.items()}
    return {name: {"decision": one, "reason": other} for name, (one, other) in pairs.items()}


RIGHT = {"p1": "merge/typo", "p2": "keep/twin", "p3": "refer/doubt"}
# The weights are 1, 2 and 1; together 4.
SCORES = [
    ({}, 1.0),
    ({"p3": "keep/typo"}, 1.0),
    ({"p1": "merge"}, 3.5 / 4),
    ({"p1": "merge/twin"}, 3.5 / 4),
    ({"p1": "keep/typo"}, 3 / 4),
    ({"p2": "refer/doubt"}, 2 / 4),
    ({"p2": "merge/typo"}, 0.0),
    ({"p3": "merge/typo"}, 2 / 4),
    ({"p1": "/typo"}, 3 / 4),
    ({"p2": "merge/typo", "p3": "merge/typo"}, 0.0),
]


@pytest.mark.parametrize(("changed", "score"), SCORES)
@pytest.mark.parametrize("mode", ["practice", "graded"])
def test_scores(pile, changed, score, mode):
    found = assess.assess(pile, decide(**{**RIGHT, **changed}), mode)
    assert found.score == pytest.approx(score)
    assert found.right == (score == 1.0)


def test_harm_is_named_and_costs_more_than_leaving_it_undecided(pile):
    merged = assess.assess(pile, decide(**{**RIGHT, "p2": "merge/typo"}))
    left = assess.assess(pile, decide(p1=RIGHT["p1"], p3=RIGHT["p3"]))
    assert merged.score < left.score
    assert "1 decision does harm." in merged.summary
    assert "Two lives would be in one chart." in merged.text()
    assert "Not right, does harm: Pair 2: Two lives" in merged.text()
    assert not left.complete


def test_a_wrong_decision_without_words_of_its_own_is_told_the_hint_in_practice(pile):
    hinted = replace(pile, key=replace(pile.key, hints=("Look at the minute of birth.", "More.")))
    given = decide(**{**RIGHT, "p1": "refer/doubt"})
    assert "does not fit. Look at the minute of birth." in assess.assess(hinted, given).text()
    graded = assess.assess(hinted, given, "graded").text()
    assert "minute of birth" not in graded
    plain = replace(pile, key=replace(pile.key, hints=()))
    for said in (graded, assess.assess(plain, given).text()):
        assert "does not fit. Compare what agrees and what differs." in said
    texts = replace(plain, work=tuple(replace(one, columns=(), rows=()) for one in plain.work))
    assert "does not fit. Read the item again." in assess.assess(texts, given).text()


def test_messages(pile):
    text = assess.assess(pile, decide(p1="refer/doubt", p2="keep/doubt")).text()
    assert "“Refer to the lead” does not fit. " in text
    assert "Pair 2: The decision is right. Look again." in text
    assert "Missing: Pair 3: Not decided yet." in text
    assert "One letter differs." in assess.assess(pile, decide(**RIGHT)).text()


def test_graded_feedback_does_not_name_the_right_decision(pile):
    text = assess.assess(pile, decide(p2="merge/typo"), "graded").text()
    assert "Two lives would be in one chart." in text
    assert "Two different people" not in text


def test_the_form_asks_for_decision_and_reason(pile):
    bare = assess.from_public(assess.public(pile))
    said = assess.form(bare, decide(p1="merge", p2="burn/typo")).text()
    for words in ("Pair 1: Choose a reason", "Pair 2: 'burn' is not one", "Pair 3: Not decided"):
        assert words in said
    assert assess.form(bare, decide(**{**RIGHT, "p1": "keep/doubt"})).complete


TYPED = [
    ("p1 = merge / typo, Pair 2 = keep", decide(p1="merge/typo", p2="keep")),
    ({"p1": "Merge the two"}, decide(p1="merge")),
    ({"p1": ("merge", "typo")}, decide(p1="merge/typo")),
    (decide(**RIGHT), decide(**RIGHT)),
]


@pytest.mark.parametrize(("value", "answer"), TYPED)
def test_typed_decisions(pile, value, answer):
    assert assess.parse(pile, value) == answer


@pytest.mark.parametrize(
    ("value", "words"),
    [("merge", "write decisions such as 'p1 = merge / typo'"), ("p9 = merge", "'p9' is not one"),
     ("p1 = burn", "the choices are merge, keep, refer"), ("p1=keep, p1=merge", "decided twice"),
     (4, "not clear"), ("p1 = merge / age", "'age' is not one")],
)  # fmt: skip
def test_decisions_that_cannot_be_understood(pile, value, words):
    with pytest.raises(AnswerError, match=words):
        assess.parse(pile, value)


def test_a_grader_reads_decisions_in_words(pile, tmp_path, capsys):
    assess.write_public([pile], tmp_path)
    assess.AnswerBook("a09", tmp_path).put("pile", decide(p1="merge/typo", p2="keep"))
    assert grading.score("a09", "pile", 4, assess.key_data(pile), tmp_path) == 2.0
    assert "Your answer: p1 = merge / typo, p2 = keep" in capsys.readouterr().out


def test_reveal(pile):
    text = assess.reveal(pile).text()
    assert "Pair 1: “Merge the two”, because of “A typing slip”. One letter differs." in text
    assert "“Refer to the lead” or “Two different people”" in text
