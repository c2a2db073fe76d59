"""From a tagger's numbers to spans and links: shared by the run time and by training's own measuring."""

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from onrecord.language.heads import LINKS
from onrecord.records import Span

Floats = NDArray[np.float32]

FLAGS = 16
"""Values of a piece's flag: four casings, outside or inside quotation marks, within or at the head of a paragraph."""

_OUTSIDE, _BEGIN, _INSIDE = 0, 1, 2
_NEVER = np.float32(-1e9)
LOWER, _CAPITAL, ALL_CAPITALS, _OTHER = range(CASINGS := 4)
QUOTED, HEAD = 4, 8
"""Added to a piece's flag inside quotation marks and at the head of a paragraph."""


def character_flags(text: str) -> bytearray:
    """1 for each character inside double quotation marks. A mark left open ends with its paragraph."""
    inside = bytearray(len(text))
    for paragraph in re.finditer(r"[^\n]+", text):
        opened = -1
        for mark in re.finditer(r"[\"“”„«»]|``|''", paragraph.group()):
            at = paragraph.start() + mark.start()
            if mark.group() in {"“", "„", "«", "``"} or (mark.group() == '"' and opened < 0):
                opened = at if opened < 0 else opened
            elif opened >= 0:
                inside[opened : at + 1] = b"\1" * (at + 1 - opened)
                opened = -1
        if opened >= 0:
            inside[opened : paragraph.end()] = b"\1" * (paragraph.end() - opened)
    return inside


def piece_flags(text: str, offsets: Sequence[tuple[int, int]], quoted: bytearray) -> list[int]:
    """Each word piece's casing, plus 4 inside quotation marks, plus 8 at the head of a paragraph."""
    flags, before = [], 0
    for start, end in offsets:
        head = HEAD if start == 0 or "\n" in text[before:start] else 0
        flags.append((_casing(text[start:end]) if end > start else _OTHER) + QUOTED * quoted[start] + head)
        before = end
    return flags


def _casing(words: str) -> int:
    if not words[0].isalpha():
        return _OTHER
    if not words[0].isupper():
        return LOWER
    return ALL_CAPITALS if len(words) > 1 and words.isupper() else _CAPITAL


@dataclass(frozen=True, slots=True)
class Tagged:
    """A stretch that a head has tagged: first piece, last piece + 1, and its mean probability."""

    first: int
    last: int
    probability: float


def spans_of(logits: Floats) -> list[Tagged]:
    """The best legal sequence of outside, begin and inside for one role (Viterbi), as stretches.

    Args:
        logits: (pieces, 3).

    """
    scores = logits - _log_sum(logits)
    chosen = _best_path(scores)
    probability = np.exp(scores)
    found: list[Tagged] = []
    n, i = len(chosen), 0
    while i < n:
        if chosen[i] != _BEGIN:
            i += 1
            continue
        j = i + 1
        while j < n and chosen[j] == _INSIDE:
            j += 1
        found.append(Tagged(i, j, float(np.mean(1 - probability[i:j, _OUTSIDE]))))
        i = j
    return found


def _log_sum(logits: Floats) -> Floats:
    top: Floats = logits.max(axis=1, keepdims=True)
    total: Floats = top + np.log(np.exp(logits - top).sum(axis=1, keepdims=True, dtype=np.float32))
    return total


def _best_path(scores: Floats) -> list[int]:
    """The best sequence in which inside does not follow outside.

    Where each piece's own best answer is legal, it is the best; Viterbi decides what is not. A piece that is begin or inside
    allows every answer after it, so each stretch from the last such piece to the end of an illegal run is solved alone.
    """
    path: list[int] = scores.argmax(axis=1).tolist()
    n, i, first = len(path), 0, 0
    while i < n:
        if path[i] == _INSIDE and (i == 0 or path[i - 1] == _OUTSIDE):
            while i < n and path[i] != _OUTSIDE:
                i += 1
            path[first:i] = _viterbi(scores[first:i], after_outside=first == 0)
            first = next((k + 1 for k in range(i - 1, first, -1) if path[k] != _OUTSIDE), first)
        elif path[i] != _OUTSIDE:
            first = i + 1
            i += 1
        else:
            i += 1
    return path


def _viterbi(scores: Floats, *, after_outside: bool) -> list[int]:
    rows = scores.tolist()
    outside, begin, inside = rows[0]
    if after_outside:
        inside = float(_NEVER)
    back: list[tuple[int, int]] = []
    for o, b, i in rows[1:]:
        free, source = (outside, _OUTSIDE) if outside >= begin else (begin, _BEGIN)
        if inside > free:
            free, source = inside, _INSIDE
        held, holder = (begin, _BEGIN) if begin >= inside else (inside, _INSIDE)
        back.append((source, holder))
        outside, begin, inside = free + o, free + b, held + i
    state = max(((outside, _OUTSIDE), (begin, _BEGIN), (inside, _INSIDE)), key=lambda x: (x[0], -x[1]))[1]
    path = [state]
    for source, holder in reversed(back):
        state = holder if state == _INSIDE else source
        path.append(state)
    return path[::-1]


