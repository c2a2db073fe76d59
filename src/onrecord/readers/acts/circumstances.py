"""With what, against what, where and when: the circumstances that an event's own clause gives, and the modes that they tell."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.readers.acts.roles import suffered_by_owner
from onrecord.readers.acts.scene import Scene
from onrecord.readers.acts.triggers import Sense, Trigger, lexicon
from onrecord.records import Article, Event, EventType, Findings, Moment, Party, Place, Span

VAGUE = {None, "attack"}
"""Modes that say no more than that force was used."""


def settled(triggers: list[Trigger]) -> Iterator[Trigger]:
    """A segment's triggers with the modes that their surroundings tell, and victims joined to what befell them."""
    for trigger in triggers:
        arrest = _arrested_in(trigger, triggers)
        if arrest is not None:
            yield _with(trigger, arrest.sense)
        elif trigger.sense.type in {"ASSAULT", "HARM"}:
            yield _told_by_act(trigger, triggers) if _of_victims(trigger) else _told_by_words(trigger)
        elif trigger.sense.type == "PROTEST" and trigger.sense.mode in {None, "demonstration"}:
            yield _told_by_words(trigger)
        else:
            yield trigger


def _arrested_in(trigger: Trigger, triggers: list[Trigger]) -> Trigger | None:
    """The arrest of which a raid is told: "detained twelve men in overnight raids"."""
    if trigger.head.lemma_.lower() not in lexicon().searches:
        return None
    noun = trigger.head
    if noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in _SERIES:
        noun = noun.head.head
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"in", "during"}:
        return None
    verb = noun.head.head
    return next((one for one in triggers if one.head.i == verb.i and one.sense.mode in {"arrest", "seizure"}), None)


_SERIES = {"total", "series", "number", "string", "wave", "spate", "round"}
"""Nouns for several acts that are told as one."""


def _of_victims(trigger: Trigger) -> bool:
    return trigger.head.lemma_.lower() in lexicon().victims


def _told_by_act(trigger: Trigger, triggers: list[Trigger]) -> Trigger:
    """A killing or wounding is of the type and mode of the act that the same sentence names; else of what its words tell.

    Unless its own words are clear: "suicide bombers killed eight people in the heart of the insurgency".
    """
    sentence = trigger.sentence
    if trigger.word is not None and trigger.word.modes.get(trigger.sense.mode or "", 0) > _CLEAR and _exact(trigger):
        return _told_by_words(trigger)
    acts = [
        one
        for one in triggers
        if one.sense.type in {"ASSAULT", "HARM"}
        and sentence.start <= one.head.i < sentence.end
        and not _of_victims(one)
        and one.sense.mode != "abduction"  # who is killed is not who is carried off
    ]
    if acts:
        nearest = _told_by_words(min(acts, key=lambda one: abs(one.head.i - trigger.head.i)))
        return _with(trigger, replace(trigger.sense, type=nearest.sense.type, mode=nearest.sense.mode))
    return _told_by_words(trigger)


_CLEAR = 0.9
"""Chance of a mode from which on a killing keeps it."""


def _exact(trigger: Trigger) -> bool:
    return trigger.sense.type == "ASSAULT" and trigger.sense.mode not in {*VAGUE, "armed clash", "shooting"}


def _told_by_words(trigger: Trigger) -> Trigger:
    """Weapons and causes near the trigger tell what the trigger leaves open; an accident is no act of force."""
    sense, near = trigger.sense, _near(trigger)
    if sense.type == "ASSAULT" and (_accident(near) or (sense.mode == "explosive device" and _burst(trigger))):
        return _with(trigger, replace(sense, type="HARM", mode=None))
    mode = next((mode for kind, mode, words in lexicon().mode_words if kind == sense.type and words.search(near)), None)
    open_ = sense.mode in {*VAGUE, "demonstration"}
    sharper = mode in {"suicide bombing", "chemical weapon"} and sense.mode in _SHARPENED
    sharper |= mode in {"air strike", "drone strike"} and sense.mode == "shelling or missile"
    return _with(trigger, replace(sense, mode=mode)) if mode and (open_ or sharper) else trigger


def _accident(words: str) -> bool:
    return bool(lexicon().accidents.search(words)) and not lexicon().foul.search(words)


