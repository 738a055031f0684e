"""Reports by domain, and item statistics of a class."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chartroom import exam
from chartroom.exam.itemstats import FEW


def sat(bank, right: int, seed="one", size=26):
    """A finished sitting with the first ``right`` items right and the rest wrong."""
    sitting = exam.begin(bank, seed, size, timed=True)
    answers = {one.item.id: int(at >= right) for at, one in enumerate(sitting.paper)}
    return exam.finish(replace(sitting, answers=answers, seconds=600))


def test_the_parts_add_up_to_the_whole(bank):
    found = exam.report(sat(bank, 20))
    assert (found.whole.right, found.whole.total) == (20, 26)
    assert sum(part.right for part in found.parts) == 20
    assert sum(part.total for part in found.parts) == 26
    assert found.minutes == 10
    assert found.lessons == (("02", 6),)
    assert all(part.low <= part.share <= part.high for part in found.parts)


def test_open_questions_are_not_right(bank):
    blank = exam.finish(exam.begin(bank, "one", 26, timed=True))
    found = exam.report(blank)
    assert (found.whole.right, found.blank) == (0, 26)
    text = " ".join(exam.lines(found))
    assert "26 left open" in text
    assert "300 to pass" in text


def test_the_plot_says_what_it_shows(bank):
    picture = exam.report_plot(exam.report(sat(bank, 13)))
    assert "13 of 26 right (50%)" in picture.description
    assert picture.svg.count("<svg") == 1
    for domain in exam.DOMAINS:
        assert domain.title in picture.description


def test_difficulty_distractors_and_discrimination(bank):
    papers = [sat(bank, right) for right in range(0, 26)]
    assert len(papers) >= FEW
    found = {one.id: one for one in exam.item_statistics(papers)}
    order = [one.item.id for one in papers[0].paper]
    first, last = found[order[0]], found[order[-1]]
    assert (first.asked, first.right, first.chosen) == (26, 25, (25, 1, 0, 0))
    assert first.difficulty == 25 / 26
    assert last.difficulty == 0
    assert last.discrimination is None
    assert "Wrong option 1 was chosen more often than the right one." in last.remarks
    assert "Nobody chose wrong option 2: it tempts no one." in last.remarks
    middle = found[order[13]]
    assert middle.discrimination > 0.8  # the better half has it right


def test_an_item_that_the_better_miss_is_remarked(bank):
    papers = []
    for right in range(26):
        sitting = sat(bank, right)
        name = sitting.paper[0].item.id
        weak = {**sitting.answers, name: 0 if right < 13 else 2}
        papers.append(replace(sitting, answers=weak))
    found = {one.id: one for one in exam.item_statistics(papers)}[name]
    assert found.discrimination < -0.5
    assert "check the key" in found.remarks[0]


def test_few_answers_are_said_to_be_few(bank):
    (one, *_) = exam.item_statistics([sat(bank, 5), sat(bank, 9)])
    assert one.discrimination is None
    assert "Only 2 answers" in one.remarks[0]


def test_what_is_not_finished_does_not_count(bank):
    assert exam.item_statistics([exam.begin(bank, "one", 26, timed=True)]) == ()
    assert exam.item_statistics([]) == ()


def test_the_correlation_is_the_one_of_a_worked_example(bank):
    # Three students, rest shares 0.25, 0.5, 1; right: no, yes, yes. By hand: r = 0.756.
    base = exam.begin(bank, "one", 5, timed=True)
    names = [one.item.id for one in base.paper]
    rows = [(1, [0, 1, 1, 1]), (0, [0, 0, 1, 1]), (0, [0, 0, 0, 0])]
    papers = [
        exam.finish(replace(base, answers=dict(zip(names, [first, *rest], strict=True))))
        for first, rest in rows
    ]
    found = {one.id: one for one in exam.item_statistics(papers)}[names[0]]
    assert found.discrimination == pytest.approx(0.7559, abs=1e-4)
