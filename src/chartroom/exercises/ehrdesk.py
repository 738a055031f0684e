"""The EHR desk: what each message of it does to a student's copy of the hospital's records."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chartroom import ehr
from chartroom.ehr.connection import in_words
from chartroom.exercises import ehrforms, ehrshow, ehrstatic, ehrtrail
from chartroom.exercises.desk import Refused
from chartroom.exercises.drafts import Drafts
from chartroom.exercises.lesson import ExerciseError, Page
from chartroom.exercises.places import alias, nothing_to_click

DRAFTS = "tern-harbor.drafts.json"
_MOST_HITS = 25
_MOVED = "was moved, deleted or replaced since this desk was opened; run this cell again."
_DAMAGED = (
    "Your copy of the EHR is damaged. Run this cell again: the damaged file is kept under another "
    "name, and a new copy is made."
)


def open_ehr(folder: str | Path = ".", user: str = "student") -> Any:
    """Show the EHR desk on the student's own copy of the hospital.

    The last line of a cell shows it.

    Args:
        folder: where the copy is kept, by default beside the notebook. It is made on first use.
        user: sign-on name; everything done at the desk is recorded under it.

    Raises:
        ExerciseError: the copy cannot be made or opened, or there is no such user.
    """
    home = Path(folder)
    if nothing_to_click():
        return Page(lambda: ehrstatic.page(home, user))
    try:
        desk = EhrDesk(ehr.my_copy(home), user)
    except ehr.EhrError as error:
        raise ExerciseError(str(error)) from error
    from chartroom.exercises.ehrview import EhrView

    return EhrView(desk, lambda: ehrstatic.page(home, user))


class EhrDesk:
    """A student's copy of the EHR, with one user signed on, and the drafts of their forms.

    Args:
        path: the database, as ``ehr.my_copy`` returns it.
        user: sign-on name.

    Raises:
        ehr.EhrError: it cannot be opened.
    """

    def __init__(self, path: Path, user: str = "student") -> None:
        self.path = path.resolve()
        self.drafts = Drafts(self.path.with_name(DRAFTS))
        self.lock = threading.RLock()
        self._db = ehr.connect(self.path, user)
        self._file = self._identity()
        row = self._db.execute("SELECT * FROM users WHERE user_id = ?", (user,)).fetchone()
        self.user = {
            "id": user,
            "name": f"{row['first_name']} {row['last_name']}",
            "job": row["job"],
            "provider": row["provider_id"],
        }

    def spec(self) -> dict[str, Any]:
        """Return what a view is made from."""
        return {
            "id": "ehr",
            "kind": "ehr",
            "place": alias(self.path),
            "user": self.user,
            "register": ehrforms.groups(new=True),
            "update": ehrforms.groups(new=False),
        }

    def act(self, action: str, message: dict[str, Any]) -> dict[str, Any]:
        """Do what a message asks for and return the reply's content.

        A form with something wrong in it is answered by ``problems``: field name to sentence.

        Raises:
            Refused: there is no such action, the EHR refused it, or the copy is damaged or not in
                its place any more; the text says why and what to do.
        """
        do = self._actions().get(action)
        if do is None:
            raise Refused(f"'{action}' is not something the EHR desk can do.")
        with self.lock:
            if self._identity() != self._file:
                raise Refused(f"The file {self.path.name} {_MOVED}")
            try:
                return do(message)
            except ehr.InvalidFields as wrong:
                return {"problems": wrong.problems}
            except ehr.EhrError as error:
                raise Refused(_plain(error.__cause__) or str(error)) from error
            except sqlite3.Error as error:
                raise Refused(_plain(error) or in_words(error, "Nothing was done")) from error

    def _actions(self) -> dict[str, Callable[[dict[str, Any]], dict[str, Any]]]:
        return {
            "begin": self._begin,
            "find": self._find,
            "open": self._open,
            "document": self._document,
            "logs": self._logs,
            "check": self._check,
            "register": self._register,
            "update": self._update,
            "amend": self._amend,
            "sign": self._sign,
            "draft": self._draft,
            "reset": self._reset,
        }

    def _begin(self, message: dict[str, Any]) -> dict[str, Any]:
        """Return the drafts, and where to go on with each."""
        drafts = self.drafts.all()
        return {"drafts": drafts, "begun": [each for one in drafts if (each := self._begun(one))]}

    def _begun(self, form: str) -> dict[str, str] | None:
        kind, _, number = form.partition(":")
        if kind == "register":
            return {"form": form, "text": "Register a patient"}
        if kind == "update":
            return {"form": form, "text": f"Update {number}", "mrn": number}
        sql = "SELECT mrn, type FROM documents WHERE document_id = ?"
        found = self._db.execute(sql, (number,)).fetchone() if kind == "amend" else None
        if found is None:
            return None
        text = f"Amend {found['type']} {number}"
        return {"form": form, "text": text, "mrn": found["mrn"], "document": number}

    def _find(self, message: dict[str, Any]) -> dict[str, Any]:
        found = ehr.search(self._db, str(message.get("text", "")), limit=_MOST_HITS + 1)
        return {
            "hits": [ehrshow.hit(one) for one in found[:_MOST_HITS]],
            "more": len(found) > _MOST_HITS,
        }

    def _open(self, message: dict[str, Any]) -> dict[str, Any]:
        return {"chart": ehrshow.chart(ehr.chart(self._db, str(message.get("mrn", ""))))}

    def _document(self, message: dict[str, Any]) -> dict[str, Any]:
        found = ehr.document(self._db, str(message.get("document", "")))
        return {"document": ehrshow.document(found)}

    def _logs(self, message: dict[str, Any]) -> dict[str, Any]:
        """Of one patient, or, without a patient, what the user did."""
        mrn = message.get("mrn")
        if mrn:
            seen, changed = ehr.access_log(self._db, mrn), ehr.audit(self._db, mrn)
        else:
            seen = ehr.access_log(self._db, user=self.user["id"])
            changed = [one for one in ehr.audit(self._db) if one["user_id"] == self.user["id"]]
        return {"access": ehrtrail.access(seen), "audit": ehrtrail.audit(changed)}

    def _check(self, message: dict[str, Any]) -> dict[str, Any]:
        """Say what is wrong with what was typed so far, and how it would be stored.

        Fields not given are not missed.
        """
        fields = _typed(message)
        stored = ehr.tidy(fields)
        return {
            "problems": ehr.validate(fields, partial=True),
            "stored": {name: ehrforms.shown(name, value) for name, value in stored.items()},
        }

    def _register(self, message: dict[str, Any]) -> dict[str, Any]:
        fields = {name: text for name, text in _typed(message).items() if text.strip()}
        try:
            mrn = ehr.register(self._db, fields, confirm=message.get("confirm") is True)
        except ehr.PossibleDuplicates as alike:
            return {"matches": [ehrshow.hit(one) for one in alike.matches]}
        return {"registered": mrn, **self._done("register")}

    def _update(self, message: dict[str, Any]) -> dict[str, Any]:
        mrn, fields = str(message.get("mrn", "")), _typed(message)
        before = self._db.total_changes
        ehr.update(self._db, mrn, fields, str(message.get("reason") or ""))
        changed = self._db.total_changes > before
        return {"updated": mrn, "changed": changed, **self._done(f"update:{mrn}")}

    def _amend(self, message: dict[str, Any]) -> dict[str, Any]:
        name, given = str(message.get("document", "")), _typed(message)
        number = ehr.amend(self._db, name, given.get("text", ""), given.get("reason", ""))
        return {"addendum": number, **self._done(f"amend:{name}"), **self._document(message)}

    def _sign(self, message: dict[str, Any]) -> dict[str, Any]:
        ehr.sign(self._db, str(message.get("document", "")))
        return self._document(message)

    def _draft(self, message: dict[str, Any]) -> dict[str, Any]:
        wrong = self.drafts.put(str(message.get("form", "")), _typed(message))
        return {"kept": not wrong, "text": wrong}

    def _done(self, form: str) -> dict[str, Any]:
        """A form was saved, so its draft goes. If that fails, the draft is only a nuisance."""
        self.drafts.drop(form)
        return {"form": form}

    def _reset(self, message: dict[str, Any]) -> dict[str, Any]:
        if message.get("confirm") is not True:
            raise Refused("Nothing was reset: the question was not answered with yes.")
        ehr.reset(self.path.parent)
        self.drafts.clear()
        return {"reset": True}

    def _identity(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino


def _plain(error: BaseException | None) -> str:
    """Return what a student does about a damaged copy; "" if that is not the matter."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return _DAMAGED if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) else ""


def _typed(message: dict[str, Any]) -> dict[str, str]:
    """Return the fields of a message; it may hold anything."""
    fields = message.get("fields")
    if not isinstance(fields, dict):
        return {}
    return {str(name): text for name, text in fields.items() if isinstance(text, str)}
