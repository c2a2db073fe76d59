"""Bytes to characters with the way back: which byte each character of a decoded page begins at.

UTF-8 first, since what is valid as such is hardly ever anything else; then what a byte-order mark, the server or the
page itself names; then a careful guess at older encodings.
"""

import codecs
import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from charset_normalizer import from_bytes

from onrecord.errors import UnreadableInputError

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
_BROADER = {
    # a label means the larger encoding that browsers take it for (WHATWG's Encoding standard)
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_ASCII_ONLY = ("iso2022", "hz")
"""Encodings whose bytes are all valid as UTF-8 too, so that only a label tells them."""
_WIDE = ("utf-16", "utf-32")
_NO_TEXT = frozenset({"utf-7", "punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
SAMPLE = 65_536
"""Bytes looked at when an older encoding is guessed."""
_PIECE = 4096
"""Bytes decoded at a time; within one the way back is found by decoding it again."""


@dataclass
class Decoded:
    """Decoded bytes. ``text`` keeps everything: the byte-order mark, carriage returns, NULs."""

    raw: bytes
    text: str
    encoding: str
    """Python's name of it."""
    _chars: Sequence[int] = ()
    _bytes: Sequence[int] = ()
    _flags: Sequence[int] = ()
    """Of each piece: its first character, its first byte, the decoder's flag there."""
    _odd: dict[int, Sequence[int]] = field(default_factory=dict)
    _near: tuple[int, int, int] = (0, 0, 0)
    """The character that was last asked for, its byte, and where its piece ends: most questions are about the next."""

    def byte_at(self, char: int) -> int:
        """The first byte of the character at ``char``; the end of the bytes for the end of the text."""
        if len(self.text) == len(self.raw):
            return char
        if char >= len(self.text):
            return len(self.raw)
        near, byte, end = self._near
        if not near <= char < end:
            return self._found(char)
        byte += len(self.text[near:char].encode(self.encoding))
        self._near = (char, byte, end)
        return byte

    def _found(self, char: int) -> int:
        piece = bisect_right(self._chars, char) - 1
        starts = self._odd.get(piece)
        if starts is None:
            starts = self._odd[piece] = self._starts(piece)
        first = self._chars[piece]
        if starts:
            return starts[char - first]
        byte = self._bytes[piece] + len(self.text[first:char].encode(self.encoding))
        if self.encoding == "utf-8":
            # whose letters are the same bytes wherever they stand
            end = self._chars[piece + 1] if piece + 1 < len(self._chars) else len(self.text)
            self._near = (char, byte, end)
        return byte

    def _starts(self, piece: int) -> Sequence[int]:
        """Nothing for a piece whose characters, encoded again, are its bytes; else each character's first byte."""
        last = piece + 1 == len(self._chars)
        first, end = self._bytes[piece], len(self.raw) if last else self._bytes[piece + 1]
        words = self.text[self._chars[piece] : None if last else self._chars[piece + 1]]
        chunk = self.raw[first:end]
        try:
            if not self._flags[piece] and words.encode(self.encoding) == chunk:
                return ()
        except UnicodeEncodeError:
            pass  # a replacement character, which the encoding lacks
        decoder = codecs.getincrementaldecoder(self.encoding)("replace")
        decoder.setstate((b"", self._flags[piece]))
        starts = array("L")
        begin = first
        for at in range(first, end):
            if found := decoder.decode(self.raw[at : at + 1]):
                # where a spoilt letter is given up, this byte is a letter of its own
                starts.extend([begin] + [at] * (len(found) - 1))
                begin = at + 1 - len(decoder.getstate()[0])
        starts.extend([begin] * (len(words) - len(starts)))
        return starts


def decode(raw: bytes, name: str, *, declared: Sequence[str] = ()) -> Decoded:
    """Decode; ``declared`` are the encodings that the server and the page name, the more trusted first.

    Raises UnreadableInputError for an empty file, for binary data and for bytes that no encoding explains.
    """
    if not raw.strip():
        raise _empty(name)
    found = _decode(raw, name, [known for label in declared if (known := _known(label))])
    text = found.text
    if len(_CONTROL.findall(text[:SAMPLE])) > 0.02 * min(len(text), SAMPLE):
        raise _binary(name, "most of it is control characters")
    if not text.strip("\ufeff \t\r\n\x00"):
        raise _empty(name)
    return found


def _empty(name: str) -> UnreadableInputError:
    return UnreadableInputError(name, "it is empty", "Give a file with text in it.")


def _binary(name: str, what: str) -> UnreadableInputError:
    return UnreadableInputError(name, f"it is not text ({what})", "Save its words as .txt or .html first.")


def _known(label: str) -> str | None:
    try:
        known = codecs.lookup(label.strip().strip("'\"").lower()).name
        "".encode(known)
    except (LookupError, ValueError, UnicodeError):
        return None
    return None if known in _NO_TEXT else _BROADER.get(known, known)


def _decode(raw: bytes, name: str, declared: Sequence[str]) -> Decoded:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _marked(raw, name, encoding)
    wide = next((label for label in declared if label.startswith(_WIDE)), None)
    if wide and raw.count(0) > 0.1 * len(raw) and (found := _strictly(raw, wide)):
        return found
    _refuse_binary(raw, name)
    return _unmarked(raw, name, [label for label in declared if not label.startswith(_WIDE)])


def _refuse_binary(raw: bytes, name: str) -> None:
    for magic, what in _MAGIC.items():
        if raw.startswith(magic):
            raise _binary(name, what)
    nuls = raw.count(0)
    if nuls and nuls > 0.001 * len(raw):
        raise _binary(name, "binary data with NUL bytes")


def _marked(raw: bytes, name: str, encoding: str) -> Decoded:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError as error:
        step = "Save it as UTF-8 and read it again."
        cause = f"its byte-order mark says {encoding.upper()}, but its bytes do not fit ({error.reason})"
        raise UnreadableInputError(name, cause, step) from error
    return _pieces(raw, encoding)


def _unmarked(raw: bytes, name: str, declared: Sequence[str]) -> Decoded:
    if declared and declared[0].startswith(_ASCII_ONLY) and (found := _strictly(raw, declared[0])):
        return found
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("utf-8", errors="replace")
    else:
        return _pieces(raw, "utf-8")
    # a file cut inside a letter, or with a few spoilt bytes, is still UTF-8 where most of its wide letters are whole
    spoilt = text.count("\ufffd")
    if spoilt * 10 < len(_MULTIBYTE.findall(text)) or (spoilt == 1 and text.endswith("\ufffd")):
        return _pieces(raw, "utf-8")
    named = next((found for label in declared if (found := _strictly(raw, label))), None)
    if named is None and (guess := _guessed(raw)):
        named = _strictly(raw, guess)
    if named is None:
        step = "Find out how it was saved, and convert it to UTF-8."
        raise UnreadableInputError(name, "its bytes are in no known encoding", step)
    return named


def _strictly(raw: bytes, encoding: str) -> Decoded | None:
    try:
        raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    return _pieces(raw, encoding)


def _guessed(raw: bytes) -> str | None:
    matches = from_bytes(raw[:SAMPLE])
    best = matches.best()
    # where Western Europe's encoding explains the bytes as well as the best, it is by far the most common
    western = next((m for m in matches if m.encoding == "cp1252" and best and m.chaos <= best.chaos), None)
    return next((m.encoding for m in (western, best) if m is not None and _strictly(raw, m.encoding)), None)


def _pieces(raw: bytes, encoding: str) -> Decoded:
    """Decode piece by piece, spoilt bytes as replacement characters, and note where each piece begins."""
    if raw.isascii() and encoding == "utf-8":
        return Decoded(raw, raw.decode("ascii"), encoding)
    flags: list[int]
    texts: list[str]
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    chars, starts, flags, texts = array("L"), array("L"), [], []
    count = begin = flag = 0
    for at in range(0, len(raw), _PIECE):
        words = decoder.decode(raw[at : at + _PIECE], final=at + _PIECE >= len(raw))
        if words:
            chars.append(count)
            starts.append(begin)
            flags.append(flag)
            texts.append(words)
            count += len(words)
        pending, flag = decoder.getstate()
        begin = min(at + _PIECE, len(raw)) - len(pending)
    return Decoded(raw, "".join(texts), encoding, chars, starts, flags)
