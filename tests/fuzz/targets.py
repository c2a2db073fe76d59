"""What is fuzzed: each way from bytes to pages. A target may raise nothing, and what it gives must hold."""

import io
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from onrecord.errors import UnreadableInputError
from onrecord.exports.marked_page import listed_html, marked_html
from onrecord.pages import Limits, fates_of, find_inputs, read_input
from onrecord.pages.feeds import read_feed, split_feed
from onrecord.pages.frames import Frame, frames
from onrecord.pages.html import split_html
from onrecord.pages.unpacked import GZIP, payload_of
from onrecord.pages.warc import WANTED, split_archive
from onrecord.records import SplitPage, Unread

LIMITS = Limits(page_bytes=1 << 20, lines=20_000, elements=20_000, entries=200, seconds=20)
SUFFIXES = [".html", ".txt", ".jsonl", ".warc", ".warc.gz", ".xml", ".html.gz", ".jsonl.gz", ""]


def check(items: Iterable[SplitPage | Unread]) -> int:
    """Spans lie inside the text and cut out words; reasons say what to do. The number of items."""
    count = 0
    for item in items:
        count += 1
        if isinstance(item, Unread):
            assert item.passed_over or item.reason.startswith("could not read "), item.reason
            assert item.reason.endswith("."), item.reason
            continue
        text = item.page.text
        assert len(item.page.sha256) == 64
        for fate in fates_of(item):
            assert 0 <= fate.span.start < fate.span.end <= len(text)
        for article in item.articles:
            assert article.page is item.page
            assert 0 <= article.extent.start <= article.extent.end <= len(text)
    return count


def tolerant(make: Callable[[], Iterable[SplitPage | Unread]]) -> None:
    """What cannot be read may say so; nothing else may be raised."""
    try:
        check(make())
    except UnreadableInputError as error:
        check([Unread("a", str(error))])


def fuzz_bytes(data: bytes) -> None:
    """A file of any kind: the first byte says which."""
    if not data:
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{SUFFIXES[data[0] % len(SUFFIXES)]}"
        path.write_bytes(data[1:])
        check(read_input(find_inputs([str(path)])[0], limits=LIMITS))


def fuzz_html(data: bytes) -> None:
    """An HTML page, and the same marked in its own look."""

    def read() -> list[SplitPage]:
        page = split_html(data, "a.html", limits=LIMITS)
        marked = marked_html(page, data)
        assert marked.count("<script") == 0
        listed_html([page])
        return [page]

    tolerant(read)


def fuzz_warc(data: bytes) -> None:
    """An archive, packed or not; the same twice."""

    def read() -> list[SplitPage | Unread]:
        return list(split_archive(io.BytesIO(data), "a.warc", limits=LIMITS))

    tolerant(read)


def fuzz_frames(data: bytes) -> None:
    """The cutting of an archive alone, which is much faster: records lie in order, and come out the same twice."""
    found = list(frames(io.BytesIO(data), LIMITS, WANTED))
    assert found == list(frames(io.BytesIO(data), LIMITS, WANTED))
    whole = [one for one in found if isinstance(one, Frame)]
    assert all(one.block is None or len(one.block) == one.size for one in whole)
    assert len({one.at for one in whole}) == len(whole)
    if not data.startswith(GZIP):
        starts = [int(one.at) for one in found]
        assert starts == sorted(starts)
        assert all(data[int(one.at) :].startswith(one.head + (one.block or b"")) for one in whole)


def fuzz_entries(data: bytes) -> None:
    """The entries of a feed, before they are made into pages."""
    try:
        for entry in read_feed(data, "a.xml", LIMITS):
            assert entry.published is None or entry.published[:4].isdigit()
    except UnreadableInputError as error:
        check([Unread("a", str(error))])


def fuzz_feed(data: bytes) -> None:
    """A feed."""
    tolerant(lambda: split_feed(data, "a.xml", limits=LIMITS))


def fuzz_body(data: bytes) -> None:
    """A response's body: the first two bytes say how it is encoded."""
    if len(data) < 2:
        return
    codings = [None, "gzip", "deflate", "br", "zstd", "gzip, br", "x", ""]
    transfer = "chunked" if data[0] % 2 else None
    try:
        body = payload_of(data[2:], transfer=transfer, content=codings[data[1] % len(codings)], name="a", limits=LIMITS)
        assert len(body) <= LIMITS.page_bytes
    except UnreadableInputError as error:
        check([Unread("a", str(error))])


TARGETS: dict[str, Callable[[bytes], None]] = {
    "bytes": fuzz_bytes,
    "html": fuzz_html,
    "warc": fuzz_warc,
    "frames": fuzz_frames,
    "feed": fuzz_feed,
    "entries": fuzz_entries,
    "body": fuzz_body,
}
