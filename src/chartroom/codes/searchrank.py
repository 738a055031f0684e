"""Find the phrases that may answer a question and put their families in order."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from chartroom.codes import store
from chartroom.codes.searchquery import Meaning, Question, Slot

_MOST = 220
_ENOUGH = 12
_COLUMNS = (
    "p.family, p.code, p.kind, p.shown, p.own, p.optional, p.context, p.weight, p.level, p.place"
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
    "elsewher": (0.9, ""),
    "other": (0.95, ""),
    "drug": (0.9, "medicin medication substanc"),
    "postprocedur": (0.85, "surg operat postoperat post"),
    "complic": (0.93, ""),
    "second": (0.93, ""),
    "open": (0.95, "compound"),
    "militar": (0.8, "war"),
    "remission": (0.9, ""),
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
    for row in _candidates(question):
        match = _score(question, row)
        if match.kind == "header" and match.exact:
            headers.setdefault(match.code, match)
        before = best.get(match.family)
        if before is None or _order(match) < _order(before):
            best[match.family] = match
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
    keep = len(slots) - 1
    while len(rows) < _ENOUGH and keep >= 1:
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
    family, code, kind, shown, own, optional, context, weight, level, place = row
    covered = total = 0.0
    used: set[str] = set()
    label = ""
    for slot in question.slots:
        value, way = _fit(slot, own, optional, context)
        total += slot.weight
        covered += slot.weight * value
        if way is not None and value > 0:
            used.update(stem for stem in way.stems if f" {stem} " in own or f" {stem} " in optional)
            if way.label and " = " in way.label:
                label = way.label
    cover = covered / total if total else 0.0
    said = sum(question.weights.get(stem, 0.0) for stem in used)
    precise = min(1.0, said / weight) if weight else 0.0
    score = cover * cover * (0.5 + 0.5 * precise) * _KIND[kind] * (1 + 0.05 * level - 0.02 * place)
    if cover > 0.9 and precise > 0.99:
        score *= 1.08
    asked = question.known
    for stem in own.split():
        unasked = _UNASKED.get(stem)
        if unasked and stem not in asked and not asked.intersection(unasked[1].split()):
            score *= unasked[0]
    if code[0] in "VWXY" and kind != "index":
        score *= 0.95
    return Match(family, code, kind, shown, score, label, cover > 0.97 and precise > 0.97)


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
        value = way.quality * share
        if value > best:
            best, chosen = value, way
    return best, chosen
