"""The reader of places: toponyms, resolved to the gazetteer where the article gives evidence enough, else left unresolved."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from onrecord.gazetteer.candidate import Candidate
from onrecord.gazetteer.choose import Choice, Name, choose
from onrecord.gazetteer.countries import country_of_address
from onrecord.gazetteer.names import key
from onrecord.language import Document
from onrecord.readers.toponyms.finding import Toponym, find_toponyms, with_holder
from onrecord.readers.toponyms.words import place_words
from onrecord.records import Article, Findings, Place, Precision

_PRECISION: dict[str, Precision] = {
    "city": "exact",
    "site": "exact",
    "admin1": "admin1",
    "admin2": "admin2",
    "country": "country",
}


def read_places(article: Article, document: Document, found: Findings) -> Findings:
    """Every place of the headline, the captions and the paragraphs, one record a place, in order of first mention.

    A town and the land around it ("near Khartoum") are two records: they differ in precision.
    """
    toponyms = find_toponyms(document, found)
    outlet = country_of_address(article.page.url) if article.page.url else None
    groups: dict[str, list[Toponym]] = {}
    chosen: dict[str, Choice] = {}
    for one, choice in zip(toponyms, _choices(toponyms, document.text, outlet), strict=True):
        group = _group(one, choice.place)
        groups.setdefault(group, []).append(one)
        chosen[group] = choice
    places = (_place(f"l{i}", group, chosen[name]) for i, (name, group) in enumerate(groups.items(), 1))
    return replace(found, places=tuple(places))


def _group(one: Toponym, place: Candidate | None) -> str:
    """What the mentions of one record share."""
    if place is None:
        return f"?{key(one.name)}"
    group = f"{place.name}/{place.country}/{place.kind}/{place.admin1}/{place.admin2}"
    if place.geonameid is None:
        group += f"/{key(one.name)}"
    return f"{group}/near" if _is_point(place) and one.relation in place_words().near else group


def _is_point(place: Candidate) -> bool:
    return _PRECISION.get(place.kind) == "exact"


def _choices(toponyms: list[Toponym], text: str, outlet: str | None) -> list[Choice]:
    """What each toponym means: one sense a name, unless the words right behind it say where another of that name lies."""
    senses, names = named_senses(toponyms, text)
    chosen = dict(zip(dict.fromkeys(senses), choose(names, outlet), strict=True))
    return [chosen[sense] for sense in senses]


def named_senses(toponyms: list[Toponym], text: str) -> tuple[list["_Sense"], list[Name]]:
    """The sense of each toponym, and each distinct sense, in order, as a name to choose for."""
    senses = _senses(toponyms, text)
    times = Counter(senses)
    behind = {id(after) for one, after in pairwise(toponyms) if with_holder(one, after, text)}
    held_by = {sense for one, sense in zip(toponyms, senses, strict=True) if id(one) in behind}
    first: dict[_Sense, Toponym] = {}
    for one, sense in zip(toponyms, senses, strict=True):
        first.setdefault(sense, one)
    names = [
        Name(one.options, times[sense], sense.holder, sense in held_by, one.unit_word, one.town_word, one.demonym)
        for sense, one in first.items()
    ]
    return senses, names


class _Sense(NamedTuple):
    """What keeps two uses of one name apart."""

    name: str
    demonym: bool
    unit_word: bool
    holder: tuple[Candidate, ...]


def _senses(toponyms: list[Toponym], text: str) -> list[_Sense]:
    following = [*toponyms[1:], None][: len(toponyms)]
    holders = [with_holder(one, after, text) for one, after in zip(toponyms, following, strict=True)]
    first_holder: dict[str, tuple[Candidate, ...]] = {}
    for one, holder in zip(toponyms, holders, strict=True):
        if holder and not one.demonym:
            first_holder.setdefault(key(one.name), holder)
    senses = []
    for one, holder in zip(toponyms, holders, strict=True):
        given = holder or first_holder.get(key(one.name), ()) if not one.demonym else ()
        senses.append(_Sense(key(one.name), one.demonym, one.unit_word, given))
    return senses


def _place(ident: str, group: list[Toponym], choice: Choice) -> Place:
    named = next((one for one in group if not one.demonym), group[0])
    relation = next((one.relation for one in group if one.relation), None)
    spans = tuple(one.span for one in group)
    place = choice.place
    if place is None:
        return Place(ident, named.name, spans, country=choice.country, relation=relation)
    precision = _PRECISION.get(place.kind, "region")
    if precision == "exact" and relation in place_words().near:
        precision = "near"
    return Place(
        ident,
        named.name,
        spans,
        place.geonameid,
        round(place.lat, 5),
        round(place.lon, 5),
        place.shown,
        place.admin1,
        precision,
        relation,
        place.admin2,
        place.disputed,
    )
