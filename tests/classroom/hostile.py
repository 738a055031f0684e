"""Submissions that want what is not theirs: points, secrets, other people's work, the computer.

Each is handed in by somebody who has the first exercise right and nothing else, so each must get
exactly 2 points. Those in ``BREAKS`` break the rules by what lies in the folder, the others by code
at the top of the notebook (``FIRST``) or in a cell whose names are tested (``half-code``, …).
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from smallcourse import TEXT

NAME = "small"
SECRET = "tern-secret-7f3a"  # in the grader's environment, home, gradebook and another's work
MARK = "“only the hidden test says this”"  # in a hidden test
HONEST: dict[str, float | None] = {
    "side": 2,
    "sides": 0,
    "half": 0,
    "name": 0,
    "rows": 0,
    "frame": 0,
    "why": 0,
}

COURSE = TEXT.replace(
    "# A small assignment\n",
    """# A small assignment

```{code-cell}
import sqlite3

import pandas as pd

db = sqlite3.connect(":memory:")
pd.DataFrame({"x": [1, 2, 3]}).to_sql("numbers", db, index=False)
```
""",
).replace(
    '+++ {"hand": "why"',
    f'''```{{code-cell}}
:solution: rows

### BEGIN SOLUTION
rows = "SELECT count(*) FROM numbers"
### END SOLUTION
```

```{{code-cell}}
:grade: rows
:points: 2

assert isinstance(globals().get("rows"), str), "There is no query yet"
### BEGIN HIDDEN TESTS
found = pd.read_sql(rows, db)
assert int(found.iloc[0, 0]) == 3, "{MARK}"
### END HIDDEN TESTS
```

```{{code-cell}}
:solution: frame

### BEGIN SOLUTION
frame = pd.DataFrame({{"y": [1, 2]}})
### END SOLUTION
```

```{{code-cell}}
:grade: frame
:points: 2

assert isinstance(globals().get("frame"), pd.DataFrame), "There is no table yet"
### BEGIN HIDDEN TESTS
pd.testing.assert_frame_equal(frame, pd.DataFrame({{"y": [1, 2]}}))
### END HIDDEN TESTS
```

+++ {{"hand": "why"''',
)

EQUAL = """
class Yes(str):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    __hash__ = str.__hash__
    def __truediv__(self, other): return self
    def __getattr__(self, name): return self
    def __call__(self, *a, **k): return self
