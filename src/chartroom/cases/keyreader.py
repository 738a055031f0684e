"""Read the key of a case: its lines, the query, the alternatives and the listed wrong codes."""

from __future__ import annotations

from yaml.nodes import MappingNode, Node

from chartroom.cases.front import Front
from chartroom.cases.records import (
    POA,
    ROLES,
    Accept,
    Alternative,
    Evidence,
    KeyLine,
    ProcedureLine,
    Query,
    WrongCode,
)

_LINE = ("code", "role", "what", "evidence", "guideline", "why")
_PROCEDURE = ("code", "what", "evidence", "guideline", "why")
_LINE_MORE = ("poa", "optional", "any_order", "after", "accept")


def read_lines(front: Front, node: Node, setting: str) -> tuple[KeyLine, ...]:
    """Return the key's lines; exactly one of them is the principal, and it comes first.

    Raises:
        CaseError: a line lacks a field, evidence or (inpatient) POA; no or two principals.
    """
    lines = tuple(_line(front, item, setting) for item in front.items(node, "key"))
    principals = [line for line in lines if line.role == "principal"]
    if not principals:
        raise front.error(node, "no key line has 'role: principal'; give it to the first one.")
    if len(principals) > 1:
        codes = " and ".join(line.code for line in principals)
        raise front.error(node, f"{codes} both have 'role: principal'; leave it to one.")
    if lines[0].role != "principal":
        raise front.error(node, "the principal must be the first line of the key; move it up.")
    if lines[0].optional:
        raise front.error(node, "the principal cannot be optional; remove 'optional'.")
    seen: set[str] = set()
    for line, item in zip(lines, front.items(node, "key"), strict=True):
        if line.code in seen:
            raise front.error(item, f"{line.code} stands twice in the key; keep one line.")
        seen.add(line.code)
    for line, item in zip(lines, front.items(node, "key"), strict=True):
        for code in line.after:
            if code not in seen or code == line.code:
                raise front.error(
                    item, f"'after' of {line.code} names {code}, which is no other key line."
                )
    return lines


def read_procedures(front: Front, node: Node | None, setting: str) -> tuple[ProcedureLine, ...]:
    """Return the key's procedures, the principal one first.

    Raises:
        CaseError: a line lacks a field or evidence, stands twice, or has what its setting has not.
    """
    found: list[ProcedureLine] = []
    for item in front.items(node, "procedures") if node is not None else ():
        line = _procedure(front, item, setting)
        if any((line.code, line.modifiers) == (one.code, one.modifiers) for one in found):
            raise front.error(
                item, f"{line.code} stands twice among the procedures; keep one line."
            )
        found.append(line)
    if found and found[0].optional and not all(one.optional for one in found):
        raise front.error(
            node, "the first is the principal procedure and cannot be optional; move it down."
        )
    return tuple(found)


def read_query(front: Front, node: Node) -> Query:
    """Return the query of a case whose provider must be asked."""
    fields = front.fields(
        node, "'query'", ("about", "evidence", "guideline", "why"), ("instead_of", "required")
    )
    return Query(
        about=front.text(fields["about"], "about"),
        evidence=_evidence(front, fields["evidence"], "the query"),
        guideline=front.text(fields["guideline"], "guideline"),
        why=front.text(fields["why"], "why"),
        instead_of=front.texts(fields["instead_of"], "instead_of")
        if "instead_of" in fields
        else (),
        required=front.flag(fields["required"], "required") if "required" in fields else True,
        line=front.line(node),
    )


def read_alternatives(front: Front, node: Node | None, setting: str) -> tuple[Alternative, ...]:
    """Return the other code sets that are accepted whole."""
    found = []
    for item in front.items(node, "alternatives") if node is not None else ():
        fields = front.fields(item, "an alternative", ("why", "codes"), ("poa",))
        codes = front.texts(fields["codes"], "codes")
        letters = [
            front.choice(letter, "poa", POA)
            for letter in (front.items(fields["poa"], "poa") if "poa" in fields else ())
        ]
        if setting == "outpatient" and letters:
            raise front.error(item, "an outpatient case has no POA; remove 'poa'.")
        if setting == "inpatient" and len(letters) != len(codes):
            raise front.error(
                item, f"give 'poa' one letter for each of the {len(codes)} codes, in their order."
            )
        why = front.text(fields["why"], "why")
        found.append(Alternative(why, codes, tuple(letters), front.line(item)))
    return tuple(found)


