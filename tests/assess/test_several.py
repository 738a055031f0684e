"""A form field in which several choices are marked; weights; an entry that does harm."""

import pytest

from chartroom import assess
from chartroom.assess import questions

FORM = """
questions:
  - id: send
    kind: fields
    prompt: Answer the letter.
    source: The letter asks for the operative report and the discharge summary.
    fields:
      - {id: decision, label: Decision, type: choice, options: {send: Send, keep: Keep}}
      - id: papers
        label: Papers
        type: several
        options: {op: Operative report, sum: Discharge summary, lab: Laboratory, psy: Therapy notes}
      - {id: fee, label: Fee, type: number, unit: dollars}
      - id: defects
        label: Defects
        type: several
        options: {date: no date, name: no name}
    key:
      answer: {decision: send, papers: "op, sum"}
      blank: [fee, defects]
      accept: {papers: ["op, sum, lab"]}
      why: {papers: Both are named.}
      wrong: {papers: {psy: Therapy notes need a paper of their own.}}
      harm: {papers: [psy]}
      weight: {decision: 3, papers: 2, fee: 0.5, defects: 0.5}
"""
RIGHT = {"decision": "send", "papers": "op, sum", "fee": "", "defects": ""}


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "questions.yaml"
    path.write_text(FORM, encoding="utf-8")
    return questions.load(path)["send"]


def judged(letter, mode="practice", **changed):
    found = assess.assess(letter, {**RIGHT, **changed}, mode)
    return found, {item.target: item for item in found.items}


@pytest.mark.parametrize("papers", ["op, sum", "sum,op", "Op, SUM", "op, sum, lab"])
def test_the_set_counts_and_not_its_order(letter, papers):
    found, items = judged(letter, papers=papers)
    assert found.score == 1.0, found.text()
    assert items["papers"].verdict == "right"


@pytest.mark.parametrize(
    ("papers", "verdict", "share", "words"),
    [
        ("op", "partly", 0.5, "1 more belongs here"),
        ("lab", "partly", 1 / 3, "2 more belong here"),  # one of the three that are accepted
        ("", "missing", 0.0, "2 more belong here"),
        ("op, zebra", "form", 0.0, "Choose entries of the list"),
    ],
)
def test_a_part_earns_a_part(letter, papers, verdict, share, words):
    found, items = judged(letter, papers=papers)
    assert items["papers"].verdict == verdict
    assert words in items["papers"].message
    assert found.score == pytest.approx((3 + 2 * share + 1) / 6)


def test_marking_where_nothing_belongs_is_said(letter):
    found, items = judged(letter, defects="date")
    assert items["defects"].verdict == "extra"
    assert "“no date” does not belong here" in items["defects"].message
    assert found.score == pytest.approx(5.5 / 6)


@pytest.mark.parametrize("mode", ["practice", "graded"])
def test_harm_makes_the_whole_worth_nothing(letter, mode):
    found, items = judged(letter, mode, papers="op, sum, psy")
    assert items["papers"].verdict == "harm"
    assert "paper of their own" in items["papers"].message
    assert found.score == 0.0
    assert "does harm" in found.summary


def test_graded_messages_name_no_right_choice(letter):
    _, items = judged(letter, "graded", papers="op")
    assert "Discharge" not in items["papers"].message


def test_answers_can_be_typed_as_a_list(letter):
    parsed = assess.parse(letter, {"decision": "send", "papers": ["op", "sum"]})
    assert assess.assess(letter, parsed).score == 1.0


def test_the_key_travels_with_weights_and_harm(letter):
    bare = questions.from_public(questions.public(letter))
    again = questions.with_key(bare, questions.key_data(letter))
    assert again.key.parts == letter.key.parts
    assert assess.assess(again, {**RIGHT, "papers": "psy"}, "graded").score == 0.0


def test_the_answer_is_revealed_in_words(letter):
    found = {item.target: item.message for item in assess.reveal(letter).items}
    assert "Operative report; Discharge summary" in found["papers"]
    assert "leave it empty" in found["defects"].lower()
