"""The reader of places: toponyms, resolved to the gazetteer where the article gives evidence enough, else left unresolved."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from spacy.tokens import Span as Tokens

from onrecord.gazetteer.candidate import Candidate
from onrecord.gazetteer.choose import Context, choose
from onrecord.gazetteer.countries import countries, country_of_demonym
from onrecord.gazetteer.names import bare, key
from onrecord.gazetteer.store import candidates
from onrecord.language import Document, Segment
from onrecord.readers.lexicon import lexicon
from onrecord.readers.party_index import party_index
from onrecord.records import Article, Findings, Party, Place, Precision, Span

_PLACES = frozenset(("GPE", "LOC", "FAC"))
_DOUBTFUL = frozenset(("ORG", "PERSON", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", ""))
_PRECISION: dict[str, Precision] = {"city": "exact", "admin1": "admin1", "admin2": "admin2", "country": "country"}


@dataclass(frozen=True, slots=True)
class _Words:
    relations: dict[str, str]
    near: frozenset[str]
    units: frozenset[str]
    locative: frozenset[str]
    never: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    tables = tomllib.loads((files("onrecord.readers") / "data" / "places.toml").read_text(encoding="utf-8"))
    lists = (
        tables["near"]["relations"],
        tables["units"]["words"],
        tables["locative"]["words"],
        tables["never"]["names"],
    )
    return _Words(tables["relations"], *(frozenset(words) for words in lists))


@dataclass(frozen=True, slots=True)
class _Toponym:
    """A name in the text that may be a place's."""

    span: Span
    name: str
    options: tuple[Candidate, ...]
    demonym: bool
    relation: str | None
    unit_word: bool


def read_places(article: Article, document: Document, found: Findings) -> Findings:
    """Every place of the headline, the captions and the paragraphs, one record a place, in order of first mention."""
    toponyms = [one for segment in document.segments for one in _of_segment(segment, found)]
    context = _context(toponyms)
    groups: dict[str, list[_Toponym]] = {}
    chosen: dict[str, Candidate | None] = {}
    for i, one in enumerate(toponyms):
        place = choose(
            one.options, replace(context, holder=_holder(i, toponyms, document.text), unit_word=one.unit_word)
        )
        group = f"{place.name}/{place.country}/{place.kind}/{place.admin1}" if place else f"?{key(one.name)}"
        groups.setdefault(group, []).append(one)
        chosen[group] = place
    places = (_place(f"l{i}", group, chosen[name]) for i, (name, group) in enumerate(groups.items(), 1))
    return replace(found, places=tuple(places))


def _of_segment(segment: Segment, found: Findings) -> Iterator[_Toponym]:
    doc, taken = segment.doc, -1
    for first, last, label in _ranges(segment):
        if first < taken:
            continue
        tokens = doc[first:last]
        one = _toponym(tokens, label, segment, found)
        if one is not None:
            taken = last
            yield one


def _ranges(segment: Segment) -> list[tuple[int, int, str]]:
    """The pipeline's entities, and runs of proper nouns that it passed over."""
    doc = segment.doc
    ranges = [
        (ent.start, ent.end, ent.label_)
        for ent in doc.ents
        if ent.label_ in _PLACES or ent.label_ in _DOUBTFUL or ent.label_ == "NORP"
    ]
    i = 0
    while i < len(doc):
        if doc[i].pos_ in ("PROPN", "ADJ") and not doc[i].ent_type and doc[i].text[0].isupper():
            first = i
            while i < len(doc) and doc[i].pos_ in ("PROPN", "ADJ") and not doc[i].ent_type and doc[i].text[0].isupper():
                i += 1
            ranges.append((first, i, ""))
        else:
            i += 1
    return sorted(ranges)


def _toponym(tokens: Tokens, label: str, segment: Segment, found: Findings) -> _Toponym | None:
    while len(tokens) > 1 and (tokens[0].lower_ in ("the", "a") or tokens[0].is_punct):
        tokens = tokens[1:]
    while len(tokens) > 1 and (tokens[-1].is_punct or tokens[-1].lower_ in ("'s", "’s")):
        tokens = tokens[:-1]
    words = _words()
    name = bare(tokens.text)
    if name.lower() in words.never or not name or not any(c.isupper() for c in name):
        return None
    if country_of_demonym(name):
        return _demonym(tokens, name, segment)
    label = "" if label == "NORP" else label
    options = candidates(name)
    relation, located = _before(tokens)
    if label in _DOUBTFUL and not _is_place(
        tokens, label, options, party_index(found).at(segment.span(tokens)), located=located
    ):
        return None
    if not options and label not in ("GPE", "LOC"):
        return None
    if _speaks(tokens, options):
        return None
    after = tokens.doc[tokens.end].lower_ if tokens.end < len(tokens.doc) else ""
    return _Toponym(segment.span(tokens), name, options, False, relation, after in words.units)


