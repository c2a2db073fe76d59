"""Text files as pages."""

import hashlib

from onrecord.errors import UnreadableInputError
from onrecord.pages.decoding import decode
from onrecord.pages.limits import DEFAULT_LIMITS, Limits
from onrecord.pages.origins import origins_of_text
from onrecord.records import Page


def text_page(
    raw: bytes,
    name: str,
    *,
    origin: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    charset: str | None = None,
) -> Page:
    """A text file as a page: byte-order mark and carriage returns stay, so that offsets are the file's own.

    ``charset`` is the encoding that the server named.
    Raises UnreadableInputError for an empty file, for binary data and for bytes that no encoding explains.
    """
    decoded = decode(raw, name, declared=[charset or ""])
    limit_lines(decoded.text, name, limits)
    sha256 = hashlib.sha256(raw).hexdigest()
    return Page(name, sha256, "text/plain", decoded.text, origin=origin, source=origins_of_text(decoded))


def limit_lines(text: str, name: str, limits: Limits, *, member: str | None = None) -> None:
    """Raises UnreadableInputError for a text of more lines than a page may have."""
    if text.count("\n") + text.count("\r") > limits.lines:
        cause = f"it has more than {limits.lines:,} lines"
        raise UnreadableInputError(name, cause, "Split it into smaller pages.", member=member)
