"""How much of one input is read before it is given up: counted where it can be, so that the outcome is the same twice.

The clock is the last resort, for markup that is made to be slow.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from onrecord.errors import UnreadableInputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one page may cost; whatever is larger is Unread with its reason."""

    page_bytes: int = 32 * 1024 * 1024
    """Of one page: a file, standard input, one line of a .jsonl file, or what a record of an archive unpacks to."""
    lines: int = 200_000
    """Of one page."""
    elements: int = 200_000
    """Of one HTML page."""
    markup_depth: int = 250
    """How deep HTML elements may be nested; libxml2 drops what lies deeper than 255."""
    inflation: int = 100
    """How many times its packed size something larger than a page may unpack to; beyond that it is a bomb."""
    entries: int = 10_000
    """Of one feed."""
    seconds: float = 120.0
    """Of processor time for one page, where the system can measure it."""


DEFAULT_LIMITS = Limits()
_AGAIN = 0.1
"""Seconds of processor time between one alarm and the next."""


class _OutOfTimeError(BaseException):
    """Passes through parsers that catch every Exception."""


@contextmanager
def timed(name: str, limits: Limits, *, member: str | None = None) -> Iterator[None]:
    """Give a page up that takes too long. Raises UnreadableInputError; without a timer of the system, never."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    fired = False

    def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the form of a signal handler
        nonlocal fired
        fired = True
        raise _OutOfTimeError

    before = signal.signal(signal.SIGVTALRM, stop)
    # Again and again: what is raised while a finaliser or a callback of the collector runs is swallowed there.
    signal.setitimer(signal.ITIMER_VIRTUAL, limits.seconds, _AGAIN)
    try:
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        if fired:
            raise _OutOfTimeError
    except _OutOfTimeError as late:
        cause = f"it took more than {limits.seconds:g} seconds of processor time"
        raise UnreadableInputError(name, cause, "Save the page's text as .txt and read that.", member=member) from late
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