def _burst(trigger: Trigger) -> bool:
    """Whether a bare explosion is told of in a paragraph of accidents and of nothing foul."""
    if not {token.lemma_.lower() for token in trigger.tokens} & {"explosion", "explode", "blast"}:
        return False
    words = trigger.head.doc.text.lower()
    return bool(lexicon().accidents.search(words)) and not lexicon().deliberate.search(words)


_SHARPENED = {"explosive device", "shelling or missile", "air strike", "destruction of property"}
"""Modes that the words of a suicide or of gas make more exact."""


def _with(trigger: Trigger, sense: Sense) -> Trigger:
    return replace(trigger, sense=sense)


def _near(trigger: Trigger) -> str:
    """The words of the sentence that are as near as a weapon stands to its use."""
    sentence, doc = trigger.sentence, trigger.head.doc
    first, last = max(sentence.start, trigger.tokens.start - _BEFORE), min(sentence.end, trigger.tokens.end + _AFTER)
    return " ".join(token.lower_ for token in doc[first:last])


_BEFORE, _AFTER = 12, 12


def instrument_of(scene: Scene) -> str | None:
    """With what: a weapon that the clause names."""
    if scene.trigger.sense.type != "ASSAULT":
        return None
    return _named([*scene.trigger.tokens, *scene.clause], lexicon().instruments)


def target_of(scene: Scene) -> str | None:
    """Against what kind of thing: of force, of a seizure, of a harm, of a deployment."""
    tables = lexicon().targets
    kind = scene.trigger.sense.type
    taken = {t.i for t in scene.played.actors}
    around = [t for t in (*scene.trigger.tokens, *scene.clause) if t.i not in taken]
    if kind == "COERCE":
        about = [t for t in scene.trigger.sentence if t.i not in taken]
        return _named(around, tables["seized"]) or _named(about, tables["crimes"]) or _named(around, tables["things"])
    if kind == "HARM":  # what erupts, floods or burns may be the verb's own subject
        return _named([*scene.trigger.tokens, *scene.clause], tables["hazards"]) or _named(around, tables["things"])
    if kind == "ASSAULT":
        return _named(around, tables["things"])
    if kind == "MOBILIZE":
        return _named(around, tables["posts"])
    return None


def _named(tokens: list[Token], table: dict[str, str]) -> str | None:
    for token in tokens:
        for word in (token.lemma_.lower(), token.lower_):
            if word in table:
                return table[word]
    return None


def place_of(scene: Scene, found: Findings, article: Article) -> tuple[str | None, str]:
    """The place of the trigger's own clause, else the only one that its sentence puts something at; and what gave it."""
    kind, segment = scene.trigger.sense.type, scene.segment
    if kind == "CONSULT" and scene.trigger.head.lemma_.lower() in _CALLS:
        return None, ""  # a call has two places
    best: tuple[int, int, str] | None = None
    front: set[str] = set()
    others: set[str] = set()
    for place in found.places:
        for tokens in _here(scene, place.spans, article):
            steps = _place_steps(scene, tokens, place)
            if steps is not None:
                distance = (steps, abs(tokens.root.i - scene.trigger.head.i), place.id)
                best = min(best, distance) if best else distance
            elif _preposition(_whole(tokens.root)) in _STANDING and _one_voice(scene, segment.span(tokens), found):
                (front if _fronted(scene, tokens) else others).add(place.id)
    if best:
        return best[2], "clause"
    if len(front) == 1:
        return front.pop(), "sentence"
    return (others.pop(), "sentence") if len(others) == 1 and kind in _SOMEWHERE else (None, "")


_CALLS = {"call", "phone", "telephone"}


def _fronted(scene: Scene, tokens: Tokens) -> bool:
    """Whether a place opens the sentence whose main verb the trigger is: "At the convention in Geneva, she spoke up"."""
    verb = scene.played.governor
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or verb.dep_ != "ROOT" or tokens.end > subject.left_edge.i:
        return False
    comma = scene.segment.doc[tokens.end : subject.left_edge.i]
    return any(token.text == "," for token in comma)