"""


@dataclass(frozen=True)
class Attack:
    """One submission: code by cell (``first`` is put at the top), and what its folder becomes."""

    name: str
    cells: dict[str, str] = field(default_factory=dict)
    breaks: Callable[[Path], None] | None = None


FIRST: dict[str, str] = {}  # code at the top of the notebook, by the name of the attack
FIRST["patches-run-cell"] = """
shell = get_ipython()
type(shell).run_cell = lambda *a, **k: None
type(shell).run_cell_async = lambda *a, **k: None
"""
FIRST["drops-asserts"] = """
import ast
class Drop(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
get_ipython().ast_transformers.append(Drop())
"""
FIRST["blanks-cells"] = """
get_ipython().input_transformers_cleanup.append(lambda lines: ["pass\\n"])
"""
FIRST["patches-the-kernel"] = """
import sys
for module in list(sys.modules.values()):
    for name in ("execute_request", "do_execute", "_showtraceback", "showtraceback"):
        if hasattr(module, name):
            setattr(module, name, lambda *a, **k: {"status": "ok"})
type(get_ipython())._showtraceback = lambda *a, **k: None
type(get_ipython()).showtraceback = lambda *a, **k: None
"""
for value in ("4", "'x'"):
    FIRST[f"shows-a-result-before-each-cell-{value.strip(chr(39))}"] = f"""
import sys
get_ipython().events.register("pre_run_cell", lambda info: sys.displayhook({value}))
"""
FIRST["patches-pandas-testing"] = """
import pandas as pd
import pandas.testing
pandas.testing.assert_frame_equal = lambda *a, **k: None
pd.testing = pandas.testing
frame = pd.DataFrame({"z": [0]})
"""
FIRST["replaces-builtins"] = """
import builtins
for name in ("isinstance", "callable", "int", "len", "abs", "float", "str", "AssertionError"):
    setattr(builtins, name, lambda *a, **k: True)
"""
FIRST["shadows-what-tests-use"] = (
    EQUAL
    + """
pd = grading = callable = isinstance = Path = points = Yes("x")
"""
)
FIRST["patches-the-scoring"] = """
from chartroom.assess import grading
grading.score = lambda *a, points=0, **k: points
grading.check = grading.require = lambda *a, **k: None
"""
FIRST["reads-in"] = """
for number in range(20):
    print(In[-1], get_ipython().user_ns.get("_i"), get_ipython().history_manager.input_hist_raw)
"""
FIRST["reads-source"] = """
from pathlib import Path
here = Path.cwd()
for top in [here, *here.parents, Path(ROOT)]:
    for name in ("source", "gradebook.db", "submitted", "autograded", "release"):
        try:
            path = top / name
            for found in ([path] if path.is_file() else list(path.rglob("*"))):
                if found.is_file():
                    print(found, found.read_bytes())
        except Exception as error:
            print(type(error))
"""
FIRST["lists-everything"] = """
import glob, os
print(glob.glob("/*"), glob.glob("/tmp/*"), glob.glob(ROOT + "/**", recursive=True))
for top, folders, files in os.walk("/"):
    for file in files[:3]:
        try:
            print(open(os.path.join(top, file), "rb").read(20_000))
        except Exception:
            pass
    break
"""
FIRST["reads-its-own-file"] = """
import glob
for path in glob.glob("*") + glob.glob("../*") + glob.glob("../../*/*"):
    try:
        print(open(path).read())
    except Exception as error:
        print(path, error)
"""
FIRST["reads-its-memory"] = f"""
import gc
wanted = {MARK[-2:0:-1]!r}[::-1]
for one in gc.get_objects():
    try:
        text = str(one)[:20_000] if isinstance(one, (dict, list, tuple)) else ""
    except Exception:
        continue
    if wanted in text and "wanted" not in text:
        print("found", text)
"""
FIRST["writes-a-score"] = """
import sqlite3
try:
    book = sqlite3.connect(ROOT + "/gradebook.db")
    book.execute("UPDATE grade SET manual_score = 792")
    book.commit()
except Exception as error:
    print(error)
"""
FIRST["overwrites-another"] = """
from pathlib import Path
for name in ("victim", "zz-next"):
    for kind in ("submitted", "autograded"):
        try:
            for path in Path(ROOT, kind, name, "small").rglob("*"):
                if path.is_file():
                    path.write_text("gone")
            Path(ROOT, kind, name, "small", "small.ipynb").write_text("gone")
        except Exception as error:
            print(error)
"""
FIRST["plants-code-at-home"] = """
import os
from pathlib import Path
for place in (Path(HOME), Path.home(), Path(os.path.expanduser("~root"))):
    for path in (place / ".ipython/profile_default/startup/00.py", place / ".bashrc"):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("print('planted')")
        except Exception as error:
            print(error)
"""
FIRST["plants-code-in-python"] = """
import sys, os, site
for place in [*sys.path, *site.getsitepackages(), os.path.dirname(os.__file__)]:
    for name in ("evil.pth", "sitecustomize.py", "usercustomize.py"):
        try:
            open(os.path.join(place, name), "w").write("import os")
        except Exception as error:
            print(error)
"""
FIRST["changes-the-course"] = """
from pathlib import Path
import chartroom
for top in (Path(chartroom.__file__).parent, Path(chartroom.__file__).parents[2] / "datasets"):
    for path in list(top.rglob("*"))[:50]:
        for act in (lambda: path.write_text("x"), lambda: path.unlink(), lambda: path.chmod(0)):
            try:
                act()
            except Exception as error:
                pass
"""
FIRST["reads-the-environment"] = """
import os
print(dict(os.environ))
for pid in (os.getpid(), os.getppid(), 1, "self"):
    for name in ("environ", "cmdline", "maps", "mem", "fd", "root", "cwd"):
        try:
            print(open(f"/proc/{pid}/{name}", "rb").read(100_000))
        except Exception as error:
            print(error)
"""
FIRST["connects"] = """
import socket
for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
    try:
        one = socket.socket(socket.AF_INET, kind)
        one.connect(("127.0.0.1", PORT))
        one.send(b"secret")
    except OSError as error:
        print(error)
"""
FIRST["connects-by-unix"] = """
import socket, glob
for path in glob.glob("/run/*.sock") + ["/var/run/docker.sock", "\\0abstract"]:
    try:
        socket.socket(socket.AF_UNIX).connect(path)
        print("connected")
    except OSError as error:
        print(error)
"""
FIRST["exits"] = "import os\nos._exit(0)"
FIRST["exits-politely"] = "exit()\nquit()\nraise SystemExit"
FIRST["crashes"] = "import ctypes\nctypes.string_at(0)"
FIRST["recurses-to-death"] = """
import sys
sys.setrecursionlimit(10**9)
def f(): return f()
f()
"""
FIRST["takes-all-memory"] = "kept = []\nwhile True:\n    kept.append(bytearray(50_000_000))"
FIRST["takes-all-memory-at-once"] = "kept = bytearray(200_000_000_000)"
FIRST["maps-all-memory"] = """
import mmap
kept = []
while True:
    kept.append(mmap.mmap(-1, 100_000_000))
    kept[-1].write(b"x" * 100_000_000)
"""
FIRST["blocks-signals"] = """
import signal
signal.pthread_sigmask(signal.SIG_BLOCK, signal.Signals)
sum(range(10**12))
"""
FIRST["never-ends"] = """
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
"""
FIRST["forks"] = "import os\nwhile True:\n    os.fork()"
FIRST["leaves-a-daemon"] = """
import os, subprocess, sys, multiprocessing
for act in (
    lambda: os.fork() or (os.setsid(), os.execv("/bin/sleep", ["sleep", "1000"])),
    lambda: subprocess.Popen(["sleep", "1000"], start_new_session=True),
    lambda: multiprocessing.Process(target=print).start(),
    lambda: os.posix_spawn("/bin/sleep", ["sleep", "1000"], {}),
    lambda: os.system("sleep 1000 &"),
):
    try:
        act()
        print("started")
    except OSError as error:
        print(error)
"""
FIRST["kills"] = """
import os, signal
for pid in (os.getppid(), -1, 0, 1, *range(2, 300), *range(os.getpid() - 50, os.getpid())):
    for number in (signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM):
        try:
            os.kill(pid, number)
        except OSError:
            pass
"""
FIRST["stops-itself"] = "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)"
FIRST["kills-itself"] = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\nos.abort()"
FIRST["outlives-the-grader"] = """
import ctypes, signal
ctypes.CDLL(None).prctl(1, 0, 0, 0, 0)
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except Exception:
        pass
"""
FIRST["prints-200-mb"] = "print('x' * 200_000_000)"
FIRST["prints-for-ever"] = "while True:\n    print('x' * 10_000)"
FIRST["shows-for-ever"] = (
    "from IPython.display import HTML\nwhile True:\n    display(HTML('x' * 9_999))"
)
FIRST["writes-2-gb"] = """
with open("big", "wb") as file:
    for _ in range(2_000):
        file.write(b"x" * 1_000_000)
"""
FIRST["writes-many-files"] = """
for number in range(3_000):
    open(f"file-{number}", "wb").write(b"x" * 1_000)
"""
FIRST["opens-many-files"] = "kept = [open('f', 'w') for _ in range(100_000)]"
FIRST["starts-many-threads"] = """
import threading, time
while True:
    threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
"""
FIRST["raises-its-limits"] = """
import resource
for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE):
    try:
        resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        print("raised")
    except Exception as error:
        print(error)
