"""Run one target under atheris: ``python -m tests.fuzz warc -max_total_time=60``. Options are libFuzzer's own.

Findings are written beside as ``crash-…``, ``timeout-…`` or ``oom-…``; mended ones go to ``tests/fuzz/findings/TARGET-NAME``,
where the test suite tries them again for good.
"""

import gzip
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["onrecord.pages", "onrecord.exports"]):
    from tests.fuzz.targets import SUFFIXES, TARGETS

from onrecord.samples import folder
from tests.pages.archives import http, packed, page_record, record, story
from tests.pages.test_feeds import ATOM, RSS


def seeds(target: str) -> list[bytes]:
    """Sound inputs to begin from."""
    pages = [path.read_bytes() for path in sorted(folder().iterdir())]
    whole = [page_record(1), page_record(2, 2), record(http(gzip.compress(story("x")), "Content-Encoding: gzip"))]
    archives = [b"".join(whole), packed(*whole), gzip.compress(b"".join(whole))]
    feeds = [RSS.encode(), ATOM.encode()]
    lines = b'{"id": "1", "text": "One."}\n{"id": "2", "text": "Two."}\n'
    bodies = [b"\x01\x00" + b"5\r\nhello\r\n0\r\n\r\n", b"\x00\x01" + gzip.compress(b"hello" * 99)]
    if target == "bytes":
        kinds = [*pages, *archives, *feeds, lines, gzip.compress(lines)]
        return [bytes([k]) + one for k in range(len(SUFFIXES)) for one in kinds]
    kinds = {"html": pages, "warc": archives, "frames": archives, "feed": feeds, "entries": feeds, "body": bodies}
    return kinds[target]


def main() -> None:
    """Fuzz until the time is over or something is found."""
    target = sys.argv[1]
    with tempfile.TemporaryDirectory() as corpus:
        for k, seed in enumerate(seeds(target)):
            (Path(corpus) / f"seed-{k}").write_bytes(seed)
        options = ["-timeout=30", "-rss_limit_mb=2048", "-max_len=20000", *sys.argv[2:]]
        atheris.Setup([sys.argv[0], *options, corpus], TARGETS[target])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