def told_before(scene: Scene, found: Findings, article: Article) -> str | None:
    """Where the story was last before an act of force, a harm or a protest: its place, if its own words and those of it give none."""
    if scene.trigger.sense.type not in _CARRIED:
        return None
    at = scene.segment.span(scene.trigger.tokens).start
    best: tuple[int, str] | None = None
    for segment in scene.before:
        for place in found.places:
            for span in place.spans if place.precision in _CLOSE_BY else ():
                if not max(segment.start, at - _NEAR) <= span.start < min(at, segment.end) or (
                    article.dateline and article.dateline.span.holds(span)
                ):
                    continue
                tokens = segment.tokens(span)
                if tokens is not None and _preposition(_whole(tokens.root)) in _STANDING:
                    best = max(best or (span.start, place.id), (span.start, place.id))
    return best[1] if best else None


def carried_over(events: list[Event], places: Mapping[Span, str]) -> list[Event]:
    """Acts of force and harm without a place or a time, at those of the one of their type told just before them.

    Args:
        events: what the article tells, in order.
        places: by an event's trigger, where the story was last before it.

    """
    found: list[Event] = []
    last: dict[str, Event] = {}
    for mention in events:
        if not mention.place and (place := places.get(mention.trigger)):
            mention = replace(mention, place=place, rule=f"{mention.rule}; place: sentence before")  # noqa: PLW2901
        group = "harm" if mention.type in {"ASSAULT", "HARM"} else mention.type
        before = last.get(group)
        if before and mention.type in _CARRIED and 0 <= mention.trigger.start - before.trigger.end < _NEAR:
            mention = _as_before(mention, before)  # noqa: PLW2901
        if mention.place or mention.time:
            last[group] = mention
        found.append(mention)
    return found


def _as_before(mention: Event, before: Event) -> Event:
    rule, place, time = mention.rule, mention.place, mention.time
    other_day = time and before.time and time != before.time
    if before.place and not place and not other_day:
        place, rule = before.place, f"{rule}; place: sentence before"
    if before.time and not time and mention.status == before.status == "happened":
        time, rule = before.time, f"{rule}; time: sentence before"
    return replace(mention, place=place, time=time, rule=rule)


_CARRIED = {"ASSAULT", "HARM", "PROTEST"}
_CLOSE_BY = {"exact", "near", "admin2", "unknown"}
"""Places small enough that a story stays in them; a country is named for other reasons."""
_NEAR = 500
"""Characters from one event to the next within which the story has hardly gone elsewhere."""


def time_of(scene: Scene, found: Findings, article: Article) -> tuple[str | None, str]:
    """The moment of the trigger's own clause, else the only dated one of its sentence; and what gave it."""
    if scene.segment.kind == "caption" and not _pictured(scene):
        return None, ""
    head = scene.trigger.head
    heads = {head.i, scene.played.governor.i}
    best: tuple[bool, int, int, str] | None = None
    others: set[str] = set()
    for moment in found.moments:
        for tokens in _here(scene, (moment.span,), article):
            dated = bool(moment.earliest or moment.latest)
            steps = _time_steps(tokens, head, heads)
            if steps is not None:
                # a day outweighs a duration: "in February he was sentenced to 20 years"
                distance = (not dated, steps, abs(tokens.root.i - head.i), moment.id)
                best = min(best, distance) if best else distance
            elif dated and moment.granularity in _DATED and _told_together(scene, moment, found):
                others.add(moment.id)
    if best and (not best[0] or len(others) != 1):
        return best[3], "clause"
    return (others.pop(), "sentence") if len(others) == 1 else (None, "")


def _pictured(scene: Scene) -> bool:
    """Whether a caption tells it as what its picture shows, in the present tense; the day of a picture dates nothing else."""
    verb = scene.played.governor
    finite = (verb, *(c for c in verb.children if c.dep_ in {"aux", "auxpass"}))
    return any(one.tag_ in {"VBZ", "VBP"} for one in finite)


def _told_together(scene: Scene, moment: Moment, found: Findings) -> bool:
    """Whether nobody is said to say only one of the two: "said on Monday that …" dates the saying."""
    return _one_voice(scene, moment.span, found) and all(said.time != moment.id for said in found.attributions)


def _one_voice(scene: Scene, span: Span, found: Findings) -> bool:
    """Whether everybody who is said to say the one is said to say the other."""
    trigger = scene.segment.span(scene.trigger.tokens)
    return all(part.holds(trigger) == part.holds(span) for said in found.attributions for part in said.content)


