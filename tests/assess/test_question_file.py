import dataclasses
import json

import pytest

from chartroom import assess, cases
from chartroom.assess import QuestionError

ALL = ["pick", "several", "pairs", "steps", "word", "days", "one", "sheet", "ask", "paper", "pile"]


def test_a_file_is_read_whole(questions):
    assert list(questions) == ALL
    pick = questions["pick"]
    assert (pick.kind, pick.points, pick.prompt) == ("choice", 2, "Which note forbids?")
    assert pick.options == {"a": "Excludes1", "b": "Excludes2", "no": "Neither"}
    assert pick.key.answer == "a"
    assert questions["days"].key.answer == "4.5"
    assert questions["days"].key.numeric.units == ("days", "d")
    assert questions["sheet"].chart.case == "heart-and-kidney"
    assert questions["sheet"].inpatient
    assert questions["sheet"].key.case.principal.code == "I13.0"


@pytest.mark.parametrize("name", ALL)
def test_question_and_key_travel_apart_and_come_together_again(questions, name):
    question = questions[name]
    charts = {question.case: question.chart} if question.chart else {}
    shown = assess.from_public(json.loads(json.dumps(assess.public(question))), charts)
    assert shown.key is None
    key = json.loads(json.dumps(assess.key_data(question)))
    assert assess.with_key(shown, key) == question


def test_a_key_is_a_literal_that_python_reads_back(questions):
    for question in questions.values():
        assert eval(repr(assess.key_data(question))) == assess.key_data(question)


@pytest.mark.parametrize("name", ALL)
def test_what_students_get_says_nothing_of_the_key(questions, name):
    question = questions[name]
    text = json.dumps(assess.public(question)).lower()
    key = question.key
    secrets = [key.why, *key.hints, *key.wrong.values()]
    for part in key.parts.values():
        secrets += [part.why, *part.wrong.values()]
    if question.kind in ("short", "code"):
        secrets.append(str(key.answer))
    if key.case:
        secrets += list(key.case.codes)
    assert not [one for one in secrets if one and one.lower() in text]
    assert "key" not in json.loads(text)


def test_files_for_students(questions, tmp_path):
    paths = assess.write_public(questions.values(), tmp_path)
    assert [path.name for path in paths] == ["questions.json", "charts.json"]
    loaded = assess.load_public(tmp_path)
    assert list(loaded) == ALL
    assert all(question.key is None for question in loaded.values())
    assert loaded["sheet"].chart.key is None
    assert loaded["sheet"].chart.documents == questions["sheet"].chart.documents
    text = (paths[0].read_text() + paths[1].read_text()).lower()
    assert "s52.531a" not in text
    assert "i13.0" not in text


@pytest.mark.parametrize("name", ["questions.json", "charts.json"])
@pytest.mark.parametrize("content", [None, "{", "[]", '{"questions": 1, "charts": 1}', "[" * 99999])
def test_damaged_files_for_students(questions, tmp_path, name, content):
    assess.write_public(questions.values(), tmp_path)
    if content is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_text(content)
    with pytest.raises(QuestionError, match=f"{name} is (missing|damaged)"):
        assess.load_public(tmp_path)


@pytest.mark.parametrize("data", [None, [], {}, {"id": "q"}, {"id": "q", "kind": "x", "items": 3}])
def test_damaged_question_data(data):
    with pytest.raises(QuestionError, match="damaged"):
        assess.from_public(data)


@pytest.mark.parametrize(
    "data",
    [None, [], {}, {"kind": "choice"}, {"kind": "worksheet"}, {"kind": "worksheet", "case": 1}],
)
def test_damaged_key_data(questions, data):
    with pytest.raises((QuestionError, cases.CaseError)):
        assess.with_key(questions["sheet"], data)


def test_without_a_key_nothing_is_judged(questions):
    bare = dataclasses.replace(questions["pick"], key=None)
    for act in (lambda: assess.assess(bare, "a"), lambda: assess.reveal(bare)):
        with pytest.raises(assess.NoKey, match="'pick' has no key here"):
            act()
    assert assess.form(bare, "a").complete


CHOICE = """\
- id: q
  kind: choice
  prompt: Which?
  options: {a: one, b: two}
  key: {answer: a}
"""

