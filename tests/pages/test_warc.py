import gzip
import io
import random
import re
import subprocess
import sys
import textwrap
import zlib

import brotli
import pytest
from fastwarc.stream_io import ZstdWriter

from onrecord.pages import Limits, find_inputs, read_input
from onrecord.records import SplitPage, Unread
from tests.pages.archives import http, packed, page_record, record, story


def read(tmp_path, raw, name="crawl.warc", **settings):
    path = tmp_path / name
    path.write_bytes(raw)
    return list(read_input(find_inputs([str(path)])[0], **settings))


def pages(items):
    return [item.page for item in items if isinstance(item, SplitPage)]


def failures(items):
    return [item for item in items if isinstance(item, Unread) and not item.passed_over]


def numbers(items):
    return [int(page.url.rpartition("/")[2]) for page in pages(items)]


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_a_response_is_a_page_with_its_address_and_when_it_was_captured(tmp_path, name):
    whole = [page_record(1), page_record(2)]
    first, second = read(tmp_path, packed(*whole) if name.endswith("gz") else b"".join(whole), name)
    page = first.page
    assert (page.name, page.url, page.media_type) == ("https://example.org/1", "https://example.org/1", "text/html")
    assert page.metadata.captured == "1999-12-31T10:00:00Z"
    assert page.origin == f"{tmp_path / name}#0"
    assert second.page.name == "https://example.org/2"
    [article] = first.articles
    assert article.page is page
    assert article.words(article.headline) == "Talks on bridge 1 go on"
    assert len(article.paragraphs) == 8
    assert article.published is None, "the day of capture is not the day of publication"


@pytest.mark.parametrize(
    "kind", ["text/html; charset=windows-1251", 'text/html;Charset="Windows-1251"', "text/plain; charset=windows-1251"]
)
def test_the_encoding_may_be_named_by_the_server_alone(tmp_path, kind):
    words = "Ћирилица: љубав, џем."  # letters that other encodings of the same bytes do not have
    body = words if kind.startswith("text/plain") else f"<html><body><p>{words}</p></body></html>"
    [found] = read(tmp_path, record(http(body.encode("cp1251"), kind=kind)))
    assert found.page.text == words
    assert found.page.source.encoding == "cp1251"


def test_an_encoding_that_is_none_is_passed_over(tmp_path):
    [found] = read(tmp_path, record(http(story("canal"), kind="text/html; charset=none-such")))
    assert found.page.text.startswith("Talks on canal go on")


def test_a_page_of_an_archive_reads_as_the_same_page_saved(tmp_path):
    (tmp_path / "a.html").write_bytes(story("canal"))
    [saved] = read_input(find_inputs([str(tmp_path / "a.html")])[0])
    [kept] = read(tmp_path, record(http(story("canal"))))
    assert (kept.page.sha256, kept.page.text) == (saved.page.sha256, saved.page.text)
    assert [a.id for a in kept.articles] == [a.id for a in saved.articles]


def chunked(body):
    return b"".join(b"%x;x=y\r\n%s\r\n" % (len(p), p) for p in (body[:100], body[100:])) + b"0\r\n\r\n"


def zstd(body):
    out = io.BytesIO()
    writer = ZstdWriter(out)
    writer.write(body)
    writer.close()
    return out.getvalue()


@pytest.mark.parametrize(
    ("pack", "headers"),
    [
        (chunked, ["Transfer-Encoding: chunked"]),
        (gzip.compress, ["Content-Encoding: gzip"]),
        (gzip.compress, ["content-encoding: x-gzip"]),
        (zlib.compress, ["Content-Encoding: deflate"]),
        (lambda body: zlib.compress(body)[2:-4], ["Content-Encoding: deflate"]),
        (brotli.compress, ["Content-Encoding: br"]),
        (zstd, ["Content-Encoding: zstd"]),
        (lambda body: chunked(gzip.compress(body)), ["Transfer-Encoding: chunked", "Content-Encoding: gzip"]),
        (lambda body: body, ["Transfer-Encoding: chunked", "Content-Encoding: gzip"]),
        (lambda body: body, ["Content-Encoding: br"]),
        (lambda body: gzip.compress(brotli.compress(body)), ["Content-Encoding: br, gzip"]),
    ],
    ids=["chunked", "gzip", "x-gzip", "deflate", "raw deflate", "br", "zstd", "both", "undone", "undone br", "two"],
)
def test_bodies_are_unpacked(tmp_path, pack, headers):
    [found] = read(tmp_path, record(http(pack(story("locks")), *headers)))
    assert found.page.text.startswith("Talks on locks go on\n")


