"""A whole HL7 v2 message read: its header checked, its segments counted, its rows found."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from chartroom.exchange import check, times, v2fields, v2lab, v2read, v2text
from chartroom.exchange import problems as p
from chartroom.exchange import v2terms as t
from chartroom.exchange.check import short
from chartroom.exchange.problems import ExchangeError, Found, Problem
from chartroom.exchange.v2read import Reader
from chartroom.exchange.v2text import Segment

# event -> segments that must be there, in this order; then those that may be there only once
_NEEDED = {
    "A01": ("MSH", "EVN", "PID", "PV1", "PV2"),
    "A03": ("MSH", "EVN", "PID", "PV1", "PV2"),
    "A04": ("MSH", "EVN", "PID", "PV1", "PV2"),
    "A08": ("MSH", "EVN", "PID", "PV1"),
    "A40": ("MSH", "EVN", "PID", "MRG"),
    "R01": ("MSH", "PID", "PV1", "OBR"),
}
_ONCE = ("EVN", "PID", "PV1", "PV2", "ORC", "OBR", "MRG", "ZTH")


@dataclass(frozen=True)
class Message:
    """A message that can be read.

    Attributes:
        event: "A01", ..., "R01".
        control: MSH-10, which its acknowledgment repeats.
        found: its rows; for a merge the patients that are kept.
        merges: number given up and number kept, with where each stands.
    """

    event: str
    control: str
    found: list[Found]
    merges: list[tuple[tuple[str, str], tuple[str, str]]]


def parse(text: str) -> Message:
    """Return a message as rows.

    Raises:
        ExchangeError: every problem with segment and field.
    """
    listed = v2text.segments(text)
    by_name: dict[str, list[Segment]] = {}
    for one in listed:
        by_name.setdefault(one.name, []).append(one)
    event = _header(listed[0])
    _structure(event, listed, by_name)
    reader = Reader(sparse=event == "A08")
    _event(reader, event, by_name.get("EVN", []))
    merges = []
    if event == "A40":
        merges = _merges(reader, listed)
    else:
        _read(reader, event, by_name)
    told = [*reader.told, *check.rows(reader.found)]
    if told:
        raise ExchangeError(_in_order(told, listed))
    return Message(event, listed[0].get(10), reader.found, merges)


def _in_order(told: list[Problem], listed: list[Segment]) -> list[Problem]:
    """Return problems in the order of the message."""
    names = [one.name for one in listed]

    def place(problem: Problem) -> tuple[int, int]:
        name, nth, number = v2fields.located(problem.where)
        at = names.index(name) if name in names else len(names)
        return at + nth, number

    return sorted(told, key=place)


def _header(msh: Segment) -> str:
    """Check MSH and return the event."""
    kind, event = msh.get(9), msh.get(9, 2)
    told = []
    if kind not in ("ADT", "ORU"):
        what = f"{short(kind)} is not a message type we take in; ADT and ORU are"
        told.append(Problem(msh.at(9), what, p.WRONG_MESSAGE))
    elif event not in t.STRUCTURES or (event == "R01") != (kind == "ORU"):
        events = "R01" if kind == "ORU" else "A01, A03, A04, A08 and A40"
        what = f"{short(event)} is not an event of {kind} we take in; {events} are"
        told.append(Problem(msh.at(9), what, p.WRONG_EVENT))
    elif msh.get(9, 3) not in ("", t.STRUCTURES[event]):
        what = (
            f"{short(msh.get(9, 3))} is not the structure of {event}; write {t.STRUCTURES[event]}"
        )
        told.append(Problem(msh.at(9), what, p.WRONG_MESSAGE))
    if not msh.get(10):
        told.append(Problem(msh.at(10), "is missing; an answer could not name it", p.MISSING))
    if msh.get(11) not in ("P", "T", "D"):
        what = f"{short(msh.get(11))} is not P (production), T (training) or D (debugging)"
        told.append(Problem(msh.at(11), what, p.WRONG_PROCESSING))
    if msh.get(12) not in ("2.5", t.VERSION):
        what = f"{short(msh.get(12))} is not a version we read; {t.VERSION} is"
        told.append(Problem(msh.at(12), what, p.WRONG_VERSION))
    try:
        times.ours_from_hl7(msh.get(7))
    except ValueError:
        what = f"{short(msh.get(7))} is not a date and time; write YYYYMMDDHHMM"
        told.append(Problem(msh.at(7), what))
    if told:
        raise ExchangeError(told)
    return event


def _structure(event: str, listed: list[Segment], by_name: dict[str, list[Segment]]) -> None:
    told = []
    names = [one.name for one in listed]
    for name in _NEEDED[event]:
        if name not in by_name:
            where = f"{name} ({v2fields.fields()[name, 0].lower()})"
            told.append(Problem(where, f"the segment is missing in an {event}", p.MISSING))
    there = [name for name in _NEEDED[event] if name in by_name]
    for before, after in pairwise(there):
        if names.index(before) > names.index(after):
            what = f"stands before {before}; the order is {', '.join(_NEEDED[event])}"
            told.append(Problem(f"{after} (segment {names.index(after) + 1})", what, p.WRONG_ORDER))
    for name in _ONCE:
        if len(by_name.get(name, [])) > 1 and not (
            event == "A40" and name in ("PID", "MRG", "PV1")
        ):
            what = f"a second {name} in an {event}; send one message for each"
            told.append(Problem(f"{name}[2]", what, p.WRONG_ORDER))
    if told:
        raise ExchangeError(told)


def _event(reader: Reader, event: str, listed: list[Segment]) -> None:
    for evn in listed:
        if evn.get(1) not in ("", event):
            what = f"{short(evn.get(1))} does not agree with MSH-9, which says {event}"
            reader.tell(evn.at(1), what, p.WRONG_EVENT)
        moment, where = reader.moment(evn, 2)
        if moment == "":
            reader.tell(where, "is missing", p.MISSING)


def _read(reader: Reader, event: str, by_name: dict[str, list[Segment]]) -> None:
    new = event in ("A01", "A03", "A04")
    registered = reader.moment(by_name["EVN"][0], 2) if new else None
    if registered and registered[0] is p.UNREADABLE:
        reader.told.pop()  # told when the event was read
    pid, pv1 = by_name["PID"][0], by_name["PV1"][0]
    number = (pv1.get(19), pv1.at(19))
    if event == "R01":
        _known_patient(reader, pid, pv1)
        v2lab.read_order(reader, by_name, number)
        return
    patient = v2read.patient(reader, pid, registered)
    ended = event == "A03" or (event == "A08" and bool(pv1.get(45) or pv1.get(36)))
    v2read.encounter(reader, by_name, (patient.row["mrn"], patient.at("mrn")), ended)
    v2read.diagnoses(reader, by_name.get("DG1", []), number)


def _known_patient(reader: Reader, pid: Segment, pv1: Segment) -> None:
    """Note what a result says about its patient, who must be known: enough to be sure of him."""
    mrn = v2read.own_number(reader, pid, 3)
    columns = {"mrn": mrn}
    given = {
        "last_name": (pid.get(5), pid.at(5)),
        "birth_date": reader.day(pid, 7),
        "sex": (pid.get(8), pid.at(8)),
    }
    columns |= {name: value for name, value in given.items() if value[0] != ""}
    reader.row("patients", "PID (patient)", columns)
    visit = {"encounter_id": (pv1.get(19), pv1.at(19)), "mrn": mrn}
    reader.row("encounters", "PV1 (visit)", visit)


def _merges(reader: Reader, listed: list[Segment]) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    """Return each pair of PID and the MRG that follows it."""
    merges, kept = [], None
    for one in listed:
        if one.name == "PID":
            if kept is not None:
                reader.tell(one.at(3), "no MRG follows this patient", p.MISSING)
            kept = v2read.own_number(reader, one, 3)
        elif one.name == "MRG":
            old = v2read.own_number(reader, one, 1)
            if kept is None:
                reader.tell(one.at(1), "no PID stands before it", p.WRONG_ORDER)
            else:
                merges.append((old, kept))
            kept = None
    if kept is not None:
        reader.tell(kept[1], "no MRG follows this patient", p.MISSING)
    return [(old, kept) for old, kept in merges if p.UNREADABLE not in (old[0], kept[0])]
