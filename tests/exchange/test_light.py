"""Importing the room costs nothing; a lesson that needs no message does not pay for one."""

from __future__ import annotations

import subprocess
import sys

import pytest

from chartroom import exchange

HEAVY = "{'fhir', 'pydantic', 'hl7', 'pandas', 'numpy', 'yaml', 'matplotlib'}"


@pytest.mark.parametrize(
    ("code", "allowed"),
    [
        ("import chartroom.exchange", "set()"),
        ("from chartroom.exchange import v2, show, ExchangeError", "set()"),
        ("from chartroom.exchange import fhir", "{'pydantic'}"),
    ],
)
def test_what_an_import_brings(code, allowed):
    check = f"{code}\nimport sys\nprint(sorted(({HEAVY} & set(sys.modules)) - {allowed}))"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_names():
    assert all(getattr(exchange, name) for name in exchange.__all__)
    assert set(dir(exchange)) == set(exchange.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        exchange.nothing  # noqa: B018
