"""The browser's modules as they are put together from front/."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from chartroom.exercises import assets


@pytest.mark.parametrize("kind", sorted(assets.MODULES))
def test_a_module_stands_alone(kind, tmp_path):
    source = assets.module(kind)
    assert not re.search(r"^\s*import\b", source, re.MULTILINE)
    assert source.count("export default") == 1
    assert "http" not in source.replace("http://www.w3.org/2000/svg", "")
    names = re.findall(r"^(?:class|const|function|let) (\w+)", source, re.MULTILINE)
    assert len(names) == len(set(names)), "two files define the same name"
    node = shutil.which("node")
    if node:
        file = tmp_path / "module.mjs"
        file.write_text(source, encoding="utf-8")
        assert subprocess.run([node, "--check", file], capture_output=True).returncode == 0


def test_an_unknown_kind_is_refused():
    with pytest.raises(KeyError):
        assets.module("drawing")


def test_styles_touch_only_exercises():
    rules = re.sub(r"/\*.*?\*/", "", assets.style(), flags=re.DOTALL)
    for selector in re.findall(r"(?:^|[{}])\s*([^{}@;]+)\{", rules):
        for part in selector.split(","):
            assert ".chartroom-exercise" in part, part
    assert "url(" not in rules
    assert "@import" not in rules


def test_two_empty_values_are_no_agreement():
    from chartroom.exercises.worklist import mark

    assert mark(("", " ")) == "both are empty"
    assert mark(("555-010-1401", "")) == "one is empty"
    assert mark(("a  b", "a b")) == "same"
    assert mark(("a", "b")) == "differs"
