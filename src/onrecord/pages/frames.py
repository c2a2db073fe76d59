"""A crawl archive cut into its records, also where it is damaged: after damage, the next record is looked for.

Nothing here knows what a record says. A gzip member is checked to its end before the record in it is given out.
"""

import os
import re
import zlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from onrecord.pages.digests import is_spoilt
from onrecord.pages.limits import Limits
from onrecord.pages.unpacked import GZIP

LONGEST_HEAD = 1 << 16
"""Bytes of a record's own header lines."""
MOST_TRIALS = 200_000
"""Places at which a record is looked for after damage; only a file made to waste time has more."""
MOST_GAPS = 10_000
"""Damaged stretches after which the rest of a file is given up, for the same reason."""
_STEP = 1 << 16
_MAGIC = b"WARC/"
_START = re.compile(rb"WARC/[01]\.\d{1,3}[ \t]{0,8}\r?\n(?=[A-Za-z][A-Za-z-]{0,40}[ \t]{0,8}:)")
"""Anywhere in a line: what stands before it may have lost its end."""
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"^content-length[ \t]*:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_DIGEST = re.compile(rb"^warc-block-digest[ \t]*:[ \t]*(\S{1,200})", re.IGNORECASE | re.MULTILINE)
_BLANK = b"\r\n"
_END = b"\r\n\r\n"
"""What stands behind every record; some writers leave some of it out."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One record."""

    at: str
    """Where it begins: the byte in the file; in a compressed file, the member's, and how far into it where not 0."""
    head: bytes
    block: bytes | None
    """None for a record of a kind that was not asked for, or that is too large to be held."""
    size: int
    """The block's bytes."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of the file in which no record could be read."""

    at: str
    head: bytes
    """As far as it could be read."""
    cause: str


class _DamageError(Exception):
    """Why the record cannot be read; the message is the cause."""


def frames(file: BinaryIO, limits: Limits, wanted: re.Pattern[bytes]) -> Iterator[Frame | Gap]:
    """Every record of a seekable file in order; only blocks whose head fits ``wanted`` are held."""
    file.seek(0)
    source = _Members(file, limits) if file.read(3) == GZIP else _Plain(file)
    gaps = 0
    while True:
        head = b""
        try:
            if not source.begin():
                return
            head = source.head()
            size = _size(head)
            # the page and the header lines of its response
            held = size <= limits.page_bytes + LONGEST_HEAD and wanted.search(head) is not None
            block = source.take(size) if held else source.skip(size)
            source.end()
            _check_sum(head, block)
        except _DamageError as damage:
            yield Gap(source.at, head or source.glimpse(), str(damage))
            gaps += 1
            if gaps >= MOST_GAPS:
                yield Gap(
                    source.at, b"", f"the file is damaged in more than {MOST_GAPS:,} places; its rest is not read"
                )
                return
            if not source.find_next():
                return
        else:
            yield Frame(source.at, head, block, size)


def _check_sum(head: bytes, block: bytes | None) -> None:
    given = _DIGEST.search(head)
    if block is not None and given and is_spoilt(given[1].decode("ascii", "replace"), block):
        raise _DamageError("its bytes do not fit its checksum")


def _size(head: bytes) -> int:
    if b"\0" in head or _START.search(head, 1):
        raise _DamageError("its header is damaged")
    found = _LENGTH.search(head)
    if not found:
        raise _DamageError("its header does not say how long it is")
    return int(found[1])


def _ends(follows: bytes) -> bool:
    """Whether what stands behind a block is the end of its record."""
    bare = follows.lstrip(_BLANK)
    return follows.startswith(_END) or bare.startswith(_MAGIC[: len(bare)])


