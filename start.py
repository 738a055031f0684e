#!/usr/bin/env python3
"""Start the course. In a terminal, in this folder:

    python3 start.py            set up what is missing, then open the course in JupyterLab
    python3 start.py help       the other words this file knows

The first run makes a private copy of everything the course needs in the folder `.venv`; deleting
that folder undoes it. Nothing has to be installed before but Python. Older Pythons must be able to
read this file too, if only to be told that they are too old.
"""

import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))
OLDEST = (3, 11)

# word: (what it does, what Python runs for it, the folder that must be there)
CLI = ["-m", "chartroom.cli"]
WORDS = {
    "lab": ("open the course in JupyterLab (what happens without a word)", [*CLI, "lab"], None),
    "setup": ("make the environment and stop", None, None),
    "test": ("run every test (--quick: only the fast ones)", ["tests/run_all.py"], "tests"),
    "build": ("make the notebooks (--check: change nothing)", [*CLI, "build"], "manuscript"),
    "check": ("look for mistakes in the case bank: check cases", [*CLI, "check"], None),
    "print": ("charts as a page to print, without keys (--out FILE)", [*CLI, "print"], None),
    "data": ("make the synthetic hospital (--patients N --out DIR)", [*CLI, "data"], "manuscript"),
    "demo": ("grade a demo class of sample submissions", [*CLI, "demo"], "manuscript"),
    "grade": ("grade what was handed in: grade a00-first-worksheet", [*CLI, "grade"], None),
    "handout": ("copies of an assignment with variants", [*CLI, "handout"], "manuscript"),
    "report": ("a page about the class, and grades for Canvas and Moodle", [*CLI, "report"], None),
    "bundle": ("write the student edition (--out FOLDER)", [*CLI, "bundle"], "manuscript"),
    "bench": ("measure speed and memory", ["benchmarks/run.py"], "benchmarks"),
    "codes": ("make the code set, or make it again (--rebuild)", [*CLI, "codes"], None),
    "nbgrader": ("run nbgrader: nbgrader autograde a00-first-worksheet", ["-m", "nbgrader"], None),
}


def main(args: "list[str]") -> int:
    """Set up if needed, then do what the first word of the command says."""
    complaint = too_old(sys.version_info)
    if complaint:
        print(complaint, file=sys.stderr)
        return 1
    word = args[0] if args and not args[0].startswith("-") else "lab"
    rest = args[1:] if args and args[0] == word else args
    if word == "help" or args in (["-h"], ["--help"]):
        print(usage())
        return 0
    complaint = unknown(word)
    if complaint:
        print(complaint, file=sys.stderr)
        return 1
    return do(word, rest)


def too_old(version: "tuple[int, ...]") -> "str | None":
    """Return the one line for a Python that is too old, or None if it will do."""
    if tuple(version[:2]) >= OLDEST:
        return None
    names = ("python3.14", "python3.13", "python3.12", "python3.11")
    newer = [name for name in names if works(name)]
    advice = "Get a newer one from https://www.python.org/downloads/ and try again."
    if newer:
        advice = f"This computer has a newer one too; type:  {newer[0]} start.py"
    return f"The course needs Python 3.11 or newer; this is {version[0]}.{version[1]}. {advice}"


def works(name: str) -> bool:
    """Whether a program of that name is here and runs."""
    if not shutil.which(name):
        return False
    nowhere = subprocess.DEVNULL
    return subprocess.call([name, "-c", ""], stdout=nowhere, stderr=nowhere) == 0


def here(needs: "str | None") -> bool:
    """Whether this copy of the course has the folder a word needs."""
    return needs is None or os.path.isdir(os.path.join(ROOT, needs))


def usage() -> str:
    """Return the list of words."""
    lines = ["python3 start.py [word] [options]", ""]
    lines += [f"  {word:<9} {text}" for word, (text, _, needs) in WORDS.items() if here(needs)]
    lines += ["", "Options after `lab` go to JupyterLab:  lab --no-browser --port 9999"]
    return "\n".join(lines)


def unknown(word: str) -> "str | None":
    """Return the one line for a word this copy of the course does not know, or None."""
    if word not in WORDS:
        from difflib import get_close_matches

        near = get_close_matches(word, WORDS, n=1, cutoff=0.5)
        hint = f"Did you mean `{near[0]}`?" if near else "`start.py help` lists the words."
        return f"start.py does not know the word `{word}`. {hint}"
    needs = WORDS[word][2]
    if here(needs):
        return None
    return (
        f"`{word}` needs the folder {needs}/, which the student edition does not have: it belongs "
        "to the instructors' edition of the course."
    )


def do(word: str, rest: "list[str]") -> int:
    """Set up if needed, then run what a word stands for."""
    sys.path.insert(0, os.path.join(ROOT, "src"))
    from chartroom import environment

    try:
        environment.set_up()
    except environment.Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The next run goes on from here.", file=sys.stderr)
        return 130
    runs = WORDS[word][1]
    if runs is None:
        print(f"Ready. To open the course:  {environment.TYPE_THIS}")
        return 0
    if runs[0].endswith(".py"):
        runs = [os.path.join(ROOT, runs[0]), *runs[1:]]
    return environment.hand_over([*runs, *rest])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
