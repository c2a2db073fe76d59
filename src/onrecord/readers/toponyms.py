"""Finding the names of places in the text: the pipeline's entities, and what it passed over that the gazetteer knows."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from spacy.tokens import Span as Tokens

from onrecord.gazetteer.candidate import Candidate
from onrecord.gazetteer.countries import countries, country_of_demonym
from onrecord.gazetteer.names import bare, code, key
from onrecord.gazetteer.regions import region_of_demonym
from onrecord.gazetteer.store import candidates
from onrecord.language import Document, Segment
from onrecord.readers.lexicon import lexicon
from onrecord.readers.party_index import party_index
from onrecord.records import Findings, Party, Span

_PLACES = frozenset(("GPE", "LOC", "FAC"))
_OTHER = frozenset(("ORG", "PERSON", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "NORP", ""))
_BIG = 100_000
"""Inhabitants of a town whose name is a place's wherever a locative stands before it."""
_LONGEST = 4
"""Words of a place's name that the sweep tries."""


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The words around toponyms."""

    relations: dict[str, str]
    near: frozenset[str]
    units: frozenset[str]
    locative: frozenset[str]
    never: frozenset[str]


@lru_cache(maxsize=1)
def place_words() -> PlaceWords:
    """The table ``data/places.toml``, read once."""
    tables = tomllib.loads((files("onrecord.readers") / "data" / "places.toml").read_text(encoding="utf-8"))
    lists = (
        tables["near"]["relations"],
        tables["units"]["words"],
        tables["locative"]["words"],
        tables["never"]["names"],
    )
    return PlaceWords(tables["relations"], *(frozenset(words) for words in lists))


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name in the text that may be a place's."""

    span: Span
    name: str
    options: tuple[Candidate, ...]
    demonym: bool = False
    relation: str | None = None
    unit_word: bool = False
    """Whether a word such as Province stands behind it."""
    speaks: bool = False
    """Whether it stands for a government: a party, and no place here."""


def find_toponyms(document: Document, found: Findings) -> list[Toponym]:
    """Every toponym of the document in order: first where the words say so, then every further use of the same names."""
    persons = _surnames(document)
    told = [list(_of_segment(segment, found, set(persons))) for segment in document.segments]
    places = Counter(key(one.name) for ones in told for one in ones if one.options and not one.demonym)
    # The pipeline takes many a place for a person once: what is oftener a place is one throughout.
    surnames = {name for name, times in persons.items() if times > places[name]}
    known = set(places) - surnames
    toponyms = []
    for segment, ones in zip(document.segments, told, strict=True):
        toponyms += sorted((*ones, *_swept(segment, ones, known, surnames)), key=lambda one: one.span)
    return [one for one in toponyms if not one.speaks]


def _surnames(document: Document) -> Counter[str]:
    """The keys of last names: "Jackson" after "Maynard Jackson" is a person."""
    names = (
        bare(ent.text).split() for segment in document.segments for ent in segment.doc.ents if ent.label_ == "PERSON"
    )
    return Counter(key(name[-1]) for name in names if len(name) > 1)


def _of_segment(segment: Segment, found: Findings, surnames: set[str]) -> Iterator[Toponym]:
    taken = -1
    for first, last, label in _ranges(segment):
        if first < taken:
            continue
        one = _toponym(segment.doc[first:last], label, segment, found, surnames)
        if one is not None:
            taken = last
            yield one


def _ranges(segment: Segment) -> list[tuple[int, int, str]]:
    """The pipeline's entities, and runs of proper nouns that it passed over."""
    doc = segment.doc
    ranges = [(ent.start, ent.end, ent.label_) for ent in doc.ents if ent.label_ in _PLACES or ent.label_ in _OTHER]
    first: int | None = None
    for i, token in enumerate(doc):
        if not token.ent_type and token.text[0].isupper() and token.pos_ in {"PROPN", "ADJ"}:
            first = i if first is None else first
        elif first is not None:
            ranges.append((first, i, ""))
            first = None
    if first is not None:
        ranges.append((first, len(doc), ""))
    return sorted(ranges)


