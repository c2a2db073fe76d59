"""The reader of events: who did what to whom, where, when, with which status, according to whom, and who denies it.

Precision first: participants, place and time come from the trigger's own clause; what is said is never taken for done.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.language import Document, Segment
from onrecord.readers.disputes import link_disputes
from onrecord.readers.merging import merge
from onrecord.readers.parties import PartyIndex
from onrecord.readers.party_index import party_index
from onrecord.readers.roles import Roles, roles
from onrecord.readers.statuses import status
from onrecord.readers.triggers import Trigger, lexicon, triggers
from onrecord.records import Article, Attribution, Event, Figure, Findings, Moment, Place, Span

_CONFIDENCE = {True: 0.6, False: 0.7}
"""Of nominal and verbal triggers: about the share that was right on the project's own annotated articles."""

_CASUALTIES = {
    "killed",
    "injured",
    "missing",
    "displaced",
    "detained",
    "destroyed",
    "damaged",
    "evacuated",
    "infected",
    "affected",
    "deployed",
}


def read_events(article: Article, document: Document, found: Findings) -> Findings:
    """Every event of the headline, the captions and the paragraphs; several mentions of one event are one record."""
    context = _Context(article, document, found, party_index(found))
    mentions: list[Event] = []
    for segment, sentence in document.sentences():
        mentions += _of_sentence(segment, sentence, context)
    events = merge(mentions, found, article)
    found = replace(found, events=tuple(replace(event, id=f"e{i}") for i, event in enumerate(events, 1)))
    return replace(found, events=link_disputes(document, found))


@dataclass(frozen=True, slots=True)
class _Context:
    article: Article
    document: Document
    found: Findings
    index: PartyIndex


def _of_sentence(segment: Segment, sentence: Tokens, context: _Context) -> Iterator[Event]:
    for trigger in triggers(sentence):
        event = _event(_Scene(trigger, roles(trigger), segment, context))
        if event is not None:
            yield event


@dataclass(frozen=True, slots=True)
class _Scene:
    """A trigger in its clause, in its article."""

    trigger: Trigger
    played: Roles
    segment: Segment
    context: _Context


def _event(scene: _Scene) -> Event | None:
    trigger, played, found = scene.trigger, scene.played, scene.context.found
    span = scene.segment.span(trigger.tokens)
    actors = _parties(played.actors, scene)
    recipients = tuple(p for p in _parties(played.recipients, scene) if p not in actors)
    speech = next((a for a in found.attributions if a.cue and a.cue.overlaps(span)), None)
    within = speech or _innermost(span, found.attributions)
    own = within is not None and within.speaker in actors
    state = status(trigger, played, None if speech else within, own)
    if state is None or any(a.source and a.source.overlaps(span) for a in found.attributions):
        return None
    bodily = trigger.sense.type in {"ASSAULT", "COERCE", "HARM"}
    target = _named(played.others, lexicon().targets) if bodily else None
    made = Event(
        id="",
        type=trigger.sense.type,
        trigger=span,
        status=state,
        mode=_mode(trigger, target),
        actors=actors,
        recipients=recipients,
        instrument=_named((*played.others, *trigger.tokens), lexicon().instruments)
        if trigger.sense.type == "ASSAULT"
        else None,
        target=target,
        place=_beside(scene, found.places),
        time=_beside(scene, found.moments),
        figures=_figures(scene),
        according_to=(within.id,) if within else (),
        rule=trigger.sense.rule,
        confidence=_CONFIDENCE[trigger.nominal],
    )
    return made if _is_told(made, trigger) else None


def _parties(nouns: tuple[Token, ...], scene: _Scene) -> tuple[str, ...]:
    segment, index = scene.segment, scene.context.index
    found: dict[str, None] = {}
    for noun in nouns:
        # "the army's barracks" are no party: the army is
        for one in (noun, *(c for c in noun.children if c.dep_ == "poss")):
            party = index.at(segment.span(one), segment.start + one.idx)
            if party is not None:
                found[party.id] = None
                break
    return tuple(found)


def _innermost(span: Span, attributions: tuple[Attribution, ...]) -> Attribution | None:
    holding = [
        (sum(p.end - p.start for p in a.content), i, a)
        for i, a in enumerate(attributions)
        for p in a.content
        if p.holds(span)
    ]
    return min(holding)[2] if holding else None


def _is_told(event: Event, trigger: Trigger) -> bool:
    """Whether enough is said of an event: a noun needs a participant, a place, a time or a number; a verb a participant."""
    if trigger.nominal:
        arose = trigger.head.dep_ in {"nsubj", "nsubjpass"} and trigger.head.head.lemma_ in _ARISE
        aimed = event.target and event.type == "ASSAULT"
        return bool(event.actors or event.recipients or event.place or (event.time and arose) or event.figures or aimed)
    return bool(event.actors or event.recipients or event.figures or (event.target and event.place))


