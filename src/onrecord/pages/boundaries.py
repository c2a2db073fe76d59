"""Where the articles of a dump begin.

A candidate is a line that looks like a headline. What stands around it (blank lines, a byline, a stamp, a captioned
picture, its own copy, the tail of the article above) and whether its words belong to the text below or to the text
above are weighed together.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.pages.headings import is_title_like
from onrecord.pages.lines import Block
from onrecord.pages.parts import Part

WINDOW = 8
"""Paragraphs above and below that are compared."""
_COMMON = frozenset(
    "about after again also another around because been before being between both could does down during each even "
    "every first from have having here into just last like made make many more most much must never next only other "
    "over people same says said should since some such than that their them then there these they this those three "
    "through time told took under until very want week well were what when where which while will with would year "
    "years your according added asked during".split()
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against an article's beginning at one line; each between 0 and 1."""

    gap: float
    head: float
    copy: float
    tail: float
    cut: float
    below: float
    above: float
    break_: float


WEIGHTS = Evidence(gap=1.5, head=2.2, copy=2.5, tail=1.5, cut=0.8, below=2.5, above=-2.5, break_=3.0)
THRESHOLD = 3.0


@dataclass
class Vocabulary:
    """Which content words stand in which block, and how telling each is."""

    words: list[frozenset[str]]
    weight: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, blocks: Sequence[Block], parts: Sequence[Part]) -> "Vocabulary":
        """Count only what may belong to a report."""
        words = [
            frozenset(_stems(b)) if p is not Part.FURNITURE else frozenset() for b, p in zip(blocks, parts, strict=True)
        ]
        spread = Counter(word for block in words for word in block)
        return cls(words, {word: 1.0 / (1.0 + math.log(n)) for word, n in spread.items()})

    def share(self, words: frozenset[str], among: frozenset[str]) -> float:
        """How much of the weight of ``words`` is found ``among`` others."""
        whole = sum(self.weight[word] for word in sorted(words))
        return sum(self.weight[word] for word in sorted(words & among)) / whole if whole else 0.0

    def union(self, at: Sequence[int]) -> frozenset[str]:
        """All words of several blocks."""
        return frozenset().union(*(self.words[k] for k in at))


def _stems(block: Block) -> list[str]:
    """Content words, cut to their first six letters so that forms of one word agree."""
    words = (re.sub(r"['’]s$", "", word).casefold() for word in block.words)
    return [word[:6] for word in words if len(word) >= 4 and word not in _COMMON]


def starts(blocks: Sequence[Block], parts: Sequence[Part]) -> list[int]:
    """The headlines (or, lacking one, first lines) at which articles begin, in order; empty for a page without any."""
    real = [k for k, part in enumerate(parts) if part is not Part.FURNITURE]
    if not real:
        return []
    words = Vocabulary.of(blocks, parts)
    usual = _usual_gap(blocks, parts)
    found = [_first(blocks, parts, real)]
    for k in real:
        if k <= found[-1] or parts[k] is not Part.TITLE:
            continue
        if _stands_alone(blocks, parts, k, found[-1]) and score(weigh(blocks, parts, words, usual, k)) >= THRESHOLD:
            found.append(k)
    return found


def _first(blocks: Sequence[Block], parts: Sequence[Part], real: Sequence[int]) -> int:
    """The first article's headline where one stands before its first sentence; else its first line."""
    for k in real[:6]:
        if parts[k] is Part.TITLE:
            return k
        if parts[k] is Part.BODY:
            break
    return real[0]


def _usual_gap(blocks: Sequence[Block], parts: Sequence[Part]) -> int:
    """The number of line ends that most often parts two paragraphs."""
    gaps = Counter(blocks[k].gap for k in range(1, len(blocks)) if parts[k] is parts[k - 1] is Part.BODY)
    return min(gaps, key=lambda gap: (-gaps[gap], gap)) if gaps else 1


def _stands_alone(blocks: Sequence[Block], parts: Sequence[Part], k: int, last: int) -> bool:
    """Whether at least one paragraph lies between the beginning above and this line, and one follows it."""
    if blocks[k].key == blocks[last].key:
        return False
    above = any(parts[j] is Part.BODY for j in range(last + 1, k))
    below = any(parts[j] is Part.BODY for j in range(k + 1, min(k + 16, len(blocks))))
    return above and below


def weigh(blocks: Sequence[Block], parts: Sequence[Part], words: Vocabulary, usual: int, k: int) -> Evidence:
    """All evidence for an article's beginning at block ``k``."""
    body = [j for j, part in enumerate(parts) if part is Part.BODY]
    above = [j for j in body if j < k][-WINDOW:]
    below = [j for j in body if j > k][:WINDOW]
    before, after = words.union(above), words.union(below)
    title = words.words[k]
    kin = words.share(before, after) + words.share(after, before)
    prior = parts[k - 1]
    return Evidence(
        gap=min(1.0, max(0, blocks[k].gap - usual) / 2),
        head=_head(blocks, parts, k),
        copy=_copied(blocks, parts, k),
        tail=float(prior is Part.FURNITURE or prior is Part.TAIL),
        cut=float(prior is Part.BODY and not blocks[k - 1].closed),
        below=words.share(title, after),
        above=words.share(title, before),
        break_=max(0.0, 1.0 - kin / 0.5),
    )


def score(evidence: Evidence) -> float:
    """The evidence as one number, to be held against ``THRESHOLD``."""
    return sum(getattr(evidence, name) * getattr(WEIGHTS, name) for name in Evidence.__dataclass_fields__)


def _head(blocks: Sequence[Block], parts: Sequence[Part], k: int) -> float:
    """How much the lines between this one and the first paragraph below look like a report's head."""
    weight = 0.0
    for j in range(k + 1, min(k + 12, len(blocks))):
        if parts[j] is Part.BODY or (parts[j] is Part.TITLE and blocks[j].key != blocks[k].key):
            return min(1.0, weight + (0.8 if parts[j] is Part.BODY and j == k + 1 and _filed(blocks[j]) else 0.0))
        weight += {Part.BYLINE: 1.0, Part.STAMP: 1.0, Part.CAPTION: 0.8, Part.FURNITURE: 0.4}.get(parts[j], 0.0)
    return min(1.0, weight)


def _filed(block: Block) -> bool:
    from onrecord.pages.mastheads import dateline_of
    from onrecord.records import Span

    return dateline_of(block.text, Span(0, len(block.text))) is not None


def _copied(blocks: Sequence[Block], parts: Sequence[Part], k: int) -> float:
    """Whether the same line stands again soon below, as a headline above and below its picture does."""
    return float(any(blocks[j].key == blocks[k].key for j in range(k + 1, min(k + 13, len(blocks)))))
