"""Numbers of records: unique, scattered, and as text, made many at a time."""

from __future__ import annotations

import numpy as np

# Multipliers that share no factor with 10, so that n -> (a n + b) mod 10^k repeats nothing.
_SCATTER = 736_338_717
_SHIFT = 204_417


def scattered(numbers: np.ndarray, width: int) -> np.ndarray:
    """Return each number's own number below 10**width, out of order.

    Args:
        numbers: whole numbers below 10**width, each once.
        width: decimal digits, at most 9.
    """
    size = 10**width
    return (np.asarray(numbers, dtype=np.int64) * (_SCATTER % size) + _SHIFT) % size


def text(prefix: str, numbers: np.ndarray, width: int) -> np.ndarray:
    """Return ``prefix`` and each number with leading zeros, shape as ``numbers``."""
    rest = np.asarray(numbers, dtype=np.int64)
    size = len(prefix) + width
    letters = np.empty((len(rest), size), dtype=np.uint32)
    letters[:, : len(prefix)] = [ord(letter) for letter in prefix]
    for place in range(size - 1, len(prefix) - 1, -1):
        letters[:, place] = 48 + rest % 10
        rest = rest // 10
    return letters.view(f"U{size}").ravel() if len(rest) else np.empty(0, f"U{size}")


def whole(text: str) -> int:
    """Return the digits of a record's number as a whole number."""
    return int("".join(letter for letter in text if letter.isdigit()))


def joined(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return each pair of texts as one."""
    return np.strings.add(left, right)


def minutes_text(times: np.ndarray) -> np.ndarray:
    """Return times (datetime64[m]) as ``YYYY-MM-DD HH:MM``, empty for not-a-time."""
    return _text_of(times, "m", 16)


def days_text(days: np.ndarray) -> np.ndarray:
    """Return days (datetime64[D]) as ``YYYY-MM-DD``, empty for not-a-time."""
    return _text_of(days, "D", 10)


def _text_of(moments: np.ndarray, unit: str, size: int) -> np.ndarray:
    if not len(moments):
        return np.empty(0, f"U{size}")
    missing = np.isnat(moments)
    words = np.datetime_as_string(moments.astype(f"datetime64[{unit}]"), unit=unit)
    words = words.astype(f"U{size}")
    if unit == "m":
        words.view(np.uint32).reshape(len(words), size)[:, 10] = ord(" ")
    words[missing] = ""
    return words
