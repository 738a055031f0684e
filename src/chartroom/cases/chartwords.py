"""Hold a case's chart against its key and against the rules for invented patients."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from chartroom.cases.records import Case, Document, Evidence
from chartroom.cases.render import holds, plain

Found = tuple[int, str]

_SEXES = {"female": "F", "woman": "F", "lady": "F", "girl": "F", "f": "F"}
_SEXES |= {"male": "M", "man": "M", "gentleman": "M", "boy": "M", "m": "M"}
_SEX = rf"(?P<sex>{'|'.join(_SEXES)})\b"
_NUMBER = r"(?<![\d.])(?P<age>\d{1,3})"
_AGES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_NUMBER}(?:[- ]?(?:years?|yrs?)[- ]old|[- ]?y/?o)\b(?:[ ,/-]*{_SEX})?",  # 66 y/o F
        rf"{_NUMBER}[- ]?(?:years?|yrs?|y)[ ,/-]+{_SEX}",  # 66 yr female
        rf"{_NUMBER}/?(?P<sex>[FM])\b",  # 66F, but not the temperature "101.4 F"
        rf"\bAge(?:\s*/\s*Sex)?[:\s]+(?P<age>\d{{1,3}})\b(?:[\s,/|]*{_SEX})?",  # Age/Sex: 66 / F
    )
]
_BORN = re.compile(r"\bDOB[: |]*(?:(\d{4})-(\d\d)-(\d\d)|(\d{1,2})/(\d{1,2})/(\d{4}))")
_SSN = re.compile(r"\b\d{3}-\d{2}-\d{4}\b")
_PHONE = re.compile(r"(?<![\d-])(?:\(?\d{3}\)?[ .-])?\d{3}[.-]\d{4}\b")
_SAFE_PHONE = re.compile(r"555[.-]01\d\d$")
_MRN = re.compile(r"\bMRN[:# ]*(\S+)")
_SAFE_MRN = re.compile(r"TH-\d{6}\W*$")


def check(case: Case) -> list[Found]:
    """Return where a chart disagrees with its key or could be taken for a real one."""
    return [*_evidence(case), *_patient(case), *_identifiers(case)]


def _evidence(case: Case) -> Iterator[Found]:
    if case.key is None:
        return
    by_id = {document.id: document for document in case.documents}
    cited: list[tuple[str, int, Iterable[Evidence]]] = [
        (line.code, line.line, line.evidence) for line in (*case.key.lines, *case.key.procedures)
    ]
    if case.key.query is not None:
        cited.append(("the query", case.key.query.line, case.key.query.evidence))
    for where, line, evidence in cited:
        for one in evidence:
            place = f"evidence of {where}"
            if one.document not in by_id:
                names = ", ".join(by_id)
                yield line, f"{place} names document '{one.document}'; there are {names}."
            elif not holds(by_id[one.document], one.words):
                there = f"in document '{one.document}'"
                yield line, f'{place}, "{one.words}", is not {there}; quote words that are.'


def _patient(case: Case) -> Iterator[Found]:
    """The ages a chart gives must include the patient's, with the patient's sex beside it."""
    ages: list[tuple[int, str | None, Document]] = []
    for document in case.documents:
        words = plain(document)
        for pattern in _AGES:
            for match in pattern.finditer(words):
                sex = _SEXES[match["sex"].lower()] if match["sex"] else None
                ages.append((int(match["age"]), sex, document))
        yield from _birth(case, document, words)
    own = [(sex, document) for age, sex, document in ages if age == case.patient.age]
    if ages and not own:
        yield _disagree(ages[0][2], f"{ages[0][0]} years", str(case.patient.age))
    for sex, document in own:
        if sex not in (None, case.patient.sex):
            yield _disagree(document, f"sex {sex}", case.patient.sex)


def _disagree(document: Document, chart: str, front: str) -> Found:
    message = f"document '{document.id}' says {chart}, 'patient' says {front}; make them agree."
    return document.line, message


def _birth(case: Case, document: Document, words: str) -> Iterator[Found]:
    for match in _BORN.finditer(words):
        parts = match.groups()[:3] if match[1] else (match[6], match[4], match[5])
        year, month, day = map(int, parts)
        days = [case.date, *(dt.date.fromisoformat(one.when[:10]) for one in case.documents)]
        ages = {on.year - year - ((on.month, on.day) < (month, day)) for on in days}
        if case.patient.age not in ages:
            yield _disagree(document, f"born {match[0]}, so {min(ages)}", str(case.patient.age))


def _identifiers(case: Case) -> Iterator[Found]:
    for document in case.documents:
        words, name = plain(document), f"document '{document.id}'"
        if _SSN.search(words):
            yield document.line, f"{name} holds a Social Security number; cut it."
        for phone in _PHONE.findall(words):
            if not _SAFE_PHONE.search(phone):
                yield document.line, f"{name} has phone {phone}; use 555-0100 to 555-0199."
        for number in _MRN.findall(words):
            if not _SAFE_MRN.match(number):
                yield document.line, f"{name} has MRN {number}; write one like TH-000123."
