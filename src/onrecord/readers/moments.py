"""The reader of moments: time expressions, placed in the calendar as far as the page allows.

The publication date anchors "on Monday" and "last year" in a report; in a history the date last mentioned does. What
neither gives stays unknown and keeps its TIMEX form: the publication date is never an event's date by itself.
"""

from dataclasses import replace
from datetime import date
from functools import partial

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.language import Document, Segment
from onrecord.readers.timex.calendar import granularity
from onrecord.readers.timex.clock import Clock, Resolved
from onrecord.readers.timex.expression import Expression
from onrecord.readers.timex.expressions import find
from onrecord.readers.timex.resolve import resolve
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
        resolved = resolve(one, clock, partial(_tense, segment, one))
        if resolved is None:
            continue
        clock.note(resolved, leading=one.start - sentence_start <= _LEADING)
        span = Span(segment.start + one.start, segment.start + one.end)
        moments.append(_moment(f"m{before + len(moments) + 1}", span, resolved))
    return moments


def _moment(key: str, span: Span, resolved: Resolved) -> Moment:
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
        granularity=granularity(resolved.value or ""),
        basis=resolved.basis,
    )


_FUTURE = {"will", "shall", "'ll", "’ll", "wo"}
_AHEAD = {
    "plan",
    "schedule",
    "expect",
    "due",
    "intend",
    "set",
    "aim",
    "prepare",
    "hope",
    "slate",
    "want",
    "ready",
    "vow",
}
_MODAL = {"to", "must", "should", "can", "may", "could", "would"}
_LIMITS = {"by", "until", "till", "before"}
_TO_COME = {"effective", "due", "upcoming", "forthcoming"}
_PRESENT = {"VBZ", "VBP"}
_TOLD = {"say", "tell", "report", "be", "have", "do", "show", "write", "add", "note"}
"""Verbs whose present tells of what was: "he says", "the report shows"."""
_CLIMB = 6
"""How many words up from the expression its verb is looked for, and then from verb to verb."""


def _tense(segment: Segment, one: Expression) -> int:
    """The time that the governing verb speaks of: its auxiliaries, or a verb of planning above an infinitive."""
    tokens: Tokens | None = segment.doc.char_span(one.start, one.end, alignment_mode="expand")
    if tokens is None:
        return -1
    verb = tokens.root
    if verb.dep_ in {"compound", "nmod", "nummod", "amod"} and verb.head.pos_ in {"NOUN", "PROPN"}:
        return 0  # the date of a thing, not of an act
    limited = False
    for _ in range(_CLIMB):
        if verb.pos_ in {"VERB", "AUX"} or verb.head.i == verb.i:
            break
        if verb.lower_ in _TO_COME:
            return 1
        limited = limited or (verb.dep_ == "prep" and verb.lower_ in _LIMITS)
        verb = verb.head
    if verb.tag_ in _PRESENT and verb.lemma_ not in _TOLD and segment.kind != "headline":
        return 1  # the fair opens on Monday
    sure = 2
    for _ in range(_CLIMB - 2):
        time = _time_of(verb, limited)
        if time is not None:
            return time * sure
        verb, sure = verb.head, 1
    return -1


def _time_of(verb: Token, limited: bool) -> int | None:
    """1, -1 or 0 where the verb itself settles it, None where the verb above it may."""
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if helpers & _FUTURE or (limited and helpers & _MODAL):
        return 1
    if "to" in helpers and (verb.head.lemma_ in _AHEAD or (verb.head.lemma_ in {"be", "go"} and verb.dep_ == "xcomp")):
        over = any(child.lower_ == "had" and child.dep_ == "aux" for child in verb.head.children)
        return -1 if over else 1
    if verb.tag_ in {"VBD", "VBN"}:
        return -1
    if verb.head.i == verb.i:
        return 0 if verb.tag_ in _PRESENT or verb.pos_ not in {"VERB", "AUX"} else -1
    return None
