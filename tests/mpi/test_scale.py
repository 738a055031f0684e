"""Time and memory stay bounded where many records share a value. How fast is not tested."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from town import people

from chartroom import mpi

HERE = Path(__file__).resolve().parent
BENCHMARKS = HERE.parents[1] / "benchmarks"

SHARED = """
import sys
sys.path.insert(0, {tests!r})
from peak import peak
sys.path.insert(0, {benchmarks!r})
from crowd import crowd
from chartroom import mpi

frame, person = crowd(20_000)
for field in {shared!r}:
    frame[field] = frame[field].iloc[0]
found = mpi.find_duplicates(frame, threshold=0.9)
right = (person[found["left"]].to_numpy() == person[found["right"]].to_numpy()).sum()
print(len(found), right, peak())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="measures memory the Unix way")
@pytest.mark.parametrize(
    "shared",
    [["last_name"], ["house_number", "street", "city", "postcode"], ["birth_date"], ["phone"]],
    ids=["one last name", "one address", "one birth date", "one phone"],
)
def test_a_value_that_everybody_shares_does_not_fill_the_memory(shared):
    """20,000 records in one block would be 200 million pairs."""
    code = SHARED.format(tests=str(HERE), benchmarks=str(BENCHMARKS), shared=shared)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    found, right, megabytes = (float(number) for number in done.stdout.split())
    assert megabytes < 600
    assert right > 1500  # of 2,000
    assert right / found > 0.85


def test_two_thousand_people_at_one_shelter_are_not_one_person():
    frame = pd.DataFrame(people(2000))[["first", "last", "dob", "sex", "number", "street", "zip"]]
    shelter = frame.assign(number="1", street="Harbor Rd", zip="04999")
    assert len(mpi.find_duplicates(shelter)) < 20


def test_importing_costs_no_pandas():
    code = "import sys; from chartroom import mpi; print('pandas' in sys.modules, dir(mpi))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("False")
    assert "find_duplicates" in done.stdout
