"""How much of one input is read before it is given up: counted, never timed, so that the outcome is the same twice."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one page may cost; whatever is larger is Unread with its reason."""

    page_bytes: int = 32 * 1024 * 1024
    """Of one page: a file, standard input, or one line of a .jsonl file."""
    lines: int = 200_000
    """Of one page."""
    elements: int = 200_000
    """Of one HTML page."""
    markup_depth: int = 250
    """How deep HTML elements may be nested; libxml2 drops what lies deeper than 255."""


DEFAULT_LIMITS = Limits()
