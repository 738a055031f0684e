"""What a copy of the record costs."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chartroom import privacy


@pytest.mark.parametrize(
    ("given", "amount"),
    [
        ({"minutes": 15, "hourly": "24.00"}, "6.00"),
        ({"minutes": 10, "hourly": 25, "supplies": "3.50", "postage": "9.85"}, "17.52"),
        ({"minutes": 1, "hourly": "0.30"}, "0.01"),
        ({"summary": 40, "summary_agreed": True}, "40.00"),
        ({"flat": True}, "6.50"),
        ({}, "0.00"),
    ],
)
def test_what_a_copy_costs(given, amount):
    fee = privacy.copy_fee(**given)
    assert fee.amount == Decimal(amount)
    assert fee.working


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"charged_for": ("searching",)}, "Searching may not be charged"),
        ({"charged_for": ("retrieving",)}, "Retrieving may not be charged"),
        ({"charged_for": ("gold",)}, "'gold' is not known"),
        ({"summary": 40}, "only if the patient agreed"),
        ({"flat": True, "electronic": False}, "electronic copies"),
        ({"to": "attorney"}, "Ciox"),
        ({"postage": -1}, "must be 0 or more"),
        ({"postage": "two"}, "'two' is not a number"),
        ({"hourly": "nan"}, "must be 0 or more"),
    ],
)
def test_what_may_not_be_charged(given, said):
    with pytest.raises(privacy.PrivacyError, match=said):
        privacy.copy_fee(**given)


def test_a_third_party_pays_by_the_states_rules():
    fee = privacy.third_party_fee(38, privacy.read_overlay())
    assert fee.amount == Decimal("40.50")  # 12.00 + 38 x 0.75
    assert "38 pages at $0.75" in fee.working
    assert "invented" in fee.section


def test_a_third_party_fee_is_not_guessed():
    with pytest.raises(privacy.PrivacyError, match="give no fees"):
        privacy.third_party_fee(3, privacy.Overlay("A", "B"))
    with pytest.raises(privacy.PrivacyError, match="0 pages"):
        privacy.third_party_fee(0, privacy.read_overlay())
