"""What stays back from a chart, and to whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chartroom import privacy

PLAIN = privacy.Piece("Discharge summary", "TH-100001")


@pytest.mark.parametrize(
    ("changes", "to", "allowed", "code", "section"),
    [
        ({}, "individual", (), None, ""),
        ({}, "attorney", (), None, ""),
        ({"mrn": " th-100001"}, "individual", (), None, ""),
        ({"mrn": "TH-100010"}, "individual", (), "other patient", "164.502(a)"),
        ({"legible": False}, "treatment", (), "illegible", "policy"),
        ({"peer_review": True}, "individual", (), "peer review", "164.501"),
        ({"psychotherapy_note": True}, "individual", (), "psychotherapy notes", "164.524(a)(1)(i)"),
        ({"psychotherapy_note": True}, "attorney", ("Part 2",), "psychotherapy notes", "164.508"),
        ({"psychotherapy_note": True}, "attorney", ("psychotherapy notes",), None, ""),
        ({"for_proceedings": True}, "individual", (), "for proceedings", "164.524(a)(1)(ii)"),
        ({"for_proceedings": True}, "treatment", (), None, ""),
        ({"endangers": True}, "individual", (), "endangers", "164.524(a)(3)"),
        ({"endangers": True}, "treatment", (), None, ""),
        ({"from_confidant": True}, "representative", (), "confidant", "164.524(a)(2)(v)"),
        ({"counseling_note": True}, "payment", ("Part 2",), "counseling notes", "2.31(b)"),
        ({"counseling_note": True}, "payment", ("counseling notes",), None, ""),
        ({"state_kind": "HIV test"}, "attorney", (), None, ""),
        ({"mrn": ""}, "individual", (), "other patient", "164.502(a)"),
        ({"substance_use_program": True}, "individual", (), None, ""),
        ({"substance_use_program": True}, "treatment", (), "Part 2", "42 CFR 2.13"),
        ({"substance_use_program": True}, "treatment", ("Part 2",), None, ""),
        ({"minor_consented": True}, "representative", (), "minor's own consent", "164.502(g)(3)"),
        ({"minor_consented": True}, "individual", (), None, ""),
        ({"minor_consented": True}, "treatment", (), None, ""),
    ],
)
def test_one_piece(changes, to, allowed, code, section):
    found = privacy.held_back([replace(PLAIN, **changes)], "TH-100001", to, frozenset(allowed))
    if code is None:
        assert found == {}
    else:
        assert found["Discharge summary"].code == code
        assert section in found["Discharge summary"].section


def test_the_rest_of_a_chart_goes():
    pieces = [PLAIN, replace(PLAIN, title="Note", mrn="TH-2"), replace(PLAIN, title="H&P")]
    assert [*privacy.held_back(pieces, "TH-100001")] == ["Note"]


@pytest.mark.parametrize(
    ("to", "applies"),
    [
        ("treatment", False),
        ("individual", False),
        ("authorization", False),
        ("HHS", False),
        ("required by law", False),
        ("HIPAA compliance", False),
        ("payment", True),
        ("own operations", True),
        ("research", True),
    ],
)
def test_where_the_minimum_is_asked_for(to, applies):
    found, section = privacy.minimum_necessary(to)
    assert found is applies
    assert section.startswith("45 CFR 164.502(b)")


@pytest.mark.parametrize(
    ("kind", "to", "allowed", "code", "section"),
    [
        ("HIV test", "attorney", (), "state", "10-3"),
        ("HIV test", "attorney", ("HIV test",), None, ""),
        ("HIV test", "individual", (), None, ""),
        ("contraception", "representative", (), "minor's own consent", "Minors Act 4"),
        ("contraception", "individual", (), None, ""),
        ("eye test", "attorney", (), None, ""),
    ],
)
def test_what_a_state_adds(kind, to, allowed, code, section):
    state = privacy.read_overlay()
    piece = replace(PLAIN, state_kind=kind)
    found = privacy.held_back([piece], "TH-100001", to, frozenset(allowed), state)
    assert [one.code for one in found.values()] == ([code] if code else [])
    assert all(section in one.section for one in found.values())
