"""Feeds and pages fetched into an archive: a feed, then those of its pages that are new."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.errors import UnreadableInputError
from onrecord.fetching.archive import Archive
from onrecord.fetching.exchange import Exchange, FetchError
from onrecord.fetching.fetcher import Fetcher
from onrecord.fetching.state import State
from onrecord.pages.feeds import is_feed, read_feed
from onrecord.pages.limits import Limits
from onrecord.pages.unpacked import payload_of

GONE = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one address."""

    address: str
    kind: Literal["saved", "unchanged", "failed"]
    reason: str | None = None
    """One sentence, where it failed."""
    feed: bool = False


def harvest(
    addresses: Sequence[str], *, fetcher: Fetcher, archive: Archive, state: State, most: int = 200
) -> Iterator[Outcome]:
    """Fetch pages, and feeds with their new pages; what has not changed since the last time is not saved again.

    Args:
        addresses: of pages and of feeds.
        fetcher: how to fetch.
        archive: where everything fetched is saved.
        state: what has been fetched before; it is saved after every answer, once that is in the archive.
        most: pages of one feed that are fetched in one go, in the feed's order.

    """
    for address in dict.fromkeys(addresses):
        outcome, answer = _fetch(address, fetcher, archive, state)
        entries = _entries(answer) if answer is not None and outcome.kind == "saved" else None
        yield Outcome(outcome.address, outcome.kind, outcome.reason, feed=entries is not None)
        fresh = [one for one in dict.fromkeys(entries or ()) if state.get(one) is None and one not in addresses]
        for one in fresh[:most]:
            yield _fetch(one, fetcher, archive, state)[0]


def _fetch(address: str, fetcher: Fetcher, archive: Archive, state: State) -> tuple[Outcome, Exchange | None]:
    known = state.get(address)
    answer = None
    try:
        for answer in fetcher.get(
            address, etag=known.etag if known else None, modified=known.modified if known else None
        ):
            if answer.status != 304:
                archive.save(answer)
    except FetchError as error:
        return Outcome(address, "failed", str(error)), None
    if answer is None:
        return Outcome(address, "failed", f"could not fetch {address}: there was no answer. Try again later."), None
    if answer.status in {200, 304} | GONE:
        state.remember(address, answer)
        state.save()
    if answer.status == 304:
        return Outcome(address, "unchanged"), answer
    if answer.status != 200:
        reason = f"could not fetch {address[:200]}: its server says {answer.status}. Check the address."
        return Outcome(address, "failed", reason), answer
    return Outcome(address, "saved"), answer


def _entries(answer: Exchange) -> list[str] | None:
    """The pages that a feed lists; None where the answer is no feed."""
    limits = Limits()
    try:
        raw = payload_of(
            answer.body, transfer=None, content=answer.header("Content-Encoding"), name=answer.url, limits=limits
        )
        if not is_feed(raw):
            return None
        return [one.address for one in read_feed(raw, answer.url, limits) if one.address]
    except UnreadableInputError:
        return None  # what is wrong with it is said when the archive is read
