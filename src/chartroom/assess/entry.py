"""Help for answers typed as text: find the options that were meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from chartroom.assess.answerfile import AnswerError


def option(typed: str, options: Mapping[str, str]) -> str | None:
    """Return the id of the option meant by ``typed``: its id (``B``, ``b)``) or its whole text."""
    wanted = plain(typed)
    for name in options:
        if wanted in (plain(name), plain(name) + ")", plain(name) + "."):
            return name
    for name, text in options.items():
        if wanted == plain(text):
            return name
    return None


def options_in(typed: str, options: Mapping[str, str], question: str) -> list[str]:
    """Return the ids named in ``"a, c"``, ``"a c"``, ``"a > c"``, ``"a and c"`` or ``"ac"``.

    Raises:
        AnswerError: it names something else; the sentence lists what there is.
    """
    parts = [part for part in re.split(r"[\s,;>]+|\band\b", typed) if part]
    found = [option(part, options) for part in parts]
    if len(parts) == 1 and found == [None] and all(len(name) == 1 for name in options):
        found = [option(letter, options) for letter in parts[0]]
        parts = list(parts[0])
    for part, name in zip(parts, found, strict=True):
        if name is None:
            raise AnswerError(unknown(part, options, question))
    return [name for name in found if name is not None]


def unknown(typed: object, options: Mapping[str, str], question: str) -> str:
    """Return the sentence for something that is no option."""
    return (
        f"'{shorten(typed)}' is not one of the choices of '{question}'; the choices are "
        f"{', '.join(options)}."
    )


def plain(text: str) -> str:
    """Return text with blanks and letter case evened out."""
    return " ".join(str(text).split()).casefold()


def sentence(text: str) -> str:
    """Return a phrase with a period at its end, unless it ends a sentence already."""
    text = text.strip()
    return text if not text or text[-1] in '.?!”"' else f"{text}."


def shorten(value: object, length: int = 60) -> str:
    """Return a value as text for a message, cut to ``length`` characters."""
    text = printable(" ".join(str(value).split()))
    return text if len(text) <= length else text[: length - 1] + "…"


def written(answer: Any) -> str:
    """Return a saved answer as one line for a person who grades."""
    if isinstance(answer, Mapping) and isinstance(answer.get("rows"), list | tuple):
        rows = [row for row in answer["rows"] if _coded(row)]
        lines = [
            f"{place}. {row['code']}" + (f" (POA {row['poa']})" if row.get("poa") else "")
            for place, row in enumerate(rows, 1)
        ]
        done = answer.get("procedures")
        lines += [_procedure(one) for one in done if _coded(one)] if isinstance(done, list) else []
        if answer.get("query") is True:
            lines.append(f"query: {answer.get('query_text') or 'yes'}")
        text = "; ".join(lines)
    elif isinstance(answer, Mapping):
        text = ", ".join(f"{left} = {_decision(right)}" for left, right in answer.items())
    elif isinstance(answer, list | tuple):
        text = ", ".join(str(one) for one in answer)
    else:
        text = "" if answer is None else str(answer)
    return shorten(text, 2000) or "none"


def _coded(row: Any) -> bool:
    return isinstance(row, Mapping) and bool(row.get("code"))


def _procedure(row: Mapping[str, Any]) -> str:
    """A procedure of a worksheet in a few words."""
    marks, units = row.get("modifiers"), row.get("units")
    text = f"procedure {row['code']}" + (f" {marks}" if marks else "")
    return text if units in (None, 1) else f"{text}, {units} units"


def _decision(value: Any) -> Any:
    """What was decided about an item of a queue, with the reason; any other value as it is."""
    if not isinstance(value, Mapping) or "decision" not in value:
        return value
    parts = (value.get("decision"), value.get("reason"))
    return " / ".join(str(part) for part in parts if part) or "not decided"


def printable(text: str) -> str:
    """Return text without control characters: what a student typed is printed as it is read."""
    return "".join(character for character in text if character.isprintable())


def quoted(text: str, length: int = 90) -> str:
    """Return a question's own words in quotes for a message, without Markdown marks."""
    return f"“{shorten(re.sub(r'[*`]', '', text), length)}”"