@pytest.mark.parametrize(
    ("body", "headers", "cause"),
    [
        (gzip.compress(story("x"))[:-20], ["Content-Encoding: gzip"], "damaged"),
        (brotli.compress(story("x"))[:-9], ["Content-Encoding: br"], "damaged"),
        (chunked(story("x"))[:150], ["Transfer-Encoding: chunked"], "cut short"),
        (b"abc", ["Content-Encoding: rot13"], "not known"),
        (b"", [], "empty"),
        (bytes(range(256)) * 9, [], "not text"),
    ],
)
def test_a_body_that_cannot_be_unpacked_is_named_with_its_address(tmp_path, body, headers, cause):
    bad, good = read(tmp_path, record(http(body, *headers), "https://example.org/bad") + page_record(2))
    assert cause in bad.reason
    assert "https://example.org/bad" in bad.reason
    assert bad.member.startswith("record at byte 0 ")
    assert good.page.url == "https://example.org/2"


def test_what_is_no_page_is_counted_and_no_failure(tmp_path):
    whole = [
        record(b"software: a crawler\r\n", "", kind="warcinfo", Content_Type="application/warc-fields"),
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        record(http(b"", "Location: /b", status="301 Moved")),
        record(http(b"gone", status="404 Not Found")),
        record(http(b"\x89PNG....", kind="image/png"), "https://example.org/a.png"),
        record(http(b"\x89PNG....", kind="image/png"), "https://example.org/b.png"),
        record(b"199.7.83.42", "dns:example.org", Content_Type="text/dns"),
        page_record(7),
    ]
    page, rest = read(tmp_path, packed(*whole), "a.warc.gz")
    assert page.page.url == "https://example.org/7"
    assert rest.passed_over == 7
    assert rest.reason == (
        "a.warc.gz: 7 records that are no pages were passed over: 2 of type image/png, 1 request records, "
        "1 responses of dns protocol, 1 warcinfo records, 1 with HTTP status 301, 1 with HTTP status 404."
    )


def test_plain_text_and_resources_are_pages_too(tmp_path):
    text = b"Talks Go On\n\nThe delegates met on Monday, a spokesman said.\n"
    first, second, third = read(
        tmp_path,
        record(http(text, kind="text/plain"), "https://example.org/t.txt")
        + record(story("dam"), "file:///dam.html", kind="resource", Content_Type="text/html")
        + record(http(story("weir"), kind=None), "https://example.org/untyped"),
    )
    assert (first.page.media_type, first.page.text, first.page.url) == (
        "text/plain",
        text.decode(),
        "https://example.org/t.txt",
    )
    assert second.page.text.startswith("Talks on dam")
    assert third.page.text.startswith("Talks on weir")


def test_two_captures_of_an_address_are_told_apart(tmp_path):
    one, two = (record(http(story(topic))) for topic in ("first", "second"))
    names = [page.name for page in pages(read(tmp_path, one + two))]
    assert names == ["https://example.org/a", f"https://example.org/a @{len(one)}"]


def test_the_day_in_the_address_is_used_where_the_page_has_none(tmp_path):
    [page] = read(tmp_path, record(http(story("dam")), "https://example.org/1989/11/10/dam"))
    published = page.articles[0].published
    assert (published.value, published.basis) == ("1989-11-10", "url")


@pytest.fixture(scope="module")
def hundred():
    return [page_record(k, 4 + k % 7) for k in range(100)]


def test_zeros_in_the_middle_of_a_packed_archive_cost_only_what_they_cover(tmp_path, hundred):
    whole = [packed(one) for one in hundred]
    starts = [sum(map(len, whole[:k])) for k in range(101)]
    at = starts[40] + 50
    raw = bytearray(b"".join(whole))
    raw[at : at + 4096] = bytes(4096)
    lost = [k for k in range(100) if starts[k] < at + 4096 and starts[k + 1] > at]
    items = read(tmp_path, bytes(raw), "a.warc.gz")
    assert numbers(items) == [k for k in range(100) if k not in lost]
    listed = failures(items)
    assert listed
    assert f"record at byte {starts[40]}" in listed[0].member
    assert all("damaged" in one.reason or "cut short" in one.reason for one in listed)