"""
FIRST["traces"] = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
for call in (101, 310, 311, 165, 272, 308, 425, 321, 298, 319, 155, 161, 105):
    print(call, libc.syscall(call, os.getppid(), 0, 0, 0, 0, 0))
"""
FIRST["uses-old-system-calls"] = """
import ctypes, mmap
# int 0x80 with getpid: another table of system calls, where the numbers mean other things
code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
code.write(bytes.fromhex("b814000000cd80c3"))
ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))()
"""
FIRST["empties-files"] = """
import os, ctypes
libc = ctypes.CDLL(None)
for path in (ROOT + "/gradebook.db", ROOT + "/submitted/victim/small/small.ipynb"):
    for act in (
        lambda: os.truncate(path, 0), lambda: os.chmod(path, 0), lambda: os.unlink(path),
        lambda: os.rename(path, path + "x"), lambda: os.link(path, "mine"),
        lambda: os.symlink(path, "mine"), lambda: os.utime(path, (1, 1)),
        lambda: os.open(path, os.O_TRUNC), lambda: os.chown(path, 1, 1),
        lambda: libc.rename(path.encode(), b"mine"), lambda: os.setxattr(path, "user.x", b"1"),
    ):
        try:
            act()
        except OSError:
            pass
"""
FIRST["leaves-links"] = """
import os
for name in ("answers", "link", "pipe"):
    try:
        os.rename("answers", "moved")
        os.symlink(ROOT + "/gradebook.db", name)
    except OSError as error:
        print(error)
try:
    os.mkfifo("pipe")
except OSError as error:
    print(error)
os.rename("moved", "answers")
"""
FIRST["forges-messages"] = """
import json, os, struct
done = json.dumps({"outputs": [], "count": 1, "values": {"name": 4, "points": 2}, "lost": {}})
message = struct.pack("!I", len(done)) + done.encode()
for number in range(3, 200):
    try:
        for _ in range(100):
            os.write(number, message)
    except OSError:
        pass
"""
FIRST["sends-nonsense"] = """
import os
for number in range(3, 200):
    try:
        os.write(number, b"\\xff" * 1_000)
    except OSError:
        pass
"""
FIRST["closes-everything"] = "import os\nos.closerange(0, 1000)"
FIRST["closes-everything-and-stays"] = """
import os
os.closerange(0, 1000)
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
"""
FIRST["listens"] = """
import os, threading
def listen():
    for number in range(3, 200):
        try:
            print(os.read(number, 10))
        except OSError:
            pass
threading.Thread(target=listen, daemon=True).start()
"""
FIRST["forges-plain-data"] = """
from chartroom.isolation import plain
forged = [
    {"module": "os"}, {"record": ["chartroom.classroom.runner", "Job", {}]},
    {"record": ["os", "system", {"command": "touch /tmp/planted"}]},
    {"function": [10**9, "x"]}, {"i": "9" * 10**6}, {"frame": [1, 2, 3]},
    {"array": ["O", [9**9], []]},
    {"record": ["chartroom.cli", "main", {}]}, {"d": [[{"l": []}, 1]]}, {"nothing": 1},
    {"array": ["<i8", [10**12], ""]}, {"r": [0, 10**30, 1]}, {"path": "/etc/passwd"},
]
state = {"n": 0}
def encode(value, function=None, depth=60):
    state["n"] += 1
    return forged[state["n"] % len(forged)]
plain.encode = encode
half = name = rows = frame = 1
"""
FIRST["loads-notebooks-magic"] = """
get_ipython().run_line_magic("reset", "-f")
"""
FIRST["runs-a-shell"] = "get_ipython().system('cat /etc/passwd; sleep 1000 &')\n!id\n"
FIRST["fills-the-clock"] = "import time\ntime.sleep(1000)"
FIRST["hides-errors-at-exit"] = """
import atexit, sys, threading
atexit.register(print, "score: 4")
sys.excepthook = lambda *a: None
threading.excepthook = lambda *a: None
sys.settrace(lambda *a: None)
"""
FIRST["warns"] = "import warnings, sys\nprint('x', file=sys.stderr)\nwarnings.warn('x')"

