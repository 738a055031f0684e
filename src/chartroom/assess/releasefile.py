"""Read a request of the release desk: its papers, its chart, what is known, and the key.

The request becomes a form (kind ``fields``): whose record, is identity shown, the decision, what is
wrong with the papers, which documents go, what is blacked out, fee, last day, where it is sent, the
ground for the log, the reply. The key is written by the author and must agree with the rules of
``chartroom.privacy``; where it does not, the file is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chartroom.assess import releasechart, releasekey
from chartroom.assess.formfile import LOOKS
from chartroom.assess.records import EntryForm, Field, Question
from chartroom.assess.releasechart import Error, Paper
from chartroom.assess.releaserules import incoming
from chartroom.assess.releasewords import DECISIONS, GROUNDS, REPLIES, UNCLEAR
from chartroom.privacy import rule
from chartroom.privacy.ruling import WORDS

#: What a request has besides what every question has.
FIELDS = (
    "source", "look", "today", "people", "chart", "adds", "passages", "send", "rules", "key",
)  # fmt: skip

_NO_FEE = "leave it empty where the law sets none"
_NO_CLOCK = "MM/DD/YYYY; leave it empty where the law sets no clock"


def read_release(question: Question, data: Mapping[str, Any], error: Error) -> Question:
    """Return the question with its papers, form and key.

    Args:
        question: id, prompt, points and objectives, already read.
        data: the request as written.
        error: see ``releasechart.Error``.

    Raises:
        Exception: what ``error`` makes: something is missing, names what is not there, or the key
            does not agree with the rules.
    """
    for name in ("source", "today", "people", "rules", "key"):
        if not data.get(name):
            raise error((), f"a request needs '{name}'; add it.")
    if data.get("look", "form") not in LOOKS:
        raise error(("look",), f"'look' is one of: {', '.join(LOOKS)}.")
    today = releasechart.day(data, "today", error)
    people = _people(data, error)
    found = releasechart.papers(data.get("chart", []), data.get("adds", []), error)
    came = incoming(data["rules"], data["key"], found, error)
    try:
        ruling = rule(came, today)
    except ValueError as trouble:
        raise error(("rules",), str(trouble)) from None
    passages = _passages(data, found, error)
    fields = tuple(_fields(people, found, passages, data.get("send", {})))
    key = releasekey.read_key(data["key"], came, ruling, found, passages, fields, error)
    title = f"Charts of the patients named {_last(people)}" if len(people) > 2 else "The chart"
    return Question(
        id=question.id,
        kind="fields",
        prompt=question.prompt,
        points=question.points,
        objectives=question.objectives,
        source=data["source"].strip(),
        look=data.get("look", ""),
        task="release",
        case=question.id if found else "",
        chart=releasechart.chart(question.id, found, title) if found else None,
        form=EntryForm(fields, today),
        key=key,
    )


def _people(data: Mapping[str, Any], error: Error) -> dict[str, str]:
    listed = data["people"]
    if not isinstance(listed, list):
        raise error(("people",), "'people' must be a list of record numbers, as in [TH-204417].")
    found = {}
    for place, mrn in enumerate(listed):
        row = releasechart.person(mrn)
        if row is None:
            raise error(("people", place), f"the hospital has no patient {mrn}.")
        found[mrn] = releasechart.named(row)
    return {**found, UNCLEAR: "cannot tell: none fits, or more than one"}


def _last(people: Mapping[str, str]) -> str:
    return next(iter(people.values())).split(",")[0]


def _passages(
    data: Mapping[str, Any], found: tuple[Paper, ...], error: Error
) -> dict[str, tuple[str, str]]:
    """Return words that may be blacked out, by id, each with the number of its document.

    Written as text, or as ``{words: …, in: kind}`` where they stand in several documents.
    """
    passages = {}
    for name, value in data.get("passages", {}).items():
        asked = value if isinstance(value, dict) else {"words": value}
        words, kind = asked.get("words", ""), asked.get("in", "")
        homes = [
            one.document.id
            for one in found
            if words in one.document.text and kind in ("", one.kind)
        ]
        if not homes or not words:
            raise error(("passages", name), f"“{words}” stands in no document of the chart.")
        passages[name] = (words, homes[0])
    return passages


def _fields(
    people: dict[str, str],
    found: tuple[Paper, ...],
    passages: dict[str, tuple[str, str]],
    send: dict[str, str],
) -> list[Field]:
    titles = {one.document.id: one.document.title for one in found}
    black = {name: f"“{words}” ({titles[home]})" for name, (words, home) in passages.items()}
    yes = {"yes": "shown", "no": "not shown"}
    fields = [
        Field("person", "Whose record is asked for?", "choice", people),
        Field("identity", "Who asks: is that shown?", "choice", yes),
        Field("decision", "Decision", "choice", DECISIONS),
        Field("wrong", "What is missing or wrong with the papers?", "several", WORDS),
        Field("documents", "Documents that go", "several", titles) if titles else None,
        Field("black", "Black out before sending", "several", black) if black else None,
        Field("send", "Send it to", "choice", send) if send else None,
        Field(
            "fee",
            "Fee",
            "number",
            help="leave it empty where this course sets none",
            unit="dollars",
        ),
        Field(
            "due",
            "Last day to act",
            "date",
            help="MM/DD/YYYY; leave it empty where the law sets no clock",
        ),
        Field("ground", "Log: on what ground?", "choice", GROUNDS),
        Field("reply", "The reply says", "several", REPLIES),
    ]
    return [field for field in fields if field is not None]
