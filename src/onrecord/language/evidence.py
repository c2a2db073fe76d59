"""What the encoder's heads say beside attributions: words for events with their roles, toponyms, the stance of a cue.

It is evidence, for the readers to weigh with the parse: nothing here decides what becomes a record.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import cast

import numpy as np

from onrecord.language.decoding import Floats, spans_of, whole_words
from onrecord.language.document import Document
from onrecord.language.encoder import Encoded, Model, encode
from onrecord.language.heads import HEADS
from onrecord.records import EventStatus, EventType, Span, Stance


@dataclass(frozen=True, slots=True)
class EventWord:
    """A word or phrase that the encoder takes for an event's."""

    span: Span
    chance: float
    """That it stands for an event at all."""
    types: Mapping[EventType, float]
    """How likely each type is, given that it is an event; unlikely ones are left out."""
    modes: Mapping[str, float]
    """The same of modes; what is missing to one is the chance of none."""
    statuses: Mapping[EventStatus, float]
    piece: int
    """Its first word piece, by which its roles are asked for."""


@dataclass(frozen=True, slots=True)
class Toponym:
    """A stretch that the encoder takes for a place's name."""

    span: Span
    chance: float


LIKELY = 0.02
"""Answers less likely than this are left out."""


def event_words(document: Document, least: float = 0.3, model: Model | None = None) -> list[EventWord]:
    """Words that stand for events with a chance of at least ``least``, in the order of the text."""
    encoded = encode(document, model)
    chances = encoded.chances("type")
    event = 1 - chances[:, 0]
    best = np.where(event >= least, chances[:, 1:].argmax(axis=1), -1).tolist()
    segments = encoded.pieces.segments
    found, at = [], 0
    for (kind, _), run in groupby(zip(best, segments, strict=True)):
        first, at = at, at + sum(1 for _ in run)
        if kind >= 0:
            found.append(_event_word(document, encoded, first, at))
    return found


def _event_word(document: Document, encoded: Encoded, first: int, last: int) -> EventWord:
    rows = slice(first, last)
    types = encoded.chances("type", rows)
    span = whole_words(document.text, encoded.pieces.offsets[first][0], encoded.pieces.offsets[last - 1][1])
    return EventWord(
        span=span,
        chance=round(float((1 - types[:, 0]).max()), 3),
        types=cast(dict[EventType, float], _likely("type", types, 1)),
        modes=_likely("mode", encoded.chances("mode", rows), 1, share=True),
        statuses=cast(dict[EventStatus, float], _likely("status", encoded.chances("status", rows), 0)),
        piece=first,
    )


def _likely(head: str, rows: Floats, skip: int, *, share: bool = False) -> dict[str, float]:
    """A head's likely answers over some pieces, likeliest first. ``share``: of all answers, the skipped ones too."""
    mean = rows.mean(axis=0)
    whole = mean.sum() if share else mean[skip:].sum()
    named = zip(HEADS[head][skip:], (mean[skip:] / max(whole, 1e-9)).tolist(), strict=True)
    return dict(sorted(((a, round(p, 3)) for a, p in named if p >= LIKELY), key=lambda one: -one[1]))


def toponyms(document: Document, model: Model | None = None) -> list[Toponym]:
    """Stretches that are names of places, in the order of the text."""
    encoded = encode(document, model)
    if not encoded.pieces.ids:
        return []
    offsets, segments = encoded.pieces.offsets, encoded.pieces.segments
    return [
        Toponym(whole_words(document.text, offsets[one.first][0], offsets[one.last - 1][1]), round(one.probability, 3))
        for one in spans_of(encoded.head("toponym"))
        if segments[one.first] == segments[one.last - 1]
    ]


def toponym_chance(document: Document, span: Span, model: Model | None = None) -> float:
    """How likely the words of a span belong to a place's name: the mean over its word pieces; 0 where there are none."""
    encoded = encode(document, model)
    offsets = encoded.pieces.offsets
    low, high = bisect_left(offsets, (span.start, span.start)), bisect_left(offsets, (span.end, span.end))
    rows = encoded.head("toponym")[low:high]
    if not len(rows):
        return 0.0
    powers = np.exp(rows - rows.max(axis=1, keepdims=True))
    return float(np.mean(1 - (powers[:, 0] / powers.sum(axis=1))))


def stance_chances(document: Document, cue: Span, model: Model | None = None) -> dict[Stance, float]:
    """How likely each stance is for a cue, likeliest first."""
    encoded = encode(document, model)
    offsets = encoded.pieces.offsets
    low, high = bisect_left(offsets, (cue.start, cue.start)), bisect_left(offsets, (cue.end, cue.end))
    if high <= low:
        return {}
    scores = encoded.head("stance")[low:high]
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances: Floats = powers / powers.sum(axis=1, keepdims=True)
    return cast(dict[Stance, float], _likely("stance", chances, 0))
