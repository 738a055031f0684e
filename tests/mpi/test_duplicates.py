"""Duplicates are found, relatives are left apart, and the table's order and form do not matter."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from town import COLUMNS

from chartroom import mpi


def pairs(found: pd.DataFrame) -> set[tuple[str, str]]:
    return set(zip(found["left"], found["right"], strict=True))


def test_every_planted_duplicate_is_found_and_no_trap(town):
    frame, same, _ = town
    assert pairs(mpi.find_duplicates(frame)) == same


def test_guessed_and_given_columns_give_the_same(town):
    frame, _, _ = town
    odd = frame.rename(columns={old: f"column {n}" for n, old in enumerate(frame.columns)})
    given = {role: f"column {list(frame.columns).index(old)}" for role, old in COLUMNS.items()}
    expected = mpi.find_duplicates(frame)
    pd.testing.assert_frame_equal(mpi.find_duplicates(odd, columns=given), expected)
    with pytest.raises(mpi.TableProblem, match="Say which column is what"):
        mpi.find_duplicates(odd)


def test_columns_that_are_not_about_identity_do_not_matter(town):
    frame, same, _ = town
    more = frame.assign(mrn=range(len(frame)), notes="walks with a cane")
    assert pairs(mpi.find_duplicates(more)) == same


def test_the_answer_has_four_columns_best_first_and_left_stands_earlier(town):
    frame, _, _ = town
    found = mpi.find_duplicates(frame, threshold=0)
    assert list(found.columns) == ["left", "right", "score", "why"]
    assert found["score"].between(0, 1).all()
    assert found["score"].is_monotonic_decreasing
    place = {label: at for at, label in enumerate(frame.index)}
    assert (found["left"].map(place) < found["right"].map(place)).all()
    assert not found.duplicated(["left", "right"]).any()


def test_the_table_is_not_changed(town):
    frame = town[0].copy()
    before = frame.copy(deep=True)
    mpi.find_duplicates(frame)
    pd.testing.assert_frame_equal(frame, before)


def test_two_runs_and_any_order_of_rows_give_the_same_pairs_and_scores(town):
    frame, _, _ = town

    def scores(table: pd.DataFrame) -> dict[frozenset[str], float]:
        found = mpi.find_duplicates(table, threshold=0.01)
        ends = zip(found["left"], found["right"], strict=True)
        return dict(zip(map(frozenset, ends), found["score"], strict=True))

    first = mpi.find_duplicates(frame)
    pd.testing.assert_frame_equal(mpi.find_duplicates(frame), first)
    expected = scores(frame)
    for seed in (1, 2):
        assert scores(frame.sample(frac=1, random_state=seed)) == pytest.approx(expected)


def test_a_threshold_only_cuts_the_list(town):
    frame, _, _ = town
    everything = mpi.find_duplicates(frame, threshold=0)
    for threshold in (0.2, 0.5, 0.9, 1.0):
        cut = everything[everything["score"] >= threshold].reset_index(drop=True)
        pd.testing.assert_frame_equal(mpi.find_duplicates(frame, threshold=threshold), cut)


def test_twins_and_relatives_stay_apart_when_the_table_has_an_id(town):
    frame, _, traps = town
    found = mpi.find_duplicates(frame, threshold=0)
    of = dict(zip(zip(found["left"], found["right"], strict=True), found["score"], strict=True))
    assert max(of.get(pair, 0.0) for pair in traps) < 0.1


def test_without_an_id_twins_are_listed_below_people_entered_with_a_slip(town_without_ssn):
    frame, same, traps = town_without_ssn
    found = mpi.find_duplicates(frame, threshold=0)
    of = dict(zip(zip(found["left"], found["right"], strict=True), found["score"], strict=True))
    moved_and_married = {(left, right) for left, right in same if "A060" <= left <= "A065"}
    slips = [of[pair] for pair in same - moved_and_married]
    twins = [of[pair] for pair in traps if "A150" <= pair[0] <= "A169"]
    others = [of.get(pair, 0.0) for pair in traps if pair[0] >= "A170"]
    assert min(slips) > 0.95 > 0.85 > max(twins)
    assert max(others) < 0.1


def test_one_person_entered_three_times_gives_all_three_pairs(town):
    frame, _, _ = town
    person = frame.loc["A270"].copy()
    twice = pd.DataFrame([person, person], index=["again", "and again"])
    twice.loc["and again", "last"] = person["last"][:-1]
    found = pairs(mpi.find_duplicates(pd.concat([frame, twice])))
    assert {("A270", "again"), ("A270", "and again"), ("again", "and again")} <= found


def test_agreement_on_a_rare_name_says_more_than_on_a_common_one(town):
    frame, _, _ = town
    people = frame.copy()
    people.loc[people.index[::2], "last"] = "Smith"
    extra = pd.DataFrame(
        [
            {"first": "Ann", "last": "Smith", "dob": "1950-01-02", "city": "Saltmarsh"},
            {"first": "Ann", "last": "Smith", "dob": "1950-01-02", "city": "Gull Point"},
            {"first": "Ann", "last": "Zywicki", "dob": "1961-03-04", "city": "Saltmarsh"},
            {"first": "Ann", "last": "Zywicki", "dob": "1961-03-04", "city": "Gull Point"},
        ],
        index=["s1", "s2", "z1", "z2"],
    )
    everybody = pd.concat([people, extra])
    common = mpi.explain(everybody, "s1", "s2").set_index("field")["bits"]
    rare = mpi.explain(everybody, "z1", "z2").set_index("field")["bits"]
    assert rare["last name"] > common["last name"] + 3


def test_scores_are_probabilities_that_come_true_on_average():
    """Of the pairs listed with a score around p, about the share p is one person."""
    from town import people

    rng = np.random.default_rng(7)
    frame = pd.DataFrame(people(900), index=[f"A{n}" for n in range(900)])
    frame = frame[["first", "last", "dob", "sex", "zip"]]
    again = frame.sample(150, random_state=3).rename(index=lambda label: label.replace("A", "D"))
    for label in again.index:
        field = rng.choice(["first", "last", "dob"])
        value = again.at[label, field]
        at = int(rng.integers(0, len(value)))
        again.at[label, field] = value[:at] + "3" + value[at + 1 :]
    found = mpi.find_duplicates(pd.concat([frame, again]), threshold=0)
    true = (found["left"].str[1:] == found["right"].str[1:]).sum()
    assert found["score"].sum() == pytest.approx(true, rel=0.15)


def test_the_example_of_the_guide_prints_what_the_guide_says(capsys):
    guide = Path(__file__).resolve().parents[2] / "docs" / "duplicate-finding.md"
    text = guide.read_text("utf-8")
    code, printed = re.search(r"```python\n(.*?)```.*?```\n(.*?)```", text, re.S).groups()
    exec(compile(code, str(guide), "exec"), {})
    assert capsys.readouterr().out == printed
