"""What the user named: files, folders and standard input; and the way from each to its split pages."""

import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import UnreadableInputError
from onrecord.pages.html import split_html
from onrecord.pages.jsonl import split_lines
from onrecord.pages.limits import DEFAULT_LIMITS, Limits
from onrecord.pages.split import split
from onrecord.pages.text import text_page
from onrecord.records import SplitPage, Unread

STANDARD_INPUT = "-"
FORMATS = {".html": "html", ".htm": "html", ".xhtml": "html", ".txt": "text", ".jsonl": "jsonl"}
NOT_YET = (".warc", ".warc.gz", ".xml", ".rss", ".atom")


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
            if not name.startswith(".") and name.lower().endswith((*FORMATS, *NOT_YET)):
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
        yield from _read_stream(given, stream, _sniffed(_peek(stream)), published, limits)
        return
    suffix = given.path.suffix.lower()
    if given.path.name.lower().endswith(NOT_YET):
        step = "Save the pages as .html or .txt, or write them as .jsonl."
        raise UnreadableInputError(given.label, f"{suffix} files are not read yet", step)
    with given.path.open("rb") as stream:
        kind = FORMATS.get(suffix) or _sniffed(_peek(stream))
        yield from _read_stream(given, stream, kind, published, limits)


def _peek(stream: BinaryIO) -> bytes:
    return stream.peek(1024)[:1024] if isinstance(stream, io.BufferedReader) else b""


def _sniffed(head: bytes) -> str:
    """The kind of something without a telling suffix."""
    head = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return "html"
    return "jsonl" if head.startswith(b'{"') else "text"


def _read_stream(
    given: Input, stream: BinaryIO, kind: str, published: str | None, limits: Limits
) -> Iterator[SplitPage | Unread]:
    if kind == "jsonl":
        yield from split_lines(stream, given.label, origin=given.name, published=published, limits=limits)
        return
    raw = _whole(given, stream, limits)
    readers: dict[str, Callable[[], SplitPage]] = {
        "html": lambda: split_html(raw, given.label, origin=given.name, published=published, limits=limits),
        "text": lambda: split(text_page(raw, given.label, origin=given.name, limits=limits), published=published),
    }
    yield readers[kind]()


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
