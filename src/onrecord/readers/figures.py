"""The reader of figures: numbers that count something, what became of those counted, and who says so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Span as Tokens

from onrecord.language import Document, Segment
from onrecord.readers.counts.counted import Counted, called, counted
from onrecord.readers.counts.measures import measure_of, number_in
from onrecord.readers.counts.numbers import Quantity, quantities, words
from onrecord.readers.people.party_index import party_index
from onrecord.records import Article, Figure, Findings, Span

_FEW = 10
_HARMS = frozenset({"killed", "injured", "killed or injured", "missing", "displaced", "detained", "infected"})
"""What is worth a record of nobody: "no one was hurt"."""


def read_figures(article: Article, document: Document, found: Findings) -> Findings:
    """Every figure of the headline, the captions and the paragraphs, in order."""
    taken = [moment.span for moment in found.moments]
    names = [at for place in found.places for at in place.spans]  # Seven Oaks: a number in a name
    sources = [a.source for a in found.attributions if a.source is not None]
    figures: list[Figure] = []
    for segment in document.segments:
        before: _Before | None = None
        for quantity, tokens in sorted(_candidates(segment), key=lambda pair: pair[0].start):
            span = Span(segment.start + quantity.start, segment.start + quantity.end)
            if any(other.overlaps(span) for other in taken) or any(name.holds(span) for name in names):
                continue
            what = _single(tokens) if quantity.single else counted(quantity, tokens)
            if what is None or (_are_few(quantity, what) and any(source.holds(span) for source in sources)):
                continue  # "according to three officials": they speak, and are not counted
            what = _completed(what, tokens, before)
            figures.append(_figure(quantity, tokens, what, segment, found))
            before = _Before(what, tokens)
    figures.sort(key=lambda figure: figure.span)
    return replace(found, figures=tuple(replace(f, id=f"f{i}") for i, f in enumerate(figures, 1)))


@dataclass(frozen=True, slots=True)
class _Before:
    """The figure before, which the next one may be a part of."""

    what: Counted
    tokens: Tokens


def _are_few(quantity: Quantity, what: Counted) -> bool:
    return what.measure is None and quantity.point is not None and quantity.point < _FEW


def _candidates(segment: Segment) -> Iterator[tuple[Quantity, Tokens]]:
    text = segment.doc.text
    singles = [*_ones(text), *_zeros(text)]
    taken = {single.start for single in singles} | {single.end for single in singles}
    others = (q for q in quantities(text) if q.start not in taken and q.end not in taken)
    for quantity in [*others, *singles]:
        tokens = segment.doc.char_span(quantity.start, quantity.end, alignment_mode="expand")
        if tokens is not None:
            yield quantity, tokens


@lru_cache(maxsize=1)
def _singles() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A person counted by an article ("a female tourist"), and nobody ("no one", "no deaths")."""
    people = "|".join(sorted(map(re.escape, words()["kinds"]["people"]), key=len, reverse=True))
    harms = "deaths?|casualties|casualty|injuries|injury|fatalities|fatality"
    return (
        re.compile(rf"(?<![\w-])an? (?:[\w-]+ ){{0,3}}?(?:{people})(?: (?:{people}))*\b(?![-’'])", re.IGNORECASE),
        re.compile(
            rf"(?<![\w-])(?:no[ -]one|nobody|no(?= (?:[a-z]+ ){{0,2}}?(?:{harms}|(?:{people})s?)\b))(?![\w-])",
            re.IGNORECASE,
        ),
    )


def _ones(text: str) -> list[Quantity]:
    """A victim counted by an article: "a woman was killed" is a figure of one."""
    return [
        Quantity(m.start(), m.end(), 1.0, 1.0, 1.0, False, False, None, False, single=True)
        for m in _singles()[0].finditer(text)
    ]


def _zeros(text: str) -> list[Quantity]:
    """Nobody was hurt, no deaths were reported: figures of zero."""
    return [
        Quantity(m.start(), m.end(), 0.0, 0.0, 0.0, False, False, None, False, single=True)
        for m in _singles()[1].finditer(text)
    ]


