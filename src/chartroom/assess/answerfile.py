"""The answers file: read it whatever state it is in, and write it so that it is never half written.

Format 1::

    {"format": 1, "notebook": "a04-single-diagnosis", "saved": "2026-05-04T09:30:00.000000+00:00",
     "answers": {"q1": {"answer": "E11.22", "tries": 1, "changed": "2026-05-04T09:30:00+00:00"}}}

``answer`` is any JSON value, ``tries`` counts the checked attempts, times are ISO 8601 in UTC.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import stat
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FORMAT = 1
MAX_BYTES = 5_000_000


class AnswerError(ValueError):
    """An answer cannot be used. The text is one sentence for the learner."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class AnswersUnusable(AnswerError):
    """An answers file holds no usable answers. The text is what is the matter with it."""


class AnswersUnreadable(AnswersUnusable):
    """An answers file could not even be opened."""


class AnswersAmbiguous(AnswersUnusable):
    """More than one file says that it holds the answers. The text is one sentence."""


@dataclass(frozen=True)
class Entry:
    """The saved answer to one question.

    ``earlier`` holds an answer that this one replaced although it came from another window.
    """

    answer: Any
    tries: int = 0
    changed: str = ""
    earlier: Any = None

    @property
    def when(self) -> dt.datetime:
        """When the answer was changed; long ago if the file does not say it well."""
        long_ago, far_off = (dt.datetime(year, 1, 1, tzinfo=dt.UTC) for year in (1970, 9000))
        try:
            when = dt.datetime.fromisoformat(self.changed)
        except ValueError:
            return long_ago
        when = when if when.tzinfo else when.replace(tzinfo=dt.UTC)
        return min(max(when, long_ago), far_off)  # later times could not be counted on from


@dataclass(frozen=True)
class Answers:
    """What an answers file holds; ``skipped`` names the entries that could not be read."""

    notebook: str
    entries: Mapping[str, Entry]
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """An answers file and what it holds."""

    path: Path
    answers: Answers


def read(path: Path) -> Answers | None:
    """Return what the file at ``path`` holds, or None if there is no file.

    Raises:
        AnswersUnreadable: the file is there and could not be opened.
        AnswersUnusable: it is damaged, too large, of a newer format, or something else.
    """
    try:
        with open(path, "rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise AnswersUnreadable(f"it could not be opened ({reason(error)})") from None
    if len(raw) > MAX_BYTES:
        raise AnswersUnusable(f"it is larger than {MAX_BYTES // 1_000_000} MB")
    try:
        data = json.loads(raw.decode("utf-8-sig"), parse_constant=lambda name: None)
    except (ValueError, RecursionError):
        raise AnswersUnusable("it is damaged (not readable as JSON)") from None
    return _understand(data)


def find(folder: Path, notebook: str) -> Found | None:
    """Return the answers of ``notebook``: under its name, else in the only file that says so.

    ``folder`` is where to look, usually ``answers/`` beside the notebook. Browsers rename what is
    downloaded twice ("work (1).json"), so the name is not all that counts.

    Raises:
        AnswersAmbiguous: there is none under its name, and several that say they are its.
        AnswersUnusable: the file under its name cannot be used, and there is no other.
    """
    path = folder / f"{notebook}.json"
    try:
        answers = read(path)
        if answers and answers.notebook != notebook:
            raise AnswersUnusable(f"it belongs to another notebook ('{answers.notebook}')")
    except AnswersUnusable:
        other = _renamed(folder, notebook)
        if other is None:
            raise
        return other
    return Found(path, answers) if answers else _renamed(folder, notebook)


def _renamed(folder: Path, notebook: str) -> Found | None:
    found = []
    with contextlib.suppress(OSError):
        for path in sorted(folder.glob("*.json")):
            if is_set_aside(path) or path.name == f"{notebook}.json":
                continue
            with contextlib.suppress(AnswersUnusable):
                answers = read(path)
                if answers and answers.notebook == notebook:
                    found.append(Found(path, answers))
    if len(found) > 1:
        raise AnswersAmbiguous(
            f"{len(found)} files in {folder.name}/ say that they belong to '{notebook}'; keep the "
            f"right one as {notebook}.json."
        )
    return found[0] if found else None


def write(path: Path, notebook: str, entries: Mapping[str, Entry]) -> None:
    """Write the answers file in one step: readers see the old file or the new one, whole.

    Raises:
        OSError: it could not be written; the old file is untouched.
    """
    data = {
        "format": FORMAT,
        "notebook": notebook,
        "saved": now().isoformat(),
        "answers": {question: _plain(entry) for question, entry in entries.items()},
    }
    try:
        raw = json.dumps(data, ensure_ascii=False, indent=1).encode()
    except UnicodeEncodeError:  # half of a surrogate pair, as a broken paste can leave behind
        raw = json.dumps(data, indent=1).encode()
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=_prefix(path), suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o666 & ~_umask())  # mkstemp's 0600 would lock a grader out
        _replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    _sync_folder(path.parent)