_DATED = {"minute", "hour", "part of day", "day", "weekend", "month", "year"}


def _time_steps(tokens: Tokens, head: Token, heads: set[int]) -> int | None:
    if tokens.start <= head.head.i < tokens.end and head.dep_ in {"pcomp", "pobj", "relcl", "advcl", "acl"}:
        return 1  # "two days after meeting", "in 2003, when they endorsed": the trigger hangs on the moment
    if head.dep_ in {"pcomp", "pobj"} and tokens.end == head.head.i:
        return 1  # the same, where the moment ends before "after"
    steps = _climb(tokens.root, heads)
    if steps is None and head.dep_ == "conj" and tokens.end <= head.i:
        return _climb(tokens.root, {head.head.i})  # "arrived on Thursday and held talks"
    return steps


def _here(scene: Scene, spans: Iterable[Span], article: Article) -> Iterator[Tokens]:
    """Those spans that stand in the trigger's sentence, as tokens; what the dateline says is not said of an event."""
    segment, sentence = scene.segment, scene.trigger.sentence
    for span in spans:
        if not segment.start <= span.start < segment.end or (article.dateline and article.dateline.span.holds(span)):
            continue
        tokens = segment.tokens(span)
        if tokens is not None and sentence.start <= tokens.root.i < sentence.end:
            yield tokens


_BODILY = {"ASSAULT", "HARM", "PROTEST", "COERCE", "MOBILIZE"}
_SOMEWHERE = {*_BODILY, "AID", "RETREAT", "CONSULT"}
"""Acts that are done at a place, not only in words."""
_STANDING = {"in", "at", "near", "outside", "inside", "around", "across", "throughout", "within", "off", "along"}
_PREPOSITIONS = {
    "ASSAULT": {*_STANDING, "on", "over", "of", "from"},
    "HARM": {*_STANDING, "from", "on", "over", "of"},
    "PROTEST": {*_STANDING, "on", "through"},
    "COERCE": {*_STANDING, "on", "of", "over", "from"},
    "MOBILIZE": {*_STANDING, "to", "into", "on"},
    "AID": {*_STANDING, "to", "into"},
    "RETREAT": {*_STANDING, "from", "of"},
    "CONSULT": {*_STANDING, "to", "of"},
}
"""By which prepositions a place is that of an act; of an act in words only by "in" and "at"."""
_IN_WORDS = {"in", "at"}
_OBJECTS = {"ASSAULT", "COERCE", "CONSULT", "HARM", "MOBILIZE"}
"""Acts whose object may be a place: "captured Kisangani", "visited Brussels"."""

_REACH = 7
"""Steps up the parse that a place or time may hang below its trigger."""


def _preposition(noun: Token) -> str | None:
    first = noun.head if noun.dep_ in {"appos", "conj"} else noun
    if first.dep_ != "pobj":
        return None
    before = first.head
    return "near" if before.lower_ in {"to", "of", "from"} and before.head.lower_ in _BESIDE else before.lower_


_BESIDE = {"close", "near", "next", "adjacent", "outside", "north", "south", "east", "west", "outskirts", "suburbs"}
"""Words that make "to", "of" or "from" a "near": "an area close to Goma", "the outskirts of Aleppo"."""


def _whole(noun: Token) -> Token:
    """What a place is a part of: "several districts of Homs" stands where Homs would."""
    part = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    return part if part.lemma_.lower() in _PARTS else noun


_PARTS = {"area", "part", "city", "town", "village", "district", "quarter", "suburb", "province", "region", "state", "street", "centre", "center", "port", "capital", "island", "coast", "camp", "neighbourhood", "neighborhood"}  # fmt: skip


