"""Read the tab-separated files of this room: comments begin with #, then a line of names."""

from __future__ import annotations

from importlib.resources import files


def read(name: str) -> list[list[str]]:
    """Return the rows of ``data/<name>.tsv`` without comments and heading."""
    text = files("chartroom.codes.pcs").joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    width = len(lines[0].split("\t"))
    return [[*line.split("\t"), *[""] * width][:width] for line in lines[1:]]
