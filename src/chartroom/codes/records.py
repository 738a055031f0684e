"""The value objects the code set is made of."""

from __future__ import annotations

from dataclasses import dataclass

#: The kinds of note in the Tabular List, in the order a coder reads them.
NOTE_KINDS = (
    "includes",
    "inclusion-term",
    "code-first",
    "use-additional",
    "code-also",
    "excludes1",
    "excludes2",
    "seventh-character",
    "note",
)


@dataclass(frozen=True, slots=True)
class Note:
    """One line of an instructional note.

    Attributes:
        kind: one of :data:`NOTE_KINDS`.
        text: the words of the Tabular List.
        source: where the note stands: a code ("E11.2"), a block ("E08-E13") or a chapter
            ("Chapter 4"). A note stands at one place and holds for everything below it.
    """

    kind: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of ICD-10-CM: a chapter, block, category, subcategory or code.

    Attributes:
        code: with its dot ("E11.22"), or a block ("E08-E13") or chapter ("Chapter 4").
        title: the full title; a 7th-character code carries the 7th character's meaning.
        billable: whether the code may be reported (nothing more specific exists below it).
        kind: "chapter", "block", "category" (3 characters) or "code".
        chapter: 1 to 22.
        parent: the entry one level up; None for a chapter.
        children: the entries one level down, in tabular order.
        notes: own notes first, then those inherited from each level above.
        sevenths: 7th characters in force here and what they mean, as pairs; empty if none.
    """

    code: str
    title: str
    billable: bool
    kind: str
    chapter: int
    parent: str | None
    children: tuple[str, ...]
    notes: tuple[Note, ...]
    sevenths: tuple[tuple[str, str], ...] = ()

    @property
    def seventh(self) -> dict[str, str]:
        """The 7th characters in force here and what they mean; a copy, empty if none."""
        return dict(self.sevenths)

    def of(self, kind: str) -> tuple[Note, ...]:
        """Return the notes of one kind, nearest first."""
        return tuple(note for note in self.notes if note.kind == kind)

    @property
    def includes(self) -> tuple[Note, ...]:
        """What the category, block or chapter takes in."""
        return self.of("includes")

    @property
    def inclusion_terms(self) -> tuple[Note, ...]:
        """Other names for the condition."""
        return self.of("inclusion-term")

    @property
    def excludes1(self) -> tuple[Note, ...]:
        """Conditions never coded together with this one."""
        return self.of("excludes1")

    @property
    def excludes2(self) -> tuple[Note, ...]:
        """Conditions not included here; both may be coded when both are present."""
        return self.of("excludes2")

    @property
    def code_first(self) -> tuple[Note, ...]:
        """Conditions to list before this one."""
        return self.of("code-first")

    @property
    def use_additional(self) -> tuple[Note, ...]:
        """Codes to add after this one."""
        return self.of("use-additional")

    @property
    def code_also(self) -> tuple[Note, ...]:
        """Codes to add, before or after."""
        return self.of("code-also")


class UnknownCode(KeyError):
    """A code that is not in the code set.

    Attributes:
        code: what was asked for, tidied.
        suggestions: up to five real codes close to it, most likely first.
    """

    def __init__(self, code: str, suggestions: tuple[str, ...] = (), message: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.suggestions = suggestions
        self._message = message

    def __str__(self) -> str:
        if self._message:
            return self._message
        if not self.code:
            return "No code was given: type an ICD-10-CM code such as E11.9."
        shown = self.code if len(self.code) <= 20 else f"{self.code[:20]}…"
        start = f"{shown} is not an ICD-10-CM code in this code set"
        if not self.suggestions:
            return f"{start}: look the condition up in the index and copy the code from there."
        return f"{start}: did you mean {_either(self.suggestions)}?"

    def __reduce__(self):
        return (UnknownCode, (self.code, self.suggestions, self._message))


def _either(names: tuple[str, ...]) -> str:
    """Join names for a sentence: "A", "A or B", "A, B or C"."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " or " + names[-1]
