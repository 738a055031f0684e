"""The instructions "code first" and "use additional code"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chartroom.codes import references, rules
from chartroom.codes.entries import Entry, NoteGroup
from chartroom.codes.findings import Finding, advice, error

_NEW_LINE = re.compile(r"^(external cause )?codes?\b|^code\(s\)|^cause code", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(if applicable|if known|if present|if necessary|if desired|where applicable|"
    r"when specified|if drug-induced|if radiation-induced)\b|\(if applicable\)",
    re.IGNORECASE,
)
# Instructions that apply to few of the patients who have the code, so that a reminder is noise.
_SELDOM = re.compile(r"\bany\b|tobacco|alcohol|retained foreign body")
_OPEN_ENDED = re.compile(r"\bsuch as\b|\bincluding\b")
_ASKS_NOTHING = re.compile(
    r"\b(if|any|such as|when|associated|complicating|due to|following|known|current)\b"
)


def check(listed: Sequence[Entry], present: Sequence[Entry]) -> list[Finding]:
    """Return instructions not followed.

    Args:
        listed: complete codes in sequence, the principal one first.
        present: the same and stand-ins for incomplete codes, which satisfy an instruction so that
            one slip is not reported twice.
    """
    findings = []
    for place, entry in enumerate(listed):
        findings += _code_first(entry, place, listed, present)
        findings += _use_additional(entry, present)
    return _one_a_pair([*findings, *_weeks(listed, present)])


def _one_a_pair(findings: list[Finding]) -> list[Finding]:
    """Drop a second finding of one kind about the same codes."""
    seen: set[tuple[str, frozenset[str]]] = set()
    kept = []
    for finding in sorted(findings, key=lambda each: each.severity != "error"):
        mark = (finding.kind, frozenset(finding.codes))
        if mark not in seen:
            seen.add(mark)
            kept.append(finding)
    return kept


# ---------------------------------------------------------------- code first


def _code_first(
    entry: Entry, place: int, listed: Sequence[Entry], present: Sequence[Entry]
) -> list[Finding]:
    groups = entry.notes("code-first")
    if not groups or entry.starts(*rules.CODE_FIRST_ELSEWHERE):
        return []
    before = [each for each in present if each in listed[:place] or each not in listed]
    paired = [each for each in listed[place + 1 :] if _asks_for(each, entry)]
    followed = any(_asks_for(each, entry) for each in before)
    if entry.starts("Z3A") and any(each.starts("O", "Z3") for each in before):
        followed = True  # the note names O09-O60, O80-O82; O61-O77 carry weeks as well
    for group in groups:
        targets = _targets(group.texts)
        if any(_named(each, targets) for each in before):
            followed = True
        elif after := [each for each in listed[place + 1 :] if _named(each, targets)]:
            found = _out_of_order(entry, place, group, after[0], after[0] in paired, listed)
            if found and not followed:
                return found
            followed = True
    if followed:
        return []
    if paired:
        return _out_of_order(entry, place, groups[0], paired[0], True, listed)
    return _missing_first(entry, place, groups[0], listed)


def _out_of_order(
    entry: Entry,
    place: int,
    group: NoteGroup,
    etiology: Entry,
    paired: bool,
    listed: Sequence[Entry],
) -> list[Finding]:
    words = " ".join(group.texts)
    if _OPEN_ENDED.search(words) and not paired:
        if _diseases(listed[:place]):
            return []  # another code before it may be the cause
        if _CONDITION.search(words) and place > 0:
            return [_order(advice, entry, etiology)]
    if place == 0 and (rules.is_manifestation(entry) or rules.never_first(entry)):
        return []  # the principal diagnosis is reported, see sequence.py
    if entry.starts("Z91.14"):  # its note says "if applicable": both may be there and unrelated
        return [_order(advice, entry, etiology)]
    return [_order(error, entry, etiology)]


def _order(make, entry: Entry, etiology: Entry) -> Finding:
    return make(
        "code-first",
        (entry.code, etiology.code),
        f'{entry.code} has the note "Code first" and {etiology.code} is one of the codes it names: '
        f"list {etiology.code} before {entry.code}.",
        "I.A.13",
    )


def _missing_first(
    entry: Entry, place: int, group: NoteGroup, listed: Sequence[Entry]
) -> list[Finding]:
    if place == 0 and (rules.is_manifestation(entry) or rules.never_first(entry)):
        return []  # the principal diagnosis is reported, see sequence.py
    words = " ".join(group.texts)
    names_codes = bool(_targets(group.texts))
    certain = names_codes and not _ASKS_NOTHING.search(words) and not words.startswith(",")
    causal = entry.starts(*rules.NEVER_WITHOUT_CAUSE)
    alone = not _diseases(listed[:place])
    if (certain and not entry.starts(*rules.SOMETIMES_ALONE)) or (
        alone and (causal or rules.is_manifestation(entry))
    ):
        make = error
    elif names_codes and rules.is_manifestation(entry):
        make = advice
    else:
        return []
    return [
        make(
            "code-first",
            (entry.code,),
            f'{entry.code} ({entry.title}) has the note "Code first {_short(words)}": list that '
            "condition before it.",
            "I.A.13",
        )
    ]


def _diseases(before: Sequence[Entry]) -> list[Entry]:
    """Return the codes that can be a cause: not symptoms, external causes or Z codes."""
    return [each for each in before if each.chapter not in (18, 20, 21)]


# ------------------------------------------------------------ use additional


def _use_additional(entry: Entry, present: Sequence[Entry]) -> list[Finding]:
    findings = []
    others = [each for each in present if each is not entry]
    for group in entry.notes("use-additional"):
        certain = rules.certain_addition(group.owner)
        high_up = group.owner_kind in ("chapter", "block")
        if high_up and not certain and group.owner not in rules.REMIND_ANYWAY:
            continue
        for words, targets in _parts(group):
            if not targets or any(_named(each, targets) for each in others):
                continue
            if "(BMI)" in words and any(each.chapter == 15 for each in others):
                continue  # not coded during pregnancy, I.C.21.c.3
            accepted = rules.ALSO_ACCEPTED.get(group.owner.split(".")[0], ())
            if accepted and any(each.starts(*accepted) for each in others):
                continue
            if certain and " any acquired " not in words:
                make, guideline = error, certain
            elif _useful(entry, group, words, others):
                make, guideline = advice, "I.A.17" if "code also" in words else "I.A.13"
            else:
                continue
            findings.append(
                make(
                    "use-additional",
                    (entry.code,),
                    f'{entry.code} ({entry.title}) has the note "Use additional {_short(words)}": '
                    "add the code for it" + ("." if make is error else " if the record tells it."),
                    guideline,
                )
            )
    return findings


def _parts(group: NoteGroup) -> list[tuple[str, list[references.Target]]]:
    """Split the lines of a note into its instructions: each begins with "code"."""
    parts: list[list[str]] = []
    for text in group.texts:
        if not parts or _NEW_LINE.match(text):
            parts.append([])
        parts[-1].append(text)
    return [(" ".join(lines), _targets(lines)) for lines in parts]


def _useful(entry: Entry, group: NoteGroup, words: str, others: Sequence[Entry]) -> bool:
    """Say whether to remind of an instruction that the record may or may not call for."""
    title = entry.title.lower()
    if group.owner.startswith(rules.REMIND_ANYWAY):
        return True
    if "adverse effect" in words:
        drugs = any(each.starts(*rules.DRUG_CODES) for each in others)
        return not drugs and ("drug" in title or entry.starts(*rules.DRUG_INDUCED))
    if "alcohol" in words and "alcohol" in title:
        return True
    return not (_CONDITION.search(words) or _SELDOM.search(words))


def _weeks(listed: Sequence[Entry], present: Sequence[Entry]) -> list[Finding]:
    """Remind of the week of pregnancy, which chapter 15 asks for "if applicable [...] if known"."""
    pregnant = next((each for each in listed if each.starts(*rules.HAS_WEEKS)), None)
    if pregnant is None or any(each.starts("Z3A") for each in present):
        return []
    return [
        advice(
            "use-additional",
            (pregnant.code,),
            f"{pregnant.code} ({pregnant.title}): chapter 15 asks for an additional code from Z3A "
            "for the week of the pregnancy if the record tells it.",
            "I.C.21.c.11",
        )
    ]


# ------------------------------------------------------------------- helpers


def _targets(texts: Sequence[str]) -> list[references.Target]:
    """Return what the lines of a note name."""
    return [target for text in texts if (target := references.parse(text))]


def _named(entry: Entry, targets: Sequence[references.Target]) -> bool:
    """Say whether a code, or one below an incomplete code, is among those a note names."""
    if entry.billable:
        return any(entry in target for target in targets)
    return any(
        low <= entry.last and entry.number <= high
        for target in targets
        for low, high in target.spans
    )


def _asks_for(etiology: Entry, manifestation: Entry) -> bool:
    """Say whether the first code has a "use additional" note that names the second."""
    return names(etiology, "use-additional", manifestation)


def names(holder: Entry, kind: str, other: Entry) -> bool:
    """Say whether a code's own or category's notes of one kind name another code.

    Notes that name a whole chapter ("code to identify drug, T36-T50") do not count.
    """
    return any(
        other in target and target.size < 4000
        for group in holder.notes(kind)
        if group.owner_kind in ("category", "code")
        for target in _targets(group.texts)
    )


def _short(words: str, most: int = 110) -> str:
    """Cut the words of a note to a length that fits a sentence."""
    words = words.strip(" ,:.")
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0].rstrip(" ,:(") + " …"
