"""The POA of a case is held against CMS's list of exempt codes."""

from __future__ import annotations

import pytest

from chartroom.cases import lint

STAY = [
    ("setting: outpatient", 'setting: inpatient\ndrg: "554"'),
    ("    role: principal", "    role: principal\n    poa: Y"),
    ("    role: secondary", "    role: secondary\n    poa: Y"),
]
STATUS = (
    "wrong:",
    """  - code: Z88.0
    role: secondary
    poa: exempt
    what: what she cannot take
    evidence: ["note: HTN"]
    guideline: I.C.21.c.3
    why: The status may be told.
wrong:""",
)


def said(path) -> list[str]:
    return [one.message for one in lint.check(path)]


def test_a_stay_in_order_has_no_problem(write):
    assert said(write(*STAY, STATUS)) == []


@pytest.mark.parametrize("poa", ["Y", "N", "U", "W"])
def test_a_code_on_the_list_takes_exempt_and_no_letter(write, poa):
    path = write(*STAY, STATUS, ("poa: exempt", f"poa: {poa}"))
    assert said(path) == [
        f"Z88.0 has 'poa: {poa}' and is on the POA exempt list of CMS (FY2025); write "
        "'poa: exempt'."
    ]
    line = path.read_text(encoding="utf-8").splitlines().index("  - code: Z88.0") + 1
    assert [one.line for one in lint.check(path)] == [line]


def test_a_code_that_is_not_on_it_takes_a_letter(write):
    path = write(*STAY, STATUS, ("Z88.0", "Z66"))
    assert said(path) == [
        "Z66 has 'poa: exempt' and is not on the POA exempt list of CMS (FY2025); write Y, N, U "
        "or W."
    ]


def test_a_code_of_which_it_is_not_known_may_have_either(write):
    assert said(write(*STAY, STATUS, ("Z88.0", "Z91.0110"))) == []
    assert said(write(*STAY, STATUS, ("Z88.0", "Z91.0110"), ("poa: exempt", "poa: Y"))) == []


def test_codes_as_right_as_a_line_and_other_sets_are_held_against_it_too(write):
    also = ("    why: The status may", "    accept: [{code: Z66, why: x}]\n    why: The status may")
    found = said(write(*STAY, STATUS, also))
    assert [text.split(" and")[0] for text in found] == ["Z66 has 'poa: exempt'"]
    other = (
        "wrong:",
        'alternatives:\n  - {why: x, codes: ["M17.1{{side.digit}}", I10, Z88.0], poa: [Y, exempt, '
        "Y]}\nwrong:",
    )
    found = said(write(*STAY, other))
    assert [text.split(" and")[0] for text in found] == [
        "I10 has 'poa: exempt'",
        "Z88.0 has 'poa: Y'",
    ]


def test_a_visit_has_no_poa_to_check(write):
    assert said(write()) == []
