"""Names of places in text without capitals, where the pipeline sees none: what the gazetteer knows, where a place would stand."""

from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from onrecord.gazetteer.candidate import Candidate
from onrecord.gazetteer.names import key
from onrecord.gazetteer.store import candidates
from onrecord.language import Document, Segment, pipeline
from onrecord.readers.people.syntax import is_caseless
from onrecord.readers.toponyms.spots import Spot, called_town
from onrecord.readers.toponyms.words import place_words

_LONGEST = 3
_SHORTEST = 4
_GREAT = 500_000
"""Inhabitants of a town whose name is more often the town's than another word's."""
_LARGE = 100_000
"""The same, of a name that is no English word."""
_TOWN = 1_000
_AT = frozenset(("in", "at", "near"))
_NOUNS = frozenset(("NN", "NNP", "NNS", "NNPS", "JJ", "FW", "XX"))
_NO_NAMES = frozenset(("NUM", "VERB", "ADV", "PRON", "DET", "AUX", "ADP", "PUNCT", "SYM", "CCONJ", "SCONJ", "PART"))


def caseless_spots(document: Document) -> dict[int, list[Spot]]:
    """By the index of each segment without capitals, its places' names, in order; they do not overlap.

    A name that stands where a place would ("in surat", "lucknow: …") is that place's wherever the article has it.
    """
    segments = [segment for segment in document.segments if is_caseless([token.text for token in segment.doc])]
    seen = {segment.index: list(_names(segment)) for segment in segments}
    meant = {key(spot.name) for spots in seen.values() for spot, sure in spots if sure}
    return {
        index: list(_apart(spot for spot, sure in spots if sure or (spot.options and key(spot.name) in meant)))
        for index, spots in seen.items()
    }


def _names(segment: Segment) -> Iterator[tuple[Spot, bool]]:
    """Every run of words that may be a name, the longer before the shorter, and whether it surely is one."""
    doc, no_names = segment.doc, place_words().never | place_words().plain
    for first in range(len(doc)):
        for last in range(min(first + _LONGEST, len(doc)), first, -1):
            tokens = doc[first:last]
            if not all(token.is_alpha and not token.is_upper for token in tokens) or len(tokens.text) < _SHORTEST:
                continue
            name = tokens.text
            if key(name) in no_names:
                continue
            options = _options(name)
            ends = {tokens[0].pos_, tokens[-1].pos_}
            if options and (not ends & _NO_NAMES if len(tokens) > 1 else _may_be_name(doc, first, options)):
                yield (
                    Spot(tokens, name, options),
                    _placed(tokens, options) or (_is_known(options) and not _is_word(name)),
                )
            elif not options and len(tokens) == 1 and _unheard(tokens):
                yield Spot(tokens, name, ()), True


def _options(name: str) -> tuple[Candidate, ...]:
    """What a name may mean; a hamlet's is more likely another word."""
    known = candidates(name)
    large = any(c.main and (c.kind != "city" or c.population >= _TOWN) for c in known)
    return known if large else ()


def _may_be_name(doc: Doc, i: int, options: tuple[Candidate, ...]) -> bool:
    """Whether one word can be the name: a great one's is, unless it is a verb; a small one's must be no English word."""
    word = doc[i].lower_
    if _is_great(options):
        return not _is_word(word, "verb") or doc[i].pos_ == "PROPN"
    return doc[i].pos_ not in _NO_NAMES and not _is_word(word)


def _is_great(options: tuple[Candidate, ...]) -> bool:
    return any(c.main and (c.kind in {"country", "admin1"} or c.population > _GREAT) for c in options)


def _is_known(options: tuple[Candidate, ...]) -> bool:
    return _is_great(options) or any(c.main and (c.kind == "admin2" or c.population > _LARGE) for c in options)


def _placed(tokens: Tokens, options: tuple[Candidate, ...]) -> bool:
    """Whether it stands where a place would: behind "in" and its like, or as a dateline; a great one's behind "of" too."""
    doc, words, before = tokens.doc, place_words(), tokens.start - 1
    if tokens.end < len(doc) and doc[tokens.end].text == ":" and tokens.start < _DATELINE:
        return True
    if before >= 0 and doc[before].lower_ == "of" and _is_great(options):
        return True
    while before > 0 and doc[before].lower_ in words.passed:
        before -= 1
    return before >= 0 and (doc[before].lower_ in words.locative or called_town(tokens))


_DATELINE = 12
"""Words of a page's own before a dateline at most: "This story is from March 5, 2002"."""


def _unheard(tokens: Tokens) -> bool:
    """Whether a word that no list knows stands alone behind "in", "at" or "near": a hamlet's or a quarter's name."""
    token, doc = tokens[0], tokens.doc
    if (
        token.i == 0
        or doc[token.i - 1].lower_ not in _AT
        or token.tag_ not in _NOUNS
        or token.lower_.endswith(("s", "ing"))
    ):
        return False
    alone = token.i + 1 == len(doc) or doc[token.i + 1].pos_ not in {"NOUN", "PROPN", "ADJ", "PART"}
    called = not alone and doc[token.i + 1].lower_ in (_QUARTERS | place_words().towns | place_words().units)
    return (alone or called) and not _is_word(token.lower_) and not _is_word(token.lemma_.lower())


_QUARTERS = frozenset(("area", "areas", "locality", "junction", "road", "station"))


def _is_word(word: str, kind: str | None = None) -> bool:
    """Whether it is an English word, or one of a kind, by the pipeline's own table."""
    return any(word in table for name, table in _words().items() if kind in {None, name})


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    vocabulary = pipeline()
    table = vocabulary.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    return {kind: frozenset(table.get(kind, ())) for kind in ("noun", "verb", "adj", "adv")}


def _apart(spots: Iterator[Spot]) -> Iterator[Spot]:
    """Without those that overlap one before."""
    end = 0
    for spot in sorted(spots, key=lambda spot: (spot.ends[0], -spot.ends[1])):
        if spot.ends[0] >= end:
            yield spot
            end = spot.ends[1]
