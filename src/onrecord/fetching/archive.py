"""The WARC file that everything fetched is written to, one gzip member a record, so that a file cut short loses one."""

import gzip
import io
import os
import uuid
from datetime import UTC, datetime
from pathlib import Path

from fastwarc.warc import WarcRecord, WarcRecordType

from onrecord import __version__
from onrecord.errors import UsageError
from onrecord.fetching.exchange import Exchange

_UNTRUE = frozenset({"transfer-encoding"})
"""Headers that are no longer true of the body as it is kept; crawlers keep them under another name."""


class Archive:
    """Appends to a file; makes it with the first answer, so that a run in which nothing is new leaves none behind."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.saved = 0

    def save(self, exchange: Exchange) -> None:
        """Write the answer and the request that it answers, and have them on the disk before returning.

        Raises:
            UsageError: the file cannot be written.

        """
        whole = b""
        if self.saved == 0 and not (self.path.exists() and self.path.stat().st_size):
            whole += self._packed(_info())
        response = _record(WarcRecordType.response, exchange, _response_block(exchange))
        request = _record(WarcRecordType.request, exchange, _request_block(exchange))
        request.headers["WARC-Concurrent-To"] = response.headers["WARC-Record-ID"]
        whole += self._packed(response) + self._packed(request)
        try:
            with self.path.open("ab") as file:
                file.write(whole)
                file.flush()
                os.fsync(file.fileno())
        except OSError as cause:
            step = "Check its folder, or name another file."
            raise UsageError(f"the archive {self.path} cannot be written: {cause.strerror}. {step}") from cause
        self.saved += 1

    def _packed(self, record: WarcRecord) -> bytes:
        out = io.BytesIO()
        record.write(out, checksum_data=True)
        return gzip.compress(out.getvalue(), mtime=0) if self.path.suffix == ".gz" else out.getvalue()


def _record(kind: WarcRecordType, exchange: Exchange, block: bytes) -> WarcRecord:
    record = WarcRecord()
    record.init_headers(kind, f"<urn:uuid:{uuid.uuid4()}>".encode())
    record.headers["WARC-Target-URI"] = exchange.url
    record.headers["WARC-Date"] = exchange.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    record.headers["WARC-IP-Address"] = exchange.address
    word = "response" if kind == WarcRecordType.response else "request"
    record.headers["Content-Type"] = f"application/http; msgtype={word}"
    record.set_bytes_content(block)
    return record


def _info() -> WarcRecord:
    record = WarcRecord()
    record.init_headers(WarcRecordType.warcinfo, f"<urn:uuid:{uuid.uuid4()}>".encode())
    record.headers["WARC-Date"] = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    record.headers["Content-Type"] = "application/warc-fields"
    record.set_bytes_content(f"software: onrecord/{__version__}\r\nformat: WARC File Format 1.1\r\n".encode())
    return record


def _response_block(exchange: Exchange) -> bytes:
    lines = [f"HTTP/1.1 {exchange.status} {exchange.reason}"]
    for name, value in exchange.headers:
        lines.append(f"{'X-Crawl-' if name.lower() in _UNTRUE else ''}{name}: {value}")
    return _lines(lines) + exchange.body


def _request_block(exchange: Exchange) -> bytes:
    return _lines([f"GET {exchange.target} HTTP/1.1", *(f"{name}: {value}" for name, value in exchange.asked)])


def _lines(lines: list[str]) -> bytes:
    return (
        "\r\n".join(line.replace("\r", " ").replace("\n", " ") for line in lines).encode("latin-1", "replace")
        + b"\r\n\r\n"
    )
