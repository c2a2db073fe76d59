"""Reads inputs on this machine, in this process or in a pool of them; results come in the order of the inputs."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context

from onrecord.errors import OnrecordError
from onrecord.pages import Input, read_input
from onrecord.readers import read_page
from onrecord.records import Page, ReadPage, SplitPage, Unread

SHARD = 8
"""Pages handed to a worker at once: few enough to keep memory flat, enough to hide the cost of handing them over."""

Progress = Callable[[int], None]
"""Told how many more bytes of the inputs are done with."""

Skip = Callable[[Page], bool]
"""Whether a page need not be read again."""


def read(
    inputs: Sequence[Input],
    *,
    published: str | None = None,
    jobs: int = 1,
    skip: Skip | None = None,
    progress: Progress | None = None,
) -> Iterator[ReadPage | Unread]:
    """Read all inputs, one item a page or a failure, in their order whatever the number of jobs.

    Args:
        inputs: what to read.
        published: the publication date to assume where a page gives none (ISO 8601).
        jobs: worker processes; with 1, everything runs in this process.
        skip: pages for which it says yes are left out of the result.
        progress: called as the work advances.

    """
    pages = _split(inputs, published, skip, progress)
    read_all = _read_here(pages) if jobs <= 1 else _read_in_pool(pages, jobs)
    for item, done in read_all:
        yield item
        if progress:
            progress(done)


_Weighed = tuple[SplitPage | Unread, int]
_Read = tuple[ReadPage | Unread, int]


def _split(
    inputs: Sequence[Input], published: str | None, skip: Skip | None, progress: Progress | None
) -> Iterator[_Weighed]:
    """Each page with its share of the input's bytes; the shares of one input add up to its size."""
    for given in inputs:
        left = given.size or 0
        before: SplitPage | Unread | None = None
        for item in read_input(given, published=published):
            if before is not None:
                share = min(left, len(before.page.text) if isinstance(before, SplitPage) else 0)
                left -= share
                yield before, share
            before = item
            if skip and isinstance(item, SplitPage) and skip(item.page):
                before = None
        if before is not None:
            yield before, left
        elif progress:
            progress(left)


def _read_one(item: SplitPage | Unread) -> ReadPage | Unread:
    if isinstance(item, Unread):
        return item
    try:
        return read_page(item)
    except Exception as cause:  # noqa: BLE001 - one page must not end a run of many; the page is listed with the reason
        reason = f"could not read {item.page.name}: a reader failed ({type(cause).__name__}: {cause}). Please report it with this page."
        return Unread(item.page.name, reason, origin=item.page.origin, sha256=item.page.sha256)


def _read_here(pages: Iterator[_Weighed]) -> Iterator[_Read]:
    for item, share in pages:
        yield _read_one(item), share


def _read_shard(shard: list[_Weighed]) -> list[_Read]:
    return [(_read_one(item), share) for item, share in shard]


def _read_in_pool(pages: Iterator[_Weighed], jobs: int) -> Iterator[_Read]:
    """A bounded number of shards is under way at any time, so memory does not grow with the number of pages."""
    # spawned, not forked: a worker loads its own models, and nothing of the ledger's connection is copied into it
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[list[_Read]]] = deque()
        try:
            while shard := list(islice(pages, SHARD)):
                waiting.append(pool.submit(_read_shard, shard))
                if len(waiting) > 2 * jobs:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as cause:
            raise OnrecordError(
                "a worker process was ended from outside, perhaps for want of memory. Try fewer --jobs."
            ) from cause
        finally:
            for future in waiting:
                future.cancel()