def whole_words(text: str, start: int, end: int) -> Span:
    """No span begins or ends inside a word."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)


@dataclass(frozen=True, slots=True)
class Linked:
    """A cue with its source and contents."""

    cue: Tagged | None
    source: Tagged | None
    contents: tuple[Tagged, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """For each piece, the number of its sentence and of its paragraph."""

    sentences: Sequence[int]
    paragraphs: Sequence[int]


_SOURCE, _CUE = LINKS.index("source"), LINKS.index("cue")
FAR = 60.0
"""Costs from which a content has no cue, and (halved) a cue no source."""
LEARNED = 1.0
"""What one point of the learned link score is worth, in word pieces of distance (swept on PolNeAR dev: 0 to 2)."""


@dataclass(frozen=True, slots=True)
class _Stretches:
    """Everything that was tagged, for counting what lies between two ends of a link."""

    sources: list[Tagged]
    cues: list[Tagged]
    contents: list[Tagged]
    vectors: Floats
    nobody: Floats
    lines: Lines
    closes: Sequence[bool]
    """Whether a piece is a comma or a closing mark, before which speech may stand in front of its cue."""


EAGER = {"source": 0.6, "cue": 1.0, "content": 0.3}
"""By role, taken from the score for outside: doubtful sources, cues and contents are found too, and ``signs`` sort them out.
(Swept on PolNeAR dev and our own reports, over five ways to lay the windows.)"""


def link(
    heads: Mapping[str, Floats], links: Floats, nobody: Floats, lines: Lines, closes: Sequence[bool]
) -> list[Linked]:
    """Read the heads: stretches of each role, each content's cheapest cue and each cue's cheapest source.

    A link costs its length in pieces, more across sentences and paragraphs and past other stretches of the same role,
    and less as the learned score of its two ends rises. Speech inside speech keeps to the content around it.

    Args:
        heads: for the roles source, cue, content and inner, (pieces, 3) numbers.
        links: (pieces, kinds of link, 2, LINK).
        nobody: (kinds of link, LINK), what a piece looks for that finds nobody.
        lines: sentence and paragraph of each piece.
        closes: for each piece, whether it is a comma or a closing mark.

    """
    sources, cues, contents, inner = (
        spans_of(heads[role] - np.array([EAGER.get(role, 0.0), 0, 0], np.float32))
        for role in ("source", "cue", "content", "inner")
    )
    known = _Stretches(sources, cues, contents, links, nobody, lines, closes)
    owned: dict[int, list[Tagged]] = {}
    orphans = []
    for content in contents:
        reach = [i for i in _in_reach(content, _CUE, known, FAR) if not _holds(content, cues[i])]
        best = _cheapest({i: _to_cue(content, cues[i], known) for i in reach}, FAR)
        if best is None:
            orphans.append(content)
        else:
            owned.setdefault(best, []).append(content)
    for content, best in _inside(inner, known):
        owned.setdefault(best, []).append(content)
    found = [Linked(cues[i], _source(cues[i], known), tuple(mine)) for i, mine in sorted(owned.items())]
    return sorted([*found, *(_alone(content, known) for content in orphans)], key=lambda one: one.contents[0].first)


def _holds(outer: Tagged, inner: Tagged) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last


def _inside(inner: Sequence[Tagged], known: _Stretches) -> Iterator[tuple[Tagged, int]]:
    """Contents inside another's, each with its cue, which lies in the same one; one without such a cue is dropped."""
    for content in inner:
        outer = next((one for one in known.contents if _holds(one, content) and one != content), None)
        if outer is None:
            continue
        costs = {
            i: _to_cue(content, cue, known)
            for i, cue in enumerate(known.cues)
            if _holds(outer, cue) and not _holds(content, cue)
        }
        best = _cheapest(costs, FAR)
        if best is not None:
            yield content, best


def _cheapest(costs: Mapping[int, float], limit: float) -> int | None:
    best = min(costs, key=costs.__getitem__, default=None)
    return best if best is not None and costs[best] < limit else None


def _gap(a: Tagged, b: Tagged, lines: Lines) -> tuple[int, int, int]:
    """Pieces, sentences and paragraphs between two stretches."""
    first, second = (a, b) if a.first <= b.first else (b, a)
    near, far = first.last - 1, second.first
    if far <= near:
        return 0, 0, 0
    return far - near - 1, lines.sentences[far] - lines.sentences[near], lines.paragraphs[far] - lines.paragraphs[near]


