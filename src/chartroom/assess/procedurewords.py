"""Put the procedures of a worksheet into words. Graded, nothing of the key is named."""

from __future__ import annotations

from chartroom import cases
from chartroom.assess import family, guard, procedure, procedureform
from chartroom.assess.entry import sentence, shorten
from chartroom.assess.feedback import Item
from chartroom.assess.procedurerows import Row
from chartroom.assess.procedurescore import Counted, Match, closest, rights
from chartroom.codes import cpt, hcpcs, pcs

_PRINCIPAL = "ICD-10-PCS guideline on the principal procedure"


def target(row: Row) -> str:
    """Return what an item about a row names as its target."""
    return f"procedure {row.place}"


def hidden(key: cases.Key, rows: tuple[Row, ...]) -> set[str]:
    """Return the right procedure codes that were not given."""
    return {code for line in key.procedures for code in rights(line)} - {row.code for row in rows}


def items(
    counted: Counted,
    key: cases.Key,
    inpatient: bool,
    unseen: set[str],
    graded: bool,
    tell: bool = True,
) -> list[Item]:
    """Return what there is to say, procedure by procedure; ``tell`` as in ``assess``."""
    said: list[Item] = []
    for match in counted.matches:
        said += _match(match, inpatient, unseen, graded, tell)
    seen = {match.row.code for match in counted.matches if match.row}
    for row in counted.extras:
        said.append(_extra(row, row.code in seen, counted, key, inpatient, unseen, graded))
        seen.add(row.code)
    return said


def summary(counted: Counted) -> str:
    """Return how many procedures are right and how many too many, as sentences."""
    right = sum(match.full for match in counted.wanted)
    says = f"Procedures fully right: {right} of {len(counted.wanted)}."
    if counted.extras:
        says += f" Procedures that do not belong here: {len(counted.extras)}."
    return says


def answers(key: cases.Key, inpatient: bool) -> list[Item]:
    """Return the procedures of the key for the reveal."""
    found = []
    for place, line in enumerate(key.procedures, 1):
        role = ", principal procedure" if inpatient and place == 1 and not line.optional else ""
        optional = " (optional)" if line.optional else ""
        marks = f" Modifiers: {', '.join(line.modifiers)}." if line.modifiers else ""
        units = f" Units: {line.units}." if line.units != 1 else ""
        says = (
            f"Procedure {place}. {line.code}{_titled(line.code, inpatient)}{role}{optional}."
            f"{marks}{units} {line.why}"
        )
        rule = _rule(line, inpatient)
        found.append(Item("answer", says.strip(), line.code, rule, _evidence(line)))
        for one in line.accept:
            says = f"Instead of {line.code}, {one.code}{_titled(one.code, inpatient)} is accepted"
            found.append(Item("answer", f"{says} too. {one.why}", one.code))
    return found


def _match(match: Match, inpatient: bool, unseen: set[str], graded: bool, tell: bool) -> list[Item]:
    line, row, rule = match.line, match.row, _rule(match.line, inpatient)
    if row is None:
        if line.optional:
            return []
        role = "The principal procedure," if match.principal else "A procedure code"
        says = f"{role} for this: {sentence(line.what)}"
        says = guard.without(says, unseen, f"{role.rstrip(',')} that the record supports.")
        return [Item("missing", says, "", rule)]
    found = []
    if not match.exact:
        found.append(_close(row, line, graded, tell))
    elif match.modifiers_right and match.units_right:
        found.append(_right(row, line, inpatient, unseen, graded))
    else:
        found.append(_details(match, row, graded))
    if not match.in_place:
        says = f"{row.code} is the principal procedure: move it to the first row of the procedures."
        found.append(Item("order", says, target(row), _PRINCIPAL))
    return found


def _right(
    row: Row, line: cases.ProcedureLine, inpatient: bool, unseen: set[str], graded: bool
) -> Item:
    says = f"{row.code}{_titled(row.code, inpatient)}."
    if line.optional:
        says += " It may be coded here; it need not be."
    if graded:
        return Item("right", says, target(row), _rule(line, inpatient))
    why = guard.without(line.why, unseen)
    says = f"{says} {why}".strip()
    return Item("right", says, target(row), _rule(line, inpatient), _evidence(line))