IN_CELLS: dict[str, dict[str, str]] = {
    "equals-everything": {
        "half-code": EQUAL + "half = Yes('x')",
        "name-code": "name = Yes('x')",
        "rows-code": "rows = Yes('x')",
        "frame-code": "frame = Yes('x')",
    },
    "returns-what-equals-everything": {"half-code": EQUAL + "half = lambda n: Yes('x')"},
    "pretends-a-class": {
        "half-code": "class half:\n    __class__ = int\n    def __new__(cls, n): return cls",
        "name-code": "class T:\n    __class__ = str\nname = T()",
    },
    "calls-for-ever": {"half-code": "def half(n):\n    while True:\n        pass"},
    "dies-in-a-call": {"half-code": "import os\ndef half(n):\n    os._exit(0)"},
    "raises-strangely": {
        "half-code": "class E(BaseException):\n"
        "    def __str__(self): raise ValueError\n"
        "def half(n):\n    raise E"
    },
    "raises-exit": {"half-code": "def half(n):\n    raise SystemExit(0)"},
    "returns-a-forged-score": {
        "half-code": "import sys\ndef half(n):\n    sys.displayhook(4)\n    print(4)\n    return -1"
    },
    "prints-hidden-inputs": {"half-code": "def half(n):\n    print('input', n)\n    return 0"},
    "keeps-hidden-inputs": {
        "half-code": "def half(n):\n    open('inputs', 'a').write(f'{n}\\n')\n    return 0"
    },
    "too-deep": {"name-code": "name = []\nfor _ in range(100_000):\n    name = [name]"},
    "contains-itself": {"name-code": "name = []\nname.append(name)"},
    "too-large": {"name-code": "name = 'x' * 90_000_000"},
    "too-many-digits": {"name-code": "name = 10 ** 3_000_000"},
    "surrogates": {"name-code": "name = '\\ud800' * 10"},
    "sql-attaches-the-gradebook": {
        "rows-code": "rows = f\"ATTACH DATABASE '{ROOT}/gradebook.db' AS g\""
    },
    "sql-writes-a-file": {"rows-code": "rows = \"VACUUM INTO '/tmp/planted-by-sql'\""},
    "sql-never-ends": {
        "rows-code": "rows = 'WITH RECURSIVE a(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM a) "
        "SELECT count(*) FROM a'"
    },
    "table-of-objects": {
        "frame-code": EQUAL + "frame = pd.DataFrame({'y': [Yes('1'), Yes('2')]}, dtype=object)"
    },
    "table-of-a-kind": {
        "frame-code": "class F(pd.DataFrame):\n"
        "    def equals(self, other): return True\n"
        "frame = F({'y': [9, 9]})"
    },
    "script-in-output": {
        "name-code": "from IPython.display import HTML, Javascript\n"
        "display(Javascript('fetch(1)'), HTML('<script>evil()</script>"
        "<img src=x onerror=evil()>'))"
    },
}


