"""The reader of events: who did what to whom, where, when, with which status, according to whom, and who denies it.

Precision first: participants, place and time come from the trigger's own clause; what is said is never taken for done.
Each event's ``rule`` names, field by field, what gave it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from spacy.tokens import Token

from onrecord.language import Document, Segment
from onrecord.language.encoder import Encoded, encode
from onrecord.readers.acts.circumstances import (
    carried_over,
    implied_protest,
    instrument_of,
    place_of,
    sense_of,
    settled,
    target_of,
    time_of,
    told_before,
)
from onrecord.readers.acts.disputes import link_disputes, without_denials
from onrecord.readers.acts.merging import merge
from onrecord.readers.acts.roles import nouns, passive, phrase
from onrecord.readers.acts.scene import Scene, scene_of
from onrecord.readers.acts.statuses import status
from onrecord.readers.acts.triggers import Trigger, find_triggers, lexicon
from onrecord.readers.parties import PartyIndex
from onrecord.readers.people.party_index import party_index
from onrecord.readers.toponyms.stand_ins import with_stand_ins
from onrecord.records import Article, Attribution, Event, Figure, Findings, Party, Span

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
    setting = replace(found, places=with_stand_ins(document, found.places))
    context = _Context(article, document, found, setting, party_index(found), encode(document))
    mentions: list[Event] = []
    before: dict[Span, str] = {}
    triggers = find_triggers(document)
    for segment in document.segments:
        for trigger in settled(triggers[segment.index]):
            scene = scene_of(trigger, segment, document, context.encoded)
            event = _event(scene, context)
            if event is not None:
                mentions.append(event)
                if not event.place and (place := told_before(scene, setting, article)):
                    before[event.trigger] = place
    mentions += implied_protest(mentions, found.parties)
    events = carried_over(merge(mentions, found, article), before)
    found = replace(found, events=tuple(replace(event, id=f"e{i}") for i, event in enumerate(events, 1)))
    told = without_denials(link_disputes(document, found, triggers))
    return replace(found, events=tuple(replace(event, id=f"e{i}") for i, event in enumerate(told, 1)))


@dataclass(frozen=True, slots=True)
class _Context:
    article: Article
    document: Document
    found: Findings
    setting: Findings
    """The same, with the words that stand in for places."""
    index: PartyIndex
    encoded: Encoded


def _event(scene: Scene, context: _Context) -> Event | None:
    trigger, found = scene.trigger, context.found
    span = scene.segment.span(trigger.tokens)
    if trigger.sense.type != "PROTEST" and any(a.source and a.source.overlaps(span) for a in found.attributions):
        return None  # but "demonstrations demanding …" are held
    who = _participants(scene, context.index)
    speech = _spoken(scene, span, who, found.attributions)
    telling = _innermost(span, found.attributions)
    within = speech or telling
    own = within is not None and within.speaker in who["actor"]
    state = status(trigger, scene.played, None if speech else within, own_act=own)
    if state is None:
        return None
    if telling is not None and _presupposed(scene, telling):
        telling = None
    made, because = _described(scene, context, who)
    told = made.actors or made.recipients or made.place or made.time or made.figures or made.target
    if trigger.nominal and not told and trigger.chance < _BARE:
        return None
    because |= {"status": state[1], "according_to": "cue" if speech else "content" if telling else ""}
    return replace(
        made,
        status=state[0],
        according_to=tuple(dict.fromkeys(one.id for one in (speech, telling) if one)),
        rule="; ".join(f"{name}: {because[name]}" for name in _GROUNDS if because[name]),
    )


_GROUNDS = ("trigger", "actors", "recipients", "status", "place", "time", "according_to")
"""The fields of an event of which its rule says what gave them, in this order."""


def _described(scene: Scene, context: _Context, who: dict[str, dict[str, str]]) -> tuple[Event, dict[str, str]]:
    """What the words around a trigger tell, and what gave each field; the status is still open."""
    trigger, found = scene.trigger, context.found
    target = target_of(scene)
    actors, recipients = ([context.index[key] for key in who[role]] for role in ("actor", "recipient"))
    kind, mode = sense_of(scene, target, actors, recipients)
    place, place_rule = place_of(scene, context.setting, context.article)
    time, time_rule = time_of(scene, found, context.article)
    made = Event(
        id="",
        type=kind,
        trigger=scene.segment.span(trigger.tokens),
        status="happened",
        mode=mode,
        actors=tuple(who["actor"]),
        recipients=tuple(who["recipient"]),
        instrument=instrument_of(scene),
        target=target,
        place=place,
        time=time,
        figures=_figures(scene, found.figures),
        confidence=round(trigger.chance, 2),
    )
    return made, {
        "trigger": "lexicon and encoder" if trigger.known else "encoder",
        "actors": _ways(who["actor"].values()),
        "recipients": _ways(who["recipient"].values()),
        "place": place_rule,
        "time": time_rule,
    }


def _ways(ways: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(ways))


_BARE = 0.7
"""A noun of which nothing is told must be this sure to stand for an event."""

BY_RULE, BY_ENCODER = 0.55, 0.5
"""What a place in the trigger's own clause is worth beside the encoder's chance, and the sum that makes a participant."""


def _participants(scene: Scene, index: PartyIndex) -> dict[str, dict[str, str]]:
    """Actors and recipients by id, each with what found it: the clause, the encoder, or both."""
    by_rule = {"actor": scene.played.actors, "recipient": scene.played.recipients}
    scores: dict[str, dict[str, tuple[float, str]]] = {"actor": {}, "recipient": {}}
    own = range(scene.trigger.tokens.start, scene.trigger.tokens.end)
    for role, tokens in by_rule.items():
        listed = {t.i for t in tokens}
        inner = (token for token in tokens if token.dep_ in {"compound", "nmod", "amod"})  # "Hamas’ operation"
        for noun in (*nouns(scene.trigger.sentence), *inner):
            ruled = noun.i in listed
            party = _party(noun, scene.segment, index, aimed=role == "recipient" and ruled)
            nobody = any(c.lower_ in {"no", "neither"} for c in noun.children)
            if party is None or nobody or (noun.i in own and not ruled):
                continue
            chance = _chance(scene, role, noun)
            if chance is None:
                score, way = (1.0, "clause") if ruled else (0.0, "")
            else:
                score = chance + BY_RULE * ruled
                way = "clause and encoder" if ruled else "encoder"
            if score >= BY_ENCODER and score > scores[role].get(party.id, (0.0, ""))[0]:
                scores[role][party.id] = (score, way)
    for party_id in scores["actor"].keys() & scores["recipient"].keys():
        less = min(("recipient", "actor"), key=lambda role: scores[role][party_id][0])
        del scores[less][party_id]
    if scene.trigger.sense.type == "MOBILIZE" and not scores["actor"]:
        # troops that nobody is said to send are those who move
        scores = {"actor": scores["recipient"], "recipient": {}}
    if scene.trigger.sense.type == "PROTEST" and not scores["actor"]:
        # "marchers" is the protest and those who protest
        crowd = index.at(scene.segment.span(scene.trigger.head), scene.segment.start + scene.trigger.head.idx)
        scores["actor"] = (
            {crowd.id: (1.0, "trigger")} if crowd is not None and crowd.id not in scores["recipient"] else {}
        )
    return {role: {key: way for key, (_, way) in some.items()} for role, some in scores.items()}


def _chance(scene: Scene, role: str, noun: Token) -> float | None:
    if scene.seekers is None:
        return None
    words = phrase(noun)
    first, last = scene.segment.span(words[0]), scene.segment.span(words[-1])
    chance = scene.seekers.chance(role, Span(first.start, last.end))
    if noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN"}:
        return max(chance, _chance(scene, role, noun.head) or 0.0)  # it looks for the first of several only
    return chance


def _party(noun: Token, segment: Segment, index: PartyIndex, *, aimed: bool) -> Party | None:
    """The party that a noun speaks of; "the army's barracks" are no party, the army is; so are the students of thousands.

    What an act is aimed at may be somebody's in other ways: "struck Islamic State targets", "rejected a NATO grant".
    """
    counted = noun.lemma_.lower() in lexicon().counting
    others = [c for c in noun.children if c.dep_ == "poss"]
    if aimed:
        others += [c for c in noun.children if c.dep_ in {"compound", "nmod"} and c.pos_ == "PROPN"]
    others += [n for c in noun.children if counted and c.lower_ == "of" for n in c.children if n.dep_ == "pobj"]
    for one in (noun, *others):
        party = index.at(segment.span(one), segment.start + one.idx)
        if party is not None:
            return party
    return None


_SPEECH = {"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "SUPPORT", "CONCEDE"}
"""Acts that are done by speaking: the attribution whose cue is their trigger is their source."""


def _spoken(
    scene: Scene, span: Span, who: dict[str, dict[str, str]], attributions: tuple[Attribution, ...]
) -> Attribution | None:
    """The attribution that an act of speech makes; none where only those are named to whom it was done ("is accused of")."""
    if scene.trigger.sense.type not in _SPEECH or (passive(scene.trigger.head) and not scene.played.actors):
        return None
    own = (a for a in attributions if a.cue and a.cue.overlaps(span))
    return next((a for a in own if a.speaker is None or a.speaker not in who["recipient"]), None)


_WISHES = {"condemns", "demands", "praises", "promises", "threatens"}


def _presupposed(scene: Scene, said: Attribution) -> bool:
    """Whether a speaker who wishes or judges only names what all know: "demanded justice after the killing"."""
    verb = scene.played.governor
    return said.stance in _WISHES and (scene.trigger.nominal or verb.dep_ in {"relcl", "acl"})


def _innermost(span: Span, attributions: tuple[Attribution, ...]) -> Attribution | None:
    holding = [
        (sum(p.end - p.start for p in a.content), i, a)
        for i, a in enumerate(attributions)
        for p in a.content
        if p.holds(span)
    ]
    return min(holding)[2] if holding else None


def _figures(scene: Scene, figures: tuple[Figure, ...]) -> tuple[str, ...]:
    """Casualties and other counts of the same clause."""
    trigger, segment = scene.trigger, scene.segment
    if trigger.sense.type not in {"ASSAULT", "HARM", "COERCE", "AID", "PROTEST", "MOBILIZE"}:
        return ()
    reach = {t.i for t in scene.played.governor.subtree} | {t.i for t in trigger.head.subtree}
    found = []
    for figure in figures:
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