def _place_steps(scene: Scene, tokens: Tokens, place: Place) -> int | None:
    """How far below its trigger a place stands, by a preposition, as its object, or before it ("the Paris attacks")."""
    trigger, root = scene.trigger, _whole(tokens.root)
    kind, head = trigger.sense.type, trigger.head
    if trigger.tokens.start <= root.i < trigger.tokens.end:
        named = root.i < head.i and root.dep_ in {"compound", "nmod"}  # "the Lockerbie bombing" as one trigger
        return 1 if named and _meant(kind, place) else None
    if root.head.i == head.i:
        if _named_before(root, head, kind, place):
            return 1
        if root.dep_ in {"dobj", "nsubjpass"} and kind in _OBJECTS and root.tag_ != "NNPS":  # but not "four Americans"
            return 1
    if root.dep_ == "nsubj" and root.head.i == scene.played.governor.i and root.head.lemma_.lower() in _UNDERGO:
        return 2
    preposition = _preposition(root)
    # "a woman visiting from Canada", "a visitor from Canada"
    whence = preposition == "from" and root.head.head.i not in {head.i, scene.played.governor.i}
    whither = preposition == "to" and trigger.sense.mode == "eviction"  # "their deportation to Turkey"
    if whence or not (whither or preposition in _PREPOSITIONS.get(kind, _IN_WORDS)):
        return None
    steps = _climb(root, {head.i, scene.played.governor.i}, is_place=True)
    return steps if steps is None or kind in _PREPOSITIONS or steps <= _CLOSE else None


def _named_before(name: Token, noun: Token, kind: EventType, place: Place) -> bool:
    """Whether a name before an act is where it was: "the Paris attacks", "Saigon's fall", but not "Egypt's attack"."""
    if noun.pos_ not in {"NOUN", "PROPN"} or name.dep_ not in {"compound", "nmod", "poss"}:
        return False
    if name.dep_ == "poss" and suffered_by_owner(noun, lexicon().suffered_by_places):
        return True
    return _meant(kind, place) and not (name.dep_ == "poss" and place.precision == "country")


def _meant(kind: EventType, place: Place) -> bool:
    """Whether a name before an act is where it was: "the Paris attacks", "the Geneva talks", but not "the US talks"."""
    return kind in _BODILY or (kind == "CONSULT" and place.precision != "country")


_UNDERGO = {"suffer", "see", "witness", "experience", "endure", "face"}
"""Verbs whose subject is where something happens: "Turkey has suffered a series of bombings"."""

_CLOSE = 3
"""Steps from a place to an act in words: noun, preposition, verb."""


_PASSED = {"acl", "pcomp"}
"""Verbs inside a noun's or a preposition's own words, which do not end a clause."""


def _climb(token: Token, heads: set[int], *, is_place: bool = False) -> int | None:
    """How far up the trigger is, if no other verb stands between."""
    for count in range(1, _REACH):
        if token.i in heads:
            return count
        if token.head.i == token.i or (token.pos_ == "VERB" and token.dep_ not in _PASSED):
            return None
        if is_place and count > 1 and (token.dep_ in {"nsubj", "poss", "acl"} or token.lower_ in _ELSEWHEN):
            return None
        token = token.head
    return None


_ELSEWHEN = {"after", "before", "since", "until", "despite", "following"}
"""Prepositions behind which another thing stands, with a place of its own: "after stops in Boston, they met"."""

_FIGHTERS = {"MIL", "REB", "UAF"}
"""Sectors of those who fight: force between them is a clash."""


_OFFICIAL = {"COP", "MIL", "GOV"}
_CROWD_CONTROL = re.compile(r"tear ?gas|water cannon|dispers", re.IGNORECASE)


def _dispersed(scene: Scene) -> bool:
    """Whether a clause tells of gas, water and the like against protesters, and no more."""
    words = " ".join(token.text for token in (*scene.trigger.tokens, *scene.clause))
    return bool(_CROWD_CONTROL.search(words) and _DEMONSTRATORS.search(scene.trigger.sentence.text))


def _violent(scene: Scene) -> bool:
    """Whether a protest is broken up, or anybody held back, "violently"."""
    return any(
        token.lower_ in {"violently", "brutally"} for token in (*scene.trigger.tokens, *scene.trigger.head.children)
    )


_SOLDIERS = {"army", "military", "soldier", "troop", "troops", "force", "forces", "patrol", "militia", "fighter", "militant", "rebel", "insurgent", "guerrilla", "garrison"}  # fmt: skip
"""Words of those who fight, in what an act of force is aimed at."""

_DEMONSTRATORS = re.compile(r"protest|demonstrat|rioter|marcher|striker", re.IGNORECASE)
_RIOTOUS = {*VAGUE, "shooting", "armed clash", "destruction of property", "explosive device"}
"""Modes of force that a crowd may use."""


