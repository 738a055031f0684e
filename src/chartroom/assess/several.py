"""A field in which several choices are marked: each one that belongs there counts, less each other.

The share is (right choices marked - others marked) ÷ right choices, never below 0. A choice that
does harm is named as such.
"""

from __future__ import annotations

from chartroom.assess import fieldvalue
from chartroom.assess.entry import quoted
from chartroom.assess.records import Field, PartKey


def judge(field: Field, text: str, part: PartKey, objection: str) -> tuple[str, str, float]:
    """Return the verdict on what is marked, what to say, and the share that it earns."""
    if objection:
        return "form", objection, 0.0
    picked = frozenset() if not text.strip() else fieldvalue.read(field, text)[0]
    wanted = _nearest(picked, part, field)
    says = "" if picked == wanted else _listed(field, picked - wanted, part)
    harm = picked & set(part.harm)
    if harm:
        return "harm", says or f"This does harm: {_named(field, harm)}.", 0.0
    if picked == wanted:
        empty = "" if picked else "Nothing marked, as it should be. "
        return "right", f"{empty}{part.why}" or "All that belongs here.", 1.0
    lacking = len(wanted - picked)
    more = f"{lacking} more {'belongs' if lacking == 1 else 'belong'} here." if lacking else ""
    says = f"{says} {more}".strip()
    if not picked:
        return "missing", says, 0.0
    if not wanted:
        return "extra", says, 0.0
    share = max(0.0, (len(picked & wanted) - len(picked - wanted)) / len(wanted))
    return ("partly" if picked & wanted else "wrong"), says, share


def _nearest(picked: frozenset[str], part: PartKey, field: Field) -> frozenset[str]:
    """Return the right set that differs least from what is marked."""
    sets = [
        frozenset() if not right else fieldvalue.read(field, right)[0] for right in part.answers
    ]
    return min(sets, key=lambda right: len(picked ^ right))


def _listed(field: Field, extra: frozenset[str], part: PartKey) -> str:
    """Return what is said about marks that do not belong there, in the order of the list."""
    said = []
    for name in field.options:
        if name in extra:
            message = part.wrong.get(name, "")
            said.append(message or f"{quoted(field.options[name])} does not belong here.")
    return " ".join(said)


def _named(field: Field, names: frozenset[str]) -> str:
    return ", ".join(quoted(field.options[name]) for name in field.options if name in names)
