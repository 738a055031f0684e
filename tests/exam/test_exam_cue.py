"""The length of an option does not give the key away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chartroom import exam

LIMIT = 0.34  # a quarter is chance; a domain has 41 items or more


def longest_score(items):
    """The share of items that somebody gets right who always chooses the longest, ties by lot."""
    found = 0.0
    for item in items:
        lengths = [len(option) for option in item.options]
        if lengths[0] == max(lengths):
            found += 1 / lengths.count(max(lengths))
    return found / len(items)


@pytest.mark.parametrize("domain", [domain.id for domain in exam.DOMAINS])
def test_the_longest_option_is_no_better_than_a_guess(domain):
    items = [item for item in exam.read_bank().values() if item.domain == domain]
    assert longest_score(items) <= LIMIT, f"{domain}: {longest_score(items):.0%}"


def test_ties_are_split(bank):
    item = next(iter(bank.values()))
    told = {
        ("long one", "no", "so", "yes"): 1,
        ("no", "long one", "so", "yes"): 0,
        ("alike", "equal", "no", "so"): 1 / 2,
        ("90", "80", "70", "60"): 1 / 4,
    }
    for options, share in told.items():
        assert longest_score([replace(item, options=options)]) == share
    assert longest_score([replace(item, options=options) for options in told]) == 1.75 / 4
