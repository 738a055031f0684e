"""Slots: the ``{{name}}`` places of a case file and the values that fill them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from chartroom.cases.front import Front
from chartroom.cases.records import CaseError

FEWEST = 5
_SLOT = re.compile(r"\{\{([^{}]*)\}\}")
_NAME = re.compile(r"[a-z][a-z0-9_-]*")

Values = Mapping[str, "str | Mapping[str, str]"]


def read(front: Front, node: Node) -> dict[str, list[str | dict[str, str]]]:
    """Return every slot with its values; all have the same number, at least five.

    Raises:
        CaseError: a slot is misnamed, too short, uneven, or its values differ in form.
    """
    if not isinstance(node, MappingNode):
        raise front.error(node, "'slots' must name each slot and list its values.")
    slots: dict[str, list[str | dict[str, str]]] = {}
    for name_node, values_node in node.value:
        name = str(name_node.value)
        if not _NAME.fullmatch(name) or name in slots:
            raise front.error(
                name_node, f"slot '{name}' needs a name of its own, of small letters and digits."
            )
        values = _values(front, name, values_node)
        if len(values) < FEWEST:
            raise front.error(
                name_node, f"slot '{name}' has {len(values)} values; give at least {FEWEST}."
            )
        slots[name] = values
    if len({len(values) for values in slots.values()}) > 1:
        sizes = ", ".join(f"{name} {len(values)}" for name, values in slots.items())
        raise front.error(node, f"the slots must all have the same number of values ({sizes}).")
    return slots


def pick(slots: Mapping[str, list[str | dict[str, str]]], variant: int) -> Values:
    """Return value number ``variant`` of each slot, counting around past the last."""
    return {name: values[variant % len(values)] for name, values in slots.items()}


def fill(text: str, values: Values, file: str, line: int) -> str:
    """Return ``text`` with its slots filled; ``line`` is the line of ``file`` it begins on.

    Raises:
        CaseError: a slot has no value, or a brace pair is left open.
    """

    def value(match: re.Match[str]) -> str:
        at = line + text.count("\n", 0, match.start())
        name, _, part = match.group(1).strip().partition(".")
        if name not in values:
            known = ", ".join(values) or "none"
            raise CaseError(
                file, at, f"{match.group(0)} has no values; add '{name}' to slots (there: {known})."
            )
        found = values[name]
        if isinstance(found, str):
            if not part:
                return found
            raise CaseError(
                file, at, f"slot '{name}' has plain values; write {{{{{name}}}}} without a dot."
            )
        if part in found:
            return found[part]
        choices = ", ".join(f"{{{{{name}.{key}}}}}" for key in found)
        raise CaseError(
            file, at, f"{match.group(0)} does not fill; slot '{name}' offers {choices}."
        )

    filled = _SLOT.sub(value, text)
    if "{{" in filled or "}}" in filled:
        at = line + filled.count("\n", 0, max(filled.find("{{"), filled.find("}}")))
        raise CaseError(file, at, "a slot is not closed; write it as {{name}} on one line.")
    return filled


def used(text: str) -> set[str]:
    """Names of the slots that ``text`` uses."""
    return {match.strip().partition(".")[0] for match in _SLOT.findall(text)}


def _values(front: Front, name: str, node: Node) -> list[str | dict[str, str]]:
    if not isinstance(node, SequenceNode):
        raise front.error(node, f"slot '{name}' must be a list of values in [ ].")
    values = [_value(front, name, item) for item in node.value]
    forms = {frozenset(value) if isinstance(value, dict) else None for value in values}
    if len(forms) > 1:
        raise front.error(
            node, f"the values of slot '{name}' differ in form; give each the same parts."
        )
    return values


def _value(front: Front, name: str, node: Node) -> str | dict[str, str]:
    if isinstance(node, ScalarNode):
        return node.value
    if isinstance(node, MappingNode) and all(
        isinstance(key, ScalarNode) and isinstance(part, ScalarNode) for key, part in node.value
    ):
        return {key.value: part.value for key, part in node.value}
    raise front.error(node, f"a value of slot '{name}' must be text or {{part: text, …}}.")