def _demonym(tokens: Tokens, name: str, segment: Segment) -> _Toponym | None:
    country = country_of_demonym(name)
    if country is None:
        return None
    known = countries()[country]
    options = tuple(c for c in candidates(known.name) if c.kind == "country")
    return _Toponym(segment.span(tokens), known.name, options, True, None, False) if options else None


def _is_place(
    tokens: Tokens, label: str, options: tuple[Candidate, ...], party: Party | None, *, located: bool
) -> bool:
    """Whether a name that the pipeline takes for something else is a place: the gazetteer knows it, and the words say so."""
    person = party is not None and party.kind == "person"
    if not options or (person and party is not None and party.titles) or bare(tokens.text) in lexicon().bodies:
        return False
    if any(c.kind == "country" or c.is_area for c in options):
        return not person
    if label == "PERSON" and party is not None and len(party.mentions) > 2 and " " in party.name:
        return False
    big = max(c.population for c in options) >= 100_000
    after = tokens.doc[tokens.end].text if tokens.end < len(tokens.doc) else ""
    return located and (big or label != "PERSON" or after == ",")


_COMPASS = re.compile(r"\b((?:north|south)?(?:east|west)?)(?:ern)? of$")
_PASSED = frozenset(
    ("the", "downtown", "central", "northern", "southern", "eastern", "western", "nearby", "city", "town", "village")
)
_OF = frozenset(("city", "town", "village", "outskirts", "port"))


def _before(tokens: Tokens) -> tuple[str | None, bool]:
    """The relation that the words before give, and whether one of them is locative."""
    doc, words = tokens.doc, _words()
    first = _past_description(tokens)
    for length in (4, 3, 2, 1):
        if first - length >= tokens.sent.start:
            phrase = " ".join(token.lower_ for token in doc[first - length : first])
            if phrase in words.relations:
                return words.relations[phrase], True
    compass = _COMPASS.search(doc[max(tokens.sent.start, tokens.start - 2) : tokens.start].text.lower())
    if compass and compass[1]:
        return f"{compass[1]} of", True
    return None, first > tokens.sent.start and doc[first - 1].lower_ in words.locative


def _past_description(tokens: Tokens) -> int:
    """Past "the northern town of" before a name: where the words that say how it lies end."""
    doc, first = tokens.doc, tokens.start
    while first > tokens.sent.start:
        word = doc[first - 1]
        of = word.lower_ == "of" and first > 1 and doc[first - 2].lower_ in _OF
        if not of and word.lower_ not in _PASSED and word.pos_ != "ADJ":
            break
        first -= 1
    return first


def _speaks(tokens: Tokens, options: tuple[Candidate, ...]) -> bool:
    """A capital that speaks stands for its government: a party, and no place."""
    root = tokens.root
    return root.dep_ == "nsubj" and root.head.lemma_ in lexicon().speech and any(c.capital for c in options)


def _context(toponyms: list[_Toponym]) -> Context:
    """Countries and units that the article speaks of without doubt."""
    spoken: Counter[str] = Counter()
    units = set()
    for one in toponyms:
        country = next((c for c in one.options if c.kind == "country"), None)
        if country and country.country:
            spoken[country.country] += 2
            continue
        unit = next((c for c in one.options if c.kind == "admin1" and c.main), None)
        if unit is not None:
            units.add(unit.name.lower())
        great = sorted(one.options, key=lambda c: -c.population)[:2]
        if great and great[0].country and great[0].population > 20 * (great[1].population if len(great) > 1 else 5000):
            spoken[great[0].country] += 1
    return Context(spoken, frozenset(units))


_HELD = re.compile(r"\s*(?:,|\()\s*(?:in )?(?:the )?(?:northern |southern |eastern |western |central )?")


def _holder(i: int, toponyms: list[_Toponym], text: str) -> tuple[Candidate, ...]:
    """What stands behind the name after a comma or in brackets: "Kutum, North Darfur"."""
    if i + 1 >= len(toponyms):
        return ()
    between = text[toponyms[i].span.end : toponyms[i + 1].span.start]
    if len(between) > 20 or not _HELD.fullmatch(between):
        return ()
    return tuple(c for c in toponyms[i + 1].options if c.kind in ("country", "admin1"))


def _place(ident: str, group: list[_Toponym], place: Candidate | None) -> Place:
    named = next((one for one in group if not one.demonym), group[0])
    relation = next((one.relation for one in group if one.relation), None)
    spans = tuple(one.span for one in group)
    if place is None:
        return Place(ident, named.name, spans, relation=relation)
    precision = _PRECISION.get(place.kind, "region")
    if precision == "exact" and relation in _words().near:
        precision = "near"
    return Place(
        ident,
        named.name,
        spans,
        place.geonameid,
        round(place.lat, 5),
        round(place.lon, 5),
        place.country,
        place.admin1,
        precision,
        relation,
    )
