"""A reading as one onrecord/1 line: the JSON form that scripts outside the project rely on."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import orjson

from onrecord.records import (
    SCHEMA,
    Article,
    Attribution,
    Caption,
    Event,
    Figure,
    Moment,
    Party,
    Place,
    Reading,
    Span,
    SplitPage,
)

if TYPE_CHECKING:
    from onrecord.pages import Fate

Json = dict[str, Any]


def as_line(reading: Reading) -> bytes:
    """One line of JSON with its line end; the same reading always gives the same bytes."""
    return orjson.dumps(as_json(reading), option=orjson.OPT_APPEND_NEWLINE)


def as_json(reading: Reading) -> Json:
    """The reading as plain values, in the key order of the contract. Every ``words`` is cut out of the page's text."""
    article, found = reading.article, reading.findings
    text = article.page.text
    return _article(article) | {
        "parties": [_party(text, p) for p in found.parties],
        "attributions": [_attribution(article, a) for a in found.attributions],
        "moments": [_moment(text, m) for m in found.moments],
        "places": [_place(p) for p in found.places],
        "figures": [_figure(text, f) for f in found.figures],
        "events": [_event(text, e) for e in found.events],
    }


def _said(text: str, span: Span) -> Json:
    return {"span": list(span), "words": span.of(text)}


def _maybe(text: str, span: Span | None) -> Json | None:
    return _said(text, span) if span else None


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [list(span) for span in spans]


def _article(article: Article) -> Json:
    page, text = article.page, article.page.text
    byline, dateline, published = article.byline, article.dateline, article.published
    return {
        "schema": SCHEMA,
        "id": article.given_id or article.id,
        "page": {
            "name": page.name,
            "sha256": page.sha256,
            "url": page.url,
            "media_type": page.media_type,
            "text": text,
        },
        "extent": list(article.extent),
        "language": article.language,
        "outlet": article.outlet,
        "byline": ((_maybe(text, byline.span) or {"span": None, "words": None}) | {"names": list(byline.names)})
        if byline
        else None,
        "headline": _maybe(text, article.headline),
        "dateline": _said(text, dateline.span) | {"place": dateline.place, "agency": dateline.agency}
        if dateline
        else None,
        "published": {
            "value": published.value,
            "earliest": published.earliest,
            "latest": published.latest,
            "basis": published.basis,
            "spans": _spans(published.spans),
        }
        if published
        else None,
        "captions": [_caption(text, c) for c in article.captions],
        "paragraphs": _spans(article.paragraphs),
        "dropped": [{"span": list(d.span), "reason": d.reason} for d in article.dropped],
    }


def _caption(text: str, caption: Caption) -> Json:
    return _said(text, caption.span) | {"credit": caption.credit, "date": caption.date, "place": caption.place}


def _party(text: str, party: Party) -> Json:
    return {
        "id": party.id,
        "name": party.name,
        "kind": party.kind,
        "titles": list(party.titles),
        "country": party.country,
        "sector": party.sector,
        "members": list(party.members),
        "mentions": [_said(text, m.span) | {"form": m.form} for m in party.mentions],
    }


def _attribution(article: Article, a: Attribution) -> Json:
    text = article.page.text
    return {
        "id": a.id,
        "source": _maybe(text, a.source),
        "cue": _maybe(text, a.cue),
        "content": [_said(text, span) for span in a.content],
        "kind": a.kind,
        "speaker": a.speaker,
        "stance": a.stance,
        "addressee": a.addressee,
        "via": list(a.via),
        "time": a.time,
        "place": a.place,
        "within": a.within,
        "in": _part(article, a),
        "rule": a.rule,
        "confidence": a.confidence,
    }


def _part(article: Article, attribution: Attribution) -> str:
    """Whether the words stand in the headline, a caption or the body."""
    at = attribution.cue or attribution.content[0]
    if article.headline and article.headline.holds(at):
        return "headline"
    return "caption" if any(c.span.holds(at) for c in article.captions) else "body"


def _moment(text: str, moment: Moment) -> Json:
    return {
        "id": moment.id,
        **_said(text, moment.span),
        "value": moment.value,
        "earliest": moment.earliest,
        "latest": moment.latest,
        "granularity": moment.granularity,
        "basis": moment.basis,
    }


def _place(place: Place) -> Json:
    return {
        "id": place.id,
        "name": place.name,
        "spans": _spans(place.spans),
        "geonameid": place.geonameid,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "admin1": place.admin1,
        "precision": place.precision,
        "relation": place.relation,
        "admin2": place.admin2,
        "disputed": place.disputed,
    }


def _figure(text: str, figure: Figure) -> Json:
    return {
        "id": figure.id,
        **_said(text, figure.span),
        "low": _number(figure.low),
        "high": _number(figure.high),
        "point": _number(figure.point),
        "approximate": figure.approximate,
        "measure": figure.measure,
        "of": figure.of,
        "who": figure.who,
        "time": figure.time,
        "place": figure.place,
        "according_to": list(figure.according_to),
    }


def _number(value: float | None) -> int | float | None:
    """Whole numbers without a decimal point: 12000000, not 12000000.0."""
    return int(value) if value is not None and value == int(value) else value


def _event(text: str, event: Event) -> Json:
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "trigger": _said(text, event.trigger),
        "actors": list(event.actors),
        "recipients": list(event.recipients),
        "instrument": event.instrument,
        "target": event.target,
        "place": event.place,
        "time": event.time,
        "figures": list(event.figures),
        "status": event.status,
        "according_to": list(event.according_to),
        "disputed_by": list(event.disputed_by),
        "rule": event.rule,
        "confidence": event.confidence,
    }


def fate_lines(page: SplitPage, fates: "Iterable[Fate]") -> Iterable[bytes]:
    """One line a stretch of the page, with what became of it."""
    for number, fate in enumerate(fates, 1):
        line = {
            "page": page.page.name,
            "line": number,
            **_said(page.page.text, fate.span),
            "keep": fate.kept,
            "part": fate.part,
            "reason": fate.reason,
            "article": fate.article,
        }
        yield orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE)
