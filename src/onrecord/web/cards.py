"""Each record as a card: what it is, its fields, and its words."""

from dataclasses import dataclass

from onrecord.lookup import Lookup, number
from onrecord.records import Attribution, Event, Figure, Moment, Party, Place, Reading


@dataclass(frozen=True, slots=True)
class Card:
    """A record for people to read. ``words`` are slices of the page's text."""

    id: str
    title: str
    fields: tuple[tuple[str, str], ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The cards of one noun."""

    name: str
    role: str
    """The mark that stands for the noun in the legend."""
    cards: tuple[Card, ...]


def cards_of(reading: Reading) -> list[Group]:
    """All records of an article, by noun; nouns without a record are left out."""
    found, look = reading.findings, Lookup(reading)
    groups = [
        Group("Who said what", "content", tuple(_said(a, look) for a in found.attributions)),
        Group("What happened", "trigger", tuple(_happened(e, look) for e in found.events)),
        Group("Figures", "figure", tuple(_figure(f, look) for f in found.figures)),
        Group("Places", "place", tuple(_place(p, look) for p in found.places)),
        Group("Moments", "moment", tuple(_moment(m, look) for m in found.moments)),
        Group("Parties", "party", tuple(_party(p, look) for p in found.parties)),
    ]
    return [group for group in groups if group.cards]


def _fields(**values: str | None) -> tuple[tuple[str, str], ...]:
    """Label and value, in order; what is unknown is left out."""
    return tuple((label.strip("_").replace("_", " "), value) for label, value in values.items() if value)


def _said(a: Attribution, look: Lookup) -> Card:
    title = f"{look.speaker(a) or 'Somebody'} {a.stance}"
    fields = _fields(
        source=a.source.of(look.text) if a.source else None,
        cue=a.cue.of(look.text) if a.cue else None,
        kind=a.kind,
        to=look.names([a.addressee]) if a.addressee else None,
        via=", ".join(a.via),
        said=look.when(a.time),
        at=look.where(a.place),
        within=a.within,
        read_by=f"{a.rule} ({a.confidence:.2f})",
    )
    return Card(a.id, title, fields, tuple(span.of(look.text) for span in a.content))


def _happened(e: Event, look: Lookup) -> Card:
    fields = _fields(
        who=look.names(e.actors),
        to_whom=look.names(e.recipients),
        target=e.target,
        with_=e.instrument,
        where=look.where(e.place),
        when=look.when(e.time),
        status=e.status,
        according_to=look.speakers(e.according_to),
        disputed_by=look.speakers(e.disputed_by),
        read_by=f"{e.rule} ({e.confidence:.2f})",
    )
    return Card(e.id, e.type + (f": {e.mode}" if e.mode else ""), fields, (e.trigger.of(look.text),))


def _figure(f: Figure, look: Lookup) -> Card:
    fields = _fields(
        number=number(f),
        measure=f.measure,
        of=f.of,
        who=look.names([f.who]) if f.who else None,
        when=look.when(f.time),
        where=look.where(f.place),
        according_to=look.speakers(f.according_to),
    )
    return Card(f.id, f.span.of(look.text), fields, (f.span.of(look.text),))


def _place(p: Place, look: Lookup) -> Card:
    point = (
        f"{p.lat:.3f}, {p.lon:.3f}"
        if p.lat is not None and p.lon is not None and p.precision in {"exact", "near"}
        else None
    )
    fields = _fields(precision=p.precision, relation=p.relation, country=p.country, admin1=p.admin1, point=point)
    return Card(p.id, p.name, fields, tuple(dict.fromkeys(span.of(look.text) for span in p.spans)))


def _moment(m: Moment, look: Lookup) -> Card:
    fields = _fields(value=m.value, interval=look.when(m.id), granularity=m.granularity, basis=m.basis)
    return Card(m.id, m.span.of(look.text), fields, (m.span.of(look.text),))


def _party(p: Party, look: Lookup) -> Card:
    fields = _fields(
        kind=p.kind,
        titles=", ".join(p.titles),
        country=p.country,
        sector=p.sector,
        members=look.names(p.members) if p.members else None,
    )
    return Card(p.id, p.name, fields, tuple(dict.fromkeys(m.span.of(look.text) for m in p.mentions)))
