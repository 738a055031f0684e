"""Read YAML as plain text values, remembering the line of each.

Every scalar stays the text the author wrote: ``no``, ``Y``, ``1`` and ``4.10`` are not turned into
something else behind the back of an author who does not program.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from chartroom.assess.records import QuestionError

Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class Source:
    """The content of a file (``data``) and where in it each part stands (``lines``)."""

    file: str
    data: Any
    lines: Mapping[Path_, int]

    def error(self, where: Path_, message: str) -> QuestionError:
        """Make an error that points at the part ``where``, or the nearest part above it."""
        while where and where not in self.lines:
            where = where[:-1]
        return QuestionError(self.file, self.lines.get(where, 0), message)


def read(path: str | Path) -> Source:
    """Read a YAML file.

    Raises:
        QuestionError: it is not there, is not text or not YAML, or names a field twice.
    """
    name = str(path)
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise QuestionError(name, 0, "the file is not UTF-8 text; save it as UTF-8.") from None
    except OSError as error:
        reason = (error.strerror or "unreadable").lower()
        raise QuestionError(
            name, 0, f"the question file cannot be read ({reason}); check the path."
        ) from None
    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise QuestionError(
            name,
            mark.line + 1 if mark else 0,
            f"this line cannot be read ({error.problem or 'not YAML'}); check the indentation "
            "(blanks, no tabs) and put quotes around text that holds ': ' or begins with a "
            "bracket, a brace, a star or a quote.",
        ) from None
    except yaml.YAMLError:
        raise QuestionError(
            name, 0, "the file holds a character that YAML does not allow; retype that line."
        ) from None
    lines: dict[Path_, int] = {}
    data = _plain(node, (), lines, name) if node is not None else None
    return Source(name, data, lines)


def _plain(node: Node, where: Path_, lines: dict[Path_, int], file: str) -> Any:
    lines[where] = node.start_mark.line + 1
    if isinstance(node, SequenceNode):
        return [_plain(one, (*where, i), lines, file) for i, one in enumerate(node.value)]
    if isinstance(node, MappingNode):
        found: dict[str, Any] = {}
        for name_node, value in node.value:
            line = name_node.start_mark.line + 1
            if not isinstance(name_node, ScalarNode):
                raise QuestionError(file, line, "a field's name must be plain text; quote it.")
            name = name_node.value
            if name in found:
                raise QuestionError(file, line, f"'{name}' stands twice here; keep one of them.")
            found[name] = _plain(value, (*where, name), lines, file)
            lines[(*where, name)] = line
        return found
    return node.value