class _Source:
    """What the two kinds of file share: a buffer of unpacked bytes that is filled from the left."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.buffer = bytearray()
        self.at = "0"
        file.seek(0, os.SEEK_END)
        self.file_size = file.tell()
        file.seek(0)

    def pump(self) -> bool:
        """Add some bytes to the buffer; False at the end of the file."""
        raise NotImplementedError

    def begin(self) -> bool:
        """Go to the start of the next record and remember where that is; False at the end of the file."""
        raise NotImplementedError

    def end(self) -> None:
        """Make sure that the record ends where it says. Raises _DamageError."""

    def find_next(self) -> bool:
        """After damage: go to the next place where a record begins; False if there is none."""
        raise NotImplementedError

    def skip(self, size: int) -> None:
        """Pass over bytes without holding them."""
        while size > 0:
            if not self.buffer and not self.pump():
                raise _DamageError("it is cut short")
            passed = min(size, len(self.buffer))
            del self.buffer[:passed]
            size -= passed

    def take(self, size: int) -> bytes:
        """The next bytes, all of them."""
        while len(self.buffer) < size:
            if not self.pump():
                raise _DamageError("it is cut short")
        taken = bytes(self.buffer[:size])
        del self.buffer[:size]
        return taken

    def head(self) -> bytes:
        """The record's header lines, with the blank line after them."""
        searched = 0
        while True:
            if len(self.buffer) >= len(_MAGIC) and not self.buffer.startswith(_MAGIC):
                raise _DamageError("no record begins here")
            if found := _HEAD_END.search(self.buffer, max(0, searched - 4)):
                return _Source.take(self, found.end())
            searched = len(self.buffer)
            if searched > LONGEST_HEAD:
                raise _DamageError("its header does not end")
            if not self.pump():
                raise _DamageError("it is cut short")

    def glimpse(self) -> bytes:
        """The beginning of a head that did not end."""
        return bytes(self.buffer[:2048]) if self.buffer.startswith(_MAGIC) else b""

    def pass_blank(self) -> bool:
        """Drop line ends; False where the file ends with them."""
        while True:
            kept = self.buffer.lstrip(_BLANK)
            if kept:
                self.buffer = kept
                return True
            self.buffer.clear()
            if not self.pump():
                return False


class _Plain(_Source):
    """An archive that is not compressed."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file)
        self.start = 0

    def pump(self) -> bool:
        more = self.file.read(_STEP)
        self.buffer += more
        return bool(more)

    def position(self) -> int:
        return self.file.tell() - len(self.buffer)

    def begin(self) -> bool:
        found = self.pass_blank()
        self.start = self.position()
        self.at = str(self.start)
        return found

    def check_end(self, size: int) -> None:
        """Look ahead to where the record should end, before anything is read: a false length costs nothing then."""
        end, back = self.position() + size, self.file.tell()
        if end > self.file_size:
            raise _DamageError("it is cut short")
        self.file.seek(end)
        follows = self.file.read(64)
        self.file.seek(back)
        if not _ends(follows):
            raise _DamageError("it does not end where it says")

    def skip(self, size: int) -> None:
        self.check_end(size)
        if size > len(self.buffer):
            self.file.seek(self.position() + size)
            self.buffer.clear()
        else:
            del self.buffer[:size]

    def take(self, size: int) -> bytes:
        self.check_end(size)
        return super().take(size)

    def find_next(self) -> bool:
        """What follows the damaged record's first line: a length that is too large must not hide the records inside."""
        at = self.start + 1
        self.file.seek(at)
        self.buffer.clear()
        while self.pump():
            if found := _START.search(self.buffer):
                self.file.seek(at + found.start())
                self.buffer.clear()
                return True
            # the first line may stand across two steps
            dropped = max(0, len(self.buffer) - 64)
            del self.buffer[:dropped]
            at += dropped
        return False


