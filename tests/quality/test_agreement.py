"""Intervals, sample sizes and agreement against published or hand-worked values."""

from __future__ import annotations

import pytest

from chartroom import quality
from chartroom.quality import QualityError


def test_wilsons_interval_holds_known_values():
    # Newcombe 1998, Statistics in Medicine 17:857, table I, method 3: 81 of 263, 15 of 148, 0 of 20
    assert quality.wilson_interval(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert quality.wilson_interval(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert quality.wilson_interval(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert quality.wilson_interval(1, 29) == pytest.approx((0.0061, 0.1718), abs=5e-5)


def test_the_interval_is_the_same_seen_from_the_other_side():
    low, high = quality.wilson_interval(3, 40)
    other = quality.wilson_interval(37, 40)
    assert other == pytest.approx((1 - high, 1 - low))
    assert quality.wilson_interval(20, 20)[1] == 1.0


def test_an_interval_of_nothing_is_none():
    assert quality.wilson_interval(0, 0) is None


@pytest.mark.parametrize(
    ("population", "wanted", "size"),
    [
        (1_000_000, {}, 384),
        (100_000_000, {}, 385),
        (1_000, {}, 278),
        (300, {}, 169),
        (10_000, {"margin": 0.03}, 965),
        (500, {"margin": 0.05, "confidence": 0.90}, 176),
        (1, {}, 1),
        (0, {}, 0),
    ],
)
def test_sample_sizes_are_those_of_the_usual_tables(population, wanted, size):
    assert quality.sample_size(population, **wanted) == size


def test_kappa_of_a_worked_example():
    # 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: agreement 0.70, by chance 0.50, kappa 0.40
    first = ["y"] * 25 + ["n"] * 25
    second = ["y"] * 20 + ["n"] * 5 + ["y"] * 10 + ["n"] * 15
    assert quality.percent_agreement(first, second) == pytest.approx(0.70)
    assert quality.cohen_kappa(first, second) == pytest.approx(0.40)


def test_kappa_where_it_is_not_defined():
    assert quality.cohen_kappa([], []) is None
    assert quality.cohen_kappa(["a", "a"], ["a", "a"]) is None
    assert quality.cohen_kappa(["a", "b"], ["b", "a"]) == pytest.approx(-1.0)


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: quality.wilson_interval(5, 4), "more right answers"),
        (lambda: quality.wilson_interval(1, 4, confidence=95), "such as 0.95"),
        (lambda: quality.sample_size(100, margin=5), "such as 0.05"),
        (lambda: quality.sample_size(100, expected=0), "between 0 and 1"),
        (lambda: quality.sample_size(-1), "below zero"),
        (lambda: quality.cohen_kappa(["a"], ["a", "b"]), "same items"),
    ],
)
def test_what_cannot_be_is_refused(ask, message):
    with pytest.raises(QualityError, match=message):
        ask()
