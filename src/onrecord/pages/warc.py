"""Crawl archives: every response that is a page becomes one; what is damaged is named, what is no page is counted."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from onrecord.errors import UnreadableInputError
from onrecord.pages.digests import is_spoilt
from onrecord.pages.frames import LONGEST_HEAD, Frame, Gap, frames
from onrecord.pages.html import split_html
from onrecord.pages.limits import Limits, timed
from onrecord.pages.published import from_url
from onrecord.pages.split import split
from onrecord.pages.text import text_page
from onrecord.pages.unpacked import payload_of, unchunked
from onrecord.records import SplitPage, Unread

WANTED = re.compile(rb"^warc-type[ \t]*:[ \t]*(?:response|resource)\b", re.IGNORECASE | re.MULTILINE)
"""Kinds of record that may hold a page; requests, notes of the crawler and repeats never do."""
HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
TEXT_TYPES = frozenset({"text/plain"})
_TYPE = re.compile(rb"^warc-type[ \t]*:[ \t]*([\w-]{1,30})", re.IGNORECASE | re.MULTILINE)
_ADDRESS = re.compile(rb"^warc-target-uri[ \t]*:[ \t]*<?([^\s<>]{1,4000})", re.IGNORECASE | re.MULTILINE)
_CHARSET = re.compile(r""";\s*charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_AGAIN = "Get the archive again from where it came from; what is whole in it has been read."


@dataclass(frozen=True, slots=True)
class _Capture:
    """One record's page, unpacked."""

    address: str | None
    captured: str | None
    media_type: str
    charset: str | None
    """The encoding that the server named."""
    payload: bytes


class _NoPageError(Exception):
    """A sound record that holds no page; the message says what it holds."""


def split_archive(
    file: BinaryIO, name: str, *, origin: str | None = None, published: str | None = None, limits: Limits
) -> Iterator[SplitPage | Unread]:
    """One split page a response, as they come. Damaged stretches are Unread with the byte where they begin.

    Records that are sound but no pages (pictures, redirects, error pages) are counted in one last item.
    """
    passed: Counter[str] = Counter()
    seen: set[str] = set()
    given = _Given(name, origin, published, limits)
    found = False
    for frame in frames(file, limits, WANTED):
        found = True
        try:
            yield _page(_capture(frame, name, limits), frame.at, seen, given)
        except _NoPageError as kind:
            passed[str(kind)] += 1
        except UnreadableInputError as error:
            yield Unread(name, str(error), origin=origin, member=error.member)
    if not found:
        raise UnreadableInputError(name, "it is empty", "Give an archive with records in it.")
    if passed:
        yield _passed_over(passed, name, origin)


@dataclass(frozen=True, slots=True)
class _Given:
    """What holds for every page of one archive."""

    name: str
    origin: str | None
    published: str | None
    limits: Limits


def _passed_over(passed: Counter[str], name: str, origin: str | None) -> Unread:
    kinds = sorted(passed.items(), key=lambda one: (-one[1], one[0]))
    listed = ", ".join(f"{count} {kind}" for kind, count in kinds[:12])
    more = sum(count for _, count in kinds[12:])
    listed += f", {more} of other kinds" if more else ""
    total = passed.total()
    plural = "s that are no pages were" if total > 1 else " that is no page was"
    return Unread(name, f"{name}: {total} record{plural} passed over: {listed}.", origin=origin, passed_over=total)


def _address(head: bytes) -> str | None:
    found = _ADDRESS.search(head)
    return found[1].decode("utf-8", "replace") if found else None


@dataclass(frozen=True, slots=True)
class _Place:
    """Which record of which archive, for what is said of it."""

    name: str
    member: str
    address: str | None
    limits: Limits

    def fail(self, cause: str, step: str = _AGAIN) -> UnreadableInputError:
        """The error that names the record."""
        return UnreadableInputError(self.name, cause, step, member=self.member)


