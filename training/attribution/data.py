"""Texts as windows of word pieces, with a label for each head and the links between pieces."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from tokenizers import Tokenizer

from onrecord.language.decoding import ALL_CAPITALS, CASINGS, LOWER, character_flags, piece_flags
from onrecord.language.heads import BIO, HEADS, LINKS

Span = Sequence[int]
Links = dict[str, list[tuple[int, int | None]]]
IGNORED = -100
"""The label of a piece that nobody judged for a head."""
WINDOW = 254
"""Word pieces in a window, without the two that mark its ends."""
COLUMN = {head: i for i, head in enumerate(HEADS)}
SPEECH = ("source", "cue", "content")
"""The heads of speech."""
_OUTSIDE, _BEGIN, _INSIDE = range(len(BIO))


@dataclass(frozen=True)
class Annotated:
    """A text, or a window of one: its word pieces, a label a head for each, and the links between them."""

    pieces: list[int]
    flags: list[int]
    labels: np.ndarray
    """(pieces, heads), IGNORED where nobody judged."""
    links: Links
    """For each kind of link: the piece that looks, and the piece that it should find (None: there is nobody to find)."""
    thought: np.ndarray | None = None
    """(pieces, heads of speech, answers): the chances that a teacher gives to each answer; None where it was not asked."""

    def cut(self, start: int, end: int) -> "Annotated":
        """A window of it; links are kept where both ends lie inside."""
        links = {
            kind: [
                (a - start, None if b is None else b - start)
                for a, b in found
                if start <= a < end and (b is None or start <= b < end)
            ]
            for kind, found in self.links.items()
        }
        thought = None if self.thought is None else self.thought[start:end]
        return Annotated(self.pieces[start:end], self.flags[start:end], self.labels[start:end], links, thought)


class Marker:
    """A text on its way to being annotated: labels are set by where words stand in it."""

    def __init__(self, text: str, tokenizer: Tokenizer, judged: Sequence[str]) -> None:
        """``judged``: the heads for which a piece without a mark is known to be nothing."""
        encoding = tokenizer.encode(text, add_special_tokens=False)
        self.pieces: list[int] = encoding.ids
        self.flags = piece_flags(text, encoding.offsets, character_flags(text))
        self.labels = np.full((len(encoding.ids), len(HEADS)), IGNORED, dtype=np.int64)
        self.links: Links = {kind: [] for kind in LINKS}
        for head in judged:
            self.labels[:, COLUMN[head]] = 0
        self._at = np.full(len(text) + 1, -1, dtype=np.int64)
        for i, (start, end) in enumerate(encoding.offsets):
            self._at[start:end] = i

    def stretch(self, head: str, span: Span) -> None:
        """Tag a span for a head of stretches."""
        inside = self._inside(span)
        self.labels[inside, COLUMN[head]] = _INSIDE
        self.labels[inside[:1], COLUMN[head]] = _BEGIN

    def answer(self, head: str, span: Span, answer: str) -> None:
        """Give all pieces of a span a head's answer."""
        self.labels[self._inside(span), COLUMN[head]] = HEADS[head].index(answer)

    def link(self, kind: str, looks: Sequence[Span], finds: Sequence[Span]) -> None:
        """Link the first piece of one thing to the first of another, or to nobody."""
        a = self.first(looks)
        if a is not None:
            self.links[kind].append((a, self.first(finds)))

    def first(self, spans: Sequence[Span]) -> int | None:
        """The first piece of the first of some spans that holds one."""
        return next((inside[0] for span in sorted(spans) if (inside := self._inside(span))), None)

    def done(self) -> Annotated:
        """The annotated text."""
        return Annotated(self.pieces, self.flags, self.labels, self.links)

    def _inside(self, span: Span) -> list[int]:
        return sorted({int(i) for i in self._at[span[0] : span[1]] if i >= 0})


def joined(texts: Sequence[Annotated]) -> Annotated:
    """Several texts as paragraphs of one."""
    links: Links = {kind: [] for kind in LINKS}
    at = 0
    for text in texts:
        for kind, found in text.links.items():
            links[kind] += [(a + at, None if b is None else b + at) for a, b in found]
        at += len(text.pieces)
    return Annotated(
        [piece for text in texts for piece in text.pieces],
        [flag for text in texts for flag in text.flags],
        np.concatenate([text.labels for text in texts]),
        links,
    )


def recased(text: Annotated, casing: int) -> Annotated:
    """The same text printed all in small letters or all in capitals: the word pieces do not change, only their flags."""
    flags = [
        flag - flag % CASINGS + (casing if flag % CASINGS < CASINGS - 1 else flag % CASINGS) for flag in text.flags
    ]
    return replace(text, flags=flags)


SMALL, CAPITALS = 0.08, 0.03
"""Shares of the windows that are shown all in small letters, and all in capitals."""


def windows(text: Annotated, rng: random.Random) -> Iterator[Annotated]:
    """Cut a text at a random offset, so that each epoch sees other borders; a few windows lose their casing."""
    n = len(text.pieces)
    first = rng.randrange(1, WINDOW) if n > WINDOW else n
    cuts = [0, *range(first, n, WINDOW), n]
    for start, end in pairwise(cuts):
        if end > start:
            window = text.cut(start, end)
            chance = rng.random()
            if chance < SMALL:
                window = recased(window, LOWER)
            elif chance < SMALL + CAPITALS:
                window = recased(window, ALL_CAPITALS)
            yield window


def batches(texts: Sequence[Annotated], size: int, rng: random.Random) -> list[list[Annotated]]:
    """One epoch: all windows in random order, those of like length together."""
    cut = [w for text in texts for w in windows(text, rng)]
    rng.shuffle(cut)
    found = []
    chunk = size * 40
    for i in range(0, len(cut), chunk):
        alike = sorted(cut[i : i + chunk], key=lambda w: len(w.pieces))
        found += [alike[j : j + size] for j in range(0, len(alike), size)]
    rng.shuffle(found)
    return found
