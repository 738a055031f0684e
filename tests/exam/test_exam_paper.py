"""Papers: the domains' shares, no item twice, the same again from the same seed."""

from __future__ import annotations

from collections import Counter

import pytest

from chartroom import exam
from chartroom.assess import AnswerError


def test_a_full_paper_has_the_shares_of_the_domains(bank):
    paper = exam.draw(bank, "one")
    assert len(paper) == 130 == len({one.item.id for one in paper})
    found = Counter(one.item.domain for one in paper)
    for domain in exam.DOMAINS:
        assert found[domain.id] == domain.items
        assert domain.low <= 100 * found[domain.id] / 130 + 0.5
        assert 100 * found[domain.id] / 130 <= domain.high + 0.5


@pytest.mark.parametrize("size", [1, 5, 26, 65, 129, 130])
def test_shares_add_up(size):
    assert sum(exam.shares(size).values()) == size


@pytest.mark.parametrize("size", [0, -1, 131])
def test_a_paper_of_another_size_is_refused(size):
    with pytest.raises(AnswerError, match="1 to 130"):
        exam.shares(size)


def test_the_same_seed_gives_the_same_paper_and_another_another(bank):
    assert exam.draw(bank, "one") == exam.draw(bank, "one")
    assert exam.draw(bank, "one") != exam.draw(bank, "two")


def test_the_order_of_the_bank_does_not_matter(bank):
    backwards = dict(reversed(bank.items()))
    assert exam.draw(backwards, "one") == exam.draw(bank, "one")


def test_the_right_option_stands_under_every_letter(bank):
    found = Counter(one.key for one in exam.draw(bank, "one"))
    assert set(found) == set("abcd")
    assert min(found.values()) > 15  # of 130; about 32 are expected


def test_what_was_seen_comes_last(bank):
    first = exam.draw(bank, "one")
    seen = {one.item.id for one in first}
    second = exam.draw(bank, "two", seen=seen)
    assert not seen & {one.item.id for one in second}
    third = exam.draw(bank, "three", seen={*bank})
    assert len({one.item.id for one in third}) == 130


def test_a_bank_that_is_too_small_is_named(bank):
    small = {name: one for name, one in bank.items() if one.domain != "access"}
    with pytest.raises(AnswerError, match="21 items of 'access', and the bank has 0"):
        exam.draw(small, "one")
