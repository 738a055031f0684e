"""Codes for words that are still being typed."""

from __future__ import annotations

import pytest

from chartroom import codes


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("hyp", "I10"),
        ("hyper", "I10"),
        ("hyperl", "E78.5"),
        ("otit", "H66.90"),
        ("migr", "G43.909"),
        ("conj", "H10.9"),
        ("heada", "R51.9"),
        ("head", "R51.9"),
        ("diab", "E11.9"),
        ("type 2 diab", "E11.9"),
        ("pneu", "J18.9"),
        ("strep", "J02.0"),
        ("asth", "J45.909"),
        ("sprain ank", "S93.409A"),
        ("swimm", "H60.339"),
        ("gastrop", "K31.84"),
        ("cough", "R05.9"),
        ("anem", "D64.9"),
        ("preg", "Z33.1"),
        ("e11.2", "E11.21"),
    ],
)
def test_a_beginning_offers_the_common_condition_near_the_top(typed: str, code: str):
    assert code in [hit.code for hit in codes.type_ahead(typed, 5)]


@pytest.mark.parametrize("text", ["heart attack", "broken wrist", "CKD 3a", "COPD exacerbation"])
def test_finished_words_lead_where_a_search_leads(text: str):
    assert codes.type_ahead(text, 8)[0] == codes.search(text, 8)[0]


def test_nothing_typed_and_nonsense_offer_nothing_and_do_not_fail():
    assert codes.type_ahead("") == []
    assert codes.type_ahead("h'%_") == codes.search("h'%_")
    assert len(codes.type_ahead("hyper", 1)) == 1
    assert codes.type_ahead("hyper", 0) == []
    with pytest.raises(TypeError):
        codes.type_ahead(None)  # type: ignore[arg-type]
