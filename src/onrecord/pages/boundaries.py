"""Where the articles of a dump begin.

A candidate is a line that looks like a headline. What stands around it (blank lines, a byline, a stamp, a captioned
picture, its own copy, the tail of the article above) and whether its words belong to the text below or to the text
above are weighed together.
"""

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.pages.calendar_words import is_dated
from onrecord.pages.furniture import Furniture
from onrecord.pages.lines import Block
from onrecord.pages.mastheads import dateline_of
from onrecord.pages.parts import Part
from onrecord.pages.words import masthead_words
from onrecord.records import Span

_HEAD = {Part.BYLINE: 1.0, Part.CAPTION: 0.8}
WINDOW = 8
"""Paragraphs above and below that are compared."""


class Evidence(NamedTuple):
    """What speaks for and against an article's beginning at one line; each between 0 and 1."""

    gap: float
    head: float
    copy: float
    tail: float
    cut: float
    below: float
    above: float
    turn: float


WEIGHTS = Evidence(gap=1.5, head=2.2, copy=2.5, tail=1.5, cut=0.8, below=2.5, above=-2.5, turn=3.0)
THRESHOLD = 3.4
SUBHEADING = 1.0
"""What a short line needs more than others where nothing around it says headline."""
MANY_HEADINGS = 6
NO_NEWS = 0.5
"""What every line needs more on a page where nothing looks like news: no byline, stamp, caption or furniture."""
LEAST_BELOW = 0.2
"""Of a headline's words, that must be found below it where nothing else speaks for it."""
MARGIN = 1.2
"""How much weaker than the best a line may be and still count beside it."""
AHEAD = 16
"""Lines that are looked through for a better beginning."""
MOST_COPIES = 8
"""Copies of one line that are compared."""


@dataclass
class Vocabulary:
    """Which content words stand in which block, and how telling each is."""

    words: list[frozenset[str]]
    """Of each block."""
    weight: dict[str, float]
    recurring: frozenset[str]

    @classmethod
    def of(cls, blocks: Sequence[Block], parts: Sequence[Part]) -> "Vocabulary":
        """Count only what may belong to a report."""
        words = [
            frozenset(_stems(b)) if p is not Part.FURNITURE else frozenset() for b, p in zip(blocks, parts, strict=True)
        ]
        spread = Counter(word for block in words for word in block)
        return cls(
            words,
            {word: 1.0 / (1.0 + math.log(n)) for word, n in spread.items()},
            frozenset(word for word, n in spread.items() if n > 1),
        )

    def share(self, words: frozenset[str], among: frozenset[str]) -> float:
        """How much of the weight of ``words`` is found ``among`` others."""
        whole = sum(self.weight[word] for word in sorted(words))
        return sum(self.weight[word] for word in sorted(words & among)) / whole if whole else 0.0

    def kinship(self, above: frozenset[str], below: frozenset[str]) -> float:
        """How much two stretches of text speak of the same: 0 to 1, by the words that the page has more than once."""
        above, below = above & self.recurring, below & self.recurring
        return (self.share(above, below) + self.share(below, above)) / 2

    def union(self, at: Sequence[int]) -> frozenset[str]:
        """All words of several blocks."""
        return frozenset().union(*(self.words[k] for k in at))


def _stems(block: Block) -> list[str]:
    """Content words, cut to their first six letters so that forms of one word agree."""
    words = (re.sub(r"['’]s$", "", word).casefold() for word in block.words)
    return [word[:6] for word in words if len(word) >= 4 and word not in masthead_words().colourless]


def starts(blocks: Sequence[Block], parts: Sequence[Part], kinds: Sequence[Furniture | None]) -> list[int]:
    """The headlines (or, lacking one, first lines) at which articles begin, in order; empty for a page without any."""
    real = [k for k, part in enumerate(parts) if part is not Part.FURNITURE]
    if not real:
        return []
    page = Dump(blocks, parts, kinds)
    found = [_first(parts, real)]
    for k in real:
        if k <= found[-1] or parts[k] is not Part.TITLE or not page.stands_alone(k, found[-1]):
            continue
        evidence = page.weigh(k)
        weight = score(evidence)
        needed = THRESHOLD + page.doubt + (SUBHEADING if page.is_like_subheading(k, evidence) else 0.0)
        if supported(evidence) and weight >= max(needed, page.best_of_copies(k) - MARGIN):
            best = _best_ahead(page, k)
            found.append(_topmost(page, best, found[-1]))
    return found


def _best_ahead(page: "Dump", k: int) -> int:
    """Of the open lines from here to the next paragraph the one that begins a report best: a link may stand above it."""
    best, weight = k, score(page.weigh(k))
    for j in range(k + 1, min(k + AHEAD, len(page.parts))):
        if page.parts[j] is Part.BODY:
            break
        if page.parts[j] is Part.TITLE and page.blocks[j].key != page.blocks[k].key:
            other = score(page.weigh(j))
            if other > weight + MARGIN and page.weigh(j).head > page.weigh(best).head:
                best, weight = j, other
    return best


def _topmost(page: "Dump", k: int, last: int) -> int:
    """Of several open lines in a row the first that is nearly as good: the headline, not the introduction below it."""
    top = k
    while top - 1 > last and page.parts[top - 1] is Part.TITLE:
        evidence = page.weigh(top - 1)
        if score(evidence) < THRESHOLD - MARGIN or evidence.below < max(0.2, evidence.above):
            break
        top -= 1
    return top


