"""Finding the names of places in the text: spots where one could stand, weighed by all that speaks for and against each."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.gazetteer.candidate import Candidate
from onrecord.language import Document, Segment
from onrecord.readers.people.lexicon import lexicon
from onrecord.readers.toponyms.caseless import caseless_spots
from onrecord.readers.toponyms.clues import Clues, Head, weights
from onrecord.readers.toponyms.relations import relation_before
from onrecord.readers.toponyms.spots import Spot, called_town, called_unit, spots
from onrecord.records import Findings, Span

LEAST = 0.5
"""How likely a spot must be a place's name."""


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name in the text that is likely a place's."""

    span: Span
    name: str
    options: tuple[Candidate, ...]
    demonym: bool = False
    relation: str | None = None
    unit_word: bool = False
    """Whether a word such as Province stands behind it."""
    town_word: bool = False
    """Whether it is called a city, a town or a village."""


def find_toponyms(
    document: Document, found: Findings, head: Head | None = None, said: Sequence[Span] = ()
) -> list[Toponym]:
    """Every toponym of the document, in order.

    Args:
        document: the parsed article.
        found: what earlier readers found: a party's name is rarely a place's.
        head: a model's opinion of a span, one more clue where there is one.
        said: the stretches that the model takes for places' names, weighed like any other.

    """
    clues = Clues(document, found, head)
    caseless = caseless_spots(document)
    return [
        _toponym(spot, segment)
        for segment in document.segments
        for spot in caseless.get(segment.index) or chosen(weighed(segment, clues, said))
        if not _speaks(spot)
    ]


def weighed(segment: Segment, clues: Clues, said: Sequence[Span] = ()) -> list[tuple[Spot, float]]:
    """Each spot of a segment with how likely it is a place's name."""
    known = weights()
    found = spots(segment, said)
    told = []
    for i, spot in enumerate(found):
        score = sum(
            w * c for w, c in zip(known, clues.of(spot, segment, found[max(i - 12, 0) : i + 12]), strict=True) if c
        )
        told.append((spot, 1 / (1 + math.exp(-max(min(score, 30), -30)))))
    return told


def chosen(likely: list[tuple[Spot, float]]) -> Iterator[Spot]:
    """The spots that are likely enough and do not overlap: of two that do, the known one, the longer one, the likelier one."""
    taken: list[Spot] = []
    for spot, p in sorted(likely, key=lambda pair: (not pair[0].options, -len(pair[0].tokens), -pair[1], pair[0].ends)):
        first, last = spot.ends
        if p >= LEAST and not any(first < b and a < last for a, b in (other.ends for other in taken)):
            taken.append(spot)
    return iter(sorted(taken, key=lambda spot: spot.ends))


def _toponym(spot: Spot, segment: Segment) -> Toponym:
    return Toponym(
        spot.span(segment),
        spot.name,
        spot.options,
        spot.demonym,
        None if spot.demonym else relation_before(spot.tokens),
        called_unit(spot.tokens),
        called_town(spot.tokens),
    )


def _speaks(spot: Spot) -> bool:
    """A capital that speaks stands for its government: a party, and no place."""
    root = spot.tokens.root
    return root.dep_ == "nsubj" and root.head.lemma_ in lexicon().speech and any(c.capital for c in spot.options)


def with_holder(one: Toponym, following: Toponym | None, text: str) -> tuple[Candidate, ...]:
    """What stands behind the name after a comma or in brackets: "Kutum, North Darfur"."""
    if following is None:
        return ()
    between = text[one.span.end : following.span.start]
    if len(between) > 20 or not _HELD.fullmatch(between):
        return ()
    return tuple(c for c in following.options if c.kind in {"country", "admin1"})


_HELD = re.compile(r"\s*(?:,|\()\s*(?:in )?(?:the )?(?:northern |southern |eastern |western |central )?")
