"""The bank's files: every mistake is named with line and remedy."""

from __future__ import annotations

import pytest

from chartroom import exam
from chartroom.assess import QuestionError

ITEM = """
  - id: data-{0:03}
    skill: content
    lesson: "02"
    stem: Which document is {0}?
    right: A summary
    wrong:
      - {{says: An order, why: No.}}
      - {{says: A bill, why: No.}}
      - {{says: A note, why: No.}}
    why: It is.
    source: A rule, 2026
"""


def read(tmp_path, text):
    path = tmp_path / "data.yaml"
    path.write_text(text, "utf-8")
    return exam.read_items(path, "data")


def test_items_are_read_in_order(tmp_path):
    found = read(tmp_path, "items:" + ITEM.format(1) + ITEM.format(2))
    assert list(found) == ["data-001", "data-002"]
    assert found["data-001"].options == ("A summary", "An order", "A bill", "A note")
    assert found["data-001"].reasons == ("It is.", "No.", "No.", "No.")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("items:", "questions:", "must begin with 'items:'"),
        ("    why: It is.\n", "", "line 2: item 'data-001' has no 'why'"),
        ("id: data-001", "id: access-001", "line 2: item 'access-001': its id must begin"),
        ("says: An order", "says: A summary", "two options say the same"),
        ("      - {says: A note, why: No.}\n", "", "'wrong' must list 3 options"),
        ("{says: A note, why: No.}", "A note", "line 10: item 'data-001': a wrong option needs"),
        ("skill: content", "skil: content", "has no 'skill'"),
        ("lesson:", "points: 3\n    lesson:", "'points' is not one of"),
        ("right: A summary", "right: [A summary]", "'right' must be plain text"),
    ],
)
def test_a_mistake_is_named(tmp_path, before, after, words):
    text = "items:" + ITEM.format(1)
    assert before in text
    with pytest.raises(QuestionError, match=words):
        read(tmp_path, text.replace(before, after, 1))


@pytest.mark.parametrize(("number", "words"), [(1, "two items have the id"), (2, "asks the same")])
def test_two_alike_are_named(tmp_path, number, words):
    second = ITEM.format(1).replace("data-001", f"data-00{number}")
    with pytest.raises(QuestionError, match=words):
        read(tmp_path, "items:" + ITEM.format(1) + second)
