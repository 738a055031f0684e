"""Identifiers in a text: found, scored, and changed."""

from __future__ import annotations

import itertools

import pytest

from chartroom import privacy
from chartroom.privacy import Identifier
from chartroom.privacy.identifiers import TYPES


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Seen with Mr. Gerald Nelson today.", "name", "Gerald Nelson"),
        ("Patient: Nelson, Gerald", "name", "Nelson, Gerald"),
        ("Read by Erik Sørland, DO for the team", "name", "Erik Sørland"),
        ("lives at 12 Pier Rd Apt 3 alone", "place", "12 Pier Rd Apt 3"),
        ("home in Gull Rock, XX 00139 since May", "place", "Gull Rock, XX 00139"),
        ("on 04/17/2026 at noon", "date", "04/17/2026"),
        ("on 2026-04-17", "date", "2026-04-17"),
        ("since April 17, 2026, better", "date", "April 17, 2026"),
        ("seen 4/17 again", "date", "4/17"),
        ("93 y/o man", "age", "93"),
        ("a 101-year-old woman", "age", "101"),
        ("call 555-010-1401 now", "phone", "555-010-1401"),
        ("call (555) 010-1401", "phone", "(555) 010-1401"),
        ("write to a.b@example.org", "email", "a.b@example.org"),
        ("SSN 908-00-1550", "SSN", "908-00-1550"),
        ("see TH-801550", "record number", "TH-801550"),
        ("MRN: 4471120", "record number", "4471120"),
        ("Member ID: 0RH7-KQ2-MT09", "plan number", "0RH7-KQ2-MT09"),
        ("stay E971452130 ended", "account number", "E971452130"),
        ("DEA: AB1234563", "license number", "AB1234563"),
        ("Serial number SN-20331", "device number", "SN-20331"),
        ("see https://example.org/x for it", "web address", "https://example.org/x"),
        ("from 10.0.0.7 at", "IP address", "10.0.0.7"),
    ],
)
def test_shapes_that_are_found(text, kind, words):
    (found,) = privacy.find_identifiers(text)
    assert (found.kind, text[found.start : found.end]) == (kind, words)


@pytest.mark.parametrize(
    "text",
    [
        "BP 141/84, SpO2 96%, T 36.9, HR 88",
        "a 45-year-old man with pain",
        "lisinopril 20 mg once a day",
        "stage 3a, ratio 29/1.38",
        "in 2024 he had pneumonia",
        "",
    ],
)
def test_what_is_no_identifier(text):
    assert privacy.find_identifiers(text) == ()


def test_each_type_names_its_letter_of_the_rule():
    assert {letter for letter, _ in TYPES.values()} <= set("ABCDEFGHIJKLMNOPQR")


def test_marks_do_not_overlap():
    text = "Patient: Nelson, Gerald, TH-337257, 01/27/1933, 555-010-1401, Account: E338329857"
    found = privacy.find_identifiers(text)
    assert len(found) == 5
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


KEY = [Identifier(0, 5, "name"), Identifier(10, 20, "date"), Identifier(30, 40, "date")]


@pytest.mark.parametrize(
    ("marked", "kind", "figures"),
    [
        (KEY, "all", (3, 0, 0)),
        (KEY[:2], "all", (2, 0, 1)),
        (KEY[:2], "date", (1, 0, 1)),
        ([Identifier(0, 6, "name")], "name", (1, 0, 0)),
        ([Identifier(1, 5, "name")], "name", (0, 1, 1)),
        ([Identifier(0, 5, "date")], "name", (0, 0, 1)),
        ([Identifier(0, 5, "date")], "all", (1, 0, 2)),
        ([Identifier(22, 25, "phone")], "phone", (0, 1, 0)),
        ([Identifier(5, 45, "date")], "date", (2, 0, 0)),
    ],
)
def test_scores(marked, kind, figures):
    found = privacy.score(marked, KEY)[kind]
    assert (found.right, found.extra, found.missed) == figures


def test_figures_over_nothing_have_no_value():
    nothing = privacy.score([], [])["all"]
    assert nothing.precision is None
    assert nothing.recall is None
    half = privacy.score([KEY[0], Identifier(22, 25, "phone")], KEY[:1])["all"]
    assert (half.precision, half.recall) == (0.5, 1.0)
    with pytest.raises(privacy.PrivacyError, match="empty"):
        privacy.score([Identifier(4, 4, "name")], KEY)


@pytest.mark.parametrize(
    ("given", "safe"),
    [("00103", "001"), ("03601", "000"), ("89310-1234", "000"), ("10212", "000"), ("60611", "606")],
)
def test_zip_codes(given, safe):
    assert privacy.safe_zip(given) == safe


def test_a_zip_code_that_is_none():
    with pytest.raises(privacy.PrivacyError, match="not a ZIP code"):
        privacy.safe_zip("0013")


def test_ages():
    assert [privacy.safe_age(one) for one in (0, 89, 90, 104)] == [
        "0",
        "89",
        "90 or older",
        "90 or older",
    ]
    with pytest.raises(privacy.PrivacyError, match="not an age"):
        privacy.safe_age(-1)


def test_dates_of_a_patient_move_together():
    from datetime import datetime

    text = "Admitted 03/01/2026, left 03/04/2026, called 2026-03-09; on 02/30/2026 nothing."
    moved = privacy.shift_dates(text, "TH-1", "salt")
    days = [
        datetime.strptime(one, form)
        for one, form in (
            (moved[9:19], "%m/%d/%Y"),
            (moved[26:36], "%m/%d/%Y"),
            (moved[45:55], "%Y-%m-%d"),
        )
    ]
    assert [(day - days[0]).days for day in days] == [0, 3, 8]
    assert 1 <= (datetime(2026, 3, 1) - days[0]).days <= 365
    assert "02/30/2026" in moved
    assert moved == privacy.shift_dates(text, "TH-1", "salt")
    assert moved != privacy.shift_dates(text, "TH-2", "salt")
    with pytest.raises(privacy.PrivacyError, match="needs a secret"):
        privacy.shift_dates(text, "TH-1", "")
