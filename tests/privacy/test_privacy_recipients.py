"""Who may receive: each ground with its conditions met, and with each one wanting."""

from __future__ import annotations

import pytest

from chartroom import privacy
from chartroom.privacy.finding import ACTIONS

THREE = (
    "relevant to a lawful inquiry",
    "specific and limited",
    "nothing less identifying would do",
)
#: Purpose: where it stands, facts that meet its conditions, and what happens with each one gone.
GROUNDS = {
    "individual": ("164.524", (), {}),
    "treatment": ("164.506(c)(1), (2)", (), {}),
    "payment": ("164.506(c)(1), (3)", (), {}),
    "own operations": ("164.506(c)(1)", (), {}),
    "other's operations": (
        "164.506(c)(4)",
        ("both treated the patient", "quality or fraud purpose"),
        {"both treated the patient": "refuse", "quality or fraud purpose": "refuse"},
    ),
    "required by law": ("164.512(a)", ("law is named",), {"law is named": "return"}),
    "public health": (
        "164.512(b)(1)(i)",
        ("authority is authorized by law",),
        {"authority is authorized by law": "return"},
    ),
    "child abuse": (
        "164.512(b)(1)(ii)",
        ("authority takes such reports",),
        {"authority takes such reports": "escalate"},
    ),
    "oversight": (
        "164.512(d)",
        ("oversight activity is authorized by law",),
        {"oversight activity is authorized by law": "return"},
    ),
    "court order": (
        "164.512(e)(1)(i)",
        ("signed by a judge or tribunal",),
        {"signed by a judge or tribunal": "return"},
    ),
    "subpoena": (
        "164.512(e)(1)(ii)",
        ("patient was notified and the time to object is over",),
        {"patient was notified and the time to object is over": "return"},
    ),
    "police: process": (
        "164.512(f)(1)(ii)",
        ("signed by a judge or grand jury",),
        {"signed by a judge or grand jury": "return"},
    ),
    "police: find somebody": (
        "164.512(f)(2)",
        ("police ask to identify or locate",),
        {"police ask to identify or locate": "refuse"},
    ),
    "police: victim": ("164.512(f)(3)", ("victim agrees",), {"victim agrees": "escalate"}),
    "police: written request": (
        "164.512(f)(1)(ii)(C)",
        THREE,
        dict.fromkeys(THREE, "return"),
    ),
    "police: crime here": (
        "164.512(f)(5)",
        ("believed in good faith to be evidence of a crime here",),
        {"believed in good faith to be evidence of a crime here": "escalate"},
    ),
    "police: death": (
        "164.512(f)(4)",
        ("death may have come from a crime",),
        {"death may have come from a crime": "escalate"},
    ),
    "adult abuse": (
        "164.512(c)",
        ("law requires the report",),
        {"law requires the report": "escalate"},
    ),
    "HHS": (
        "164.502(a)(2)(ii)",
        ("HHS investigates compliance",),
        {"HHS investigates compliance": "escalate"},
    ),
    "family of the dead": (
        "164.510(b)(5)",
        ("was involved in the care or its payment", "no wish against it is known"),
        {
            "was involved in the care or its payment": "refuse",
            "no wish against it is known": "refuse",
        },
    ),
    "national security": (
        "164.512(k)(2)",
        ("privacy officer confirmed the officials and their authority",),
        {"privacy officer confirmed the officials and their authority": "escalate"},
    ),
    "coroner": ("164.512(g)(1)", (), {}),
    "funeral director": ("164.512(g)(2)", (), {}),
    "organ donation": ("164.512(h)", (), {}),
    "research": (
        "164.512(i)",
        ("waiver by an IRB or privacy board",),
        {"waiver by an IRB or privacy board": "return"},
    ),
    "serious threat": (
        "164.512(j)",
        ("professional believes it in good faith",),
        {"professional believes it in good faith": "escalate"},
    ),
    "workers' compensation": (
        "164.512(l)",
        ("state law allows it",),
        {"state law allows it": "return"},
    ),
    "jail": (
        "164.512(k)(5)",
        ("inmate's care or safety needs it",),
        {"inmate's care or safety needs it": "return"},
    ),
    "family": ("164.510(b)", ("patient agrees",), {"patient agrees": "refuse"}),
    "directory": (
        "164.510(a)",
        ("patient did not object to the directory", "asked by name"),
        {"patient did not object to the directory": "refuse", "asked by name": "refuse"},
    ),
    "school": (
        "164.512(b)(1)(vi)",
        ("law requires the proof", "parent or adult student agreed"),
        {"law requires the proof": "return", "parent or adult student agreed": "return"},
    ),
    "employer": (
        "164.512(b)(1)(v)",
        ("care was given at the employer's request", "employee was told in writing"),
        {
            "care was given at the employer's request": "refuse",
            "employee was told in writing": "refuse",
        },
    ),
    "media": ("164.508(a)(1)", None, {}),
    "attorney": ("164.508(a)(1)", None, {}),
    "insurer: other": ("164.508(a)(1)", None, {}),
}