MISTAKES = {
    "kind: choice": ("kind: choise", 3, "kind is 'choise'"),
    "prompt: Which?": ("promt: Which?", 4, "did you mean 'prompt'"),
    "  prompt: Which?\n": ("", 2, "no 'prompt'"),
    "options: {a: one, b: two}": ("options: {a: one}", 5, "at least two"),
    "key: {answer: a}": ("key: {answer: c}", 6, "names 'c'"),
    "{answer: a}": ("{anser: a}", 6, "'anser' is not a field"),
    "  key: {answer: a}\n": ("", 2, "has no key"),
    "b: two": ("a: two", 5, "'a' stands twice"),
    "answer: a}": ("answer: a, wrong: {d: no}}", 6, "names 'd'"),
    "wer: a}": ("wer: a, wrong: {a: no}}", 6, "right answer and has a message"),
    "Which?\n": ("Which?\n  points: many\n", 5, "number above 0"),
    "Which?\n  ": ("Which?\n  points: -1\n  ", 5, "number above 0"),
    "id: q": ("ide: q", 2, "no 'id'"),
    "a: one": ("a: [one]", 5, "must be text"),
    "- id: q\n": ("- id: q\n  extra: 1\n", 3, "'extra' is not a field"),
    "kind: choice\n": ("kind: choice\n  case: none-such\n", 4, "no case 'none-such'"),
    "answer: a": ("answer: a, numeric: {tolerance: 0}", 6, "short entries only"),
    "?": (": yes: no", 4, "cannot be read"),
}


@pytest.mark.parametrize("old", MISTAKES)
def test_a_mistake_is_named_with_file_line_question_and_remedy(write, old):
    new, line, words = MISTAKES[old]
    assert old in CHOICE
    path = write(CHOICE.replace(old, new, 1))
    with pytest.raises(QuestionError) as caught:
        assess.load(path)
    assert words in str(caught.value)
    assert str(path) in str(caught.value)
    assert caught.value.line == line
    assert "\n" not in str(caught.value)


OTHER_MISTAKES = [
    ("- {id: q, kind: worksheet, prompt: p}", "needs a chart"),
    ("- {id: q, kind: order, prompt: p, items: {a: x, b: y}, key: {answer: [a]}}", "all 2 items"),
    ("- {id: q, kind: order, prompt: p, items: {a: x, b: y}, key: {answer: [a, a]}}", "twice"),
    (
        "- {id: q, kind: match, prompt: p, left: {a: x, b: y}, right: {A: x, B: y}, "
        "key: {answer: {a: A}}}",
        "no pair for b",
    ),
    ("- {id: q, kind: short, prompt: p, key: {answer: x, numeric: {tolerance: 1}}}", "plain numb"),
    (
        "- {id: q, kind: order, points: 1, prompt: p, items: {a: x, b: y}, key: {answer: [a, b]}}",
        "already stand in the right order",
    ),
    (
        "- {id: q, kind: match, points: 1, prompt: p, left: {a: x, b: y, c: z}, "
        "right: {A: x, B: y, C: z}, key: {answer: {a: A, b: B, c: C}}}",
        "side by side",
    ),
    (
        "- {id: q, kind: short, prompt: p, key: {answer: x}}\n"
        "- {id: q, kind: short, prompt: p, key: {answer: x}}",
        "two questions have the id 'q'",
    ),
    ("- q", "field: value"),
    ("{}", "must be a list"),
]


@pytest.mark.parametrize(("text", "words"), OTHER_MISTAKES)
def test_other_mistakes(write, text, words):
    with pytest.raises(QuestionError, match=words):
        assess.load(write(text))


@pytest.mark.parametrize("content", [b"", b"- a\n", b"\xff\xfe", b"a: \x00", b"questions:\n"])
def test_what_is_no_question_file(tmp_path, content):
    path = tmp_path / "questions.yaml"
    path.write_bytes(content)
    with pytest.raises(QuestionError) as caught:
        assess.load(path)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(QuestionError, match=r"none\.yaml: the question file cannot be read"):
        assess.load(tmp_path / "none.yaml")


def test_practice_items_are_shown_mixed_and_the_same_each_time(write):
    path = write(
        "- {id: q, kind: order, prompt: p, items: {a: u, b: v, c: w, d: x}, "
        "key: {answer: [a, b, c, d]}}"
    )
    shown = [list(assess.load(path)["q"].items) for _ in range(3)]
    assert shown[0] == shown[1] == shown[2] != ["a", "b", "c", "d"]
    assert sorted(shown[0]) == ["a", "b", "c", "d"]


def test_a_case_as_a_question(sheet_case):
    question = assess.practice(sheet_case)
    assert question.kind == "worksheet"
    assert question.key.encounter.age == 71


def test_hints(questions):
    assert assess.hints(questions["pick"]) == ("Think of 1 and 2.",)
    made = assess.hints(questions["sheet"])
    assert made[0] == "The chart supports 4 codes."
    assert "the stage of the kidney disease." in made[3]
    assert not [one for one in made if "N18" in one]
    assert any("must be asked" in one for one in assess.hints(questions["ask"]))
