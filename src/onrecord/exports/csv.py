"""One row a record, for a spreadsheet: attributions, events and figures in one long table."""

import csv
from collections.abc import Iterator
from pathlib import Path

from onrecord.ledger import Ledger
from onrecord.lookup import Lookup
from onrecord.records import Attribution, Event, Figure, Reading

COLUMNS = (
    "article", "page", "url", "outlet", "published", "published_basis", "headline",
    "record", "id", "start", "end", "words",
    "speaker", "stance", "kind", "cue", "content", "addressee", "via", "within",
    "type", "mode", "trigger", "actors", "recipients", "instrument", "target", "status", "according_to", "disputed_by", "disputed_words",
    "low", "high", "point", "approximate", "measure", "of", "who",
    "place", "place_precision", "place_relation", "country", "admin1", "geonameid", "lat", "lon",
    "time_words", "time_value", "earliest", "latest", "granularity", "time_basis",
    "rule", "confidence",
)  # fmt: skip
"""In this order; ``docs/formats.md`` says what each holds."""

Row = dict[str, str | int | float | bool | None]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(ledger: Ledger, path: Path) -> None:
    """Write the latest reading of every article, as UTF-8 with a byte-order mark, which spreadsheets need."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        for reading in ledger.readings():
            writer.writerows({key: _safe(value) for key, value in row.items()} for row in rows(reading))


def _safe(value: str | float | bool | None) -> str | float | bool | None:
    """Words that a spreadsheet would take for a formula get an apostrophe before them."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def rows(reading: Reading) -> Iterator[Row]:
    """Every attribution, event and figure of one article."""
    look, found = Lookup(reading), reading.findings
    common = _article(reading)
    for a in found.attributions:
        yield common | _attribution(a, look) | _time(a.time, look) | _place(a.place, look)
    for e in found.events:
        yield common | _event(e, look) | _time(e.time, look) | _place(e.place, look)
    for f in found.figures:
        yield common | _figure(f, look) | _time(f.time, look) | _place(f.place, look)


def _article(reading: Reading) -> Row:
    article = reading.article
    return {
        "article": article.given_id or article.id,
        "page": article.page.name,
        "url": article.page.url,
        "outlet": article.outlet,
        "published": article.published.value if article.published else None,
        "published_basis": article.published.basis if article.published else None,
        "headline": article.words(article.headline) if article.headline else None,
    }


def _attribution(a: Attribution, look: Lookup) -> Row:
    spans = [s for s in (a.source, a.cue, *a.content) if s]
    return {
        "record": "attribution",
        "id": a.id,
        "start": min(s.start for s in spans),
        "end": max(s.end for s in spans),
        "words": look.words(a),
        "speaker": look.speaker(a),
        "stance": a.stance,
        "kind": a.kind,
        "cue": a.cue.of(look.text) if a.cue else None,
        "content": look.content(a),
        "addressee": look.names([a.addressee]) if a.addressee else None,
        "via": "; ".join(a.via),
        "within": a.within,
        "rule": a.rule,
        "confidence": a.confidence,
    }


def _event(e: Event, look: Lookup) -> Row:
    denials = [look.attributions[i] for i in e.disputed_by]
    return {
        "record": "event",
        "id": e.id,
        "start": e.trigger.start,
        "end": e.trigger.end,
        "words": look.words(e),
        "type": e.type,
        "mode": e.mode,
        "trigger": e.trigger.of(look.text),
        "actors": "; ".join(look.parties[p].name for p in e.actors),
        "recipients": "; ".join(look.parties[p].name for p in e.recipients),
        "instrument": e.instrument,
        "target": e.target,
        "status": e.status,
        "according_to": look.speakers(e.according_to),
        "disputed_by": look.speakers(e.disputed_by),
        "disputed_words": "; ".join(look.content(a) for a in denials),
        "rule": e.rule,
        "confidence": e.confidence,
    }


def _figure(f: Figure, look: Lookup) -> Row:
    return {
        "record": "figure",
        "id": f.id,
        "start": f.span.start,
        "end": f.span.end,
        "words": look.words(f),
        "low": f.low,
        "high": f.high,
        "point": f.point,
        "approximate": f.approximate,
        "measure": f.measure,
        "of": f.of,
        "who": look.names([f.who]) if f.who else None,
        "according_to": look.speakers(f.according_to),
    }


def _time(moment: str | None, look: Lookup) -> Row:
    if moment is None:
        return {}
    m = look.moments[moment]
    return {
        "time_words": look.words(m),
        "time_value": m.value,
        "earliest": m.earliest,
        "latest": m.latest,
        "granularity": m.granularity,
        "time_basis": m.basis,
    }


def _place(place: str | None, look: Lookup) -> Row:
    """A country or a region has no point: its coordinates would be drawn on a map as if something had happened there."""
    if place is None:
        return {}
    p = look.places[place]
    point = p.precision in {"exact", "near"}
    return {
        "place": p.name,
        "place_precision": p.precision,
        "place_relation": p.relation,
        "country": p.country,
        "admin1": p.admin1,
        "geonameid": p.geonameid,
        "lat": p.lat if point else None,
        "lon": p.lon if point else None,
    }
