"""HL7 v2 messages that are refused: each with segment and field, and with nothing taken in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chartroom.exchange import ExchangeError, v2

Change = Callable[[str], str]


def put(segment: str, number: int, value: str, nth: int = 0) -> Change:
    """Return what puts a value into a field of the nth segment of that name."""

    def change(message: str) -> str:
        lines = message.split("\r")
        at = [i for i, line in enumerate(lines) if line.startswith(segment)][nth]
        parts = lines[at].split("|")
        place = number - 1 if segment == "MSH" else number
        parts += [""] * (place + 1 - len(parts))
        parts[place] = value
        lines[at] = "|".join(parts)
        return "\r".join(lines)

    return change


def without(segment: str) -> Change:
    return lambda m: "\r".join(line for line in m.split("\r") if not line.startswith(segment))


def again(segment: str) -> Change:
    def change(message: str) -> str:
        lines = message.split("\r")
        line = next(one for one in lines if one.startswith(segment))
        return "\r".join([*lines[:-1], line, ""])

    return change


def swapped(one: str, other: str) -> Change:
    def change(message: str) -> str:
        lines = message.split("\r")
        a, b = (next(i for i, ln in enumerate(lines) if ln.startswith(s)) for s in (one, other))
        lines[a], lines[b] = lines[b], lines[a]
        return "\r".join(lines)

    return change


def exchanged(old: str, new: str) -> Change:
    def change(message: str) -> str:
        assert old in message
        return message.replace(old, new, 1)

    return change


def swapped_numbers(message: str) -> str:
    """Return a merge of a third record into one that was merged away itself."""
    return message.replace("MRG|TH-100004", "MRG|TH-100005").replace("||TH-100003", "||TH-100004")


# message to begin with; what is done to it; where it must be told; words that must be there
REFUSED: list[tuple[str, Change, str, str]] = [
    # the text as a whole
    ("A03", lambda m: "", "MSH", "empty"),
    ("A03", lambda m: "\r\n \r", "MSH", "empty"),
    ("A03", without("MSH"), "MSH (message header)", "begins with 'EVN"),
    ("A03", lambda m: "FHS|^~\\&|\r" + m, "MSH (message header)", "begins with 'FHS"),
    ("A03", lambda m: m + m, "segment 10 (MSH)", "one message at a time"),
    ("A03", lambda m: "\x0b" + m, "the frame", "cut off"),
    ("A03", lambda m: "\x0b" + m + "\x1c\r\x0b" + m + "\x1c\r", "the frame", "one message at a"),
    ("A03", exchanged("EVN|", "evn|"), "segment 2", "'evn|A03"),
    ("A03", exchanged("PV2|", "PVX|"), "segment 5 (PVX)", "check its spelling"),
    ("A03", exchanged("PV2|", "PV2^"), "segment 5", "does not begin"),
    ("A03", exchanged("In labor", "In\nlabor"), "segment 6", "written \\.br\\"),
    ("A03", exchanged("In labor", "In\x07labor"), "PV2-3 (admission reason)", "07"),
    # header
    ("A03", exchanged("|^~\\&|", "|^~\\|"), "MSH-2 (encoding characters)", "not four different"),
    ("A03", exchanged("|^~\\&|", "|^^\\&|"), "MSH-2 (encoding characters)", "not four different"),
    ("A03", exchanged("MSH|", "MSHA"), "MSH-1 (field separator)", "write |"),
    ("A03", put("MSH", 7, "yesterday"), "MSH-7 (time of the message)", "write YYYYMMDDHHMM"),
    ("A03", put("MSH", 9, "MDM^T02"), "MSH-9 (message type)", "not a message type"),
    ("A03", put("MSH", 9, "ADT^A99"), "MSH-9 (message type)", "'A99' is not an event"),
    ("A03", put("MSH", 9, "ADT^R01"), "MSH-9 (message type)", "'R01' is not an event of ADT"),
    ("A03", put("MSH", 9, "ADT^A03^ADT_A01"), "MSH-9 (message type)", "write ADT_A03"),
    ("A03", put("MSH", 10, ""), "MSH-10 (message control ID)", "missing"),
    ("A03", put("MSH", 11, "X"), "MSH-11 (processing ID)", "production"),
    ("A03", put("MSH", 12, "3.0"), "MSH-12 (version)", "2.5.1"),
    # segments
    ("A03", without("EVN"), "EVN (event)", "missing in an A03"),
    ("A03", without("PID"), "PID (patient)", "missing"),
    ("A03", without("PV1"), "PV1 (visit)", "missing"),
    ("A03", again("PID"), "PID[2]", "second PID"),
    ("A03", swapped("PID", "PV1"), "PV1 (segment 3)", "stands before PID"),
    ("A40", without("MRG"), "MRG (merge)", "missing"),
    ("O1", without("OBR"), "OBR (observation request)", "missing"),
    # event and patient
    ("A03", put("EVN", 1, "A01"), "EVN-1 (event type)", "does not agree with MSH-9"),
    ("A03", put("EVN", 2, ""), "EVN-2 (time the event was recorded)", "missing"),
    ("A03", put("EVN", 2, "20260504"), "EVN-2 (time the event was recorded)", "date and time"),
    ("A03", put("PID", 3, ""), "PID-3 (patient identifiers)", "no medical record number"),
    ("A03", put("PID", 3, "TH-1^^^ELSEWHERE^MR"), "PID-3 (patient identifiers)", "given by us"),
    ("A03", put("PID", 5, ""), "PID-5 (patient name)", "missing"),
    ("A03", put("PID", 7, "19870230"), "PID-7 (date of birth)", "'19870230' is not a date"),
    ("A03", put("PID", 7, "02/28/1991"), "PID-7 (date of birth)", "write YYYYMMDD"),
    ("A03", put("PID", 7, "199102"), "PID-7 (date of birth)", "not a date"),
    ("A03", put("PID", 8, "X"), "PID-8 (sex)", "not one of F, M, U"),
    ("A03", put("PID", 11, "\\Z9\\"), "PID-11 (address)", "not an escape"),
    ("A03", put("PID", 11, "C:\\temp"), "PID-11 (address)", "does not close it"),
    ("A03", put("PID", 11, "\\X00\\^^Gull Point^XX^00123"), "PID-11 (address)", "not a character"),
    ("A03", put("PID", 29, "20260631"), "PID-29 (date of death)", "not a date"),
    # visit
    ("A03", put("PV1", 2, ""), "PV1-2 (patient class)", "missing"),
    ("A03", put("PV1", 2, "E"), "PV1-2 (patient class)", "does not agree with PV1-18"),
    ("A03", put("PV1", 3, "9Z"), "PV1-3 (assigned location)", "'9Z' is not known here"),
    ("A03", put("PV1", 4, "9"), "PV1-4 (admission type)", "not one of"),
    ("A03", put("PV1", 7, "P999"), "PV1-7 (attending doctor)", "'P999' is not known here"),
    ("A03", put("PV1", 14, "Z"), "PV1-14 (admission source)", "not one of"),
    ("A03", put("PV1", 18, "hotel"), "PV1-18 (patient type)", "not one of"),
    ("A03", put("PV1", 19, ""), "PV1-19 (visit number)", "missing"),
    ("A03", put("PV1", 20, "Barter"), "PV1-20 (financial class)", "not one of"),
    ("A03", put("PV1", 36, "99"), "PV1-36 (discharge disposition)", "not one of"),
    ("A03", put("PV1", 44, "202605012561"), "PV1-44 (admission time)", "date and time"),
    ("A03", put("PV1", 45, ""), "PV1-45 (discharge time)", "missing"),
    ("A03", put("ZTH", 1, "perhaps"), "ZTH-1 (came through our emergency department)", "Y, N"),
    # diagnoses
    ("A03", put("DG1", 3, "", 1), "DG1[2]-3 (diagnosis code)", "missing"),
    ("A03", put("DG1", 3, "O80^^I9C", 1), "DG1[2]-3 (diagnosis code)", "write code^^I10C"),
    ("A03", put("DG1", 6, "Q", 2), "DG1[3]-6 (diagnosis type)", "not A, F or W"),
    ("A03", put("DG1", 15, "first", 1), "DG1[2]-15 (diagnosis priority)", "whole number"),
    ("A03", put("DG1", 15, "1", 2), "DG1[3] (diagnosis)", "twice"),
    ("A03", put("DG1", 26, "maybe", 1), "DG1[2]-26 (present on admission)", "not Y, N"),
    # update, merge
    ("A08", put("PID", 3, "TH-9^^^TERN HARBOR^MR"), "PID-3 (patient identifiers)", "register"),
    ("A08", put("PV1", 19, "E9"), "PV1-19 (visit number)", "no encounter 'E9' is here"),
    ("A08", put("PV1", 19, "E3"), "PV1-19 (visit number)", "another patient's"),
    ("A08", put("PID", 7, '""'), "PID-7 (date of birth)", "missing"),
    ("A40", put("MRG", 1, "TH-9^^^TERN HARBOR^MR"), "MRG-1 (prior patient identifiers)", "no pat"),
    ("A40", put("MRG", 1, "TH-100003^^^TERN HARBOR^MR"), "MRG-1 (prior patient identifiers)",
     "into itself"),
    ("A40", swapped_numbers, "PID-3 (patient identifiers)", "itself been merged"),
    ("A40", again("PID"), "PID[2]-3 (patient identifiers)", "no MRG follows"),
    # results
    ("O1", put("PID", 3, "TH-9^^^TERN HARBOR^MR"), "PID-3 (patient identifiers)", "no patient"),
    ("O1", put("PID", 7, "19910301"), "PID-7 (date of birth)", "if not, the number is another's"),
    ("O1", put("OBR", 2, ""), "OBR-2 (placer's order number)", "missing"),
    ("O1", put("OBR", 16, "P999"), "OBR-16 (ordering provider)", "not known here"),
    ("O1", put("OBR", 25, "P"), "OBR-25 (result status)", "not F (final)"),
    ("O1", put("OBX", 2, "ST"), "OBX[1]-2 (type of the value)", "number (NM)"),
    ("O1", put("OBX", 3, "9999-9^x^LN", 1), "OBX[2]-3 (what was observed)", "not a test"),
    ("O1", put("OBX", 5, "low"), "OBX[1]-5 (value)", "'low' is not a number"),
    ("O1", put("OBX", 5, "NaN"), "OBX[1]-5 (value)", "not a number"),
    ("O1", put("OBX", 7, "normal"), "OBX[1]-7 (reference range)", "write 12-16"),
    ("O1", put("OBX", 8, "!!"), "OBX[1]-8 (abnormal flag)", "not L, H or N"),
    ("O1", put("OBX", 11, "P", 1), "OBX[2]-11 (result status)", "not F (final)"),
    ("O1", put("OBX", 19, "2026"), "OBX[1]-19 (time of the analysis)", "date and time"),
]  # fmt: skip


def message_for(hospital, start: str) -> str:
    if start.startswith("O"):
        return v2.oru(hospital, start)
    return v2.adt(hospital, "E3" if start == "A40" else "E1", start)


@pytest.mark.parametrize("number", range(len(REFUSED)))
def test_refused_with_its_place_and_nothing_taken_in(hospital, masters, content, number):
    start, change, place, told = REFUSED[number]
    message = change(message_for(hospital, start))
    # a discharge comes to a hospital that does not know the patient, the rest to one that does
    receiver = masters if start == "A03" else hospital
    if start.startswith("O"):
        receiver.execute("DELETE FROM results")
        receiver.commit()
    before = content(receiver)
    with pytest.raises(ExchangeError) as refused:
        v2.load(receiver, message)
    said = [one for one in refused.value.problems if one.where == place]
    assert any(told in one.what for one in said), str(refused.value)
    assert content(receiver) == before


def test_another_persons_data_under_a_known_number(hospital, content):
    """The overlay that every registration desk fears."""
    message = put("PID", 5, "Other^Person")(v2.adt(hospital, "E1", "A03"))
    before = content(hospital)
    with pytest.raises(ExchangeError, match=r"PID-5 \(patient name\): 'Other' is not what is here"):
        v2.load(hospital, message)
    assert content(hospital) == before


def test_a_number_that_was_merged_away(hospital, open_stays):
    message = put("PID", 3, "TH-100004^^^TERN HARBOR^MR")(v2.adt(hospital, "E3", "A03"))
    with pytest.raises(ExchangeError, match=r"has been merged; .*the number that is kept, TH-10"):
        v2.load(hospital, message)


def test_every_problem_is_told_in_one_go(hospital):
    message = put("PID", 7, "x")(
        put("PV1", 44, "y")(put("PID", 8, "z")(v2.adt(hospital, "E1", "A03")))
    )
    with pytest.raises(ExchangeError) as refused:
        v2.read(message)
    assert {one.where.split(" ")[0] for one in refused.value.problems} == {
        "PID-7", "PID-8", "PV1-44",
    }  # fmt: skip
