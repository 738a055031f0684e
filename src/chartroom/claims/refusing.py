"""The one error of this room."""

from __future__ import annotations


class ClaimError(ValueError):
    """Something that fits on no claim. The text is a sentence with the remedy."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]
