"""Fixtures for the code set: caches of their own, so that a test never touches the user's."""

from __future__ import annotations

import shutil
import sqlite3

import pytest

from chartroom.codes import compile as compiler
from chartroom.codes import store


@pytest.fixture(scope="session")
def built():
    """The compiled code set of this machine, made if need be."""
    return store.prepare(progress=False)


@pytest.fixture
def cache(built, tmp_path, monkeypatch):
    """A cache folder that does not exist yet."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("CHARTROOM_CACHE", str(folder))
    store.close()
    yield folder
    store.close()


@pytest.fixture
def builds(built, monkeypatch):
    """A list that grows by one path for each build; each build copies the real file."""
    made = []

    def write(path, source, fingerprint, progress=lambda share: None):
        shutil.copyfile(built, path)
        with sqlite3.connect(path) as connection:
            connection.execute(
                "UPDATE meta SET value = ? WHERE key = 'fingerprint'", (fingerprint,)
            )
        connection.close()
        made.append(path)
        progress(1.0)

    monkeypatch.setattr(compiler, "write", write)
    return made