def sweep(path: Path) -> None:
    """Remove what interrupted writes left behind. Only for one who holds the lock."""
    for left in path.parent.glob(f"{_prefix(path)}*.tmp"):
        with contextlib.suppress(OSError):
            left.unlink()


def set_aside(path: Path, copy: bool = False) -> Path:
    """Move (or copy) the file to ``<name>.damaged-<time>.json`` and return that path.

    Raises:
        OSError: it could not be moved.
    """
    stamp = now().strftime("%Y%m%dT%H%M%S%f")
    aside = path.with_name(f"{path.stem}.damaged-{stamp}.json")
    if copy:
        aside.write_bytes(path.read_bytes())
    else:
        os.rename(path, aside)
    return aside


def is_set_aside(path: Path) -> bool:
    """True for a file that ``set_aside`` made."""
    return ".damaged-" in path.name


def read_only(path: Path) -> bool:
    """True if the file is there and marked read-only (``os.replace`` would not mind)."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(path, os.W_OK)


def now() -> dt.datetime:
    """Return the time in UTC."""
    return dt.datetime.now(dt.UTC)


def reason(error: OSError) -> str:
    """Return the system's words for an error, without number and path."""
    return (error.strerror or type(error).__name__).lower()


def _understand(data: Any) -> Answers:
    if not isinstance(data, dict):
        raise AnswersUnusable("it is not an answers file (its content is not an object)")
    version = data.get("format")
    if isinstance(version, int) and not isinstance(version, bool) and version > FORMAT:
        raise AnswersUnusable(
            f"it was written by a newer version of the course (format {version}, this is {FORMAT})"
        )
    answers = data.get("answers")
    if version != FORMAT or not isinstance(answers, dict):
        raise AnswersUnusable("it is not an answers file (format or answers are missing)")
    entries, skipped = {}, []
    for question, entry in answers.items():
        if isinstance(entry, dict) and "answer" in entry:
            entries[question] = _entry(entry)
        else:
            skipped.append(question)
    return Answers(str(data.get("notebook", "")), entries, tuple(skipped))


def _entry(data: Mapping[str, Any]) -> Entry:
    tries = data.get("tries")
    tries = tries if isinstance(tries, int) and not isinstance(tries, bool) and tries > 0 else 0
    changed = data.get("changed")
    changed = changed if isinstance(changed, str) else ""
    return Entry(data["answer"], tries, changed, data.get("earlier"))


def _plain(entry: Entry) -> dict[str, Any]:
    data = {"answer": entry.answer, "tries": entry.tries, "changed": entry.changed}
    return data if entry.earlier is None else {**data, "earlier": entry.earlier}


def _prefix(path: Path) -> str:
    return f".{path.stem}-"


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _replace(temporary: str, path: Path) -> None:
    # Windows refuses while another program (a virus scanner, a second tab) has the file open.
    for wait in (0.05, 0.1, 0.2, 0.4):
        try:
            return os.replace(temporary, path)
        except PermissionError:
            if os.name != "nt":
                raise
            time.sleep(wait)
    os.replace(temporary, path)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