def implied_protest(mentions: list[Event], parties: Iterable[Party]) -> list[Event]:
    """The protest of protesters who are fired on or arrested, where the article has no other word for it."""
    if any(mention.type == "PROTEST" for mention in mentions):
        return []
    named = {party.id: party for party in parties if _DEMONSTRATORS.search(party.name)}
    for mention in mentions:
        met = [named[key] for key in mention.recipients if key in named]
        if mention.type in {"ASSAULT", "COERCE"} and met:
            spans = (one.span for one in met[0].mentions if one.form != "pronoun")
            trigger = min(spans, key=lambda span: abs(span.start - mention.trigger.start), default=None)
            if trigger is not None:
                rule = "trigger: participants of another event; status: grammar"
                return [
                    replace(
                        mention,
                        type="PROTEST",
                        mode="demonstration",
                        trigger=trigger,
                        status="happened",
                        actors=(met[0].id,),
                        recipients=(),
                        instrument=None,
                        target=None,
                        figures=(),
                        rule=rule,
                        confidence=0.5,
                    )
                ]
    return []


def sense_of(
    scene: Scene, target: str | None, actors: list[Party], recipients: list[Party]
) -> tuple[EventType, str | None]:
    """The trigger's type and mode, as its participants and its target make them more exact."""
    kind, mode = scene.trigger.sense.type, scene.trigger.sense.mode
    if kind == "COERCE" and mode in {None, "restriction"} and target == "aid convoy":
        return kind, "aid obstruction"
    if any(_DEMONSTRATORS.search(party.name) for party in actors) and (done := _by_protesters(scene.trigger)):
        return "PROTEST", done
    if kind != "ASSAULT" or mode not in {*VAGUE, "shooting", "armed clash"}:
        return kind, mode
    if {party.sector for party in actors} & _OFFICIAL and _dispersed(scene) and not _violent(scene):
        return "COERCE", "restriction"  # to break up a protest is repression, where nobody is beaten or shot
    met = any(_DEMONSTRATORS.search(party.name) for party in recipients)
    bare = not {party.sector for party in (*actors, *recipients)} & {"REB", "UAF"} and _DEMONSTRATORS.search(
        scene.trigger.sentence.text
    )
    if mode == "armed clash" and (met or bare):
        return "PROTEST", "riot"  # protesters who clash with the police are no armed side
    if _one_sided(scene) or _of_civilians(scene, recipients):
        mode = "attack" if mode == "armed clash" else mode
    elif _among_fighters(scene, target, actors, recipients):
        mode = "armed clash"
    return kind, mode


def _by_protesters(trigger: Trigger) -> str | None:
    """What force that protesters use makes of their protest: a riot; and what they close: a blockade."""
    kind, mode = trigger.sense.type, trigger.sense.mode
    if kind == "COERCE" and mode == "restriction":
        return "blockade"
    harmed = trigger.nominal and _of_victims(trigger)  # "injuries among demonstrators"
    return "riot" if kind == "ASSAULT" and mode in _RIOTOUS and not harmed else None


def _among_fighters(scene: Scene, target: str | None, actors: list[Party], recipients: list[Party]) -> bool:
    """Whether those who fight attack others who fight, or what is theirs."""
    aim = {token.lemma_.lower() for noun in scene.played.recipients for token in _own_words(noun)}
    attacked = target == "military base" or {party.sector for party in recipients} & _FIGHTERS or aim & _SOLDIERS
    return bool(attacked) and bool({party.sector for party in actors} & _FIGHTERS)


def _own_words(noun: Token) -> Iterator[Token]:
    """A noun's words without the clauses that hang on it."""
    yield noun
    for child in noun.children:
        if child.dep_ not in {"acl", "relcl"}:
            yield from _own_words(child)


def _one_sided(scene: Scene) -> bool:
    """Whether the word itself says that only one side used force: "massacre", "behead"."""
    return scene.trigger.head.lemma_.lower() in lexicon().one_sided


def _of_civilians(scene: Scene, recipients: list[Party]) -> bool:
    """Whether those who were killed or wounded are civilians, all of them."""
    harmed = scene.trigger.head.lemma_.lower() in lexicon().victims
    return harmed and bool(recipients) and all(party.sector == "CVL" for party in recipients)
