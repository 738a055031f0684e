"""CMS-HCC V28: categories, hierarchies, interactions, and no CPT number anywhere."""

from __future__ import annotations

import pytest

from chartroom import grouping

PATIENT = {"age": 72, "sex": "F"}


def test_categories_with_their_codes():
    found = grouping.hcc(["E11.22", "N18.31", "I10"], **PATIENT)
    assert {one.hcc: one.codes for one in found.categories} == {
        "37": ("E11.22",),
        "329": ("N18.31",),
    }
    assert found.without == ("I10",)


def test_the_score_is_the_sum_of_what_is_shown():
    found = grouping.hcc(["E11.22", "N18.31", "I50.9", "J44.9"], **PATIENT)
    parts = [found.demographic, *found.categories, *found.interactions]
    assert found.score == pytest.approx(sum(one.factor for one in parts), abs=0.002)
    assert "diabetes with heart failure" in [one.name for one in found.interactions]


def test_the_higher_category_counts_instead_of_the_lower():
    found = grouping.hcc(["E11.22", "E11.9"], **PATIENT)
    assert [one.hcc for one in found.categories] == ["37"]
    assert found.categories[0].instead_of == ("38",)


def test_a_second_code_of_one_category_adds_nothing():
    once = grouping.hcc(["I50.22"], **PATIENT)
    twice = grouping.hcc(["I50.22", "I50.32"], **PATIENT)
    assert once.score == twice.score


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ((["E11.2"], 72, "F"), "heading"),
        ((["E11.222"], 72, "F"), "not an ICD-10-CM code"),
        ((["E11.22"], 40, "F"), "65"),
        ((["E11.22"], "72", "F"), "65"),
        ((["E11.22"], 72, ""), "sex"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(given, says):
    with pytest.raises(grouping.GroupingError, match=says):
        grouping.hcc(*given)


def test_it_prints_as_a_sum():
    text = str(grouping.hcc(["E11.22", "I10"], **PATIENT))
    assert "HCC 37" in text
    assert text.index("Score") > text.index("HCC 37")
    assert "No payment HCC: I10" in text