_ARISE = {
    "break",
    "erupt",
    "begin",
    "start",
    "occur",
    "happen",
    "take",
    "end",
    "resume",
    "flare",
    "last",
    "continue",
    "hit",
    "strike",
}
"""Verbs by which an event is said to have come or gone: then a time is enough."""

_MODES = {
    "drone": "drone strike",
    "missile": "shelling or missile",
    "artillery": "shelling or missile",
    "aircraft": "air strike",
    "IED": "explosive device",
}


def _mode(trigger: Trigger, target: str | None) -> str | None:
    """A general attack takes the mode of its instrument."""
    if (
        trigger.sense.type == "ASSAULT"
        and trigger.sense.mode == "attack"
        and trigger.head.lemma_.lower() in {"attack", "strike", "assault", "raid"}
    ):
        beside = [*trigger.head.children, *(trigger.head.lefts)]
        instrument = next(
            (lexicon().instruments[c.lemma_.lower()] for c in beside if c.lemma_.lower() in lexicon().instruments), None
        )
        return _MODES.get(instrument or "", trigger.sense.mode)
    if trigger.sense.mode == "restriction" and target == "aid convoy":
        return "aid obstruction"
    return trigger.sense.mode


def _named(nouns: tuple[Token, ...], table: dict[str, str]) -> str | None:
    return next((table[noun.lemma_.lower()] for noun in nouns if noun.lemma_.lower() in table), None)


def _beside(scene: _Scene, records: tuple[Moment, ...] | tuple[Place, ...]) -> str | None:
    """The place or time of the trigger's own clause: the nearest that hangs on the trigger or on its verb."""
    segment, head = scene.segment, scene.trigger.head
    best: tuple[int, int, str] | None = None
    dateline = scene.context.article.dateline
    for record in records:
        for span in (record.span,) if isinstance(record, Moment) else record.spans:
            if not segment.start <= span.start < segment.end or (dateline and dateline.span.holds(span)):
                continue
            tokens = segment.tokens(span)
            if tokens is None or tokens.sent.start != head.sent.start:
                continue
            steps = _steps(tokens.root, {head.i, scene.played.governor.i}, isinstance(record, Place))
            if (
                isinstance(record, Moment)
                and head.dep_ in {"pcomp", "pobj"}
                and tokens.start <= head.head.i < tokens.end
            ):
                steps = 1  # "two days after meeting": the moment ends with the word that the trigger hangs on
            if steps is not None:
                found = (steps, abs(tokens.root.i - head.i), record.id)
                best = min(best, found) if best else found
    return best[2] if best else None


_PLACED = {
    "in",
    "at",
    "near",
    "on",
    "outside",
    "inside",
    "around",
    "across",
    "throughout",
    "over",
    "within",
    "off",
    "along",
    "into",
    "from",
    "of",
    "to",
}


_REACH = 7
"""Steps up the parse that a place or time may hang below its trigger."""


def _steps(token: Token, heads: set[int], is_place: bool) -> int | None:
    """How far up the trigger is, if no other verb stands between; a place must follow a preposition of place."""
    if is_place:
        first = token.head if token.dep_ in {"appos", "conj"} else token
        if first.dep_ != "pobj" or first.head.lower_ not in _PLACED:
            return None
    for count in range(1, _REACH):
        if token.i in heads:
            return count
        if token.head.i == token.i or (token.pos_ == "VERB" and token.dep_ not in {"acl", "pcomp"}):
            return None
        if is_place and count > 1 and token.dep_ in {"nsubj", "poss"}:
            return None
        token = token.head
    return None


def _figures(scene: _Scene) -> tuple[str, ...]:
    """Casualties and other counts of the same clause."""
    trigger, segment = scene.trigger, scene.segment
    if trigger.sense.type not in {"ASSAULT", "HARM", "COERCE", "AID", "PROTEST", "MOBILIZE"}:
        return ()
    reach = {t.i for t in scene.played.governor.subtree} | {t.i for t in trigger.head.subtree}
    found = []
    for figure in scene.context.found.figures:
        if segment.start <= figure.span.start < segment.end:
            tokens = segment.tokens(figure.span)
            if tokens is not None and tokens.root.i in reach and _belongs(figure, trigger):
                found.append(figure.id)
    return tuple(found)


def _belongs(figure: Figure, trigger: Trigger) -> bool:
    return (
        figure.measure in _CASUALTIES
        if trigger.sense.type in {"ASSAULT", "HARM", "COERCE"}
        else figure.measure != "money"
    )
