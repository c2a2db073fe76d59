"""Packed bytes unpacked within limits: gzip files, and the transfer and content encodings of a response."""

import io
import zlib
from collections.abc import Callable
from typing import BinaryIO

from fastwarc.stream_io import BrotliReader, ZstdReader

from onrecord.errors import UnreadableInputError
from onrecord.pages.limits import Limits

GZIP = b"\x1f\x8b\x08"
_STEP = 1 << 16
_BOMB = "It is made to fill the memory; leave it out."


class Unpacking(io.RawIOBase):
    """A gzip file as the stream of its contents; spoilt data and bombs raise UnreadableInputError."""

    def __init__(self, packed: BinaryIO, name: str, limits: Limits) -> None:
        self._packed, self._name, self._limits = packed, name, limits
        self._inflater: zlib._Decompress | None = None
        self._waiting = b""
        self._taken = self._given = 0

    def readable(self) -> bool:
        """Whether it can be read: always."""
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        """Fill the buffer with what comes next; 0 at the end."""
        while True:
            if not self._waiting:
                self._waiting = self._packed.read(_STEP)
                self._taken += len(self._waiting)
            if self._inflater is None:
                # some writers pad the end with zeros
                self._waiting = self._waiting.lstrip(b"\0") if self._given else self._waiting
                if not self._waiting:
                    return 0
                self._inflater = zlib.decompressobj(31)
            if not self._waiting:
                raise UnreadableInputError(self._name, "it is cut short", "Get it again from where it came from.")
            if found := self._inflate(self._inflater, len(buffer)):
                buffer[: len(found)] = found
                return len(found)

    def _inflate(self, inflater: "zlib._Decompress", size: int) -> bytes:
        try:
            found = inflater.decompress(self._waiting, size)
        except zlib.error as error:
            cause = f"its compressed data is damaged ({error})"
            raise UnreadableInputError(self._name, cause, "Get it again from where it came from.") from error
        self._waiting = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
        if inflater.eof:
            self._inflater = None
        self._given += len(found)
        if self._given > self._limits.page_bytes and self._given > self._limits.inflation * self._taken:
            cause = f"it unpacks to more than {self._limits.inflation} times its size"
            raise UnreadableInputError(self._name, cause, _BOMB)
        return found


def payload_of(
    body: bytes, *, transfer: str | None, content: str | None, name: str, limits: Limits, member: str | None = None
) -> bytes:
    """The page inside a response's body. Raises UnreadableInputError for what is spoilt, unknown or too large."""

    def fail(cause: str) -> UnreadableInputError:
        return UnreadableInputError(name, cause, "Fetch the page again.", member=member)

    try:
        if "chunked" in (transfer or "").lower():
            body = unchunked(body)
        codings = [one.strip().lower() for one in (content or "").split(",")]
        # a few codings at most are ever put on top of one another
        for coding in [one for one in reversed(codings) if one not in {"", "identity", "none"}][:4]:
            body = _unpack(body, coding, limits.page_bytes)
    except (zlib.error, OSError, EOFError) as error:
        raise fail(f"its compressed data is damaged ({error})") from error
    except _UnknownCodingError as error:
        raise fail(f"it is compressed in a way that is not known ({str(error)[:40]!r})") from error
    except ValueError as error:
        raise fail(str(error)) from error
    if len(body) > limits.page_bytes:
        cause = f"it unpacks to more than {limits.page_bytes:,} bytes, the most that one page may have"
        raise UnreadableInputError(name, cause, "Save its text as .txt and read that.", member=member)
    return body


class _UnknownCodingError(Exception):
    """Named in the message."""


def unchunked(body: bytes) -> bytes:
    """A chunked body put together; one that is not chunked, whatever its header says, is left as it is.

    Raises ValueError for a body that ends before its last chunk.
    """
    pieces: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\n", at, at + 1024)
        size = _size(body[at:end]) if end >= 0 else None
        if size is None:
            if not pieces:
                return body
            raise ValueError("its chunked body is cut short or damaged")
        if size == 0:
            return b"".join(pieces)
        at = end + 1 + size
        if at > len(body):
            raise ValueError("its chunked body is cut short or damaged")
        pieces.append(body[end + 1 : at])
        at += 2 if body[at : at + 2] == b"\r\n" else 1


def _size(line: bytes) -> int | None:
    digits = line.split(b";")[0].strip()
    if not 0 < len(digits) <= 16 or not all(c in b"0123456789abcdefABCDEF" for c in digits):
        return None
    return int(digits, 16)


def _unpack(body: bytes, coding: str, most: int) -> bytes:
    """One coding taken off, and never more than one byte beyond ``most`` held."""
    readers: dict[str, Callable[[], bytes]] = {
        "gzip": lambda: _inflated(body, 31, most) if body.startswith(GZIP) else body,
        "deflate": lambda: _deflated(body, most),
        "br": lambda: _whole(BrotliReader(io.BytesIO(body)), most),
        "zstd": lambda: _whole(ZstdReader(io.BytesIO(body)), most),
    }
    coding = coding.removeprefix("x-")
    if coding not in readers:
        raise _UnknownCodingError(coding)
    # crawlers often keep a page unpacked beside the header that it came with
    return body if _is_plain(body) else readers[coding]()


def _is_plain(body: bytes) -> bool:
    return body[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype", b"<html", b"<?xml", b"<head"))


def _deflated(body: bytes, most: int) -> bytes:
    try:
        return _inflated(body, 15, most)
    except zlib.error:
        return _inflated(body, -15, most)  # many servers leave the zlib header out


def _inflated(body: bytes, wbits: int, most: int) -> bytes:
    pieces: list[bytes] = []
    left = most + 1
    while body and left > 0:
        inflater = zlib.decompressobj(wbits)
        piece = inflater.decompress(body, left)
        pieces.append(piece)
        left -= len(piece)
        if not inflater.eof and left > 0:
            raise EOFError("it is cut short")
        body = inflater.unused_data if wbits == 31 and inflater.unused_data.startswith(GZIP) else b""
    return b"".join(pieces)


def _whole(reader: BrotliReader | ZstdReader, most: int) -> bytes:
    pieces: list[bytes] = []
    left = most + 1
    while left > 0 and (piece := reader.read(min(left, _STEP))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)
