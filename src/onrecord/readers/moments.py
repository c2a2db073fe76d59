"""The reader of moments: time expressions, placed in the calendar as far as the page allows.

The publication date anchors "on Monday" and "last year" in a report; in a history the date last mentioned does. What
neither gives stays unknown and keeps its TIMEX form: the publication date is never an event's date by itself.
"""

from dataclasses import replace
from datetime import date
from functools import partial

from onrecord.language import Document, Segment
from onrecord.readers.timex.calendar import granularity
from onrecord.readers.timex.clock import Clock, Resolved
from onrecord.readers.timex.expression import Expression
from onrecord.readers.timex.expressions import find
from onrecord.readers.timex.resolve import resolve
from onrecord.readers.timex.tense import tense_at
from onrecord.records import Article, Findings, Moment, Span

_HISTORY = 6
"""From so many dates with their year, most of them not the publication's, a text is a history (swept 4 to 10)."""
_LEADING = 25
"""A date so few characters into its sentence leads it: "By the end of 1917", "During 1917" (swept 4 to 40)."""
_MANY = 20
"""Dates with their year, from which on a smaller share will do."""


def read_moments(article: Article, document: Document, found: Findings) -> Findings:
    """Every time expression of the headline, the captions and the paragraphs, in order."""
    expressions = [(segment, find(segment.doc.text)) for segment in document.segments]
    published = _day(article.published.earliest) if article.published else None
    clock = Clock(published, _is_history([one for _, several in expressions for one in several], published))
    moments: list[Moment] = []
    for segment, several in expressions:
        moments += _of_segment(segment, several, clock, len(moments))
    return replace(found, moments=tuple(moments))


def _day(value: str) -> date:
    return date.fromisoformat(value[:10])


def _is_history(expressions: list[Expression], published: date | None) -> bool:
    years = [int(one.parts["year"]) for one in expressions if len(one.parts.get("year", "")) == 4]
    away = [year for year in years if published is None or abs(year - published.year) > 1]
    return (
        len(years) >= _HISTORY
        and len(away) > (0.7 if len(years) < _MANY else 0.6) * len(years)
        and (published is not None or len(years) > 0.3 * len(expressions))
    )


def _of_segment(segment: Segment, expressions: list[Expression], clock: Clock, before: int) -> list[Moment]:
    moments: list[Moment] = []
    sentence_start, sentence_end, clock.day = -1, -1, None
    for one in expressions:
        if one.start >= sentence_end:
            clock.here = None
            tokens = segment.doc.char_span(one.start, one.end, alignment_mode="expand")
            sentence_start, sentence_end = (
                (tokens.sent.start_char, tokens.sent.end_char) if tokens is not None else (one.start, one.end)
            )
        resolved = resolve(one, clock, partial(tense_at, segment.doc, one, headline=segment.kind == "headline"))
        if resolved is None:
            continue
        clock.note(resolved, leading=one.start - sentence_start <= _LEADING)
        span = Span(segment.start + one.start, segment.start + one.end)
        moments.append(_moment(f"m{before + len(moments) + 1}", span, resolved, again=one.kind == "set"))
    return moments


def _moment(key: str, span: Span, resolved: Resolved, *, again: bool) -> Moment:
    days = resolved.days
    clock = (
        resolved.value[10:]
        if resolved.value and days and resolved.value[11:13].isdigit() and resolved.value[10] == "T"
        else ""
    )
    return Moment(
        id=key,
        span=span,
        value=resolved.value,
        earliest=days.first.isoformat() + clock if days else None,
        latest=days.last.isoformat() + clock if days else None,
        granularity="set" if again else granularity(resolved.value or ""),
        basis=resolved.basis,
    )
