"""The reader of places: toponyms, resolved to the gazetteer where the article gives evidence enough, else left unresolved."""

from collections import Counter
from dataclasses import replace

from onrecord.gazetteer.candidate import Candidate
from onrecord.gazetteer.choose import Context, choose, context_of
from onrecord.gazetteer.names import key
from onrecord.language import Document
from onrecord.readers.toponyms import Toponym, find_toponyms, place_words, with_holder
from onrecord.records import Article, Findings, Place, Precision

_PRECISION: dict[str, Precision] = {"city": "exact", "admin1": "admin1", "admin2": "admin2", "country": "country"}


def read_places(article: Article, document: Document, found: Findings) -> Findings:
    """Every place of the headline, the captions and the paragraphs, one record a place, in order of first mention.

    A town and the land around it ("near Khartoum") are two records: they differ in precision.
    """
    toponyms = find_toponyms(document, found)
    groups: dict[str, list[Toponym]] = {}
    chosen: dict[str, Candidate | None] = {}
    for one, place in zip(toponyms, _choices(toponyms, document.text), strict=True):
        group = f"{place.name}/{place.country}/{place.kind}/{place.admin1}" if place else f"?{key(one.name)}"
        if place and place.kind == "city" and one.relation in place_words().near:
            group += "/near"
        groups.setdefault(group, []).append(one)
        chosen[group] = place
    places = (_place(f"l{i}", group, chosen[name]) for i, (name, group) in enumerate(groups.items(), 1))
    return replace(found, places=tuple(places))


def _choices(toponyms: list[Toponym], text: str) -> list[Candidate | None]:
    """What each toponym means: one sense a name, unless the words right behind it say where another of that name lies."""
    context = _context(toponyms)
    following = [*toponyms[1:], None][: len(toponyms)]
    holders = [with_holder(one, after, text) for one, after in zip(toponyms, following, strict=True)]
    first_holder: dict[str, tuple[Candidate, ...]] = {}
    for one, holder in zip(toponyms, holders, strict=True):
        if holder and not one.demonym:
            first_holder.setdefault(key(one.name), holder)
    senses: dict[tuple[object, ...], Candidate | None] = {}
    choices = []
    for one, holder in zip(toponyms, holders, strict=True):
        given = holder or first_holder.get(key(one.name), ()) if not one.demonym else ()
        sense = (key(one.name), one.demonym, one.unit_word, tuple(c.name for c in given))
        if sense not in senses:
            senses[sense] = choose(one.options, replace(context, holder=given, unit_word=one.unit_word))
        choices.append(senses[sense])
    return choices


def _context(toponyms: list[Toponym]) -> Context:
    times = Counter(key(one.name) for one in toponyms)
    options = {key(one.name): one.options for one in toponyms if one.options}
    return context_of([(of_name, times[name]) for name, of_name in options.items()])


def _place(ident: str, group: list[Toponym], place: Candidate | None) -> Place:
    named = next((one for one in group if not one.demonym), group[0])
    relation = next((one.relation for one in group if one.relation), None)
    spans = tuple(one.span for one in group)
    if place is None:
        return Place(ident, named.name, spans, relation=relation)
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
        place.country,
        place.admin1,
        precision,
        relation,
    )
