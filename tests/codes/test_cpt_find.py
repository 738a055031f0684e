"""Codes of the teaching sets found by words."""

from __future__ import annotations

import pytest

from chartroom.codes import cpt, hcpcs, tsvdata


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("joint injection", "20610"),
        ("knee injection", "20610"),
        ("arthrocentesis shoulder", "20610"),
        ("Triamcinolone", "J3301"),
        ("kenalog", "J3301"),
        ("colonoscopy snare", "45385"),
        ("office visit established low", "99213"),
        ("chest xray", "71045"),
        ("ear wax", "69210"),
        ("flu vaccine", "G0008"),
        ("20610-LT", "20610"),
        ("J3301 x4", "J3301"),
    ],
)
def test_the_best_match_comes_first(words, code):
    assert cpt.find(words)[0].code == code


def test_the_beginning_of_a_code_finds_those_that_begin_so():
    assert [one.code for one in cpt.find("206")] == ["20610"]
    assert [one.code for one in cpt.find(" j330 ")] == ["J3301"]
    assert cpt.find("99999") == ()


def test_what_is_still_being_typed_finds():
    assert "20610" in [one.code for one in cpt.find("need")]


@pytest.mark.parametrize("words", ["", "  ", "the", "zebra", "?" * 500])
def test_what_says_nothing_finds_nothing(words):
    assert cpt.find(words) == ()


def test_a_drug_tells_its_unit():
    assert cpt.find("J3301")[0].unit == "10 mg"
    assert cpt.find("20610")[0].unit == ""


def test_no_more_than_the_limit():
    assert len(cpt.find("visit", limit=3)) == 3
    assert len(cpt.find("visit")) == 8


def test_every_label_finds_its_own_code():
    listed = [*cpt.codes().codes.values(), *hcpcs.codes().values()]
    for one in listed:
        assert one.code in [hit.code for hit in cpt.find(one.label)], one


def test_every_word_of_a_clinic_finds_something():
    for word, _ in tsvdata.read("chartroom.codes.cpt", "words"):
        assert cpt.find(word), word
