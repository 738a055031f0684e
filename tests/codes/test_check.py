"""Checking sets of codes: known verdicts, and how the answer is worded."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from chartroom.codes import Finding, check, former, lookup
from chartroom.codes.findings import KINDS

VERDICTS = Path(__file__).with_name("verdicts.tsv")


def verdicts():
    """Yield expected kinds, codes and options of each line of verdicts.tsv."""
    for number, line in enumerate(VERDICTS.read_text(encoding="utf-8").splitlines(), start=1):
        if line and not line.startswith("#"):
            expected, codes, options, *_ = [*line.split("\t"), ""]
            wanted = frozenset() if expected == "-" else frozenset(expected.split(","))
            arguments = dict(option.split("=") for option in options.split())
            yield pytest.param(
                wanted, codes.split(), arguments, id=f"line {number}: {expected} {codes}"
            )


@pytest.mark.parametrize(("wanted", "codes", "arguments"), list(verdicts()))
def test_known_verdict(wanted, codes, arguments):
    findings = check(codes, **arguments)
    errors = {finding.kind for finding in findings if finding.severity == "error"}
    assert errors <= wanted
    assert wanted <= {finding.kind for finding in findings}


def test_there_are_many_verdicts_of_both_sorts():
    sets = [param.values[0] for param in verdicts()]
    assert sum(not wanted for wanted in sets) >= 150
    assert frozenset().union(*sets) == set(KINDS)


def test_verdicts_use_codes_of_this_edition():
    for param in verdicts():
        wanted, codes, _ = param.values
        if not wanted:
            assert all(lookup(code).billable for code in codes), param.id


def test_a_finding_is_worded_for_a_learner():
    (finding,) = [each for each in check(["N39.0", "N30.00"]) if each.kind == "excludes1"]
    assert finding.severity == "error"
    assert finding.codes == ("N39.0", "N30.00")
    assert finding.guideline == "I.A.12.a"
    assert "cystitis (N30.-)" in finding.message


@pytest.mark.parametrize(("wanted", "codes", "arguments"), list(verdicts()))
def test_every_message_names_its_codes(wanted, codes, arguments):
    for finding in check(codes, **arguments):
        assert isinstance(finding, Finding)
        assert finding.kind in KINDS
        assert finding.severity in ("error", "advice")
        assert finding.message.endswith((".", "?"))
        assert any(code in finding.message for code in finding.codes) or (
            finding.kind == "wrong-date"
        )


def test_a_slip_of_form_is_reported_once():
    # E11.22 asks for N18.-: it is there, only not complete.
    assert [finding.kind for finding in check(["E11.22", "N18.3", "Z79.4"])] == ["not-billable"]


def test_a_code_that_was_split_says_until_when_it_was_complete():
    (finding,) = check(["M54.5"])
    assert finding.kind == "not-billable"
    assert "until September 30, 2021" in finding.message
    assert "M54.50" in finding.message


def test_every_code_said_to_be_split_is_a_heading_now():
    for code in former.codes():
        assert not lookup(code).billable
        assert lookup(code).children


def test_excludes1_holds_both_ways_round():
    one = [each.kind for each in check(["R73.03", "E11.9", "Z79.4"])]
    other = [each.kind for each in check(["E11.9", "R73.03", "Z79.4"])]
    assert one == other == ["excludes1"]


def test_the_principal_counts_as_first_wherever_it_stands():
    assert check(["W19.XXXA", "S72.001A"], principal="s72001a") == []
    assert check(["S72.001A", "W19.XXXA"], principal="W19.XXXA")[0].kind == "external-cause-first"
    # A principal that is not on the list is taken as part of it.
    assert [each.kind for each in check(["W19.XXXA"], principal="S72.001A")] == []


@pytest.mark.parametrize(
    ("codes", "kind"),
    [
        (["F33.2", "T39.1X2A"], "code-first"),
        (["E11.9", "Z79.84", "K31.84"], "code-first"),
        (["I10", "Z68.41"], "code-first"),
        (["M80.051A", "S72.001A"], "excludes1"),
        (["Z47.89", "S82.64XD"], "excludes1"),
        (["J44.1", "J44.9"], "duplicate"),
        (["J13", "J18.9"], "duplicate"),
        (["M25.561", "M25.569"], "laterality"),
    ],
)
def test_what_the_record_decides_is_pointed_out_once(codes, kind):
    assert [finding.kind for finding in check(codes)] == [kind]


def test_no_body_mass_index_is_asked_for_in_pregnancy():
    assert [each.kind for each in check(["E66.9"])] == ["use-additional"]
    assert check(["O99.213", "E66.9", "Z3A.30"]) == []


def test_settings_differ_where_the_rules_do():
    inpatient = check(["Z95.1", "I25.10"], setting="inpatient")
    outpatient = check(["Z95.1", "I25.10"])
    assert [each.severity for each in inpatient] == ["error"]
    assert [each.severity for each in outpatient] == ["advice"]


def test_nothing_listed_gives_nothing():
    assert check([]) == []
    assert [each.kind for each in check(["", " "])] == ["unknown"]


def test_one_code_may_be_given_as_text():
    assert [each.kind for each in check("E11")] == ["not-billable"]


@pytest.mark.parametrize("date", ["2026-05-01", datetime.date(2026, 5, 1), "2026-05-01T10:20"])
def test_dates_may_be_dates_or_text(date):
    assert check(["I10"], date=date) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"setting": "home"},
        {"age": "old"},
        {"age": -1},
        {"age": 200},
        {"sex": "plenty"},
        {"date": "May 1"},
        {"date": "2026-13-01"},
    ],
)
def test_arguments_that_can_not_be_read_are_named(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong.values())).__repr__()[:8]):
        check(["I10"], **wrong)