def _first(parts: Sequence[Part], real: Sequence[int]) -> int:
    """The first article's headline where one stands before its first sentence; else its first line."""
    for k in real[:6]:
        if parts[k] is Part.TITLE:
            return k
        if parts[k] is Part.BODY:
            break
    return real[0]


def supported(evidence: Evidence) -> bool:
    """Whether anything of the line's own speaks for it, beside what stands above it: else it is one more link of a list."""
    return evidence.head > 0 or evidence.copy > 0 or evidence.gap >= 0.3 or evidence.below >= LEAST_BELOW


def score(evidence: Evidence) -> float:
    """The evidence as one number, to be held against ``THRESHOLD``."""
    return sum(value * weight for value, weight in zip(evidence, WEIGHTS, strict=True))


class Dump:
    """One page's blocks, with what is needed to weigh every candidate on it."""

    def __init__(self, blocks: Sequence[Block], parts: Sequence[Part], kinds: Sequence[Furniture | None]) -> None:
        self.blocks, self.parts, self.kinds = blocks, parts, kinds
        self.body = [k for k, part in enumerate(parts) if part is Part.BODY]
        self.words = Vocabulary.of(blocks, parts)
        self.copies: dict[str, list[int]] = {}
        for k, part in enumerate(parts):
            if k and part is Part.TITLE and len(self.copies.setdefault(blocks[k].key, [])) < MOST_COPIES:
                self.copies[blocks[k].key].append(k)
        gaps = Counter(blocks[k].gap for k in self.body if k and parts[k - 1] is Part.BODY)
        self.usual = min(gaps, key=lambda gap: (-gaps[gap], gap)) if gaps else 1
        # headings inside a long text have blank lines above them too, all the same number
        above = Counter(
            blocks[k].gap for k in range(1, len(parts)) if parts[k] is Part.TITLE and parts[k - 1] is Part.BODY
        )
        if above and max(above.values()) >= MANY_HEADINGS:
            self.usual = max(self.usual, max(above, key=lambda gap: (above[gap], -gap)))
        signs = {Part.BYLINE, Part.STAMP, Part.CAPTION, Part.FURNITURE, Part.TAIL}
        self.doubt = 0.0 if signs & set(parts) else NO_NEWS
        # where the text's own paragraphs lie unevenly apart, a wide gap says little
        wide = sum(n for gap, n in gaps.items() if gap > self.usual) / max(1, gaps.total())
        self.trust_in_gaps = max(0.0, 1.0 - 5.0 * wide)

    def stands_alone(self, k: int, last: int) -> bool:
        """Whether at least one paragraph lies between the beginning above and this line, and one follows it."""
        if self.blocks[k].key == self.blocks[last].key:
            return False
        at = bisect_left(self.body, k)
        return at > 0 and self.body[at - 1] > last and at < len(self.body) and self.body[at] < k + 16

    def best_of_copies(self, k: int) -> float:
        """The best that any copy of the line reaches on the page: a link to a report is weaker than its headline."""
        return max(score(self.weigh(j)) for j in self.copies[self.blocks[k].key])

    def weigh(self, k: int) -> Evidence:
        """All evidence for an article's beginning at block ``k``."""
        at = bisect_left(self.body, k)
        before = self.words.union(self.body[max(0, at - WINDOW) : at])
        after = self.words.union(self.body[at : at + WINDOW])
        title, prior = self.words.words[k], self.parts[k - 1]
        gap = min(1.0, max(0, self.blocks[k].gap - self.usual) / 2)
        return Evidence(
            gap=gap * self.trust_in_gaps,
            head=self._head(k),
            copy=float(any(b.key == self.blocks[k].key for b in self.blocks[k + 1 : k + 13])),
            tail=float(prior is Part.TAIL or self._in_box(k - 1)),
            cut=float(prior is Part.BODY and not self.blocks[k - 1].closed),
            below=self.words.share(title, after),
            above=self.words.share(title, before),
            turn=max(0.0, 1.0 - 2.0 * self.words.kinship(before, after)),
        )

    def is_like_subheading(self, k: int, evidence: Evidence) -> bool:
        """Whether a line is as short as headings inside a report are, and nothing around it says headline."""
        bare = evidence.head == evidence.copy == evidence.tail == 0 and evidence.gap < 0.3
        return bare and len(self.blocks[k].words) <= 5

    def _in_box(self, k: int) -> bool:
        kind = self.kinds[k]
        return kind is not None and kind.box

    def _head(self, k: int) -> float:
        """How much the lines between this one and the first paragraph below look like a report's head."""
        weight = 0.0
        for j in range(k + 1, min(k + 12, len(self.blocks))):
            part, kind, block = self.parts[j], self.kinds[j], self.blocks[j]
            if part is Part.BODY:
                filed = j == k + 1 and dateline_of(block.text, Span(0, len(block.text))) is not None
                return min(1.0, weight + 0.8 * filed)
            if part is Part.TITLE and block.key != self.blocks[k].key:
                break
            weight += _HEAD.get(part, 0.0)
            weight += 0.4 * (kind is not None and kind.name in {"share", "count"})
            weight += float(part is Part.STAMP and is_dated(block.plain))
        return min(1.0, weight)
