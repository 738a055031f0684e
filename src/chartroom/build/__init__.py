"""Notebooks from text: what ``python3 start.py build`` runs.

``manuscript/`` is what authors edit; ``course/``, ``source/``, ``release/`` and
the notebooks of ``docs/`` are made from it.
How the text is written: docs/writing-a-lesson.md.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Build what changed, or check that a build would change nothing; return the exit code."""
    from chartroom.build.command import run  # jupytext and nbclient load only for a build

    return run(argv)
