"""The value objects of grouping."""

from __future__ import annotations

from dataclasses import dataclass

from chartroom.codes.refusing import Refused


class GroupingError(Refused):
    """Something that cannot be grouped as it was given. The text is a sentence with the remedy."""


@dataclass(frozen=True, slots=True)
class Stay:
    """What a grouper needs to know of a stay; made and checked by ``read``.

    Attributes:
        principal: the principal diagnosis, with its dot.
        secondary: the other diagnoses.
        procedures: ICD-10-PCS codes.
        poa: pairs of code and indicator ("Y", "N", "U", "W" or "exempt"); codes that are not
            named count as present on admission.
        age: whole years at admission, or None. The grouper does not use it; the checks do.
        sex: "F" or "M".
        disposition: patient discharge status, two digits ("01" home, "20" died).
        notes: what the checks found that does not forbid grouping.
    """

    principal: str
    secondary: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    poa: tuple[tuple[str, str], ...] = ()
    age: int | None = None
    sex: str = "F"
    disposition: str = "01"
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Secondary:
    """A secondary diagnosis as the grouper sees it.

    Attributes:
        code: with its dot.
        level: "MCC", "CC" or "".
        counts: whether that level counts in this stay.
        reason: why it does not, or "".
        hac: what hospital-acquired condition the code stands for in this stay, or "".
    """

    code: str
    level: str
    counts: bool
    reason: str = ""
    hac: str = ""


@dataclass(frozen=True, slots=True)
class Grouped:
    """The MS-DRG of a stay.

    Attributes:
        drg: three digits.
        title: the group in words.
        kind: "medical", "surgical", or "" for 998 and 999.
        mdc: major diagnostic category, two digits; "" before any MDC.
        severity: "MCC", "CC" or "": the highest level that counts in the stay. Not every group
            is divided by it.
        secondary: each secondary diagnosis, in the order given.
        carried: the codes without which the group would be another: one code alone, or several
            of one level any of which would do. Empty if no secondary diagnosis matters.
        without_hac: the group if each hospital-acquired condition had been present on admission;
            the same as ``drg`` if none matters.
        weight: always None: the grouper holds no weights. Table 5 of the IPPS final rule has them.
        stay: what was grouped.
        notes: sentences on what to look at again.
    """

    drg: str
    title: str
    kind: str
    mdc: str
    severity: str
    secondary: tuple[Secondary, ...]
    carried: tuple[str, ...]
    without_hac: str
    stay: Stay
    weight: float | None = None
    notes: tuple[str, ...] = ()

    @property
    def hacs(self) -> tuple[Secondary, ...]:
        """The hospital-acquired conditions of the stay."""
        return tuple(one for one in self.secondary if one.hac)

    def __str__(self) -> str:
        lines = [f"MS-DRG {self.drg}: {self.title} ({self.kind or 'no type'})"]
        for one in self.secondary:
            said = one.level or "neither CC nor MCC"
            lines.append(f"  {one.code}: {said}{f', {one.reason}' if one.reason else ''}")
        if len(self.carried) == 1:
            lines.append(f"Carried by {self.carried[0]}.")
        elif self.carried:
            lines.append(f"Carried by any of {', '.join(self.carried)}.")
        if self.without_hac != self.drg:
            lines.append(
                f"Had it been present on admission, the group would be {self.without_hac}."
            )
        return "\n".join([*lines, *self.notes])


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One change to a stay and what it does. ``str()`` gives the sentence."""

    change: str
    before: Grouped
    after: Grouped

    @property
    def moves(self) -> bool:
        """Whether the group changes."""
        return self.before.drg != self.after.drg

    def __str__(self) -> str:
        if not self.moves:
            return f"{self.change}: the group stays {self.before.drg}, {self.before.title}."
        return (
            f"{self.change}: {self.before.drg}, {self.before.title}, becomes {self.after.drg}, "
            f"{self.after.title}."
        )


@dataclass(frozen=True, slots=True)
class CaseMix:
    """A case-mix index: the sum of the weights, the discharges, and one by the other."""

    total: float
    discharges: int

    @property
    def index(self) -> float:
        """Sum of weights ÷ discharges."""
        return self.total / self.discharges

    def __str__(self) -> str:
        return f"{self.total:.4f} ÷ {self.discharges} = {self.index:.4f}"


@dataclass(frozen=True, slots=True)
class Category:
    """A payment HCC of a patient.

    Attributes:
        hcc: its number ("37").
        label: its name.
        codes: the diagnoses that lead to it.
        factor: what it adds to the score.
        instead_of: lower HCCs of the same family that were found and do not count.
    """

    hcc: str
    label: str
    codes: tuple[str, ...]
    factor: float
    instead_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Factor:
    """Another part of the score: age and sex, or diseases that together cost more."""

    name: str
    factor: float


@dataclass(frozen=True, slots=True)
class Risk:
    """A patient's risk by CMS-HCC V28, before normalization and coding adjustment.

    Attributes:
        score: the sum of all factors.
        demographic: the factor of age and sex.
        categories: payment HCCs, by number.
        interactions: factors of diseases that come together, and of their number.
        without: diagnoses that lead to no payment HCC.
    """

    score: float
    demographic: Factor
    categories: tuple[Category, ...]
    interactions: tuple[Factor, ...]
    without: tuple[str, ...]

    def __str__(self) -> str:
        lines = [f"{self.demographic.name}: {self.demographic.factor:.3f}"]
        for one in self.categories:
            over = f"; counts instead of HCC {', '.join(one.instead_of)}" if one.instead_of else ""
            lines.append(
                f"HCC {one.hcc} {one.label} ({', '.join(one.codes)}{over}): {one.factor:.3f}"
            )
        lines += [f"{one.name}: {one.factor:.3f}" for one in self.interactions]
        lines.append(f"Score: {self.score:.3f}")
        if self.without:
            lines.append(f"No payment HCC: {', '.join(self.without)}")
        return "\n".join(lines)
