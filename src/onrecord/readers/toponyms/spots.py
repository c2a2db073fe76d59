"""Where a place's name could stand: the pipeline's places, and every run of capitalised words that the gazetteer knows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.gazetteer.candidate import Candidate
from onrecord.gazetteer.countries import countries, country_of_demonym
from onrecord.gazetteer.geonames import spellings
from onrecord.gazetteer.names import bare, key
from onrecord.gazetteer.regions import part_of_demonym, region_of_demonym
from onrecord.gazetteer.store import candidates
from onrecord.language import Segment
from onrecord.readers.toponyms.words import place_words
from onrecord.records import Span

_PLACES = frozenset(("GPE", "LOC", "FAC"))
_LONGEST = 6
"""Tokens of a name; a hyphen is one."""
_INNER = frozenset(("-", "–", "of", "al", "el", "as", "ash", "ar", "de", "du", "da", "do", "la", "le", "les", "des", "and", "the", "sur", "in", "upon", "del", "dos", "das", "di", "della", "y", "van", "von", "bin", "abu", "ibn", ".", "'", "’", "'s", "’s"))  # fmt: skip
_FIRST = frozenset(("al", "el", "as", "ash", "ar", "ad", "at", "an"))
"""The Arabic article, which may begin a name in lower case: "al-Tanf"."""
_SHORTEST = 3
_TITLED = frozenset(("City", "Town", "Village", "Province"))
_GREAT = 500_000
"""Inhabitants of a town or unit whose name is a place's whatever part of speech the tagger finds."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of tokens that may be a place's name."""

    tokens: Tokens
    name: str
    """As it is looked up: for a demonym, the country's or region's name."""
    options: tuple[Candidate, ...]
    demonym: bool = False
    cut: int | None = None
    """Letters of the first token that are the name, where a token holds more: "U.S.-led"."""

    def span(self, segment: Segment) -> Span:
        """Where the name stands in the page's text."""
        whole = segment.span(self.tokens)
        return whole if self.cut is None else Span(whole.start, whole.start + self.cut)

    @property
    def ends(self) -> tuple[int, int]:
        """The first token and the one behind the last."""
        return self.tokens.start, self.tokens.end


def spots(segment: Segment, said: Sequence[Span] = ()) -> list[Spot]:
    """Every spot of a segment, in order, the longer before the shorter; they may overlap.

    Args:
        segment: the parsed stretch.
        said: what a model takes for places' names, in the page's text, where there is one.

    """
    found: dict[tuple[int, int], Spot] = {}
    for spot in (*_entities(segment), *_runs(segment), *_said(segment, said)):
        found.setdefault(spot.ends, spot)
    return sorted(found.values(), key=lambda spot: (spot.ends[0], -spot.ends[1]))


def _entities(segment: Segment) -> Iterator[Spot]:
    """What the pipeline takes for places, known or not."""
    for ent in segment.doc.ents:
        if ent.label_ in _PLACES:
            tokens = trimmed(ent)
            name = bare(tokens.text)
            if len(name) > 1 and any(c.isupper() for c in name) and tokens.text.lower() not in _COMPASS:
                yield demonym(tokens, name) or _known(tokens) or Spot(tokens, name, ())


def _said(segment: Segment, said: Sequence[Span]) -> Iterator[Spot]:
    """What a model takes for places, known or not."""
    for span in said:
        if segment.start <= span.start < segment.end and (tokens := segment.tokens(span)) is not None:
            tokens = trimmed(tokens)
            name = bare(tokens.text)
            if len(name) > 1 and any(c.isupper() for c in name):
                yield _known(tokens) or Spot(tokens, name, ())


def _runs(segment: Segment) -> Iterator[Spot]:
    """Every run of words that the gazetteer knows, whatever it is a part of; and what is called a town, known or not."""
    doc = segment.doc
    capital = [_opens(token) for token in doc]
    for first, token in enumerate(doc):
        if not capital[first] and not (token.lower_ in _FIRST and first + 2 < len(doc) and doc[first + 1].text == "-"):
            continue
        if len(token) > 3 and "-" in token.text and (cut := _cut(doc[first : first + 1])):
            yield cut
        for last in range(min(first + _LONGEST, len(doc)), first, -1):
            tokens = doc[first:last]
            if not capital[last - 1] or not _whole(tokens, capital):
                continue
            if spot := _known(tokens):
                yield spot
            elif called_town(tokens) and (last == len(doc) or not capital[last]) and "and" not in tokens.text.split():
                yield Spot(tokens, bare(tokens.text), ())


def _cut(token: Tokens) -> Spot | None:
    """The place in "U.S.-led" and "Paris-based", which are one token."""
    head = token.text.split("-", 1)[0]
    options = candidates(head) if len(head) > 1 else ()
    return Spot(token, head, options, cut=len(head)) if any(c.main and c.kind == "country" for c in options) else None


def called_town(tokens: Tokens) -> bool:
    """Whether the words before call it a town or a unit: "the city of Homs", "the villages of Fua and Kefraya"."""
    doc, first = tokens.doc, tokens.start
    while first > 1 and (
        doc[first - 1].text in {",", "and"} or (doc[first - 1].text[0].isupper() and first > tokens.start - 8)
    ):
        first -= 1
    # "the town of", "City of": but "Department of" is an authority
    called = place_words().towns | (place_words().units - {"department", "state", "states"})
    word = doc[first - 2] if first > 1 and doc[first - 1].lower_ == "of" else None
    return word is not None and word.lower_ in called and (word.is_lower or word.text in _TITLED)


