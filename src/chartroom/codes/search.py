"""Search the code set in the words of clinicians, coders and everybody else.

The answer is a list of codes, best first. Codes that differ only in side, trimester or 7th
character share the places: the unspecified form, right and left of each condition are shown, with
the 7th character the question asks for (A, initial encounter, if it asks for none).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chartroom.codes import searchquery, searchrank

_CODE = re.compile(r"[A-Z]\d[0-9A-Z](?:\.?[0-9A-Z]{1,4})?[.-]*", re.IGNORECASE)
#: Adverse effects, poisonings and long-term use: a drug's name leads to its own.
_DRUG_CODES = (*(f"T{number}" for number in range(36, 51)), "Z79")
_WEEKS = re.compile(r"\b(\d{1,2})(?:[ ./]?\d/7)?[ -]?w(?:ee)?k?s?(?:[ ,]*(\d) ?d(?:ays?)?)?\b")
_PREGNANT = re.compile(r"pregnan|gestation|gravid|\bega?\b|\bga\b|\biup\b|\bob\b|along")
_PREGNANT_WORDS = re.compile(
    r"pregnan\w*|gestation\w*|gravid\w*|\b(?:of|with|at|is|she|ega?|ga|iup|ob|along|intrauterine)\b"
)
_TOKEN = re.compile(r"[A-Za-z0-9.]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer.

    Attributes:
        code: with its dot.
        title: the full title.
        why: what matched: "title", "inclusion term: ...", "index: ..." or "synonym: ...".
    """

    code: str
    title: str
    why: str


def search(text: str, limit: int = 10) -> list[Hit]:
    """Return codes for a diagnosis, symptom, injury or reason for a visit, best first.

    Args:
        text: what someone would type: words in any order, abbreviations, misspellings, or a code
            or its beginning.
        limit: how many codes at most; 0 or less gives none.

    Returns:
        Up to ``limit`` hits; none if nothing in the text can be found.

    Raises:
        TypeError: ``text`` is not a string or ``limit`` not a whole number.
    """
    if not isinstance(text, str):
        raise TypeError(f"search() takes text, such as 'heart attack', not {type(text).__name__}.")
    if not isinstance(limit, int) or isinstance(limit, bool):
        raise TypeError(f"limit is a whole number, such as 10, not {type(limit).__name__}.")
    if limit < 1:
        return []
    reasons: dict[str, str] = {}
    for code in _typed_codes(text, limit):
        reasons.setdefault(code, "title")
    if not (reasons and _CODE.fullmatch(text.strip())):
        weeks, rest = _weeks(text[:400].lower())
        if weeks and not rest:
            reasons.setdefault(weeks, "title")
        if rest:
            _by_drugs(rest, limit, reasons) or _by_words(rest, limit, reasons)
        if weeks:  # they go with a condition of pregnancy, after it
            ahead = [code for code in reasons if code != weeks][: 2 if rest else 0]
            reasons = {code: reasons.get(code, "title") for code in [*ahead, weeks, *reasons]}
    chosen = list(reasons)[:limit]
    titles = _titles(chosen)
    return [Hit(code, titles[code], reasons[code]) for code in chosen]


def _weeks(text: str) -> tuple[str, str]:
    """Return the code for the weeks of gestation a text names and what else it says.

    The code is "" if the text names no weeks or not those of a pregnancy.
    """
    found = _WEEKS.search(text)
    if not found or re.search(r"\bold\b|newborn|baby|infant|prematur|preterm", text):
        return "", text
    left = _WEEKS.sub(" ", text)
    rest = " ".join(_TOKEN.findall(_PREGNANT_WORDS.sub(" ", left)))
    if rest and not (_PREGNANT.search(left) or found[2]):
        return "", left  # how long it has lasted says nothing
    weeks = int(found[1])
    code = "Z3A.01" if weeks < 8 else "Z3A.49" if weeks > 42 else f"Z3A.{weeks:02d}"
    return code, f"{rest} pregnancy" if rest else ""


def _by_drugs(text: str, limit: int, reasons: dict[str, str]) -> bool:
    """Add the codes of the drugs a text names, and say whether it names any.

    What an adverse effect did, or a drug is for, comes before the drug; what a poisoning did, after
    it (guideline I.C.19.e.5).
    """
    from chartroom.codes import searchdrugs

    drugs = searchdrugs.read(text)
    if drugs is None:
        return False
    own = {code: f"synonym: {shown}" for code, shown in drugs.codes}
    other: dict[str, str] = {}
    first = 0
    if drugs.happened == "6":
        _by_words(drugs.general, limit, other, least=0.45)
    elif drugs.happened == "":
        # A phrase of the index ("insulin pump", "flu shot") says more than the drug alone.
        first = 3 if drugs.indexed and _exact(text) else 0
        if first or not drugs.rest:
            _by_words(text, limit, other, least=0.4)
    if drugs.rest and not other:
        _by_words(drugs.rest, limit, other, hint=drugs.hint, least=0.4)
        other = {code: why for code, why in other.items() if not code.startswith(_DRUG_CODES)}
        first = 1 if drugs.happened in ("", "5", "5T", "Z") else 0
    ahead = list(other)[:first]
    for code in [*ahead, *list(own)[:1], *list(other)[:3], *own, *other]:
        reasons.setdefault(code, own.get(code) or other[code])
    return True


def _exact(text: str) -> bool:
    from chartroom.codes import searchquery, searchrank

    matches, _ = searchrank.rank(searchquery.understand(text))
    return bool(matches and matches[0].exact)