def _in_reach(one: Tagged, kind: int, known: _Stretches, limit: float) -> list[int]:
    """Which stretches a link may cost less than a limit with, by their distance and the learned score alone.

    The rest of a link's costs only add to these, and most of an article lies too far off to be asked one by one.
    """
    others = known.sources if kind == _SOURCE else known.cues
    firsts, lasts = (np.fromiter(map(end, others), np.int64, len(others)) for end in (_first, _last))
    pieces = np.maximum(np.maximum(firsts - one.last, one.first - lasts), 0)
    seeking = known.vectors[one.first, kind, 0]
    scores = known.vectors[firsts, kind, 1] @ seeking
    if kind == _SOURCE:
        scores = scores - known.nobody[kind] @ seeking
    found: list[int] = np.flatnonzero(0.8 * pieces - LEARNED * scores < limit + _SLACK).tolist()
    return found


_SLACK = 0.01
"""More than sums of the same products in another order can differ by."""


def _between(a: Tagged, b: Tagged, others: Sequence[Tagged]) -> int:
    """How many of a role's stretches, which stand in order and apart, lie between two."""
    low, high = min(a.last, b.last), max(a.first, b.first)
    return max(0, bisect_right(others, high, key=_last) - bisect_left(others, low, key=_first))


_first, _last = attrgetter("first"), attrgetter("last")


def _to_cue(content: Tagged, cue: Tagged, known: _Stretches) -> float:
    pieces, sentences, paragraphs = _gap(content, cue, known.lines)
    cost = 0.8 * pieces + 8 * sentences + 15 * paragraphs
    cost -= LEARNED * float(known.vectors[content.first, _CUE, 0] @ known.vectors[cue.first, _CUE, 1])
    if cost >= FAR:  # what lies between only adds to it
        return cost
    cost += 10 * _between(content, cue, known.cues) + 6 * _between(content, cue, known.contents)
    if content.first < cue.first and not any(known.closes[max(0, content.last - 1) : content.last + 2]):
        cost += 4
    return cost


def _source(cue: Tagged, known: _Stretches) -> Tagged | None:
    seeking = known.vectors[cue.first, _SOURCE, 0]
    without = float(seeking @ known.nobody[_SOURCE])
    costs = {}
    for i in _in_reach(cue, _SOURCE, known, FAR / 2):
        source = known.sources[i]
        pieces, sentences, paragraphs = _gap(cue, source, known.lines)
        cost = 0.8 * pieces + 12 * sentences + 20 * paragraphs + (source.first > cue.first)
        cost -= LEARNED * (float(seeking @ known.vectors[source.first, _SOURCE, 1]) - without)
        if cost < FAR / 2:  # what lies between only adds to it
            cost += 5 * _between(cue, source, known.sources) + 3 * _between(cue, source, known.cues)
        costs[i] = cost
    best = _cheapest(costs, FAR / 2)
    return None if best is None else known.sources[best]


def _alone(content: Tagged, known: _Stretches) -> Linked:
    """Speech without a cue near it keeps the nearest source of its sentence."""
    costs = {}
    for i, source in enumerate(known.sources):
        pieces, sentences, paragraphs = _gap(content, source, known.lines)
        costs[i] = pieces + 40 * sentences + 40 * paragraphs
    best = _cheapest(costs, FAR / 2)
    return Linked(None, None if best is None else known.sources[best], (content,))


SIGNS = (
    "always",
    "contents' mean probability",
    "least content's probability",
    "cue's probability",
    "source's probability",
    "has a source",
    "has a cue",
    "has quoted words",
    "content's length",
    "several contents",
    "content in another sentence than the cue",
    "source in another sentence than the cue",
)
"""What tells whether a linked attribution is right; probabilities and length as logarithms. ``training`` weighs them."""

_NO_CUE = -1.5
_LOW = 1e-3


def signs(one: Linked, quoted: Sequence[bool], lines: Lines) -> tuple[float, ...]:
    """One number for each of ``SIGNS``.

    Args:
        one: the linked attribution.
        quoted: for each piece, whether it stands inside quotation marks.
        lines: sentence and paragraph of each piece.

    """
    sure = [part.probability for part in one.contents]
    inside = [piece for part in one.contents for piece in range(part.first, part.last)]
    return (
        1.0,
        math.log(max(_LOW, sum(sure) / len(sure))),
        math.log(max(_LOW, min(sure))),
        math.log(max(_LOW, one.cue.probability)) if one.cue else _NO_CUE,
        math.log(max(_LOW, one.source.probability)) if one.source else 0.0,
        float(one.source is not None),
        float(one.cue is not None),
        float(any(quoted[piece] for piece in inside)),
        math.log(len(inside)),
        float(len(sure) > 1),
        float(one.cue is not None and all(_gap(part, one.cue, lines)[1] for part in one.contents)),
        float(one.cue is not None and one.source is not None and _gap(one.source, one.cue, lines)[1] > 0),
    )


def confidence(values: Sequence[float], weights: Sequence[float]) -> float:
    """The chance that an attribution is right, from its signs and their weights."""
    total = sum(value * weight for value, weight in zip(values, weights, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
