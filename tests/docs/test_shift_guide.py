"""The example of docs/shift.md runs, and what it says of the pool is so."""

from __future__ import annotations

import re

from chartroom import paths, shift


def test_the_example_runs(capsys):
    text = (paths.root() / "docs" / "shift.md").read_text("utf-8")
    exec(re.search(r"```python\n(.*?)```", text, re.DOTALL)[1], {})
    assert re.fullmatch(r"\d+:\d\d [ap]m \d+ tasks wait\n", capsys.readouterr().out)


def test_the_numbers_of_the_guide():
    pool = shift.read_pool()
    assert (sum(desk.take for desk in pool.desks), len(pool.desks)) == (30, 9)
    assert len([task for task in shift.draw(pool, "any").tasks if task.arrives == 8 * 60]) == 11