def read_wrong(front: Front, node: Node | None) -> tuple[WrongCode, ...]:
    """Return the tempting wrong codes with their messages."""
    found = []
    for item in front.items(node, "wrong") if node is not None else ():
        fields = front.fields(item, "a wrong code", ("code", "says"), ("guideline", "invalid"))
        found.append(
            WrongCode(
                code=front.text(fields["code"], "code"),
                says=front.text(fields["says"], "says"),
                guideline=front.text(fields["guideline"], "guideline")
                if "guideline" in fields
                else "",
                invalid=front.flag(fields["invalid"], "invalid") if "invalid" in fields else False,
                line=front.line(item),
            )
        )
    return tuple(found)


def _line(front: Front, node: Node, setting: str) -> KeyLine:
    fields = front.fields(node, "a key line", _LINE, _LINE_MORE)
    code = front.text(fields["code"], "code")
    after = front.texts(fields["after"], "after") if "after" in fields else ()
    any_order = front.flag(fields["any_order"], "any_order") if "any_order" in fields else not after
    if after and any_order:
        raise front.error(node, f"{code} has both 'any_order: true' and 'after'; keep one.")
    return KeyLine(
        code=code,
        role=front.choice(fields["role"], "role", ROLES),
        what=front.text(fields["what"], "what"),
        evidence=_evidence(front, fields["evidence"], code),
        guideline=front.text(fields["guideline"], "guideline"),
        why=front.text(fields["why"], "why"),
        poa=_poa(front, fields, node, setting),
        optional=front.flag(fields["optional"], "optional") if "optional" in fields else False,
        any_order=any_order,
        after=after,
        accept=_accept(front, fields.get("accept")),
        line=front.line(node),
    )


def _procedure(front: Front, node: Node, setting: str) -> ProcedureLine:
    more = ("optional", "accept", "modifiers", "units")
    fields = front.fields(node, "a procedure", _PROCEDURE, more)
    code = front.text(fields["code"], "code")
    for name in ("modifiers", "units"):
        if setting == "inpatient" and name in fields:
            raise front.error(fields[name], f"ICD-10-PCS has no {name}; remove '{name}'.")
    modifiers = front.texts(fields["modifiers"], "modifiers") if "modifiers" in fields else ()
    return ProcedureLine(
        code=code,
        what=front.text(fields["what"], "what"),
        evidence=_evidence(front, fields["evidence"], code),
        guideline=front.text(fields["guideline"], "guideline"),
        why=front.text(fields["why"], "why"),
        modifiers=modifiers,
        units=front.number(fields["units"], "units", 1, 999) if "units" in fields else 1,
        optional=front.flag(fields["optional"], "optional") if "optional" in fields else False,
        accept=_accept(front, fields.get("accept")),
        line=front.line(node),
    )


def _poa(front: Front, fields: dict[str, Node], node: Node, setting: str) -> str | None:
    if setting == "outpatient":
        if "poa" in fields:
            raise front.error(fields["poa"], "an outpatient case has no POA; remove 'poa'.")
        return None
    if "poa" not in fields:
        raise front.error(node, "an inpatient key line needs 'poa': Y, N, U, W or exempt.")
    return front.choice(fields["poa"], "poa", POA)


def _accept(front: Front, node: Node | None) -> tuple[Accept, ...]:
    found = []
    for item in front.items(node, "accept") if node is not None else ():
        fields = front.fields(item, "'accept'", ("code", "why"))
        found.append(Accept(front.text(fields["code"], "code"), front.text(fields["why"], "why")))
    return tuple(found)


def _evidence(front: Front, node: Node, where: str) -> tuple[Evidence, ...]:
    # An author may forget the quotes: "- note: words" then reads as a field, and means the same.
    parts = [node] if isinstance(node, MappingNode) else front.items(node, "evidence")
    found = []
    for part in parts:
        if isinstance(part, MappingNode):
            pairs = [(front.text(k, "evidence"), front.text(v, "evidence")) for k, v in part.value]
        else:
            document, colon, words = front.text(part, "evidence").partition(":")
            pairs = [(document.strip(), words.strip())] if colon else [("", "")]
        for document, words in pairs:
            if not document or not words:
                raise front.error(
                    part,
                    f'evidence of {where} must read "document-id: exact words of the document".',
                )
            found.append(Evidence(document, words))
    if not found:
        raise front.error(node, f"{where} has no evidence; quote the words of the chart.")
    return tuple(found)
