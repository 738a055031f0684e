"""How a given code is related to a right one, judged by the real code set.

``same``         the right code.
``heading``      the right code is below the given one: S52.501 for S52.501A.
``category``     the right code is below the given three-character category: S52 for S52.501A.
``unspecified``  a valid code of the same category that says less: J44.9 for J44.1.
``finer``        a code of the same category that says more than the record: J44.1 for J44.9.
``side``         like the right code, but for another side.
``seventh``      like the right code, but with another 7th character.
``sibling``      another code of the same category.
``other``        a code of another category.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from chartroom import codes
from chartroom.assess.entry import printable

LESS_SPECIFIC = ("heading", "unspecified")
_SIDES = re.compile(r"\b(right|left|bilateral|both)\b", re.IGNORECASE)
_WORDS = "Type words, then choose a line from the list, so that its code stands here."
_SHAPE = re.compile(r"[A-Z][0-9][0-9A-Z](\.?[0-9A-Z]{1,4})?")


@dataclass(frozen=True)
class Given:
    """A code as a student gave it.

    ``code`` is tidied; ``entry`` is None, and ``problem`` a sentence, if there is no such code.
    """

    typed: str
    code: str
    entry: codes.Code | None
    problem: str = ""

    @property
    def billable(self) -> bool:
        return self.entry is not None and self.entry.billable


def given(typed: str) -> Given:
    """Look a typed code up. Never raises for what was typed.

    The sentence for an unknown code names no other code: that could be the answer.
    """
    typed = printable(" ".join(typed.split()))[:100]
    name = normal(typed)
    try:
        entry = codes.lookup(typed)
    except codes.UnknownCode as unknown:
        if _words(typed):
            return Given(typed, typed, None, f"“{typed[:40]}” is not a code. {_WORDS}")
        return Given(typed, unknown.code or name, None, _unknown(unknown.code or name))
    if entry.kind not in ("category", "code"):
        return Given(typed, entry.code, None, f"{entry.code} is a range of codes, not a code.")
    return Given(typed, entry.code, entry)


def _words(typed: str) -> bool:
    """True if words were typed where a code belongs."""
    return re.search(r"[^\W\d_]{4,}", typed) is not None


def tidied(typed: str) -> str:
    """Return a real code as the Tabular List writes it, anything else as typed."""
    found = given(typed)
    return found.code if found.entry else typed.strip()


def normal(typed: str) -> str:
    """Return a code for comparing: capitals, no blanks, no dot."""
    return re.sub(r"[\s.]", "", typed).upper()


def incomplete(entry: codes.Code) -> str:
    """Return why a code is not complete, as a sentence without other codes; empty if it is."""
    if entry.billable:
        return ""
    if entry.seventh and all(len(normal(child)) == 7 for child in entry.children):
        count = len(normal(entry.code))
        fill = " Fill the empty places with X." if count < 6 else ""
        return f"{entry.code} is not complete: it needs a 7th character.{fill}"
    return (
        f"{entry.code} ({entry.title}) is a heading with {len(entry.children)} more specific "
        "entries below it: choose the one that the record supports."
    )


def relation(entry: codes.Code, right: codes.Code) -> str:
    """Return how ``entry`` is related to the right code (see the module's list)."""
    if entry.code == right.code:
        return "same"
    mine, goal = _line(entry), _line(right)
    if mine[0].code != goal[0].code:
        return "other"
    if entry.code in [one.code for one in goal]:
        return "category" if entry.kind == "category" else "heading"
    if right.code in [one.code for one in mine]:
        return "finer"
    fork = next(i for i, (a, b) in enumerate(zip(mine, goal, strict=False)) if a.code != b.code)
    vague, wanted = _vague(mine[fork]), _vague(goal[fork])
    if _sides(entry) and _sides(right) and _sides(entry) != _sides(right):
        return "side" if vague == wanted else "sibling"
    if entry.seventh and len(normal(entry.code)) == 7 == len(normal(right.code)):
        if entry.code[:-1] == right.code[:-1]:
            return "seventh"
        if entry.code[-1] != right.code[-1]:
            return "sibling"
    if vague > wanted:
        return "unspecified"
    return "finer" if vague < wanted else "sibling"


def closeness(entry: codes.Code, right: codes.Code) -> int:
    """Return how many levels two codes share, counted from the category."""
    pairs = zip(_line(entry), _line(right), strict=False)
    return sum(1 for one, other in pairs if one.code == other.code)


def difference(entry: codes.Code, right: codes.Code) -> str:
    """Explain, from titles and notes, why ``entry`` is not the right code, without naming that."""
    kind = relation(entry, right)
    means = f"{entry.code} means “{entry.title}”."
    if kind in ("heading", "category"):
        return incomplete(entry)
    if kind == "unspecified":
        less = "The record gives more detail than that: choose the code that says it."
        return f"{means} {less}" if entry.billable else f"{incomplete(entry)} {less}"
    if kind == "finer":
        return f"{means} That says more than the record does."
    if kind == "side":
        return f"{means} Read the record again for the side."
    if kind == "seventh":
        meaning = entry.seventh.get(entry.code[-1], "")
        return (
            f"The 7th character {entry.code[-1]} means “{meaning}”. Ask what kind of care this "
            "encounter gives."
        )
    if kind == "sibling":
        return f"{means} The category is right, but the record says something else."
    return " ".join(filter(None, (means, pointer(entry, right) or symptom(entry, right))))


def pointer(entry: codes.Code, right: codes.Code) -> str:
    """Point to a note at ``entry`` that leads to the right code, without that code."""
    kinds = {"excludes1": "Excludes1", "excludes2": "Excludes2", "code-first": "“code first”"}
    for note in entry.notes:
        if note.kind in kinds and any(_covers(code, right) for code in _codes_in(note.text)):
            words = " ".join(re.sub(r"\([^()]*\)", "", note.text).split()).rstrip(" :,")
            source = note.source if note.source == entry.code else f"{note.source}, above it"
            if not _codes_in(words):
                return f"The {kinds[note.kind]} note at {source} leads elsewhere: “{words}”."
    return ""


def symptom(entry: codes.Code, right: codes.Code | None = None) -> str:
    """Say that a code is a symptom code where a diagnosis is wanted; empty otherwise."""
    if entry.chapter != 18 or (right is not None and right.chapter == 18):
        return ""
    return "It is a sign or symptom: is it explained by a diagnosis in the record?"


def _line(entry: codes.Code) -> list[codes.Code]:
    """The entry and those above it, from the category down."""
    line = [entry]
    while line[0].kind == "code" and line[0].parent:
        line.insert(0, codes.lookup(line[0].parent))
    return line


def _vague(entry: codes.Code) -> int:
    return len(re.findall(r"\bunspecified\b|\bNOS\b", entry.title, re.IGNORECASE))


def _sides(entry: codes.Code) -> set[str]:
    words = {word.lower() for word in _SIDES.findall(entry.title)}
    return {"bilateral" if word == "both" else word for word in words}


def _codes_in(text: str) -> list[str]:
    return re.findall(r"\b[A-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?\b", text)


def _covers(stem: str, right: codes.Code) -> bool:
    return normal(right.code).startswith(normal(stem))


def _unknown(name: str) -> str:
    if not _SHAPE.fullmatch(name):
        return (
            f"“{name[:20]}” is not written like an ICD-10-CM code: a letter, a digit, a digit or "
            "letter, then up to four more after a dot, as in E11.9."
        )
    swapped = name[0] + name[1:].replace("O", "0").replace("I", "1").replace("L", "1")
    if swapped != name and _exists(swapped):
        return f"{name} is not an ICD-10-CM code: check letters that look like digits (O and 0)."
    stem = next((name[:cut] for cut in range(len(name) - 1, 2, -1) if _exists(name[:cut])), "")
    if stem and codes.lookup(stem).seventh:
        return (
            f"{name} is not an ICD-10-CM code. A 7th character belongs in seventh place, with X "
            "in each empty place before it."
        )
    return f"{name} is not in this year's ICD-10-CM: check every character in the Tabular List."


def _exists(code: str) -> bool:
    try:
        codes.lookup(code)
    except codes.UnknownCode:
        return False
    return True
