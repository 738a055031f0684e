"""Understand a question: its words, what they may mean, and the side or stage it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from chartroom.codes import searchtext, store

_MOST_WORDS = 14
_MOST_LETTERS = 400

_SIDES = {
    "right": "r", "rt": "r", "left": "l", "lt": "l", "bilateral": "b", "bilaterally": "b",
    "both": "b",
}  # fmt: skip
_TRIMESTERS = {"first": "1", "second": "2", "third": "3", "1": "1", "2": "2", "3": "3"}
#: Words that only tie others together: they may be said otherwise or left out.
_LINKS = frozenset(
    [
        *(
            "with",
            "unspecified",
            "after",
            "following",
            "caused",
            "cause",
            "causing",
            "resulting",
            "related",
        ),
        *("radiating", "down", "controlled", "uncontrolled", "poorly", "dominant", "nondominant"),
        *("lot", "lots", "coming", "comes", "spell", "spells", "episode", "episodes", "victim"),
        *("day", "days", "today", "year", "years", "yr", "yo", "boy", "girl", "woman", "man"),
    ]
)
#: Words that choose a 7th character, tried in this order against those a code takes.
_SEVENTHS = {
    "sequela": "S", "sequelae": "S", "nonunion": "KP", "malunion": "PQ", "delayed": "G",
    "subsequent": "D", "aftercare": "D", "healing": "D", "healed": "D", "follow": "D",
    "recheck": "D", "open": "B", "compound": "B", "mild": "1", "moderate": "2", "severe": "3",
    "indeterminate": "4", "tophus": "1", "tophi": "1", "tophaceous": "1",
}  # fmt: skip


@dataclass(slots=True)
class Meaning:
    """One way to say a part of the question.

    Attributes:
        stems: words that all belong to it.
        quality: 1 as typed, less for a guessed spelling or another word for it.
        label: what to show when it is not what was typed ("" otherwise).
    """

    stems: tuple[str, ...]
    quality: float = 1.0
    label: str = ""
    weight: float = 0.0
    parts: dict[str, float] = field(default_factory=dict)  # each word's share of the weight


@dataclass(slots=True)
class Slot:
    """One part of the question and its possible meanings.

    A soft slot (a side, an encounter) adds to the score but excludes nothing.
    """

    meanings: list[Meaning]
    weight: float = 0.0
    soft: bool = False
    facet: str = ""


@dataclass(slots=True)
class Question:
    """What search needs to know about a question."""

    slots: list[Slot] = field(default_factory=list)
    side: str = ""
    sevenths: str = ""
    stems: frozenset[str] = frozenset()
    weights: dict[str, float] = field(default_factory=dict)
    known: frozenset[str] = frozenset()  # stems of every meaning, for "is it about that?"


@dataclass(slots=True)
class _Word:
    text: str
    stem: str
    known: bool = True
    guesses: list[Meaning] = field(default_factory=list)

    def could_be(self, stem: str) -> bool:
        return stem == self.stem or any(stem == guess.stems[0] for guess in self.guesses[:2])


def understand(text: str) -> Question:
    """Return the parts of a question, spelling mended and abbreviations written out."""
    question = Question()
    words = [word for word in searchtext.words(text[:_MOST_LETTERS]) if word not in searchtext.STOP]
    words = list(dict.fromkeys(words))[:_MOST_WORDS]
    soft = _facets(words, question)
    plain = [_Word(word, searchtext.stem(word)) for word in words if word not in soft]
    weights = _weights([word.stem for word in plain])
    for word in plain:  # "BMI 42.5" is answered by 42
        if word.stem not in weights and "." in word.stem:
            word.text = word.stem = word.stem.partition(".")[0]
            weights.update(_weights([word.stem]))
    plain = _mended(plain, weights)
    question.slots = _slots(plain)
    for word in soft:
        ways = [Meaning((searchtext.stem(word),))]
        if soft[word] == "b" and word != "bilateral":
            ways.append(Meaning((searchtext.stem("bilateral"),)))
        slot = Slot(ways, soft=True, facet=soft[word])
        question.slots.append(slot)
    question.weights = _weigh(question.slots)
    question.stems = frozenset(word.stem for word in plain) | {
        searchtext.stem(word) for word in soft
    }
    question.known = question.stems | {
        stem for slot in question.slots for way in slot.meanings for stem in way.stems
    }
    return question


def hint(question: Question, words: str, weight: float = 1.0) -> None:
    """Let words of little weight help a question's answers that have one of them."""
    stems = dict.fromkeys(searchtext.stems(words))
    weights = _weights(list(stems))
    ways = [Meaning((stem,), weight=weights[stem], parts={stem: 1.0}) for stem in weights]
    if ways and question.slots:
        question.slots.append(Slot(ways, weight, soft=True))
        question.weights.update(weights)
        question.known = question.known | weights.keys()


