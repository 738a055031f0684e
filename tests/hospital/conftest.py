"""Small hospitals, made once for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartroom.hospital import Spec, make_csv


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hospital of 1,600 patients without defects."""
    out = tmp_path_factory.mktemp("clean")
    make_csv(Spec(1600, 7, clean=True), out)
    return out


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same hospital with defects."""
    out = tmp_path_factory.mktemp("planted")
    make_csv(Spec(1600, 7), out)
    return out
