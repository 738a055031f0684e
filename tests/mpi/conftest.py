"""The town that the tests of the matching share."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).parent))
import town as made


@pytest.fixture(scope="session")
def town() -> tuple[pd.DataFrame, set[made.Pair], set[made.Pair]]:
    """Records, the pairs that are one person, and the pairs that only look like it."""
    return made.town()


@pytest.fixture(scope="session")
def town_without_ssn() -> tuple[pd.DataFrame, set[made.Pair], set[made.Pair]]:
    """The same without national IDs."""
    return made.town(ssn=False)
