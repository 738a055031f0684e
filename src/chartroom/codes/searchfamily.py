"""Families: codes that differ only in side, trimester or 7th character.

A question is answered by families, so that the first ten hits are ten conditions (or the sides of
a few) and not ten forms of one.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass, field

from chartroom.codes import searchtext

_SIDE = re.compile(
    r",?\s*\b(unspecified|right|left|bilateral)(\s+(?:eye|ear|side|orbit|lung|breast)s?)?\b"
)
_SIDES = {"unspecified": "u", "right": "r", "left": "l", "bilateral": "b"}
_HAND = re.compile(r"\b(right|left) (dominant|non-?dominant) side")
# Guideline I.C.6.a: where dominance is not documented, right counts as dominant and left as not.
_HANDS = {"right dominant": "r", "left dominant": "ld", "right non": "rn", "left non": "l"}
_TRIMESTER = re.compile(r",?\s*\b(first|second|third|unspecified) trimester\b")
_TRIMESTERS = {"first": "1", "second": "2", "third": "3", "unspecified": "u"}
_ORGAN = re.compile(r"\b(?:eye|ear|side|orbit|lung|breast)s?\b")


@dataclass(slots=True)
class Node:
    """A row of the table ``code`` with what search needs to know about it."""

    id: int
    code: str
    title: str
    billable: bool
    kind: str
    parent: int | None
    children: list[int] = field(default_factory=list)
    sevenths: str = ""  # of a base code whose children differ in the 7th character only
    family: int = 0


def tree_of(connection: sqlite3.Connection) -> dict[int, Node]:
    rows = connection.execute("SELECT id, code, title, billable, kind, parent_id FROM code")
    tree = {row[0]: Node(row[0], row[1], row[2], bool(row[3]), *row[4:]) for row in rows}
    for node in tree.values():
        if node.parent is not None:
            tree[node.parent].children.append(node.id)
    for node in tree.values():
        below = [tree[child] for child in node.children]
        if (
            below
            and all(
                len(child.code) == 8
                and child.billable
                and child.title.startswith(f"{node.title}, ")
                for child in below
            )
            and _differ_in_seventh(node, below)
        ):
            node.sevenths = "".join(child.code[7] for child in below)
    return tree


def _differ_in_seventh(node: Node, below: list[Node]) -> bool:
    stem = (node.code if "." in node.code else f"{node.code}.").ljust(7, "X")
    return all(child.code[:7] == stem for child in below)


def families_of(tree: dict[int, Node]) -> dict[int, list[str]]:
    """Group the codes below each header; return the members of each family as short texts.

    A member is "S52.501/r/ADS": the code without its 7th character, its side or trimester, and
    the 7th characters it takes. The family is numbered like its first member.
    """
    families: dict[int, list[str]] = {}
    groups: dict[tuple, int] = {}
    for node in tree.values():
        if node.sevenths:
            continue
        # The side may be told one level above what else sets siblings apart (L97.5-, L89.6-), so
        # cousins may be one family.
        above = node.parent if node.kind == "code" else None
        for child in (tree[number] for number in node.children):
            if not child.billable and not child.sevenths:
                continue
            plain, facet = facet_of(child.title)
            stems = sorted(searchtext.stems(_ORGAN.sub("", plain)))
            key = (above or node.id, *stems) if facet else (child.id,)
            child.family = groups.setdefault(key, child.id)
            families.setdefault(child.family, []).append(f"{child.code}/{facet}/{child.sevenths}")
            for extension in child.children:
                tree[extension].family = child.family
    return families


def facet_of(title: str) -> tuple[str, str]:
    """Return a title without its side or trimester, and which it is ("" if none)."""
    found = _TRIMESTER.search(title)
    if found:
        return _TRIMESTER.sub("", title), "t" + _TRIMESTERS[found[1]]
    hand = _HAND.search(title)
    if hand:
        which = "non" if hand[2].startswith("non") else "dominant"
        return f"{title[: hand.start()]} side", _HANDS[f"{hand[1]} {which}"]
    sides = list(_SIDE.finditer(title))
    if not sides:
        return title, ""
    last = next((side for side in sides if side[1] != "unspecified"), sides[-1])
    return title[: last.start()] + " " + (last[2] or "") + title[last.end() :], _SIDES[last[1]]
