"""The demo class, and the sample submissions it is made of."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
import yaml
from smallcourse import ANSWERS, CELLS, NAME

from chartroom.classroom import compare, demo, submissions, tamper
from chartroom.classroom.loop import Score
from chartroom.classroom.submissions import Sample, SubmissionError

GOOD = {"expect": {"q": 1, "total": 1}}


def write(folder: Path, name: str, data: object) -> Path:
    path = folder / "a" / "submissions" / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(data if isinstance(data, str) else yaml.safe_dump(data), "utf-8")
    return path


def test_a_sample_knows_its_name_and_assignment(tmp_path):
    found = submissions.load(write(tmp_path, "x", {**GOOD, "tamper": "deleted-cell q"}))
    assert (found.name, found.assignment, found.tamper) == ("x", "a", ("deleted-cell q",))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("expect: [", "cannot be read"),
        ({"answers": {}}, "there must be a field expect"),
        ({**GOOD, "anwsers": {}}, "unknown field anwsers"),
        ({"expect": {"q": "full"}}, "the score of q must be a number or hand"),
        ({**GOOD, "tamper": "burned"}, "there is no tamper 'burned'"),
    ],
)
def test_a_wrong_sample_is_refused_in_one_sentence(tmp_path, data, message):
    path = write(tmp_path, "x", data)
    with pytest.raises(SubmissionError) as found:
        submissions.load(path)
    assert str(found.value).startswith(f"{path}: ")
    assert message in str(found.value)


def test_every_kind_of_tampering_says_what_it_is():
    assert all(meaning.endswith(".") for _, meaning in tamper.described())


def expecting(**points: float | str) -> Sample:
    return Sample("x", "a", "", points)


SCORES = {"q": Score(2.6667, 4.0), "why": Score(None, 3.0)}


@pytest.mark.parametrize(
    ("expect", "differences"),
    [
        ({"q": 2.67, "why": "hand", "total": 2.67}, 0),
        ({"q": 2.67, "why": "hand"}, 0),
        ({"q": 2.66, "why": "hand", "total": 2.67}, 1),
        ({"q": 2.67, "why": 0, "total": 2.67}, 1),
        ({"q": "hand", "why": "hand", "total": 2.67}, 1),
        ({"q": 2.67, "z": 1, "total": 2.67}, 1),
        ({"q": 2.67, "total": 3}, 1),
    ],
)
def test_scores_are_compared_to_two_decimals(expect, differences):
    result = compare.compare(expecting(**expect), SCORES)
    assert len(result.differences) == differences, result.differences
    assert (result.possible, result.waiting) == (7.0, 3.0)


@pytest.fixture
def class_of_two(small_course: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the small course with two sample submissions."""
    monkeypatch.setenv("CHARTROOM_HOME", str(small_course))
    folder = small_course / "manuscript" / "source" / NAME / "submissions"
    folder.mkdir(exist_ok=True)
    full = {"side": 2, "sides": 2, "half": 4, "name": 2, "why": "hand", "total": 10}
    both = {"answers": ANSWERS, "cells": CELLS}
    for name, data in (
        ("perfect", {"expect": full, **both}),
        ("renamed", {"expect": full, **both, "tamper": "renamed"}),
    ):
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(data), "utf-8")
    return folder


@pytest.mark.classroom
def test_the_demo_class_is_graded_shown_and_drawn(class_of_two, tmp_path, capsys):
    assert demo.main(["--place", str(tmp_path / "demo")]) == 0

    said = capsys.readouterr().out
    lines = [line.split() for line in said.splitlines()]
    assert ["perfect", NAME, "10.00", "10.00", "3", "13", "as", "expected"] in lines
    assert ["renamed", NAME, "10.00", "10.00", "3", "13", "as", "expected"] in lines
    assert "it was taken as “small.ipynb”" in said
    assert "Every score is what it must be." in said
    picture = (tmp_path / "demo" / "demo-class.png").read_bytes()
    width, height = struct.unpack(">II", picture[16:24])
    assert width > 600
    assert height > 200
    assert b"perfect got 10 of 10" in picture  # the picture carries its text
    assert (tmp_path / "demo" / "grades.csv").exists()
    assert len(list((tmp_path / "demo" / "feedback").rglob("*.html"))) == 2


@pytest.mark.classroom
def test_the_demo_fails_when_a_score_is_not_what_it_must_be(class_of_two, tmp_path, capsys):
    path = class_of_two / "renamed.yaml"
    path.write_text(path.read_text("utf-8").replace("half: 4", "half: 3"), "utf-8")

    assert demo.main([NAME, "--place", str(tmp_path / "demo")]) == 1

    said = capsys.readouterr().out
    assert f"NOT AS EXPECTED  {NAME}, renamed: half: expected 3, got 4" in said


def test_the_demo_says_what_it_lacks(class_of_two, tmp_path, capsys):
    assert demo.main(["a99"]) == 1
    assert "no sample submissions for a99" in capsys.readouterr().out
    (tmp_path / "file").write_text("x", "utf-8")
    assert demo.main(["--place", str(tmp_path)]) == 1
    assert "is not empty" in capsys.readouterr().out
