"""What is wrong with a message, and where; and the rows found in one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

# HL7 table 0357, message error condition codes; also kept for FHIR, so that both are counted alike.
WRONG_ORDER = "100"
MISSING = "101"
WRONG_TYPE = "102"
NOT_IN_TABLE = "103"
WRONG_MESSAGE = "200"
WRONG_EVENT = "201"
WRONG_PROCESSING = "202"
WRONG_VERSION = "203"
UNKNOWN_KEY = "204"
DUPLICATE_KEY = "205"
INTERNAL = "207"

#: The value of a column that was there but unreadable; its problem has been told already.
UNREADABLE = object()


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        where: the FHIR path, or the HL7 segment and field with its name.
        what: what is wrong and what to do, as part of a sentence.
        code: HL7 table 0357.
    """

    where: str
    what: str
    code: str = WRONG_TYPE

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class ExchangeError(ValueError):
    """A message that cannot be written, read or taken in. Nothing was changed.

    Attributes:
        problems: every problem found, in the order of the message.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(dict.fromkeys(problems))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass
class Found:
    """A row found in a message, and where in the message each value stands.

    Attributes:
        table: a key of ``hospital.schema.TABLES``.
        row: column -> value; columns that the format does not carry are not in it.
        place: where the row as a whole stands.
        places: column -> where its value stands.
    """

    table: str
    row: dict[str, object]
    place: str
    places: dict[str, str] = field(default_factory=dict)

    def at(self, column: str) -> str:
        """Return where the value of a column stands, or should."""
        return self.places.get(column, self.place)


def as_rows(found: Iterable[Found]) -> dict[str, list[dict[str, object]]]:
    """Return the rows by table, each row once."""
    rows: dict[str, list[dict[str, object]]] = {}
    for one in found:
        listed = rows.setdefault(one.table, [])
        if one.row not in listed:
            listed.append(one.row)
    return rows
