"""Decks: the course's own are sound, meanings are compared fairly, a damaged file is named."""

from __future__ import annotations

import pytest

from chartroom.assess import deck

TERMS, ABBREVIATIONS = deck.load("terms"), deck.load("abbreviations")
ALL = {card.id: card for card in (*TERMS, *ABBREVIATIONS)}


def test_there_is_enough_to_learn():
    assert len(TERMS) >= 300
    assert len(ABBREVIATIONS) >= 150


@pytest.mark.parametrize("cards", [TERMS, ABBREVIATIONS], ids=["terms", "abbreviations"])
def test_each_card_is_there_once_with_a_source_and_its_meaning_is_right(cards):
    assert len({card.id for card in cards}) == len(cards)
    for card in cards:
        assert card.source
        assert deck.compare(card, card.back) == "right", card
        assert deck.compare(card, "") == "wrong"
        assert deck.compare(card, "xylophone") == "wrong", card


def test_an_abbreviation_of_several_meanings_says_which_is_asked():
    cards = [card for card in ABBREVIATIONS if card.front == "MS"]
    assert len(cards) == 5
    assert len({card.cue for card in cards}) == 5
    for card in cards:
        others = [one.back for one in cards if one is not card]
        assert all(other in card.note for other in others)
        assert all(deck.compare(card, other) != "right" for other in others)


@pytest.mark.parametrize(
    ("card", "typed", "verdict"),
    [
        ("-itis", "Inflammation", "right"),
        ("-itis", "an inflammation", "right"),
        ("-itis", "inflamation", "right"),
        ("-itis", "tumor", "wrong"),
        ("IV", "into a vein", "right"),
        ("IV", "intravenous", "right"),
        ("BID", "twice a day", "right"),
        ("BID", "three times a day", "close"),
        ("SOB", "shortness of breath", "right"),
        ("SOB", "breath", "close"),
        ("NKDA", "known drug allergies", "close"),
        ("HTN", "hypertension", "right"),
        ("HTN", "hypotension", "wrong"),
        ("DNR", "Do Not Resuscitate", "right"),
        ("DNR", "resuscitate", "wrong"),
        ("DNR", "not resuscitate", "close"),
    ],
)
def test_what_is_typed_is_compared_with_sense(card, typed, verdict):
    assert deck.compare(ALL[card], typed) == verdict


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("term\tmeaning\n", "line 1: the columns must be term, parts, meaning"),
        ("term\tparts\tmeaning\tsystem\tsource\n-itis\tx\n", "line 2: it has 2 columns"),
        ("term\tparts\tmeaning\tsystem\tsource\n-itis\t\t\tgeneral\tme\n", "'meaning' is empty"),
    ],
)
def test_a_damaged_file_is_named_with_its_line(tmp_path, text, said):
    file = tmp_path / "terms.tsv"
    file.write_text(text, "utf-8")
    with pytest.raises(deck.DeckError, match=said):
        deck.read(file, deck.COLUMNS["terms"])


def test_a_deck_that_is_not_there(tmp_path):
    with pytest.raises(deck.DeckError, match="There is no deck 'bones'; there are terms"):
        deck.load("bones")
    with pytest.raises(deck.DeckError, match="cannot be read"):
        deck.read(tmp_path / "none.tsv", deck.COLUMNS["terms"])
