"""Words that stand in for a place named before: "the town was shelled" is where the town is."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from onrecord.language import Document
from onrecord.records import Place, Precision, Span

_KINDS: dict[str, set[Precision]] = {
    "town": {"exact"},
    "city": {"exact"},
    "village": {"exact"},
    "province": {"admin1", "admin2", "region"},
    "governorate": {"admin1", "admin2", "region"},
    "district": {"admin2", "admin1", "region"},
    "region": {"region", "admin1", "admin2"},
    "country": {"country"},
}
"""By its noun, the precision of the place that is meant."""
_FAR = 1500
"""Characters after which nobody remembers which town it was."""


def with_stand_ins(document: Document, places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The places, each also at the words that stand in for it; for finding where things happen, not for the record.

    A stand-in is "the" and a noun for a kind of place without a name of its own; it means the last place of that kind.
    """
    named = sorted((span, place) for place in places for span in place.spans)
    more: dict[str, list[Span]] = {}
    for span, noun in _nouns(document):
        before = [
            place
            for at, place in named
            if at.end <= span.start < at.end + _FAR and place.precision in _KINDS[noun.lemma_.lower()]
        ]
        if before and not any(at.overlaps(span) for at, _ in named):
            more.setdefault(before[-1].id, []).append(span)
    return tuple(
        replace(place, spans=tuple(sorted((*place.spans, *more[place.id])))) if place.id in more else place
        for place in places
    )


def _nouns(document: Document) -> Iterator[tuple[Span, Token]]:
    for segment in document.segments:
        for token in segment.doc:
            if token.lemma_.lower() in _KINDS and token.tag_ == "NN" and _bare(token):
                yield segment.span(token), token


def _bare(noun: Token) -> bool:
    """Only "the" before it and no "of …" behind it."""
    marks = [
        child for child in noun.children if child.dep_ in {"det", "amod", "compound", "poss", "prep", "relcl", "acl"}
    ]
    return len(marks) == 1 and marks[0].lower_ in {"the", "this", "that"}
