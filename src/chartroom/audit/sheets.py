"""Audit worksheets: hold each answer against the key of its case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chartroom import assess, grouping
from chartroom.assess import guard, keylines, procedurewords, worksheet
from chartroom.assess.procedurescore import Match as Done
from chartroom.assess.records import Question
from chartroom.assess.sheet import POA
from chartroom.assess.sheetscore import Match, Measured
from chartroom.audit.records import AuditReport, CodeLine, DrgAudit, Group, RecordAudit
from chartroom.codes import pcs

_UNGROUPED = ("998", "999")  # numbers for what has no group
_LOOK = (
    "One of them cannot stand on a claim: check the worksheet, and read what is said of its form."
)


def audit(worksheets: Iterable[tuple[Question, Any]]) -> AuditReport:
    """Return the audit of worksheets, each a question with its key and an answer.

    An answer that is blank is left out. Where the case has alternatives, the one that the answer
    comes closest to counts, as in the score.

    Raises:
        NoKey: a question has no key.
        ValueError: a question is not a worksheet.
    """
    records = []
    for question, answer in worksheets:
        if question.kind != "worksheet":
            raise ValueError(f"'{question.id}' is not a worksheet; an audit takes worksheets only.")
        question.solution  # noqa: B018 - NoKey before anything else
        if not assess.is_blank(question, answer):
            records.append(_record(question, worksheet.measured(question, answer)))
    return AuditReport(tuple(records))


def _record(question: Question, found: Measured) -> RecordAudit:
    stay = question.inpatient
    lines = [one for match in found.matches for one in _diagnosis(match, stay)]
    lines += [CodeLine(row.code, "", "extra") for row in found.extras]
    if found.done:
        lines += [one for match in found.done.matches for one in _procedure(match)]
        lines += [CodeLine(row.code, "", "extra", procedure=True) for row in found.done.extras]
    title = question.chart.title if question.chart else question.id
    drg = _drg(question, found) if stay else None
    return RecordAudit(question.id, title, stay, tuple(lines), found.queried, drg)


def _diagnosis(match: Match, stay: bool) -> list[CodeLine]:
    line, row = match.line, match.row
    if row is None:
        return [] if line.optional else [CodeLine("", line.what, "missing")]
    if line.optional:
        return [CodeLine(row.code, line.what, "optional")]
    poa = match.poa_right if stay and line.poa else None
    finding = "right" if match.exact else "less-specific"
    if match.exact and poa is False:
        finding = "poa"
    return [CodeLine(row.code, line.what, finding, poa_right=poa, in_place=match.in_place)]


def _procedure(match: Done) -> list[CodeLine]:
    line, row = match.line, match.row
    if row is None:
        return [] if line.optional else [CodeLine("", line.what, "missing", procedure=True)]
    if line.optional:
        return [CodeLine(row.code, line.what, "optional", procedure=True)]
    details = match.modifiers_right and match.units_right
    finding = "close" if not match.exact else "right" if details else "details"
    return [CodeLine(row.code, line.what, finding, procedure=True, in_place=match.in_place)]


def _drg(question: Question, found: Measured) -> DrgAudit | None:
    """Group what was given and what is right.

    Of the optional codes, and of those that are accepted in place of another, the right group has
    what was given. So two groups differ only by what counts as an error.
    """
    key, visit = question.solution.case, question.solution.encounter
    assert key is not None
    assert visit is not None
    wanted = [match for match in found.matches if match.row or not match.line.optional]
    rights = [(_right(match), match.line.poa) for match in wanted]
    about = (visit.age, visit.sex, key.disposition)
    done = [one.code for one in key.procedures if not one.optional]
    mine = done  # where procedures are not asked for, they cannot be wrong
    if found.done:
        listed = [match for match in found.done.matches if match.row or not match.line.optional]
        done = [_operation(match) for match in listed]
        mine = [row.code for row in found.procedures]
    right, _ = _group(rights, done, *about)
    if right is None:
        return None
    given = [(row.code, row.poa if row.poa in POA else "") for row in found.rows]
    if not given:
        return DrgAudit(None, right, "There is no principal diagnosis.")
    group, trouble = _group(given, mine, *about)
    # The grouper's own words may propose a code, and that could be the right one.
    unseen = keylines.hidden(key, {code for code, _ in given})
    unseen |= procedurewords.hidden(key, found.procedures)
    return DrgAudit(group, right, guard.without(trouble, unseen, _LOOK))


def _right(match: Match) -> str:
    return match.row.code if match.row and match.exact else match.line.codes[0]


def _operation(match: Done) -> str:
    return match.row.code if match.row and match.exact else pcs.tidy(match.line.code)


def _group(
    listed: list[tuple[str, str]], done: list[str], age: int, sex: str, disposition: str
) -> tuple[Group | None, str]:
    """Return the group, or None and why there is none."""
    codes = [code for code, _ in listed]
    marks = {code: poa for code, poa in listed if poa}
    try:
        found = grouping.group(codes[0], codes[1:], done, marks, age, sex, disposition)
    except grouping.GroupingError as error:
        return None, str(error)
    if found.drg in _UNGROUPED:
        return None, found.notes[0]
    return Group(found.drg, found.title, found.severity), ""
