"""What a site's robots.txt lets a program read (RFC 9309)."""

from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from onrecord.fetching.exchange import AGENT, Exchange, FetchError

LARGEST = 512 * 1024
"""Bytes of a robots.txt that are looked at."""


class Robots:
    """The rules of every site met in one run; each is asked for once."""

    def __init__(self, fetch: Callable[[str], Exchange]) -> None:
        self._fetch = fetch
        self._rules: dict[str, Protego | FetchError] = {}

    def delay(self, url: str) -> float:
        """Seconds that the site wants between two requests; 0 where it does not say.

        Raises:
            FetchError: the site does not let programs read the address, or its rules cannot be had.

        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = self._read(f"{site}/robots.txt")
        rules = self._rules[site]
        if isinstance(rules, FetchError):
            raise FetchError(url, rules.cause, rules.step) from rules
        if not rules.can_fetch(url, AGENT):
            raise FetchError(url, "its site does not let programs read it (robots.txt)", "Save the page by hand.")
        return float(rules.crawl_delay(AGENT) or 0)

    def _read(self, address: str) -> Protego | FetchError:
        try:
            answer = self._fetch(address)
        except FetchError as error:
            return error
        if 400 <= answer.status < 500:
            return Protego.parse("")  # there are no rules
        if answer.status != 200:
            return FetchError(address, f"its site's robots.txt cannot be had ({answer.status})", "Try again later.")
        return Protego.parse(answer.body[:LARGEST].decode("utf-8", "replace"))