def _capture(frame: Frame | Gap, name: str, limits: Limits) -> _Capture:
    """The page that a record holds. Raises _NoPageError where it holds none, UnreadableInputError where it is spoilt."""
    address = _address(frame.head)
    place = _Place(name, _member(frame.at, address), address, limits)
    if isinstance(frame, Gap):
        raise place.fail(frame.cause)
    if not WANTED.search(frame.head):
        found = _TYPE.search(frame.head)
        raise _NoPageError(f"{found[1].decode().lower()} records" if found else "records without a type")
    if frame.block is None:
        cause = f"it is larger than {limits.page_bytes:,} bytes, the most that one page may have"
        raise place.fail(cause, "Save its text as .txt and read that.")
    try:
        whole = io.BytesIO(frame.head + frame.block)
        record = next(
            iter(
                ArchiveIterator(
                    whole, parse_http=False, stream_detect=False, quirks_mode=True, max_header_len=LONGEST_HEAD
                )
            )
        )
        if record.record_type == WarcRecordType.resource:
            _refuse_spoilt(record, frame.block, place)
            declared, payload = record.headers.get("Content-Type"), frame.block
        else:
            declared, payload = _response(record, frame.block, place)
        kind = _media_type(declared, payload)
        return _Capture(address, record.headers.get("WARC-Date"), kind, _charset(declared), payload)
    except (OSError, ValueError, StopIteration) as error:
        raise place.fail(f"its header is damaged ({error})") from error


def _member(at: str, address: str | None) -> str:
    return f"record at byte {at}" + (f" ({address[:200]})" if address else "")


def _response(record: WarcRecord, block: bytes, place: _Place) -> tuple[str, bytes]:
    """What the server says of a response's type, and its page."""
    if not block.startswith(b"HTTP/"):
        scheme = (place.address or "").partition(":")[0]
        raise _NoPageError(f"responses of {scheme[:20] or 'no'} protocol")
    record.is_http = True  # whatever the record calls its type: it begins as a response does
    record.parse_http(auto_decode="none", quirks_mode=True, max_header_len=LONGEST_HEAD)
    headers = record.http_headers
    if headers is None:
        raise ValueError("no status line")
    body = record.reader.read()
    _refuse_spoilt(record, body, place)
    if headers.status_code != 200:
        raise _NoPageError(f"with HTTP status {headers.status_code or 'unknown'}")
    declared = (headers.get("Content-Type") or "").strip()
    if declared:
        _media_type(declared, b"")  # what is no page need not be unpacked
    payload = payload_of(
        body,
        transfer=headers.get("Transfer-Encoding"),
        content=headers.get("Content-Encoding"),
        name=place.name,
        limits=place.limits,
        member=place.member,
    )
    return declared, payload


def _refuse_spoilt(record: WarcRecord, body: bytes, place: _Place) -> None:
    """By the payload's checksum, where the block has none of its own: that one is looked at when the file is cut."""
    digest = None if record.headers.get("WARC-Block-Digest") else record.headers.get("WARC-Payload-Digest")
    # some crawlers sum the body up as it was sent, others after putting its chunks together
    if is_spoilt(digest, body) and is_spoilt(digest, _joined(body)):
        raise place.fail("its bytes do not fit its checksum")


def _joined(body: bytes) -> bytes:
    try:
        return unchunked(body)
    except ValueError:
        return body


def _media_type(declared: str | None, payload: bytes) -> str:
    """text/html or text/plain. Raises _NoPageError for every other type."""
    named = (declared or "").split(";")[0].strip().lower()
    if named in HTML_TYPES:
        return "text/html"
    if named in TEXT_TYPES:
        return "text/plain"
    if named:
        raise _NoPageError(f"of type {named[:60]}")
    head = payload[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return "text/html"
    raise _NoPageError("without a type")


def _charset(declared: str | None) -> str | None:
    found = _CHARSET.search(declared or "")
    return found[1] if found else None


def _page(capture: _Capture, at: str, seen: set[str], given: _Given) -> SplitPage:
    """The capture as a page that is called by its address; later captures of one address are told apart by their byte."""
    address = capture.address or f"{given.name}#{at}"
    name = f"{address} @{at}" if address in seen else address
    seen.add(address)
    origin = f"{given.origin or given.name}#{at}"
    member = _member(at, capture.address)
    try:
        with timed(given.name, given.limits, member=member):
            if capture.media_type == "text/html":
                found = split_html(
                    capture.payload,
                    name,
                    origin=origin,
                    published=given.published,
                    limits=given.limits,
                    charset=capture.charset,
                )
            else:
                plain = text_page(capture.payload, name, origin=origin, limits=given.limits, charset=capture.charset)
                found = split(replace(plain, url=capture.address), published=given.published)
    except UnreadableInputError as error:
        raise UnreadableInputError(given.name, error.cause, error.step, member=member) from error
    return _placed(found, capture)


def _placed(found: SplitPage, capture: _Capture) -> SplitPage:
    """The page with what only the archive knows: its address and when it was captured."""
    metadata = replace(found.page.metadata, captured=capture.captured)
    page = replace(found.page, url=capture.address or found.page.url, metadata=metadata)
    dated = from_url(capture.address)
    articles = (replace(one, page=page, published=one.published or dated) for one in found.articles)
    return SplitPage(page, tuple(articles))
