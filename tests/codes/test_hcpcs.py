"""HCPCS Level II: form, letters, the teaching set, and units."""

from __future__ import annotations

import pickle

import pytest

from chartroom import codes
from chartroom.codes import hcpcs


def test_the_teaching_set():
    held = hcpcs.codes()
    assert 40 <= len(held) <= 60
    assert list(held) == sorted(held)
    for code, one in held.items():
        assert hcpcs.check(code) == ""
        assert one.label
        assert (one.amount is None) == (one.unit == "")
        assert hcpcs.letter(code).holds
    assert not any(code.startswith("D") for code in held)
    assert codes.hcpcs.lookup("j 1885").unit == "mg"


def test_the_letters():
    assert "".join(one.letter for one in hcpcs.letters()) == "ABCDEGHJKLMPQRSTUV"
    assert "Dental" in hcpcs.letter("D0120").note
    with pytest.raises(hcpcs.UnknownHcpcs, match="begins with “Z”"):
        hcpcs.letter("Z")


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("", "No code was given"),
        ("99213", "CPT"),
        ("D0120", "American Dental Association"),
        ("F1234", "begins with F"),
        ("J188O", "is it a zero"),
        ("J18", "one letter and four digits"),
        ("J9999", "not in the course's teaching set"),
    ],
)
def test_what_is_no_code_is_said(code, says):
    with pytest.raises(hcpcs.UnknownHcpcs) as caught:
        hcpcs.lookup(code)
    assert says in str(caught.value)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


@pytest.mark.parametrize(
    ("code", "given", "wasted", "units"),
    [
        ("J1885", 15, 0, (1, 0)),
        ("J1885", 30, 0, (2, 0)),
        ("J1885", 40, 0, (3, 0)),
        ("J0696", 1000, 0, (4, 0)),
        ("J0696", 250.0, 0, (1, 0)),
        ("J2405", 4, 0, (4, 0)),
        ("J1650", 40, 60, (4, 6)),
        ("J3301", 7, 3, (1, 0)),
        ("J2405", 0.3, 0, (1, 0)),
        ("G0108", 60, 0, (2, 0)),
    ],
)
def test_units_are_rounded_up(code, given, wasted, units):
    found = hcpcs.units(code, given, wasted)
    assert (found.given, found.wasted) == units
    assert found.code in found.reason


@pytest.mark.parametrize(
    ("code", "given", "says"),
    [
        ("E0114", 1, "names no amount"),
        ("J1885", "30 mg", "without its unit"),
        ("J1885", 0, "more than 0"),
        ("J1885", -5, "from 0"),
        ("J1885", float("nan"), "from 0"),
        ("J1885", True, "must be a number"),
    ],
)
def test_amounts_that_cannot_be_used(code, given, says):
    with pytest.raises(hcpcs.HcpcsError, match=says):
        hcpcs.units(code, given)


def test_modifiers():
    assert [one.modifier for one in hcpcs.modifiers()] == ["GA", "GY", "GZ", "JW", "JZ", "NU", "RR"]
