"""What a confined process can still do, each tried in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from chartroom.sandbox import seccomp, syscalls
from chartroom.sandbox.confine import Means, NotProtected, means, require

confines = pytest.mark.skipif(not means().enough, reason="nothing here confines a process")

FRAME = """
import ctypes, os, resource, shutil, socket, subprocess, sys, threading
from pathlib import Path
from chartroom.sandbox.confine import Confinement, Limits, confine
mine, other = map(Path, sys.argv[1:3])
libraries = tuple(map(Path, (sys.prefix, sys.base_prefix)))
confine(Confinement(libraries, (mine,), Limits(memory=200, file_size=1, open_files=32)))
try:
    result = eval(sys.argv[3])
except BaseException as problem:
    result = type(problem).__name__
print(result)
"""


def tried(tmp_path: Path, expression: str) -> str:
    mine, other = tmp_path / "mine", tmp_path / "other"
    mine.mkdir()
    other.mkdir()
    (other / "secret").write_text("secret", "utf-8")
    (mine / "own").write_text("own", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", FRAME, str(mine), str(other), expression],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert (other / "secret").read_text("utf-8") == "secret"
    assert (other / "secret").stat().st_mode & 0o777 == 0o644
    return done.stdout.strip()


@confines
@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("(mine / 'own').read_text()", "own"),
        ("(mine / 'new').write_text('x')", "1"),
        ("shutil.copy2(mine / 'own', mine / 'copy').name", "copy"),
        ("(mine / 'd').mkdir()", "None"),
        ("(lambda t: (t.start(), t.join()))(threading.Thread(target=print)) and 1", "1"),
        ("[one.fileno() > 2 for one in socket.socketpair()]", "[True, True]"),
        ("__import__('numpy').ones(3).sum()", "3.0"),
        ("__import__('asyncio').run(__import__('asyncio').sleep(0))", "None"),
        ("os.kill(os.getpid(), 0)", "None"),
    ],
)
def test_a_confined_process_can_work(tmp_path, expression, result):
    assert tried(tmp_path, expression).splitlines()[-1] == result


@confines
@pytest.mark.parametrize(
    "expression",
    [
        "(other / 'secret').read_text()",
        "(other / 'secret').write_text('x')",
        "(other / 'new').write_text('x')",
        "os.listdir(other)",
        "os.listdir('/')",
        "os.unlink(other / 'secret')",
        "os.rename(other / 'secret', mine / 'mine')",
        "os.link(other / 'secret', mine / 'mine')",
        "os.symlink(other / 'secret', mine / 'mine')",
        "os.truncate(other / 'secret', 0)",
        "os.open(sys.prefix + '/pyvenv.cfg', os.O_TRUNC)",
        "os.mkfifo(mine / 'pipe')",
        "open('/proc/self/environ').read()",
        "open('/etc/passwd').read()",
        "socket.socket()",
        "os.fork()",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "subprocess.run(['/bin/true'])",
        "os.kill(os.getppid(), 0)",
        "os.kill(-1, 9)",
        "os.kill(os.getpid(), 9)",
        "os.setpriority(os.PRIO_PROCESS, 0, -5)",
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10**9, 10**9))",
        "bytearray(10**9)",
        "(mine / 'big').write_bytes(b'x' * 2_000_000)",
        "[open(mine / 'own') for _ in range(100)]",
    ],
)
def test_a_confined_process_is_refused_what_is_not_its_own(tmp_path, expression):
    said = tried(tmp_path, expression)
    assert said in ("PermissionError", "OSError", "MemoryError", "ValueError"), said


@confines
@pytest.mark.parametrize(
    "expression",
    ["os.chmod(other / 'secret', 0)", "os.utime(other / 'secret', (1, 1))"],
)
def test_modes_and_times_seem_to_change_and_do_not(tmp_path, expression):
    before = os.stat(__file__).st_mtime
    assert tried(tmp_path, expression) == "None"
    assert os.stat(__file__).st_mtime == before
    assert (tmp_path / "other" / "secret").stat().st_mtime > 1


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_is_a_program_the_kernel_takes(machine):
    lines = seccomp.program(machine, 1234)
    assert all(len(line) == 8 for line in lines)
    assert len(lines) < 4096
    tables = (syscalls.ALLOWED, syscalls.CHECKED, syscalls.PRETENDED, syscalls.REFUSED)
    names = [name for table in tables for name in syscalls.numbers(table, machine)]
    numbers = [n for table in tables for n in syscalls.numbers(table, machine).values()]
    assert len(names) == len(set(names))
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize(
    ("found", "said"),
    [(Means(0, True, None), "Landlock"), (Means(4, False, None), "seccomp")],
)
def test_what_is_missing_is_named_with_what_to_do(found, said):
    if sys.platform != "linux":
        said = "Linux"
    with pytest.raises(NotProtected, match=said) as trouble:
        require(found)
    assert "--unsafe" in str(trouble.value)


def test_what_is_in_force_is_said_in_words():
    assert str(Means(7, True, 65432)) == (
        "files: Landlock 7; system calls: seccomp; network: none; user: another one (65432)"
    )
    assert "NOT protected" in str(Means(0, False, None, "x"))
