"""Read a manuscript: its cells, and the line on which each begins."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jupytext.myst import MystMetadataParsingError, myst_to_notebook
from nbformat import NotebookNode

from chartroom.build.errors import BuildError


@dataclass(frozen=True)
class Manuscript:
    """One manuscript as a notebook that has not been run.

    ``lines[i]`` is the line of the file, from 1, on which the text of ``notebook.cells[i]`` begins.
    """

    file: str
    notebook: NotebookNode
    lines: tuple[int, ...]

    def error(self, cell: int, message: str, line: int = 1) -> BuildError:
        """Return the error for line ``line`` (from 1) of the cell at index ``cell``."""
        return BuildError(message, self.file, self.lines[cell] + line - 1, cell + 1)


def read(path: Path, root: Path) -> Manuscript:
    """Read the MyST Markdown file at ``path``; errors name it relative to ``root``.

    Raises:
        BuildError: the file is not UTF-8 text, has options that are not YAML or JSON, or is empty.
    """
    file = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BuildError(f"the file cannot be read as UTF-8 text ({error}).", file) from None
    try:
        notebook = myst_to_notebook(text, add_source_map=True)
    except (MystMetadataParsingError, ValueError) as error:
        raise BuildError(f"a cell's options cannot be read: {error}", file) from None
    if not notebook.cells:
        raise BuildError("there is no text in this file.", file, 1)
    starts = notebook.metadata.pop("source_map")
    rows = text.splitlines()
    lines = tuple(
        _locate(rows, cell.source.splitlines(), start)
        for cell, start in zip(notebook.cells, starts, strict=True)
    )
    return Manuscript(file, notebook, lines)


def _locate(rows: list[str], wanted: list[str], start: int) -> int:
    """Return the line, from 1, at or after ``start`` on which ``wanted`` begins.

    jupytext gives the line of a cell's fence; the options below it are of varying length.
    """
    for index in range(start, len(rows) - len(wanted) + 1):
        if wanted and [row.rstrip() for row in rows[index : index + len(wanted)]] == [
            row.rstrip() for row in wanted
        ]:
            return index + 1
    return max(start, 1)