def _single(tokens: Tokens) -> Counted | None:
    """What became of one person, or of nobody; None unless harm is spoken of."""
    nobody = tokens[0].lower_ not in {"a", "an"}
    if nobody and tokens.text.lower() == "no":
        noun = tokens.root.head
    elif nobody:
        measure = measure_of(tokens.root, None, tokens.start, tokens.end)
        return Counted(None, "people", measure) if measure in _HARMS else None
    else:
        noun = tokens.root
    top = noun.head if noun.dep_ == "conj" else noun
    told = top.dep_ != "pobj" or top.head.lower_ == "including"
    if noun.pos_ != "NOUN" or (not nobody and (not told or noun.tag_ != "NN" or noun.i != tokens.end - 1)):
        return None
    measure = measure_of(noun, noun, tokens.start, tokens.end)
    if measure not in (_HARMS if nobody else {"killed", "injured"}):
        return None
    return Counted(noun, called(noun, tokens[:1], measure, one=not nobody), measure)


def _completed(what: Counted, tokens: Tokens, before: _Before | None) -> Counted:
    """What a figure leaves out because the one before has it: of whom, and what became of them."""
    if before is None or before.what.of is None or before.what.measure == "money":
        return replace(what, of=f"{what.of} of them") if what.of == "percent" and what.of_them else what
    whole = before.what.of.removeprefix("percent of ")
    fraction = what.of == "percent" and tokens[-1].lower_ not in {"percent", "cent", "%"}
    if fraction and before.what.of != whole and before.tokens.sent.start == tokens.sent.start:
        what = replace(what, of_them=True)  # "half of them are women, and a third have special needs"
    if tokens.doc[max(0, tokens.start - 2) : tokens.start].text.lower() == "among them":
        return replace(what, measure=what.measure or before.what.measure)
    if what.of_them:
        of = f"percent of {whole}" if what.of == "percent" else what.of if what.noun is not None else whole
        return replace(what, of=of, measure=what.measure or before.what.measure)
    same_sentence = before.tokens.sent.start == tokens.sent.start
    if what.elliptic and what.of == "people" and same_sentence and before.what.noun is not None and _carries_on(tokens):
        return replace(what, of=whole, measure=before.what.measure if _is_part(tokens) else what.measure)
    return what


def _carries_on(tokens: Tokens) -> bool:
    """Killed 13 soldiers and wounded 56 more: the second verb is joined to the first."""
    verb = number_in(tokens).head
    return _is_part(tokens) or (
        number_in(tokens).dep_ in {"dobj", "obj"} and verb.dep_ == "conj" and verb.pos_ == "VERB"
    )


def _is_part(tokens: Tokens) -> bool:
    """504,200 shares, including 254,200 bought this year."""
    return number_in(tokens).dep_ == "pobj" and number_in(tokens).head.lower_ == "including"


def _figure(quantity: Quantity, tokens: Tokens, what: Counted, segment: Segment, found: Findings) -> Figure:
    span = Span(segment.start + quantity.start, segment.start + quantity.end)
    within = [
        (sum(part.end - part.start for part in a.content), a.id)
        for a in found.attributions
        for part in a.content
        if part.holds(span)
    ]
    noun = what.noun
    who = party_index(found).at(segment.span(noun), segment.start + noun.idx) if noun is not None else None
    clause = _clause(segment, tokens)
    return Figure(
        id="",
        span=span,
        low=quantity.low,
        high=quantity.high,
        point=quantity.point,
        approximate=quantity.approximate,
        measure=what.measure or "other",
        of=what.of,
        who=who.id if who else None,
        time=next((m.id for m in found.moments if m.earliest and clause.holds(m.span)), None),
        place=next((p.id for p in found.places for at in p.spans if clause.holds(at)), None),
        according_to=(min(within)[1],) if within else (),
    )


def _clause(segment: Segment, tokens: Tokens) -> Span:
    """The stretch of the nearest verb above a number: where it says when and where."""
    verb = tokens.root
    while verb.head.i != verb.i and verb.pos_ not in {"VERB", "AUX"}:
        verb = verb.head
    inner = [c for c in verb.children if c.dep_ in {"ccomp", "advcl", "conj", "parataxis", "relcl"}]
    first, last = verb.left_edge, verb.right_edge
    for child in inner:
        if child.left_edge.i > verb.i:
            last = verb.doc[min(last.i, child.left_edge.i - 1)]
        elif child.right_edge.i < verb.i:
            first = verb.doc[max(first.i, child.right_edge.i + 1)]
    return Span(segment.start + first.idx, segment.start + last.idx + len(last.text))
