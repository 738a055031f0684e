"""Small parts of FHIR resources: made, and found again with their path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from chartroom.exchange.fhirterms import EXT, ID, NUMBERED

Json = dict[str, Any]


def clean(value: Any) -> Any:
    """Return a JSON value without empty elements, which FHIR forbids."""
    if isinstance(value, dict):
        kept = {name: clean(part) for name, part in value.items()}
        return {name: part for name, part in kept.items() if part not in (None, "", [], {})}
    if isinstance(value, list):
        return [part for part in map(clean, value) if part not in (None, "", [], {})]
    return value


def fhir_id(*parts: object) -> str:
    """Return a resource id from our numbers: letters, digits, "-" and ".", at most 64."""
    text = ".".join(re.sub(r"[^A-Za-z0-9.-]", _spelled, str(part)) for part in parts)
    return text if len(text) <= 64 else sha256(text.encode()).hexdigest()


def _spelled(match: re.Match[str]) -> str:
    return f".{ord(match[0]):x}."


def reference(kind: str, number: object, inside: bool = True, display: str = "") -> Json | None:
    """Return a reference to the resource of a row; by identifier if it is not in the bundle."""
    if number is None:
        return None
    if inside:
        return {"reference": f"{kind}/{fhir_id(number)}", "display": display}
    system = f"{ID}/{NUMBERED[kind][2]}"
    return {"type": kind, "identifier": {"system": system, "value": str(number)}}


def concept(text: object, system: str = "", code: object = "", display: object = "") -> Json:
    """Return a CodeableConcept; without a coding if there is no code."""
    coding = [{"system": system, "code": code, "display": display}] if code else []
    return {"coding": coding, "text": text}


def extension(name: str, **value: object) -> Json:
    """Return an extension of our own, such as ``valueDate=...``; empty if it has no value."""
    given = {key: one for key, one in value.items() if one not in (None, "")}
    return {"url": f"{EXT}/{name}", **given} if given else {}


@dataclass(frozen=True)
class Node:
    """A JSON value with its path; what is missing is a node too, whose value is None."""

    value: Any
    path: str

    def __getitem__(self, name: str) -> Node:
        inner = self.value.get(name) if isinstance(self.value, dict) else None
        return Node(inner, f"{self.path}.{name}")

    def __iter__(self) -> Iterator[Node]:
        values = self.value if isinstance(self.value, list) else []
        return (Node(value, f"{self.path}[{at}]") for at, value in enumerate(values))

    def __bool__(self) -> bool:
        return self.value is not None

    def first(self, name: str) -> Node:
        """Return the first element of a list."""
        return next(iter(self[name]), Node(None, f"{self.path}.{name}[0]"))

    def where(self, name: str, **wanted: str) -> Node:
        """Return the first element of a list in which these elements have these values."""
        for node in self[name]:
            if all(node[key].value == value for key, value in wanted.items()):
                return node
        told = ", ".join(f"{key} {value}" for key, value in wanted.items())
        return Node(None, f"{self.path}.{name}[{told}]")

    def own(self, name: str) -> Node:
        """Return an extension of our own."""
        return self.where("extension", url=f"{EXT}/{name}")

    def number(self, kind: str) -> Node:
        """Return the number by which we know this resource."""
        return self.where("identifier", system=f"{ID}/{NUMBERED[kind][2]}")["value"]

    def code(self, system: str) -> Node:
        """Return the code of a CodeableConcept in a system."""
        return self.where("coding", system=system)["code"]
