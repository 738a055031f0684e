"""Mistakes in the file of a form or a queue: each is named with its line and its remedy."""

import pytest

from chartroom import assess
from chartroom.assess import QuestionError

FORM = """\
- id: q
  kind: fields
  prompt: Enter it.
  today: 2026-05-14
  source: On paper
  fields:
    - {id: last, label: Last name, required: true}
    - {id: born, label: Born, type: date, rule: {not_future: true}}
    - {id: sex, label: Sex, type: choice, options: {f: Female, m: Male}}
    - {id: mail, label: Email}
  key:
    answer: {last: Bly, born: 3/4/1962, sex: f}
    blank: [mail]
"""
FORM_MISTAKES = {
    "  source: On paper\n": ("", 2, "a form needs a paper"),
    "source: On paper": ("look: telex\n  source: On paper", 6, "form, handwritten, fax"),
    "today: 2026-05-14": ("today: May 14", 5, "a date as in 2026-05-14"),
    "today: 2026-05-14\n": ("label: x\n", 9, "needs to know the day"),
    "id: born": ("id: last", 9, "two fields have the id 'last'"),
    "id: mail": ("id: e mail", 11, "must be a word"),
    "label: Email": ("lable: Email", 11, "did you mean 'label'"),
    ", label: Email": ("", 11, "has no label"),
    "type: date": ("type: day", 9, "write one of: text, area, date"),
    "required: true": ("required: maybe", 8, "true or false"),
    ", options: {f: Female, m: Male}": ("", 10, "a choice needs 'options'"),
    "label: Email}": ("label: Email, unit: kg}", 11, "only a number has a unit"),
    "label: Email} ": ("label: Email, rule: 3}", 11, "'rule' must be"),
    "not_future: true": ("not_past: true", 9, "not_past"),
    "not_future: true}": ("message: x}", 9, "a rule needs one of"),
    "{not_future: true}": ("{high: tall}", 9, "needs a date or number field"),
    "{not_future: true} ": ("{not_before: sex}", 9, "no other date field"),
    "{not_future: true}  ": ("{max_length: long}", 9, "whole number"),
    "{not_future: true}   ": ("{pattern: '('}", 9, "pattern cannot be read"),
    "{not_future: true}    ": ("{pattern: '3'}", 9, "needs a 'message'"),
    "answer: {last: Bly, ": ("answer: {", 13, "says nothing about 'last'"),
    "answer: {last: Bly": ("answer: {first: Bly", 13, "names 'first'"),
    "3/4/1962": ("3/4/62", 13, "the form would refuse '3/4/62'"),
    "1962": ("2062", 13, "still to come"),
    "sex: f}": ("sex: x}", 13, "Choose an entry of the list"),
    "[mail]": ("[mail, last]", 14, "is to be left empty and has an answer"),
    "[mail]\n": ("[mail]\n    accept: {last: ['']}\n", 14, "is required"),
    "[mail] ": ("[mail]\n    wrong: {born: {March 4 1962: no}}", 15, "counts as right"),
    "[mail]  ": ("[mail]\n    wrong: {born: no}", 15, "'value: message'"),
    "[mail]   ": ("[mail]\n    harm: {born: no}", 15, "only a choice can do harm"),
    "[mail]    ": ("[mail]\n    why: {born: [a]}", 15, "must be text"),
}

QUEUE = """\
- id: q
  kind: queue
  prompt: Decide.
  options: {merge: Merge, keep: Keep}
  reasons: {a: One, b: Two}
  items:
    p1: {title: First, text: Words}
    p2: {title: Second, columns: [A, B], compare: {Name: [x, y]}}
  key:
    answer: {p1: merge, p2: keep}
    reason: {p1: a, p2: b}
    wrong: {p2: {merge: No.}}
    harm: {p2: [merge]}
    weight: {p2: 2}
"""
QUEUE_MISTAKES = {
    "title: First, ": ("", 8, "has no title"),
    ", text: Words": ("", 8, "shows nothing"),
    "p1: {title: First, text: Words}": ("p1: words", 8, "must be written as"),
    "columns: [A, B], ": ("", 9, "go together"),
    "columns: [A, B]": ("columns: A", 9, "must be a list"),
    "Name: [x, y]": ("Name: [x]", 9, "2 values"),
    "Second, ": ("Second, extra: 1, ", 9, "'extra' is not known"),
    "p1: merge, ": ("", 11, "says nothing about 'p1'"),
    "p1: merge": ("p1: burn", 11, "no choice of this question"),
    "p1: a, ": ("", 12, "which are right for 'p1'"),
    "p1: a": ("p1: c", 12, "there are a, b"),
    "{merge: No.}": ("{keep: No.}", 13, "'keep' is right for 'p2'"),
    "[merge]": ("[keep]", 14, "'keep' is right for 'p2'"),
    "[merge] ": ("[burn]", 14, "'harm' of 'p2' names 'burn'"),
    "weight: {p2: 2}": ("weight: {p2: 0}", 15, "number above 0"),
    "weight: {p2: 2} ": ("weight: {p9: 2}", 15, "names 'p9'"),
    "weight: {p2: 2}  ": ("weight: 3", 15, "must be entries"),
    "weight: {p2: 2}   ": ("blank: [p1]", 15, "'blank' is not a field"),
    "answer: {p1: merge, p2: keep}": ("answer: merge", 11, "it has no key"),
}
ALL = [(FORM, *pair) for pair in FORM_MISTAKES.items()]
ALL += [(QUEUE, *pair) for pair in QUEUE_MISTAKES.items()]


@pytest.mark.parametrize("text", [FORM, QUEUE])
def test_the_files_are_in_order_before_they_are_spoiled(write, text):
    assert assess.load(write(text))["q"].key.parts


# A blank at the end of the part to be replaced only tells two mistakes in one place apart.
@pytest.mark.parametrize(("text", "old", "mistake"), ALL)
def test_a_mistake_is_named_with_line_and_remedy(write, text, old, mistake):
    new, line, words = mistake
    old = old if old in text else old.rstrip(" ")
    assert old in text
    with pytest.raises(QuestionError) as caught:
        assess.load(write(text.replace(old, new, 1)))
    assert words in str(caught.value)
    assert "question 'q'" in str(caught.value)
    assert caught.value.line == line
    assert "\n" not in str(caught.value)
