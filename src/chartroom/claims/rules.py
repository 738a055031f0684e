"""Claim edits: what a payer's computer finds, what it would answer, and what is to be done.

Each rule is one entry of ``RULES``. The numbers of denials are claim adjustment reason codes (X12);
the words are the course's own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from chartroom import codes
from chartroom.claims import policy
from chartroom.claims.records import CMS1500, UB04, Claim, ClaimError, Edit
from chartroom.codes import cpt, form, hcpcs

_MANUAL = "Medicare Claims Processing Manual (Pub. 100-04)"
_LETTERS = "ABCDEFGHIJKL"
_INVALID = ("unknown", "not-billable", "placeholder", "seventh-character", "wrong-date")
_FIRST = ("external-cause-first", "manifestation-first", "unacceptable-principal")

#: What a test returns: place on the form, and the sentence.
Found = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One edit.

    Attributes:
        kind: its name.
        forms: the forms it looks at.
        denial: what the payer answers.
        remedy: what to do.
        source: what it rests on.
        test: yields place and sentence for each thing found; takes the claim and the day on which
            it was received, or None.
    """

    kind: str
    forms: tuple[type[Claim], ...]
    denial: str
    remedy: str
    source: str
    test: Callable[[Claim, dt.date | None], Found]


def edits(claim: Claim, received: dt.date | None = None) -> tuple[Edit, ...]:
    """Return what the edits find on a claim, by rule and then by place; none for a clean claim.

    Args:
        claim: a UB-04 or a CMS-1500.
        received: the day on which the payer received it; without it, timely filing is not looked
            at.

    Raises:
        ClaimError: ``claim`` is no claim, or ``received`` no date.
    """
    if not isinstance(claim, Claim):
        raise ClaimError("Fill a form first, with claims.ub04(…) or claims.cms1500(…).")
    if received is not None and (
        not isinstance(received, dt.date) or isinstance(received, dt.datetime)
    ):
        raise ClaimError(f"The day it was received must be a date; it is {received!r}.")
    return tuple(
        Edit(rule.kind, place, message, rule.denial, rule.remedy, rule.source)
        for rule in RULES
        if isinstance(claim, rule.forms)
        for place, message in rule.test(claim, received)
    )


def _listed(claim: Claim) -> list[tuple[str, str, str]]:
    """Return place, dotted code and POA of each diagnosis, as they stand on the form."""
    marks = {form.tidy(one.code): one.poa for one in claim.encounter.diagnoses}
    begins = ("67", "72") if isinstance(claim, UB04) else ("21",)
    found = []
    for one in claim.fields:
        if one.number.startswith(begins) and one.number != "21" and one.value:
            code = form.tidy(one.value.split()[0])
            found.append((f"{claim.box} {one.number}", code, marks.get(code, "")))
    return found


def _checked(claim: Claim) -> list[codes.Finding]:
    given = claim.encounter
    age = given.began.year - given.patient.born.year
    age -= (given.began.month, given.began.day) < (given.patient.born.month, given.patient.born.day)
    return codes.check(
        [form.tidy(code) for _, code, _ in _listed(claim)],
        setting=given.setting if isinstance(claim, UB04) else "outpatient",
        age=age,
        sex=given.patient.sex if given.patient.sex != "U" else None,
        date=given.ended,
    )


def _placed(claim: Claim, kinds: tuple[str, ...]) -> Found:
    places: dict[str, str] = {}
    for place, code, _ in _listed(claim):
        places.setdefault(code, place)
    for one in _checked(claim):
        if one.kind in kinds and one.severity == "error":
            yield places.get(one.codes[0], claim.box), one.message


def _poa_missing(claim: Claim, _: dt.date | None) -> Found:
    if claim.encounter.setting != "inpatient":
        return
    for place, code, mark in _listed(claim):
        if not mark:
            yield place, f"{code} has no POA indicator, and is not marked as exempt."


def _invalid(claim: Claim, _: dt.date | None) -> Found:
    yield from _placed(claim, _INVALID)


def _first(claim: Claim, _: dt.date | None) -> Found:
    yield from _placed(claim, _FIRST)


