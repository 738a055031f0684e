"""Read the tabular XML into plain entries, with the 7th-character codes written out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

_KINDS = {
    "includes": "includes",
    "inclusionTerm": "inclusion-term",
    "excludes1": "excludes1",
    "excludes2": "excludes2",
    "codeFirst": "code-first",
    "useAdditionalCode": "use-additional",
    "codeAlso": "code-also",
    "sevenChrNote": "seventh-character",
    "notes": "note",
}
_RANGE_IN_TITLE = re.compile(r"\s*\(([A-Z][0-9A-Z]+(?:-[A-Z][0-9A-Z]+)?)\)\s*$")
# S06 says it in a note: "7th characters D and S do not apply to codes in category S06 with 6th
# character 7 [...] or 8 [death before regaining consciousness]".
_DIED = re.compile(r"S06\.\w\w[78]")


@dataclass(slots=True)
class Entry:
    """One entry of the tabular list, before it is given a number."""

    code: str
    title: str
    kind: str
    notes: list[tuple[str, str]] = field(default_factory=list)
    seventh: dict[str, str] = field(default_factory=dict)
    children: list[Entry] = field(default_factory=list)

    @property
    def billable(self) -> bool:
        return not self.children


@dataclass(slots=True)
class _Seventh:
    """A 7th-character table and other names for its lines."""

    table: dict[str, str] = field(default_factory=dict)
    synonyms: dict[str, list[str]] = field(default_factory=dict)


def read(path: Path, progress: Callable[[float], None] = lambda share: None) -> Iterator[Entry]:
    """Yield the chapters one by one, each with everything below it.

    Args:
        path: the tabular XML.
        progress: told the share done, 0 to 1, after each chapter.
    """
    done = 0
    for _, element in ElementTree.iterparse(path, events=("end",)):
        if element.tag == "chapter":
            yield _chapter(element)
            done += 1
            progress(done / 22)
            element.clear()


def _chapter(element: ElementTree.Element) -> Entry:
    number = _text(element.find("name"))
    entry = _entry(f"Chapter {number}", _text(element.find("desc")), "chapter", element)
    blocks = [_block(section) for section in element.findall("section")]
    entry.children = _nest(blocks)
    return entry


def _block(element: ElementTree.Element) -> Entry:
    name = element.attrib["id"]
    # A block of a single category is named like the category: B20 becomes B20-B20.
    code = name if "-" in name else f"{name}-{name}"
    entry = _entry(code, _text(element.find("desc")), "block", element)
    entry.children = [_diagnosis(child, _Seventh()) for child in element.findall("diag")]
    return entry


def _nest(blocks: list[Entry]) -> list[Entry]:
    """Put the blocks of a chapter inside those that span them (C00-C14 inside C00-C75)."""
    order = [child.code for block in blocks for child in block.children]
    position = {category: number for number, category in enumerate(order)}
    roots: list[Entry] = []
    open_blocks: list[tuple[int, Entry]] = []
    for block in blocks:
        ends = block.code.split("-")
        if not position.keys() >= set(ends):  # U00-U49 is named after categories yet to come
            ends = [block.children[0].code, block.children[-1].code]
        first, last = (position[category] for category in ends)
        while open_blocks and open_blocks[-1][0] < first:
            open_blocks.pop()
        (open_blocks[-1][1].children if open_blocks else roots).append(block)
        open_blocks.append((last, block))
    return roots


def _diagnosis(element: ElementTree.Element, in_force: _Seventh) -> Entry:
    code = _text(element.find("name"))
    kind = "code" if "." in code else "category"
    entry = _entry(code, _text(element.find("desc")), kind, element)
    definition = element.find("sevenChrDef")
    if definition is not None:
        in_force = _seventh(definition, entry)
        entry.seventh = in_force.table
    elif _DIED.fullmatch(code):
        in_force = _Seventh({"A": in_force.table["A"]})
        entry.seventh = in_force.table
    entry.children = [_diagnosis(child, in_force) for child in element.findall("diag")]
    if not entry.children and in_force.table and len(code) < 8:
        entry.children = list(_extended(entry, in_force))
    return entry


def _extended(base: Entry, in_force: _Seventh) -> Iterator[Entry]:
    dotted = base.code if "." in base.code else f"{base.code}."
    stem = dotted.ljust(7, "X")
    for character, meaning in in_force.table.items():
        notes = [("inclusion-term", text) for text in in_force.synonyms.get(character, ())]
        yield Entry(f"{stem}{character}", f"{base.title}, {meaning}", "code", notes)


def _seventh(definition: ElementTree.Element, owner: Entry) -> _Seventh:
    """Read a 7th-character table; a note in it is another name for the line above it."""
    found = _Seventh()
    last = ""
    for line in definition:
        if line.tag == "extension":
            last = line.attrib["char"]
            found.table[last] = _text(line)
        elif owner.code == "W08":
            # "Fall from stool" stands in W08's table by a slip of the source; it names the fall.
            owner.notes.append(("inclusion-term", _text(line)))
        elif last:
            found.synonyms.setdefault(last, []).append(_text(line))
    return found


def _entry(code: str, title: str, kind: str, element: ElementTree.Element) -> Entry:
    notes = [
        (_KINDS[group.tag], _text(line))
        for group in element
        if group.tag in _KINDS
        for line in group.findall("note")
    ]
    if kind in ("chapter", "block"):
        title = _RANGE_IN_TITLE.sub("", title)
    return Entry(code, title, kind, [note for note in notes if note[1]])


def _text(element: ElementTree.Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())
