"""Denials and what they dispute: the parties, the act and its object must agree."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord.language import Document
from onrecord.readers.acts.triggers import Trigger, lexicon, listed_triggers
from onrecord.records import Attribution, Event, Findings, Party, Span

_OBJECTS = (
    {"aid", "access", "relief", "humanitarian", "convoy", "delivery", "assistance", "supply", "food"},
    {"civilian", "hospital", "school", "camp", "village"},
    {"road", "border", "railway", "canal", "port", "city"},
    {"prisoner", "detainee", "hostage"},
    {"weapon", "arm", "missile", "rocket", "drone"},
)
"""Kinds of object, by words that stand for them: a denial and a charge must name the same kind, if each names one."""


Triggers = Mapping[int, Sequence[Trigger]]
"""The triggers of an article by the number of their segment."""


def link_disputes(document: Document, found: Findings, triggers: Triggers) -> tuple[Event, ...]:
    """The events with ``disputed_by`` filled: each denial linked to the events that it denies, and to nothing else."""
    disputed: dict[str, list[str]] = {}
    for denial in found.attributions:
        if denial.stance != "denies" or denial.speaker is None:
            continue
        for event in _denied(denial, document, found, triggers):
            disputed.setdefault(event.id, []).append(denial.id)
    return tuple(replace(event, disputed_by=tuple(disputed.get(event.id, ()))) for event in found.events)


def without_denials(events: tuple[Event, ...]) -> Iterator[Event]:
    """The events without those that are only an event's denial told once more: the event is disputed by it already."""
    disputing = {denial for event in events for denial in event.disputed_by}
    return (event for event in events if event.status != "denied" or disputing.isdisjoint(event.according_to))


def _denied(denial: Attribution, document: Document, found: Findings, triggers: Triggers) -> list[Event]:
    parties = {party.id: party for party in found.parties}
    candidates = [
        event
        for event in found.events
        if event.according_to
        and denial.id not in event.according_to
        and event.status in {"alleged", "happened", "ongoing"}
        and _covers(parties[denial.speaker or ""], event, parties)
        and not any(span.overlaps(event.trigger) for span in denial.content)
    ]
    types, objects, bare = _acts(denial, document, triggers)
    if bare:
        return _last_charge(denial, candidates, found)
    return [
        e
        for e in candidates
        if (e.type, e.mode) in types or any(e.type == kind and mode is None for kind, mode in types)
        if _same_object(e, objects, document)
    ]


def _covers(denier: Party, event: Event, parties: dict[str, Party]) -> bool:
    """Whether the denier is the one accused, or a collective that holds it."""
    if denier.id in event.actors:
        return True
    if denier.members:
        return bool(set(denier.members) & set(event.actors))
    names = {denier.name.lower(), *(parties[p].name.lower() for p in event.actors if p in parties)}
    if any(_collective(name) for name in (denier.name.lower(),)):
        return bool(event.actors)
    return len(names) == 1


def _collective(name: str) -> bool:
    """Both sides in the conflict: speaks for whoever is accused."""
    return any(
        name == words
        or name.startswith((f"{words} ", f"the {words} "))
        or name == words.removeprefix("both ").removeprefix("the ")
        for words in lexicon().collectives
    )


def _acts(
    denial: Attribution, document: Document, triggers: Triggers
) -> tuple[set[tuple[str, str | None]], set[str], bool]:
    """The kinds of act that the denial names, the words of its objects, and whether it names none at all."""
    types: set[tuple[str, str | None]] = set()
    words: set[str] = set()
    for span in denial.content:
        tokens = document.tokens(span)
        if tokens is None:
            continue
        words |= {token.lemma_.lower() for token in tokens}
        segment = document.segment_at(span.start)
        for trigger in triggers.get(segment.index, ()) if segment else ():
            if tokens.start <= trigger.head.i < tokens.end:
                types.add((trigger.sense.type, trigger.sense.mode))
        if not types:
            types |= {(one.sense.type, one.sense.mode) for one in listed_triggers(tokens)}
    bare = not types and bool(words & lexicon().denial_nouns)
    return types, words, bare


def _same_object(event: Event, words: set[str], document: Document) -> bool:
    tokens = document.tokens(event.trigger)
    sentence = {token.lemma_.lower() for token in tokens.sent} if tokens is not None else set()
    for kind in _OBJECTS:
        if words & kind:
            return bool(sentence & kind)
    return True


def _last_charge(denial: Attribution, candidates: Sequence[Event], found: Findings) -> list[Event]:
    """The army denied the charge: what was alleged last before it."""
    at = (denial.cue or denial.content[0]).start
    before = [event for event in candidates if event.trigger.start < at]
    if not before:
        return []
    said = {a.id: a for a in found.attributions}
    last = max(before, key=lambda event: event.trigger)
    source = said.get(last.according_to[0])
    if source is None or not source.content:
        return [last]
    whole = Span(source.content[0].start, source.content[-1].end)
    return [event for event in before if whole.holds(event.trigger)] or [last]