def called_unit(tokens: Tokens) -> bool:
    """Whether it is called a unit: "Khartoum State", "Clay, Grant and Swift counties"."""
    doc, units = tokens.doc, place_words().units
    for token in doc[tokens.end : tokens.end + 24]:
        if token.lower_ in units:
            return token.i == tokens.end or token.lower_.endswith("s")
        if not (token.text in {",", "and", "or", "&"} or token.text[0].isupper()):
            return False
    return False


def _opens(token: Token) -> bool:
    return token.text[0].isupper() and not (token.is_sent_start and token.lower_ == "the")


def _whole(tokens: Tokens, capital: list[bool]) -> bool:
    """Whether nothing inside cuts the words apart."""
    inner = range(tokens.start + 1, tokens.end - 1)
    return all(capital[i] or tokens.doc[i].lower_ in _INNER for i in inner)


def _known(tokens: Tokens) -> Spot | None:
    """The spot that these words make, if the gazetteer knows them as a place's name or people's; else None."""
    name = bare(tokens.text)
    if _is_other(tokens, name):
        return None
    if len(tokens) <= 2 and (people := demonym(tokens, name)):
        return people
    if len(name) == 2 and name.isupper() and tokens.start > 0 and tokens.doc[tokens.start - 1].text == ",":
        # "Berlin, MD": a state's two letters mean it only here.
        options = tuple(c for c in candidates(f"US-{name}") if c.kind == "admin1")
    else:
        options = candidates(name) if len(key(name)) >= _SHORTEST or name.isupper() else ()
    if len(tokens) == 1 and not tokens[0].ent_type_ and tokens[0].pos_ != "PROPN" and not _is_great(options):
        return None
    if key(name) in _abbreviations() and not _is_abbreviated(tokens):
        options = tuple(c for c in options if c.kind != "admin1")
    return Spot(_pointed(tokens, options), name, options) if options else None


def _is_other(tokens: Tokens, name: str) -> bool:
    """Whether the words are a road's, a body's, a compass's or everyday ones, and no place's name of their own."""
    if (len(tokens) > 1 and (tokens[0].lower_ == "the" or _is_bodys(tokens))) or _names_a_road(tokens):
        return True
    if tokens.text.lower() in _COMPASS:
        return True
    return key(name) in place_words().never and tokens[0].ent_type_ != "GPE"


def _is_bodys(tokens: Tokens) -> bool:
    """Whether its last word belongs to what follows: "Kentucky State | Police", "Dublin City | Schools", "City of | Turkey"."""
    doc, end = tokens.doc, tokens.end
    if tokens[0].lower_ in {"city", "town", "village", "county", "state"} and tokens[1].lower_ == "of":
        return True
    loose = tokens[-1].lower_ in {"state", "city", "metro", "center", "village"}
    return loose and end < len(doc) and doc[end].text[0].isupper()


def _names_a_road(tokens: Tokens) -> bool:
    """Whether it is a road's name and no place of its own: "Paris Street"."""
    doc, end = tokens.doc, tokens.end
    return end < len(doc) and doc[end].text[0].isupper() and doc[end].lower_ in place_words().roads


def _pointed(tokens: Tokens, options: tuple[Candidate, ...]) -> Tokens:
    """With the point that ends an abbreviation, where it is a token of its own: "W.Va" and "."."""
    doc, end = tokens.doc, tokens.end
    short = any(c.kind == "admin1" for c in options) and (key(tokens.text) in _abbreviations() or "." in tokens.text)
    if short and end < len(doc) and doc[end].text == "." and not doc[end - 1].whitespace_:
        return doc[tokens.start : end + 1]
    return tokens


def _is_great(options: tuple[Candidate, ...]) -> bool:
    """Whether it is so well known that it is a place's name whatever the tagger makes of the word."""
    return any(c.main and (c.kind == "country" or c.population > _GREAT) for c in options)


@lru_cache(maxsize=1)
def _abbreviations() -> frozenset[str]:
    """The keys of "Mass." and "Ill.", which without their point are other words."""
    return frozenset(key(short) for names in spellings()["units"].values() for short in names if short.endswith("."))


def _is_abbreviated(tokens: Tokens) -> bool:
    doc, end = tokens.doc, tokens.end
    pointed = tokens.text.endswith(".") or (end < len(doc) and doc[end].text == "." and not doc[end - 1].whitespace_)
    return pointed or (tokens.start > 0 and doc[tokens.start - 1].text == ",")


def demonym(tokens: Tokens, name: str) -> Spot | None:
    """The country or region whose people or adjective this is; None for other words."""
    if country := country_of_demonym(name):
        known = countries()[country].name
        options = tuple(c for c in candidates(known) if c.kind == "country")
    elif region := region_of_demonym(name):
        known = region.name
        options = tuple(c for c in candidates(known) if c.name == known and c.is_area)
    elif part := part_of_demonym(name):
        known = part[0]
        options = tuple(c for c in candidates(known) if c.country == part[1])[:1]
    else:
        return None
    return Spot(tokens, known, options, demonym=True) if options else None


_COMPASS = frozenset(
    ("north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "northeast", "northwest", "southeast",
     "southwest", "northeastern", "northwestern", "southeastern", "southwestern", "downtown", "upper", "lower", "greater", "mid")
)  # fmt: skip


def trimmed(tokens: Tokens) -> Tokens:
    """Without the article before a name, what stands behind it, and a compass word that the gazetteer knows nothing of."""
    while len(tokens) > 1 and (tokens[0].lower_ in {"the", "a"} or tokens[0].is_punct):
        tokens = tokens[1:]
    closing = {"'s", "’s"} | place_words().units | place_words().towns
    while len(tokens) > 1 and (tokens[-1].is_punct or tokens[-1].text in closing):
        tokens = tokens[:-1]
    if len(tokens) > 1 and tokens[0].lower_ in _COMPASS and not candidates(tokens.text) and candidates(tokens[1:].text):
        return tokens[1:]
    return tokens
