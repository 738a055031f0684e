"""A drawing with a description, so that a screen reader has what the eye has."""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, BAR, LINE, GRID = "#1f2933", "#3b6ea5", "#8a4b08", "0.88"


@dataclass(frozen=True)
class Picture:
    """A drawing (SVG) with a description; shows itself in a notebook."""

    svg: str
    description: str

    @property
    def address(self) -> str:
        """The drawing as an address that holds it whole."""
        return "data:image/svg+xml;base64," + base64.b64encode(self.svg.encode()).decode()

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        alt = html.escape(self.description, quote=True)
        image = f'<img alt="{alt}" style="max-width:100%" src="{self.address}">'
        return {"text/html": image, "text/plain": self.description}


@dataclass
class Sheet:
    """What is being drawn on: matplotlib's figure and axes; ``svg`` is there when it is done."""

    figure: Figure
    axes: Axes
    svg: str = field(default="", init=False)


@contextmanager
def drawing(width: float, height: float, **margins: float) -> Iterator[Sheet]:
    """Give a sheet of so many inches to draw on, and turn it into SVG at the end.

    Fixed margins and names keep the drawing the same each time a lesson is built. ``margins`` are
    those of matplotlib's ``subplots_adjust``, as parts of the whole.
    """
    import matplotlib
    from matplotlib.figure import Figure as Canvas

    settings = {"svg.hashsalt": "chartroom", "svg.fonttype": "none", "font.size": 11}
    with matplotlib.rc_context(settings):
        canvas = Canvas(figsize=(width, height))
        canvas.subplots_adjust(**margins)
        sheet = Sheet(canvas, canvas.subplots())
        yield sheet
        drawn = io.StringIO()
        canvas.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None})
        sheet.svg = drawn.getvalue()


def plain_frame(axes: Axes, grid: str = "y") -> None:
    """Leave only what helps reading: a light grid, and no box around the drawing."""
    axes.grid(axis=grid, color=GRID)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
