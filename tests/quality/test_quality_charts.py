"""Run, control and Pareto charts against sums done by hand, and what cannot be drawn."""

from __future__ import annotations

import math

import pytest

from chartroom import quality
from chartroom.quality import chartplot


def points(chart):
    return [signal.points for signal in chart.signals]


def test_a_p_chart_of_a_worked_example():
    # 24 errors in 240 charts: mean 0.1; for 20 charts 3·√(0.1·0.9/20) = 0.2012.
    hits = [2, 1, 3, 2, 2, 1, 2, 2, 7, 1, 0, 1]
    chart = quality.p_chart(hits, [20] * 12)
    assert chart.center == pytest.approx(0.1)
    assert chart.high[0] == pytest.approx(0.30125, abs=1e-4)
    assert chart.low[0] == 0
    assert chart.values[8] == 0.35
    assert (8,) in points(chart)
    assert "point 9 is above the limit" in chart.signals[0].says


def test_limits_follow_the_size_of_each_sample():
    chart = quality.p_chart([5, 5], [50, 100])
    center = 10 / 150
    assert chart.high[0] == pytest.approx(center + 3 * math.sqrt(center * (1 - center) / 50))
    assert chart.high[1] == pytest.approx(center + 3 * math.sqrt(center * (1 - center) / 100))


def test_a_u_chart_counts_more_than_one_a_unit():
    chart = quality.u_chart([10, 20, 30], [10, 10, 10])
    assert chart.center == 2
    assert chart.high[0] == pytest.approx(2 + 3 * math.sqrt(2 / 10))
    assert chart.values == (1, 2, 3)


def test_an_xmr_chart_of_a_worked_example():
    # Mean 12; distances 2, 2, 4, 4, mean 3; 12 ± 2.66·3 = 4.02 to 19.98.
    chart = quality.xmr_chart([10, 12, 14, 10, 14])
    assert chart.center == 12
    assert (chart.low[0], chart.high[0]) == (pytest.approx(4.02), pytest.approx(19.98))
    assert chart.signals == ()


def test_a_shift_is_six_on_one_side_and_a_point_on_the_median_is_passed_over():
    chart = quality.run_chart([1, 2, 1, 2, 1, 2, 5, 9, 8, 5, 9, 8, 9, 8])
    assert points(chart)[0] == (0, 1, 2, 3, 4, 5)
    assert (7, 8, 10, 11, 12, 13) in points(chart)
    assert not quality.run_chart([1, 2, 1, 2, 1, 9, 9, 9, 9, 9, 5]).signals


def test_a_trend_is_five_that_rise_and_equal_neighbors_do_not_count():
    rising = quality.run_chart([9, 1, 2, 3, 3, 4, 5, 0, 9])
    assert "5 in a row rise" in rising.signals[0].says
    assert rising.signals[0].points == (1, 2, 3, 5, 6)
    assert not quality.run_chart([9, 1, 2, 3, 4, 0]).signals
    falling = quality.run_chart([5, 4, 3, 2, 1])
    assert "5 in a row fall" in falling.signals[0].says


def test_a_gap_breaks_a_run_and_keeps_its_place():
    chart = quality.run_chart([1, 1, 1, None, 1, 1, 9, 9, 9, 9, 9])
    assert chart.values[3] is None
    assert not chart.signals
    assert quality.p_chart([1, 0, 2], [10, 0, 10]).values == (0.1, None, 0.2)


def test_few_points_are_said_to_be_few():
    assert "Only 3 points" in quality.run_chart([1, 2, 3]).notes[0]
    assert not quality.run_chart(range(12)).notes


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: quality.run_chart([]), "the series is empty"),
        (lambda: quality.run_chart([None, float("nan")]), "the series is empty"),
        (lambda: quality.run_chart([1, "two"]), "Point 2 is no number: 'two'"),
        (lambda: quality.run_chart([1, float("inf")]), "divided by zero"),
        (lambda: quality.xmr_chart([1]), "two neighbors"),
        (lambda: quality.xmr_chart([1, None, 2]), "two neighbors"),
        (lambda: quality.p_chart([1], [1, 2]), "1 counts and 2 samples"),
        (lambda: quality.p_chart([3], [2]), "cannot be more errors"),
        (lambda: quality.p_chart([0, 0], [0, 0]), "All samples are empty"),
        (lambda: quality.u_chart([-1], [2]), "cannot be below zero"),
        (lambda: quality.pareto({"a": 0}), "Nothing was counted"),
        (lambda: quality.pareto({"a": -1}), "cannot be below zero"),
        (lambda: quality.pareto({"a": 1}, 8), "between 0 and 1"),
    ],
)
def test_what_cannot_be_drawn_is_said(make, words):
    with pytest.raises(quality.QualityError, match=words):
        make()


def test_the_vital_few_reach_the_share():
    bars = quality.pareto({"late": 5, "missed": 50, "none": 0, "detail": 30, "poa": 15})
    assert [one.name for one in bars] == ["missed", "detail", "poa", "late"]
    assert [one.cumulative for one in bars] == [0.5, 0.8, 0.95, 1.0]
    assert [one.vital for one in bars] == [True, True, False, False]


def test_pictures_say_what_they_show():
    chart = quality.p_chart([2, 1, 9], [20, 20, 20])
    picture = chartplot.series(chart, ["May", "June", "July"], "Errors went up", "charts")
    assert "May 10.0%, June 5.0%, July 45.0%" in picture.description
    assert "mean 20.0%" in picture.description
    assert "upper limit" in picture.svg
    gap = chartplot.series(quality.run_chart([1, None, 3]), "abc", "A gap")
    assert "b no data" in gap.description
    pareto = chartplot.bars(quality.pareto({"late": 8, "missed": 2}), "Most are late")
    assert "1 of 2 causes make up 80%" in pareto.description


def test_a_picture_is_the_same_each_time():
    chart = quality.run_chart([3, 1, 2])
    drawn = [chartplot.series(chart, "abc", "Again").svg for _ in range(2)]
    assert drawn[0] == drawn[1]
