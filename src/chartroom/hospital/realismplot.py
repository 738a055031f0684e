"""The plots of docs/realism.ipynb; shapes and words carry the meaning, color only repeats it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartroom.hospital.realism import NOT_JUDGED, occupancy

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


def topic(compared: pd.DataFrame, name: str) -> Figure:
    """Draw the comparisons of one topic.

    Dot: this hospital. Diamond with bars: published, with the tolerance. Wide band without a
    diamond: published but not judged.
    """
    from matplotlib.figure import Figure

    rows = compared[compared["topic"] == name].reset_index(drop=True)
    figure = Figure(figsize=(9, 1.2 + 0.5 * len(rows)), layout="constrained")
    axes = figure.subplots()
    for at, row in rows.iterrows():
        if row["verdict"] == NOT_JUDGED:
            axes.barh(
                at,
                row["high"] - row["low"],
                left=row["low"],
                height=0.5,
                color="0.88",
                edgecolor="0.6",
                hatch="//",
            )
        else:
            reach = (row["high"] - row["low"]) / 2
            axes.errorbar(
                row["published"],
                at,
                xerr=reach,
                fmt="D",
                color="0.25",
                markerfacecolor="white",
                capsize=5,
                markersize=10,
            )
        axes.plot(row["here"], at, "o", color="tab:blue", markersize=6, zorder=5)
        axes.annotate(
            f"{row['here']:g} here, {row['published']:g} in {row['year']}: {row['verdict']}",
            (1.01, at),
            xycoords=("axes fraction", "data"),
            va="center",
            fontsize=8,
        )
    axes.set_yticks(range(len(rows)), rows["figure"])
    axes.invert_yaxis()
    axes.set_xlim(left=0)
    axes.grid(axis="x", color="0.9")
    axes.set_axisbelow(True)
    axes.set_xlabel(", ".join(dict.fromkeys(rows["unit"])))
    axes.set_title(
        f"{name}\ndot: Tern Harbor; diamond and bars: published, with tolerance; "
        "hatched band: not judged",
        fontsize=9,
    )
    return figure


def beds(census: pd.DataFrame) -> Figure:
    """Draw the share of beds in use, day by day."""
    import pandas as pd
    from matplotlib.figure import Figure

    days = 100 * occupancy(census)
    figure = Figure(figsize=(9, 3.2), layout="constrained")
    axes = figure.subplots()
    axes.plot(pd.to_datetime(days.index), days, color="tab:blue", linewidth=1.2)
    for value, words, style in (
        (63.9, "63.9: all US hospitals, 2009-2019", "--"),
        (75.3, "75.3: May 2023-April 2024", ":"),
    ):
        axes.axhline(value, color="0.3", linestyle=style)
        axes.annotate(words, (0.01, value + 2), xycoords=("axes fraction", "data"), fontsize=8)
    axes.set_ylim(0, 100)
    axes.set_ylabel("percent of beds in use")
    axes.set_title("Daily census, bassinets left out", fontsize=9)
    return figure
