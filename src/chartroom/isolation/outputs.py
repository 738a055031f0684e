"""Bring outputs that somebody else's process sent into the form of a notebook, whatever came."""

from __future__ import annotations

from typing import Any

MOST = 2_000  # outputs of one cell
SIZE = 8_000_000  # characters of all outputs of one cell
_KINDS = ("text/plain", "text/html", "text/markdown", "text/latex", "image/png", "image/jpeg")
_VIEW = "application/vnd.jupyter.widget-view+json"

Output = dict[str, Any]


def clean(sent: Any) -> list[Output]:
    """Return the outputs in ``sent`` that a notebook can hold, without scripts and what is more."""
    found: list[Output] = []
    left = SIZE
    for one in sent[:MOST] if isinstance(sent, list) else ():
        made = _clean(one) if isinstance(one, dict) else None
        if made is not None:
            left -= _size(made)
            if left < 0:
                found.append(error("OutputTooLarge", "The output of this cell was too large."))
                break
            found.append(made)
    return found


def error(name: str, sentence: str) -> Output:
    """Return an error as an output."""
    return {
        "output_type": "error",
        "ename": name,
        "evalue": sentence,
        "traceback": [f"{name}: {sentence}"],
    }


def _clean(one: dict[str, Any]) -> Output | None:
    kind = one.get("output_type")
    if kind == "stream":
        name = "stderr" if one.get("name") == "stderr" else "stdout"
        return {"output_type": kind, "name": name, "text": str(one.get("text", ""))}
    if kind == "error":
        lines = one.get("traceback")
        return {
            "output_type": kind,
            "ename": str(one.get("ename", ""))[:200],
            "evalue": str(one.get("evalue", "")),
            "traceback": [str(line) for line in lines] if isinstance(lines, list) else [],
        }
    if kind in ("display_data", "execute_result"):
        data = one.get("data")
        data = data if isinstance(data, dict) else {}
        kept = {name: data[name] for name in _KINDS if isinstance(data.get(name), str)}
        if isinstance(data.get(_VIEW), dict):
            model = data[_VIEW].get("model_id")
            if isinstance(model, str):
                kept[_VIEW] = {"version_major": 2, "version_minor": 0, "model_id": model[:64]}
        made: Output = {"output_type": kind, "data": kept, "metadata": {}}
        if kind == "execute_result":
            count = one.get("execution_count")
            made["execution_count"] = count if isinstance(count, int) else None
        return made
    return None


def _size(output: Output) -> int:
    parts = [output.get("text", ""), output.get("evalue", ""), *output.get("traceback", ())]
    parts += [one for one in output.get("data", {}).values() if isinstance(one, str)]
    return sum(map(len, parts))
