"""The coding worksheet: how it is scored and what is said about it.

The rule (docs/scoring.md tells it to students and instructors):

* The principal diagnosis (outpatient: first-listed code) is worth 2, every other required code 1,
  a required query to the provider 2.
* A line keeps half if its code is not specific enough: a heading above the right code, or an
  "unspecified" code of the same category. A bare three-character category earns nothing.
* A line keeps half if it is out of place: the principal not in the first row, or a code before
  another that a convention puts ahead of it.
* Inpatient: a line keeps three quarters if its POA indicator is wrong or missing.
* These multiply: not specific and with the wrong POA is 1 × 0.5 × 0.75.
* Every other code costs 0.5: one that the record does not support, a listed wrong one, one that
  stands twice, one that does not exist. So does a query where there is nothing to ask. The score
  does not go below 0.
* Optional codes neither earn nor cost. A code accepted in place of another counts as that one.
* If the case has alternatives, the answer is measured by each, and the best score counts.
* Where the question asks for procedures, each required one is worth 1. ICD-10-PCS: half if the
  first three characters are right and exactly one other is not; half if the key's first one does
  not stand in the first row. CPT and HCPCS: three quarters if modifiers (as a set) or units are
  wrong. Each other procedure costs 0.5; optional and accepted ones as above.

The score is what was earned less what was lost, over what could be earned. A perfect answer is
exactly 1, an empty one 0. Broken conventions are explained and cost nothing by themselves: the
code that breaks one is already counted above.
"""

from __future__ import annotations

from typing import Any

from chartroom import codes
from chartroom.assess import procedureform, procedurerows, procedurewords, sheet, sheetwords
from chartroom.assess.entry import sentence
from chartroom.assess.family import incomplete
from chartroom.assess.feedback import Feedback, Item, blank, feedback
from chartroom.assess.keylines import targets
from chartroom.assess.procedurescore import count
from chartroom.assess.records import Question
from chartroom.assess.sheetscore import Measured, measure


def parse(
    question: Question, value: Any, query: str | bool | None = None, procedures: Any = None
) -> dict[str, Any]:
    """Return the worksheet meant by ``value`` (see ``sheet.parse``)."""
    asked = (question.inpatient, question.id, procedures, question.procedures)
    return sheet.parse(value, query, *asked)


def is_blank(answer: Any) -> bool:
    """True if there is neither a code, nor a procedure, nor a query."""
    return sheet.is_blank(answer)


def form(question: Question, answer: Any) -> tuple[Item, ...]:
    """Return what is off about the form of each row; says nothing about right or wrong."""
    entered = sheet.read(answer)
    items = list(entered.off)
    seen: set[str] = set()
    for row in entered.rows:
        if row.given.entry is None:
            items.append(Item("form", f"Row {row.place}: {row.given.problem}", row.code))
        elif not row.given.billable:
            problem = incomplete(row.given.entry)
            items.append(Item("form", f"Row {row.place}: {problem}", row.code))
        if row.code in seen:
            items.append(Item("form", f"Row {row.place}: {row.code} stands twice.", row.code))
        seen.add(row.code)
        items.extend(_poa_form(question, row))
    if question.procedures:
        items += _procedure_form(question, answer)
    if entered.query and not entered.query_text.strip():
        items.append(Item("form", "You chose to query: write what you would ask the provider."))
    return tuple(items)


def measured(question: Question, answer: Any) -> Measured:
    """Return the worksheet measured by the key of its case, or by the alternative that fits best.

    Raises:
        NoKey: the question has no key.
    """
    key, visit = question.solution.case, question.solution.encounter
    assert key is not None
    assert visit is not None
    entered, counted = sheet.read(answer), None
    if question.procedures:
        done, _ = procedurerows.read(answer, visit.inpatient)
        counted = count(done, key.procedures, visit.inpatient)
    found = [measure(entered, lines, key, visit.inpatient, counted) for lines in targets(key)]
    return max(found, key=lambda one: one.score)  # the first of equals: the key itself


def assess(question: Question, answer: Any, graded: bool, tell: bool = True) -> Feedback:
    """Measure the worksheet by the key of its case and by each alternative; the best counts."""
    if is_blank(answer):
        return blank("Enter a code, or choose to query the provider.")
    entered, best = sheet.read(answer), measured(question, answer)
    key, visit = question.solution.case, question.solution.encounter
    assert key is not None
    assert visit is not None
    if not entered.rows and not entered.query and not best.procedures:
        return feedback(0.0, False, entered.off, "This is not a worksheet that can be read.")
    off = procedurerows.read(answer, visit.inpatient)[1] if question.procedures else ()
    items = [*sheetwords.items(entered, best, key, visit, graded, tell), *off]
    complete = all(row.given.billable for row in entered.rows) and not (entered.off or off)
    complete = complete and not any(
        procedureform.fault(row, visit.inpatient) or procedureform.more_off(row)
        for row in best.procedures
    )
    if question.solution.why and best.score == 1.0:
        items.append(Item("right", question.solution.why, guideline=question.solution.guideline))
    return feedback(best.score, complete, items, sheetwords.summary(best))


def reveal(question: Question) -> Feedback:
    """Return the whole key: each code with reason, guideline and evidence, and what else counts."""
    key = question.solution.case
    assert key is not None
    inpatient = question.inpatient
    items = [
        sheetwords.answer(place, line, inpatient) for place, line in enumerate(targets(key)[0], 1)
    ]
    if question.procedures:
        items += procedurewords.answers(key, inpatient)
    if key.query:
        must = "Query the provider" if key.query.required else "A query is welcome here"
        evidence = tuple((one.document, one.words) for one in key.query.evidence)
        says = f"{must}. Ask about this: {sentence(key.query.about)} {key.query.why}"
        items.append(Item("answer", says, "", key.query.guideline, evidence))
    for line in key.lines:
        for one in line.accept:
            title = codes.lookup(one.code).title
            says = f"Instead of {line.code}, {one.code} ({title}) is accepted too. {one.why}"
            items.append(Item("answer", says, one.code))
    for other in key.alternatives:
        says = f"Also accepted: {', '.join(other.codes)}. {other.why}"
        items.append(Item("answer", says))
    return feedback(0.0, False, items, "The answer, with the words in the chart that support it:")


def _procedure_form(question: Question, answer: Any) -> list[Item]:
    rows, off = procedurerows.read(answer, question.inpatient)
    items, seen = list(off), set()
    day = question.chart.date if question.chart else None
    for row in rows:
        said = [(one, "") for one in procedureform.more_off(row)]
        fault = procedureform.fault(row, question.inpatient, day)
        if fault:
            said.insert(0, (fault.message, fault.guideline))
        if row.code in seen:
            said.append((f"{row.code} stands twice.", ""))
        seen.add(row.code)
        place, target = f"Procedure {row.place}", procedurewords.target(row)
        items += [Item("form", f"{place}: {message}", target, rule) for message, rule in said]
    return items


def _poa_form(question: Question, row: sheet.Row) -> list[Item]:
    if row.poa and row.poa not in sheet.POA:
        says = f"Row {row.place}: “{row.poa[:20]}” is not a POA indicator (Y, N, U, W, exempt)."
        return [Item("form", says, row.code)]
    if question.inpatient and not row.poa:
        says = f"Row {row.place}: no POA indicator; leave it empty only if the code is exempt."
        return [Item("form", says, row.code)]
    if row.poa and not question.inpatient and question.chart is not None:
        says = f"Row {row.place}: POA is reported for inpatient stays only."
        return [Item("form", says, row.code)]
    return []