def _link(name: str, target: str) -> Callable[[Path], None]:
    def breaks(folder: Path) -> None:
        path = folder / name
        if path.is_dir():
            path.rename(folder / "answers-moved")
        path.parent.mkdir(exist_ok=True)
        path.unlink(missing_ok=True)
        os.symlink(folder.parents[2] / target, path)

    return breaks


def _file(name: str, text: str) -> Callable[[Path], None]:
    def breaks(folder: Path) -> None:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")

    return breaks


def _skip_tests(folder: Path) -> None:
    path = folder / f"{NAME}.ipynb"
    data = json.loads(path.read_text("utf-8"))
    for cell in data["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            cell["metadata"]["tags"] = ["skip-execution", "raises-exception", "remove-cell"]
    path.write_text(json.dumps(data), "utf-8")


def _own_tests(folder: Path) -> None:
    path = folder / f"{NAME}.ipynb"
    data = json.loads(path.read_text("utf-8"))
    for cell in data["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        if marks.get("grade") and cell["cell_type"] == "code":
            cell["source"] = str(marks["points"])
            marks.update(locked=False, checksum="", solution=True)
    path.write_text(json.dumps(data), "utf-8")


def _pipe(folder: Path) -> None:
    answers = folder / "answers" / f"{NAME}.json"
    answers.rename(folder / f"{NAME}.json")
    os.mkfifo(answers)


def _huge(folder: Path) -> None:
    with open(folder / "huge.bin", "wb") as file:
        file.truncate(5_000_000_000)  # takes no room on the disk


def _folders(folder: Path) -> None:
    for name in ("questions.json", "charts.json", "data"):
        (folder / name).unlink(missing_ok=True)
        (folder / name / "inside").mkdir(parents=True)
        (folder / name / "inside" / "x").write_text("x", "utf-8")


def _deep(folder: Path) -> None:
    path = folder / f"{NAME}.ipynb"
    data = path.read_text("utf-8")
    path.write_text(data[:-2] + ', "deep": ' + "[" * 100_000 + "]" * 100_000 + "}", "utf-8")


def _many(folder: Path) -> None:
    for number in range(3_000):
        (folder / f"file-{number:05d}").write_text("x", "utf-8")


BREAKS: dict[str, Callable[[Path], None]] = {
    "links-to-the-gradebook": _link("data.db", "gradebook.db"),
    "links-its-answers": _link(f"answers/{NAME}-copy.json", "gradebook.db"),
    "links-a-folder": _link("other", "submitted/victim"),
    "links-the-timestamp": _link("timestamp.txt", "gradebook.db"),
    "hands-in-pandas": _file("pandas.py", "raise SystemExit\nimport os; os._exit(0)"),
    "hands-in-startup": _file("sitecustomize.py", "print('planted')"),
    "hands-in-questions": _file("questions.json", '{"questions": []}'),
    "hands-in-a-time": _file("timestamp.txt", "the day after tomorrow"),
    "hands-in-folders": _folders,
    "hands-in-a-pipe": _pipe,
    "hands-in-5-gb": _huge,
    "hands-in-many-files": _many,
    "hands-in-depth": _deep,
    "skips-tests": _skip_tests,
    "brings-own-tests": _own_tests,
}


def attacks() -> list[Attack]:
    """Return all attacks, by name."""
    found = [Attack(name, {"first": code}) for name, code in FIRST.items()]
    found += [Attack(name, cells) for name, cells in IN_CELLS.items()]
    found += [Attack(name, {}, breaks) for name, breaks in BREAKS.items()]
    return sorted(found, key=lambda one: one.name)
