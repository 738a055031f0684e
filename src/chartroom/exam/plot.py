"""The score by domain as a picture that a screen reader can read, too."""

from __future__ import annotations

from chartroom.exam.report import ExamReport, lines
from chartroom.picture import BAR, INK, LINE, Picture, drawing, plain_frame


def report_plot(found: ExamReport) -> Picture:
    """Draw the share of right answers by domain, with 95 percent intervals."""
    parts = [found.whole, *reversed(found.parts)]
    with drawing(
        8.6, 0.55 * len(parts) + 1.2, left=0.42, right=0.96, top=0.88, bottom=0.2
    ) as sheet:
        axes = sheet.axes
        places = range(len(parts))
        axes.barh(places, [100 * part.share for part in parts], height=0.5, color=BAR)
        for at, part in zip(places, parts, strict=True):
            axes.plot([100 * part.low, 100 * part.high], [at, at], "|-", color=LINE, linewidth=2)
            words = f"{part.right} of {part.total}"
            axes.text(1.5, at + 0.3, words, va="bottom", color=INK, fontsize=9)
        axes.set_yticks(places, [_wrapped(part.title) for part in parts])
        axes.set_ylim(-0.5, len(parts) - 0.2)
        axes.set_xlim(0, 100)
        axes.set_xlabel("Right answers, percent; the line is a 95% interval")
        axes.set_title("Your score by domain", loc="left", color=INK, fontsize=12)
        plain_frame(axes, "x")
    return Picture(sheet.svg, "Your score by domain. " + " ".join(lines(found)[:-1]))


def _wrapped(title: str) -> str:
    words = title.split()
    half, line = [], ""
    for word in words:
        if len(line) + len(word) > 30:
            half.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*half, line])
