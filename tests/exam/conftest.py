"""A bank of made-up items, large enough for two full papers."""

from __future__ import annotations

import pytest

from chartroom import exam


def item(domain: str, number: int, lesson: str = "02") -> exam.ExamItem:
    name = f"{domain}-{number:03}"
    return exam.ExamItem(
        name, domain, "content", lesson, f"Which is right in {name}?",
        ("right", "wrong one", "wrong two", "wrong three"),
        ("It is.", "Not one.", "Not two.", "Not three."), "A source, 2026",
    )  # fmt: skip


@pytest.fixture
def bank():
    """Twice as many items as a full paper has, in each domain."""
    return {
        one.id: one
        for domain in exam.DOMAINS
        for one in (item(domain.id, number) for number in range(2 * domain.items))
    }
