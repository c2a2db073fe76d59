"""Which blocks of a page's visible text are the paragraphs that somebody extracted from it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from onrecord.pages.lines import Block
from onrecord.records import Span

RUN = 8
"""Words in a run that is looked up as one."""
AHEAD = 20_000
"""Characters that are searched for a short block; keeps hostile pages from costing the square of their size."""


def align(ours: Sequence[str], extracted: Sequence[str]) -> list[bool]:
    """For each visible block, given as its key, whether its words stand in the extracted text.

    Blocks that occur once on either side are the anchors; between two anchors a short block counts when the extracted
    text between them holds its words in order. A long block is known by its runs of words wherever it stands, because
    extraction may have moved it (a table read by columns).
    """
    theirs = [_key(words) for words in extracted]
    runs = runs_of(" ".join(theirs).split())
    whole = {key for key in theirs if key.count(" ") >= RUN - 1}
    found = [key in whole or share_of_runs(key.split(), runs) > 0.6 for key in ours]
    last_ours, last_theirs = -1, -1
    for at_ours, at_theirs in [*_anchors(ours, theirs), (len(ours), len(theirs))]:
        _fill(ours, theirs, found, (last_ours + 1, at_ours), (last_theirs + 1, at_theirs))
        if at_ours < len(ours):
            found[at_ours] = True
        last_ours, last_theirs = at_ours, at_theirs
    return found


def runs_of(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """All runs of words as long as one that is looked up."""
    return frozenset(_runs(words))


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[k:] for k in range(RUN)), strict=False)


def share_of_runs(words: Sequence[str], runs: frozenset[tuple[str, ...]]) -> float:
    """Which share of the runs of a block's words is among ``runs``; 0 for a block shorter than one."""
    count = len(words) - RUN + 1
    return sum(map(runs.__contains__, _runs(words))) / count if count > 0 else 0.0


def _key(words: str) -> str:
    return Block(Span(0, 0), words, 0).key


def _anchors(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """The longest chain, rising on both sides, of pairs whose words occur once on each side."""
    once_ours, once_theirs = Counter(ours), Counter(theirs)
    where = {key: k for k, key in enumerate(theirs) if key and once_theirs[key] == 1}
    pairs = [(k, where[key]) for k, key in enumerate(ours) if once_ours[key] == 1 and key in where]
    tails: list[int] = []
    tops: list[int] = []
    back = [-1] * len(pairs)
    for n, (_, at) in enumerate(pairs):
        place = bisect_left(tails, at)
        back[n] = tops[place - 1] if place else -1
        tails[place : place + 1] = [at]
        tops[place : place + 1] = [n]
    chain: list[tuple[int, int]] = []
    n = tops[-1] if tops else -1
    while n >= 0:
        chain.append(pairs[n])
        n = back[n]
    return chain[::-1]


def _fill(
    ours: Sequence[str],
    theirs: Sequence[str],
    found: list[bool],
    mine: tuple[int, int],
    given: tuple[int, int],
) -> None:
    """Between two anchors: blocks whose words stand, in order, in the extracted text there."""
    words = " " + " ".join(theirs[given[0] : given[1]]) + " "
    if not words.strip():
        return
    at = 0
    for k in range(*mine):
        if not ours[k]:
            continue
        here = words.find(f" {ours[k]} ", at, at + AHEAD + len(ours[k]))
        if here >= 0:
            found[k] = True
            at = here + len(ours[k]) + 1
