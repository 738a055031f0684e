"""Hospital statistics against examples worked by hand, and numbers that cannot be."""

from __future__ import annotations

import datetime as dt

import pytest

from chartroom import quality
from chartroom.quality import QualityError

DAY = dt.date


@pytest.mark.parametrize(
    ("admitted", "discharged", "days"),
    [
        (DAY(2026, 5, 4), DAY(2026, 5, 4), 1),  # same day
        (DAY(2026, 5, 4), DAY(2026, 5, 5), 1),
        (DAY(2026, 5, 28), DAY(2026, 6, 3), 6),  # over the end of a month
        (DAY(2026, 3, 7), DAY(2026, 3, 9), 2),  # clocks went forward on March 8
        (DAY(2028, 2, 27), DAY(2028, 3, 1), 3),  # leap year
        (dt.datetime(2026, 5, 4, 23, 50), dt.datetime(2026, 5, 5, 0, 10), 1),
        (dt.datetime(2026, 5, 4, 0, 5), DAY(2026, 5, 6), 2),
    ],
)
def test_a_stay_counts_the_day_of_admission_and_not_that_of_discharge(admitted, discharged, days):
    assert quality.length_of_stay(admitted, discharged) == days


def test_a_discharge_before_the_admission_is_no_stay():
    with pytest.raises(QualityError, match=r"2026-05-03.+before.+2026-05-04"):
        quality.length_of_stay(DAY(2026, 5, 4), DAY(2026, 5, 3))


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        (quality.average_length_of_stay(1_155, 240), 4.8125),
        (quality.average_daily_census(3_720, 30), 124.0),
        (quality.occupancy(3_720, quality.bed_days([(150, 30)])), 82.6667),
        # 100 beds to the 15th, 120 from the 16th of a month with 30 days
        (quality.occupancy(2_640, quality.bed_days([(100, 15), (120, 15)])), 80.0),
        (quality.occupancy(330, quality.bed_days([(10, 30)])), 110.0),
        (quality.bed_turnover(3_600, 90), 40.0),
        (quality.gross_death_rate(9, 600), 1.5),
        (quality.net_death_rate(9, 3, 600), 6 / 597 * 100),
        (quality.gross_autopsy_rate(4, 20), 20.0),
        (quality.net_autopsy_rate(4, 20, 4), 25.0),
        (quality.cesarean_rate(33, 110), 30.0),
        (quality.readmission_rate(71, 520), 13.6538),
        (quality.delinquency_rate(190, 400), 47.5),
        (quality.delinquency_rate(500, 400), 125.0),
        (quality.case_mix_index([0.7, 1.9, 1.0]), 1.2),
    ],
)
def test_a_rate_is_what_the_hand_gets(figure, value):
    assert figure.value == pytest.approx(value, abs=1e-4)


@pytest.mark.parametrize(
    "figure",
    [
        quality.average_length_of_stay(0, 0),
        quality.average_daily_census(0, 0),
        quality.occupancy(12, 0),
        quality.bed_turnover(3, 0),
        quality.gross_death_rate(0, 0),
        quality.net_death_rate(2, 2, 2),
        quality.gross_autopsy_rate(0, 0),
        quality.net_autopsy_rate(0, 3, 3),
        quality.cesarean_rate(0, 0),
        quality.readmission_rate(0, 0),
        quality.delinquency_rate(4, 0),
        quality.case_mix_index([]),
    ],
)
def test_over_nothing_there_is_no_value_and_a_sentence_says_so(figure):
    assert figure.value is None
    assert "no value" in str(figure)
    assert figure.bottom_name in str(figure)


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: quality.gross_death_rate(11, 10), r"more deaths \(11\) than discharges \(10\)"),
        (lambda: quality.net_death_rate(5, 6, 100), "more deaths within 48 hours"),
        (lambda: quality.net_autopsy_rate(4, 5, 2), "more autopsies"),
        (lambda: quality.cesarean_rate(3, 2), "more cesarean sections"),
        (lambda: quality.average_length_of_stay(9, 10), "at least one"),
        (lambda: quality.occupancy(-1, 10), "below zero"),
        (lambda: quality.gross_death_rate(1.5, 10), "must be whole"),
        (lambda: quality.gross_death_rate("3", 10), "must be a number"),
        (lambda: quality.gross_death_rate(True, 10), "must be a number"),
        (lambda: quality.gross_death_rate(float("nan"), 10), "must be a number"),
        (lambda: quality.bed_days([(100, -3)]), "below zero"),
        (lambda: quality.case_mix_index([1.0, -2.0]), "below zero"),
    ],
)
def test_counts_that_cannot_be_are_refused(ask, message):
    with pytest.raises(QualityError, match=message):
        ask()


def test_a_figure_shows_its_working():
    assert str(quality.gross_death_rate(9, 1_600)) == (
        "Gross death rate: 0.56% (9 deaths ÷ 1,600 discharges × 100)"
    )
    assert str(quality.average_length_of_stay(1_155, 240)) == (
        "Average length of stay: 4.8 days (1,155 discharge days ÷ 240 discharges)"
    )
