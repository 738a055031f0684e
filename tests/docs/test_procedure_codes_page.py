"""The examples of docs/procedure-codes.md give what they say."""

from __future__ import annotations

import ast
import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "procedure-codes.md"


def test_each_line_gives_what_stands_behind_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("our-cpt.csv").write_text("code,label\n00100,what the file says\n", encoding="utf-8")
    names: dict[str, object] = {}
    checked = 0
    for block in re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), flags=re.S):
        for line in filter(None, block.splitlines()):
            code, _, said = line.partition("  # ")
            if not said:
                exec(code, names)
                continue
            given = eval(code, names)
            if said.startswith(("'", "[")) or said.isdigit():
                assert given == ast.literal_eval(said), line
            else:
                assert isinstance(given, str)
                assert given
            checked += 1
    assert checked >= 9
