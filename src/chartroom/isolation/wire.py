"""Messages between processes: JSON with its length before it, over a connected socket."""

from __future__ import annotations

import json
import socket
import struct
import time
from typing import Any

LIMIT = 64 * 1024 * 1024  # bytes of one message
_HEAD = struct.Struct("!I")


class Closed(ConnectionError):
    """The other side is gone."""


class Broken(ValueError):
    """What came is no message: too long, not JSON, or no object."""


class TooSlow(TimeoutError):
    """No whole message came in time."""


def send(channel: socket.socket, message: dict[str, Any]) -> None:
    """Send one message.

    Raises:
        Closed: the other side is gone.
        Broken: the message is too long.
    """
    data = json.dumps(message, separators=(",", ":"), ensure_ascii=False).encode(
        "utf-8", "surrogatepass"
    )
    if len(data) > LIMIT:
        raise Broken(f"a message of {len(data):,} bytes; the limit is {LIMIT:,}")
    try:
        channel.sendall(_HEAD.pack(len(data)) + data)
    except TimeoutError:
        raise TooSlow("the message was not taken in time") from None
    except OSError as error:
        raise Closed(str(error)) from None


def receive(channel: socket.socket, until: float | None = None) -> dict[str, Any]:
    """Wait for one message.

    Args:
        channel: where it comes from.
        until: latest time by ``time.monotonic``; None to wait without end.

    Raises:
        Closed: the other side is gone.
        Broken: it is no message.
        TooSlow: it did not come in time.
    """
    (length,) = _HEAD.unpack(_exactly(channel, _HEAD.size, until))
    if length > LIMIT:
        raise Broken(f"a message of {length:,} bytes; the limit is {LIMIT:,}")
    try:
        message = json.loads(_exactly(channel, length, until).decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise Broken(f"not JSON: {error}") from None
    if not isinstance(message, dict):
        raise Broken("not an object")
    return message


def _exactly(channel: socket.socket, count: int, until: float | None) -> bytes:
    parts = bytearray()
    while len(parts) < count:
        left = None if until is None else until - time.monotonic()
        if left is not None and left <= 0:
            raise TooSlow("no answer in time")
        channel.settimeout(left)
        try:
            got = channel.recv(min(count - len(parts), 1024 * 1024))
        except TimeoutError:
            raise TooSlow("no answer in time") from None
        except OSError as error:
            raise Closed(str(error)) from None
        finally:
            channel.settimeout(None)
        if not got:
            raise Closed("the other side is gone")
        parts += got
    return bytes(parts)
