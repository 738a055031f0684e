"""Errors that procedure codes, grouping, claims and queries share: a sentence for a learner."""

from __future__ import annotations


class Refused(ValueError):
    """Something that cannot be used as it was given. The text is a sentence with the remedy."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class Unknown(KeyError):
    """A code that is not one, or that what is in use does not hold.

    Attributes:
        code: what was asked for, tidied.
        message: the sentence for a learner.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.code, self.message = code, message

    def __str__(self) -> str:
        return self.message

    def __reduce__(self):
        return (type(self), (self.code, self.message))

    def _render_traceback_(self) -> list[str]:
        return [self.message]
