"""MS-DRG: the group, what carried it, hospital-acquired conditions, and input that is refused."""

from __future__ import annotations

import subprocess
import sys

import pytest

from chartroom import grouping


@pytest.mark.parametrize(
    ("principal", "secondary", "drg"),
    [
        ("A41.9", ["R65.20"], "872"),
        ("A41.9", ["R65.21"], "871"),
        ("I13.0", ["I50.33"], "291"),
        ("J18.9", ["L89.154"], "193"),
        ("J18.9", [], "195"),
        ("j189", ["j9601"], "193"),
    ],
)
def test_the_group(principal, secondary, drg):
    assert grouping.group(principal, secondary).drg == drg


def test_a_group_says_what_it_is():
    found = grouping.group("A41.9", ["R65.21"])
    assert (found.kind, found.mdc, found.weight) == ("medical", "18", None)
    assert "Septicemia" in found.title


def test_an_operation_makes_the_group_surgical():
    found = grouping.group("M17.12", procedures=["0SRD0J9"])
    assert (found.drg, found.kind) == ("470", "surgical")


def test_one_code_carries_the_group():
    found = grouping.group("J18.9", ["J96.01", "N17.9", "I10"])
    assert (found.severity, found.carried) == ("MCC", ("J96.01",))
    assert [one.level for one in found.secondary] == ["MCC", "CC", ""]


def test_either_of_two_carries_it():
    found = grouping.group("J18.9", ["J96.01", "I21.4"])
    assert set(found.carried) == {"J96.01", "I21.4"}
    assert "any of" in str(found)


def test_a_code_too_close_to_the_principal_does_not_count():
    one = grouping.group("J18.9", ["J69.0"]).secondary[0]
    assert (one.level, one.counts) == ("MCC", False)
    assert "principal" in one.reason


def test_some_count_only_for_the_living():
    alive = grouping.group("J18.9", ["R57.0"])
    died = grouping.group("J18.9", ["R57.0"], disposition="20")
    assert alive.secondary[0].counts
    assert not died.secondary[0].counts
    assert "lives" in died.secondary[0].reason


@pytest.mark.parametrize(("mark", "drg"), [("Y", "193"), ("W", "193"), ("N", "195"), ("U", "195")])
def test_a_pressure_ulcer_that_began_here_does_not_count(mark, drg):
    found = grouping.group("J18.9", ["L89.154"], poa={"L89.154": mark})
    assert found.drg == drg
    assert found.without_hac == "193"
    assert bool(found.hacs) == (mark in "NU")


def test_an_embolism_is_a_hac_only_after_a_joint_replacement():
    after = grouping.group("M17.12", ["I26.99"], ["0SRD0J9"], poa={"I26.99": "N"})
    other = grouping.group("J18.9", ["I26.99"], poa={"I26.99": "N"})
    assert after.hacs[0].hac.startswith("deep vein")
    assert (after.drg, after.without_hac) == ("470", "469")
    assert not other.hacs
    assert other.drg == "193"


def test_a_urinary_infection_is_a_hac_only_with_a_catheter_code():
    alone = grouping.group("J18.9", ["N39.0"], poa={"N39.0": "N"})
    marks = {"N39.0": "N", "T83.511A": "N"}
    catheter = grouping.group("J18.9", ["N39.0", "T83.511A"], poa=marks)
    assert not alone.hacs
    assert {one.code for one in catheter.hacs} == {"N39.0", "T83.511A"}


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"principal": ""}, "no principal"),
        ({"principal": "K35.89"}, "heading"),
        ({"principal": "W19.XXXA"}, "never the principal"),
        ({"principal": "J18.9", "secondary": ["S52.501"]}, "7th"),
        ({"principal": "J18.9", "secondary": ["J18.9"]}, "more than once"),
        ({"principal": "J18.9", "secondary": ["Q99.99X"]}, "not an ICD-10-CM code"),
        ({"principal": "J18.9", "secondary": [4]}, "in quotes"),
        ({"principal": "J18.9", "secondary": 4}, "list of codes"),
        ({"principal": "J18.9", "procedures": ["99213"]}, "CPT"),
        ({"principal": "J18.9", "poa": {"I10": "Y"}}, "not among"),
        ({"principal": "J18.9", "poa": {"J18.9": "maybe"}}, "no POA indicator"),
        ({"principal": "J18.9", "poa": ["Y"]}, "by code"),
        ({"principal": "J18.9", "sex": "X"}, "X"),
        ({"principal": "J18.9", "age": -3}, "-3"),
        ({"principal": "J18.9", "disposition": "99"}, "discharge status"),
    ],
)
def test_what_cannot_be_grouped_is_refused_in_a_sentence(given, says):
    with pytest.raises(grouping.GroupingError, match=says):
        grouping.group(**given)


def test_a_broken_note_is_said_and_grouped():
    found = grouping.group("I12.9", ["I10"])
    assert found.notes


def test_what_if_says_what_a_change_does():
    before = grouping.group("J18.9", ["L89.154", "I10"], poa={"L89.154": "N"})
    assert grouping.what_if(before, poa=("L89.154", "Y")).moves
    added = grouping.what_if(before, add="J96.01")
    assert (added.before.drg, added.after.drg) == ("195", "193")
    assert "With J96.01" in str(added)
    dropped = grouping.what_if(before, drop="I10")
    assert not dropped.moves
    assert "stays 195" in str(dropped)
    assert grouping.what_if(before, add="0SRD0J9").after.kind == "surgical"


def test_what_if_the_other_is_first():
    before = grouping.group("J18.9", ["A41.9"])
    after = grouping.what_if(before, principal="A41.9").after
    assert (after.stay.principal, after.stay.secondary) == ("A41.9", ("J18.9",))
    assert after.drg in ("871", "872")


@pytest.mark.parametrize(
    "change", [{}, {"add": "I10", "drop": "I10"}, {"drop": "E11.9"}, {"principal": "E11.9"}]
)
def test_what_if_wants_one_change_that_can_be_made(change):
    with pytest.raises(grouping.GroupingError):
        grouping.what_if(grouping.group("J18.9", ["J96.01"]), **change)


def test_case_mix():
    found = grouping.cmi({"871": 3, "872": 2}, {"871": 2.0, "872": 1.0})
    assert (found.total, found.discharges) == (8.0, 5)
    assert found.index == pytest.approx(1.6)
    assert grouping.cmi(["871", "872"], {"871": 2.0, "872": 1.0}).index == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("drgs", "weights", "says"),
    [
        ([], {}, "no discharges"),
        (["871"], {}, "no weight"),
        (["871"], {"871": -1}, "above 0"),
        ({"871": 1.5}, {"871": 1}, "whole number"),
        (["sepsis"], {}, "three digits"),
    ],
)
def test_a_case_mix_that_cannot_be_computed(drgs, weights, says):
    with pytest.raises(grouping.GroupingError, match=says):
        grouping.cmi(drgs, weights)


def test_importing_the_room_loads_no_tables():
    code = (
        "import chartroom.grouping, sys; print('drgpy' in sys.modules, 'hccinfhir' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_a_notebook_shows_a_sentence_and_no_traceback():
    assert grouping.GroupingError("One.")._render_traceback_() == ["One."]
