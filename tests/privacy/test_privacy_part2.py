"""Records of a substance use program: who may receive them, and who may not."""

from __future__ import annotations

import pytest

from chartroom import privacy

NOTIFIED = "patient was notified and the time to object is over"
ABUSE = "authority takes such reports"
CRIME = "believed in good faith to be evidence of a crime here"
WAIVER, AUDIT = "waiver by an IRB or privacy board", "oversight activity is authorized by law"


def decide(purpose, *facts, authorized=False):
    request = privacy.Request(purpose, True, frozenset(facts), authorized, substance_use=True)
    return privacy.decide(request)


@pytest.mark.parametrize(
    ("purpose", "facts", "authorized", "section", "limits"),
    [
        ("individual", (), False, "164.524", "designated record set"),
        ("treatment", ("Part 2 consent",), False, "42 CFR 2.33", "notice of 42 CFR 2.32"),
        ("payment", ("Part 2 consent",), False, "42 CFR 2.33", "copy of the consent"),
        ("attorney", ("Part 2 is named",), True, "42 CFR 2.33", "notice of 42 CFR 2.32"),
        (
            "treatment",
            ("emergency, consent cannot be obtained",),
            False,
            "42 CFR 2.51",
            "write down at once",
        ),
        ("child abuse", (ABUSE,), False, "42 CFR 2.12(c)(6)", "the report itself"),
        ("police: crime here", (CRIME,), False, "42 CFR 2.12(c)(5)", "the incident"),
        ("coroner", (), False, "42 CFR 2.15(b)(1)", "cause of death"),
        ("research", (WAIVER,), False, "42 CFR 2.52", "waiver"),
        ("oversight", (AUDIT, "audit or evaluation under Part 2"), False, "42 CFR 2.53", "minimum"),
        ("subpoena", (NOTIFIED, "Part 2 court order"), False, "42 CFR 2.61", "the order names"),
        (
            "court order",
            ("signed by a judge or tribunal", "Part 2 court order"),
            False,
            "42 CFR 2.61",
            "the order names",
        ),
        (
            "subpoena",
            (NOTIFIED, "Part 2 consent to the proceedings"),
            False,
            "42 CFR 2.33",
            "copy of the consent",
        ),
    ],
)
def test_what_may_go(purpose, facts, authorized, section, limits):
    found = decide(purpose, *facts, authorized=authorized)
    assert found.action == "release"
    assert section in found.section
    assert limits in found.limits


@pytest.mark.parametrize(
    ("purpose", "facts", "authorized", "action", "section"),
    [
        ("treatment", (), False, "return", "2.31"),
        ("payment", (), False, "return", "2.31"),
        ("attorney", (), True, "return", "2.31"),
        ("attorney", ("Part 2 is named",), False, "return", "2.31"),
        ("payment", ("emergency, consent cannot be obtained",), False, "return", "2.31"),
        # A condition of HIPAA is wanting, though Part 2 would allow it.
        ("research", (), False, "return", "164.512(i)"),
        ("child abuse", (), False, "escalate", "164.512(b)(1)(ii)"),
        ("subpoena", ("Part 2 court order",), False, "return", "164.512(e)"),
        # A subpoena, an order that does not say so, and consent to treatment are not enough.
        ("subpoena", (NOTIFIED,), False, "escalate", "2.61"),
        ("subpoena", (NOTIFIED, "Part 2 consent"), False, "escalate", "2.12(d)"),
        ("court order", ("signed by a judge or tribunal",), False, "escalate", "2.61"),
        ("police: process", ("signed by a judge or grand jury",), False, "escalate", "2.31(d)"),
        ("oversight", (AUDIT,), False, "escalate", "2.53"),
        ("HHS", ("HHS investigates compliance",), False, "escalate", "2.13(a)"),
        # Not even that somebody is a patient.
        ("family", ("patient agrees",), False, "refuse", "2.13(c)"),
        ("directory", ("asked by name",), False, "refuse", "2.13(c)"),
        ("media", (), True, "refuse", "2.13(c)"),
    ],
)
def test_what_may_not(purpose, facts, authorized, action, section):
    found = decide(purpose, *facts, authorized=authorized)
    assert found.action == action
    assert section in found.section
    assert found.limits == ""
