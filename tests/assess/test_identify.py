"""Identifiers to be marked in a text: what counts, what is said, what may be typed."""

import pytest

from chartroom import assess
from chartroom.assess import AnswerError, QuestionError, questions

NOTE = """
questions:
  - id: note
    kind: identify
    prompt: Mark what identifies.
    source: |
      Seen 04/17/2026 with his sister Mae Oliver. Mae drives.
      Pain 5/10. MRN TH-337257.
    key:
      answer: {name: [Mae Oliver, Mae], date: 04/17/2026, record number: TH-337257}
      accept: {other: [drives]}
      why: Relatives count too.
      wrong: {5/10: No date.}
"""


@pytest.fixture
def load(tmp_path):
    def read(text=NOTE):
        path = tmp_path / "questions.yaml"
        path.write_text(text, encoding="utf-8")
        return questions.load(path)["note"]

    return read


@pytest.fixture
def note(load):
    return load()


def score(note, typed, mode="practice"):
    return assess.assess(note, assess.parse(note, typed), mode)


def test_the_key_marks_every_place_once(note):
    words = [
        note.source[one.start : one.end] for one in assess.identify.marks(note, note.key.answer)
    ]
    assert words == ["04/17/2026", "Mae Oliver", "Mae", "TH-337257"]


@pytest.mark.parametrize("mode", ["practice", "graded"])
def test_all_marks_are_perfect(note, mode):
    typed = "Mae Oliver = name; Mae = name; 04/17/2026 = date; TH-337257 = record number"
    assert score(note, typed, mode).score == 1.0
    assert assess.assess(note, list(note.key.answer), mode).score == 1.0


def test_precision_and_recall_both_count(note):
    half = score(note, {"04/17/2026": "date", "TH-337257": "record number"})
    assert half.score == pytest.approx(2 * 1 * 0.5 / 1.5)
    assert "Recall: 2 of 4" in half.summary
    assert "Precision: 2 of your 2" in half.summary
    whole = assess.assess(note, [f"0-{len(note.source)} name"])
    assert whole.score == 0.0


def test_marks_of_another_type_are_told(note):
    found = score(note, "04/17/2026 = place")
    assert found.score == 0.0
    assert "1 more are covered, under another type" in found.summary


def test_a_needless_mark_gets_the_authors_words(note):
    found = score(note, "5/10 = date; 04/17/2026 = date")
    said = {item.about: item.message for item in found.items}
    assert said["“5/10”"] == "No date."


def test_graded_feedback_does_not_name_what_is_missing(note):
    found = score(note, "04/17/2026 = date", "graded")
    assert "Mae" not in found.text()
    assert "TH-337257" not in found.text()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Moe = name", "does not stand in the text"),
        ("Mae = nickname", "not one of the choices"),
        ("Mae", "not clear"),
        (["0-3"], "no mark"),
    ],
)
def test_what_cannot_be_meant_is_said(note, typed, words):
    with pytest.raises(AnswerError, match=words):
        assess.parse(note, typed)


@pytest.mark.parametrize(
    "answer", ["x", 7, {"a": 1}, [None], ["5-2 name"], ["0-99999 name"], [[1]]]
)
def test_a_damaged_answer_is_scored_and_never_raises(note, answer):
    assert assess.assess(note, answer).score == 0.0
    assert assess.form(note, answer).items


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("{name: [Moe]}", "“Moe” does not stand in the text"),
        ("{nickname: [Mae]}", "'nickname' is not a type"),
        ("Mae", "must list words by type"),
    ],
)
def test_a_mistake_in_the_file_is_named(load, change, words):
    start = NOTE.index("answer: ") + 8
    end = NOTE.index("\n", start)
    with pytest.raises(QuestionError, match=words):
        load(NOTE[:start] + change + NOTE[end:])


def test_question_and_key_travel_apart(note):
    bare = questions.from_public(questions.public(note))
    assert "Relatives" not in str(questions.public(note))
    again = questions.with_key(bare, questions.key_data(note))
    assert again.key == note.key
    assert "Mae Oliver; Mae" in assess.reveal(again).text()


def test_what_is_accepted_neither_helps_nor_harms(note):
    alone = score(note, "04/17/2026 = date")
    beside = score(note, "04/17/2026 = date; drives = other")
    assert beside.score == alone.score
    assert score(note, "drives = other").score == 0.0
