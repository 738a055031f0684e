"""What the EHR desk does with the messages of a view, without a browser."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "ehr"))

import hospital

import chartroom
from chartroom import ehr
from chartroom.exercises import ExerciseError
from chartroom.exercises.ehrdesk import DRAFTS

FORM = {
    "last_name": "Marsh", "first_name": "Ivy", "birth_date": "3/14/1961", "sex": "F",
    "race": "White", "ethnicity": "Not Hispanic or Latino", "language": "English",
    "marital_status": "Single", "street": "4 Dune Way", "city": "Tern Harbor", "state": "xx",
    "zip": "00145", "phone": "(555) 010-0142",
}  # fmt: skip
UNTOUCHED = "Nothing has been changed in this copy yet."


class Desk:
    """A view of the desk: sends messages as the browser does and returns the replies."""

    def __init__(self, folder: Path, user: str = "student") -> None:
        self.widget = chartroom.open_ehr(folder, user)
        self.number = 0

    def send(self, action, **content):
        self.number = number = self.number + 1
        message = {"action": action, "seq": number, "view": "v", **content}
        reply = self.widget.receive(json.loads(json.dumps(message)))
        assert (reply["to"], reply["seq"]) == ("v", number)
        return json.loads(json.dumps(reply))  # what cannot be sent is no reply


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    home = tmp_path_factory.mktemp("course")
    (home / "datasets" / "cases").mkdir(parents=True)
    hospital.write(home / "datasets" / "hospital")
    return home


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def folder(course, cache, tmp_path, monkeypatch):
    """A student's folder, with the small hospital as the course's own."""
    monkeypatch.setenv("CHARTROOM_HOME", str(course))
    monkeypatch.setenv("CHARTROOM_CACHE", str(cache))
    for name in ("CHARTROOM_STATIC", "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def desk(folder):
    return Desk(folder)


def changed(desk, mrn):
    """The audit trail of a patient: what, old, new, why."""
    return [line[3:] for line in desk.send("logs", mrn=mrn)["audit"]]


@pytest.mark.parametrize(
    "typed", ["smith", "smith, abr", "TH-100003", "12/11/1940", "1940-12-11", "901-22-1111"]
)
def test_a_patient_is_found(desk, typed):
    hits = desk.send("find", text=typed)["hits"]
    assert {"mrn": "TH-100003", "name": "Smith Jr, Abraham T", "birth": "12/11/1940"}.items() <= (
        next(one for one in hits if one["mrn"] == "TH-100003").items()
    )


def test_nobody_found_and_nothing_typed(desk):
    assert desk.send("find", text="zzz")["hits"] == []
    for text in ("", "  ", "2/30/1961"):
        said = desk.send("find", text=text)["error"]
        assert said.endswith(".")
        assert "did not work" not in said


def test_a_chart_has_what_the_record_has(desk):
    chart = desk.send("open", mrn="TH-100001")["chart"]
    banner = chart["banner"]
    assert (banner["name"], banner["birth"], banner["sex"]) == (
        "Núñez-Żak, María José Q", "02/28/1991", "Female",
    )  # fmt: skip
    assert banner["notes"] == ["1 open deficiency"]
    assert ["ZIP", "00123"] in chart["demographics"][2]
    assert chart["coverage"][0][:3] == ["Primary", "Private", "Gull Mutual PPO"]
    assert [one["id"] for one in chart["documents"]] == ["D1", "D2"]
    stay = chart["encounters"][0]
    assert stay["title"] == "05/01/2026 23:10 · Inpatient · Three West, Medicine"
    assert ["Attending", "Ada Okafor, MD"] in stay["facts"]
    assert stay["diagnoses"][0] == [
        "1",
        "O80",
        "Encounter for full-term uncomplicated delivery",
        "Y",
    ]
    assert stay["deficiencies"] == [["Missing signature", "Progress note", "06/03/2026", "Open"]]
    assert chart["results"][0][1:5] == ["hemoglobin", "10.9 g/dL", "12 to 16", "Low"]
    assert chart["vitals"][0][:5] == ["05/01/2026 23:15", "37", "92", "18", "124/78"]
    assert chart["medications"][0][:2] == ["ibuprofen", "600 mg"]
    smith = desk.send("open", mrn="TH-100003")["chart"]
    assert smith["problems"] == [["High blood pressure", "I10", "01/01/2012"]]
    assert "Died 06/09/2026" in smith["banner"]["notes"]


def test_opening_is_written_in_the_access_log_and_searching_is_not(desk):
    desk.send("find", text="smith")
    assert desk.send("logs")["access"] == []
    desk.send("open", mrn="TH-100003")
    desk.send("document", document="D3")
    mine = desk.send("logs")["access"]
    assert [line[3:] for line in mine] == [
        ["Smith Jr, Abraham T, TH-100003", "view", "ED note"],
        ["Smith Jr, Abraham T, TH-100003", "view", "chart"],
    ]
    assert desk.send("logs", mrn="TH-100001")["access"][0][1] != "Course Student (student)"


def test_what_a_document_holds_is_shown_and_not_run(desk):
    desk.send("amend", document="D1", fields={"text": "<b onclick=x>5 < 6</b>", "reason": "sign"})
    found = desk.send("document", document="D1")["document"]
    assert "Rétablie" in found["html"]
    added = found["addenda"][0]
    assert "&lt;b onclick=x&gt;5 &lt; 6&lt;/b&gt;" in added["html"]


def test_register_from_the_first_try_to_the_chart(desk):
    wrong = desk.send("register", fields={**FORM, "zip": "0014", "birth_date": "2/30/1961"})
    assert set(wrong["problems"]) == {"zip", "birth_date"}
    assert "five digits" in wrong["problems"]["zip"]
    mrn = desk.send("register", fields=FORM)["registered"]
    chart = desk.send("open", mrn=mrn)["chart"]
    assert chart["form"]["phone"] == "555-010-0142"
    assert chart["form"]["state"] == "XX"
    assert changed(desk, mrn)[0][0] == "Added"
    assert "Last name: Marsh" in changed(desk, mrn)[0][2]


def test_possible_duplicates_are_shown_before_anything_is_saved(desk):
    twin = {**FORM, "last_name": "Smith", "first_name": "Abraham", "birth_date": "12/11/1940"}
    reply = desk.send("register", fields=twin)
    assert "TH-100003" in [one["mrn"] for one in reply["matches"]]
    assert all(one["why"] for one in reply["matches"])
    assert len(desk.send("find", text="smith")["hits"]) == 2
    assert desk.send("register", fields=twin, confirm="yes")["matches"]  # only a clear yes counts
    assert desk.send("register", fields=twin, confirm=True)["registered"]
    assert len(desk.send("find", text="smith")["hits"]) == 3


def test_update_wants_a_reason_and_keeps_the_old_value(desk):
    without = desk.send("update", mrn="TH-100001", fields={"street": "1 New St"}, reason=" ")
    assert list(without["problems"]) == ["reason"]
    desk.send("update", mrn="TH-100001", fields={"street": "1 New St"}, reason="moved")
    assert changed(desk, "TH-100001") == [
        ["Changed: Street", "12 Pier Rd Apt 3", "1 New St", "moved"]
    ]
    assert desk.send("logs")["audit"][0][1:3] == [
        "Course Student (student)",
        "patients: MRN TH-100001",
    ]
    same = desk.send("update", mrn="TH-100001", fields={"street": "1 New St"}, reason="moved")
    assert same["changed"] is False
    assert len(changed(desk, "TH-100001")) == 1


def test_amend_adds_and_never_changes_the_signed_text(desk):
    before = desk.send("document", document="D1")["document"]
    assert before["can_amend"]
    reply = desk.send("amend", document="D1", fields={"text": "Left hand.", "reason": "side"})
    after = reply["document"]
    assert after["html"] == before["html"]
    assert after["state"] == "Signed, amended"
    assert after["addenda"][0]["id"] == reply["addendum"]
    assert (after["addenda"][0]["reason"], after["addenda"][0]["by"]) == ("side", "student")
    for fields in ({"text": "", "reason": "x"}, {"text": "x", "reason": ""}, {}):
        reply = desk.send("amend", document="D1", fields=fields)
        assert reply.get("problems") or reply.get("error")
    assert len(desk.send("document", document="D1")["document"]["addenda"]) == 1
    assert not desk.send("document", document="D2")["document"]["can_amend"]


def test_only_who_must_sign_can_sign(folder, desk):
    waits = desk.send("document", document="D2")["document"]
    assert waits["waits_for"] == ["P1"]
    refused = desk.send("sign", document="D2")["error"]
    assert "only the provider signs" in refused
    doctor = Desk(folder, "aokafor")
    assert doctor.widget.spec["user"]["provider"] == "P1"
    signed = doctor.send("sign", document="D2")["document"]
    assert (signed["state"], signed["waits_for"]) == ("Signed", [])
    assert desk.send("open", mrn="TH-100001")["chart"]["banner"]["notes"] == []


def test_a_field_is_judged_as_it_is_left(desk):
    reply = desk.send("check", fields={"birth_date": "3/4/2999", "phone": "555.010.0123"})
    assert list(reply["problems"]) == ["birth_date"]
    assert reply["stored"]["phone"] == "555-010-0123"


def test_drafts_are_there_for_the_next_kernel_and_go_when_saved(folder, desk):
    assert desk.send("draft", form="register", fields={"last_name": "Mar"})["kept"]
    desk.send("draft", form="update:TH-100001", fields={"street": "1 New"})
    desk.send("draft", form="amend:D1", fields={"text": "Left"})
    again = Desk(folder)
    begun = again.send("begin")
    assert begun["drafts"]["update:TH-100001"] == {"street": "1 New"}
    assert {one["form"]: one["text"] for one in begun["begun"]} == {
        "register": "Register a patient",
        "update:TH-100001": "Update TH-100001",
        "amend:D1": "Amend Discharge summary D1",
    }
    again.send("register", fields=FORM)
    again.send("update", mrn="TH-100001", fields={"street": "1 New St"}, reason="moved")
    again.send("amend", document="D1", fields={"text": "Left hand.", "reason": "side"})
    assert desk.send("begin")["drafts"] == {}


def test_a_refused_form_keeps_its_draft(desk):
    desk.send("draft", form="register", fields={"last_name": "Mar"})
    assert desk.send("register", fields={"last_name": "Mar"})["problems"]
    assert desk.send("begin")["drafts"] == {"register": {"last_name": "Mar"}}


def test_a_draft_that_cannot_be_kept_is_said(folder, desk):
    (folder / DRAFTS).mkdir()
    reply = desk.send("draft", form="register", fields={"last_name": "Mar"})
    assert not reply["kept"]
    assert reply["text"]


def test_a_damaged_drafts_file_is_set_aside(folder, desk):
    (folder / DRAFTS).write_text("{ torn")
    assert desk.send("begin")["drafts"] == {}
    assert desk.send("draft", form="register", fields={"city": "Gull Point"})["kept"]
    assert desk.send("begin")["drafts"] == {"register": {"city": "Gull Point"}}
    assert any(one.read_text() == "{ torn" for one in folder.glob("*damaged*"))


def test_reset_asks_first_and_keeps_the_old_copy(folder, desk):
    desk.send("update", mrn="TH-100001", fields={"street": "1 New St"}, reason="moved")
    desk.send("draft", form="register", fields={"last_name": "Mar"})
    assert "error" in desk.send("reset")
    assert "error" in desk.send("reset", confirm="true")
    assert changed(desk, "TH-100001")
    assert desk.send("reset", confirm=True)["reset"]
    assert changed(desk, "TH-100001") == []
    assert desk.send("begin")["drafts"] == {}
    old = folder / "tern-harbor.before-reset.sqlite"
    with closing(sqlite3.connect(old)) as db:
        query = "SELECT street FROM patients WHERE mrn = 'TH-100001'"
        assert db.execute(query).fetchone() == ("1 New St",)


def test_a_damaged_copy_is_named_with_what_to_do(folder, desk, capsys):
    path = folder / "tern-harbor.sqlite"
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.write(b"\0" * size)
    said = desk.send("find", text="smith")["error"]
    assert "damaged. Run this cell again" in said
    again = Desk(folder)
    assert "was damaged" in capsys.readouterr().out
    assert len(again.send("find", text="smith")["hits"]) == 2
    assert (folder / "tern-harbor.damaged-1.sqlite").stat().st_size == size


def test_a_replaced_copy_is_not_written_to(folder, desk):
    path = folder / "tern-harbor.sqlite"
    path.rename(folder / "mine.sqlite")
    for _ in range(2):
        said = desk.send("register", fields=FORM)["error"]
        assert "run this cell again" in said
        path.write_bytes((folder / "mine.sqlite").read_bytes())


def test_a_busy_copy_loses_nothing(folder, desk, monkeypatch):
    desk.widget.desk._db.execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(folder / "tern-harbor.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        said = desk.send("register", fields=FORM)["error"]
        assert "another notebook is writing" in said
        other.execute("ROLLBACK")
    assert desk.send("register", fields=FORM)["registered"]


def test_a_copy_of_another_version_is_named(folder, desk):
    with closing(sqlite3.connect(folder / "tern-harbor.sqlite")) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(ExerciseError, match=r"version 99.*ehr\.reset\(\)"):
        chartroom.open_ehr(folder)


def test_an_unknown_user_is_named(folder):
    with pytest.raises(ExerciseError, match="not a user of the EHR"):
        chartroom.open_ehr(folder, "nobody")


@pytest.mark.parametrize(
    "message",
    [
        {}, {"action": "explode"}, {"action": "open"}, {"action": "open", "mrn": ["x"]},
        {"action": "find", "text": {"a": 1}}, {"action": "find", "text": "x" * 100_000},
        {"action": "document", "document": None}, {"action": "update", "mrn": 7, "fields": "no"},
        {"action": "register", "fields": [1]}, {"action": "amend", "document": "D9"},
        {"action": "sign", "document": "D1"}, {"action": "register", "fields": {"mrn": "TH-1"}},
    ],
)  # fmt: skip
def test_a_strange_message_is_answered_in_a_sentence(desk, message):
    reply = desk.widget.receive(message)
    assert reply.get("error") or reply.get("problems") or reply.get("hits") == []
    assert "Traceback" not in str(reply)


@pytest.mark.parametrize(
    "name", ["Robert'); DROP TABLE patients;--", "O'Néill 🐉", "שָׁלוֹם", "<script>alert(1)</script>"]
)
def test_a_strange_name_is_stored_as_typed(desk, name):
    mrn = desk.send("register", fields={**FORM, "last_name": name})["registered"]
    assert desk.send("open", mrn=mrn)["chart"]["form"]["last_name"] == name


def test_ten_thousand_letters_are_refused_and_kept_as_a_draft(desk):
    long = "x" * 10_000
    assert "last_name" in desk.send("register", fields={**FORM, "last_name": long})["problems"]
    desk.send("draft", form="register", fields={"last_name": long})
    assert desk.send("begin")["drafts"]["register"]["last_name"] == long


def test_messages_may_come_in_many_threads(desk):
    done = []

    def enter(number):
        fields = {**FORM, "last_name": f"Thread{'abcd'[number]}", "phone": ""}
        done.append(desk.send("register", fields=fields, confirm=True).get("registered"))

    threads = [threading.Thread(target=enter, args=(number,)) for number in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(set(done)) == 4
    assert None not in done


_ENTER = """
import sys
from chartroom import open_ehr
desk = open_ehr(sys.argv[1])
typed = {"last_name": "Kept"}
print(desk.receive({"action": "draft", "form": "register", "fields": typed})["kept"], flush=True)
number = 0
while True:
    number += 1
    desk.receive({"action": "update", "mrn": "TH-100001", "reason": "test",
                  "fields": {"street": f"{number} Long St"}})
    desk.receive({"action": "draft", "form": "amend:D1", "fields": {"text": "x" * number}})
    print(number, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="kills by Unix signals")
