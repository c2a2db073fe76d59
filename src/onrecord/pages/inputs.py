"""What the user named: files, folders and standard input; and the way from each to its split pages."""

import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, TypedDict

from onrecord.errors import UnreadableInputError
from onrecord.pages.feeds import is_feed, split_feed
from onrecord.pages.html import split_html
from onrecord.pages.jsonl import split_lines
from onrecord.pages.limits import DEFAULT_LIMITS, Limits, timed
from onrecord.pages.split import split
from onrecord.pages.text import text_page
from onrecord.pages.unpacked import GZIP, Unpacking
from onrecord.pages.warc import split_archive
from onrecord.records import SplitPage, Unread

STANDARD_INPUT = "-"
FORMATS = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".jsonl": "jsonl",
    ".warc": "warc",
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
}
PACKED = ".gz"
"""What may stand behind each of them."""
_SUFFIXES = (*FORMATS, *(suffix + PACKED for suffix in FORMATS))


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to read. It may turn out to be unreadable only when it is read."""

    path: Path | None
    """None for standard input."""
    name: str
    """As the user wrote it, or as found below the folder that the user named."""
    size: int | None
    """Bytes, where known: for a progress bar."""

    @property
    def label(self) -> str:
        """The file's own name, without its folder."""
        return self.path.name or self.name if self.path else "standard input"


def find_inputs(paths: Sequence[str]) -> list[Input]:
    """List what is to be read, folders in sorted order; whatever cannot be found is listed too, and reads as Unread."""
    found: list[Input] = []
    for name in paths:
        if name == STANDARD_INPUT:
            found.append(Input(None, name, None))
        elif Path(name).is_dir():
            found += _walk(Path(name))
        else:
            found.append(_input(Path(name)))
    return found


def _input(path: Path) -> Input:
    try:
        size = path.stat().st_size if path.is_file() else None
    except OSError:
        size = None
    return Input(path, str(path), size)


def _walk(folder: Path) -> Iterator[Input]:
    """Files of a known kind below the folder, hidden ones left out; a folder that cannot be listed is given itself."""
    failed: list[Path] = []
    walk = os.walk(folder, onerror=lambda error: failed.append(Path(str(error.filename))))
    for where, folders, files in walk:
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and name.lower().endswith(_SUFFIXES):
                yield _input(Path(where) / name)
    for path in failed:
        yield Input(path, str(path), None)


