"""The one error of this room."""

from __future__ import annotations

from chartroom.codes.refusing import Refused


class ClaimError(Refused):
    """Something that fits on no claim. The text is a sentence with the remedy."""
