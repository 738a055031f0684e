"""An entry form: what counts as right, what slip is named, what the form itself refuses."""

import datetime as dt

import pytest

from chartroom import assess
from chartroom.assess import AnswerError


@pytest.fixture
def paper(questions):
    return questions["paper"]


@pytest.fixture
def judged(paper):
    """Assess a perfect form with some fields changed; returns score and the changed items."""

    def judge(mode="practice", **changed):
        found = assess.assess(paper, {**paper.key.answer, **changed}, mode)
        return found, {item.target: item for item in found.items if item.target in changed}

    return judge


SAME = [
    ("last", "  macleod-ruiz "),
    ("last", "MacLeod–Ruiz"),
    ("first", "Josefine"),
    ("suffix", "Jr"),
    ("born", "03/04/1962"),
    ("born", "1962-03-04"),
    ("born", "03041962"),
    ("born", "3-4-1962"),
    ("born", "March 4, 1962"),
    ("born", "4 Mar 1962"),
    ("born", "mar. 4th 1962"),
    ("phone", "555.013.2476"),
    ("phone", "+1 555 013 2476"),
    ("phone", "5550132476"),
    ("mrn", "th0048213"),
    ("mrn", "TH, 0048213"),
    ("kg", "62.50"),
    ("kg", "62.5 kg"),
    ("kg", 62.5),
    ("sex", "f"),
    ("sex", "Female"),
    ("email", "  "),
    ("email", None),
    ("allergies", "penicillin (rash);\n latex."),
]


@pytest.mark.parametrize(("field", "value"), SAME)
def test_what_says_the_same_is_right(judged, field, value):
    found, items = judged(**{field: value})
    assert found.score == 1.0, found.text()
    assert found.complete
    assert items[field].verdict == "right"
    assert found.summary == "Field accuracy 11 of 11 (100%)."


