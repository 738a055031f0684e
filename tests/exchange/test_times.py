"""Dates and times between our tables, FHIR and HL7."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chartroom.exchange import times


def refused(convert: Callable[[str], str], text: str) -> bool:
    try:
        convert(text)
    except ValueError:
        return True
    return False


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("2026-04-01T08:30:00-04:00", "2026-04-01 08:30"),
        ("2026-04-01T12:30:59.999Z", "2026-04-01 08:30"),
        ("2026-01-01T02:00:00Z", "2025-12-31 22:00"),
        ("2026-04-01T08:30:00+14:00", "2026-03-31 14:30"),
    ],
)
def test_fhir_times(text, ours):
    assert times.ours_from_fhir(text) == ours


@pytest.mark.parametrize(
    "text",
    ["", "2026-04-01", "2026-04-01T08:30:00", "2026-04-31T08:30:00Z", "2026-04-01T24:30:00Z",
     "2026-04-01T08:30Z", "0001-01-01T00:00:00+14:00", "２０２６-04-01T08:30:00Z"],
)  # fmt: skip
def test_no_fhir_times(text):
    assert refused(times.ours_from_fhir, text)


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("202604010830", "2026-04-01 08:30"),
        ("20260401083059", "2026-04-01 08:30"),
        ("20260401083059.1234", "2026-04-01 08:30"),
        ("202604011230+0000", "2026-04-01 08:30"),
        ("202604010830-0400", "2026-04-01 08:30"),
    ],
)
def test_hl7_times(text, ours):
    assert times.ours_from_hl7(text) == ours


@pytest.mark.parametrize(
    "text",
    ["", "2026", "20260401", "2026040108", "202604010860", "202613010830", "2026-04-01"],
)
def test_no_hl7_times(text):
    assert refused(times.ours_from_hl7, text)


def test_hl7_dates():
    assert times.date_from_hl7("20000229") == "2000-02-29"
    assert times.date_from_hl7("200002292359") == "2000-02-29"
    for text in ("19000229", "200002", "2000022", "²0000229"):
        assert refused(times.date_from_hl7, text)


def test_there_and_back():
    for ours in ("1999-12-31 23:59", "2026-03-08 02:30", "2026-11-01 01:30"):
        assert times.ours_from_fhir(times.fhir_from_ours(ours)) == ours
        assert times.ours_from_hl7(times.hl7_from_ours(ours)) == ours
