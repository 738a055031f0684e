"""Read a case file's front matter so that every mistake can be shown with its line.

Every scalar is read as text ("Y", "1", "I10", "no" stay what they are) and turned into a number,
a date or yes/no only by the field that wants one: YAML's own guessing is a trap for authors who
do not program.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from chartroom.cases.records import CaseError

# PyYAML built with libyaml reads ten times faster; not every wheel has it.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_YES = {"true", "yes"}
_NO = {"false", "no"}


@dataclass(frozen=True)
class Front:
    """The front matter of one file: turns YAML nodes into values, or into a CaseError."""

    file: str | Path
    offset: int
    fill: Callable[[str, int], str]

    def line(self, node: Node) -> int:
        """Line of ``node`` in the case file, from 1."""
        return node.start_mark.line + 1 + self.offset

    def error(self, node: Node, message: str) -> CaseError:
        return CaseError(self.file, self.line(node), message)

    def fields(
        self, node: Node, where: str, required: Collection[str], optional: Collection[str] = ()
    ) -> dict[str, Node]:
        """Return the fields of a mapping; each may stand once, and no other may stand there."""
        if not isinstance(node, MappingNode):
            raise self.error(node, f"{where} must be written as 'field: value' lines.")
        known = [*required, *optional]
        found: dict[str, Node] = {}
        for name_node, value in node.value:
            name = name_node.value if isinstance(name_node, ScalarNode) else ""
            if name not in known:
                raise self.error(name_node, _unknown(name, where, known))
            if name in found:
                raise self.error(name_node, f"'{name}' stands twice in {where}; keep one of them.")
            found[name] = value
        for name in required:
            if name not in found or _empty(found[name]):
                raise self.error(node, f"{where} has no '{name}'; add a line '{name}: …'.")
        return found

    def text(self, node: Node, name: str) -> str:
        if not isinstance(node, ScalarNode):
            hint = f"'{name}' must be plain text"
            if _looks_like_slot(node):
                hint += '; put quotes around a value that begins with {{, as in "{{age}}"'
            raise self.error(node, hint + ".")
        return " ".join(self.fill(node.value, self.line(node)).split())

    def items(self, node: Node, name: str) -> list[Node]:
        """The entries of a list; a single value counts as a list of one."""
        if isinstance(node, SequenceNode):
            return list(node.value)
        if _empty(node):
            return []
        if isinstance(node, ScalarNode):
            return [node]
        raise self.error(node, f"'{name}' must be a list: start each entry with '- '.")

    def texts(self, node: Node, name: str) -> tuple[str, ...]:
        return tuple(self.text(item, name) for item in self.items(node, name))

    def choice(self, node: Node, name: str, allowed: Collection[str]) -> str:
        value = self.text(node, name)
        if value not in allowed:
            raise self.error(node, f"'{name}' is '{value}'; write one of: {', '.join(allowed)}.")
        return value

    def number(self, node: Node, name: str, low: int, high: int) -> int:
        value = self.text(node, name)
        if not value.isdecimal() or not low <= int(value) <= high:
            raise self.error(
                node, f"'{name}' is '{value}'; write a whole number from {low} to {high}."
            )
        return int(value)

    def flag(self, node: Node, name: str) -> bool:
        value = self.text(node, name).lower()
        if value not in _YES | _NO:
            raise self.error(node, f"'{name}' is '{value}'; write true or false.")
        return value in _YES

    def day(self, node: Node, name: str) -> dt.date:
        value = self.text(node, name)
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise self.error(
                node, f"'{name}' is '{value}'; write an existing day as YYYY-MM-DD."
            ) from None


def parse(text: str, file: str | Path, offset: int) -> Node:
    """Return the YAML nodes of ``text``, which begins after line ``offset`` of ``file``.

    Raises:
        CaseError: the text is not YAML, or is empty.
    """
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line + 1 if mark else 0) + offset
        raise CaseError(
            file,
            line,
            f"the front matter cannot be read here ({error.problem or 'not YAML'}); check the "
            "indentation (blanks, no tabs), and put quotes around text that holds ': ' or begins "
            "with a bracket, a brace or a quote, and around a {{slot}} inside [ ] or { }.",
        ) from None
    except yaml.YAMLError:
        raise CaseError(
            file, 1 + offset, "the front matter holds a character YAML cannot read; retype it."
        ) from None
    if node is None:
        raise CaseError(file, 1, "the front matter is empty; fill in the fields of the case.")
    return node


def _empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and not node.value.strip()


def _looks_like_slot(node: Node) -> bool:
    return isinstance(node, MappingNode) and any(
        isinstance(name, MappingNode) for name, _ in node.value
    )


def _unknown(name: str, where: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, n=1)
    remedy = f"did you mean '{near[0]}'?" if near else f"known fields are: {', '.join(known)}."
    return f"'{name}' is not a field of {where}; {remedy}"
