"""What may stand in a text in place of an identifier: ZIP codes, ages, dates."""

from __future__ import annotations

from datetime import datetime

import pytest

from chartroom import privacy


@pytest.mark.parametrize(
    ("given", "safe"),
    [("00103", "001"), ("03601", "000"), ("89310-1234", "000"), ("10212", "000"), ("60611", "606")],
)
def test_zip_codes(given, safe):
    assert privacy.safe_zip(given) == safe


def test_a_zip_code_that_is_none():
    with pytest.raises(privacy.PrivacyError, match="not a ZIP code"):
        privacy.safe_zip("0013")


def test_ages():
    assert [privacy.safe_age(one) for one in (0, 89, 90, 104)] == [
        "0",
        "89",
        "90 or older",
        "90 or older",
    ]
    with pytest.raises(privacy.PrivacyError, match="not an age"):
        privacy.safe_age(-1)


def test_dates_of_a_patient_move_together():
    text = "Admitted 03/01/2026, left 03/04/2026, called 2026-03-09; on 02/30/2026 nothing."
    moved = privacy.shift_dates(text, "TH-1", "salt")
    days = [
        datetime.strptime(one, form)
        for one, form in (
            (moved[9:19], "%m/%d/%Y"),
            (moved[26:36], "%m/%d/%Y"),
            (moved[45:55], "%Y-%m-%d"),
        )
    ]
    assert [(day - days[0]).days for day in days] == [0, 3, 8]
    assert 1 <= (datetime(2026, 3, 1) - days[0]).days <= 365
    assert "02/30/2026" in moved
    assert moved == privacy.shift_dates(text, "TH-1", "salt")
    assert moved != privacy.shift_dates(text, "TH-2", "salt")
    with pytest.raises(privacy.PrivacyError, match="needs a secret"):
        privacy.shift_dates(text, "TH-1", "")
