"""A shift as a picture: accuracy by desk."""

from __future__ import annotations

from chartroom.picture import BAR, INK, Picture, drawing, plain_frame
from chartroom.shift.report import ShiftReport, lines


def shift_plot(found: ShiftReport) -> Picture:
    """Draw the accuracy by desk, with how many tasks were handed over of those that came."""
    parts = [found.whole, *reversed(found.desks)]
    with drawing(8.6, 0.5 * len(parts) + 1.2, left=0.28, right=0.96, top=0.9, bottom=0.16) as sheet:
        axes = sheet.axes
        places = range(len(parts))
        axes.barh(places, [100 * (part.accuracy or 0) for part in parts], height=0.5, color=BAR)
        for at, part in zip(places, parts, strict=True):
            words = f"{part.done} of {part.came} done"
            if part.accuracy is not None:
                words = f"{part.accuracy:.0%} right, {words}"
            axes.text(1.5, at + 0.27, words, va="bottom", color=INK, fontsize=9)
        axes.set_yticks(places, [part.title for part in parts])
        axes.set_ylim(-0.5, len(parts) - 0.1)
        axes.set_xlim(0, 100)
        axes.set_xlabel("Accuracy of what was handed over, percent")
        axes.set_title("Your shift by desk", loc="left", color=INK, fontsize=12)
        plain_frame(axes, "x")
    rows = "; ".join(
        f"{part.title} {part.done} of {part.came}"
        + (f", {part.accuracy:.0%}" if part.accuracy is not None else "")
        for part in (*found.desks, found.whole)
    )
    return Picture(sheet.svg, f"Your shift by desk: {rows}. " + " ".join(lines(found)[:2]))
