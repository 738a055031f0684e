"""What stands before the colon of an indicator: where in the chart its words were found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chartroom.cases import render
from chartroom.cases.records import Document

_AFTER = re.compile(r"\s*\((?P<from>[^()]*)\)\s*$")
_QUOTES = " \"'“”"
_LONGEST = 80  # longer than any document's title with a date
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    rf"\d{{1,4}}[/-]\d{{1,2}}(?:[/-]\d{{1,4}})?|\b{_MONTH}\s+\d{{1,2}}(?:,?\s+\d{{4}})?\b"
    rf"|\b\d{{1,2}}\s+{_MONTH}(?:\s+\d{{4}})?|\b\d{{1,2}}:\d{{2}}\b|\b(?:hospital )?day \d+",
    re.IGNORECASE,
)


def passage(line: str, documents: tuple[Document, ...]) -> str:
    """Return a line without the name of its document before it or in brackets after it.

    A name need not be whole ("Progress note" for "Progress note, hospital day 2"), and a date will
    do: whoever quotes says where, not how the chart is filed.
    """
    for one in documents:
        for name in (one.id, one.title):
            if line.lower().startswith(f"{name.lower()}:"):
                return line[len(name) + 1 :].strip(_QUOTES)
    if _held(line, documents):
        return line
    shorter = [rest for head, rest in _splits(line) if _place(head, documents)]
    if shorter:
        return next((one for one in shorter if _held(one, documents)), shorter[-1])
    after = _AFTER.search(line)
    return line[: after.start()].strip(_QUOTES) if after else line


def unknown(line: str, documents: tuple[Document, ...]) -> str:
    """Return what stands before a colon and names no document, though the rest is in the chart."""
    return next(
        (head for head, rest in _splits(line) if len(rest) > 3 and _held(rest, documents)), ""
    )


def _splits(line: str) -> Iterator[tuple[str, str]]:
    for colon in re.finditer(r":(?=\s)", line):
        head = line[: colon.start()].strip(_QUOTES)
        if head and len(head) <= _LONGEST:
            yield head, line[colon.end() :].strip(_QUOTES)


def _held(words: str, documents: tuple[Document, ...]) -> bool:
    return any(render.holds(one, words) for one in documents)


def _place(head: str, documents: tuple[Document, ...]) -> bool:
    """Say whether words tell a place in the chart: a date, or how a document's name begins."""
    if _DATE.search(head):
        return True
    said = _plain(head)
    names = {_plain(name) for one in documents for name in (one.id, one.title)}
    return len(said) > 2 and any(
        name.startswith(said) or said.startswith(f"{name} ") for name in names
    )


def _plain(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.lower()))
