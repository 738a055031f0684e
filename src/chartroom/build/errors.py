"""The one error of a build: what is wrong, in which manuscript, on which line."""

from __future__ import annotations


class BuildError(Exception):
    """A manuscript cannot become a notebook; ``str()`` is one sentence for its author.

    Args:
        message: what is wrong and what to do.
        file: the manuscript, as the author knows it (relative to the course's folder).
        line: line in that file, from 1; 0 if the whole file is meant.
        cell: number of the cell in the notebook, from 1; 0 if none is meant.
    """

    def __init__(self, message: str, file: str = "", line: int = 0, cell: int = 0) -> None:
        self.message, self.file, self.line, self.cell = message, file, line, cell
        place = file + (f", line {line}" if line else "") + (f" (cell {cell})" if cell else "")
        super().__init__(f"{place}: {message}" if place else message)
