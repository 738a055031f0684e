"""The value objects of ICD-10-PCS."""

from __future__ import annotations

from dataclasses import dataclass

from chartroom.codes.refusing import Unknown

# What stands for nothing: "No Device", "No Qualifier", "None".
_NOTHING = ("No ", "None")


@dataclass(frozen=True, slots=True)
class Section:
    """One of the 17 sections. ``axes`` names what the characters 1 to 7 mean in it."""

    value: str
    name: str
    axes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RootOperation:
    """One of the 31 root operations of Medical and Surgical, in the course's words.

    ``similar`` is the value of the one it is most often mistaken for, ``difference`` how to tell
    the two apart, ``group`` what operations of its kind have in common.
    """

    value: str
    name: str
    group: str
    definition: str
    explanation: str
    example: str
    similar: str
    difference: str


@dataclass(frozen=True, slots=True)
class Approach:
    """One of the 7 approaches, in the course's words."""

    value: str
    name: str
    definition: str
    example: str


@dataclass(frozen=True, slots=True)
class Guideline:
    """One of the ICD-10-PCS Official Guidelines, paraphrased.

    Attributes:
        number: as it is cited, "B3.8".
        text: what it says, in the course's words.
        roots: values of the root operations it is about; empty if it is not about any.
        decides: characters (1 to 7) that it helps to choose.
        between: pairs of values of such a character that it tells apart; "*" is any value.
    """

    number: str
    text: str
    roots: tuple[str, ...] = ()
    decides: tuple[int, ...] = ()
    between: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: each value of one character may be joined with each of the next.

    ``values`` holds the values of characters 4, 5, 6 and 7, each as one text ("047").
    """

    values: tuple[str, str, str, str]

    def allows(self, rest: str) -> bool:
        """Say whether the row has these values, the first of which is character 4."""
        return all(value in values for value, values in zip(rest, self.values, strict=False))


@dataclass(frozen=True, slots=True)
class Table:
    """A table of PCS: its first three characters, what they mean, and its rows."""

    code: str
    names: tuple[str, str, str]
    rows: tuple[Row, ...]

    @property
    def title(self) -> str:
        """The table in words: "Gastrointestinal System, Resection"."""
        return f"{self.names[1]}, {self.names[2]}"


@dataclass(frozen=True, slots=True)
class Value:
    """One character of a code: its place (1 to 7), what it stands for there, and its meaning."""

    character: int
    axis: str
    value: str
    label: str

    @property
    def place(self) -> str:
        """The place in words: "Character 5, approach"."""
        return f"Character {self.character}, {self.axis.lower()}"


@dataclass(frozen=True, slots=True)
class ProcedureCode:
    """A complete code that the teaching tables can form."""

    code: str
    values: tuple[Value, ...]

    @property
    def title(self) -> str:
        """The code in words, without what it does not use."""
        said = [one.label for one in self.values[3:] if not one.label.startswith(_NOTHING)]
        return ": ".join(filter(None, (self.values[2].label, ", ".join(said))))


class UnknownProcedure(Unknown):
    """A code that is not one, or that the teaching tables does not hold."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is off about a code.

    Attributes:
        kind: "blank", "letters", "form", "setting", "date", "section", "table", "value" or
            "incomplete".
        severity: "error", or "advice" where the code may be right but these tables cannot tell.
        code: the code, tidied.
        character: the place of the character to blame, 1 to 7; 0 for the code as a whole.
        message: one or two sentences for a learner.
        guideline: number of the guideline or other rule it rests on; "" for the tables alone.
    """

    kind: str
    severity: str
    code: str
    character: int
    message: str
    guideline: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that may be chosen next. ``help`` explains it, where the course has words for it."""

    value: str
    label: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One of the seven steps in building a code.

    ``choices`` are the values that the tables allow after the characters before it; empty while
    one of those is missing. ``chosen`` is the value that was given, "" if none or not allowed.
    """

    character: int
    axis: str
    choices: tuple[Choice, ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One character in which an answer differs from the right code.

    ``given`` is None where the answer is too short or its value has no meaning there.
    """

    character: int
    axis: str
    given: Value | None
    right: Value
    guidelines: tuple[Guideline, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """An answer held against the right code, character by character.

    ``same_table`` is True if the first three characters agree.
    """

    given: str
    right: str
    differences: tuple[Difference, ...]
    same_table: bool
