"""CPT: form, parts, the teaching set, modifiers, and a school's own file."""

from __future__ import annotations

import itertools
import pickle
import subprocess
import sys

import pytest

from chartroom import codes
from chartroom.codes import cpt


def test_the_teaching_set_has_labels_of_its_own():
    held = cpt.codes()
    assert 50 <= len(held) <= 90
    for code, one in held.codes.items():
        assert cpt.check(code) == ""
        assert 5 < len(one.label) < 90
        assert cpt.section(code) is not None, code
    assert "American Medical Association" in cpt.NOTICE
    assert "course's own" in cpt.NOTICE


def test_a_code_is_looked_up_however_it_is_written():
    assert cpt.lookup(" 4-5 385 ").code == "45385"
    assert cpt.lookup("99292").add_on
    assert codes.cpt.lookup("3074f").label.startswith("Quality measure")


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("99213", "Evaluation and management"),
        ("98005", "Evaluation and management: Visits by video or telephone"),
        ("00790", "Anesthesia"),
        ("99100", "Anesthesia: Special circumstances"),
        ("10060", "Surgery: Skin and breast"),
        ("27447", "Surgery: Muscles, bones and joints"),
        ("45385", "Surgery: Digestive organs"),
        ("66984", "Surgery: Eye"),
        ("71046", "Radiology"),
        ("80053", "Pathology and laboratory"),
        ("0001U", "Pathology and laboratory: Tests of one laboratory or maker"),
        ("93000", "Medicine"),
        ("3074F", "Category II: Quality measures, never paid"),
        ("0042T", "Category III: New technology, for some years"),
    ],
)
def test_a_number_tells_its_part(code, title):
    assert cpt.section(code).title == title


def test_no_part_has_every_number():
    assert cpt.section("99999") is None


def test_parts_do_not_overlap():
    digits = sorted((one.first, one.last) for one in cpt.sections() if one.first.isdigit())
    for (_, last), (first, _) in itertools.pairwise(digits):
        assert last < first


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("", "No code was given"),
        (None, "CPT code"),
        ("J1885", "HCPCS Level II"),
        ("100", "00100"),
        ("45380-59", "the modifier 59 apart"),
        ("0DTJ4ZZ", "ICD-10-PCS"),
        ("E11.22", "ICD-10-CM"),
        ("hello", "five digits"),
        ("9" * 500, "…"),
    ],
)
def test_a_form_that_is_off_is_told_in_a_sentence(code, says):
    assert says in cpt.check(code)
    with pytest.raises(cpt.UnknownCpt) as caught:
        cpt.lookup(code)
    assert says in str(caught.value)
    assert len(str(caught.value)) < 250


def test_a_deleted_code_and_one_that_the_set_does_not_hold():
    with pytest.raises(cpt.UnknownCpt, match="deleted on January 1, 2021"):
        cpt.lookup("99201")
    with pytest.raises(cpt.UnknownCpt, match="Its number is in Surgery: Eye"):
        cpt.lookup("66982")
    with pytest.raises(cpt.UnknownCpt, match="No part of CPT"):
        cpt.lookup("99999")
    error = cpt.UnknownCpt("1", "x")
    assert str(pickle.loads(pickle.dumps(error))) == "x"


def test_a_notebook_shows_a_sentence_and_no_traceback():
    for error in (
        cpt.CptError("One."),
        cpt.UnknownCpt("1", "One."),
        codes.hcpcs.HcpcsError("One."),
        codes.hcpcs.UnknownHcpcs("1", "One."),
    ):
        assert error._render_traceback_() == ["One."]


def test_modifiers():
    listed = " ".join(sorted(one.modifier for one in cpt.modifiers()))
    assert listed == "24 25 26 33 50 51 52 53 57 58 59 73 74 76 77 78 79 91 LT PT RT TC XE XP XS XU"
    assert cpt.modifier("-59").goes_on == "procedure"
    assert cpt.modifier("25").goes_on == "visit"
    assert {one.side for one in cpt.modifiers()} == {"professional", "facility", "both"}
    assert [cpt.modifier(one).side for one in ("53", "73", "74")] == [
        "professional",
        "facility",
        "facility",
    ]
    with pytest.raises(cpt.CptError, match="ZZ is not a modifier of the course"):
        cpt.modifier("zz")


def test_a_file_of_a_school_is_read(tmp_path):
    path = tmp_path / "ours.csv"
    path.write_text(
        '\ufeffCode,Label,year,add_on\n00100,"First, with comma",2026,\n\n99292,Second,2026,yes\n',
        encoding="utf-8",
    )
    book = cpt.load(path)
    assert len(book) == 2
    assert book.source == "ours.csv"
    assert cpt.lookup("00100", book) == cpt.CptCode("00100", "First, with comma")
    assert cpt.lookup("99292", book).add_on
    with pytest.raises(cpt.UnknownCpt, match=r"99213 is not in ours\.csv"):
        cpt.lookup("99213", book)


@pytest.mark.parametrize(
    ("content", "line", "remedy"),
    [
        (b"", 1, "code,label"),
        (b"code;label\n00100;x\n", 1, "commas"),
        (b"number,label\n00100,x\n", 1, "there is no column code"),
        (b"a,b\n", 1, "no column code and no column label"),
        (b"code,label,code\n", 1, "Rename"),
        (b"code,label\n100,x\n", 2, "00100"),
        (b"code,label\n00100,x\n\n00100,y\n", 4, "in line 2 already"),
        (b"code,label\n00100,\n", 2, "no label"),
        (b"code,label\n00100,a,b\n", 2, "quotation marks"),
        (b"code,label\n00100\n", 2, "1 values for 2"),
        (b'code,label\n00100,"x\n', 2, "not closed"),
        (b"code,label\n00100,caf\xe9\n", 2, "UTF-8"),
        (b"code,label,add_on\n00100,x,perhaps\n", 2, "yes, no or empty"),
        (b"code,label\nE11.9,x\n", 2, "diagnosis"),
    ],
)
def test_a_file_that_is_off_names_line_and_remedy(tmp_path, content, line, remedy):
    path = tmp_path / "ours.csv"
    path.write_bytes(content)
    with pytest.raises(cpt.CptError) as caught:
        cpt.load(path)
    assert str(caught.value).startswith(f"ours.csv, line {line}: ")
    assert remedy in str(caught.value)


def test_what_is_no_file_of_codes(tmp_path):
    with pytest.raises(cpt.CptError, match="There is no file"):
        cpt.load(tmp_path / "none.csv")
    with pytest.raises(cpt.CptError, match="cannot be read"):
        cpt.load(tmp_path)
    book = tmp_path / "book.xlsx"
    book.write_bytes(b"PK\x03\x04rest")
    with pytest.raises(cpt.CptError, match="CSV UTF-8"):
        cpt.load(book)
    empty = tmp_path / "head.csv"
    empty.write_text("code,label\n", encoding="utf-8")
    with pytest.raises(cpt.CptError, match="no codes"):
        cpt.load(empty)


def test_importing_the_rooms_loads_no_table():
    script = (
        "import sys; from chartroom.codes import cpt, hcpcs; "
        "print([m for m in sys.modules if m.startswith(('chartroom.codes.cpt.', "
        "'chartroom.codes.hcpcs.', 'pandas'))])"
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
