"""The pay of medical records specialists as a picture that a screen reader can read, too."""

from __future__ import annotations

from chartroom.career import Figure, figures
from chartroom.picture import BAR, GRID, INK, LINE, Picture, drawing

WORKPLACES = "median pay by workplace"


def pay(year: int = 2025) -> Picture:
    """Draw the median pay by workplace, and the range that the middle 80 percent earn.

    Source: datasets/reference/medical-records-pay.csv, where each figure has its source and year.
    """
    (median,) = figures("median pay", year)
    (low,) = figures("10th percentile of pay", year)
    (high,) = figures("90th percentile of pay", year)
    places = sorted(figures(WORKPLACES, year), key=lambda one: one.value)
    return Picture(_draw(median, low, high, places), _describe(median, low, high, places))


def _describe(median: Figure, low: Figure, high: Figure, places: list[Figure]) -> str:
    listed = ", ".join(f"{one.group} ${one.value:,.0f}" for one in reversed(places))
    return (
        f"Pay of medical records specialists, United States, May {median.year}, dollars a year. "
        f"All workplaces: median ${median.value:,.0f}; one in ten earns less than "
        f"${low.value:,.0f}, one in ten more than ${high.value:,.0f}. "
        f"Median by workplace: {listed}. Source: {median.source}."
    )


def _draw(median: Figure, low: Figure, high: Figure, places: list[Figure]) -> str:
    margins = {"left": 0.25, "right": 0.94, "top": 0.86, "bottom": 0.2}
    with drawing(8.6, 4.4, **margins) as sheet:
        canvas, axes = sheet.figure, sheet.axes
        names = [one.group for one in places]
        values = [one.value for one in places]
        axes.barh(names, values, height=0.6, color=BAR)
        for at, value in enumerate(values):
            axes.text(value - 700, at, f"${value:,.0f}", ha="right", va="center", color="white")
        top = len(places)
        axes.plot([low.value, high.value], [top, top], color=LINE, linewidth=3)
        axes.plot([low.value, high.value], [top, top], "|", color=LINE, markersize=14)
        axes.plot(median.value, top, "D", color=LINE, markersize=9)
        for figure, words in ((low, "10th"), (median, "median"), (high, "90th")):
            axes.text(
                figure.value,
                top + 0.34,
                f"{words}\n${figure.value:,.0f}",
                ha="center",
                va="bottom",
                color=INK,
                fontsize=9,
            )
        axes.set_yticks(range(top + 1), [*names, "All workplaces"])
        axes.set_ylim(-0.6, top + 1.4)
        axes.set_xlim(0, 90_000)
        ticks = range(0, 90_001, 15_000)
        axes.set_xticks(ticks, [f"${tick:,}" for tick in ticks])
        axes.grid(axis="x", color=GRID)
        axes.set_axisbelow(True)
        for side in ("top", "right", "left"):
            axes.spines[side].set_visible(False)
        canvas.text(
            0.02,
            0.94,
            f"Pay of medical records specialists, May {median.year}, dollars a year",
            fontsize=12.5,
            fontweight="bold",
            color=INK,
        )
        canvas.text(
            0.02,
            0.03,
            f"Bars: medians. Line: 10th to 90th percentile. Source: BLS, OEWS May {median.year}, "
            "SOC 29-2072.",
            fontsize=9,
            color=INK,
        )
    return sheet.svg
