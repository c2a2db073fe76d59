"""One request and its answer, how much one may cost, and what can go wrong with it."""

from dataclasses import dataclass, field
from datetime import datetime

from onrecord import __version__
from onrecord.errors import OnrecordError
from onrecord.pages.limits import DEFAULT_LIMITS

AGENT = "onrecord"
"""The name by which robots.txt may speak of us."""


class FetchError(OnrecordError):
    """An address could not be fetched; the rest of the run goes on."""

    def __init__(self, address: str, cause: str, step: str) -> None:
        super().__init__(f"could not fetch {address[:200]}: {cause}. {step}")
        self.address = address
        self.cause = cause
        self.step = step


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How politely and how patiently to fetch."""

    agent: str = f"{AGENT}/{__version__} (reads news reports; obeys robots.txt)"
    delay: float = 1.0
    """Seconds between two requests to one host, unless its robots.txt asks for more."""
    longest_delay: float = 60.0
    """Seconds between two requests beyond which a host is not waited for."""
    attempts: int = 3
    backoff: float = 2.0
    """Seconds before the second attempt; doubled before each further one."""
    longest_wait: float = 120.0
    """Seconds that a server may ask to wait (Retry-After) before it is given up for this run."""
    silence: float = 20.0
    """Seconds without a byte."""
    total: float = 90.0
    """Seconds for one answer."""
    redirects: int = 10
    answer_bytes: int = DEFAULT_LIMITS.page_bytes
    allow_private: frozenset[str] = field(default_factory=frozenset)
    """Host names, or addresses, that may be private: this machine, the local network."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and the answer to it, as sent, but with the chunks of the body put together."""

    url: str
    target: str
    """Path and query, as asked for."""
    asked: tuple[tuple[str, str], ...]
    """Request headers."""
    address: str
    """The network address that answered."""
    at: datetime
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The first header of that name."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)