def _age(claim: Claim, _: dt.date | None) -> Found:
    yield from _placed(claim, ("age",))


def _sex(claim: Claim, _: dt.date | None) -> Found:
    yield from _placed(claim, ("sex",))


def _twice(claim: Claim, _: dt.date | None) -> Found:
    yield from _placed(claim, ("duplicate",))


def _pcs(claim: Claim, _: dt.date | None) -> Found:
    if claim.encounter.setting == "outpatient":
        for one in claim.fields:
            if one.number.startswith("74") and one.value:
                yield f"FL {one.number}", f"{one.value.split()[0]} is an ICD-10-PCS code."
    for number, line in enumerate(_services(claim), 1):
        bare = form.parts(form.tidy(line.code))
        if len(bare) == 7:
            yield _code_place(claim, number), f"{bare} has the form of an ICD-10-PCS code."


def _services(claim: Claim) -> list:
    return [line.service for line in claim.lines if line.service is not None]


def _code_place(claim: Claim, number: int) -> str:
    return f"{'FL 44' if isinstance(claim, UB04) else 'item 24D'}, line {number}"


def _no_code(claim: Claim, _: dt.date | None) -> Found:
    if isinstance(claim, UB04) and claim.encounter.setting == "inpatient":
        return
    for number, line in enumerate(_services(claim), 1):
        if not line.code.strip():
            yield _code_place(claim, number), "The line has no CPT or HCPCS code."
        elif len(form.parts(form.tidy(line.code))) != 7:
            off = cpt.check(line.code) if line.code[:1].isdigit() else hcpcs.check(line.code)
            if off:
                yield _code_place(claim, number), str(off)


def _admitting(claim: Claim, _: dt.date | None) -> Found:
    if claim.encounter.setting == "inpatient" and not claim["69"]:
        yield "FL 69", "The admitting diagnosis is missing."


def _pointer(claim: Claim, _: dt.date | None) -> Found:
    filled = len(claim.encounter.diagnoses)
    for number, line in enumerate(_services(claim), 1):
        place = f"item 24E, line {number}"
        letters = line.pointers.replace(" ", "").replace(",", "").upper()
        if not letters:
            yield place, "The line points to no diagnosis."
        elif len(letters) > 4:
            yield place, f"{letters} are more than the 4 letters that a pointer holds."
        for letter in letters:
            if letter not in _LETTERS:
                yield place, f"{letter} is no pointer: use the letters A to L of item 21."
            elif _LETTERS.index(letter) >= filled:
                yield place, f"{letter} points to an empty place of item 21."


def _necessity(claim: Claim, _: dt.date | None) -> Found:
    listed = [form.tidy(one.code) for one in claim.encounter.diagnoses]
    for number, line in enumerate(_services(claim), 1):
        for rule in policy.policies():
            if rule.code != line.code.strip():
                continue
            pointed = listed
            if isinstance(claim, CMS1500):
                pointed = [
                    code for letter, code in zip(_LETTERS, listed, strict=False)
                    if letter in line.pointers.upper()
                ]  # fmt: skip
            if pointed and not any(map(rule.takes, pointed)):
                yield (
                    _code_place(claim, number),
                    f"{line.code} with {', '.join(pointed)} only. {rule.words}.",
                )


def _duplicate(claim: Claim, _: dt.date | None) -> Found:
    seen: dict[tuple, int] = {}
    for number, line in enumerate(_services(claim), 1):
        if not line.code:
            continue
        same = (line.day, line.code.strip().upper(), tuple(sorted(line.modifiers)))
        if same in seen:
            yield (
                _code_place(claim, number),
                f"{line.code} on {line.day:%m/%d/%Y} already stands on line {seen[same]}.",
            )
        seen.setdefault(same, number)


def _days(claim: Claim, _: dt.date | None) -> Found:
    given = claim.encounter
    for number, line in enumerate(_services(claim), 1):
        if not given.began <= line.day <= given.ended:
            place = "FL 45" if isinstance(claim, UB04) else "item 24A"
            yield f"{place}, line {number}", f"{line.day:%m/%d/%Y} is outside the encounter."


