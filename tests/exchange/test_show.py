"""Messages explained for a learner, sound or not."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest

from chartroom.exchange import ExchangeError, fhir, show, v2


def line(shown, place: str):
    return next(one for one in shown.lines if one.place == place)


def test_every_field_of_a_message_has_a_name(hospital):
    sent = [v2.adt(hospital, "E2", event) for event in ("A01", "A03", "A08")]
    sent += [v2.adt(hospital, "E3", "A40"), v2.oru(hospital, "O1"), v2.ack(sent[0])]
    for message in sent:
        assert all(one.name.strip(": ") for one in show(message).lines), message


def test_values_are_said_in_words(hospital):
    shown = show(v2.adt(hospital, "E1", "A03"))
    assert shown.title == "HL7 v2 message ADT^A03: a patient is discharged"
    assert line(shown, "PID-7").meaning == "February 28, 1991"
    assert line(shown, "PID-8").meaning == "female"
    assert line(shown, "PID-3[3].1").name == "patient identifiers: number"
    assert line(shown, "PV1-36").meaning == "home, routine"
    assert line(shown, "PV1-45").meaning == "May 4, 2026, 11:00 AM"
    assert line(shown, "DG1-3.1").meaning == "Encounter for full-term uncomplicated delivery"


def test_a_newborns_point_of_origin_has_its_own_meaning(hospital):
    assert line(show(v2.adt(hospital, "E2", "A03")), "PV1-14").meaning == "born in this hospital"
    five = line(show(v2.adt(hospital, "E4", "A03")), "PV1-14")
    assert five.meaning.startswith("transfer from a skilled nursing")


def test_escapes_are_read_and_deletion_is_named(hospital):
    shown = show(v2.adt(hospital, "E3", "A03").replace("|9 Mole St^", '|""^'))
    assert line(shown, "PID-5.1").value == "Smith | Sons\\Co ~ A&B"
    assert line(shown, "PID-11.1").meaning == "delete what is there"


@pytest.mark.parametrize(
    "text",
    ["", "rubbish|x\nPID|^~", "MSH", "MSH|", "\x0bMSH|^~\\&|A\r", "PID|\\|", "MSH|^~\\&|\\Q\\|&"],
)
def test_broken_messages_are_shown_too(text):
    assert str(show(text)).startswith("HL7 v2 message without a type")


def test_a_wrong_date_is_pointed_out():
    shown = show("MSH|^~\\&|\rPID|||||||19870230")
    assert line(shown, "PID-7").meaning == "no such date or time"


def test_a_bundle(hospital):
    shown = show(fhir.text(fhir.bundle(hospital, "TH-100001")))
    assert shown.title == "FHIR Bundle of 28 resources"
    assert line(shown, "birthDate").meaning == "February 28, 1991"
    code = next(one for one in shown.only("Condition").lines if one.value == "Z37.0")
    assert (code.place, code.meaning) == ("code.coding.code", "Single live birth")
    (text,) = [one for one in shown.lines if one.place == "content.attachment.data"]
    assert text.meaning == "text: Rétablie.\nGoes home | well."
    assert line(shown, "subject.reference").meaning == "points to Patient TH-100001"


def test_one_resource_and_broken_bundles():
    patient = show('{"resourceType": "Patient", "birthDate": "1987-02-30", "active": true}')
    assert patient.title == "FHIR Patient"
    assert line(patient, "birthDate").meaning == "no such date or time"
    assert line(patient, "active").value == "true"
    for text in ("[]", "[1]", '{"resourceType": "Bundle", "entry": [7, {}, {"resource": null}]}'):
        assert show(text).title.startswith("FHIR")


def test_json_that_is_none_is_told_with_its_line():
    with pytest.raises(ExchangeError, match="line 2, column 1"):
        show('{"a": 1\n')


def test_rows_are_plain_and_can_be_narrowed(hospital):
    shown = show(v2.adt(hospital, "E1", "A03")).only("PID")
    assert shown.rows[0] == {
        "segment": "PID", "place": "PID", "name": "Patient", "value": "", "meaning": "",
    }  # fmt: skip
    assert {row["segment"] for row in shown.rows} == {"PID"}
    json.dumps(shown.rows)


class Table(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.text += data


def test_the_table_shows_markup_as_text(hospital):
    evil = "<script>alert(1)</script>"
    message = v2.adt(hospital, "E1", "A03").replace("In labor since noon", evil)
    shown = show(message)
    seen = Table()
    seen.feed(shown._repr_html_())
    assert evil in seen.text
    assert set(seen.tags) == {"table", "caption", "thead", "tbody", "tr", "th", "td", "code"}
    assert seen.tags.count("tr") == len(shown.lines) + 1
    text = str(show(json.dumps({"resourceType": "Patient", "id": evil})))
    assert evil in text
