"""From a tagger's numbers to spans and links: shared by the run time and by training's own measuring."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

ROLES = ("source", "cue", "content")
LINK = 64
"""Width of the vectors by which cues find their sources and contents."""
FLAGS = 8
"""Values of a piece's flag: four casings, outside and inside quotation marks."""

_OUTSIDE, _BEGIN, _INSIDE = 0, 1, 2
_NEVER = np.float32(-1e9)
_LOWER, _CAPITAL, _UPPER, _OTHER = 0, 1, 2, 3


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
    """Each word piece's casing, plus 4 where it stands inside quotation marks."""
    return [_casing(text[start:end]) + 4 * quoted[start] if end > start else _OTHER for start, end in offsets]


def _casing(words: str) -> int:
    if not words[0].isalpha():
        return _OTHER
    if not words[0].isupper():
        return _LOWER
    return _UPPER if len(words) > 1 and words.isupper() else _CAPITAL


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
    """Viterbi with one rule: inside may not follow outside."""
    rows = scores.tolist()
    if not rows:
        return []
    outside, begin, inside = rows[0][0], rows[0][1], float(_NEVER)
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


@dataclass(frozen=True, slots=True)
class Linked:
    """A cue with its source and contents."""

    cue: Tagged
    source: Tagged | None
    contents: tuple[Tagged, ...]


REACH = 400
"""How many pieces lie at most between the ends of a link: no farther than the encoder saw in training."""


def link(tags: Floats, links: Floats, nobody: Floats) -> list[Linked]:
    """Read the heads: stretches of each role, each cue's best source and each content's best cue.

    Args:
        tags: (pieces, 9), three numbers a role.
        links: (pieces, 256), four vectors a piece.
        nobody: (64,), what a cue without a source looks for.

    """
    sources, cues, contents = (spans_of(tags[:, 3 * r : 3 * r + 3]) for r in range(len(ROLES)))
    vectors = links.reshape(len(links), 4, LINK)
    owned: dict[int, list[Tagged]] = {}
    for content in contents:
        best = _best(vectors[content.first, 2], [vectors[c.first, 3] for c in cues], content, cues)
        if best is not None:
            owned.setdefault(best, []).append(content)
    found = []
    for i, cue in enumerate(cues):
        if i not in owned:
            continue
        seeking = vectors[cue.first, 0]
        near = _best(seeking, [vectors[s.first, 1] for s in sources], cue, sources, at_least=float(seeking @ nobody))
        found.append(Linked(cue, None if near is None else sources[near], tuple(owned[i])))
    return found


def _best(
    seeking: Floats, candidates: Sequence[Floats], own: Tagged, spans: Sequence[Tagged], *, at_least: float = -np.inf
) -> int | None:
    best, top = None, at_least
    for i, (vector, span) in enumerate(zip(candidates, spans, strict=True)):
        if abs(span.first - own.first) <= REACH and (score := float(seeking @ vector)) > top:
            best, top = i, score
    return best