class _Members(_Source):
    """A gzip file: as a rule a member a record, but all records in one member is met with too."""

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        super().__init__(file)
        self.limits = limits
        self.trials = 0
        self.inside = False
        """Whether a record has begun and not ended."""
        self.broken = False
        """Whether nothing more can be unpacked from here on."""
        self._restart(0)

    def _restart(self, at: int) -> None:
        self.file.seek(at)
        self.buffer.clear()
        self.waiting = b""
        self.member = self.start = at
        self.given = self.total = 0
        # a record may begin in one member and end in another
        self.marks: deque[tuple[int, int]] = deque([(0, at)])
        self.broken = False
        self.inflater = zlib.decompressobj(31)

    def pump(self) -> bool:
        """One step of unpacking. Raises _DamageError for spoilt data, a cut member and a bomb."""
        if self.inflater.eof and not self._next_member():
            return False
        if not self.waiting:
            self.waiting = self.file.read(_STEP)
            if not self.waiting:
                raise self._break("it is cut short")
        try:
            found = self.inflater.decompress(self.waiting, 4 * _STEP)
        except zlib.error as error:
            raise self._break(f"its compressed data is damaged ({error})") from error
        self.waiting = self.inflater.unused_data if self.inflater.eof else self.inflater.unconsumed_tail
        self.buffer += found
        self.given += len(found)
        self.total += len(found)
        taken = self.file.tell() - len(self.waiting) - self.member
        if self.given > self.limits.page_bytes and self.given > self.limits.inflation * taken:
            raise self._break(f"it unpacks to more than {self.limits.inflation} times its size")
        return True

    def _break(self, cause: str) -> _DamageError:
        self.broken = True
        return _DamageError(cause)

    def _next_member(self) -> bool:
        at = self.file.tell() - len(self.waiting)
        if len(self.waiting) < len(GZIP):
            self.waiting += self.file.read(_STEP)
        if not self.waiting.strip(b"\0"):
            return False
        # a member that begins with a record ends the one before: its length was a lie, or its end is lost
        if self.inside and self._holds_record(at):
            raise _DamageError("it is cut short")
        self.member, self.given = at, 0
        self.marks.append((self.total, at))
        self.inflater = zlib.decompressobj(31)
        return True

    def _holds_record(self, at: int) -> bool:
        return self._opens_with_record(self.waiting[:4096]) if at + 4096 <= self.file.tell() else self._peeked(at)

    def _peeked(self, at: int) -> bool:
        back = self.file.tell()
        self.file.seek(at)
        head = self.file.read(4096)
        self.file.seek(back)
        return self._opens_with_record(head)

    @staticmethod
    def _opens_with_record(packed: bytes) -> bool:
        try:
            return zlib.decompressobj(31).decompress(packed, 16).startswith(_MAGIC)
        except zlib.error:
            return False

    def begin(self) -> bool:
        self.inside = False
        self.buffer = self.buffer.lstrip(_BLANK)
        if not self.buffer and self.inflater.eof and not self._next_member():
            return False
        # damage in the first step belongs to the member that it is in
        self.start, self.at = self.member, str(self.member)
        if not self.pass_blank():
            return False
        begun = self.total - len(self.buffer)
        while len(self.marks) > 1 and self.marks[1][0] <= begun:
            self.marks.popleft()
        before, self.start = self.marks[0]
        self.at = f"{self.start}+{begun - before}" if begun > before else str(self.start)
        self.inside = True
        return True

    def end(self) -> None:
        """The rest of the member must be line ends and a right checksum, or another record."""
        while not self.inflater.eof and len(self.buffer) <= len(_END):
            self.pump()
        if not _ends(bytes(self.buffer[:64])):
            raise _DamageError("it does not end where it says")

    def find_next(self) -> bool:
        """In the same member where it can still be unpacked, else at the next member that begins with a record."""
        self.inside = False
        try:
            if not self.broken and self._find_in_stream():
                return True
        except _DamageError:
            pass
        return self._find_member()

    def _find_in_stream(self) -> bool:
        if self.buffer.startswith(_MAGIC):
            del self.buffer[:1]
        while True:
            if found := _START.search(self.buffer):
                del self.buffer[: found.start()]
                return True
            # the first line may stand across two steps
            del self.buffer[: max(0, len(self.buffer) - 64)]
            if not self.pump():
                return False

    def _find_member(self) -> bool:
        """What looks like a member by chance is tried and passed over."""
        at = self.start + 1
        self.file.seek(at)
        window = b""
        while more := self.file.read(_STEP):
            window += more
            found = window.find(GZIP)
            while found >= 0 and self.trials < MOST_TRIALS:
                self.trials += 1
                if self._peeked(at + found):
                    self._restart(at + found)
                    return True
                found = window.find(GZIP, found + 1)
            kept = window[-2:]
            at += len(window) - len(kept)
            window = kept
        return False
