"""What explaining a message gives: its lines, as a table in a notebook or as text."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from html import escape


@dataclass(frozen=True)
class Line:
    """One value of a message.

    Attributes:
        segment: the segment ("PID") or resource ("Patient").
        place: which field and component ("PID-5.1"), or the element's path in the resource.
        name: what that place is for.
        value: what stands there, without escapes.
        meaning: what the value means, where it is not plain.
    """

    segment: str
    place: str
    name: str
    value: str
    meaning: str


@dataclass(frozen=True)
class Shown:
    """A message explained: a table in a notebook, text elsewhere, ``rows`` for code."""

    title: str
    lines: tuple[Line, ...]

    @property
    def rows(self) -> list[dict[str, str]]:
        """The lines as plain dictionaries."""
        return [asdict(line) for line in self.lines]

    def only(self, *segments: str) -> Shown:
        """Return only these segments or resources: ``show(text).only("PID", "DG1")``."""
        return Shown(self.title, tuple(one for one in self.lines if one.segment in segments))

    def __str__(self) -> str:
        widths = [
            min(40, max((len(getattr(one, part)) for one in self.lines), default=0))
            for part in ("place", "name", "value")
        ]
        lines = [self.title, ""]
        for one in self.lines:
            cells = [one.place, one.name, one.value.replace("\n", " / ")]
            padded = [cell.ljust(width) for cell, width in zip(cells, widths, strict=True)]
            lines.append("  ".join([*padded, one.meaning]).rstrip())
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        head = "".join(
            f'<th scope="col" style="text-align:left">{name}</th>'
            for name in ("Place", "Name", "Value", "Meaning")
        )
        body = "".join(map(_html, self.lines))
        return (
            f"<table><caption>{escape(self.title)}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )


def _html(one: Line) -> str:
    cells = "".join(
        f'<td style="text-align:left" dir="auto">{escape(text)}</td>'
        for text in (one.name, one.value, one.meaning)
    )
    return (
        f'<tr><th scope="row" style="text-align:left;font-weight:normal"><code>'
        f"{escape(one.place)}</code></th>{cells}</tr>"
    )