def _close(row: Row, line: cases.ProcedureLine, graded: bool, tell: bool) -> Item:
    """One character of an ICD-10-PCS code is wrong: what it says, and the rule that decides."""
    right = closest(row, line)
    says = f"{row.code}{_titled(row.code, True)}. The first three characters are right"
    if not pcs.in_tables(right):
        return Item("partly", f"{says}; one of the others is not.", target(row), _rule(line, True))
    one = pcs.compare(row.code, right).differences[0]
    chosen = f"{one.given.value}, {one.given.label}" if one.given else row.code[one.character - 1]
    rule = pcs.cite(", ".join(rule.number for rule in one.guidelines)) or _rule(line, True)
    if graded:
        says += f". {one.right.place}: {chosen}, is not what the record supports."
    else:
        says += f". {one.right.place}: you chose {chosen}. {procedure.decided(one, tell)}"
    return Item("partly", says.strip(), target(row), rule)


def _details(match: Match, row: Row, graded: bool) -> Item:
    """The code is right, and modifiers or units are not."""
    line = match.line
    says = [f"{row.code}{_titled(row.code, False)}: the code is right."]
    wanted = [pcs.tidy(mark) for mark in line.modifiers]
    says += [
        f"Modifier {mark}{_meaning(mark)} does not belong here."
        for mark in row.modifiers
        if mark not in wanted
    ]
    missing = [mark for mark in wanted if mark not in row.modifiers]
    if missing and graded:
        says.append("A modifier is missing." if len(missing) == 1 else "Modifiers are missing.")
    elif missing:
        says += [f"A modifier is missing that says this: {_says(mark)}" for mark in missing]
    if not match.units_right:
        given = f"{row.units} unit{'' if row.units == 1 else 's'}" if row.units else "the units"
        says.append(f"Count again: {given} cannot be right. {_unit(row.code)}".strip())
    return Item("partly", " ".join(says), target(row), line.guideline)


def _extra(
    row: Row,
    again: bool,
    counted: Counted,
    key: cases.Key,
    inpatient: bool,
    unseen: set[str],
    graded: bool,
) -> Item:
    if again:
        return Item("extra", f"{row.code} stands twice; one row is enough.", target(row))
    off = procedureform.fault(row, inpatient)
    for wrong in key.wrong:
        if family.normal(wrong.code) == row.code:
            says = guard.without(wrong.says, unseen) if graded else wrong.says
            if says:
                return Item("wrong", f"{row.code}. {says}", target(row), wrong.guideline)
    if off and off.sure:
        return Item("form", off.message, target(row), off.guideline)
    near = _near(row, counted) if inpatient else None
    if near:
        return near
    title = procedureform.title(row.code, inpatient)
    known = f"{row.code} means “{title}”." if title else f"The course has no words for {row.code}."
    return Item("extra", f"{known} Nothing in the record calls for it.", target(row))


def _near(row: Row, counted: Counted) -> Item | None:
    """A code of the right section and body system, for a procedure that is still missing."""
    for match in sorted(counted.wanted, key=lambda one: closest(row, one.line)[:3] != row.code[:3]):
        right = closest(row, match.line)
        if match.row or right[:2] != row.code[:2] or not pcs.in_tables(right):
            continue
        found = pcs.compare(row.code, right)
        says = f"{row.code}{_titled(row.code, True)}."
        if found.same_table:
            places = ", ".join(one.axis.lower() for one in found.differences)
            says += f" The first three characters are right. Look again at: {places}."
        else:
            says += " Section and body system are right. Look again at the root operation."
        numbers = [rule.number for rule in found.differences[0].guidelines]
        rule = pcs.cite(", ".join(numbers)) or _rule(match.line, True)
        return Item("wrong", says, target(row), rule)
    return None


def _titled(code: str, inpatient: bool) -> str:
    title = procedureform.title(code, inpatient)
    return f", {title}" if title else ""


def _rule(line: cases.ProcedureLine, inpatient: bool) -> str:
    return pcs.cite(line.guideline) if inpatient else line.guideline


def _evidence(line: cases.ProcedureLine) -> tuple[tuple[str, str], ...]:
    return tuple((one.document, one.words) for one in line.evidence)


def _says(mark: str) -> str:
    """Return what a modifier tells the payer, as a sentence that does not name it."""
    known = {one.modifier: one.says for one in (*cpt.modifiers(), *hcpcs.modifiers())}
    return sentence(known.get(mark, "something that the record shows"))


def _meaning(mark: str) -> str:
    names = {one.modifier: one.name for one in cpt.modifiers()}
    names |= {one.modifier: one.says for one in hcpcs.modifiers()}
    return f" ({shorten(names[mark])})" if mark in names else ""


def _unit(code: str) -> str:
    """Return what one billing unit of a drug is, where the description names it."""
    one = hcpcs.codes().get(code)
    return f"One unit is {one.amount} {one.unit}." if one and one.amount else ""
