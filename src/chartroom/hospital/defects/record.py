"""A chunk's tables while defects are planted: finding rows, changing them, writing the key."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from chartroom.hospital.draw import Draw
from chartroom.hospital.households import Members
from chartroom.hospital.rows import Rows
from chartroom.hospital.schema import TABLES


@dataclass(frozen=True)
class Way:
    """How a kind of defect is found, and what to do about it at its source."""

    found_by: str
    remedy: str
    is_defect: bool = True


@dataclass
class Record:
    """The tables of a chunk and what has been done to them.

    Attributes:
        tables: by name; columns are changed in place.
        who: roles of the patients; row r of ``patients`` is patient ``who.number[r]``.
        patients: how many patients the data set has.
        free: False once a defect has to do with the patient, shape (patients,).
    """

    tables: dict[str, Rows]
    who: Members
    patients: int
    free: np.ndarray
    key: list[dict[str, str]] = field(default_factory=list)
    _added: dict[str, list[tuple[int, dict[str, object]]]] = field(default_factory=dict)
    _dropped: dict[str, set[int]] = field(default_factory=dict)
    _places: dict[tuple[str, str], dict[str, list[int]]] = field(default_factory=dict)

    def rows_of(self, table: str, column: str, value: str) -> list[int]:
        """Return the rows of a table in which a column had a value when first asked."""
        place = self._places.get((table, column))
        if place is None:
            place = {}
            for at, one in enumerate(self.tables[table][column].tolist()):
                place.setdefault(one, []).append(at)
            self._places[table, column] = place
        gone = self._dropped.get(table, ())
        return [at for at in place.get(value, ()) if at not in gone]

    def encounters(self, person: int) -> list[int]:
        """Return the encounters of the patient in a row of ``patients``, in order of time."""
        found = self.rows_of("encounters", "mrn", self.tables["patients"]["mrn"][person])
        return sorted(found, key=lambda at: self.tables["encounters"]["admitted_at"][at])

    def of_patient(self, table: str, person: int, kinds: tuple[str, ...] = ()) -> list[int]:
        """Return the rows of a table that belong to a patient's encounters (of some kinds)."""
        rows: list[int] = []
        for at in self.encounters(person):
            if not kinds or self.value("encounters", at, "kind") in kinds:
                number = self.value("encounters", at, "encounter_id")
                rows += self.rows_of(table, "encounter_id", number)
        return rows

    def number(self, draw: Draw, person: int, name: str) -> int:
        """Return a random whole number for a patient."""
        key = self.who.number[person : person + 1]
        return int(draw.bits(f"defect {name}", key)[0] >> np.uint64(8))

    def one(self, draw: Draw, person: int, name: str, rows: list[int]) -> int | None:
        """Return one of some rows, None if there are none."""
        return rows[self.number(draw, person, name) % len(rows)] if rows else None

    def value(self, table: str, row: int, column: str) -> str:
        """Return a value as text."""
        return str(self.tables[table][column][row])

    def put(self, table: str, row: int, column: str, value: object) -> None:
        """Change a value, without a line in the key."""
        self.tables[table][column][row] = value

    def add(self, table: str, after: int, values: dict[str, object]) -> None:
        """Add a row behind another one."""
        self._added.setdefault(table, []).append((after + 1, values))

    def drop(self, table: str, row: int) -> None:
        """Leave a row out."""
        self._dropped.setdefault(table, set()).add(row)

    def note(
        self, kind: str, person: int, way: Way, table: str, key: dict[str, object],
        column: str = "", was: object = "", is_now: object = "",
    ) -> None:  # fmt: skip
        """Write a line of the key."""
        number = int(self.who.number[person])
        self.key.append(
            {
                "defect_id": f"{kind}-{number:07d}",
                "kind": kind,
                "table": table,
                "row": "; ".join(f"{name}={value}" for name, value in key.items()),
                "column": column,
                "was": str(was),
                "is_now": str(is_now),
                "found_by": way.found_by,
                "remedy": way.remedy,
                "is_defect": "Y" if way.is_defect else "N",
            }
        )

    def change(
        self, kind: str, person: int, way: Way, table: str, row: int, column: str, value: object
    ) -> None:  # fmt: skip
        """Change a value and write the line of the key."""
        was = self.value(table, row, column)
        key = {name: self.tables[table][name][row] for name in TABLES[table].key}
        self.put(table, row, column, value)
        self.note(kind, person, way, table, key, column, was, value)

    def finished(self) -> dict[str, Rows]:
        """Return the tables with rows added and dropped, and the key."""
        tables = dict(self.tables)
        for name in {*self._added, *self._dropped}:
            tables[name] = self._rebuilt(name)
        columns = TABLES["planted_defects"].names
        # By patient, so that chunks can be put one after another.
        key = sorted(self.key, key=lambda line: (line["defect_id"][-7:], line["kind"]))
        tables["planted_defects"] = {
            column: np.array([line[column] for line in key], dtype=object) for column in columns
        }
        return tables

    def _rebuilt(self, name: str) -> Rows:
        added = sorted(self._added.get(name, []), key=lambda one: one[0])
        places = [at for at, _ in added]
        dropped = sorted(self._dropped.get(name, ()))
        result = {}
        for column, values in self.tables[name].items():
            # Dropping first would move the places of what is added.
            marked = np.zeros(len(values), dtype=bool)
            marked[dropped] = True
            new = np.array([row[column] for _, row in added], dtype=object)
            whole = np.insert(values, places, new) if places else values
            gone = np.insert(marked, places, False) if places else marked
            result[column] = whole[~gone]
        return result
