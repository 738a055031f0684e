"""JupyterLab on the course: quick to start, few words on the terminal, no news on the screen."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Sequence

from chartroom import paths

FIRST_PAGE = "course/00-start-here.ipynb"
USUAL_PORT = 8888
GREETING = """\
Starting JupyterLab in your browser. If no page opens, copy the last address below into a browser.
To stop JupyterLab: save your work, press Ctrl and C in this window, then y and Enter.\
"""


def main(argv: Sequence[str] = ()) -> int:
    """Serve the course's folder in JupyterLab until it is stopped.

    Args:
        argv: options for JupyterLab itself; a notebook's name opens that one.
    """
    args = list(argv)
    home = paths.root()
    asked = wanted_port(args)
    port = free_port(asked or USUAL_PORT)
    if "--help" not in args and "--help-all" not in args:
        if port != (asked or USUAL_PORT):
            print(
                f"Port {asked or USUAL_PORT} is taken (another JupyterLab may be open), so this "
                f"one uses {port}."
            )
        print(GREETING, flush=True)
    os.chdir(home)
    serve(lab_options(args, port, first_page=(home / FIRST_PAGE).exists()))
    return 0


def lab_options(args: list[str], port: int, first_page: bool) -> list[str]:
    """Return the options JupyterLab gets: the person's own ones, and what they left open."""
    options = [f"--ServerApp.port={port}"]
    if not any(("log" in arg and "level" in arg) or arg == "--debug" for arg in args):
        options.append("--Application.log_level=ERROR")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")  # JupyterLab refuses root without; a container has no other
    if first_page and not any(arg.endswith(".ipynb") or "default_url" in arg for arg in args):
        options.append(f"--LabApp.default_url=/lab/tree/{FIRST_PAGE}")
    return [*without_port(args), *options]


def wanted_port(args: list[str]) -> int | None:
    """Return the port asked for on the command line, if any."""
    for place, arg in enumerate(args):
        name, _, value = arg.partition("=")
        if name in ("--port", "--ServerApp.port"):
            value = value or "".join(args[place + 1 : place + 2])
            return int(value) if value.isdigit() else None
    return None


def without_port(args: list[str]) -> list[str]:
    """Return the options without the port, which :func:`lab_options` states itself."""
    if wanted_port(args) is None:
        return args
    kept: list[str] = []
    skip = False
    for arg in args:
        name, equals, _ = arg.partition("=")
        if skip:
            skip = False
        elif name in ("--port", "--ServerApp.port"):
            skip = not equals
        else:
            kept.append(arg)
    return kept


def free_port(first: int, tries: int = 50) -> int:
    """Return the first port from ``first`` on that nothing on this computer listens at."""
    for port in range(first, min(first + tries, 65536)):
        with socket.socket() as probe:
            if os.name != "nt":  # as the server will: a port just given up counts as free
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    return first  # let JupyterLab say what is wrong


def serve(options: list[str]) -> None:
    """Run JupyterLab in this process, without two things that each cost up to a second."""
    # jsonschema loads this module only to check "iri" formats, which Jupyter does not use, and
    # loading it builds a large grammar. jsonschema does without if it is missing.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    # JupyterLab starts Node, where it is installed, to ask for the registry of packages that
    # extensions are compiled from. The course compiles none.
    from jupyterlab import commands

    commands._yarn_config = lambda logger: {"yarn config": {}, "npm config": {}}
    import zmq
    from jupyterlab.labapp import main as run_lab

    if zmq.has("curve"):  # or each kernel warns on the terminal that others here could read along
        options = [*options, "--KernelManager.transport_encryption=auto"]
    run_lab(options)
