"""Looking codes up."""

from __future__ import annotations

import dataclasses
import pickle

import pytest

from chartroom import codes
from chartroom.codes import Note, UnknownCode, lookup


def test_a_code_with_its_place():
    code = lookup("E11.22")
    assert code.code == "E11.22"
    assert code.title == "Type 2 diabetes mellitus with diabetic chronic kidney disease"
    assert code.billable
    assert (code.chapter, code.parent, code.children) == (4, "E11.2", ())


def test_children_are_the_next_level_down():
    assert lookup("E11.2").children == ("E11.21", "E11.22", "E11.29")
    assert "E11" in lookup("E08-E13").children
    assert not lookup("E11.2").billable


def test_blocks_nest_as_their_ranges_do():
    assert lookup("C50").parent == "C50-C50"
    assert lookup("C50-C50").parent == "C00-C75"
    assert lookup("C00-C75").parent == "C00-C96"
    assert lookup("C00-C96").parent == "Chapter 2"
    assert lookup("C7A-C7A").parent == "C00-C96"
    assert lookup("Chapter 2").parent is None


@pytest.mark.parametrize(
    "written",
    [
        "e11.22",
        "E1122",
        " e 11 22 ",
        "E11.22.",
        "(E11.22)",
        "E11-22",
        "E1.122",
        "Ｅ１１．２２",
        "E11.2 2,",
    ],
)
def test_forgives_the_way_a_code_is_written(written):
    assert lookup(written).code == "E11.22"


def test_notes_are_inherited_and_say_from_where():
    code = lookup("E11.22")
    assert code.use_additional[0] == Note(
        "use-additional",
        "code to identify stage of chronic kidney disease (N18.1-N18.6)",
        "E11.22",
    )
    assert ("insulin (Z79.4)", "E11") in [(note.text, note.source) for note in code.use_additional]
    sources = [note.source for note in code.excludes1]
    assert "E11" in sources
    assert "Chapter 4" in sources
    assert any(note.source == "K50-K52" for note in lookup("K52.9").excludes1)


def test_every_kind_of_note_is_there():
    assert lookup("I10").includes[0].text == "high blood pressure"
    assert "Loin pain" in [note.text for note in lookup("M54.50").inclusion_terms]
    assert lookup("N18.30").code_first
    assert lookup("I16.0").code_also
    assert lookup("J44.9").excludes2
    assert lookup("P07.30").of("note")
    assert lookup("S52.501A").of("seventh-character")


def test_a_seventh_character_code_is_a_code():
    code = lookup("s52501a")
    assert code.code == "S52.501A"
    assert code.billable
    assert code.parent == "S52.501"
    assert code.title == (
        "Unspecified fracture of the lower end of right radius, "
        "initial encounter for closed fracture"
    )
    assert code.seventh["K"] == "subsequent encounter for closed fracture with nonunion"


def test_seventh_character_tables_are_those_in_force():
    assert list(lookup("W19").seventh) == ["A", "D", "S"]
    assert lookup("W19").children == ("W19.XXXA", "W19.XXXD", "W19.XXXS")
    # A deeper table wins: torus fractures have no open or nonunion-of-open choices.
    assert list(lookup("S52.521").seventh) == ["A", "D", "G", "K", "P", "S"]
    # Death before regaining consciousness has no later encounter (note at S06).
    assert lookup("S06.1X7").children == ("S06.1X7A",)
    assert list(lookup("S06.1X7").seventh) == ["A"]
    assert dict(lookup("E11.9").seventh) == {}


def test_a_note_inside_a_seventh_character_table_names_the_code():
    assert "Fall from stool" in [note.text for note in lookup("W08.XXXA").inclusion_terms]
    terms = [note.text for note in lookup("S52.501B").inclusion_terms]
    assert "initial encounter for open fracture NOS" in terms


def test_a_record_can_not_be_changed():
    code = lookup("W19")
    with pytest.raises(AttributeError):
        code.title = "other"
    code.seventh["Q"] = "other"
    assert "Q" not in lookup("W19").seventh


def test_a_record_can_be_compared_copied_and_taken_apart():
    code = lookup("W19")
    assert pickle.loads(pickle.dumps(code)) == code
    assert dataclasses.asdict(code)["children"] == code.children
    assert code in {code}


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("E1l.22", "E11.22"),
        ("EI1.22", "E11.22"),
        ("E11.O", "E11.0"),
        ("B2O", "B20"),
        ("1I0", "I10"),
        ("W19A", "W19.XXXA"),
        ("W19XXX", "W19.XXXA"),
        ("T36.01A", "T36.0X1A"),
        ("J44.99", "J44.9"),
        ("J44.11", "J44.1"),
        ("I10.0", "I10"),
        ("N18.13", "N18.31"),
        ("E1122.2", "E11.22"),
    ],
)
def test_an_unknown_code_suggests_what_was_meant(wrong, meant):
    with pytest.raises(UnknownCode) as caught:
        lookup(wrong)
    assert meant in caught.value.suggestions
    assert meant in str(caught.value)


def test_suggestions_are_real_codes_and_few():
    with pytest.raises(UnknownCode) as caught:
        lookup("Q99.99")
    assert 1 <= len(caught.value.suggestions) <= 5
    for each in caught.value.suggestions:
        assert lookup(each).code == each


@pytest.mark.parametrize(
    "nonsense", ["", "   ", "…", None, 3.14, "hello world", "X" * 500, "'; --"]
)
def test_nonsense_is_an_unknown_code_in_one_sentence(nonsense):
    with pytest.raises(UnknownCode) as caught:
        lookup(nonsense)
    text = str(caught.value)
    assert text.endswith((".", "?"))
    assert len(text) < 250


def test_codes_of_other_systems_are_recognized():
    with pytest.raises(UnknownCode, match="ICD-9-CM"):
        lookup("250.00")
    with pytest.raises(UnknownCode, match="ICD-10-PCS"):
        lookup("0DTJ4ZZ")


def test_unknown_code_is_a_key_error_and_survives_pickling():
    with pytest.raises(KeyError) as caught:
        lookup("E11.O")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.code, again.suggestions) == (caught.value.code, caught.value.suggestions)
    assert str(again) == str(caught.value)


def test_public_names_are_functions_whatever_was_imported_before():
    import chartroom.codes.check
    import chartroom.codes.lookup  # noqa: F401

    assert callable(codes.lookup)
    assert callable(codes.check)
    with pytest.raises(AttributeError):
        codes.no_such_name  # noqa: B018
