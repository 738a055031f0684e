"""Read a room's tab-separated data: comments begin with #, then comes a line of names."""

from __future__ import annotations

from importlib.resources import files


def read(package: str, name: str) -> list[list[str]]:
    """Return the rows of ``data/<name>.tsv`` of a package, without comments and heading.

    Each row is as long as the heading; what a line leaves out at its end is "".
    """
    text = files(package).joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    width = len(lines[0].split("\t"))
    return [[*line.split("\t"), *[""] * width][:width] for line in lines[1:]]
