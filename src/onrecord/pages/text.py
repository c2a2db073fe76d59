"""Bytes to decoded text: UTF-8 first, then what the byte-order mark says, then a careful guess at older encodings."""

import codecs
import hashlib
import re

from charset_normalizer import from_bytes

from onrecord.errors import UnreadableInputError
from onrecord.pages.limits import DEFAULT_LIMITS, Limits
from onrecord.records import Page

_MARKS = (
    # the longer mark first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = {
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x1f\x8b": "compressed with gzip",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"SQLite format 3": "a database",
}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MULTIBYTE = re.compile(r"[^\x00-\x7f]")
SAMPLE = 65_536
"""Bytes looked at when an older encoding is guessed."""


def text_page(raw: bytes, name: str, *, origin: str | None = None, limits: Limits = DEFAULT_LIMITS) -> Page:
    """A text file as a page: byte-order mark and carriage returns stay, so that offsets are the file's own.

    Raises UnreadableInputError for an empty file, for binary data and for bytes that no encoding explains.
    """
    text = decode(raw, name)
    limit_lines(text, name, limits)
    return Page(name, hashlib.sha256(raw).hexdigest(), "text/plain", text, origin=origin)


def limit_lines(text: str, name: str, limits: Limits, *, member: str | None = None) -> None:
    """Raises UnreadableInputError for a text of more lines than a page may have."""
    if text.count("\n") + text.count("\r") > limits.lines:
        cause = f"it has more than {limits.lines:,} lines"
        raise UnreadableInputError(name, cause, "Split it into smaller pages.", member=member)


def decode(raw: bytes, name: str, *, declared: str | None = None) -> str:
    """The text of the bytes; ``declared`` is the encoding that the page names for itself, tried after UTF-8."""
    _refuse_empty(raw, name)
    text = _marked(raw, name)
    if text is None:
        _refuse_binary(raw, name)
        text = _unmarked(raw, name, declared)
    if len(_CONTROL.findall(text[:SAMPLE])) > 0.02 * min(len(text), SAMPLE):
        raise _binary(name, "most of it is control characters")
    if not text.strip("\ufeff \t\r\n\x00"):
        raise UnreadableInputError(name, "it is empty", "Give a file with text in it.")
    return text


def _refuse_empty(raw: bytes, name: str) -> None:
    if not raw.strip():
        raise UnreadableInputError(name, "it is empty", "Give a file with text in it.")


def _binary(name: str, what: str) -> UnreadableInputError:
    return UnreadableInputError(name, f"it is not text ({what})", "Save its words as .txt or .html first.")


def _refuse_binary(raw: bytes, name: str) -> None:
    for magic, what in _MAGIC.items():
        if raw.startswith(magic):
            raise _binary(name, what)
    nuls = raw.count(0)
    if nuls and nuls > 0.001 * len(raw):
        raise _binary(name, "binary data with NUL bytes")


def _marked(raw: bytes, name: str) -> str | None:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError as error:
                step = "Save it as UTF-8 and read it again."
                cause = f"its byte-order mark says {encoding.upper()}, but its bytes do not fit ({error.reason})"
                raise UnreadableInputError(name, cause, step) from error
    return None


def _unmarked(raw: bytes, name: str, declared: str | None) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("utf-8", errors="replace")
    # a file cut inside a letter, or with a few spoilt bytes, is still UTF-8 where most of its wide letters are whole
    spoilt = text.count("\ufffd")
    if spoilt * 10 < len(_MULTIBYTE.findall(text)) or (spoilt == 1 and text.endswith("\ufffd")):
        return text
    if declared and (named := _as_declared(raw, declared)) is not None:
        return named
    return _guessed(raw, name)


def _as_declared(raw: bytes, declared: str) -> str | None:
    try:
        return raw.decode("cp1252" if declared.lower() in {"iso-8859-1", "latin-1", "ascii"} else declared)
    except (LookupError, UnicodeDecodeError):
        return None


def _guessed(raw: bytes, name: str) -> str:
    matches = from_bytes(raw[:SAMPLE])
    best = matches.best()
    # where Western Europe's encoding explains the bytes as well as the best, it is by far the most common
    western = next((m for m in matches if m.encoding == "cp1252" and best and m.chaos <= best.chaos), None)
    for match in (western, best):
        if match is not None:
            try:
                return raw.decode(match.encoding)
            except UnicodeDecodeError:
                continue
    step = "Find out how it was saved, and convert it to UTF-8."
    raise UnreadableInputError(name, "its bytes are in no known encoding", step)
