"""Is it a breach: exceptions, the four factors, and what cannot be assessed."""

from __future__ import annotations

import pytest

from chartroom import privacy
from chartroom.privacy.breach import EXCEPTIONS

LOW = {"nature": 1, "recipient": 0, "seen": 1, "mitigated": 0}


def assessed(**changes):
    return privacy.assess(privacy.Incident(factors={**LOW, **changes}))


def test_a_low_probability():
    found = assessed()
    assert not found.breach
    assert found.section == "45 CFR 164.402(2)"
    assert not assessed(recipient=1, seen=0).breach


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"nature": 2}, "nature"),
        ({"recipient": 2}, "recipient"),
        ({"seen": 2}, "seen"),
        ({"mitigated": 1}, "nature, seen, mitigated"),
        ({"mitigated": 2}, "mitigated"),
        ({"recipient": 1}, "nature, recipient, seen"),
    ],
)
def test_each_factor_can_make_it_a_breach(changes, named):
    found = assessed(**changes)
    assert found.breach
    assert named in found.why


@pytest.mark.parametrize("exception", [*EXCEPTIONS])
def test_exceptions_are_no_breach(exception):
    found = privacy.assess(privacy.Incident(exception=exception))
    assert not found.breach
    assert "164.402(1)" in found.section


def test_what_was_permitted_or_secured_is_no_breach():
    assert not privacy.assess(privacy.Incident(impermissible=False)).breach
    assert not privacy.assess(privacy.Incident(secured=True)).breach


@pytest.mark.parametrize(
    ("incident", "said"),
    [
        (privacy.Incident(), "'nature' is not answered"),
        (privacy.Incident(factors={**LOW, "luck": 0}), "'luck' is no factor"),
        (privacy.Incident(factors={**LOW, "seen": 3}), "is not 0, 1 or 2"),
        (privacy.Incident(exception="sorry"), "'sorry' is no exception"),
    ],
)
def test_what_cannot_be_assessed(incident, said):
    with pytest.raises(privacy.PrivacyError, match=said):
        privacy.assess(incident)
