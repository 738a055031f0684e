"""Acknowledgments: AA, AE or AR, with what was wrong and where."""

from __future__ import annotations

import hl7
import pytest

from chartroom.exchange import ExchangeError, Problem, v2


def answer(hospital, message: str) -> hl7.Message:
    try:
        v2.load(hospital, message)
    except ExchangeError as error:
        return hl7.parse(v2.ack(message, error.problems, at="2026-06-01 09:00"))
    return hl7.parse(v2.ack(message, at="2026-06-01 09:00"))


def test_accepted(hospital):
    told = answer(hospital, v2.adt(hospital, "E1", "A08"))
    assert str(told.segment("MSA")) == "MSA|AA|A08-E1"
    assert str(told["MSH"][0][9]) == "ACK^A08^ACK"
    assert str(told["MSH"][0][7]) == "202606010900"
    assert [str(line[0]) for line in told] == ["MSH", "MSA"]


def test_goes_back_to_the_sender(hospital):
    message = v2.adt(hospital, "E1", "A08").replace("CHARTROOM|TERN HARBOR|", "LAB|GULL CLINIC|")
    told = answer(hospital, message)["MSH"][0]
    assert [str(told[n]) for n in (3, 4, 5, 6)] == [
        "CHARTROOM",
        "TERN HARBOR",
        "LAB",
        "GULL CLINIC",
    ]


def test_an_error_names_segment_field_and_code(hospital):
    message = v2.adt(hospital, "E4", "A08").replace("|19401231|", "|19401331|")
    told = answer(hospital, message)
    assert str(told["MSA"][0][1]) == "AE"
    (error,) = told["ERR"]
    assert str(error[2]) == "PID^1^7"
    assert str(error[3]) == "102^Data type error^HL70357"
    assert str(error[4]) == "E"
    assert str(error[8]) == "PID-7 (date of birth): '19401331' is not a date; write YYYYMMDD"


def test_every_problem_has_its_own_segment_and_delimiters_are_escaped(hospital):
    message = v2.adt(hospital, "E4", "A08")
    message = message.replace("|M||", "|Q||").replace("R55^", "^").replace("^I10C|", "^I9|")
    told = answer(hospital, message)
    places = [str(one[2]) for one in told["ERR"]]
    assert places == ["PID^1^8", "DG1^1^3", "DG1^2^3"]
    problem = Problem("MSH-1 (field separator)", "write |")
    assert "write \\F\\" in v2.ack(message, [problem])


@pytest.mark.parametrize(
    ("old", "new"),
    [("ADT^A08^ADT_A01", "MDM^T02"), ("|A08|", "|A02|"), ("|2.5.1|", "|2.1|"), ("|T|", "|X|")],
)
def test_of_a_kind_we_do_not_read_is_rejected(hospital, old, new):
    told = answer(hospital, v2.adt(hospital, "E1", "A08").replace(old, new))
    assert str(told["MSA"][0][1]) == "AR"
    assert str(told["MSA"][0][2]) == "A08-E1"


@pytest.mark.parametrize("text", ["", "rubbish", "MSH", "MSH|^~\\&", "\x0bMSH|^~\\&|"])
def test_what_cannot_be_read_at_all_is_answered_too(hospital, text):
    told = answer(hospital, text)
    assert str(told["MSA"][0][1]) == "AE"
    assert told["ERR"]
