"""The ``chartroom`` command: one word a job, each loaded only when it is asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from importlib import import_module
from importlib.util import find_spec

# word: (module, function, what it does)
WORDS = {
    "lab": ("chartroom.lab", "main", "open the course in JupyterLab"),
    "codes": ("chartroom.codes.store", "main", "make the code set, or make it again (--rebuild)"),
    "check": ("chartroom.cli", "check", "look for mistakes in the course's files: check --help"),
    "data": ("chartroom.data", "main", "make the synthetic hospital in any size"),
    "build": ("chartroom.build", "main", "make the notebooks from manuscript/"),
    "demo": ("chartroom.classroom.demo", "main", "grade a demo class of sample submissions"),
    "grade": (
        "chartroom.classroom.command",
        "main",
        "grade what was handed in, each submission kept apart",
    ),
    "print": ("chartroom.cases.printing", "main", "charts as a page to print, without keys"),
    "handout": ("chartroom.classroom.handout", "main", "copies with a variant for each student"),
    "report": ("chartroom.classroom.report", "main", "a page about the class, and exports"),
    "bundle": ("chartroom.classroom.bundle", "main", "write the student edition"),
}
INSTRUCTORS = (
    "data",
    "build",
    "demo",
    "grade",
    "handout",
    "report",
    "bundle",
    "assignments",
    "coverage",
    "table",
    "identifiers",
)  # the student edition comes without these rooms
CHECKS = {
    "cases": ("chartroom.cases.lint", "main", "the case bank"),
    "assignments": ("chartroom.classroom.checking", "main", "sample submissions and mutants"),
    "table": ("chartroom.build.casetable", "main", "guideline sections and cases"),
    "coverage": ("chartroom.build.coverage", "main", "objectives without exercise or question"),
    "identifiers": ("chartroom.build.heldfigures", "main", "figures on the held texts"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the word the command line starts with.

    Args:
        argv: the words after ``chartroom``; the command line's own if None.

    Returns:
        The exit code: 0 done, 1 something is wrong (and was said), 2 a command not understood.
    """
    args = list(sys.argv[1:] if argv is None else argv)
    if not args or args[0] in ("-h", "--help", "help"):
        print(usage())
        return 0
    if args[0] == "--version":
        from chartroom import __version__

        print(f"chartroom {__version__}")
        return 0
    return _dispatch(args, WORDS, "chartroom")


def check(argv: Sequence[str]) -> int:
    """Run one of the checks: ``chartroom check cases [PATH ...]``."""
    args = list(argv)
    if not args or args[0] in ("-h", "--help"):
        lines = [f"  chartroom check {word:<12} {what}" for word, (_, _, what) in CHECKS.items()]
        print("What to check:\n" + "\n".join(lines))
        return 0 if args else 2
    return _dispatch(args, CHECKS, "chartroom check")


def usage() -> str:
    """Return the list of words."""
    lines = [f"  {word:<8} {what}" for word, (_, _, what) in WORDS.items()]
    return (
        "chartroom WORD [options]\n\n" + "\n".join(lines) + "\n\n`chartroom WORD --help` says more."
    )


def _dispatch(args: list[str], words: dict[str, tuple[str, str, str]], command: str) -> int:
    word, rest = args[0], args[1:]
    if word not in words:
        near = get_close_matches(word, words, n=1, cutoff=0.5)
        hint = f"Did you mean `{command} {near[0]}`?" if near else f"`{command} --help` lists them."
        print(f"`{command}` has no word `{word}`. {hint}", file=sys.stderr)
        return 2
    module, function, _ = words[word]
    if word in INSTRUCTORS and not _has(module):
        print(
            f"`{command} {word}` belongs to the instructors' edition of the course; "
            "this is the student edition.",
            file=sys.stderr,
        )
        return 1
    run: Callable[[list[str]], int | None] = getattr(import_module(module), function)
    try:
        return run(rest) or 0
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader, e.g. `head`, has seen enough
        sys.stderr.close()
        return 0


def _has(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # not even the room it is in
        return False


if __name__ == "__main__":
    sys.exit(main())
