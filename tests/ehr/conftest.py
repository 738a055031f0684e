"""The small hospital as a database, one fresh copy a test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import hospital
import pytest

from chartroom import ehr


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the data set; not to be changed."""
    return hospital.write(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def made(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database as made; not to be changed."""
    return ehr.create(tmp_path_factory.mktemp("made") / "ehr.sqlite", data)


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    """A database of the test's own."""
    return Path(shutil.copyfile(made, tmp_path / "ehr.sqlite"))


@pytest.fixture
def db(path: Path) -> Iterator[ehr.connect]:
    """The test's own database, opened by the student."""
    with closing(ehr.connect(path)) as connection:
        yield connection


@pytest.fixture
def new() -> dict[str, str]:
    """A form for a new patient, filled in as people do."""
    return {
        "last_name": " Marsh ", "first_name": "Ivy", "birth_date": "3/14/1961", "sex": "f",
        "race": "White", "ethnicity": "Not Hispanic or Latino", "language": "English",
        "marital_status": "Single", "street": "4 Dune  Way", "city": "Tern Harbor", "state": "xx",
        "zip": "00145", "phone": "(555) 010-0142",
    }  # fmt: skip
