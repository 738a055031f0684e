"""A FHIR bundle or an HL7 v2 message explained line by line, sound or not, for a notebook."""

from __future__ import annotations

from chartroom.exchange.shown import Shown


def show(text: str) -> Shown:
    """Return a message explained, whether or not it could be taken in.

    Args:
        text: an HL7 v2 message or a FHIR resource or bundle in JSON.

    Raises:
        ExchangeError: it looks like JSON and is none; the problem names line and column.
    """
    if text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        from chartroom.exchange import explainfhir

        return explainfhir.explained(text)
    from chartroom.exchange import explainv2

    return explainv2.explained(text)