def read_input(
    given: Input, *, published: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> Iterator[SplitPage | Unread]:
    """Stream the pages of one input, cut into articles; what cannot be read comes as Unread, and never raises."""
    try:
        yield from _read(given, published, limits)
    except UnreadableInputError as error:
        yield Unread(error.name, str(error), origin=given.name, member=error.member)
    except OSError as error:
        failure = _failure(given, error)
        yield Unread(failure.name, str(failure), origin=given.name)


def source_of(given: Input, *, limits: Limits = DEFAULT_LIMITS) -> bytes | None:
    """The bytes of an input that is one HTML page, unpacked; None for every other kind.

    Raises UnreadableInputError where it cannot be had.
    """
    if given.path is None or FORMATS.get(Path(given.path.name.lower().removesuffix(PACKED)).suffix) != "html":
        return None
    try:
        with given.path.open("rb") as stream:
            if not _peek(stream).startswith(GZIP):
                return _whole(given, stream, limits)
            inner = io.BufferedReader(Unpacking(stream, given.label, limits), 1 << 16)
            return _whole(replace(given, size=None), inner, limits)
    except OSError as error:
        raise _failure(given, error) from error


def _failure(given: Input, error: OSError) -> UnreadableInputError:
    if isinstance(error, FileNotFoundError):
        return UnreadableInputError(given.label, "there is no such file or folder", "Check the path.")
    if isinstance(error, PermissionError):
        step = "Ask its owner for read permission, or run as a user who has it."
        return UnreadableInputError(given.label, "you have no permission to read it", step)
    if isinstance(error, IsADirectoryError):
        return UnreadableInputError(given.label, "the folder cannot be listed", "Name the files in it one by one.")
    return UnreadableInputError(given.label, error.strerror or str(error), "Check the disk, then read it again.")


def _read(given: Input, published: str | None, limits: Limits) -> Iterator[SplitPage | Unread]:
    if given.path is None:
        # a buffered reader can look ahead without taking
        stream = sys.stdin.buffer
        yield from _Opened(given, stream, published, limits).pages(_sniffed(_peek(stream)))
        return
    suffix = Path(given.path.name.lower().removesuffix(PACKED)).suffix
    with given.path.open("rb") as stream:
        kind = FORMATS.get(suffix) or _sniffed(_peek(stream))
        yield from _Opened(given, stream, published, limits).pages(kind)


def _peek(stream: BinaryIO) -> bytes:
    return stream.peek(1024)[:1024] if isinstance(stream, io.BufferedReader) else b""


def _sniffed(head: bytes) -> str:
    """The kind of something without a telling suffix."""
    if head.startswith(GZIP):
        return "packed"
    head = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return "html"
    if head.startswith(b"warc/"):
        return "warc"
    if is_feed(head):
        return "feed"
    return "jsonl" if head.startswith(b'{"') else "text"


@dataclass(frozen=True, slots=True)
class _Opened:
    """An input that has been opened, and how it is to be read."""

    given: Input
    stream: BinaryIO
    published: str | None
    limits: Limits

    def pages(self, kind: str) -> Iterator[SplitPage | Unread]:
        """All its pages."""
        given, limits = self.given, self.limits
        how = _How(origin=given.name, published=self.published, limits=limits)
        if kind == "warc":
            with _seekable(self.stream) as file:
                yield from split_archive(file, given.label, **how)
        elif kind == "packed" or _peek(self.stream).startswith(GZIP):
            yield from self._unpacked(kind)
        elif kind == "jsonl":
            yield from split_lines(self.stream, given.label, **how)
        elif kind == "feed":
            yield from split_feed(_whole(given, self.stream, limits), given.label, **how)
        else:
            yield self._page(kind, _whole(given, self.stream, limits))

    def _unpacked(self, kind: str) -> Iterator[SplitPage | Unread]:
        """The pages inside a gzip file; its size says nothing about theirs."""
        label = self.given.label
        with _seekable(self.stream) as packed:
            inner = io.BufferedReader(Unpacking(packed, label, self.limits), 1 << 16)
            head = _peek(inner)
            if head.startswith(GZIP):
                raise UnreadableInputError(label, "it is compressed with gzip more than once", "Unpack it first.")
            found = _sniffed(head) if kind == "packed" else kind
            # the archive reader goes back after damage, so it gets the packed file itself
            stream: BinaryIO = packed if found == "warc" else inner
            yield from replace(self, given=replace(self.given, size=None), stream=stream).pages(found)

    def _page(self, kind: str, raw: bytes) -> SplitPage:
        given, limits = self.given, self.limits
        with timed(given.label, limits):
            if kind == "html":
                return split_html(raw, given.label, origin=given.name, published=self.published, limits=limits)
            return split(text_page(raw, given.label, origin=given.name, limits=limits), published=self.published)


class _How(TypedDict):
    """What every reader of a kind takes beside the bytes and the name."""

    origin: str
    published: str | None
    limits: Limits


@contextmanager
def _seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """The stream itself, or a copy on the disk of one that cannot be gone back in."""
    if stream.seekable():
        yield stream
        return
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(stream, copy)
        copy.seek(0)
        yield copy


def _whole(given: Input, stream: BinaryIO, limits: Limits) -> bytes:
    """All bytes of one page, never more than the limit held."""
    too_large = given.size is not None and given.size > limits.page_bytes
    raw = b"" if too_large else stream.read(limits.page_bytes + 1)
    if too_large or len(raw) > limits.page_bytes:
        cause = f"it is larger than {limits.page_bytes:,} bytes, the most that one page may have"
        raise UnreadableInputError(given.label, cause, "Split it into smaller files, or write it as .jsonl.")
    if given.size and len(raw) < given.size:
        cause = f"it ended after {len(raw):,} of {given.size:,} bytes"
        raise UnreadableInputError(given.label, cause, "Wait until it is completely written, then read it again.")
    return raw
