"""Check a set of codes the way an encoder does."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from chartroom.codes import (
    agesex,
    companions,
    dates,
    entries,
    excludes,
    families,
    form,
    instructions,
    laterality,
    presumed,
    sequence,
    wellformed,
)
from chartroom.codes.findings import KINDS, Finding, error

__all__ = ["Finding", "check"]

SETTINGS = ("outpatient", "inpatient")


def check(
    codes: Iterable[str],
    principal: str | None = None,
    setting: str = "outpatient",
    age: float | None = None,
    sex: str | None = None,
    date: object = None,
) -> list[Finding]:
    """Check a patient's diagnosis codes for one encounter.

    Args:
        codes: the codes in sequence.
        principal: the principal (inpatient) or first-listed (outpatient) diagnosis; the first of
            ``codes`` if not given. It counts as listed first, whether or not ``codes`` holds it.
        setting: "outpatient" or "inpatient".
        age: whole years, 0 for a baby under one year; None if not known.
        sex: "F" or "M"; None if not known.
        date: of the encounter (inpatients: of discharge), a date or "2026-05-01"; None if any.

    Returns:
        Findings by kind, then in the order of the codes. A right set gives no finding of
        severity "error". The rules: the notes of the Tabular List, inherited ones included, and
        the ICD-10-CM Official Guidelines FY2026.

    Raises:
        ValueError: setting, age, sex or date can not be read.
    """
    if setting not in SETTINGS:
        raise ValueError(f'{setting!r} is not a setting: give "outpatient" or "inpatient".')
    years, known_sex, day = agesex.read_age(age), agesex.read_sex(sex), dates.read(date)
    wanted = [codes] if isinstance(codes, str) else list(codes)
    tidied = [form.tidy(code) for code in wanted]
    if principal:
        lead = form.tidy(principal)
        # The principal moves to the front; a second copy of it on the list stays a duplicate.
        if lead in tidied:
            tidied.remove(lead)
        tidied.insert(0, lead)

    findings = [*_repeated(tidied)]
    unique = list(dict.fromkeys(tidied))
    findings += [found for code in unique if (found := wellformed.check(code))]
    known = [entry for code in unique if (entry := entries.find(code))]
    listed = [entry for entry in known if entry.billable]
    stand_ins = [entry for code in unique if (entry := wellformed.stand_in(code))]
    if unique and listed and listed[0].code == unique[0]:
        findings += sequence.check(listed, setting)
    findings += instructions.check(listed, [*listed, *stand_ins])
    findings += excludes.check(listed)
    findings += presumed.check(listed)
    findings += companions.check(listed, [*listed, *stand_ins], setting)
    findings += families.check(listed)
    findings += laterality.check(listed)
    findings += agesex.check(listed, years, known_sex)
    findings += dates.check(listed, day)
    return sorted(findings, key=lambda finding: KINDS.index(finding.kind))


def _repeated(codes: list[str]) -> list[Finding]:
    found = []
    for earlier, later in pairwise(sorted(codes)):
        if earlier == later and earlier and earlier not in found:
            found.append(earlier)
    return [
        error(
            "duplicate",
            (code,),
            f"{code} is on the list more than once: report a code once for an encounter.",
            "I.B.12",
        )
        for code in sorted(found, key=codes.index)
    ]
