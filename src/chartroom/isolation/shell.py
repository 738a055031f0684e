"""Run the cells of a notebook without Jupyter; IPython keeps outputs as a notebook does."""

from __future__ import annotations

import base64
import io
import sys
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Any as AnyTrait
from traitlets import Type

Output = dict[str, Any]  # as nbformat has it

MOST = 1_000_000  # characters of output of one cell


class Outputs:
    """The outputs of the cell that runs, cut off where they grow too long."""

    def __init__(self) -> None:
        self.found: list[Output] = []
        self._left = MOST
        self._clear = False

    def start(self) -> None:
        """Forget what the cell before has shown."""
        self.found, self._left, self._clear = [], MOST, False

    def stream(self, name: str, text: str) -> None:
        """Add printed text, to what was printed before if nothing came between."""
        self._clear_now()
        text = self._fit(text)
        if not text:
            return
        last = self.found[-1] if self.found else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["parts"].append(text)
        else:
            self.found.append({"output_type": "stream", "name": name, "parts": [text]})

    def add(self, output: Output) -> None:
        """Add an output that is shown."""
        self._clear_now()
        size = sum(len(str(one)) for one in output.get("data", {}).values())
        if size > self._left:
            self._left = 0
            self._fit("x")
            return
        self._left -= size
        self.found.append(output)

    def update(self, name: str, data: dict[str, Any], metadata: dict[str, Any]) -> None:
        """Change the outputs that were shown under a name."""
        for output in self.found:
            if output.get("named") == name:
                output["data"], output["metadata"] = data, metadata

    def clear(self, wait: bool) -> None:
        """Take away what was shown, at once or when something new comes."""
        self._clear = True
        if not wait:
            self._clear_now()

    def done(self) -> list[Output]:
        """Return the outputs in the form of a notebook."""
        for output in self.found:
            output.pop("named", None)
            if "parts" in output:
                output["text"] = "".join(output.pop("parts"))
        return self.found

    def _clear_now(self) -> None:
        if self._clear:
            self.found, self._clear = [], False

    def _fit(self, text: str) -> str:
        if self._left < 0:
            return ""
        if len(text) <= self._left and self._left:
            self._left -= len(text)
            return text
        cut = text[: self._left]
        self._left = -1
        return f"{cut}\n[The output was cut off here: it is longer than {MOST:,} characters.]\n"


class _Stream(io.TextIOBase):
    def __init__(self, outputs: Outputs, name: str) -> None:
        self._outputs, self.name = outputs, name

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._outputs.stream(self.name, text)
        return len(text)


class _Publisher(DisplayPublisher):
    outputs = AnyTrait()

    def publish(
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None = None,
        source: Any = None,
        *,
        transient: dict[str, Any] | None = None,
        update: bool = False,
        **other: Any,
    ) -> None:
        name = (transient or {}).get("display_id")
        data, metadata = _as_json(data), _as_json(metadata or {})
        if update:
            self.outputs.update(name, data, metadata)
            return
        output = {"output_type": "display_data", "data": data, "metadata": metadata}
        self.outputs.add(output | ({"named": name} if name else {}))

    def clear_output(self, wait: bool = False) -> None:
        self.outputs.clear(wait)


class _Hook(DisplayHook):
    outputs = AnyTrait()

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, data: dict[str, Any], metadata: Any = None) -> None:
        self.outputs.add(
            {
                "output_type": "execute_result",
                "execution_count": self.prompt_count,
                "data": _as_json(data),
                "metadata": _as_json(metadata or {}),
            }
        )

    def finish_displayhook(self) -> None:
        pass


class Shell(InteractiveShell):
    """IPython as a notebook's kernel has it, without sockets, threads or a history file."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)

    def __init__(self, **kw: Any) -> None:
        self.outputs = Outputs()
        super().__init__(**kw)
        self.display_pub.outputs = self.displayhook.outputs = self.outputs
        self.stdout, self.stderr = (_Stream(self.outputs, name) for name in ("stdout", "stderr"))

    def init_history(self) -> None:
        """Keep the history in memory: its file would need a thread."""
        self.config.HistoryManager.enabled = False
        super().init_history()

    def enable_gui(self, gui: str | None = None) -> None:
        """Do nothing: there is no screen."""

    def ask_exit(self) -> None:
        """Go on: ``exit`` in a cell ends that cell at most."""

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        try:
            said = str(evalue)
        except Exception:  # a student's own error may fail to say what it is
            said = ""
        self.outputs.add(
            {
                "output_type": "error",
                "ename": str(getattr(etype, "__name__", etype)),
                "evalue": said[:10_000],
                "traceback": [str(line)[:10_000] for line in stb],
            }
        )

    def draw_inline(self) -> None:
        """Show figures below their cell, as a notebook does."""
        if "matplotlib.pyplot" in sys.modules:  # loaded before this process was forked
            self.enable_matplotlib("inline")

    def run(self, code: str) -> list[Output]:
        """Run one cell and return its outputs."""
        self.outputs.start()
        self.run_cell(code, store_history=True)
        return self.outputs.done()


def make() -> Shell:
    """Return the one shell of this process."""
    return Shell.instance(colors="nocolor")


def _as_json(data: dict[str, Any]) -> dict[str, Any]:
    """Return the forms of an output as JSON holds them: bytes in base64, numbers as they are."""
    return {
        name: base64.b64encode(one).decode("ascii") if isinstance(one, bytes) else one
        for name, one in data.items()
    }
