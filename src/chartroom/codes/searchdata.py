"""Read the search data: the teaching index, the synonyms, the drugs and the common diagnoses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"
_CODE = re.compile(r"[A-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?-?")
#: A line with more readings than this would only repeat itself.
_MOST_WAYS = 24
_OPTIONAL = re.compile(r"\(([^)]*)\)")


class DataError(ValueError):
    """A line of a search data file cannot be read."""


@dataclass(frozen=True, slots=True)
class Term:
    """One line of the teaching index or one synonym that leads to codes.

    Attributes:
        shown: as a reader sees it: "Infarction, myocardium".
        needed: its words without those in parentheses, in each way the line can be read.
        optional: the words in parentheses, which may be there or not.
        codes: codes or headers it leads to, the default first.
    """

    shown: str
    needed: tuple[str, ...]
    optional: str
    codes: tuple[str, ...]


def index(folder: Path = DATA) -> Iterator[Term]:
    """Yield the lines of the teaching index that carry a code.

    A line is a main term at the margin or a subterm after one "- " a level, then, after a tab,
    its codes. Commas part different words for the same thing. Words in parentheses may be present
    or not.
    """
    for path in sorted((folder / "index").glob("*.tsv")):
        above: list[str] = []
        for where, line in _lines(path):
            text, _, codes = line.partition("\t")
            depth = 0
            while text.startswith("- "):
                text, depth = text[2:], depth + 1
            if depth > len(above):
                raise DataError(f"{where}: a subterm is two levels deeper than the line above it.")
            above = [*above[:depth], text.strip()]
            if codes.strip():
                yield _term(where, above, codes)


def synonyms(folder: Path = DATA) -> tuple[list[Term], dict[str, list[str]]]:
    """Return the synonyms that lead to codes, and those that lead to other words.

    A line is a phrase, a tab, and what it means: codes, or words (alternatives split by "|").
    """
    terms: list[Term] = []
    meanings: dict[str, list[str]] = {}
    for path in sorted((folder / "synonyms").glob("*.tsv")):
        for where, line in _lines(path):
            phrase, tab, meaning = line.partition("\t")
            if not tab or not meaning.strip():
                raise DataError(f"{where}: a synonym needs a tab and what it means.")
            if all(_CODE.fullmatch(each) for each in meaning.split()):
                terms.extend(_term(where, [each], meaning) for each in phrase.split("|"))
            else:
                for each in phrase.split("|"):
                    known = meanings.setdefault(each.strip(), [])
                    known += [other.strip() for other in meaning.split("|")]
    return terms, meanings


def common(folder: Path = DATA) -> dict[str, int]:
    """Return how commonly a diagnosis is coded, 1 (often) to 3 (every day), by code."""
    levels: dict[str, int] = {}
    for where, line in _lines(folder / "common.tsv"):
        level, _, codes = line.partition("\t")
        if level not in ("1", "2", "3"):
            raise DataError(f"{where}: a line begins with 1, 2 or 3 and a tab.")
        levels.update(dict.fromkeys(codes.split(), int(level)))
    return levels


def drugs(
    folder: Path = DATA,
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    """Yield the names of a drug, what its codes begin with, and its codes for long-term use.

    Raises:
        DataError: a line does not have three parts, or a part is not written like codes.
    """
    for where, line in _lines(folder / "drugs.tsv"):
        parts = line.split("\t")
        if len(parts) != 3:
            raise DataError(f"{where}: a drug needs its names, its class and its long-term code.")
        names, classes, long = parts[0].split("|"), parts[1].split(), parts[2].split()
        long = [code for code in long if code != "-"]
        wrong = [code for code in classes + long if not _CODE.fullmatch(code)]
        if wrong or not classes:
            raise DataError(f"{where}: {(wrong or ['nothing'])[0]} is not written like a code.")
        yield tuple(names), tuple(classes), tuple(long)


def _term(where: str, levels: list[str], codes: str) -> Term:
    split = codes.split()
    wrong = [code for code in split if not _CODE.fullmatch(code)]
    if wrong:
        raise DataError(f"{where}: {wrong[0]} is not written like a code.")
    plain = [_OPTIONAL.sub(" ", level).split(",") for level in levels]
    ways = dict.fromkeys(" ".join(" ".join(way).split()) for way in product(*plain))
    return Term(
        shown=", ".join(" ".join(level.split()) for level in levels),
        needed=tuple(ways)[:_MOST_WAYS],
        optional=" ".join(each for level in levels for each in _OPTIONAL.findall(level)),
        codes=tuple(code.rstrip("-") for code in split),
    )


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    if not path.is_file():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield f"{path.name}, line {number}", line.rstrip()
