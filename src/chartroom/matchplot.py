"""The scores of compared pairs of records as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartroom.picture import BAR, INK, Picture, drawing, plain_frame

if TYPE_CHECKING:
    import pandas as pd

BINS = 20


def scores(pairs: pd.DataFrame, threshold: float = 0.5) -> Picture:
    """Draw how many pairs have which score, with the threshold as a line.

    Args:
        pairs: what ``mpi.find_duplicates`` returns; only the column ``score`` (0 to 1) is used.
        threshold: where the list begins.
    """
    values = pairs["score"]
    listed = int((values >= threshold).sum())
    with drawing(7.4, 2.9, left=0.09, right=0.98, top=0.86, bottom=0.19) as sheet:
        axes = sheet.axes
        axes.hist(values, bins=BINS, range=(0, 1), color=BAR, edgecolor="white")
        axes.axvline(threshold, color=INK, linestyle="--")
        high = axes.get_ylim()[1]
        axes.text(threshold + 0.01, high * 0.9, "on the list →", color=INK, va="top")
        axes.set(xlabel="score", ylabel="pairs", xlim=(0, 1))
        axes.set_title("Pairs of records by score", loc="left", color=INK, fontweight="bold")
        plain_frame(axes)
    return Picture(
        sheet.svg,
        f"Pairs of records by score: {listed:,} of {len(values):,} compared pairs have a score of "
        f"{threshold:g} or more and are on the list. {_middle(values)}",
    )


def _middle(values: pd.Series) -> str:
    between = int(values.between(0.2, 0.8).sum())
    if not len(values):
        return "There are no pairs."
    return f"{between or 'No'} {'pair lies' if between == 1 else 'pairs lie'} between 0.2 and 0.8."
