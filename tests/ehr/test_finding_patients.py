"""Patients are found however one asks."""

from __future__ import annotations

import pytest

from chartroom import ehr


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("smith", ["TH-100004", "TH-100003"]),
        ("  SMI ", ["TH-100004", "TH-100003"]),
        ("smith, abr", ["TH-100003"]),
        ("abe smith", ["TH-100004"]),
        ("smith abe", ["TH-100004"]),
        ("abraham", ["TH-100003"]),
        ("TH-100003", ["TH-100003"]),
        ("th 100003", ["TH-100003"]),
        ("100003", ["TH-100003"]),
        ("12/11/1940", ["TH-100004", "TH-100003"]),
        ("1940-12-11", ["TH-100004", "TH-100003"]),
        ("Dec. 11, 1940", ["TH-100004", "TH-100003"]),
        ("11 December 1940", ["TH-100004", "TH-100003"]),
        ("smith, abe 12-11-1940", ["TH-100004"]),
        ("12/11/1940 nunez", []),
        ("nunez", ["TH-100002", "TH-100001"]),
        ("NÚÑEZ-ŻAK, maria jose", ["TH-100001"]),
        ("van der berg", ["TH-100006"]),
        ("vanderberg, mary", ["TH-100006"]),
        ("mary ann van der", ["TH-100006"]),
        ("李", ["TH-100005"]),
        ("小龍", ["TH-100005"]),
        ("555-010-0199", ["TH-100003"]),
        ("901-22-1111", ["TH-100004", "TH-100003"]),
        ("C-77", ["TH-100004"]),
        ("nobody", []),
        ("x' OR '1'='1", []),
        ('"; DROP TABLE patients; --', []),
        ("%", []),
        ("_mith", []),
        ("אברהם", []),
    ],
)
def test_by_what_was_typed(db, typed, found):
    assert [one["mrn"] for one in ehr.search(db, typed)] == found
    assert db.execute("SELECT count(*) FROM patients").fetchone()[0] == 6


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"last_name": "Smi", "first_name": ""}, ["TH-100004", "TH-100003"]),
        ({"last_name": "smith", "birth_date": "12/11/1940", "first_name": "abr"}, ["TH-100003"]),
        ({"mrn": "100001", "last_name": "Smith"}, []),
        ({"mrn": "th-100001"}, ["TH-100001"]),
        ({"sex": "u"}, ["TH-100005"]),
        ({"first_name": "Mary", "sex": "F"}, ["TH-100006"]),
    ],
)
def test_by_fields_all_must_fit(db, fields, found):
    assert [one["mrn"] for one in ehr.search(db, fields)] == found


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("", "Type a name"),
        ("   ", "Type a name"),
        (None, "Search for a text"),
        (100003, "Search for a text"),
        ("2/30/1990", "There is no day 2/30/1990"),
        ("13/1/1990", "There is no day"),
        ("x" * 10_000, "10,000 characters"),
        ("\ud800", "broken character"),
        ({}, "Fill in"),
        ({"last_name": " "}, "Fill in"),
        ({"last_name": "x" * 10_000}, "10,000 characters"),
        ({"shoe_size": "9"}, "not searched by shoe_size"),
        ({"birth_date": "yesterday"}, "is not a date"),
        ({"birth_date": "2/30/1990"}, "no day 2/30/1990"),
    ],
)
def test_what_cannot_be_searched_gets_a_sentence(db, what, said):
    with pytest.raises(ehr.EhrError, match=said):
        ehr.search(db, what)


def test_the_limit_holds(db):
    assert len(ehr.search(db, "smith", limit=1)) == 1


def test_a_changed_name_is_found_at_once_and_the_old_one_no_longer(db):
    ehr.update(db, "TH-100006", {"last_name": "Zuñiga"}, "married")
    assert [one["mrn"] for one in ehr.search(db, "zuniga")] == ["TH-100006"]
    assert ehr.search(db, "van der berg") == []