def decide(purpose, *facts, **more):
    return privacy.decide(privacy.Request(purpose, True, frozenset(facts), **more))


def test_every_purpose_is_tried_here():
    assert set(GROUNDS) == set(privacy.PURPOSES)


@pytest.mark.parametrize("purpose", GROUNDS)
def test_with_its_conditions_met_and_with_each_one_wanting(purpose):
    section, facts, wanting = GROUNDS[purpose]
    if facts is None:
        assert decide(purpose).action != "release"
        assert section in decide(purpose).section
        return
    released = decide(purpose, *facts)
    assert released.action == "release"
    assert section in released.section
    assert released.limits
    for gone, action in wanting.items():
        found = decide(purpose, *(fact for fact in facts if fact != gone))
        assert (found.action, section in found.section) == (action, True), gone
        assert found.why
    assert set(wanting) == set(facts)


@pytest.mark.parametrize(
    ("purpose", "fact"),
    [
        ("subpoena", "protective order was sought"),
        ("adult abuse", "victim agrees"),
        ("adult abuse", "law allows it and it prevents serious harm"),
        ("police: victim", "victim cannot agree and it cannot wait"),
        ("research", "preparation only and nothing leaves"),
        ("research", "only decedents"),
        ("family", "patient had the chance and did not object"),
        ("family", "patient cannot and it is in their interest"),
    ],
)
def test_one_of_several_conditions_is_enough(purpose, fact):
    assert decide(purpose, fact).action == "release"


@pytest.mark.parametrize("purpose", GROUNDS)
def test_nobody_unknown_gets_anything(purpose):
    facts = GROUNDS[purpose][1] or ()
    found = privacy.decide(privacy.Request(purpose, False, frozenset(facts), authorized=True))
    assert (found.action, found.section) == ("return", "45 CFR 164.514(h)")


@pytest.mark.parametrize("purpose", ["attorney", "media", "insurer: other", "employer", "family"])
def test_an_authorization_opens_what_it_names(purpose):
    found = decide(purpose, authorized=True)
    assert found.action == "release"
    assert "authorization names" in found.limits


def test_a_subpoena_is_not_an_order():
    assert decide("subpoena", "signed by a judge or tribunal").action == "return"


@pytest.mark.parametrize("purpose", GROUNDS)
def test_psychotherapy_notes_need_a_paper_of_their_own(purpose):
    facts = GROUNDS[purpose][1] or ()
    assert decide(purpose, *facts, psychotherapy_notes=True).action == "escalate"
    assert decide(purpose, *facts, psychotherapy_notes=True, authorized=True).action == "escalate"
    named = decide(purpose, *facts, "notes are named", psychotherapy_notes=True, authorized=True)
    assert named.action == "release"


def test_a_purpose_that_nobody_knows():
    with pytest.raises(privacy.PrivacyError, match="'curiosity' is not a purpose; known are"):
        decide("curiosity")


def test_every_ground_can_be_acted_on():
    for ground in privacy.PURPOSES.values():
        assert ground.otherwise in ACTIONS
        assert ground.otherwise != "release"
        assert ground.lacking or not (ground.needs or ground.only_authorized)


def test_a_decision_reads_as_a_sentence():
    said = str(decide("court order", "signed by a judge or tribunal"))
    assert said.startswith("release: Allowed:")
    assert "45 CFR 164.512(e)(1)(i)" in said
    assert said.endswith("At most: only what the order names.")
    assert "At most" not in str(decide("court order"))
