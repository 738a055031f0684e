"""The course's own items: in order, about skills that exist, with codes that exist."""

from __future__ import annotations

import re
from collections import Counter

import pytest
import yaml

from chartroom import codes, exam, paths

CODE = re.compile(r"\b[A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?\b")


@pytest.fixture(scope="module")
def bank():
    return exam.read_bank()


def test_a_whole_paper_can_be_drawn_with_no_item_twice(bank):
    for seed in ("a", "b", "c"):
        sitting = exam.begin(bank, seed, exam.FULL, True)
        names = [one.item.id for one in sitting.paper]
        assert len(set(names)) == exam.FULL
        counts = Counter(one.item.domain for one in sitting.paper)
        assert counts == {domain.id: domain.items for domain in exam.DOMAINS}


def test_skills_and_lessons_exist(bank):
    text = (paths.datasets() / "reference" / "skills.yaml").read_text("utf-8")
    skills = {one["id"] for group in yaml.safe_load(text)["groups"] for one in group["skills"]}
    for item in bank.values():
        assert item.skill in skills, item.id
        assert re.fullmatch(r"0\d|1[0-2]", item.lesson), item.id


def test_every_code_exists(bank):
    for item in bank.values():
        for text in (item.stem, *item.options, *item.reasons):
            for code in CODE.findall(text):
                assert codes.lookup(code).code == code, item.id


def test_no_option_speaks_of_the_others(bank):
    for item in bank.values():
        for option in item.options:
            assert not re.search(r"(all|none|both) of (the|these)", option, re.IGNORECASE), item.id


def test_the_number_in_the_guide(bank):
    guide = (paths.root() / "docs" / "quality.md").read_text("utf-8")
    assert f"holds {len(bank)} items" in guide
    lesson = (paths.root() / "manuscript" / "course" / "13-practice-exam.md").read_text("utf-8")
    assert f"holds {len(bank)} questions" in lesson
    longest = sum(len(one.options[0]) > max(map(len, one.options[1:])) for one in bank.values())
    assert f"In {longest / len(bank):.0%}".rstrip("%") + " percent of the items" in guide


def test_three_papers_share_no_item(bank):
    seen = []
    for seed in ("first", "second", "third"):
        sitting = exam.begin(bank, seed, exam.FULL, True, tuple(seen))
        seen += [one.item.id for one in sitting.paper]
    assert len(set(seen)) == 3 * exam.FULL