SLIPS = [
    ("last", "MacLoed-Ruiz", "wrong", "Two neighboring characters are swapped."),
    ("last", "MacLeod Ruiz", "wrong", "hyphen"),
    ("last", "Macleod -Ruiz", "wrong", "a space too many"),
    ("last", "Ruiz-MacLeod", "wrong", "another order"),
    ("last", "MacLeod", "wrong", "Part of it is missing."),
    ("last", "MacLeod-Ruiz Jr", "wrong", "more here than on the paper"),
    ("last", "MacLeod-Ruíz", "wrong", "accent"),
    ("last", "MacLeods-Ruiz", "wrong", "one character too many"),
    ("last", "Jones", "wrong", "one character at a time"),
    ("first", "Jo sephine", "wrong", "a space too many"),
    ("first", "Josephne", "wrong", "One character is missing."),
    ("first", "MacLeod-Ruiz", "wrong", "belongs into “Last name”"),
    ("suffix", "", "missing", "the paper has something"),
    ("born", "4/3/1962", "wrong", "Day and month are swapped"),
    ("born", "3/4/1926", "wrong", "Two digits of the year are swapped."),
    ("born", "3/4/1963", "wrong", "The year is off"),
    ("born", "3/5/1962", "wrong", "The day is off"),
    ("born", "5/4/1962", "wrong", "The month is off"),
    ("born", "6/3/2026", "wrong", "belongs into “Date of visit”"),
    ("born", "7/9/1962", "wrong", "More than one part of this date"),
    ("phone", "555 013 2467", "wrong", "Two neighboring digits are swapped."),
    ("phone", "555 013 2475", "wrong", "One digit differs."),
    ("phone", "555 013 247", "form", "ten digits; this has 9"),
    ("mrn", "TH-0O48213", "wrong", "look alike"),
    ("mrn", "TH-0084213", "wrong", "Two neighboring characters are swapped."),
    ("kg", "137.8", "wrong", "looks like pounds"),
    ("kg", "6.25", "wrong", "decimal point"),
    ("kg", "65.2", "wrong", "Two digits have changed places."),
    ("kg", "70.5", "wrong", "one character at a time"),
    ("kg", "62.5 lb", "form", "Enter the number in kg"),
    ("kg", "62,5", "form", "not a number"),
    ("sex", "m", "wrong", "Look at the paper again."),
    ("sex", "zz", "form", "Choose an entry of the list."),
    ("email", "a@b.org", "extra", "never guess"),
    ("email", "NONE", "extra", "Write nothing where nothing is known."),
    ("allergies", "Penicillin (rash)", "wrong", "Part of it is missing."),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value", "verdict", "words"), SLIPS)
@pytest.mark.parametrize("mode", ["practice", "graded"])
def test_the_slip_is_named(judged, field, value, verdict, words, mode):
    found, items = judged(mode, **{field: value})
    assert (items[field].verdict, found.score) == (verdict, pytest.approx(10 / 11))
    assert words in items[field].message
    assert found.summary == "Field accuracy 10 of 11 (91%)."


def test_a_missing_suffix_has_its_own_name():
    from chartroom.assess import slips

    assert "suffix" in slips.of_text("Marrow", "Marrow, Jr.")
    assert "suffix" in slips.of_text("Tom Marrow", "Tom Marrow III")


REFUSED = [
    ({"last": ""}, "last", "must be filled in"),
    ({"last": "x" * 31}, "last", "At most 30 characters"),
    ({"born": "3/4/2062"}, "born", "A birth cannot be in the future. The century is off."),
    ({"born": "3/4/1862"}, "born", "below what the field takes (01/01/1900)"),
    ({"born": "3/4/62"}, "born", "four digits"),
    ({"born": "14/3/1962"}, "born", "no month 14"),
    ({"born": "2/30/1962"}, "born", "no such day"),
    ({"born": "soon"}, "born", "not a date"),
    ({"visit": "1/1/1950"}, "visit", "before “Date of birth”"),
    ({"mrn": "48213"}, "mrn", "TH, a hyphen and seven digits."),
    ({"kg": "625"}, "kg", "above what the field takes (300 kg)"),
    ({"phone": "none"}, "phone", "not a phone number"),
    ({"last": ["x"]}, "last", "neither text nor a number"),
]


@pytest.mark.parametrize(("changed", "field", "words"), REFUSED)
def test_the_form_objects_in_graded_work_too(paper, judged, changed, field, words):
    bare = assess.from_public(assess.public(paper))
    objected = assess.form(bare, {**paper.key.answer, **changed})
    assert not objected.complete
    assert field in [item.target for item in objected.items]
    found, items = judged("graded", **changed)
    assert items[field].verdict == "form"
    assert words in items[field].message
    assert not found.complete
    assert found.score < 1.0


def test_the_form_does_not_object_to_a_code_for_its_capitals(paper):
    objections = {item.target for item in assess.form(paper, {"mrn": "th0048213"}).items}
    assert objections == {"last", "first", "born"}  # required, and empty


def test_a_rule_that_two_fields_break_counts_against_the_wrong_one_only(judged):
    found, items = judged(born="3/4/2026", visit="06/03/2026")
    assert items["visit"].verdict == "right"
    found, items = judged(born="6/3/2026", visit="3/4/1962")
    assert found.score == pytest.approx(9 / 11)


def test_capitals_are_mentioned_and_not_counted(judged):
    found, items = judged(last="MACLEOD-RUIZ")
    assert found.score == 1.0
    assert "capitals differ" in items["last"].message


def test_graded_feedback_does_not_name_the_right_value(judged):
    _, items = judged(sex="u")
    assert items["sex"].message.endswith("The box is ticked. It says Female.")
    _, items = judged("graded", sex="u")
    assert items["sex"].message.endswith("The box is ticked.")


def test_an_untouched_form_is_blank_and_one_field_is_an_answer(paper):
    empty = dict.fromkeys(paper.key.answer, "")
    assert assess.is_blank(paper, empty)
    assert assess.assess(paper, empty).score == 0.0
    assert not assess.is_blank(paper, {**empty, "last": "x"})


def test_the_key_is_enough_to_grade(paper):
    bare = assess.Question("paper", "fields", "")
    keyed = assess.with_key(bare, assess.key_data(paper))
    assert assess.assess(keyed, paper.key.answer, "graded").score == 1.0


def test_a_share_is_never_rounded_up_to_all():
    from chartroom.assess.fields import percent

    assert [percent(*pair) for pair in ((11, 12), (299, 300), (1, 300), (0, 9), (9, 9))] == [
        92, 99, 1, 0, 100,
    ]  # fmt: skip


TYPED = [
    ("Last name = Bly; born=3/4/1962", {"last": "Bly", "born": "3/4/1962"}),
    ("last = Bly, Jr.\nkg = 62.5", {"last": "Bly, Jr.", "kg": "62.5"}),
    ({"born": dt.date(1962, 3, 4), "kg": 62.5}, {"born": "1962-03-04", "kg": "62.5"}),
]


@pytest.mark.parametrize(("value", "answer"), TYPED)
def test_typed_forms(paper, value, answer):
    assert assess.parse(paper, value) == answer


@pytest.mark.parametrize(
    ("value", "words"),
    [("Bly", "write entries such as 'last = …; first = …'"), ("age = 3", "'age' is not a field"),
     ("last = a; last = b", "entered twice"), (7, "not clear"), ({"kg": []}, "text or a number")],
)  # fmt: skip
def test_forms_that_cannot_be_understood(paper, value, words):
    with pytest.raises(AnswerError, match=words):
        assess.parse(paper, value)


def test_reveal_says_what_belongs_where(paper):
    text = assess.reveal(paper).text()
    for words in ("Josephine or Josefine.", "Date of birth: 03/04/1962. The year is written out.",
                  "Sex: Female.", "Email: leave it empty. That line"):  # fmt: skip
        assert words in text