def _toponym(tokens: Tokens, label: str, segment: Segment, found: Findings, surnames: set[str]) -> Toponym | None:
    tokens = _trimmed(tokens)
    words = place_words()
    name = bare(tokens.text)
    if name.lower() in words.never or not any(c.isupper() for c in name):
        return None
    demonym = _demonym(tokens, name, segment)
    if demonym is not None or label == "NORP":
        return demonym
    options = candidates(name)
    relation, located = _before(tokens)
    party = party_index(found).at(segment.span(tokens))
    if party is not None and party.kind == "organisation" and code(tokens.text) and not any(c.main for c in options):
        holds = False  # an agency's letters, whatever village they also spell
    elif label in _PLACES:
        holds = bool(options) or (label != "FAC" and _unknown_place(tokens, name, party, surnames, located=located))
    else:
        holds = _is_place(tokens, label, options, party, located=located)
    if not holds:
        return None
    after = tokens.doc[tokens.end].lower_ if tokens.end < len(tokens.doc) else ""
    unit = after in words.units
    return Toponym(segment.span(tokens), name, options, False, relation, unit, _speaks(tokens, options))


def _trimmed(tokens: Tokens) -> Tokens:
    while len(tokens) > 1 and (tokens[0].lower_ in {"the", "a"} or tokens[0].is_punct):
        tokens = tokens[1:]
    while len(tokens) > 1 and (tokens[-1].is_punct or tokens[-1].lower_ in {"'s", "’s"}):
        tokens = tokens[:-1]
    return tokens


def _demonym(tokens: Tokens, name: str, segment: Segment) -> Toponym | None:
    if country := country_of_demonym(name):
        known = countries()[country].name
        options = tuple(c for c in candidates(known) if c.kind == "country")
    elif region := region_of_demonym(name):
        known = region.name
        options = tuple(c for c in candidates(known) if c.name == known and c.is_area)
    else:
        return None
    return Toponym(segment.span(tokens), known, options, demonym=True) if options else None


def _unknown_place(tokens: Tokens, name: str, party: Party | None, surnames: set[str], *, located: bool) -> bool:
    """Whether a name that no gazetteer holds is a place's all the same: the words before it say where, and it is no person's."""
    person = key(name.rsplit(maxsplit=1)[-1]) in surnames or (party is not None and party.kind == "person")
    return located and not person and tokens.root.dep_ in {"pobj", "conj", "appos"}


def _is_place(
    tokens: Tokens, label: str, options: tuple[Candidate, ...], party: Party | None, *, located: bool
) -> bool:
    """Whether a name that the pipeline takes for something else is a place: the gazetteer knows it, and the words say so."""
    person = party is not None and party.kind == "person"
    if not options or (person and party is not None and party.titles):
        return False
    if any(c.kind == "country" or (c.is_area and c.main) or (c.kind == "admin1" and c.main) for c in options):
        return not person
    if label == "PERSON" and party is not None and len(party.mentions) > 2 and " " in party.name:
        return False
    # A row of our own table has no inhabitants; it is there because news speaks of it.
    big = any(c.population >= _BIG or c.geonameid is None for c in options)
    after = tokens.doc[tokens.end].text if tokens.end < len(tokens.doc) else ""
    return located and (big or (label != "PERSON" and not code(tokens.text)) or after in {",", "in"})


_COMPASS = re.compile(r"\b((?:north|south)?(?:east|west)?)(?:ern)? of$")
_PASSED = frozenset(
    ("the", "downtown", "central", "northern", "southern", "eastern", "western", "nearby", "city", "town", "village")
)
_OF = frozenset(("city", "town", "village", "outskirts", "port"))


def _before(tokens: Tokens) -> tuple[str | None, bool]:
    """The relation that the words before give, and whether one of them is locative."""
    doc, words = tokens.doc, place_words()
    first, floor = _past_description(tokens), tokens.sent.start
    lower = [token.lower_ for token in doc[max(floor, first - 4) : first]]
    for length in range(len(lower), 0, -1):
        phrase = " ".join(lower[-length:])
        if phrase in words.relations:
            return words.relations[phrase], True
    compass = _COMPASS.search(doc[max(floor, tokens.start - 2) : tokens.start].text.lower())
    if compass and compass[1]:
        return f"{compass[1]} of", True
    return None, bool(lower) and lower[-1] in words.locative


def _past_description(tokens: Tokens) -> int:
    """Past "the northern town of" before a name: where the words that say how it lies end."""
    doc, first, floor = tokens.doc, tokens.start, tokens.sent.start
    while first > floor:
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


