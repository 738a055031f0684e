"""Errors of the EHR: each text is a sentence for the person at the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class EhrError(Exception):
    """Something was not done. The text says what is wrong, where, and what to do."""


class InvalidFields(EhrError):
    """Fields of a form are missing or wrong; nothing was saved.

    Attributes:
        problems: field name to message, for showing each beside its field.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__("Nothing was saved. " + " ".join(self.problems.values()))


class PossibleDuplicates(EhrError):
    """The new patient may be in the index already; nothing was saved.

    Attributes:
        matches: the patients to compare with, as ``possible_duplicates`` returns them.
    """

    def __init__(self, matches: Sequence[Mapping[str, object]]) -> None:
        self.matches = [dict(match) for match in matches]
        numbers = ", ".join(str(match["mrn"]) for match in self.matches)
        super().__init__(
            f"Nothing was saved, because the patient may be registered already: compare {numbers}. "
            "If it is somebody else, register again with confirm=True."
        )
