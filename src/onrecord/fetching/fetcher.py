"""Fetching one address: politely, patiently, within limits, and never from a private network unless allowed."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx

from onrecord.errors import UnreadableInputError
from onrecord.fetching.deadline import Deadline
from onrecord.fetching.exchange import Exchange, FetchError, Settings
from onrecord.fetching.robots import LARGEST, Robots
from onrecord.fetching.transport import JudgedTransport
from onrecord.pages.limits import Limits
from onrecord.pages.unpacked import payload_of

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PASSING = frozenset({429, 500, 502, 503, 504})
"""Statuses that may be others soon."""
_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"
)


class _PassingError(Exception):
    """What may work the next time; the message is the cause."""

    def __init__(self, cause: str, wait: float | None = None) -> None:
        super().__init__(cause)
        self.wait = wait


class Fetcher:
    """Fetches addresses one after another. Use it as a context manager."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._client = httpx.Client(
            transport=JudgedTransport(settings.allow_private),
            timeout=httpx.Timeout(settings.silence),
            follow_redirects=False,
            trust_env=False,
            headers={"User-Agent": settings.agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip"},
        )
        self._robots = Robots(self._rules)
        self._last: dict[str, float] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Iterator[Exchange]:
        """The answers on the way to a page, redirects first; the last one is the page's.

        Args:
            url: what to fetch.
            etag: of the copy that is there already: it is not sent again if it has not changed (304).
            modified: the same copy's ``Last-Modified``.

        Raises:
            FetchError: it may not be fetched, or could not be.

        """
        known = (("If-None-Match", etag), ("If-Modified-Since", modified))
        headers = {name: value for name, value in known if value}
        first = url
        for _ in range(self.settings.redirects + 1):
            delay = self._robots.delay(_checked(url))
            answer = self._patiently(url, headers, self.settings.answer_bytes, delay)
            yield answer
            onward = answer.header("Location")
            if answer.status not in REDIRECTS or not onward:
                return
            url = urljoin(url, onward)
        raise FetchError(first, f"it leads on more than {self.settings.redirects} times", "Give the last address.")

    def _rules(self, url: str) -> Exchange:
        """A site's robots.txt, by way of redirects; nothing lets or forbids us to read it."""
        for _ in range(6):
            answer = self._patiently(_checked(url), {}, LARGEST, 0)
            onward = answer.header("Location")
            if answer.status not in REDIRECTS or not onward:
                break
            url = urljoin(url, onward)
        return _unpacked(answer)

    def _patiently(self, url: str, headers: dict[str, str], most: int, delay: float) -> Exchange:
        """Try again what may pass, waiting longer each time, or as long as the server asks."""
        settings = self.settings
        for attempt in range(1, settings.attempts + 1):
            self._wait_for_turn(url, delay)
            try:
                return self._once(url, headers, most)
            except _PassingError as passing:
                wait = settings.backoff * 2 ** (attempt - 1) if passing.wait is None else passing.wait
                if attempt == settings.attempts:
                    cause = f"{passing}, in each of {attempt} attempts"
                    raise FetchError(url, cause, "Try again later.") from passing
                if wait > settings.longest_wait:
                    raise FetchError(
                        url, f"{passing}, and it asks to wait {wait:.0f} seconds", "Try later."
                    ) from passing
                time.sleep(wait)
        raise FetchError(url, "no attempt was allowed", "Allow one.")

    def _wait_for_turn(self, url: str, delay: float) -> None:
        settings, host = self.settings, urlsplit(url).netloc.lower()
        pause = max(settings.delay, delay)
        if pause > settings.longest_delay:
            raise FetchError(url, f"its site wants {pause:.0f} seconds between two requests", "Save the page by hand.")
        left = self._last.get(host, float("-inf")) + pause - time.monotonic()
        if left > 0:
            time.sleep(left)
        self._last[host] = time.monotonic()

    def _once(self, url: str, headers: dict[str, str], most: int) -> Exchange:
        self._client.cookies.clear()
        deadline = Deadline(self.settings.total)
        try:
            with (
                deadline,
                self._client.stream("GET", url, headers=headers, extensions={"trace": deadline.watch}) as answer,
            ):
                body = _body(url, answer, most)
                status = answer.status_code
                if status in PASSING:
                    raise _PassingError(f"its server says {status}", _asked_wait(answer.headers.get("Retry-After")))
                return _exchange(url, answer, body)
        except httpx.TransportError as cause:
            raise self._failed(url, cause, deadline) from cause
        except (httpx.InvalidURL, UnicodeError) as cause:
            raise FetchError(url, f"it is no address ({cause})", "Check the address.") from cause
        finally:
            self._last[urlsplit(url).netloc.lower()] = time.monotonic()

    def _failed(self, url: str, cause: httpx.TransportError, deadline: Deadline) -> Exception:
        if deadline.passed:
            return FetchError(url, f"its answer took longer than {self.settings.total:g} seconds", "Try again later.")
        if isinstance(cause, httpx.TimeoutException):
            return _PassingError(f"its server was silent for {self.settings.silence:g} seconds")
        if isinstance(cause, httpx.RemoteProtocolError):
            return _PassingError(f"its server broke off the answer ({cause})")
        return _PassingError(f"there was no connection ({cause})")


def _checked(url: str) -> str:
    """The address, if it is one of the web. Raises FetchError."""
    try:
        parts = urlsplit(url)
        fits = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
        secret = "@" in parts.netloc
    except ValueError:
        fits = secret = False
    if not fits:
        raise FetchError(url, "it is no http or https address", "Check the address.")
    if secret:
        # archives are handed on, and the address with them
        raise FetchError(parts.hostname or "", "its address holds a name or a password", "Leave them out.")
    return url


def _body(url: str, answer: httpx.Response, most: int) -> bytes:
    """The body as sent, and never more of it held than is allowed."""
    pieces, size = [], 0
    for piece in answer.iter_raw():
        pieces.append(piece)
        size += len(piece)
        if size > most:
            raise FetchError(url, f"its answer is larger than {most:,} bytes", "Save the page by hand.")
    return b"".join(pieces)


def _exchange(url: str, answer: httpx.Response, body: bytes) -> Exchange:
    return Exchange(
        url=url,
        target=answer.request.url.raw_path.decode("ascii", "replace"),
        asked=tuple((key.decode("latin-1"), value.decode("latin-1")) for key, value in answer.request.headers.raw),
        address=str(answer.request.extensions.get("address", "")),
        at=datetime.now(UTC),
        status=answer.status_code,
        reason=answer.reason_phrase,
        headers=tuple((key.decode("latin-1"), value.decode("latin-1")) for key, value in answer.headers.raw),
        body=body,
    )


def _unpacked(answer: Exchange) -> Exchange:
    try:
        body = payload_of(
            answer.body, transfer=None, content=answer.header("Content-Encoding"), name=answer.url, limits=Limits()
        )
    except UnreadableInputError as cause:
        raise FetchError(answer.url, cause.cause, cause.step) from cause
    return replace(answer, body=body)


def _asked_wait(words: str | None) -> float | None:
    """Seconds, from a number of them or from a date."""
    if not words:
        return None
    if words.strip().isdigit():
        return float(words.strip()[:9])
    try:
        then = parsedate_to_datetime(words)
    except (ValueError, TypeError):
        return None
    return max(0.0, (then - datetime.now(then.tzinfo)).total_seconds())
