"""Read drug names, and what happened with the drug, as the Table of Drugs asks for it.

The 5th or 6th character of T36-T50 says it: 1 poisoning by accident, 2 intentional self-harm,
3 assault, 4 undetermined, 5 adverse effect, 6 underdosing. A poisoning whose intent nobody states
is coded as accidental (guideline I.C.19.e.5.b and the note at T36-T50).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from chartroom.codes import searchdata, searchspell, searchtext, store

_MOST_LETTERS = 400
#: Questions about the use of a substance, its level or its lack, not about harm done by it.
_ELSEWHERE = re.compile(
    r"\b(abus\w*|dependen\w*|addict\w*|disorder|withdrawal|intoxicat\w*|resistan\w*|receptor|"
    r"deficien\w*|screen\w*|pumps?|newborn|remission|vaccination|immunization|prophyla\w*|"
    r"low|encounter for|counseling|injector|history|exposure|drunk|kidney stones?)\b"
)
_ALLERGY = re.compile(r"\ballerg(?:y|ic|ies)\b")
_REACTION = re.compile(r"\b(reaction|rash|hives|anaphyla\w*|shock|swelling|angioedema)\b")
# What happened: the first pattern found decides. A self-harm word turns a poisoning into 2, but
# "intentional" with an underdosing word stays underdosing.
_HAPPENED = (
    ("6", r"underdos\w*|under dos\w*|non[\s-]?complian\w*|non[\s-]?adheren\w*|not (?:been )?taking|"
          r"(?:stopp?ed|stops|stopping|quits?|quitting|forg[eo]t\w*|skip\w*|miss\w*|isnt|doesnt|"
          r"didnt|hasnt|refus\w*|wont)(?: \w+){0,3}? (?:take|taking|taken|doses?)|"
          r"(?:stopp?ed|stopping|quit|forgot|skipp\w*|skips|missed|off|refuses?)"
          r"(?= (?:\w+ )?DRUG)|(?:ran|run|running|runs) out(?: of)?|too little|"
          r"less than prescribed|half (?:the|her|his) dose|taking less|cant afford|can not afford|"
          r"cannot afford|unable to afford|cutting back|too expensive|ration\w*|splitting"),
    ("2", r"suicid\w*|(?<!un)intentional\w*|on purpose|self[\s-]?harm\w*|deliberate\w*|"
          r"(?:to|wants?|tried|trying) (?:to )?(?:kill|end|hurt|harm)\b(?: \w+)?"),
    ("3", r"assault\w*|homicid\w*|(?:secretly |was )?given by (?:another|someone|stranger)|"
          r"drugged"),
    ("4", r"undetermined|intent unknown|unknown intent"),
    ("1", r"accident\w*|unintentional\w*|by mistake|mistake\w*|in error|poison\w*|"
          r"over[\s-]?dos\w*|\bod(?:ed)?\b|ingest\w*|swallow\w*|too much|too many|double dose|"
          r"extra|wrong \w+|got into|ate\b|drank"),
    ("5T", r"toxicity|toxic"),
    ("5", r"adverse\w*|side[\s-]effects?|reaction|induced|due to|caused by|cause[sd]?|from|"
          r"secondary to|after|related|intoleran\w*|associated with|correctly|properly taken"),
    ("Z", r"long[\s-]?term|current use|currently|chronic use|taking|takes|\bon\b|therapy|"
          r"maintenance|daily|uses?\b|regimen"),
)  # fmt: skip
_PATTERNS = tuple((mark, re.compile(rf"\b(?:{pattern})")) for mark, pattern in _HAPPENED)
#: What to show for each, the best first.
_SHOWN = {
    "1": "124365", "2": "2143", "3": "314", "4": "4123", "5": "516", "5T": "5162", "6": "65",
    "Z": "Z516", "": "516Z", "A": "8516",
}  # fmt: skip
_EMPTY = ("other", "and", "drugs", "agents", "derivatives", "unspecified", "systemic")
_VACCINE = ("T50.A", "T50.B", "T50.Z")  # a shot named alone is one to be given: Z23
#: Words that say nothing beside a drug.
_REST = re.compile(
    r"took|takes?|taken|taking|dos(?:e|es|age|ing)|pills?|tab(?:let)?s?|meds?|medications?|"
    r"medicines?|drugs?|prescribed|prescription|effects?|of|much|many|too|attempt(?:ed)?|drops?|"
    r"bottle|mg|ml|levels?|high|initial|subsequent|sequelae?|encounter|alleged|used?|long|term|"
    r"current|given|known"
)
#: Allergy status (not a present reaction) by drug class.
_STATUS = (
    ("T36.0", "Z88.0"), ("T36", "Z88.1"), ("T37.0", "Z88.2"), ("T37", "Z88.3"), ("T41", "Z88.4"),
    ("T40", "Z88.5"), ("T39", "Z88.6"), ("T50.A", "Z88.7"), ("T50.B", "Z88.7"), ("T", "Z88.8"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drugs:
    """The drugs a question names.

    Attributes:
        codes: billable codes with the words to show for each, best first.
        happened: "1" to "6" as in the codes, "5T" toxicity, "Z" long-term use, "A" allergy, or ""
            if the question does not say.
        rest: what else the question says ("cough").
        general: the question with "medication" for the drug, for questions about not taking it.
        hint: the drug, its class and what its harm is called in the index.
        indexed: the drug's own name is among the words of the index.
    """

    codes: tuple[tuple[str, str], ...]
    happened: str
    rest: str
    general: str
    hint: str
    indexed: bool


def read(text: str) -> Drugs | None:
    """Return the drugs a question names, or None if it names none or is not about their effect."""
    words = searchtext.words(text[:_MOST_LETTERS])
    named = _named(words)
    if not named:
        return None
    plain = " ".join(words)
    if _ELSEWHERE.search(plain):
        return None
    inside = {at for start, size, _, _ in named for at in range(start, start + size)}
    marked = " ".join("DRUG" if at in inside else word for at, word in enumerate(words))
    happened, left = _happened(marked)
    allergy = _ALLERGY.search(marked)
    if allergy and happened in ("", "5"):
        happened = "5" if _REACTION.search(marked) else "A"
        left = _ALLERGY.sub(" ", left)
    if happened == "Z" and not any(long for *_, (_, _, long) in named):
        return None
    if happened == "" and all(
        each.startswith(_VACCINE) for *_, (_, starts, _) in named for each in starts
    ):
        return None
    rest = " ".join(
        word
        for word in left.replace("DRUG", " ").split()
        if word not in searchtext.STOP and not _REST.fullmatch(word)
    )
    found = _codes(named, happened, plain)
    hint = " ".join(name for *_, (name, _, _) in named) + " " + _class_words(found)
    chemotherapy = all(start == "T45.1X" for *_, (_, starts, _) in named for start in starts)
    hint += " chemotherapy" if chemotherapy else " drug"
    general = re.sub(r"(?:DRUG ?)+", "medication ", marked).strip()
    indexed = all(searchspell.known(words[at]) for at in inside)
    return Drugs(tuple(found.items()), happened, rest, general, hint, indexed)


def _happened(marked: str) -> tuple[str, str]:
    """Return what happened and the text without the words that say it."""
    happened, left = "", marked
    for mark, pattern in _PATTERNS:
        if pattern.search(left):
            happened = happened or mark
            left = pattern.sub(" ", left)
    return happened, left


def _codes(named: list[tuple], happened: str, plain: str) -> dict[str, str]:
    extension = "S" if "sequela" in plain else "D" if "subsequent" in plain else "A"
    found: dict[str, str] = {}  # code -> drug
    for want in _SHOWN[happened]:
        for *_, (name, classes, long) in named:
            for start in classes:
                for code in _one(want, start, long, extension):
                    found.setdefault(code, name)
    titles = dict(
        store.connect()
        .execute(
            f"SELECT code, title FROM code WHERE billable AND code IN ({_marks(found)})",
            list(found),
        )
        .fetchall()
    )
    return {code: f"{name} = {_class(titles[code])}" for code, name in found.items()
            if code in titles}  # fmt: skip


def _one(want: str, start: str, long: tuple[str, ...], extension: str) -> list[str]:
    if want == "Z":
        return [code for code in long if not code.startswith("T")]
    if want == "8":
        return [next(status for prefix, status in _STATUS if start.startswith(prefix))]
    return [f"{start}{want}".ljust(7, "X") + extension]


def _class(title: str) -> str:
    words = re.sub(r",? (?:initial|subsequent) encounter$|, sequela$", "", title)
    words = re.sub(r", (?:accidental|intentional|assault|undetermined).*$", "", words)
    return re.sub(r"^(?:Poisoning by|Adverse effect of|Underdosing of) ", "", words)


def _class_words(found: dict[str, str]) -> str:
    """Return the name of a drug's class, unless it is a long one: "anticoagulants"."""
    named = [shown.partition(" = ")[2] for code, shown in found.items() if code[0] == "T"]
    words = [
        each for name in dict.fromkeys(named) if len(name.split()) < 6 for each in name.split()
    ]
    return " ".join(each for each in words if each.isalpha() and each not in _EMPTY)


