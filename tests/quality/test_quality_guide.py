"""What docs/quality.md says of the rules is what they find."""

from __future__ import annotations

import re

from chartroom import hospital, paths, quality


def test_the_guide_has_the_rules_figures():
    tables = dict(hospital.load())
    key = tables.pop("planted_defects")
    found = quality.score(quality.check(tables), key, tables)
    text = (paths.root() / "docs" / "quality.md").read_text("utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \| (\d+) \| (\d+) \| (\d+) \|$", text, re.MULTILINE)
    said = {name: tuple(map(int, counts)) for name, *counts in rows}
    assert said == {
        one.rule: (one.findings, one.right, one.beside) for one in found.by_rule.itertuples()
    }
    whole = (found.by_kind["found"].sum(), found.by_kind["planted"].sum())
    assert "**{} of {}**".format(*whole) in text
