"""The hospital's disclosure log, read as the accounting rule sees it."""

from __future__ import annotations

import csv

import pytest

from chartroom import paths, privacy

ROW = {
    "disclosure_id": "X1",
    "mrn": "TH-100001",
    "request_id": "R1",
    "disclosed_on": "2026-06-03",
    "recipient": "Harbor County Superior Court",
    "what": "complete record",
    "purpose": "court order",
}
ASKED = {
    "request_id": "R1",
    "mrn": "TH-100001",
    "requester_kind": "court",
    "authorization": "not needed",
    "decision": "released",
}
REPORTED = {**ROW, "request_id": "", "purpose": "public health, as required by law"}


@pytest.mark.parametrize(
    ("row", "request_row", "ground", "told"),
    [
        (ROW, ASKED, "court order", True),
        (ROW, {**ASKED, "requester_kind": "patient"}, "individual", False),
        (ROW, {**ASKED, "requester_kind": "provider"}, "treatment", False),
        (ROW, {**ASKED, "requester_kind": "police", "authorization": "valid"}, "authorization", 0),
        (REPORTED, None, "public health", True),
        # What went out though it was refused, or on a bad form, is told: nothing allowed it.
        (ROW, {**ASKED, "decision": "refused"}, "breach", True),
        (ROW, {**ASKED, "authorization": "defective"}, "breach", True),
        (ROW, {**ASKED, "requester_kind": "employer"}, "breach", True),
    ],
)
def test_the_ground_of_a_line(row, request_row, ground, told):
    line = privacy.logged(row, request_row)
    assert line.purpose == ground
    assert privacy.accountable(line.purpose)[0] == bool(told)


@pytest.mark.parametrize(
    ("row", "request_row", "said"),
    [
        ({**ROW, "recipient": " "}, ASKED, r"X1 has no recipient.*164\.528\(b\)\(2\)"),
        ({**ROW, "what": ""}, ASKED, "X1 has no what"),
        ({**ROW, "disclosed_on": "June 3"}, ASKED, "'June 3' is not a date"),
        (ROW, None, "look up request R1"),
        ({**REPORTED, "purpose": "gossip"}, None, r"look up request \(none\)"),
        (ROW, {**ASKED, "mrn": "TH-100010"}, "does not answer request R1"),
        (ROW, {**ASKED, "request_id": "R2"}, "does not answer request R2"),
    ],
)
def test_lines_that_cannot_be_told(row, request_row, said):
    with pytest.raises(privacy.PrivacyError, match=said):
        privacy.logged(row, request_row)


def test_the_hospitals_own_flags_agree_with_the_rule():
    folder = paths.datasets() / "hospital"
    with (folder / "release_requests.csv").open(encoding="utf-8", newline="") as file:
        asked = {row["request_id"]: row for row in csv.DictReader(file)}
    with (folder / "disclosures.csv").open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    assert len(rows) > 40
    for row in rows:
        line = privacy.logged(row, asked.get(row["request_id"]))
        told, _ = privacy.accountable(line.purpose)
        assert ("Y" if told else "N") == row["accountable"], row["disclosure_id"]
