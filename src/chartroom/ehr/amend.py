"""Documents: add to a signed one, and sign. A signed text is never changed."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from chartroom.ehr.chart import written
from chartroom.ehr.columns import now, today
from chartroom.ehr.connection import new_number, saving
from chartroom.ehr.errors import EhrError, InvalidFields
from chartroom.ehr.log import note_access
from chartroom.ehr.validate import validate

_DAYS_TO_SIGN = 30


def amend(db: sqlite3.Connection, document_id: str, text: str, reason: str) -> str:
    """Add an addendum to a signed document and return the addendum's number.

    The original keeps its text and is marked ``amended``; the addendum is a document of its own,
    linked to it, and waits for its author's signature. The author is the user, or the author of
    the original when somebody without a provider number enters it for them.

    Args:
        db: from ``connect``.
        document_id: the document, or an addendum of it.
        text: what is added.
        reason: why, e.g. "wrong side in the first paragraph".

    Raises:
        InvalidFields: text or reason is missing or wrong.
        EhrError: no such document, not signed yet, or it could not be saved.
    """
    problems = validate({"text": text}, "documents", partial=True)
    if not isinstance(text, str) or not text.strip():
        problems["text"] = "Text is missing; write what is added."
    if not isinstance(reason, str) or not reason.strip():
        problems["reason"] = "Reason is missing; say why the document is amended."
    if problems:
        raise InvalidFields(problems)
    original = written(db, document_id)
    found = db.execute(
        "SELECT amends FROM amendments WHERE document_id = ?", (original["document_id"],)
    ).fetchone()
    if found:
        original = written(db, found[0])
    if original["status"] == "unsigned":
        raise EhrError(
            f"{original['document_id']} is not signed yet, so its author can still correct it; "
            "only a signed document is amended."
        )
    with saving(db, f"{document_id} was not amended", reason.strip()):
        number = new_number(db, "documents", "document_id", "A", 9)
        author = _provider(db) or str(original["author_id"])
        db.execute(
            "INSERT INTO documents(document_id, encounter_id, mrn, type, author_id, written_at, "
            "status, text) VALUES (?, ?, ?, ?, ?, ?, 'unsigned', ?)",
            (number, original["encounter_id"], original["mrn"], f"Addendum to {original['type']}",
             author, now(), text),
        )  # fmt: skip
        db.execute(
            "INSERT INTO amendments(document_id, amends, entered_by, reason) VALUES (?, ?, ?, ?)",
            (number, original["document_id"], db.user, reason.strip()),
        )
        due = (date.fromisoformat(today()) + timedelta(days=_DAYS_TO_SIGN)).isoformat()
        db.execute(
            "INSERT INTO signatures(document_id, provider_id, due_on) VALUES (?, ?, ?)",
            (number, author, due),
        )
        db.execute(
            "UPDATE documents SET status = 'amended' WHERE document_id = ? AND status = 'signed'",
            (original["document_id"],),
        )
        note_access(
            db, str(original["mrn"]), "edit", str(original["type"]), str(original["encounter_id"])
        )
    return number


def sign(db: sqlite3.Connection, document_id: str) -> dict[str, object]:
    """Sign a document as the user, and return the document.

    A deficiency for the missing signature is completed with it.

    Raises:
        EhrError: no such document, nothing for this user to sign, or it could not be saved.
    """
    found = written(db, document_id)
    number = found["document_id"]
    provider = _provider(db)
    waiting = db.execute(
        "SELECT provider_id FROM signatures WHERE document_id = ? AND signed_at IS NULL", (number,)
    ).fetchall()
    wanted = {one[0] for one in waiting}
    if not wanted and found["status"] != "unsigned":
        raise EhrError(f"{number} is signed already, so there is nothing to do.")
    wanted = wanted or {str(found["author_id"])}
    if provider not in wanted:
        raise EhrError(
            f"{number} waits for the signature of {', '.join(sorted(wanted))}, not of "
            f"{db.user}; only the provider signs, with their own sign-on."
        )
    with saving(db, f"{number} was not signed", "signature"):
        db.execute(
            "INSERT INTO signatures(document_id, provider_id, due_on, signed_at) "
            "VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET signed_at = excluded.signed_at",
            (number, provider, today(), now()),
        )
        if wanted == {provider} and found["status"] == "unsigned":
            db.execute("UPDATE documents SET status = 'signed' WHERE document_id = ?", (number,))
        db.execute(
            "UPDATE deficiencies SET completed_on = ? WHERE encounter_id = ? AND provider_id = ? "
            "AND document_type = ? AND kind = 'missing signature' AND completed_on IS NULL",
            (today(), found["encounter_id"], provider, found["type"]),
        )
        encounter = str(found["encounter_id"])
        note_access(db, str(found["mrn"]), "sign", str(found["type"]), encounter)
    return written(db, document_id)


def _provider(db: sqlite3.Connection) -> str | None:
    """Return the provider number of the user, None for somebody who is not a clinician."""
    user = getattr(db, "user", None)
    found = db.execute("SELECT provider_id FROM users WHERE user_id = ?", (user,)).fetchone()
    return found[0] if found else None
