"""HL7 v2 as text: framing, delimiters, escapes, and a message split into segments.

The splitting is done by the package ``hl7``; what it accepts silently is refused here first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from chartroom.exchange import problems as p
from chartroom.exchange import v2fields
from chartroom.exchange.check import short
from chartroom.exchange.problems import ExchangeError, Problem

START, END = "\x0b", "\x1c"  # the Minimal Lower Layer Protocol's marks around a message
FIELD, COMPONENT, REPEAT, ESCAPE, PART = "|", "^", "~", "\\", "&"
_LETTERS = {FIELD: "F", COMPONENT: "S", REPEAT: "R", ESCAPE: "E", PART: "T"}
_NAME = re.compile(r"[A-Z][A-Z0-9]{2}", re.ASCII)


def escaped(text: str) -> str:
    """Return text so that no character in it can be taken for a delimiter or a line end."""
    out = []
    for letter in text.replace("\r\n", "\n").replace("\r", "\n"):
        if letter in _LETTERS:
            out.append(f"\\{_LETTERS[letter]}\\")
        elif letter == "\n":
            out.append("\\.br\\")
        elif letter < " " or letter == "\x7f":
            out.append(f"\\X{ord(letter):02X}\\")
        else:
            out.append(letter)
    return "".join(out)


@dataclass(frozen=True)
class Segment:
    """One line of a message.

    Attributes:
        name: such as "PID".
        number: which of that name, from 1.
        several: whether there are more of that name.
        fields: field -> repetitions -> components -> subcomponents, unescaped; [0] is the name.
    """

    name: str
    number: int
    several: bool
    fields: tuple[tuple[tuple[tuple[str, ...], ...], ...], ...] = field(repr=False)

    def at(self, number: int) -> str:
        """Return where a field is: "PID-7 (date of birth)", "DG1[2]-3 (diagnosis code)"."""
        place = v2fields.named(self.name, number)
        return place.replace("-", f"[{self.number}]-", 1) if self.several else place

    def repeats(self, number: int) -> int:
        """Return how many values a field has; 0 if it is empty."""
        values = self.fields[number] if number < len(self.fields) else ()
        return len(values) if any(part for value in values for c in value for part in c) else 0

    def get(self, number: int, component: int = 1, repeat: int = 1) -> str:
        """Return a component (its first subcomponent), "" if it is not there."""
        try:
            return self.fields[number][repeat - 1][component - 1][0].strip()
        except IndexError:
            return ""


def lines(text: str) -> list[str]:
    """Return the segments of a message as text, without its frame.

    Raises:
        ExchangeError: the frame is broken.
    """
    text = text.removeprefix("\ufeff")
    if text.startswith(START):
        body, mark, rest = text[1:].partition(END)
        if not mark:
            what = "the message is cut off: the mark of its end (hexadecimal 1C) is missing"
            raise ExchangeError([Problem("the frame", what)])
        if rest.strip():
            what = "there is something after the end of the message; send one message at a time"
            raise ExchangeError([Problem("the frame", what)])
        text = body
    return [line for line in re.split(r"\r\n|\r|\n", text) if line.strip(" ")]


def segments(text: str) -> list[Segment]:
    """Split a message into its segments.

    Args:
        text: segments ended by CR, LF or CRLF, with or without the frame of MLLP.

    Raises:
        ExchangeError: there is no MSH, its delimiters are unusable, a line is no segment, or an
            escape is broken.
    """
    import hl7

    listed = lines(text)
    marks = _delimiters(listed)
    told = [*_misshapen(listed, marks[0])]
    if told:
        raise ExchangeError(told)
    parsed = hl7.parse("\r".join(listed))
    names = [str(one[0]) for one in parsed]
    found, seen = [], {}
    for one, name in zip(parsed, names, strict=True):
        seen[name] = seen.get(name, 0) + 1
        bare = Segment(name, seen[name], names.count(name) > 1, ())
        found.append(
            Segment(name, bare.number, bare.several, tuple(_fields(one, bare, marks, told)))
        )
    if told:
        raise ExchangeError(told)
    return found


def _delimiters(listed: list[str]) -> str:
    """Return the five delimiters: field, component, repetition, escape, subcomponent."""
    if not listed:
        raise ExchangeError([Problem("MSH", "the message is empty", p.MISSING)])
    first = listed[0]
    if not first.startswith("MSH"):
        what = f"the message begins with {short(first[:8])}; a message begins with MSH"
        raise ExchangeError([Problem("MSH (message header)", what, p.WRONG_ORDER)])
    mark, rest = first[3:4], first[4:]
    if not mark or mark.isalnum() or mark in " \t":
        what = f"{short(mark)} cannot separate fields; write |"
        raise ExchangeError([Problem(v2fields.named("MSH", 1), what)])
    marks = rest.split(mark)[0]
    if len(marks) != 4 or len({*marks, mark}) != 5 or any(m.isalnum() or m == " " for m in marks):
        what = f"{short(marks)} are not four different delimiters; write ^~\\&"
        raise ExchangeError([Problem(v2fields.named("MSH", 2), what)])
    return mark + marks


def _misshapen(listed: list[str], mark: str) -> list[Problem]:
    told = []
    for number, line in enumerate(listed, 1):
        name, where = line[:3], f"segment {number}"
        if not _NAME.fullmatch(name) or line[3:4] not in ("", mark):
            what = (
                f"{short(line[:12])} does not begin with a segment's name and {mark}; a line end "
                f"inside a value is written \\.br\\"
            )
            told.append(Problem(where, what, p.WRONG_ORDER))
        elif not v2fields.known(name):
            what = f"{name} is not a segment of the messages we take in; check its spelling"
            told.append(Problem(f"{where} ({name})", what, p.WRONG_ORDER))
        elif name == "MSH" and number > 1:
            what = "a second message begins here; send one message at a time"
            told.append(Problem(f"{where} (MSH)", what, p.WRONG_ORDER))
        else:
            held = next((one for one in line if one < " " or one == "\x7f"), "")
            if held:
                at = line[: line.index(held)].count(mark)
                what = f"holds the control character {ord(held):02X} (hexadecimal)"
                told.append(Problem(v2fields.named(name, at + (name == "MSH")), what))
    return told


def _fields(one: object, bare: Segment, marks: str, told: list[Problem]) -> list[tuple]:
    fields = []
    for at, value in enumerate(one):  # type: ignore[call-overload]
        raw = bare.name == "MSH" and at in (1, 2)
        repeats = []
        for repeat in value:
            components = [repeat] if isinstance(repeat, str) else repeat
            texts = [[part] if isinstance(part, str) else list(part) for part in components]
            repeats.append(
                tuple(
                    tuple(t if raw else _unescaped(t, marks, bare.at(at), told) for t in parts)
                    for parts in texts
                )
            )
        fields.append(tuple(repeats))
    return fields


def _unescaped(text: str, marks: str, where: str, told: list[Problem]) -> str:
    mark = marks[3]
    if mark not in text:
        return text
    pieces = text.split(mark)
    if len(pieces) % 2 == 0:
        what = (
            f"{short(text)} opens an escape with {mark} and does not close it; write {mark}E{mark}"
        )
        told.append(Problem(where, f"{what} for the character itself"))
        return text
    plain = dict(zip("FSRET", marks, strict=True))
    for at in range(1, len(pieces), 2):
        code = pieces[at]
        if code in plain:
            pieces[at] = plain[code]
        elif code == ".br":
            pieces[at] = "\n"
        elif code in ("H", "N"):  # highlighting on and off
            pieces[at] = ""
        elif re.fullmatch(r"X([0-9A-Fa-f]{2})+", code):
            pieces[at] = bytes.fromhex(code[1:]).decode("utf-8", "replace")
        else:
            told.append(Problem(where, f"{mark}{short(code)[1:-1]}{mark} is not an escape we know"))
    return "".join(pieces)
