"""Put a measured worksheet into words. No right code is named that the student did not give."""

from __future__ import annotations

from dataclasses import replace

from chartroom import cases, codes
from chartroom.assess import conventions, family, guard, procedurewords
from chartroom.assess.entry import sentence, shorten
from chartroom.assess.feedback import Item
from chartroom.assess.keylines import Line, hidden
from chartroom.assess.records import Encounter
from chartroom.assess.sheet import POA, Row, Sheet
from chartroom.assess.sheetscore import Match, Measured


def items(
    entered: Sheet,
    measured: Measured,
    key: cases.Key,
    visit: Encounter,
    graded: bool,
    tell: bool = True,
) -> list[Item]:
    """Return what there is to say, line by line, row by row; ``tell`` as in ``assess``."""
    unseen = hidden(key, {row.code for row in entered.rows})
    if measured.done:
        unseen |= procedurewords.hidden(key, measured.procedures)
    said: list[Item] = list(entered.off)
    for match in measured.matches:
        said += _match(match, key, visit, unseen, graded)
    given = [match for match in measured.matches if match.row]
    seen: set[str] = {match.row.code for match in given if match.row}
    for row in measured.extras:
        said.append(_extra(row, row.code in seen, measured, key, unseen, graded))
        seen.add(row.code)
    if measured.done:
        said += procedurewords.items(measured.done, key, visit.inpatient, unseen, graded, tell)
    said += _query(entered, measured, key, unseen, graded)
    said += conventions.broken(entered, measured, key, visit, unseen, graded)
    if graded:  # "Tabular note at I13" says where to look
        said = [replace(item, guideline=guard.rule(item.guideline, unseen)) for item in said]
    return said


def summary(measured: Measured) -> str:
    """Return one sentence: how much is right, how much is left to do."""
    wanted = [match for match in measured.matches if not match.line.optional]
    right = sum(1 for m in wanted if m.row and m.exact and m.in_place and m.poa_right)
    if measured.score == 1.0:
        return "Right: the worksheet is complete and in order."
    done = f"Codes fully right: {right} of {len(wanted)}."
    if measured.extras:
        done += f" Codes that do not belong here: {len(measured.extras)}."
    if measured.done:
        done += f" {procedurewords.summary(measured.done)}"
    if measured.queried is False:
        done += " Look at the query once more."
    return done


def answer(place: int, line: Line, inpatient: bool) -> Item:
    """Return one line of the key for the reveal."""
    title = codes.lookup(line.codes[0]).title
    role = f", {first_name(inpatient)}" if line.principal else ""
    optional = " (optional)" if line.optional else ""
    poa = f" POA {line.poa}." if inpatient and line.poa else ""
    says = f"{place}. {line.codes[0]}, {title}{role}{optional}.{poa} {line.why}"
    return Item("answer", says.strip(), line.codes[0], line.guideline, line.evidence)


def first_name(inpatient: bool) -> str:
    """Return what the first code is called in this setting."""
    return "principal diagnosis" if inpatient else "first-listed code"


def _match(
    match: Match, key: cases.Key, visit: Encounter, unseen: set[str], graded: bool
) -> list[Item]:
    line, row = match.line, match.row
    if row is None:
        if line.optional:
            return []
        role = f"The {first_name(visit.inpatient)}," if line.principal else "A code"
        says = f"{role} for this: {sentence(line.what)}"
        says = guard.without(says, unseen, f"{role.rstrip(',')} that the record supports.")
        return [Item("missing", says, "", line.guideline)]
    found = []
    if match.exact:
        found.append(_right(match, unseen, graded))
    else:
        assert row.given.entry is not None
        says = _listed(row, key, unseen, graded)
        says = says or family.difference(row.given.entry, codes.lookup(line.codes[0]))
        found.append(Item("less-specific", says, row.code, line.guideline))
    if not match.in_place:
        found.append(_order(match, visit))
    if not match.poa_right and not line.optional:
        found.append(_poa(row))
    return found


def _right(match: Match, unseen: set[str], graded: bool) -> Item:
    assert match.row is not None
    line, entry = match.line, match.row.given.entry
    title = entry.title if entry else ""
    # The key's reason tells the indicator; it waits until that is right, too.
    half = not match.poa_right and not line.optional
    verdict = "code-right" if half else "right"
    says = f"{match.row.code}, {title}."
    if line.optional:
        says += " It may be coded here; it need not be."
    if graded:
        return Item(verdict, says, match.row.code, line.guideline)
    why = "" if half else guard.without(line.why, unseen)
    return Item(verdict, f"{says} {why}".strip(), match.row.code, line.guideline, line.evidence)


