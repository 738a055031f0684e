"""Draw what ``charting`` computes, with a description that says what the eye sees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from chartroom.picture import BAR, GRID, INK, LINE, Picture, drawing, plain_frame
from chartroom.quality.charting import Bar, ControlChart

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_CENTER = {"run": "median", "p": "mean", "u": "mean", "xmr": "mean"}


def series(
    chart: ControlChart,
    labels: Sequence[str],
    title: str,
    unit: str = "",
    percent: bool | None = None,
) -> Picture:
    """Draw a run or control chart.

    Args:
        chart: what ``run_chart``, ``p_chart``, ``u_chart`` or ``xmr_chart`` returned.
        labels: what each point is: a day, a week, a month.
        title: a sentence, as a manager should read it.
        unit: what the vertical axis counts.
        percent: show shares as percent; shares of a p chart are, if nothing is said.
    """
    percent = chart.kind == "p" if percent is None else percent
    scale, sign = (100, "%") if percent else (1, "")
    with drawing(8.6, 4.0, left=0.1, right=0.83, top=0.88, bottom=0.2) as sheet:
        draw_series(sheet.axes, chart, labels, title, unit, scale, sign)
    return Picture(sheet.svg, _told(chart, labels, title, scale, sign))


def draw_series(
    axes: Axes,
    chart: ControlChart,
    labels: Sequence[str],
    title: str,
    unit: str = "",
    scale: float = 1,
    sign: str = "",
) -> None:
    """Draw what ``series`` shows on axes that are there; values times ``scale``, with ``sign``."""
    odd = {at for signal in chart.signals for at in signal.points}
    places = range(len(chart.values))
    drawn = [(at, value * scale) for at, value in enumerate(chart.values) if value is not None]
    gaps = [value * scale if value is not None else float("nan") for value in chart.values]
    axes.plot(places, gaps, "-", color=BAR, linewidth=1.5)
    calm = [pair for pair in drawn if pair[0] not in odd]
    axes.plot(*_columns(calm), "o", color=BAR, markersize=5)
    loud = [pair for pair in drawn if pair[0] in odd]
    axes.plot(*_columns(loud), "D", color=LINE, markersize=9, markerfacecolor="white",
              markeredgewidth=2)  # fmt: skip
    for at, value in loud:
        axes.annotate(labels[at], (at, value), xytext=(0, 9), textcoords="offset points",
                      ha="center", fontsize=8, color=INK)  # fmt: skip
    axes.axhline(chart.center * scale, color=INK, linewidth=1)
    _name(axes, chart.center * scale, f"{_CENTER[chart.kind]} {chart.center * scale:.1f}{sign}")
    for limits, word in ((chart.high, "upper limit"), (chart.low, "lower limit")):
        there = [(at, one * scale) for at, one in enumerate(limits) if one is not None]
        if there:
            axes.step(*_columns(there), where="mid", color="0.35", linestyle="--", linewidth=1)
            _name(axes, there[-1][1], f"{word} {there[-1][1]:.1f}{sign}")
    step = max(1, len(labels) // 12)
    axes.set_xticks(places[::step], list(labels)[::step], rotation=30, ha="right", fontsize=9)
    axes.set_ylabel(unit)
    axes.set_title(title, loc="left", color=INK, fontsize=12)
    axes.margins(y=0.18)
    plain_frame(axes)


def bars(causes: Sequence[Bar], title: str, unit: str = "findings") -> Picture:
    """Draw a Pareto chart: causes by count, and the line of what they add up to."""
    with drawing(
        8.6, 0.42 * len(causes) + 1.4, left=0.36, right=0.9, top=0.86, bottom=0.16
    ) as sheet:
        draw_bars(sheet.axes, causes, title, unit)
    vital = [one for one in causes if one.vital]
    listed = "; ".join(f"{one.name}: {one.count:,.0f}" for one in causes)
    said = (
        f"{title}. {len(vital)} of {len(causes)} causes make up {vital[-1].cumulative:.0%} of the "
        f"{unit} (plain bars; the others are hatched). {listed}."
    )
    return Picture(sheet.svg, said)


def draw_bars(axes: Axes, causes: Sequence[Bar], title: str, unit: str = "findings") -> None:
    """Draw what ``bars`` shows on axes that are there."""
    top = max(one.count for one in causes)
    for at, one in enumerate(causes):
        axes.barh(at, one.count, height=0.6, color=BAR if one.vital else GRID,
                  edgecolor=INK, hatch="" if one.vital else "//")  # fmt: skip
        words = f"{one.count:,.0f}  ({one.cumulative:.0%} so far)"
        axes.text(one.count + top * 0.01, at, words, va="center", fontsize=9, color=INK)
    axes.set_yticks(range(len(causes)), [one.name for one in causes])
    axes.invert_yaxis()
    axes.set_xlim(0, top * 1.3)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_xlabel(unit)
    axes.set_title(title, loc="left", color=INK, fontsize=12)
    plain_frame(axes, "x")


def _columns(pairs: list[tuple[int, float]]) -> tuple[list[int], list[float]]:
    return [at for at, _ in pairs], [value for _, value in pairs]


def _name(axes: object, height: float, words: str) -> None:
    axes.annotate(  # type: ignore[attr-defined]
        words, (1.0, height), xycoords=("axes fraction", "data"), xytext=(4, 0),
        textcoords="offset points", va="center", fontsize=9, color=INK,
    )  # fmt: skip


def _told(chart: ControlChart, labels: Sequence[str], title: str, scale: float, sign: str) -> str:
    points = ", ".join(
        f"{label} {value * scale:.1f}{sign}" if value is not None else f"{label} no data"
        for label, value in zip(labels, chart.values, strict=True)
    )
    found = "; ".join(signal.says for signal in chart.signals) or "nothing unusual"
    notes = "".join(f" {note}" for note in chart.notes)
    center = f"{_CENTER[chart.kind]} {chart.center * scale:.1f}{sign}"
    return f"{title}. Center line: {center}. {points}. Found: {found}.{notes}"
