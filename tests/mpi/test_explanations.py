"""Each pair says why, in words that fit what the table shows, and its bits add up to its score."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from chartroom import mpi

BASE = {
    "first": "Katherine",
    "middle": "Louise",
    "last": "Lindqvist",
    "dob": "1984-03-09",
    "sex": "F",
    "ssn": "912-44-7781",
    "phone": "207-555-0142",
    "street": "12 Old Harbor Road",
    "zip": "04999",
}


def why(town: pd.DataFrame, **changes: str | None) -> str:
    """Return the explanation of a pair that differs in this way."""
    pair = pd.DataFrame([BASE, BASE | changes], index=["one", "two"])
    found = mpi.find_duplicates(pd.concat([town, pair]), threshold=0)
    (row,) = found[(found["left"] == "one") & (found["right"] == "two")].itertuples()
    return row.why


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "same first name, middle name, last name, birth date, sex, national ID"),
        ({"first": "Kate"}, "first name 'Kate' is a short form of 'Katherine'"),
        ({"first": "K"}, "first name 'K' is the initial of 'Katherine'"),
        ({"first": "Kathrine"}, "first name nearly the same ('Katherine', 'Kathrine')"),
        ({"first": "Ulla"}, "first name differs ('Katherine', 'Ulla')"),
        ({"middle": "L."}, "middle name 'L.' is the initial of 'Louise'"),
        ({"last": "Lindkvist"}, "last name nearly the same ('Lindqvist', 'Lindkvist')"),
        ({"last": "Lindqvist-Ortiz"}, "last name 'Lindqvist' is part of 'Lindqvist-Ortiz'"),
        (
            {"first": "Lindqvist", "last": "Katherine"},
            "first and last name swapped ('Katherine Lindqvist', 'Lindqvist Katherine')",
        ),
        (
            {"dob": "1984-09-03"},
            "day and month of the birth date swapped ('1984-03-09', '1984-09-03')",
        ),
        ({"dob": "1984-03-19"}, "birth date off by one digit or two turned digits"),
        ({"dob": "1948-03-09"}, "birth date off by one digit or two turned digits"),
        ({"dob": "1959-03-09"}, "birth date the same but for its year, month or day"),
        ({"dob": "1961-11-28"}, "birth date differs ('1984-03-09', '1961-11-28')"),
        (
            {"ssn": "912-44-7718"},
            "national ID off by one character or two turned ones ('912-44-7781', '912-44-7718')",
        ),
        ({"phone": "207-555-0199"}, "phone two characters off ('207-555-0142', '207-555-0199')"),
        ({"sex": "M"}, "sex differs ('F', 'M')"),
    ],
)
def test_what_was_planted_is_what_is_said(town, changes, said):
    assert said in why(town[0], **changes)


def test_values_that_mean_the_same_are_the_same(town):
    said = why(
        town[0],
        first="KATHERINE ",
        last="Líndqvist",
        dob="03/09/1984",
        sex="Female",
        ssn="912447781",
        phone="(207) 555-0142 x3",
        street="12 OLD HARBOR RD.",
        zip="04999-1203",
    )
    assert said == (
        "same first name, middle name, last name, birth date, sex, national ID, phone, street "
        "and ZIP code"
    )


def test_a_missing_value_is_not_mentioned_and_counts_neither_way(town):
    said = why(town[0], ssn=None, phone="")
    assert "national ID" not in said
    assert "phone" not in said


def test_names_in_other_scripts_accents_and_emoji(town):
    pair = [
        {"first": "محمد", "last": "الخطيب", "dob": "1990-05-06", "city": "Saltmarsh"},
        {"first": "محمد", "last": "الخطيب", "dob": "1990-06-05", "city": "Saltmarsh"},
        {"first": "Zoë 🙂", "last": "Nuñez", "dob": "1971-01-30", "city": "Gull Point"},
        {"first": "Zoe", "last": "NUNEZ", "dob": "1971-01-30", "city": "Gull Point"},
        {"first": "🌊", "last": "王", "dob": "1933-12-01", "city": "Gull Point"},
        {"first": "🌊", "last": "王", "dob": "1933-12-01", "city": "Gull Point"},
    ]
    extra = pd.DataFrame(pair, index=["ar1", "ar2", "zo1", "zo2", "zh1", "zh2"])
    found = mpi.find_duplicates(pd.concat([town[0], extra]))
    of = found[found["left"].isin(extra.index)].set_index("left")
    assert dict(of["right"]) == {"ar1": "ar2", "zo1": "zo2", "zh1": "zh2"}
    assert "swapped ('1990-05-06', '1990-06-05')" in of.at["ar1", "why"]
    assert of.at["zo1", "why"] == "same first name, last name, birth date and city"


def test_a_very_long_value_is_shown_short(town):
    said = why(town[0], first="x" * 100_000)
    assert len(said) < 400
    assert "…" in said


def test_bits_add_up_to_the_score_of_the_pair(town):
    frame, same, traps = town
    found = mpi.find_duplicates(frame, threshold=0)
    score = dict(zip(zip(found["left"], found["right"], strict=True), found["score"], strict=True))
    for pair in [*sorted(same)[::6], *sorted(traps & set(score))[::6]]:
        told = mpi.explain(frame, *pair)
        assert told.attrs["score"] == pytest.approx(score[pair])
        odds = score[pair] / (1 - score[pair])
        if odds < 2**30:  # beyond, a score is 1 to the last digit
            assert told["bits"].sum() == pytest.approx(math.log2(odds), abs=0.1)


def test_explain_shows_both_values_and_what_counts_for_and_against(town):
    frame, _, _ = town
    told = mpi.explain(frame, "A150", "T150").set_index("field")
    assert told.at["first name", "bits"] < 0 < told.at["last name", "bits"]
    assert told.at["last name", "left"] == frame.at["A150", "last"]
    assert told.at["could be relatives", "bits"] < -5
    either_way = mpi.explain(frame, "T150", "A150")
    assert either_way.attrs["score"] == told.attrs["score"]
