"""Hold the procedures of a case's key against PCS, CPT, HCPCS and the rules of each setting."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chartroom.cases.records import Case, ProcedureLine
from chartroom.codes import cpt, hcpcs, pcs

Found = tuple[int, str]

# B3.4a, A2, C1: the ICD-10-PCS guidelines. CPT's and the payers' rules are named in words.
_PCS_RULE = re.compile(r"[A-D]\d+(\.\d+)?[a-z]?")
_WORDS = re.compile(r"(CPT|HCPCS|NCCI|CMS)\b.+")


def check(case: Case) -> Iterator[Found]:
    """Yield what is wrong with the procedures, as (line of the file, sentence)."""
    for one in case.key.procedures if case.key else ():
        yield from _rule(case, one)
        for code in (one.code, *(other.code for other in one.accept)):
            found = _pcs(case, code) if case.inpatient else _billed(case, code)
            yield from ((one.line, message) for message in found)
        if not case.inpatient:
            yield from _edited(one)


def _rule(case: Case, one: ProcedureLine) -> Iterator[Found]:
    for part in re.split(r";\s*", one.guideline):
        if case.inpatient and not _PCS_RULE.fullmatch(part):
            yield (
                one.line,
                f"'{part}' (guideline of {one.code}) is no ICD-10-PCS guideline; write it as "
                "B3.4a, A11 or C1.",
            )
        if not case.inpatient and not _WORDS.fullmatch(part):
            yield (
                one.line,
                f"'{part}' (guideline of {one.code}) must begin with CPT, HCPCS, NCCI or CMS and "
                "say which rule, as in 'CPT: surgical endoscopy includes the diagnostic one'.",
            )


def _pcs(case: Case, code: str) -> Iterator[str]:
    if code != pcs.tidy(code):
        yield f"'{code}' is written {pcs.tidy(code)}; write it so."
    # Advice is refused too: the teaching tables have to hold what a key asks for.
    for finding in pcs.check(code, date=case.date, setting="inpatient"):
        yield finding.message


def _billed(case: Case, code: str) -> Iterator[str]:
    if re.fullmatch(r"[0-9A-HJ-NP-Z]{7}", code):
        yield from (one.message for one in pcs.check(code, setting="outpatient"))
        return
    known = hcpcs if code[:1].isalpha() else cpt
    try:
        known.lookup(code)
    except (cpt.CptError, hcpcs.HcpcsError, KeyError) as error:
        yield str(error)


def _edited(one: ProcedureLine) -> Iterator[Found]:
    try:
        found = cpt.edits([cpt.Line(one.code, one.units, one.modifiers)])
    except cpt.CptError as error:
        yield one.line, str(error)
        return
    yield from ((one.line, finding.message) for finding in found if finding.status == "denied")
