"""The month's report on one sheet of paper, as PDF."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from chartroom.picture import INK
from chartroom.quality import chartplot, monthcharts
from chartroom.quality.checking import check
from chartroom.quality.figure import Figure
from chartroom.quality.month import month_report

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_SHEET = (8.27, 11.69)  # A4, inches; it fits on Letter when it is printed to fit
_LINE = 0.0165  # height of a line of text, as a part of the sheet
_TOP, _LEFT, _RIGHT = 0.955, 0.08, 0.94


def write(tables: Mapping[str, pd.DataFrame], month: str, path: Path) -> None:
    """Write the report of a month. The same tables give the same bytes.

    Raises:
        QualityError: as ``month_report``.
        OSError: the file cannot be written.
    """
    import matplotlib
    from matplotlib.figure import Figure as Sheet

    report = month_report(tables, month)
    found = monthcharts.of_month(tables, check(tables), month)
    title = f"Tern Harbor Medical Center: {month}"
    with matplotlib.rc_context({"pdf.fonttype": 42, "font.size": 9}):
        sheet = Sheet(figsize=_SHEET)
        sheet.text(_LEFT, _TOP, title, fontsize=15, weight="bold", color=INK)
        at = _figures(sheet.text, list(report.figures.values()), _TOP - 2.2 * _LINE)
        said = f"Data quality: {monthcharts.said_count(len(found))} in the encounters of the month."
        sheet.text(_LEFT, at, said, weight="bold", color=INK)
        notes = _notes(report.left_out)
        low = 0.03 + _LINE * (len(notes) + 1)
        for name, place in _places(at - 1.5 * _LINE, low, len(found) > 0).items():
            _chart(sheet.add_axes(place), name, tables, found, month)
        for number, line in enumerate(notes):
            sheet.text(_LEFT, low - _LINE * (number + 1), line, fontsize=7.5, color=INK)
        about = {"Title": title, "Creator": "Chartroom", "CreationDate": None, "Producer": None}
        sheet.savefig(path, format="pdf", metadata=about)


def _figures(put: Callable[..., object], figures: Sequence[Figure], at: float) -> float:
    """Put the figures down, one a line, and return where the next line begins."""
    for one in figures:
        put(_LEFT, at, one.name, color=INK)
        value = monthcharts.short_value(one)
        put(0.43, at, value, ha="right", weight="bold", color=INK)
        working = textwrap.shorten(one.working, 90, placeholder=" …")
        put(0.445, at, working, fontsize=7, color=INK)
        at -= _LINE
    return at - 0.6 * _LINE


def _notes(left_out: Sequence[str]) -> list[str]:
    lines = [f"Left out of the figures: {one}" for one in left_out]
    lines.append("Synthetic hospital; every person and paper is invented.")
    return [row for line in lines for row in textwrap.wrap(line, 130)]


def _places(high: float, low: float, findings: bool) -> dict[str, list[float]]:
    """Return where each chart stands: left, bottom, width, height."""
    names = ["findings", "discharges"] if findings else ["discharges"]
    each = (high - low) / len(names)
    lefts = {"findings": 0.38, "discharges": 0.12}
    return {
        name: [lefts[name], high - each * (number + 1) + 0.055, 0.86 - lefts[name], each - 0.09]
        for number, name in enumerate(names)
    }


def _chart(
    axes: Axes, name: str, tables: Mapping[str, pd.DataFrame], found: pd.DataFrame, month: str
) -> None:
    if name == "findings":
        chartplot.draw_bars(axes, monthcharts.causes(found), f"Findings of {month} by rule")
    else:
        chart, labels = monthcharts.discharges(tables, month)
        chartplot.draw_series(axes, chart, labels, monthcharts.DISCHARGES, "discharges")
