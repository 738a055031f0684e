"""Identifiers in a text: what the baseline finds, and what it does not."""

from __future__ import annotations

import itertools

import pytest

from chartroom import privacy
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
        ("fax: 555-010-1402", "fax", "555-010-1402"),
        ("call 555.010.1401", "phone", "555.010.1401"),
        ("VIN 1HGCM82633A004352 was", "vehicle number", "1HGCM82633A004352"),
        ("plate 4ABC 123 seen", "vehicle number", "4ABC 123"),
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


@pytest.mark.parametrize(
    "text",
    ["Gerald came in", "he lives in Gull Rock", "the mayor of the town", "the day after Easter"],
)
def test_what_a_finder_of_shapes_misses(text):
    assert privacy.find_identifiers(text) == ()


def test_what_it_takes_for_a_date():
    (found,) = privacy.find_identifiers("pain 5/10 at rest")
    assert found.kind == "date"
