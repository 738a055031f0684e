"""The first submission is run once to see what its cells and tests load; then it is loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartroom.classroom import runner, settings
from chartroom.isolation import needs
from chartroom.isolation.forge import Forge
from chartroom.isolation.needs import SourceCell
from chartroom.isolation.session import Cell, Times
from chartroom.sandbox.confine import Limits, means

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [
    pytest.mark.classroom,
    pytest.mark.skipif(not means().enough, reason="nothing here confines a process"),
]


@pytest.mark.parametrize("fixed", [{}, {"helper.py": b"x = 1\n"}], ids=["bare", "a module"])
@pytest.mark.parametrize("asked", [True, False])
def test_what_cells_and_tests_load_is_reported_if_it_is_asked_for(tmp_path, fixed, asked):
    source = [SourceCell("solution", "import colorsys"), SourceCell("test", "import wave", "t")]
    job = runner.Job(
        (Cell("student", "import colorsys"), Cell("test", "import wave", "t")),
        needs.of(source),
        {},
        fixed,
        Times(10, 30, 5),
        Limits(memory=300),
    )
    ground = runner.Ground(ROOT, settings.readable(ROOT), None, tmp_path)
    forge = Forge([], ROOT)
    try:
        report = runner.run(job, forge, ground, modules=asked).report
    finally:
        forge.close()
    assert ("colorsys" in report.modules) is asked
    assert ("wave" in report.modules) is asked
