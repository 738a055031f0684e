"""The same data whatever the pieces; a stop loses nothing; bad requests are refused in words."""

from __future__ import annotations

import errno
import subprocess
import sys
import time
from pathlib import Path

import pytest

from chartroom.hospital import DataError, Spec, make_csv, making, manifest, read
from chartroom.hospital.schema import TABLES


def same(one: Path, other: Path) -> bool:
    return all(
        (one / f"{name}.csv").read_bytes() == (other / f"{name}.csv").read_bytes()
        for name in TABLES
    )


@pytest.mark.parametrize(("chunk", "workers"), [(536, 2), (1600, 1)])
def test_pieces_and_processes_do_not_matter(planted, tmp_path, chunk, workers):
    make_csv(Spec(1600, 7), tmp_path, workers, chunk)
    assert same(tmp_path, planted)


def test_another_seed_is_another_hospital(planted, tmp_path):
    make_csv(Spec(1600, 8), tmp_path)
    assert (tmp_path / "patients.csv").read_bytes() != (planted / "patients.csv").read_bytes()


def test_a_killed_run_goes_on(planted, tmp_path):
    code = (
        "from pathlib import Path; from chartroom.hospital import Spec, make_csv;"
        f"make_csv(Spec(1600, 7), Path({str(tmp_path)!r}), chunk=160)"
    )
    run = subprocess.Popen([sys.executable, "-c", code])
    making_here = tmp_path / ".making"
    while run.poll() is None and len(list(making_here.glob("0*[0-9]"))) < 3:
        time.sleep(0.02)
    run.kill()
    run.wait()
    assert not (tmp_path / "patients.csv").exists(), "nothing half-made under a table's name"
    begun = []
    make_csv(Spec(1600, 7), tmp_path, chunk=160, progress=lambda done, _: begun.append(done))
    assert begun[0] >= 3 * 160
    assert same(tmp_path, planted)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="reads /proc")
def test_a_killed_run_leaves_no_process_behind(tmp_path):
    code = (
        "from pathlib import Path; from chartroom.hospital import Spec, make_csv\n"
        "if __name__ == '__main__':\n"
        f"    make_csv(Spec(60_000, 7), Path({str(tmp_path)!r}), workers=2, chunk=160)"
    )
    (tmp_path / "run.py").write_text(code)
    run = subprocess.Popen([sys.executable, str(tmp_path / "run.py")])
    children = Path(f"/proc/{run.pid}/task/{run.pid}/children")
    while run.poll() is None and not list((tmp_path / ".making").glob("0*[0-9]")):
        time.sleep(0.05)
    workers = children.read_text().split()
    run.kill()
    run.wait()
    for _ in range(100):
        alive = [one for one in workers if Path(f"/proc/{one}").exists()]
        if not alive:
            break
        time.sleep(0.1)
    assert len(workers) >= 2
    assert not alive


def test_a_full_disk_is_said_and_nothing_is_lost(tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    make_csv(Spec(64, 1), tmp_path)
    before = (tmp_path / "patients.csv").read_bytes()
    monkeypatch.setattr(making, "_put_together", full)
    with pytest.raises(DataError, match=r"disk is full.*same command again"):
        make_csv(Spec(128, 1), tmp_path)
    assert (tmp_path / "patients.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("spec", "workers", "chunk", "said"),
    [
        (Spec(0), 1, 64, "0 patients"),
        (Spec(10**9), 1, 64, "1,000,000,000 patients"),
        (Spec(10, -1), 1, 64, "seed is -1"),
        (Spec(10), 0, 64, "0 workers"),
        (Spec(10), 1, 12, "chunk of 12"),
    ],
)
def test_requests_that_cannot_be(tmp_path, spec, workers, chunk, said):
    with pytest.raises(DataError, match=said):
        make_csv(spec, tmp_path, workers, chunk)
    assert not list(tmp_path.iterdir())


def test_a_file_where_the_folder_should_be(tmp_path):
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(DataError, match="choose another folder"):
        make_csv(Spec(10), tmp_path / "taken")
    assert (tmp_path / "taken").read_text() == "mine"


def test_reading(planted):
    frame = read("encounters", planted)
    assert list(frame.columns) == list(TABLES["encounters"].names)
    assert set(frame["disposition"].str.len()) == {2}, "codes keep their zeros"
    with pytest.raises(DataError, match="no table patient"):
        read("patient", planted)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "no whole data set"),
        ("{", "cannot be read"),
        ("[]", "cannot be read"),
        ('{"schema": "0"}', "version 0"),
    ],
)
def test_a_data_set_of_another_version(tmp_path, text, said):
    if text is not None:
        (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(DataError, match=said):
        manifest(tmp_path)
