"""Find the phrases that may answer a question and put their families in order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations

from chartroom.codes import store
from chartroom.codes.searchquery import Meaning, Question, Slot

_MOST = 220
_ENOUGH = 12
#: Words in parentheses that weigh less than this ("infection") do not name a phrase on their own.
_TELLING = 5.5
_COLUMNS = (
    "p.family, p.code, p.kind, p.shown, p.own, p.optional, p.context, p.weight, p.level, "
    "p.facets, p.place"
)
_KIND = {"index": 1.07, "synonym": 1.07, "title": 1.0, "inclusion": 1.0, "header": 0.985}
#: Words that make a condition another one. Phrases with them are put back unless the question has
#: one of the words after the colon.
_UNASKED = {
    "sequel": (0.8, ""),
    "histor": (0.8, "past previous former prior"),
    "famil": (0.85, "mother father sister brother parent"),
    "newborn": (0.75, "baby bab infant neonat neon birth"),
    "neonat": (0.75, "baby bab infant newborn birth"),
    "perinat": (0.75, "baby bab infant newborn neonat birth"),
    "matern": (0.8, "pregn mother obstetr"),
    "pregn": (0.72, "gestation matern obstetr labor delivery trimester antepart prenat partum"),
    "childbirth": (0.72, "pregn labor deliver obstetr"),
    "puerperium": (0.72, "postpart pregn obstetr puerper"),
    "trimester": (0.8, "pregn"),
    "congenit": (0.88, "birth born"),
    "screening": (0.85, ""),
    "poison": (0.85, "overdos toxic ingest"),
    "underdos": (0.8, ""),
    "advers": (0.88, "reaction effect"),
    "assault": (0.8, "attack beat violence"),
    "self": (0.85, "suicid intention"),
    "undetermin": (0.8, ""),
    "situ": (0.85, ""),
    "obstruct": (0.85, "blockag blocked block"),
    "elsewher": (0.9, ""),
    "other": (0.95, ""),
    "drug": (0.9, "medicin medication substanc"),
    "postprocedur": (0.85, "surg operat postoperat post"),
    "complic": (0.93, ""),
    "second": (0.93, ""),
    "open": (0.95, "compound"),
    "militar": (0.8, "war"),
    "remission": (0.9, ""),
    "vaccin": (0.6, "immun shot booster"),
    "juvenil": (0.9, "child pediatr"),
    "tubercul": (0.85, "tb"),
    "syphil": (0.85, ""),
    "gonococc": (0.85, "gonorrhea"),
}


@dataclass(frozen=True, slots=True)
class Match:
    """A family and the phrase that speaks best for it."""

    family: int
    code: str
    kind: str
    shown: str
    score: float
    label: str
    exact: bool


def rank(question: Question) -> tuple[list[Match], list[Match]]:
    """Return the families that answer a question, best first, and headers it names exactly."""
    best: dict[int, Match] = {}
    headers: dict[str, Match] = {}
    titles: set[int] = set()
    for row in _candidates(question):
        match = _score(question, row)
        if match.kind == "header" and match.exact:
            headers.setdefault(match.code, match)
        if match.kind == "title" and match.exact:
            titles.add(match.family)
        before = best.get(match.family)
        if before is None or _order(match) < _order(before):
            best[match.family] = match
    for family in titles:  # the title says it all: no need to name another source
        best[family] = replace(best[family], kind="title", label="")
    return sorted(best.values(), key=_order), sorted(headers.values(), key=_order)


def _order(match: Match) -> tuple:
    return (-round(match.score, 6), match.family, match.code, match.shown)


def _candidates(question: Question) -> list[tuple]:
    """Return rows that hold all parts of the question; if there are few, all but one or two."""
    slots = [slot for slot in question.slots if not slot.soft]
    rows: dict[int, tuple] = {}
    if not slots:
        return []
    _fetch(rows, "{own}: (" + _all_of(slots) + ")", _MOST)
    _fetch(rows, _all_of(slots), _MOST)
    slots = sorted(slots, key=lambda slot: -slot.weight)[:6]
    if len(slots) > 1:  # the best phrases of each part, whatever the other parts bring
        for slot in slots[:4]:
            _fetch(rows, "{own}: (" + _all_of([slot]) + ")", 25)
    keep = len(slots) - 1
    while keep >= 1 and len({row[0] for row in rows.values()}) < _ENOUGH:
        for some in combinations(slots, keep):
            _fetch(rows, "{own}: (" + _all_of(some) + ")", 90)
            if keep > 1:
                _fetch(rows, _all_of(some), 60)
        keep -= 1
    return list(rows.values())


def _fetch(rows: dict[int, tuple], match: str, limit: int) -> None:
    found = store.connect().execute(
        f"SELECT p.id, {_COLUMNS} FROM search_fts f JOIN search_phrase p ON p.id = f.rowid "
        "WHERE search_fts MATCH ? ORDER BY f.rowid LIMIT ?",
        (match, limit),
    )
    for row in found:
        rows.setdefault(row[0], row[1:])


def _all_of(slots) -> str:
    return " AND ".join(f"({' OR '.join(map(_together, slot.meanings))})" for slot in slots)


def _together(meaning: Meaning) -> str:
    # A stem is made of letters, digits and dots; in quotes none of it is an operator.
    return "(" + " AND ".join(f'"{stem}"' for stem in meaning.stems) + ")"


def _score(question: Question, row: tuple) -> Match:
    family, code, kind, shown, own, optional, context, weight, level, facets, place = row
    covered = total = 0.0
    used: set[str] = set()
    extra: set[str] = set()
    label = ""
    for slot in question.slots:
        value, way = _fit(slot, own, optional, context)
        if slot.facet and value < 1:
            offered = _offers(slot.facet, facets, own)
            value, way = (offered, None) if offered > value else (value, way)
        total += slot.weight
        covered += slot.weight * value
        if way is not None and value > 0:
            used.update(_said(slot, value, own))
            extra.update(stem for stem in way.stems if f" {stem} " in optional)
            if way.label and " = " in way.label:
                label = way.label
    cover = covered / total if total else 0.0
    # A phrase named only by its words in parentheses ("pink eye") is named all the same.
    said = sum(question.weights.get(stem, 0.0) for stem in used)
    if not used:
        other = sum(question.weights.get(stem, 0.0) for stem in extra)
        said = other if other >= _TELLING else 0.0
    precise = min(1.0, said / weight) if weight else 0.0
    score = cover * cover * (0.5 + 0.5 * precise) * _KIND[kind] * (1 + 0.05 * level - 0.02 * place)
    if cover > 0.9 and precise > 0.99:
        score *= 1.08
    asked = question.known
    for stem in own.split():
        unasked = _UNASKED.get(stem)
        if unasked and stem not in asked and not asked.intersection(unasked[1].split()):
            score *= unasked[0]
    if code[0] in "VWXY" and kind not in ("index", "synonym"):
        score *= 0.95
    return Match(family, code, kind, shown, score, label, cover > 0.97 and precise > 0.97)


def _said(slot: Slot, value: float, own: str) -> set[str]:
    """Return the words of a phrase that any fitting meaning of a part of the question says."""
    said: set[str] = set()
    for way in slot.meanings:
        found = {stem for stem in way.stems if f" {stem} " in own}
        if found and way.quality * sum(way.parts[stem] for stem in found) >= 0.9 * value:
            said |= found
    return said


def _offers(facet: str, facets: str, own: str) -> float:
    """Say how well a family answers a side, trimester or 7th character asked for.

    A family that tells no sides apart (H26.9, unspecified cataract) answers in part.
    """
    if facet[0] == "7":
        return float(any(f" 7{char} " in facets for char in facet[1:]))
    if f" {facet} " in facets:
        return 1.0
    told = " r " in facets or " l " in facets or " right " in own or " left " in own
    if facet == "b":
        return 0.9 if " r " in facets else 0.0
    return 0.0 if told or facet[0] == "t" else 0.6


def _fit(slot: Slot, own: str, optional: str, context: str) -> tuple[float, Meaning | None]:
    """Return how well a phrase takes in one part of the question, and in which meaning."""
    best, chosen = 0.0, None
    for way in slot.meanings:
        share = 0.0
        for stem in way.stems:
            spaced = f" {stem} "
            part = way.parts.get(stem, 0.0)
            if spaced in own:
                share += part
            elif spaced in optional:
                share += 0.97 * part
            elif spaced in context:
                share += 0.72 * part
        # Half an abbreviation's words ("chronic ... disease") are much less than half of it.
        value = way.quality * (share * share if len(way.stems) > 1 else share)
        if value > best:
            best, chosen = value, way
    return best, chosen
