"""A bounded run in the test suite: sound inputs with damage of the kinds that files really suffer, for some seconds."""

import gzip

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.samples import folder
from tests.fuzz.targets import SUFFIXES, TARGETS
from tests.pages.archives import http, packed, page_record, record, story
from tests.pages.test_feeds import ATOM, RSS

WHOLE = [
    page_record(1, 2),
    record(http(gzip.compress(story("x", 2)), "Content-Encoding: gzip")),
    record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
    page_record(2, 1),
]
HTML = [story("dam", 2), (folder() / "08-camp-david.html").read_bytes()]
ARCHIVES = [b"".join(WHOLE), packed(*WHOLE), gzip.compress(b"".join(WHOLE), mtime=0)]
FEEDS = [RSS.encode(), ATOM.encode()]
SOUND = {
    "bytes": [
        bytes([k]) + one
        for k in range(len(SUFFIXES))
        for one in (*HTML, RSS.encode(), packed(*WHOLE), b'{"text": "One."}\n')
    ],
    "html": HTML,
    "warc": ARCHIVES,
    "frames": ARCHIVES,
    "feed": FEEDS,
    "entries": FEEDS,
    "body": [b"\1\0" + b"5\r\nhello\r\n0\r\n\r\n", b"\0\1" + gzip.compress(b"hello" * 99, mtime=0)],
}
TOKENS = [
    b"",
    b"\0" * 600,
    b"\r\n\r\n",
    b"WARC/1.0\r\n",
    b"Content-Length: 99999999999\r\n",
    b"\x1f\x8b\x08",
    b"<div>" * 40,
    b"]]>",
    b"&x;",
    b"\xff\xfe",
    b"0\r\n",
]


@st.composite
def damaged(draw, target):
    """A sound input in which stretches are cut out, doubled, zeroed or written over."""
    data = bytearray(draw(st.sampled_from(SOUND[target])))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(data)))
        end = min(len(data), at + draw(st.integers(0, 300)))
        data[at:end] = draw(
            st.one_of(st.binary(max_size=40), st.sampled_from(TOKENS), st.just(bytes(data[at:end]) * 2))
        )
    return bytes(data)


@pytest.mark.parametrize("target", list(TARGETS))
def test_damage_is_no_crash(target):
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(damaged(target))
    def run(data):
        TARGETS[target](data)

    run()
