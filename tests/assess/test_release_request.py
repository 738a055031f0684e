"""A request at the release desk: read with its rules, refused where the key contradicts them."""

from __future__ import annotations

import pytest
import yaml

from chartroom import assess, paths
from chartroom.assess import yamltext

DESK = paths.datasets() / "questions" / "10-release-desk.yaml"
RAW = {one["id"]: one for one in yamltext.read(DESK).data["questions"]}


@pytest.fixture(scope="module")
def desk():
    return assess.load(DESK)


@pytest.fixture
def reread(tmp_path):
    """Read one request again after a change of its key or rules."""

    def read(name, part, **changes):
        changed = {**RAW[name], part: {**RAW[name][part], **changes}}
        path = tmp_path / "questions.yaml"
        path.write_text(yaml.safe_dump({"questions": [changed]}, allow_unicode=True), "utf-8")
        return assess.load(path)[name]

    return read


def judged(asked, **changed):
    found = assess.assess(asked, {**asked.solution.answer, **changed})
    return found, {item.target: item for item in found.items}


def test_forty_requests_of_every_decision(desk):
    assert len(desk) == 40
    decisions = {one.solution.answer["decision"] for one in desk.values()}
    assert decisions == {"release", "return", "refuse", "escalate"}


@pytest.mark.parametrize(
    ("name", "document", "verdict"),
    [
        ("r34", "d2", "harm"),  # a subpoena names one note
        ("r36", "d1", "partly"),  # a coroner names two papers: too much, but a ground is there
        ("r30", "d3", "harm"),  # psychotherapy notes
    ],
)
def test_a_document_too_many(desk, name, document, verdict):
    right = desk[name].solution.answer["documents"]
    found, items = judged(desk[name], documents=f"{right}, {document}")
    assert items["documents"].verdict == verdict
    assert (found.score == 0) == (verdict == "harm")


def test_no_fee_may_be_written_as_zero(desk):
    assert judged(desk["r38"], fee="0")[0].right
    assert judged(desk["r38"], fee="6.50")[1]["fee"].verdict == "extra"
    assert not judged(desk["r18"], fee="0")[0].right


@pytest.mark.parametrize(
    ("part", "changes", "words"),
    [
        ("key", {"decision": "refuse"}, "the key says 'refuse' and the rules say"),
        ("key", {"identity": "no"}, "the rules were told that identity is shown: yes"),
        ("key", {"due": "2026-11-04"}, "the last day is '' by the rules"),
        ("key", {"fee": "6.50"}, "the fee is None by the rules"),
        ("key", {"wrong": ["date"]}, "by the rules this is missing or wrong"),
        ("key", {"reply": ["well"]}, "a reply to return says: need"),
        ("key", {"ground": "treatment"}, "a release, and nothing else, has a ground"),
        ("key", {"documents": ["Office note"]}, "a release names documents, and nothing else"),
        ("key", {"says": {"reply": {"cannot": "No."}}}, "and the key takes it; drop one"),
        ("key", {"colour": "red"}, "'colour' is not known"),
        ("rules", {"purpose": "gossip"}, "'purpose' must be one of"),
        ("rules", {"facts": ["patient agres"]}, "no rule asks for 'patient agres'"),
    ],
)
def test_a_key_against_the_rules_is_refused(reread, part, changes, words):
    with pytest.raises(assess.QuestionError, match="question 'r26'") as caught:
        reread("r26", part, **changes)
    assert words in str(caught.value)