def _by_words(
    text: str, limit: int, reasons: dict[str, str], hint: str = "", least: float = 0.0
) -> None:
    """Add the codes that the words lead to."""
    # Loaded at the first question, so that importing this module costs next to nothing.
    from chartroom.codes import searchquery, searchrank

    question = searchquery.understand(text)
    if hint:
        searchquery.hint(question, hint)
    matches, headers = searchrank.rank(question)
    matches = [match for match in matches if match.score >= least]
    if not matches:
        return
    top = matches[0].score
    matches = [match for match in matches if match.score >= 0.25 * top][: limit * 2]
    members = _members([match.family for match in matches])
    later: list[tuple[str, str]] = []
    place = max(1, limit - 1)
    for number, match in enumerate(matches):
        why = _why(match)
        codes = _ordered(members[match.family], match, question)
        # A condition close to the best shows its sides, the others only their default.
        several = 4 if number == 0 else 3 if match.score > 0.88 * top else 1
        if question.side:
            several = 2 if number == 0 else 1
        for code in codes[:several]:
            reasons.setdefault(code, why)
        later += [(code, why) for code in codes[several:]]
    for header in headers[:1]:
        ahead = list(reasons.items())
        if header.code not in reasons:
            ahead.insert(place, (header.code, "title"))
            reasons.clear()
            reasons.update(ahead)
    for code, why in later:
        reasons.setdefault(code, why)


def _members(families: list[int]) -> dict[int, list[list[str]]]:
    from chartroom.codes import store

    marks = ",".join("?" * len(families))
    rows = store.connect().execute(
        f"SELECT id, members FROM search_family WHERE id IN ({marks})", families
    )
    return {number: [one.split("/") for one in text.split()] for number, text in rows}


def _ordered(
    members: list[list[str]], match: searchrank.Match, question: searchquery.Question
) -> list[str]:
    """Return the billable codes of a family: as asked, else unspecified, right, left."""

    sides = {facet for _, facet, _ in members}
    # Both sides are two codes where there is no bilateral one.
    wanted = {"r", "l"} if question.side == "b" and "b" not in sides else {question.side}

    def order(member: list[str]) -> tuple[int, int]:
        code, facet, _ = member
        if question.side and facet in wanted:
            return (0, 0)
        if match.kind in ("index", "synonym") and match.code.startswith(code):
            return (1, 0)
        return (2, {"": 0, "u": 0, "tu": 0}.get(facet, 1))

    ranked = sorted(members, key=lambda member: (order(member), member[0]))
    return [_extended(code, sevenths, question, match) for code, _, sevenths in ranked]


def _extended(
    code: str, sevenths: str, question: searchquery.Question, match: searchrank.Match
) -> str:
    """Return a code with the 7th character asked for, or A, or 0, or the first it takes."""
    if not sevenths:
        return code
    wanted = question.sevenths
    if match.code.startswith(code) and len(match.code) == 8:
        wanted = match.code[7] + wanted
    char = next((each for each in wanted + "A0" if each in sevenths), sevenths[0])
    dotted = code if "." in code else f"{code}."
    return dotted.ljust(7, "X") + char


def _why(match: searchrank.Match) -> str:
    if match.kind in ("index", "synonym"):
        return f"{match.kind}: {match.shown}"
    if match.label:
        return f"synonym: {match.label}"
    if match.kind == "inclusion":
        return f"inclusion term: {match.shown}"
    return "title"


def _typed_codes(text: str, limit: int) -> list[str]:
    """Return the codes written in a text; for a header or a beginning, the codes below it.

    Within other words only what cannot be a word is a code: "N18.31", "E1122", not "B12".
    """
    from chartroom.codes import form

    whole = text.strip()
    if _CODE.fullmatch(whole):
        return _at_or_below(form.tidy(whole), limit)
    found: list[str] = []
    for token in _TOKEN.findall(text[:400])[:20]:
        token = token.strip(".")
        if len(token) > 4 and _CODE.fullmatch(token):
            found += _at_or_below(form.tidy(token), limit)
    return found


def _at_or_below(start: str, limit: int) -> list[str]:
    """Return a code, or the billable codes below a header or a beginning and then the header."""
    from chartroom.codes import store

    rows = store.connect().execute(
        "SELECT code, billable FROM code WHERE code >= ? AND code < ? "
        "AND kind IN ('category', 'code') ORDER BY code LIMIT 8000",
        (start, start + "\x7f"),
    )
    found = rows.fetchall()
    billable = [code for code, is_billable in found if is_billable]
    firsts = [code for code in billable if len(code) < 8 or code[7] in "A0"] or billable
    header = [start] if found and not found[0][1] and found[0][0] == start else []
    if header:  # the code the header stands for when nothing more is known comes first
        families = store.connect().execute(
            "SELECT family FROM search_phrase WHERE code = ? AND kind = 'header'", (start,)
        )
        default = {
            member[0]
            for members in _members([row[0] for row in families]).values()
            for member in members
        }
        firsts.sort(
            key=lambda code: code[:7].rstrip("X").rstrip(".") not in default and code not in default
        )
    return firsts[: limit - len(header)] + header


def _titles(codes: list[str]) -> dict[str, str]:
    from chartroom.codes import store

    marks = ",".join("?" * len(codes))
    rows = store.connect().execute(f"SELECT code, title FROM code WHERE code IN ({marks})", codes)
    return dict(rows.fetchall())
