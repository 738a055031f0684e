"""AnswerBook: a student's answers, kept as plain data beside the notebook.

Every ``put`` writes ``answers/<notebook>.json`` in one step, under a lock, after reading the file
again: if the notebook is open in two windows, each question keeps its newer answer and nothing else
is lost. A file that cannot be used is set aside, never overwritten. If nothing can be written, the
answers stay in memory, a notice says so, and each further ``put`` tries again.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import threading
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import filelock

from chartroom.assess import answerfile
from chartroom.assess.answerfile import (
    AnswerError,
    Answers,
    AnswersUnreadable,
    AnswersUnusable,
    Entry,
)

MAX_ANSWER = 200_000
LOCK_SECONDS = 5


class AnswerBook:
    """The answers of one notebook.

    Args:
        notebook: name of the lesson or assignment, without folder and ending.
        folder: the notebook's folder; the current one if None. Answers go to ``answers/`` in it.

    Attributes:
        path: the answers file.
        notices: sentences for the learner about saving, oldest first. Whoever shows them may
            remove them from the list.
        saved: False while something is only in memory.
    """

    def __init__(self, notebook: str, folder: str | os.PathLike[str] | None = None) -> None:
        if not notebook or Path(notebook).name != notebook or notebook.startswith("."):
            raise AnswerError(
                f"'{notebook}' cannot name an answers file; give the notebook's name without a "
                "folder, as in '04-diagnosis-coding-1'."
            )
        self.notebook = notebook
        self.folder = (Path.cwd() if folder is None else Path(folder)) / "answers"
        self.path = self.folder / f"{notebook}.json"
        self.notices: list[str] = []
        self.saved = True
        self._entries: dict[str, Entry] = {}
        self._seen: dict[str, str] = {}  # question: the change this window knows of
        self._read_as: tuple[int, ...] | None = None
        self._trouble = ""
        self._guard = threading.RLock()
        self._refresh()
        self._seen = {question: entry.changed for question, entry in self._entries.items()}

    def get(self, question: str, default: Any = None) -> Any:
        """Return the saved answer to ``question``, or ``default``."""
        with self._guard:
            self._refresh()
            entry = self._entries.get(question)
            if entry is None:
                return default
            self._seen[question] = entry.changed
            return json.loads(json.dumps(entry.answer))

    def tries(self, question: str) -> int:
        """Return how often the answer to ``question`` was checked."""
        with self._guard:
            self._refresh()
            entry = self._entries.get(question)
            return entry.tries if entry else 0

    def questions(self) -> tuple[str, ...]:
        """Return the questions that have an answer."""
        with self._guard:
            self._refresh()
            return tuple(self._entries)

    def put(self, question: str, answer: Any, tried: bool = False) -> bool:
        """Keep ``answer`` (any JSON value) and save it; ``tried`` counts a checked attempt.

        Returns:
            True if it is on disk, False if it is only in memory (see ``notices``).

        Raises:
            AnswerError: the answer is not plain data, or is far too long.
        """
        answer = _plain(question, answer)
        with self._guard:
            kept = False
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                with self._locked():
                    self._take_over(self._usable())
                    self._keep(question, answer, tried)
                    kept = True
                    self._write()
            except OSError as error:
                if not kept:
                    self._keep(question, answer, tried)
                self._unsaved(error)
            return self.saved

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the file's lock, or do without where there is none to be had.

        Some network disks cannot lock, and a window may hang with the lock held. Not saving would
        be worse than the small chance that two writes meet: each of them reads and merges first.
        """
        with ExitStack() as held:
            with contextlib.suppress(OSError, NotImplementedError), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                lock = filelock.FileLock(self.folder / f".{self.notebook}.lock")
                held.enter_context(lock.acquire(timeout=LOCK_SECONDS))
            yield

    def _keep(self, question: str, answer: Any, tried: bool) -> None:
        old = self._entries.get(question, Entry(None))
        tries = old.tries + (1 if tried else 0)
        # A clock set back must not make the new answer look older than the one it replaces.
        when = max(answerfile.now(), old.when + dt.timedelta(microseconds=1))
        earlier = old.earlier
        if old.changed != self._seen.get(question, "") and old.answer != answer:
            earlier = old.answer
            self._notice(
                f"This notebook is open in two windows: '{question}' was also answered in the "
                "other one. The answer given last is the one that counts."
            )
        self._entries[question] = Entry(answer, tries, when.isoformat(), earlier)
        self._seen[question] = when.isoformat()

    def _write(self) -> None:
        if answerfile.read_only(self.path):
            raise PermissionError(13, "the answers file is read-only")
        answerfile.sweep(self.path)
        answerfile.write(self.path, self.notebook, self._entries)
        self._read_as = self._signature()
        if not self.saved:
            self._notice("Saving works again: all answers given so far are now saved.")
        self.saved, self._trouble = True, ""

    def _refresh(self) -> None:
        """Take over what another window has written since the file was last read."""
        signature = self._signature()
        if signature == self._read_as:
            return
        try:
            try:
                found = self._read()
            except AnswersUnusable:
                found = None
            if signature and (found is None or found.skipped):
                # Only one window may set a file aside, and not one that was mended meanwhile.
                with self._locked():
                    found = self._usable()
            self._take_over(found)
        except OSError as error:
            self._unsaved(error)
        self._read_as = signature

    def _take_over(self, found: Answers | None) -> None:
        for question, entry in (found.entries if found else {}).items():
            mine = self._entries.get(question, Entry(None))
            newer = entry if entry.when >= mine.when else mine
            self._entries[question] = replace(newer, tries=max(entry.tries, mine.tries))

    def _read(self) -> Answers | None:
        found = answerfile.read(self.path)
        if found and found.notebook != self.notebook:
            raise AnswersUnusable(f"it belongs to another notebook ('{found.notebook}')")
        return found

    def _usable(self) -> Answers | None:
        """Read the file; what cannot be used is set aside. Needs the lock.

        Raises:
            OSError: the file cannot be read or set aside, so it must not be replaced.
        """
        name = f"answers/{self.path.name}"
        try:
            found = self._read()
        except AnswersUnreadable as trouble:
            raise PermissionError(13, f"the answers file is there, but {trouble}") from None
        except AnswersUnusable as trouble:
            aside = answerfile.set_aside(self.path)
            self._notice(
                f"The answers in {name} could not be used: {trouble}. The file was kept as "
                f"{aside.name}, and a new one is begun; show the old one to your instructor."
            )
            return None
        if found and found.skipped:
            aside = answerfile.set_aside(self.path, copy=True)
            self._notice(
                f"Part of {name} was damaged (questions: {', '.join(found.skipped)}). The rest was "
                f"restored, and a copy of the file was kept as {aside.name}."
            )
            # Written at once, or the next window would find the same damage and copy it again.
            answerfile.write(self.path, self.notebook, found.entries)
        return found

    def _unsaved(self, error: OSError) -> None:
        self.saved = False
        why = answerfile.reason(error)
        if why != self._trouble:
            self._trouble = why
            self._notice(
                f"Your work is NOT being saved ({why}: {self.path}). It is kept while this "
                "notebook stays open: make the folder writable or free some space, then change "
                "any answer, and everything is saved."
            )

    def _notice(self, sentence: str) -> None:
        if sentence not in self.notices:
            self.notices.append(sentence)

    def _signature(self) -> tuple[int, ...] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return (found.st_mtime_ns, found.st_size, found.st_ino)


def _plain(question: str, answer: Any) -> Any:
    if not isinstance(question, str) or not question:
        raise AnswerError("A question is named by text, as in 'q1'.")
    try:
        text = json.dumps(answer, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        raise AnswerError(
            f"The answer to '{question}' cannot be saved: give text, a number, True or False, or a "
            f"list or dictionary of these, not {type(answer).__name__} values of another kind."
        ) from None
    if len(text) > MAX_ANSWER:
        raise AnswerError(
            f"The answer to '{question}' is too long to be saved ({len(text):,} characters; at "
            f"most {MAX_ANSWER:,})."
        )
    return json.loads(text)