def _marks(some) -> str:
    return ",".join("?" * len(some))


def _named(words: list[str]) -> list[tuple[int, int, None, tuple]]:
    """Return (start, number of words, None, drug) for each drug named, in order."""
    table = _table()
    stems = [searchtext.stem(word) for word in words]
    found = []
    at = 0
    while at < len(stems):
        for size in (3, 2, 1):
            drug = table.get(tuple(stems[at : at + size])) if at + size <= len(stems) else None
            if drug is None and size == 1:
                drug = _misspelled(words[at])
            if drug:
                found.append((at, size, None, drug))
                at += size - 1
                break
        at += 1
    return found


def _misspelled(word: str) -> tuple | None:
    """Return the one drug whose name is a slip or two from an unknown word."""
    if len(word) < 6 or not word.isalpha() or searchtext.stem(word) in searchtext.STOP:
        return None
    if searchspell.known(word):
        return None
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    close = extractOne(word, _names(), scorer=OSA.distance, score_cutoff=2 if len(word) > 8 else 1)
    return _table()[(searchtext.stem(close[0]),)] if close else None


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, ...], tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Return name (as stems) -> (name, classes, long-term use codes)."""
    return {
        tuple(searchtext.stem(word) for word in searchtext.words(name)): (name, classes, long)
        for names, classes, long in searchdata.drugs()
        for name in names
    }


@lru_cache(maxsize=1)
def _names() -> tuple[str, ...]:
    return tuple(
        word
        for names, _, _ in searchdata.drugs()
        for name in names
        for word in searchtext.words(name)
        if len(word) > 5 and (searchtext.stem(word),) in _table()
    )
