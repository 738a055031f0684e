"""A procedure code as a question: read from a file, typed, scored and explained."""

from __future__ import annotations

import json

import pytest

from chartroom import assess
from chartroom.assess.records import QuestionError

FILE = """\
questions:
  - id: appendix
    kind: procedure
    prompt: Laparoscopic appendectomy.
    key:
      answer: 0DTJ4ZZ
      why: The whole appendix was taken out.
      guideline: B3.8
      wrong: {5=0: The surgeon worked through a scope., 0DTJ8ZZ: No scope went in by mouth.}
      hints: [Read how the surgeon got there.]
  - id: polyp
    kind: procedure
    prompt: Polyp of the sigmoid colon taken out through a colonoscope, sent to pathology.
    key: {answer: 0DBN8ZZ, accept: [0DBN8ZX]}
  - id: shin
    kind: procedure
    prompt: The displaced shaft of the right tibia was put back, with a nail in the marrow.
    key:
      answer: 0QSG06Z
      wrong: {3=H: What was the aim of the nail?, 6=J: Did it take the place of bone?}
  - id: line
    kind: procedure
    prompt: A line by the jugular vein, its tip in the superior vena cava.
    key:
      answer: 02HV33Z
      wrong: {2=5: Where does the tip lie?, 05HM33Z: That is where it went in.}
"""


@pytest.fixture(scope="module")
def questions(tmp_path_factory):
    path = tmp_path_factory.mktemp("procedures") / "questions.yaml"
    path.write_text(FILE, "utf-8")
    return assess.load(path)


def said(question, answer, mode="practice"):
    return assess.assess(question, answer, mode)


def test_a_right_code_is_right_however_it_is_written(questions):
    for typed in ("0DTJ4ZZ", " 0dtj4zz ", "0DT J4ZZ"):
        assert assess.parse(questions["appendix"], typed) == "0DTJ4ZZ"
    found = said(questions["appendix"], "0dtj4zz")
    assert found.right
    assert "Resection: Appendix, Percutaneous Endoscopic. The whole appendix" in found.text()
    assert "ICD-10-PCS Guideline B3.8 (FY2026)" in found.text()
    assert said(questions["polyp"], "0DBN8ZX").right


