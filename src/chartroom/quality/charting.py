"""Run charts, control charts and Pareto charts as numbers; ``chartplot`` draws them.

Limits as in Montgomery, Introduction to Statistical Quality Control (8th ed. 2019): three standard
deviations of the distribution that the data can be taken to have. Rules of a run chart as in Perla,
Provost & Murray, BMJ Qual Saf 2011;20:46. A point without data (None) keeps its place and its
number, and nothing is counted through it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from chartroom.quality.figure import QualityError, count, part

SHIFT, TREND = 6, 5
#: Points below which limits say little (a convention; most texts ask for 20 or more).
FEW = 12


@dataclass(frozen=True)
class Signal:
    """Something that chance alone rarely makes: which points (from 0), and what it is."""

    points: tuple[int, ...]
    says: str


@dataclass(frozen=True)
class ControlChart:
    """A series with its center line and limits.

    Attributes:
        kind: ``run``, ``p``, ``u`` or ``xmr``.
        values: the points; None where there is no data.
        center: the center line: median of a run chart, else the mean.
        low, high: limits for each point; None in a run chart and where there is no data.
        signals: what is unlikely by chance.
        notes: sentences about the limits of the chart itself.
    """

    kind: str
    values: tuple[float | None, ...]
    center: float
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    signals: tuple[Signal, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bar:
    """One cause of a Pareto chart; ``cumulative`` is the share of it and all before, 0 to 1."""

    name: str
    count: float
    cumulative: float
    vital: bool


def run_chart(values: Sequence[float | None]) -> ControlChart:
    """Return a run chart: the median, and runs that chance rarely makes.

    A shift is six or more points in a row on one side of the median (points on it are passed over);
    a trend is five or more in a row that all rise or all fall.

    Raises:
        QualityError: a value is no number, or there is none at all.
    """
    series = _series(values)
    center = median(_present(series))
    none = (None,) * len(series)
    signals = (*_shifts(series, center), *_trends(series))
    return ControlChart("run", series, center, none, none, signals, _few(series))


def p_chart(hits: Sequence[float | None], sizes: Sequence[float | None]) -> ControlChart:
    """Return a p chart: shares of samples, such as charts with an error of charts audited.

    Limits of a point: p̄ ± 3√(p̄(1 − p̄) ÷ n), cut at 0 and 1. Where a sample is empty there is no
    point.

    Raises:
        QualityError: a count is none, a share is more than 1, or all samples are empty.
    """
    pairs = _pairs(hits, sizes)
    for hit, size in filter(None, pairs):
        part("errors", hit, "the sample", size)
    center = _mean(pairs)
    half = [pair and 3 * math.sqrt(center * (1 - center) / pair[1]) for pair in pairs]
    values = tuple(pair[0] / pair[1] if pair else None for pair in pairs)
    low = tuple(None if one is None else max(0.0, center - one) for one in half)
    high = tuple(None if one is None else min(1.0, center + one) for one in half)
    return _chart("p", values, center, low, high)


def u_chart(events: Sequence[float | None], units: Sequence[float | None]) -> ControlChart:
    """Return a u chart: events for each unit, such as defects a record; more than one can be.

    Limits of a point: ū ± 3√(ū ÷ n), cut at 0.

    Raises:
        QualityError: a count is none, or there are no units at all.
    """
    pairs = _pairs(events, units)
    center = _mean(pairs)
    half = [pair and 3 * math.sqrt(center / pair[1]) for pair in pairs]
    values = tuple(pair[0] / pair[1] if pair else None for pair in pairs)
    low = tuple(None if one is None else max(0.0, center - one) for one in half)
    high = tuple(None if one is None else center + one for one in half)
    return _chart("u", values, center, low, high)


def xmr_chart(values: Sequence[float | None]) -> ControlChart:
    """Return the chart of single values (X of XmR): one measurement a day or month.

    Limits: mean ± 2.66 × the mean distance of neighbors.

    Raises:
        QualityError: a value is no number, or no two neighbors have values.
    """
    series = _series(values)
    steps = [
        abs(one - other)
        for one, other in itertools.pairwise(series)
        if one is not None and other is not None
    ]
    if not steps:
        raise QualityError("A control chart of single values needs two neighbors with values.")
    there = _present(series)
    center = sum(there) / len(there)
    half = 2.66 * sum(steps) / len(steps)
    low = tuple(None if one is None else center - half for one in series)
    high = tuple(None if one is None else center + half for one in series)
    return _chart("xmr", series, center, low, high)


def pareto(counts: Mapping[str, float], share: float = 0.8) -> tuple[Bar, ...]:
    """Return causes from the most to the least frequent, and which together make up ``share``.

    Causes of the same count stand in the order given; causes without any are left out.

    Raises:
        QualityError: a count is none, ``share`` is not between 0 and 1, or nothing was counted.
    """
    if not 0 < share <= 1:
        raise QualityError(f"The share lies between 0 and 1, such as 0.8; it is {share}.")
    for name, value in counts.items():
        count(name, value)
    total = sum(counts.values())
    if not total:
        raise QualityError("Nothing was counted, so there is nothing to order.")
    bars, so_far = [], 0.0
    for name, value in sorted(counts.items(), key=lambda pair: -pair[1]):
        if value:
            vital = so_far / total < share
            so_far += value
            bars.append(Bar(name, value, so_far / total, vital))
    return tuple(bars)


def _chart(kind: str, values: tuple, center: float, low: tuple, high: tuple) -> ControlChart:
    outside = [
        Signal((at,), f"point {at + 1} is {'above' if value > high[at] else 'below'} the limit")
        for at, value in enumerate(values)
        if value is not None and not low[at] <= value <= high[at]
    ]
    signals = (*outside, *_shifts(values, center, 8))
    return ControlChart(kind, values, center, low, high, signals, _few(values))


def _shifts(values: tuple, center: float, length: int = SHIFT) -> list[Signal]:
    """Find runs on one side of the center; points on it neither break nor lengthen a run."""
    found: list[Signal] = []
    run: list[int] = []
    for at, value in enumerate([*values, None]):
        side = None if value is None else (value > center) - (value < center)
        if side == 0:
            continue
        before = None if not run else (values[run[0]] > center) - (values[run[0]] < center)
        if side is not None and side == before:
            run.append(at)
            continue
        if len(run) >= length:
            word = "above" if before == 1 else "below"
            says = f"points {run[0] + 1} to {run[-1] + 1}: {len(run)} in a row {word} the center"
            found.append(Signal(tuple(run), says))
        run = [] if side is None else [at]
    return found


def _trends(values: tuple) -> list[Signal]:
    """Find points that go on rising or falling; an equal neighbor neither breaks nor lengthens."""
    found: list[Signal] = []
    run: list[int] = []
    way = 0
    for at, value in enumerate([*values, None]):
        if value is not None and run and value == values[run[-1]]:
            continue
        step = 0 if value is None or not run else (1 if value > values[run[-1]] else -1)
        if step and (way in (0, step)):
            run, way = [*run, at], step
            continue
        if len(run) >= TREND:
            word = "rise" if way == 1 else "fall"
            says = f"points {run[0] + 1} to {run[-1] + 1}: {len(run)} in a row {word}"
            found.append(Signal(tuple(run), says))
        run, way = ([], 0) if value is None else ([run[-1], at] if step else [at], step)
    return found


def _series(values: Sequence[float | None]) -> tuple[float | None, ...]:
    series = []
    for at, value in enumerate(values):
        missing = value is None or (isinstance(value, float) and math.isnan(value))
        if not missing and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise QualityError(f"Point {at + 1} is no number: {value!r}.")
        if not missing and math.isinf(value):
            raise QualityError(f"Point {at + 1} is infinite; was something divided by zero?")
        series.append(None if missing else value)
    if not _present(tuple(series)):
        raise QualityError("There is no point to draw: the series is empty.")
    return tuple(series)


def _pairs(
    tops: Sequence[float | None], bottoms: Sequence[float | None]
) -> list[tuple[float, float] | None]:
    if len(tops) != len(bottoms):
        raise QualityError(
            f"There are {len(tops)} counts and {len(bottoms)} samples; each point needs both."
        )
    pairs: list[tuple[float, float] | None] = []
    for at, (top, bottom) in enumerate(zip(tops, bottoms, strict=True)):
        if top is None or bottom is None:
            pairs.append(None)
            continue
        count(f"events in point {at + 1}", top)
        count(f"units in point {at + 1}", bottom, whole=False)
        pairs.append((top, bottom) if bottom else None)
    if not any(pairs):
        raise QualityError("All samples are empty, so there is no share to draw.")
    return pairs


def _mean(pairs: list[tuple[float, float] | None]) -> float:
    there = [pair for pair in pairs if pair]
    return sum(top for top, _ in there) / sum(bottom for _, bottom in there)


def _present(series: tuple[float | None, ...]) -> list[float]:
    return [one for one in series if one is not None]


def _few(series: tuple[float | None, ...]) -> tuple[str, ...]:
    there = len(_present(series))
    if there >= FEW:
        return ()
    return (f"Only {there} points: with fewer than {FEW}, limits and runs say little.",)