def _facets(words: list[str], question: Question) -> dict[str, str]:
    """Find the words that choose among forms of one condition; word -> facet."""
    soft: dict[str, str] = {}
    if "trimester" in words:
        at = words.index("trimester")
        before = _TRIMESTERS.get(words[at - 1]) if at else None
        if before:
            question.side = "t" + before
            soft[words[at - 1]] = soft["trimester"] = question.side
    for at, word in enumerate(words):
        if word in _SIDES and word not in soft:
            question.side = question.side or _SIDES[word]
            soft[word] = _SIDES[word]
        elif word in _SEVENTHS and "without" not in words[max(0, at - 2) : at]:
            question.sevenths += _SEVENTHS[word]
            soft[word] = "7" + _SEVENTHS[word]
        elif word in ("initial", "encounter", "closed"):
            soft[word] = "7A"
        elif word in _LINKS:
            soft[word] = ""
    if "nondominant" in soft and question.side == "r":
        question.side = "rn"
    elif "dominant" in soft and question.side == "l":
        question.side = "ld"
    if len(soft) == len(words):  # nothing else was typed: take the words as they are
        soft.clear()
    return soft


def _weights(stems: Sequence[str]) -> dict[str, float]:
    marks = ",".join("?" * len(stems))
    rows = store.connect().execute(
        f"SELECT stem, weight FROM search_stem WHERE stem IN ({marks})", list(stems)
    )
    return dict(rows.fetchall())


def _mended(plain: list[_Word], known: dict[str, float]) -> list[_Word]:
    """Give unknown words their likely spellings; leave out what cannot be read."""
    from chartroom.codes import searchspell

    meant = _phrase_words([word.stem for word in plain])
    result = []
    for at, word in enumerate(plain):
        if word.stem not in known and word.stem not in meant:
            pair = searchspell.split(word.text)
            if pair:
                result += [_Word(part, searchtext.stem(part)) for part in pair]
                continue
            last = at == len(plain) - 1
            word.known = False
            word.guesses = [
                Meaning((stem,), quality, guess)
                for guess, stem, quality in searchspell.guesses(word.text, last)
            ]
            if not word.guesses and len(plain) > 1:
                continue
        elif word.stem in known and word.stem not in meant:
            word.guesses = [
                Meaning((stem,), quality * 0.9, guess)
                for guess, stem, quality in searchspell.instead(word.text, at == len(plain) - 1)
                if stem != word.stem
            ]
        result.append(word)
    return result


def _phrase_words(stems: Sequence[str]) -> set[str]:
    """Return those stems that occur in the phrases of the synonym table."""
    marks = ",".join("?" * len(stems))
    rows = store.connect().execute(
        f"SELECT stem FROM search_phrase_word WHERE stem IN ({marks})", list(stems)
    )
    return {row[0] for row in rows}


def _slots(plain: list[_Word]) -> list[Slot]:
    """Divide the words into parts, the longest phrases of the synonym table first."""
    firsts = {word.stem for word in plain}
    firsts.update(guess.stems[0] for word in plain for guess in word.guesses[:2])
    marks = ",".join("?" * len(firsts))
    rows = store.connect().execute(
        f"SELECT phrase, meaning, shown FROM search_meaning WHERE first IN ({marks})",
        sorted(firsts),
    )
    table: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for phrase, meaning, shown in rows:
        table.setdefault(tuple(phrase.split()), []).append((meaning, shown))
    for phrase, meaning in _joined(plain).items():
        table.setdefault(phrase, []).append((meaning, ""))
    phrases = sorted(table, key=lambda phrase: (-len(phrase), phrase))
    slots: list[Slot] = []
    at = 0
    while at < len(plain):
        fitting = [phrase for phrase in phrases if _fits(phrase, plain, at)]
        phrase = fitting[0] if fitting else ()
        some = plain[at : at + max(1, len(phrase))]
        ways = [Meaning(tuple(word.stem for word in some))]
        if len(some) == 1:
            ways += some[0].guesses
            if some[0].guesses and not some[0].known:
                del ways[0]
        for meaning, shown in table.get(phrase, ()):
            ways.append(Meaning(tuple(meaning.split()), 0.97, shown))
        slots.append(Slot(ways))
        at += len(some)
    return slots


def _joined(plain: list[_Word]) -> dict[tuple[str, ...], str]:
    """Return neighbors that the code set writes as one word ("club foot")."""
    pairs = {
        searchtext.stem(first.text + second.text): (first.stem, second.stem)
        for first, second in pairwise(plain)
        if first.text.isalpha() and second.text.isalpha()
    }
    return {pairs[stem]: stem for stem in _weights(sorted(pairs))} if pairs else {}


def _fits(phrase: tuple[str, ...], plain: list[_Word], at: int) -> bool:
    return len(plain) - at >= len(phrase) and all(
        plain[at + number].could_be(stem) for number, stem in enumerate(phrase)
    )


def _weigh(slots: list[Slot]) -> dict[str, float]:
    stems = {stem for slot in slots for way in slot.meanings for stem in way.stems}
    weights = _weights(sorted(stems))
    for slot in slots:
        for way in slot.meanings:
            way.weight = sum(weights.get(stem, 0.0) for stem in way.stems)
            whole = way.weight or 1.0
            way.parts = {stem: weights.get(stem, 0.0) / whole for stem in way.stems}
        known = [way.weight for way in slot.meanings if way.weight]
        slot.weight = min(9.0, sum(known) / len(known)) if known else 3.0
        if slot.soft:
            slot.weight = min(slot.weight, 3.0 if slot.facet else 0.7)
        slot.meanings = [way for way in slot.meanings if way.weight or len(slot.meanings) == 1]
    return weights