def _order(match: Match, visit: Encounter) -> Item:
    assert match.row is not None
    if match.line.principal:
        section = "II" if visit.inpatient else "IV.G"
        says = f"{match.row.code} is the {first_name(visit.inpatient)}: move it to the first row."
        return Item("order", says, match.row.code, match.line.guideline or section)
    says = f"{match.row.code} must stand after {match.behind}."
    return Item("order", says, match.row.code, match.line.guideline)


def _poa(row: Row) -> Item:
    if row.poa in POA:
        says = (
            f"For {row.code} you gave {row.poa}: {POA[row.poa]}. Check in the chart when the "
            "condition began, and whether the code is exempt."
        )
    else:
        start = f"“{shorten(row.poa, 10)}” is not an indicator" if row.poa else "none is given"
        meanings = "; ".join(f"{letter}: {text}" for letter, text in POA.items())
        says = f"For {row.code} {start}. Choose one. {meanings}."
    return Item("poa", says, row.code, "Appendix I")


def _extra(
    row: Row, again: bool, measured: Measured, key: cases.Key, unseen: set[str], graded: bool
) -> Item:
    if again:
        return Item("extra", f"{row.code} stands twice; one row is enough.", row.code)
    listed = _listed(row, key, unseen, graded)
    if listed:
        wrong = next(w for w in key.wrong if family.normal(w.code) == family.normal(row.code))
        verdict = "wrong" if row.given.entry else "form"
        return Item(verdict, listed, row.code, wrong.guideline)
    if row.given.entry is None:
        return Item("form", row.given.problem, row.code)
    if key.query and row.code in key.query.instead_of:
        says = (
            f"{row.code} means “{row.given.entry.title}”. The provider has not documented that; "
            "a coder does not conclude it from the chart."
        )
        return Item("query", says, row.code, key.query.guideline)
    entry = row.given.entry
    like = _likest(entry, measured)
    if like and like.row is None:
        says = family.difference(entry, codes.lookup(like.line.codes[0]))
        more = guard.without(f"What is wanted: {sentence(like.line.what)}", unseen)
        verdict = "wrong" if entry.billable else "form"
        return Item(verdict, f"{says} {more}".strip(), row.code, like.line.guideline)
    if like and like.row:
        says = f"{row.code} means “{entry.title}”. {like.row.code} already says what is needed."
        return Item("extra", says, row.code, like.line.guideline)
    if not entry.billable:
        return Item("form", family.incomplete(entry), row.code)
    more = family.symptom(entry) or "Nothing in the record calls for it."
    section = "I.B.5" if entry.chapter == 18 else "III" if _inpatient(measured) else "IV.J"
    return Item("extra", f"{row.code} means “{entry.title}”. {more}", row.code, section)


def _likest(entry: codes.Code, measured: Measured) -> Match | None:
    """Return the key line of the same category that the code comes closest to, unmet ones first."""
    close = []
    for at, match in enumerate(measured.matches):
        right = codes.lookup(match.line.codes[0])
        if family.relation(entry, right) != "other":
            unmet = match.row is None and not match.line.optional
            close.append((unmet, family.closeness(entry, right), -at, match))
    return max(close, key=lambda one: one[:3])[3] if close else None


def _inpatient(measured: Measured) -> bool:
    return any(match.line.poa for match in measured.matches)


def _listed(row: Row, key: cases.Key, unseen: set[str], graded: bool) -> str:
    given = family.normal(row.code)
    for wrong in key.wrong:
        if family.normal(wrong.code) == given:
            says = guard.without(wrong.says, unseen) if graded else wrong.says
            return says if not says or guard.names(says, {given}) else f"{row.code}. {says}"
    return ""


def _query(
    entered: Sheet, measured: Measured, key: cases.Key, unseen: set[str], graded: bool
) -> list[Item]:
    query = key.query
    if query is None:
        if measured.queried is False:
            says = "There is nothing to ask: the record says what is needed."
            return [Item("query", says)]
        return []
    about = guard.without(sentence(query.about), unseen, "something the record leaves open.")
    if entered.query:
        says = f"Asking the provider is right here: {about}"
        if graded:
            return [Item("right", says, "query", query.guideline)]
        why = guard.without(query.why, unseen)
        evidence = tuple((one.document, one.words) for one in query.evidence)
        return [Item("right", f"{says} {why}".strip(), "query", query.guideline, evidence)]
    if query.required:
        says = f"The provider must be asked about this: {about}" if graded else (
            "Something in this chart cannot be coded from what is documented. What would you ask "
            "the provider?"
        )  # fmt: skip
        return [Item("query", says, "query", query.guideline)]
    return []
