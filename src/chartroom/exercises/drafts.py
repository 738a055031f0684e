"""Half-filled forms, kept in a file so that a kernel that dies takes nothing along."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

from filelock import FileLock, Timeout

from chartroom.assess import answerfile

_OWNER = "ehr-desk"
_WAIT = 3  # seconds for another notebook that writes
_LONGEST = 250_000  # characters of one field


class Drafts:
    """The drafts of one student's copy of the EHR, by form: ``register``, ``update:TH-…`` ...

    A draft is a map of field name to what was typed. Each call reads and writes the file, so that
    two notebooks see one another's drafts.

    Args:
        path: the file; it need not be there.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._guard = threading.Lock()

    def all(self) -> dict[str, dict[str, str]]:
        """Return the drafts there are. A damaged file is set aside; ``put`` begins a new one."""
        try:
            held = answerfile.read(self.path)
        except answerfile.AnswersUnreadable:
            return {}
        except answerfile.AnswersUnusable:
            answerfile.set_aside(self.path)
            return {}
        entries = held.entries if held else {}
        return {name: _fields(entry.answer) for name, entry in entries.items()}

    def put(self, name: str, fields: Mapping[str, object]) -> str:
        """Keep the draft of a form, or drop it if it has no fields.

        Returns:
            "" if it is on the disk, else what is the matter, as part of a sentence.
        """
        kept = _fields(fields)
        return self._change(
            lambda drafts: {**drafts, name: kept} if kept else _without(drafts, name)
        )

    def drop(self, name: str) -> str:
        """Drop the draft of a form that was saved or emptied; returns as ``put``."""
        return self._change(lambda drafts: _without(drafts, name))

    def clear(self) -> str:
        """Drop every draft; returns as ``put``."""
        return self._change(lambda drafts: {})

    def _change(self, change) -> str:
        try:
            with self._guard, FileLock(str(self.path.with_suffix(".lock")), timeout=_WAIT):
                before = self.all()
                after = change(before)
                if after != before:
                    entries = {name: answerfile.Entry(fields) for name, fields in after.items()}
                    answerfile.write(self.path, _OWNER, entries)
        except Timeout:
            return "another notebook is writing the drafts file"
        except OSError as error:
            return f"the drafts file cannot be written ({answerfile.reason(error)})"
        return ""


def _without(drafts: Mapping[str, dict[str, str]], name: str) -> dict[str, dict[str, str]]:
    return {one: fields for one, fields in drafts.items() if one != name}


def _fields(value: object) -> dict[str, str]:
    """Return what can be a draft of ``value``, which may be anything a file or a message holds."""
    if not isinstance(value, Mapping):
        return {}
    return {str(name): text[:_LONGEST] for name, text in value.items() if isinstance(text, str)}