_CAPITALISED = re.compile(r"(?!The\b)[A-Z][\w’']*(?:\.[A-Z]\.?)*")
_JOINED = frozenset((" ", "-", ". "))
_FILED = re.compile(r"[A-Z][A-Z .'’-]+(?=\s*(?:,|—|–|--| -|\())")
"""A dateline's town, in capitals at the head of a paragraph."""


def _swept(segment: Segment, told: list[Toponym], known: set[str], surnames: set[str]) -> Iterator[Toponym]:
    """Capitalised names that stand in no toponym yet: places named elsewhere in the article, or beyond doubt."""
    text = segment.doc.text
    sweep = _Sweep(
        text,
        [(m.start(), m.end()) for m in _CAPITALISED.finditer(text)],
        [(one.span.start - segment.start, one.span.end - segment.start) for one in told],
        [(e.start_char, e.end_char) for e in segment.doc.ents if e.label_ in {"PERSON", "DATE", "WORK_OF_ART"}],
        known,
        surnames,
    )
    i = 0
    while i < len(sweep.words):
        length, options, end = sweep.longest(i)
        if length:
            start = sweep.words[i][0]
            unit = text[end : end + 14].lstrip().split(" ", 1)[0].lower() in place_words().units
            span = Span(segment.start + start, segment.start + end)
            yield Toponym(span, text[start:end], options, unit_word=unit)
        i += length or 1


@dataclass(frozen=True, slots=True)
class _Sweep:
    """One segment's capitalised words, and what is known of them."""

    text: str
    words: list[tuple[int, int]]
    closed: list[tuple[int, int]]
    """Where toponyms stand already."""
    others: list[tuple[int, int]]
    """Persons, dates and works: no part of them is a place (the whole of one may be)."""
    known: set[str]
    surnames: set[str]

    def longest(self, i: int) -> tuple[int, tuple[Candidate, ...], int]:
        """The longest run of words from i on that is a place's name: how many words, what it may mean, where it ends."""
        words, text = self.words, self.text
        for length in range(min(_LONGEST, len(words) - i), 0, -1):
            start, end = words[i][0], words[i + length - 1][1]
            if any(text[words[j][1] : words[j + 1][0]] not in _JOINED for j in range(i, i + length - 1)):
                continue
            name = bare(text[start:end])
            end = start + len(name)
            if self._taken(start, end):
                continue
            if options := self._options(name, start):
                return length, options, end
        return 0, (), 0

    def _taken(self, start: int, end: int) -> bool:
        if any(a < end and start < b for a, b in self.closed):
            return True
        return any(a < end and start < b and (a, b) != (start, end) for a, b in self.others)

    def _options(self, name: str, start: int) -> tuple[Candidate, ...]:
        """What a name may mean, if it is a place's name where it stands."""
        if len(name) == 2 and self.text[:start].endswith(", "):
            # "Berlin, Md" and "Berlin, MD": a state's two letters mean it only here.
            return tuple(c for c in candidates(f"US-{name}") if c.kind == "admin1")
        plain = key(name)
        if len(plain) < 3 or plain in place_words().never or plain in self.surnames:
            return ()
        options = candidates(name)
        if plain in self.known or _beyond_doubt(options, name):
            return options
        filed = _FILED.match(self.text) if start == 0 else None
        return options if filed and filed[0].rstrip() == name and any(c.main for c in options) else ()


def _beyond_doubt(options: tuple[Candidate, ...], name: str) -> bool:
    """Countries, states by their main name, counties and provinces named as such, wherever they stand."""
    last = name.rsplit(" ", 1)[-1].lower()
    if " " in name and last in place_words().units and any(c.kind in {"admin1", "admin2"} for c in options):
        return True
    return any(c.main and c.kind in {"country", "admin1", "city"} and c.population > _BIG for c in options)


def with_holder(one: Toponym, following: Toponym | None, text: str) -> tuple[Candidate, ...]:
    """What stands behind the name after a comma or in brackets: "Kutum, North Darfur"."""
    if following is None:
        return ()
    between = text[one.span.end : following.span.start]
    if len(between) > 20 or not _HELD.fullmatch(between):
        return ()
    return tuple(c for c in following.options if c.kind in {"country", "admin1"})


_HELD = re.compile(r"\s*(?:,|\()\s*(?:in )?(?:the )?(?:northern |southern |eastern |western |central )?")