def _late(claim: Claim, received: dt.date | None) -> Found:
    if received is None:
        return
    last = claim.encounter.ended
    try:
        limit = last.replace(year=last.year + 1)
    except ValueError:  # February 29
        limit = dt.date(last.year + 1, 2, 28)
    if received > limit:
        place = "FL 6" if isinstance(claim, UB04) else "item 24A"
        yield (
            place,
            f"The service ended on {last:%m/%d/%Y} and the claim came on {received:%m/%d/%Y}.",
        )


_BOTH: tuple[type[Claim], ...] = (UB04, CMS1500)

#: All edits, in the order in which they are reported.
RULES = (
    Rule("invalid-code", _BOTH, "146, a diagnosis is not valid on the date of service",
         "Code again from the record, in the code set in force on the day of discharge or visit.",
         "45 CFR 162.1002; Official Guidelines FY 2026, I.B.2", _invalid),
    Rule("first-diagnosis", _BOTH, "16, information is missing or cannot be used",
         "Look in the record for the condition that this code must follow, and list that first.",
         "Medicare Code Editor; Official Guidelines FY 2026, I.A.13, I.C.20, I.C.21", _first),
    Rule("poa-missing", (UB04,), "16, information is missing (the claim is returned)",
         "Assign the indicator from the record; query if the record does not tell.",
         f"Deficit Reduction Act of 2005, section 5001(c); {_MANUAL}, chapter 25", _poa_missing),
    Rule("admitting-missing", (UB04,), "16, information is missing",
         "Enter the diagnosis with which the patient was admitted; it is not graded after study.",
         f"{_MANUAL}, chapter 25, FL 69", _admitting),
    Rule("pcs-outpatient", _BOTH, "16, the code is of a wrong set",
         "Report outpatient and physician services by CPT or HCPCS codes.",
         "45 CFR 162.1002(c)", _pcs),
    Rule("no-code", _BOTH, "16, the code of a line is missing or cannot be used",
         "Enter the CPT or HCPCS code of the service that the record shows.",
         f"{_MANUAL}, chapters 25 and 26", _no_code),
    Rule("age", _BOTH, "9, the diagnosis does not fit the patient's age",
         "Look at the birth date and at the code. Correct the one that the record shows to be "
         "wrong.", "Medicare Code Editor, age conflict", _age),
    Rule("sex", _BOTH, "10, the diagnosis does not fit the patient's sex",
         "Look at registration and at the code. If both are right, as for a transgender patient, "
         "the claim takes condition code 45 (hospital) or modifier KX (physician).",
         f"Medicare Code Editor, sex conflict; {_MANUAL}, chapter 32, section 240", _sex),
    Rule("pointer", (CMS1500,), "16, the pointer is missing or cannot be used",
         "Point each line to the diagnoses for which the record shows that it was done.",
         f"{_MANUAL}, chapter 26, item 24E", _pointer),
    Rule("medical-necessity", _BOTH, "50, the payer does not hold it to be necessary",
         "Look whether the record has another reason that was left off or not pointed to. If not, "
         "the claim stays as it is: a diagnosis is never chosen to be paid.",
         policy.SOURCE, _necessity),
    Rule("duplicate-diagnosis", (UB04, CMS1500), "16, a diagnosis stands there twice",
         "Report it once.", "Official Guidelines FY 2026, I.B.12", _twice),
    Rule("duplicate-line", (UB04, CMS1500), "18, an exact duplicate",
         "If it was done once, take the line off. If it was repeated, the record must show it, and "
         "the line takes units or a modifier such as 76, 77 or 91.",
         f"{_MANUAL}, chapter 1, section 120", _duplicate),
    Rule("date-outside", _BOTH, "16, a date does not fit",
         "Correct the date from the record, or bill the service with its own encounter.",
         f"{_MANUAL}, chapters 25 and 26", _days),
    Rule("timely-filing", _BOTH, "29, the time limit for filing has passed",
         "It cannot be billed to the patient. Send proof of an earlier filing or of one of the few "
         "exceptions, and find out why it lay.",
         "42 CFR 424.44 (one calendar year from the date of service; Affordable Care Act of 2010, "
         "section 6404)", _late),
)  # fmt: skip
