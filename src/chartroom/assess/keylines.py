"""The code sets that count as right: the key of a case and each of its alternatives."""

from __future__ import annotations

from dataclasses import dataclass

from chartroom import cases
from chartroom.assess import family


@dataclass(frozen=True)
class Line:
    """One code that is wanted: ``codes`` holds it and those accepted in its place."""

    codes: tuple[str, ...]
    principal: bool
    optional: bool
    what: str
    guideline: str = ""
    why: str = ""
    poa: str = ""
    after: tuple[str, ...] = ()
    evidence: tuple[tuple[str, str], ...] = ()

    @property
    def weight(self) -> float:
        """What the line is worth: principal 2, any other 1, optional 0."""
        return 0.0 if self.optional else 2.0 if self.principal else 1.0


def targets(key: cases.Key) -> list[tuple[Line, ...]]:
    """Return the sets of lines an answer may be measured by: the key, then each alternative."""
    base = tuple(_line(key.lines, place) for place in range(len(key.lines)))
    return [base, *(_alternative(one, base) for one in key.alternatives)]


def hidden(key: cases.Key, shown: set[str]) -> set[str]:
    """Return the right codes that are not in ``shown``, as ``family.normal`` writes them."""
    found = {family.normal(code) for lines in targets(key) for line in lines for code in line.codes}
    return found - {family.normal(code) for code in shown}


def _line(lines: tuple[cases.KeyLine, ...], place: int) -> Line:
    line = lines[place]
    after = line.after
    if place and not line.any_order and not after:
        after = (lines[place - 1].code,)
    return Line(
        codes=(line.code, *(one.code for one in line.accept)),
        principal=line.role == "principal",
        optional=line.optional,
        what=line.what,
        guideline=line.guideline,
        why=line.why,
        poa=line.poa or "",
        after=after,
        evidence=tuple((one.document, one.words) for one in line.evidence),
    )


def _alternative(other: cases.Alternative, base: tuple[Line, ...]) -> tuple[Line, ...]:
    known = {code: line for line in base for code in line.codes}
    lines = []
    for place, code in enumerate(other.codes):
        like = known.get(code)
        lines.append(
            Line(
                codes=like.codes if like else (code,),
                principal=place == 0,
                optional=False,
                what=like.what if like else "another condition that the chart supports",
                guideline=like.guideline if like else "",
                why=like.why if like else other.why,
                poa=other.poa[place] if other.poa else "",
                # What must follow what was written for the key; the alternative may turn it over.
                after=tuple(a for a in like.after if a in other.codes[:place]) if like else (),
                evidence=like.evidence if like else (),
            )
        )
    taken = {code for line in lines for code in line.codes}
    spare = [line for line in base if line.optional and not taken & set(line.codes)]
    return (*lines, *spare)
