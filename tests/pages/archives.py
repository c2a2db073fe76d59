"""Crawl archives made by hand, for tests: whole ones, and ones that were damaged on purpose."""

import base64
import gzip
import hashlib

SENTENCES = (
    "The delegates met in the old palace on Monday and went on with their talks about the {0} of the river.",
    "A spokesman for the commission said that {0} would be settled before the end of the year.",
    "Farmers from the valley had asked for an answer since the flood, and the engineers gave them one for {0}.",
    "Nobody in the town hall expected the vote on {0} to be close, and it was not.",
)


def story(topic: str, sentences: int = 8) -> bytes:
    """An HTML page with a headline and some paragraphs."""
    body = "".join(f"<p>{SENTENCES[k % 4].format(f'{topic} {k}')}</p>" for k in range(sentences))
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>Talks on {topic} go on</title></head>"
        f"<body><article><h1>Talks on {topic} go on</h1>{body}</article></body></html>"
    ).encode()


def http(body: bytes, *headers: str, status: str = "200 OK", kind: str | None = "text/html; charset=utf-8") -> bytes:
    """A response as it was sent."""
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {kind}"] if kind else []), *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def record(block: bytes, address: str = "https://example.org/a", *, kind: str = "response", **headers: str) -> bytes:
    """One WARC record with the checksum of its block; further headers replace those that it would have."""
    digest = "sha1:" + base64.b32encode(hashlib.sha1(block).digest()).decode()
    lines = {
        "WARC-Type": kind,
        "WARC-Target-URI": address,
        "WARC-Date": "1999-12-31T10:00:00Z",
        "WARC-Record-ID": f"<urn:uuid:{hashlib.md5(address.encode()).hexdigest()}>",
        "WARC-Block-Digest": digest,
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    return b"WARC/1.0\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n"


def page_record(number: int, sentences: int = 8) -> bytes:
    """A response whose address ends in its number."""
    return record(http(story(f"bridge {number}", sentences)), f"https://example.org/{number}")


def packed(*records: bytes) -> bytes:
    """A member a record, as crawlers write them."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)