@pytest.mark.parametrize(
    ("answer", "score", "says"),
    [
        ("0DTJ0ZZ", 0.5, "You chose 0, Open. The record calls for 4, Percutaneous Endoscopic. "
                         "The surgeon worked through a scope."),
        ("0DTJ8ZZ", 0.5, "No scope went in by mouth."),
        ("0DTJ7ZZ", 0.5, "You chose 7, Via Natural or Artificial Opening. The record calls for 4"),
        ("0DBJ4ZZ", 0.0, "Excision takes a portion; Resection takes all of the body part."),
        ("0DTH0ZZ", 0.0, "You chose H, Cecum. The record calls for J, Appendix."),
        ("0DBJ0ZX", 0.0, "Character 7, qualifier: Look at X again when the characters before"),
        ("0FT44ZZ", 0.0, "You chose F, Hepatobiliary System and Pancreas"),
        ("0DTJXZZ", 0.0, "does not have X (External) after 0DTJ (Appendix)"),
        ("0DB", 0.0, "is not complete"),
        ("K35.80", 0.0, "diagnosis code"),
        ("0DTJ4ZZZ", 0.0, "8 characters"),
        ("?", 0.0, "Choose the seven characters, or type a code, first."),
        (None, 0.0, "Choose the seven characters"),
        (7, 0.0, "must be one procedure code"),
        ({"a": 1}, 0.0, "must be one procedure code"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("key", ["appendix"])
def test_what_is_said_and_earned(questions, key, answer, score, says):
    found = said(questions[key], answer)
    assert found.score == score
    assert says in found.text()


TRIES = ["0DTJ0ZZ", "0DTJ8ZZ", "0DTJ7ZZ", "0DBJ4ZZ", "0DTH0ZZ", "0FT44ZZ", "0D9J4ZZ", "0DB"]


@pytest.mark.parametrize("answer", TRIES)
def test_a_first_try_is_told_the_place_and_not_yet_the_value(questions, answer):
    first = assess.assess(questions["appendix"], answer, tell=False)
    then = said(questions["appendix"], answer)
    assert (first.score, first.summary) == (then.score, then.summary)
    assert [one.target for one in first.items] == [one.target for one in then.items]
    assert [one.guideline for one in first.items] == [one.guideline for one in then.items]
    assert "You chose" in first.text()
    assert "The record calls for" not in first.text()
    assert "The record calls for" in then.text()


@pytest.mark.parametrize(
    ("name", "answer", "says"),
    [
        ("appendix", "0DTJ0ZZ", "You chose 0, Open. The surgeon worked through a scope. ["),
        ("shin", "0QSH06Z", "Tibia, Left. Read again what the record says about the body part."),
        ("appendix", "0D9J4ZZ", "You chose 9, Drainage. Drainage: "),
    ],
)
def test_a_first_try_is_told_how_to_decide(questions, name, answer, says):
    assert says in assess.assess(questions[name], answer, tell=False).text()


def test_the_words_of_the_key_come_before_what_a_table_lacks(questions):
    found = said(questions["shin"], "0QHG06Z")
    (item,) = found.items
    assert item.target == "3"
    assert "What was the aim of the nail? The course has no table for 0QH" in item.message
    # Its table has no such value at all.
    text = said(questions["shin"], "0QSG0JZ").text()
    assert "Did it take the place of bone? Character 6, device: table 0QS" in text
    # Graded, the table speaks for itself, as before.
    graded = said(questions["shin"], "0QHG06Z", "graded")
    assert [item.verdict for item in graded.items] == ["form"]
    assert "What was the aim" not in graded.text()


def test_a_code_whose_table_the_course_lacks_may_exist(questions):
    found = said(questions["polyp"], "0D9N8ZX")
    assert found.score == 0.0
    assert found.summary == (
        "Not right: 0D9N8ZX. The course has no table for 0D9; the code may exist."
    )
    assert "You chose 9, Drainage." in found.text()
    part = said(questions["polyp"], "0DJN8ZZ")
    assert "The course's part of the tables does not form 0DJN8ZZ; the code may exist." in (
        part.summary
    )


def test_words_about_the_whole_code_go_before_those_about_a_value(questions):
    assert "That is where it went in." in said(questions["line"], "05HM33Z").text()
    assert "Where does the tip lie?" in said(questions["line"], "05H533Z").text()


def test_stab_cuts_are_decided_by_the_definition_of_the_approach(questions):
    text = said(questions["line"], "02HV03Z").text()
    assert "ICD-10-PCS definitions of the approaches (FY2026)" in text
    assert "B5.4" not in text


def test_the_guideline_that_decides_is_cited(questions):
    assert "Guideline B3.8 (FY2026)" in said(questions["appendix"], "0DBJ4ZZ").text()
    assert "Guidelines B5.2a, B5.2b" in said(questions["appendix"], "0DTJ0ZZ").text()


def test_an_unfinished_code_is_told_what_is_wrong_so_far(questions):
    text = said(questions["appendix"], "0DB").text()
    assert "Character 4, body part, comes next" in text
    assert "You chose B, Excision. The record calls for T, Resection." in text
    assert "Not right" not in said(questions["appendix"], "0DT").text()


@pytest.mark.parametrize("answer", ["0DBJ4ZZ", "0DTJ0ZZ", "0DTH8ZZ", "0DB", "0FT44ZZ"])
def test_graded_feedback_names_nothing_that_was_not_given(questions, answer):
    found = said(questions["appendix"], answer, "graded")
    assert found.score == said(questions["appendix"], answer).score
    for hidden in ("0DTJ4ZZ", "Resection", "The record calls for"):
        kept = [item.message for item in found.items if item.verdict != "form"]
        assert not any(hidden in message for message in kept)
    assert "is not what the record supports" in found.text()


def test_the_nearest_of_several_right_codes_is_compared(questions):
    (item,) = said(questions["polyp"], "0DBN4ZX").items
    assert item.target == "5"


def test_the_answer_is_explained(questions):
    text = assess.reveal(questions["appendix"]).text()
    assert "Character 3, root operation: T, Resection." in text
    assert "Also accepted: 0DBN8ZX" in assess.reveal(questions["polyp"]).text()


def test_more_than_one_code_is_refused(questions):
    with pytest.raises(assess.AnswerError, match="more than one"):
        assess.parse(questions["appendix"], "0DTJ4ZZ, 0DJD8ZZ")
    with pytest.raises(assess.AnswerError, match="one code"):
        assess.parse(questions["appendix"], ["0DTJ4ZZ"])


def test_form_says_nothing_about_right_or_wrong(questions):
    assert assess.form(questions["appendix"], "0FT44ZZ").complete
    assert not assess.form(questions["appendix"], "0DT").complete
    assert assess.is_blank(questions["appendix"], "")


def test_question_and_key_survive_the_way_through_an_assignment(questions):
    public = json.loads(json.dumps(assess.questions.public(questions["appendix"])))
    assert "0DTJ4ZZ" not in json.dumps(public)
    key = json.loads(json.dumps(assess.questions.key_data(questions["appendix"])))
    again = assess.questions.with_key(assess.questions.from_public(public), key)
    assert said(again, "0DTJ4ZZ", "graded").right
    bare = assess.questions.with_key(assess.Question("appendix", "procedure", ""), key)
    assert said(bare, "0DTJ0ZZ", "graded").score == 0.5


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("answer: 0DTJ4ZZ", "answer: 0DTJXZZ"), "cannot be a right code: Character 5, approach"),
        (("answer: 0DTJ4ZZ", "answer: 0C9PXZZ"), "The course has no table for 0C9"),
        (("5=0:", "8=0:"), "'8=0' must be a code of 7 characters, or a character"),
        (("5=0:", "5=4:"), "'5=4' is right and has a message for a wrong one"),
        (("0DTJ8ZZ:", "0DTJ4ZZ:"), "is right and has a message"),
        (("accept: [0DBN8ZX]", "accept: [0DBN8]"), "'0DBN8' cannot be a right code"),
        (("    prompt: Lap", "    options: {a: b}\n    prompt: Lap"), "'options' is not a field"),
    ],
)  # fmt: skip
def test_mistakes_in_the_file_are_named(tmp_path, change, says):
    text = FILE.replace(*change)
    assert text != FILE
    path = tmp_path / "questions.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(QuestionError) as trouble:
        assess.load(path)
    assert says in str(trouble.value)
    assert trouble.value.line > 0


def test_a_chart_of_an_outpatient_has_no_procedure_code(tmp_path):
    path = tmp_path / "questions.yaml"
    path.write_text(FILE.replace("prompt: Lap", "case: strep-throat\n    prompt: Lap"), "utf-8")
    with pytest.raises(QuestionError, match="hospital inpatients"):
        assess.load(path)
