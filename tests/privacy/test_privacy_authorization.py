"""A valid authorization, and each single defect."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from chartroom import privacy

TODAY = date(2026, 8, 3)
VALID = privacy.Authorization(
    information="discharge summary of the stay of June 2 to June 6, 2026",
    discloser="Tern Harbor Medical Center",
    recipient="Ostrava & Pell, attorneys",
    purpose="claim after an accident",
    signed_on=date(2026, 7, 20),
    signature="Rosalind Achebe",
    patient="Rosalind Achebe",
    expires_on=date(2026, 12, 31),
)


def codes(**changes):
    return [one.code for one in privacy.defects(replace(VALID, **changes), TODAY)]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"purpose": "at the request of the individual"},
        {"expires_on": None, "expires_when": "end of the lawsuit"},
        {"expires_on": TODAY},
        {"signed_on": TODAY},
        {"signature": "rosalind  achebe"},
        {"signature": "Obi Achebe", "authority": "health care power of attorney of May 3, 2026"},
        {"combined_with": "another authorization"},
        {"combined_with": "consent to take part in the same research study", "research": True},
        {"combined_with": "(none)"},
        {"conditioned": True, "may_condition": True},
        {"psychotherapy_notes": True},
        {"psychotherapy_notes": True, "combined_with": "authorization for psychotherapy notes"},
        {"revoked_on": date(2026, 8, 4)},
    ],
)
def test_valid(changes):
    assert codes(**changes) == []


@pytest.mark.parametrize(
    ("code", "section", "changes"),
    [
        ("no-information", "(c)(1)(i)", {"information": ""}),
        ("no-information", "(c)(1)(i)", {"information": "[illegible]"}),
        ("no-patient", "(c)(1)(i)", {"patient": "illegible"}),
        ("no-discloser", "(c)(1)(ii)", {"discloser": " "}),
        ("no-recipient", "(c)(1)(iii)", {"recipient": "N/A"}),
        ("no-purpose", "(c)(1)(iv)", {"purpose": "-"}),
        ("no-expiration", "(c)(1)(v)", {"expires_on": None}),
        ("no-expiration", "(c)(1)(v)", {"expires_on": None, "expires_when": "none"}),
        ("no-signature", "(c)(1)(vi)", {"signature": ""}),
        ("no-signature-date", "(c)(1)(vi)", {"signed_on": None}),
        ("no-authority", "(c)(1)(vi)", {"signature": "Obi Achebe"}),
        ("no-revocation", "(c)(2)(i)", {"says_revocable": False}),
        ("no-conditions", "(c)(2)(ii)", {"says_conditions": False}),
        ("no-redisclosure", "(c)(2)(iii)", {"says_redisclosure": False}),
        ("expired", "(b)(2)(i)", {"expires_on": date(2026, 8, 2)}),
        ("event-happened", "(b)(2)(i)", {"event_happened": True}),
        ("revoked", "(b)(2)(iii)", {"revoked_on": TODAY}),
        ("revoked-before-signature", "(b)(2)(iii)", {"revoked_on": date(2026, 7, 19)}),
        ("signed-later", "(b)(1)", {"signed_on": date(2026, 8, 13)}),
        ("expires-before-signature", "(b)(1)", {"expires_on": date(2026, 7, 1)}),
        ("compound", "(b)(3)", {"combined_with": "consent to treatment"}),
        (
            "compound",
            "(b)(3)",
            {"combined_with": "another authorization", "conditioned": True, "may_condition": True},
        ),
        ("compound", "(b)(3)", {"combined_with": "consent to take part in a research study"}),
        (
            "notes-combined",
            "(b)(3)(ii)",
            {"psychotherapy_notes": True, "combined_with": "another authorization"},
        ),
        ("notes-combined", "(b)(3)(ii)", {"psychotherapy_notes": True, "other_information": True}),
        ("conditioned", "(b)(4)", {"conditioned": True}),
        ("false", "(b)(2)(v)", {"known_false": True}),
    ],
)
def test_each_single_defect(code, section, changes):
    (found,) = privacy.defects(replace(VALID, **changes), TODAY)
    assert found.code == code
    assert found.section == f"45 CFR 164.508{section}"
    assert found.words.endswith(".")
    assert found.remedy


def test_all_defects_of_an_empty_form_are_named():
    empty = privacy.Authorization("", "", "", "", None, "", "")
    assert [one.code for one in privacy.defects(empty, TODAY)] == [
        "no-information",
        "no-discloser",
        "no-recipient",
        "no-purpose",
        "no-expiration",
        "no-patient",
        "no-signature",
        "no-signature-date",
    ]


def test_a_day_that_is_no_day():
    with pytest.raises(privacy.PrivacyError, match="is not a date"):
        privacy.defects(VALID, "August 3")
