"""What the readers of resources share: problems, references, rows found so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from chartroom.exchange import problems as p
from chartroom.exchange import times
from chartroom.exchange.check import short
from chartroom.exchange.fhirshape import Node
from chartroom.exchange.fhirterms import ID, NUMBERED
from chartroom.exchange.problems import Found, Problem

_MOMENT = "2026-04-01T08:30:00-04:00"


@dataclass
class Reading:
    """One bundle while it is read.

    Attributes:
        targets: "Patient/TH-1" and full URLs -> the resource's node.
        told: problems so far.
        found: rows so far.
    """

    targets: dict[str, Node] = field(default_factory=dict)
    told: list[Problem] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)

    def tell(self, where: str, what: str, code: str = p.WRONG_TYPE) -> object:
        """Note a problem; return the mark of an unreadable value."""
        self.told.append(Problem(where, what, code))
        return p.UNREADABLE

    def row(self, table: str, place: str, columns: Mapping[str, Node | Any]) -> Found:
        """Note a row. A value may be a node, a pair (value, node) or plain."""
        row, places = {}, {}
        for name, value in columns.items():
            if isinstance(value, tuple):
                row[name], places[name] = value[0], value[1].path
            elif isinstance(value, Node):
                row[name], places[name] = value.value, value.path
            else:
                row[name] = value
        one = Found(table, row, place, places)
        self.found.append(one)
        return one

    def moment(self, node: Node) -> tuple[object, Node]:
        """Return a dateTime as our local time."""
        return self._converted(node, times.ours_from_fhir, f"a date and time; write {_MOMENT}")

    def day(self, node: Node) -> tuple[object, Node]:
        """Return a date."""
        return self._converted(node, times.date_checked, "a date; write YYYY-MM-DD")

    def _converted(
        self, node: Node, convert: Callable[[str], str], wanted: str
    ) -> tuple[object, Node]:
        if not node:
            return None, node
        try:
            return convert(str(node.value)), node
        except ValueError:
            return self.tell(node.path, f"{short(node.value)} is not {wanted}"), node

    def mapped(self, node: Node, table: Mapping[str, str]) -> tuple[object, Node]:
        """Return our word for a FHIR code, ``table`` being our word -> FHIR code."""
        if not node:
            return None, node
        for ours, code in table.items():
            if code == node.value:
                return ours, node
        allowed = ", ".join(dict.fromkeys(table.values()))
        what = f"{short(node.value)} is not one of {allowed}"
        return self.tell(node.path, what, p.NOT_IN_TABLE), node

    def target(self, node: Node, *kinds: str) -> Node | None:
        """Return the resource a reference points to in this bundle; tell if there is none."""
        text = node["reference"].value
        found = self.targets.get(str(text))
        if found is None:
            what = (
                f"{short(text)} is not in this bundle; add the resource, or refer to it by the "
                f"identifier under which the receiver knows it"
            )
            self.tell(node["reference"].path, what, p.UNKNOWN_KEY)
        elif found["resourceType"].value not in kinds:
            kind = found["resourceType"].value
            what = f"{short(text)} is the number of another kind ({kind}); here stands: {kinds[0]}"
            self.tell(node["reference"].path, what, p.NOT_IN_TABLE)
        else:
            return found
        return None

    def key(self, node: Node, *kinds: str) -> tuple[object, Node]:
        """Return the number of the row a reference points to, and where that stands."""
        if not node:
            return None, node
        given = node["identifier"]
        if given["value"] and not node["reference"]:
            system = f"{ID}/{NUMBERED[kinds[0]][2]}"
            if given["system"].value != system:
                what = f"{short(given['system'].value)} is not a system we know; write {system}"
                return self.tell(given["system"].path, what, p.UNKNOWN_KEY), node
            return given["value"].value, given["value"]
        found = self.target(node, *kinds)
        if found is None:
            return p.UNREADABLE, node
        number = found.number(found["resourceType"].value)
        # A resource without its number is told about where it stands itself.
        return (number.value if number else p.UNREADABLE), node["reference"]


def flag(node: Node) -> tuple[object, Node]:
    """Return a boolean as Y or N."""
    return (None if not node else "Y" if node.value is True else "N"), node