def test_a_killed_kernel_loses_neither_what_was_saved_nor_drafts(folder, desk):
    run = subprocess.Popen(
        [sys.executable, "-c", _ENTER, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert run.stdout.readline().strip() == "True"
    for _ in range(5):
        last = int(run.stdout.readline())
    run.send_signal(signal.SIGKILL)
    rest = run.stdout.read().split()
    last = int(rest[-1]) if rest else last
    run.wait()
    run.stdout.close()
    again = Desk(folder)
    street = again.send("open", mrn="TH-100001")["chart"]["form"]["street"]
    assert int(street.split()[0]) in (last, last + 1)
    drafts = again.send("begin")["drafts"]
    assert drafts["register"] == {"last_name": "Kept"}
    assert len(drafts["amend:D1"]["text"]) in (last, last + 1)


def test_where_nothing_can_be_clicked_it_is_the_same_each_time(folder, monkeypatch):
    monkeypatch.setenv("CHARTROOM_STATIC", "1")
    page = chartroom.open_ehr(folder)
    assert UNTOUCHED in str(page)
    assert not list(folder.iterdir())  # building a lesson leaves no copy behind
    monkeypatch.delenv("CHARTROOM_STATIC")
    desk = Desk(folder)
    desk.send("open", mrn="TH-100001")
    desk.send("update", mrn="TH-100001", fields={"street": "1 <New> St"}, reason="moved")
    desk.send("register", fields=FORM)
    desk.send("amend", document="D1", fields={"text": "Left hand.", "reason": "side"})
    monkeypatch.setenv("CHARTROOM_STATIC", "1")
    first = chartroom.open_ehr(folder)._repr_mimebundle_()
    assert "1 &lt;New&gt; St" in first["text/html"]
    assert "12 Pier Rd Apt 3 → 1 <New> St · moved" in first["text/plain"]
    assert "Last name: Marsh" in first["text/plain"]
    assert "Left hand." in first["text/plain"]
    for days in (0, 30):  # today, and when a signature is due
        assert (date.today() + timedelta(days)).isoformat() not in first["text/plain"]
    assert chartroom.open_ehr(folder)._repr_mimebundle_() == first


def test_importing_the_course_loads_no_desk():
    code = (
        "import sys, chartroom; assert 'chartroom.exercises.ehrdesk' not in sys.modules; "
        "import chartroom.exercises.ehrdesk; print({'pandas', 'matplotlib', 'anywidget'} & "
        "set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


def test_the_state_of_the_widget_holds_no_patient_and_no_place(folder, desk):
    state = json.dumps(desk.widget.spec)
    assert str(folder) not in state
    assert "Núñez" not in state
    assert ehr.__name__ not in state