def test_zeros_in_the_middle_of_a_plain_archive_cost_only_what_they_cover(tmp_path, hundred):
    starts = [sum(map(len, hundred[:k])) for k in range(101)]
    for at in (starts[40] + 50, starts[40] + 600, starts[40] - 10, starts[40]):
        raw = bytearray(b"".join(hundred))
        raw[at : at + 4096] = bytes(4096)
        lost = [k for k in range(100) if starts[k] < at + 4096 and starts[k + 1] - 4 > at]
        items = read(tmp_path, bytes(raw))
        assert numbers(items) == [k for k in range(100) if k not in lost], at
        assert failures(items)


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_record_cut_short_hides_none_of_those_after_it(tmp_path, hundred, name):
    whole = [packed(one) if name.endswith("gz") else one for one in hundred[:10]]
    for kept in (1, 12, 40, len(whole[4]) // 2, len(whole[4]) - 5):
        cut = [*whole[:4], whole[4][:kept], *whole[5:]]
        items = read(tmp_path, b"".join(cut), name)
        assert numbers(items) == [0, 1, 2, 3, 5, 6, 7, 8, 9], kept
        assert len(failures(items)) == 1, kept


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_an_archive_cut_at_its_end_gives_what_is_whole(tmp_path, hundred, name):
    whole = [packed(one) if name.endswith("gz") else one for one in hundred[:5]]
    items = read(tmp_path, b"".join(whole)[: -len(whole[4]) // 2], name)
    assert numbers(items) == [0, 1, 2, 3]
    [cut] = failures(items)
    assert "cut short" in cut.reason
    assert "https://example.org/4" in cut.reason


def test_garbage_between_and_before_records_is_passed(tmp_path, hundred):
    junk = random.Random(1).randbytes(70_000)
    assert numbers(read(tmp_path, junk + hundred[0] + junk + hundred[1] + b"\r\n\r\n\r\n" + hundred[2])) == [0, 1, 2]
    members = [packed(one) for one in hundred[:3]]
    items = read(tmp_path, members[0] + junk + members[1] + b"\0" * 512 + members[2], "a.warc.gz")
    assert numbers(items) == [0, 1, 2]


def test_a_false_length_hides_no_record(tmp_path, hundred):
    lying = [re.sub(rb"Content-Length: \d+", b"Content-Length: " + n, hundred[3]) for n in (b"5", b"4000", b"9" * 18)]
    for bad in lying:
        assert numbers(read(tmp_path, hundred[2] + bad + hundred[4] + hundred[5])) == [2, 4, 5]
        assert numbers(read(tmp_path, packed(hundred[2], bad, hundred[4]), "a.warc.gz")) == [2, 4]


def test_all_records_in_one_member(tmp_path, hundred):
    raw = gzip.compress(b"".join(hundred[:20]))
    items = read(tmp_path, raw, "a.warc.gz")
    assert numbers(items) == list(range(20))
    assert len({page.origin for page in pages(items)}) == 20
    assert numbers(read(tmp_path, raw[: len(raw) // 2], "a.warc.gz"))[:3] == [0, 1, 2]


def test_records_across_members(tmp_path, hundred):
    raw = b"".join(hundred[:20])
    blocks = b"".join(gzip.compress(raw[k : k + 777]) for k in range(0, len(raw), 777))
    items = read(tmp_path, blocks, "a.warc.gz")
    assert numbers(items) == list(range(20))
    places = [[int(n) for n in page.origin.rpartition("#")[2].split("+")] for page in pages(items)]
    assert places == sorted(places)
    assert len({page.origin for page in pages(items)}) == 20
    assert all(inner >= 0 for _, *rest in places for inner in rest)


def test_a_checksum_that_does_not_fit_is_damage(tmp_path):
    block = http(story("sluice"))
    for wrong in (
        {"WARC_Block_Digest": "sha1:" + "A" * 32},
        {"WARC_Block_Digest": "", "WARC_Payload_Digest": "md5:" + "0" * 32},
    ):
        bad, good = read(tmp_path, record(block, **wrong) + page_record(2))
        assert "checksum" in bad.reason
        assert good.page.url.endswith("/2")
    for strange in ("sha1:short", "crc32:abc", "sha1:", "none", "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBY!"):
        assert pages(read(tmp_path, record(block, WARC_Block_Digest=strange)))


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "md5"])
def test_payload_checksums_of_sent_and_of_joined_bodies_hold(tmp_path, algorithm):
    import hashlib

    body = chunked(story("quay"))
    for summed in (body, story("quay")):
        digest = f"{algorithm}:{hashlib.new(algorithm, summed).hexdigest()}"
        block = http(body, "Transfer-Encoding: chunked")
        assert pages(read(tmp_path, record(block, WARC_Block_Digest="", WARC_Payload_Digest=digest)))


def test_bombs_are_stopped(tmp_path, hundred):
    limits = Limits(page_bytes=1_000_000)
    zeros = gzip.compress(bytes(50_000_000))
    claim = re.sub(rb"Content-Length: \d+", b"Content-Length: 50000000", hundred[1])
    member = gzip.compress(claim + bytes(50_000_000))
    body = record(http(zeros, "Content-Encoding: gzip"), "https://example.org/bomb")
    ordinary = record(http(random.Random(5).randbytes(1_000_000).hex().encode()), "https://example.org/large")
    items = read(tmp_path, packed(hundred[0]) + member + packed(body, ordinary, hundred[2]), "a.warc.gz", limits=limits)
    assert numbers(items) == [0, 2]
    reasons = [one.reason for one in failures(items)]
    assert "unpacks to more than 100 times its size" in reasons[0]
    assert "unpacks to more than 1,000,000 bytes" in reasons[1]
    assert "larger than 1,000,000 bytes" in reasons[2]


def test_a_large_picture_is_passed_over_however_large(tmp_path, hundred):
    picture = record(http(random.Random(2).randbytes(3_000_000), kind="image/jpeg"), "https://example.org/p.jpg")
    items = read(tmp_path, packed(picture, hundred[1]), "a.warc.gz", limits=Limits(page_bytes=100_000))
    assert numbers(items) == [1]


@pytest.mark.parametrize(
    "block",
    [
        b"HTTP/2 200\r\nContent-Type: text/html\r\n\r\n",
        b"HTTP/1.0 200 OK\nContent-Type: text/html\n\n",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-type:TEXT/HTML;x\r\nno header\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\xff\xe9\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX: " + b"y" * 40_000 + b"\r\n\r\n",
    ],
)
def test_headers_as_servers_really_send_them(tmp_path, block):
    [page] = read(tmp_path, record(block + story("dam")))
    assert page.page.text.startswith("Talks on dam")


@pytest.mark.parametrize("content_type", ["", "text/html", "application/http;msgtype=response"])
def test_a_response_is_known_by_how_it_begins(tmp_path, content_type):
    assert pages(read(tmp_path, record(http(story("dam")), Content_Type=content_type)))


def test_archives_with_bare_line_feeds(tmp_path, hundred):
    loose = [one.replace(b"\r\n", b"\n", one.partition(b"\r\n\r\n")[0].count(b"\r\n") + 2) for one in hundred[:3]]
    assert numbers(read(tmp_path, b"".join(one[:-4] + b"\n\n" for one in loose))) == [0, 1, 2]


@pytest.mark.parametrize("raw", [b"", b"\r\n\r\n", gzip.compress(b"")])
def test_an_empty_archive_says_so(tmp_path, raw):
    [found] = read(tmp_path, raw)
    assert "is empty" in found.reason


@pytest.mark.parametrize("raw", [b"hello", gzip.compress(b"hello there, this is no archive"), b"\x1f\x8b\x08"])
def test_no_archive_at_all_is_named(tmp_path, raw):
    [found] = read(tmp_path, raw)
    assert isinstance(found, Unread)
    assert found.reason.startswith("could not read crawl.warc, record at byte 0: ")


def test_an_archive_may_come_from_standard_input(hundred):
    code = "from onrecord.pages import *\nfor p in read_input(find_inputs(['-'])[0]): print(p.page.url)"
    for raw in (packed(*hundred[:3]), b"".join(hundred[:3])):
        done = subprocess.run([sys.executable, "-c", code], input=raw, capture_output=True, check=True)
        assert done.stdout.split() == [f"https://example.org/{k}".encode() for k in range(3)]


# Where the alarm goes off inside a test library's own callback it is swallowed with a warning there, and goes off again.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_page_that_takes_too_long_is_given_up(tmp_path):
    slow, good = read(
        tmp_path,
        record(http(story("dam", 3000)), "https://example.org/slow") + page_record(1),
        limits=Limits(seconds=0.01),
    )
    assert "0.01 seconds of processor time" in slow.reason
    assert isinstance(good, SplitPage | Unread)


@pytest.mark.slow
def test_memory_stays_flat_over_a_large_archive(tmp_path):
    """300 MB: pictures and pages, and three times as much memory would be no surprise if any of it were kept."""
    noise = random.Random(3)
    with (tmp_path / "large.warc").open("wb") as file:
        for k in range(290):
            file.write(record(http(noise.randbytes(1_000_000), kind="image/jpeg"), f"https://example.org/{k}.jpg"))
            file.write(page_record(k, 200))
    code = textwrap.dedent(f"""
        import resource
        from onrecord.pages import find_inputs, read_input
        peaks = []
        for k, item in enumerate(read_input(find_inputs([{str(tmp_path / "large.warc")!r}])[0])):
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        print(len(peaks), peaks[50], peaks[-1])
    """)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    count, early, late = map(int, done.stdout.split())
    assert count == 291
    assert late - early < 30_000, "kilobytes"
