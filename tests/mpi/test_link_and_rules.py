"""Linking two tables, fixed rules, and the two duplicate rates."""

from __future__ import annotations

import pandas as pd
import pytest

from chartroom import mpi


@pytest.fixture(scope="module")
def facilities(town) -> tuple[pd.DataFrame, pd.DataFrame, set[tuple[str, str]]]:
    """The clinic has the duplicates and traps, the hospital the people they were made from."""
    frame, same, _ = town
    in_clinic = frame.index.str.match("[DT]")
    return frame[~in_clinic], frame[in_clinic], same


def pairs(found: pd.DataFrame) -> set[tuple[str, str]]:
    return set(zip(found["left"], found["right"], strict=True))


def test_link_finds_the_people_of_both_tables(facilities):
    hospital, clinic, same = facilities
    assert pairs(mpi.link(hospital, clinic)) == same


def test_link_gives_the_left_table_first_and_pairs_no_two_records_of_one_table(facilities):
    hospital, clinic, same = facilities
    found = mpi.link(clinic, hospital, threshold=0)
    assert set(found["left"]) <= set(clinic.index)
    assert set(found["right"]) <= set(hospital.index)
    likely = found[found["score"] >= 0.5]
    assert pairs(likely) == {(clinic_number, number) for number, clinic_number in same}


def test_link_with_other_column_names_and_columns_only_one_table_has(facilities):
    hospital, clinic, same = facilities
    other = clinic.rename(columns={"first": "Given", "last": "Family", "dob": "Born on"})
    columns = {"first_name": "first", "last_name": "last", "birth_date": "dob", "sex": "sex"}
    theirs = columns | {"first_name": "Given", "last_name": "Family", "birth_date": "Born on"}
    columns |= {"national_id": "ssn"}
    theirs |= {"phone": "phone"}
    found = mpi.link(hospital, other, columns, theirs)
    assert not found["why"].str.contains("phone|national").any()
    slips_only = {(left, right) for left, right in same if left >= "A066"}
    assert len(pairs(found) & slips_only) > len(slips_only) / 2


def test_labels_may_be_the_same_in_both_tables(facilities):
    hospital, clinic, same = facilities
    renamed = clinic.set_axis(hospital.index[: len(clinic)])
    back = dict(zip(renamed.index, clinic.index, strict=True))
    found = mpi.link(hospital, renamed)
    assert {(left, back[right]) for left, right in pairs(found)} == same


def test_deterministic_pairs_agree_on_every_field_of_their_rule(town):
    frame, same, _ = town
    found = mpi.deterministic(frame)
    assert set(found.columns) == {"left", "right", "rule", "why"}
    assert pairs(found[found["rule"] == 1]) == {p for p in same if "A060" <= p[0] <= "A065"}
    for row in found[found["rule"] == 1].itertuples():
        a, b = frame.loc[row.left], frame.loc[row.right]
        assert (a["ssn"], a["dob"]) == (b["ssn"], b["dob"])
        assert row.why == "same national ID and birth date"


def test_a_pair_is_listed_under_the_first_rule_that_fits(town):
    frame = town[0].copy()
    frame.loc["T150", "sex"] = "M" if frame.at["A150", "sex"] == "F" else "F"  # mixed twins
    rules = [["last_name", "birth_date", "sex"], ["last_name", "birth_date"]]
    found = mpi.deterministic(frame, rules)
    assert not found.duplicated(["left", "right"]).any()
    assert set(found["rule"]) == {1, 2}
    for row in found.itertuples():
        same_sex = frame.at[row.left, "sex"] == frame.at[row.right, "sex"]
        assert same_sex == (row.rule == 1)


def test_a_missing_value_fits_no_rule(town):
    frame, _, _ = town
    nobody = frame.assign(ssn=None)
    assert mpi.deterministic(nobody, [["national_id", "last_name"]]).empty


def test_rates_follow_their_formulas():
    pairs = pd.DataFrame({"left": ["a", "a", "c"], "right": ["b", "d", "e"]})
    assert mpi.duplicate_rate(200, pairs) == 5 / 200  # a counts once
    assert mpi.creation_rate(400, 6) == 6 / 400
    both = mpi.rates(400, 200, pairs, 6)
    assert (both.records_in_pairs, both.mpi_records, both.duplicate_rate) == (5, 200, 0.025)
    assert (both.confirmed, both.registrations, both.creation_rate) == (6, 400, 0.015)


def test_rates_count_tables(town):
    frame, same, _ = town
    found = mpi.find_duplicates(frame)
    assert mpi.duplicate_rate(frame, found) == 2 * len(same) / len(frame)
    assert mpi.duplicate_rate(frame, found.iloc[:0]) == 0
