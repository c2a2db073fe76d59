"""What gave each field of a record, with the words that it rests on."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.errors import UsageError
from onrecord.lookup import Lookup, number
from onrecord.records import Attribution, Event, Figure, Moment, Party, Place, Reading, Span

Record = Attribution | Event | Figure | Moment | Party | Place


@dataclass(frozen=True, slots=True)
class Ground:
    """One field of a record: what it holds, by what rule or head, and the words of the page."""

    field: str
    value: str
    way: str = ""
    words: str = ""


def explain(reading: Reading, name: str) -> list[Ground]:
    """The fields of one record, in the codebook's order; empty fields are left out.

    Raises:
        UsageError: the article has no such record.

    """
    look = Lookup(reading)
    tables = (look.events, look.attributions, look.figures, look.moments, look.places, look.parties)
    record = next((table[name] for table in tables if name in table), None)
    if record is None:
        raise UsageError(
            f"article {reading.article.id} has no record {name!r}. `onrecord show LEDGER {reading.article.id}` lists its records."
        )
    return [ground for ground in _grounds(record, look) if ground.value]


def _grounds(record: Record, look: Lookup) -> Iterator[Ground]:
    if isinstance(record, Event):
        yield from _event(record, look)
    elif isinstance(record, Attribution):
        yield from _attribution(record, look)
    elif isinstance(record, Figure):
        yield from _figure(record, look)
    elif isinstance(record, Moment):
        yield Ground("moment", record.value or "no date", record.basis, look.words(record))
        yield Ground("interval", look.when(record.id) or "", record.granularity)
    elif isinstance(record, Place):
        yield Ground("place", look.where(record.id) or "", record.precision, look.words(record))
        yield Ground("gazetteer", str(record.geonameid or ""))
    else:
        yield Ground("party", record.name, record.kind, look.words(record))
        yield Ground("country", record.country or "")
        yield Ground("sector", record.sector or "")


def _event(event: Event, look: Lookup) -> Iterator[Ground]:
    ways = ways_of(event.rule)
    trigger = _around(event.trigger, look.text)
    yield Ground("type", event.type + (f", {event.mode}" if event.mode else ""), ways.get("trigger", ""), trigger)
    for field, parties in (("actors", event.actors), ("recipients", event.recipients)):
        for party in parties:
            yield Ground(
                field, look.parties[party].name, ways.get(field, ""), _nearest(look.parties[party], event, look)
            )
    yield Ground("instrument", event.instrument or "", "word of its clause")
    yield Ground("target", event.target or "", "word of its clause")
    yield Ground("place", look.where(event.place) or "", ways.get("place", ""), _words(look.places, event.place, look))
    yield Ground("time", look.when(event.time) or "", ways.get("time", ""), _words(look.moments, event.time, look))
    for figure in event.figures:
        yield Ground("figure", number(look.figures[figure]) or "no number", "clause", look.words(look.figures[figure]))
    yield Ground("status", event.status, ways.get("status", ""))
    for field, said in (("according to", event.according_to), ("disputed by", event.disputed_by)):
        for key in said:
            one = look.attributions[key]
            way = ways.get("according_to", "") if field == "according to" else "denial of the same act"
            yield Ground(field, look.speaker(one) or "somebody", way, look.content(one))
    yield Ground("confidence", f"{event.confidence:g}")


def _attribution(said: Attribution, look: Lookup) -> Iterator[Ground]:
    yield Ground(
        "speaker", look.speaker(said) or "nobody named", said.rule, said.source.of(look.text) if said.source else ""
    )
    yield Ground("stance", said.stance, "cue" if said.cue else "content", said.cue.of(look.text) if said.cue else "")
    yield Ground("content", said.kind, said.rule, look.content(said))
    yield Ground("within", said.within or "", "nested")
    yield Ground("confidence", f"{said.confidence:g}")


def _figure(figure: Figure, look: Lookup) -> Iterator[Ground]:
    yield Ground("number", number(figure) or "no number", "grammar of numbers", look.words(figure))
    yield Ground("measure", figure.measure or "", "words of its clause")
    yield Ground("of", figure.of or "", "words of its clause")
    for key in figure.according_to:
        yield Ground("according to", look.speaker(look.attributions[key]) or "somebody", "content")


def ways_of(rule: str) -> dict[str, str]:
    """An event's rule, "field: what gave it; field: …", by field."""
    return {name: way for name, _, way in (part.partition(": ") for part in rule.split("; ")) if way}


_WINDOW = 40


def _around(span: Span, text: str) -> str:
    """The words with a few beside them, in brackets within their line."""
    before, after = text[max(0, span.start - _WINDOW) : span.start], text[span.end : span.end + _WINDOW]
    return (
        f"{before.splitlines()[-1] if before else ''}[{span.of(text)}]{after.splitlines()[0] if after else ''}".strip()
    )


def _nearest(party: Party, event: Event, look: Lookup) -> str:
    """The mention of a party that stands nearest to the event's trigger."""
    spans = (mention.span for mention in party.mentions)
    return min(spans, key=lambda span: abs(span.start - event.trigger.start)).of(look.text)


def _words(table: "dict[str, Moment] | dict[str, Place]", key: str | None, look: Lookup) -> str:
    return look.words(table[key]) if key else ""
