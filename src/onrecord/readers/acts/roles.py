"""Who did it, and to whom: the nouns that the parse puts in the trigger's own clause, weighed with the encoder's word."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.language.encoder import Encoded
from onrecord.readers.acts.triggers import Trigger, act_nouns, lexicon
from onrecord.readers.people.lexicon import lexicon as people
from onrecord.records import Span


@dataclass(frozen=True, slots=True)
class Roles:
    """Nouns of the trigger's own clause, by what they do there."""

    actors: tuple[Token, ...]
    recipients: tuple[Token, ...]
    others: tuple[Token, ...]
    """Everything else that hangs on the trigger: for its instrument and target."""
    governor: Token
    """The verb whose tense and mood are the event's."""


def clause(head: Token, governor: Token) -> list[Token]:
    """The words of the trigger's own clause: what hangs on it and on its verb, without clauses inside."""
    found: dict[int, Token] = {}
    stack = [head] if head.i == governor.i else [head, governor]
    while stack:
        token = stack.pop()
        if token.i in found:
            continue
        found[token.i] = token
        stack += [c for c in token.children if c.dep_ not in _CLAUSES or c.pos_ not in {"VERB", "AUX"}]
    return [found[i] for i in sorted(found)]


_CLAUSES = {"advcl", "ccomp", "conj", "parataxis", "relcl"}


class Seekers:
    """Where the encoder looks for the actor and for the recipient of a word: chances over the stretch of its segment."""

    def __init__(self, encoded: Encoded, piece: int) -> None:
        self._encoded, self._piece = encoded, piece
        segments = encoded.pieces.segments
        self._first = bisect_left(segments, segments[piece])
        self._last = bisect_right(segments, segments[piece])
        self._sums: dict[str, list[float]] = {}

    def chance(self, role: str, span: Span) -> float:
        """How likely a stretch of the word's segment plays a role."""
        sums = self._of(role)
        offsets = self._encoded.pieces.offsets
        low = bisect_left(offsets, (span.start, span.start), self._first, self._last) - self._first
        high = bisect_left(offsets, (span.end, span.end), self._first, self._last) - self._first
        return sums[high] - sums[low]

    def nobody(self, role: str) -> float:
        """How likely nobody plays it."""
        return 1 - self._of(role)[-1]

    def _of(self, role: str) -> list[float]:
        """The chances summed up from the segment's beginning."""
        if role not in self._sums:
            scores = self._encoded.found_by(role, self._piece)
            scores = np.append(scores[self._first : self._last], scores[-1])
            powers = np.exp(scores - scores.max())
            self._sums[role] = [0.0, *accumulate((powers[:-1] / powers.sum()).tolist())]
        return self._sums[role]


def phrase(noun: Token) -> Tokens:
    """The noun with what stands before it and belongs to it."""
    first = noun.i
    for child in noun.lefts:
        if child.dep_ in _BEFORE:
            first = min(first, child.left_edge.i)
    return noun.doc[first : noun.i + 1]


_BEFORE = {"det", "amod", "compound", "nmod", "nummod", "poss", "predet", "quantmod", "advmod"}


def nouns(sentence: Tokens) -> Iterator[Token]:
    """Heads of noun phrases; of "much of the army" the much."""
    for token in sentence:
        if token.pos_ == "ADJ":
            heads = token.dep_ in _ARGUMENTS and token.lower_ in lexicon().counting
        else:
            heads = token.pos_ in {"NOUN", "PROPN", "PRON"} and token.dep_ not in {"compound", "nmod"}
        if heads:
            yield token


_ARGUMENTS = {"nsubj", "nsubjpass", "dobj", "pobj"}


def roles(trigger: Trigger) -> Roles:
    """Participants of one trigger."""
    return _of_noun(trigger) if trigger.nominal else _of_verb(trigger.head, trigger)


def _joined(noun: Token) -> list[Token]:
    """The noun and what is joined to it by "and"."""
    found = [noun]
    for child in noun.children:
        if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON"}:
            found += _joined(child)
    return found


def _objects(head: Token, prepositions: set[str]) -> list[Token]:
    return [
        one
        for preposition in head.children
        if preposition.dep_ in {"prep", "agent", "dative"} and preposition.lower_ in prepositions
        for noun in preposition.children
        if noun.dep_ == "pobj"
        for one in _joined(noun)
    ]


def subject(verb: Token) -> list[Token]:
    """The verb's own subject, or the one it shares with the verb it is joined to or controlled by."""
    here = verb
    for _ in range(4):
        own = [c for c in here.children if c.dep_ in {"nsubj", "nsubjpass", "csubj"}]
        if own:
            who = own[0]
            if who.tag_ in {"WDT", "WP"} and here.dep_ == "relcl":
                return _joined(here.head)
            return _joined(who)
        if here.dep_ == "acl" and here.tag_ == "VBG":
            return _joined(here.head)
        if here.dep_ in {"conj", "xcomp", "acomp", "advcl", "pcomp"} and here.head.i != here.i:
            controller = _controller(here)
            if controller:
                return controller
            here = here.head
            while here.pos_ not in {"VERB", "AUX"} and here.head.i != here.i and here.dep_ in {"prep", "pobj"}:
                here = here.head
            continue
        break
    return []


_OWN_PLAN = {"promise", "threaten", "vow", "pledge", "use", "take", "cut", "make", "visit", "meet"}
"""Verbs with an object whose subject does what follows; with all others ("urged them to stop") the object does it."""


def _controller(verb: Token) -> list[Token]:
    """Who does what is asked, alleged or allowed: "accused the army of looting", "urged both sides to stop"."""
    above = verb.head
    if verb.dep_ == "pcomp" and above.lower_ in {"of", "from", "into"}:
        above = above.head
        if above.pos_ in {"NOUN", "PROPN"} and above.dep_ == "dobj" and above.head.pos_ == "VERB":
            return _joined(above)  # where the parser hangs "of looting" on the army and not on "accused"
    elif verb.dep_ != "xcomp":
        return []
    if above.pos_ != "VERB" or above.lemma_ in _OWN_PLAN:
        return []
    if passive(above):
        return _acted(above)
    return [one for c in above.children if c.dep_ in {"dobj", "dative"} and c.i < verb.i for one in _joined(c)]


def passive(verb: Token) -> bool:
    """Whether a verb's subject is who it is done to."""
    if any(c.dep_ in {"nsubjpass", "auxpass", "agent"} for c in verb.children):
        return True
    return (
        verb.tag_ == "VBN"
        and verb.dep_ in {"acl", "advcl", "conj"}
        and not any(c.dep_ in {"aux", "nsubj"} for c in verb.children)
        and (verb.dep_ in {"acl", "advcl"} or passive(verb.head))
    )


_ENVOYS = {"ambassador", "envoy", "consul", "charge", "representative", "tie", "relation", "export", "shipment"}


def _acted(verb: Token) -> list[Token]:
    """Who a passive verb is done to: its subject, the noun that it belongs to, or the object just before it."""
    if verb.dep_ == "acl":
        return _joined(verb.head)
    if verb.dep_ == "advcl" and not any(c.dep_ == "nsubjpass" for c in verb.children):
        before = [c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i]
        if before:
            return _joined(before[-1])
    return subject(verb)


_THROW = {"throw", "hurl", "lob", "fling", "fire", "launch", "aim", "direct", "drop"}
"""Verbs whose object is what is thrown, and not who is hit."""
_WITH = {"CONSULT", "AGREE", "COOPERATE"}


def _of_verb(verb: Token, trigger: Trigger) -> Roles:
    others = [c for c in verb.subtree if c.pos_ in {"NOUN", "PROPN"} and c.i != verb.i]
    if passive(verb):
        acted = _acted(verb)
        if trigger.sense.type == "MOBILIZE":  # troops that are sent are those who move
            return Roles((*acted, *_objects(verb, {"by"})), (), tuple(others), verb)
        if verb.lemma_ == "blame" and (blamed := _objects(verb, {"on"})):
            acted = blamed
        elif verb.lemma_ in _THROW:  # "stones were thrown at the guards"
            acted = _objects(verb, {"at", "on", "into", "against", "towards", "toward"}) or acted
        return Roles(tuple(_objects(verb, {"by"})), tuple(acted), tuple(others), verb)
    actors = _agents(verb, trigger)
    if trigger.sense.type == "HARM" and verb.lemma_.lower() in lexicon().befall:  # "thousands fled the town"
        return Roles((), tuple(actors), tuple(others), verb)
    if len(trigger.tokens) > 1 and verb.lemma_.lower() in lexicon().undergo:  # "came under fire"
        return Roles((), tuple(actors), tuple(others), verb)
    objects = [c for c in verb.children if c.dep_ in {"dobj", "dative", "obj"} and c.pos_ != "ADP"]
    # "the officers whom they blame": who stands for the noun before it
    objects = [verb.head if c.tag_ in {"WP", "WDT"} and verb.dep_ == "relcl" else c for c in objects]
    recipients = [one for c in objects for one in _joined(c)]
    if trigger.sense.type == "SANCTION":  # "recalled its ambassador to Egypt"
        sent = [one for c in objects for one in _objects(c, {"to", "in"}) if c.lemma_.lower() in _ENVOYS]
        recipients = sent or recipients
    if trigger.sense.type in _WITH:
        recipients += _objects(verb, {"with"})
    elif trigger.sense.object or not recipients:
        recipients = [one for one in recipients if one.lemma_.lower() not in trigger.sense.object]
        recipients += _objects(verb, {"against", "on", "at", "to", "upon", "with", "into", "from"})
    if trigger.sense.type == "REQUEST" and (asked := _asked(verb)):
        recipients = asked
    if verb.lemma_ == "blame" and (blamed := _objects(verb, {"on"})):
        recipients = blamed
    return Roles(tuple(actors), tuple(recipients), tuple(others), verb)


def _agents(verb: Token, trigger: Trigger) -> list[Token]:
    """The subject; where that is an act of force ("Soviet raids killed five"), also those whose act it is."""
    found = subject(verb)
    if trigger.sense.type == "ASSAULT":
        found += [who for act in found if _is_act(act) for who in _doers(act)]
    return found


def _asked(verb: Token) -> list[Token]:
    """Called on the government to …: where the parser makes the government the subject of what is asked."""
    found = [
        one
        for c in verb.children
        if c.dep_ in {"ccomp", "xcomp"}
        for s in c.children
        if s.dep_ == "nsubj" and s.i > verb.i
        for one in _joined(s)
    ]
    return (
        found
        + [one for c in verb.children if c.dep_ == "dobj" for one in _joined(c)]
        + _objects(verb, {"on", "upon", "to"})
    )


def _of_noun(trigger: Trigger) -> Roles:
    noun = trigger.head
    actors = _doers(noun)
    if trigger.sense.mode == "inaction":  # "inaction of the police", "negligence on the part of the army"
        actors += [*_objects(noun, {"of"}), *(c for c in noun.children if c.dep_ == "compound")]
        actors += [one for part in _objects(noun, {"on"}) if part.lower_ == "part" for one in _objects(part, {"of"})]
    owned = _suffering(noun)
    actors = [one for one in actors if one not in owned]
    mutual = _objects(noun, {"between", "among"})
    recipients = _objects(
        noun,
        {"against", "on", "at", "with", "upon", "to"}
        | ({"of"} if trigger.sense.type in {"COERCE", "ASSAULT"} else set()),
    )
    recipients += owned
    governor = _governor(noun)
    if not actors and governor.lemma_.lower() in lexicon().light and governor.pos_ == "VERB" and _held(noun, governor):
        actors = _objects(governor, {"by"}) if passive(governor) else subject(governor)
        recipients = recipients or _objects(governor, {"against", "on", "with", "to"})
    if not recipients and governor.lemma_.lower() in lexicon().undergo and _held(looming(noun), governor):
        recipients = subject(governor)
    others = [c for c in noun.subtree if c.pos_ in {"NOUN", "PROPN", "ADJ"} and c.i != noun.i]
    if mutual:
        return Roles(tuple(mutual), (), tuple(others), governor)
    return Roles(tuple(actors), tuple(recipients), tuple(others), governor)


def _is_act(noun: Token) -> bool:
    """Whether a noun stands for an act of force: "raids", "air strikes"."""
    lemma = noun.lemma_.lower()
    pairs = (f"{c.lemma_.lower()} {lemma}" for c in noun.children if c.dep_ == "compound")
    return lemma in act_nouns() or any(pair in lexicon().compounds for pair in pairs)


def _doers(noun: Token) -> list[Token]:
    """Whose act a noun says that it is: "the army's raid", "Soviet raids", "raids by the army"."""
    found = [one for c in noun.children if c.dep_ == "poss" for one in _joined(c)] + _objects(noun, {"by"})
    # an apostrophe makes an owner also where the parser sees a compound
    found += [t for t in noun.lefts if t.dep_ != "poss" and noun.doc[t.i + 1].lower_ in {"'", "’", "'s", "’s"}]
    return found + [
        c
        for c in noun.children
        if c.dep_ in {"amod", "compound", "nmod"}
        and (c.ent_type_ in {"NORP", "GPE", "ORG"} or c.pos_ == "PROPN" or _bears_arms(c))
    ]


def _suffering(noun: Token) -> list[Token]:
    """Whose an act is that its owner suffers: "Lumumba's murder", "Saigon's fall", but not "the army's murder of Lumumba"."""
    owners = [c for c in noun.children if c.dep_ == "poss"]
    if suffered_by_owner(noun, lexicon().suffered):
        return owners
    places = suffered_by_owner(noun, lexicon().suffered_by_places)
    return [c for c in owners if c.ent_type_ in {"GPE", "LOC", "FAC"}] if places else []


def suffered_by_owner(noun: Token, nouns: frozenset[str]) -> bool:
    """Whether an act is one of some that befall their owner, and nobody else is named "of" whom it is."""
    return noun.lemma_.lower() in nouns and not _objects(noun, {"of"})


def looming(noun: Token) -> Token:
    """What is faced where somebody "faces the threat of detention, or deportation": the threat."""
    first = noun.head if noun.dep_ == "conj" else noun
    above = first.head.head
    return above if first.dep_ == "pobj" and first.head.lower_ == "of" and above.lemma_.lower() in _LOOMING else noun


_LOOMING = {"threat", "risk", "danger", "prospect", "possibility", "fear"}


def _bears_arms(noun: Token) -> bool:
    """Whether "police" in "police firing" says who fired."""
    return noun.pos_ in {"NOUN", "ADJ"} and not people().armed.isdisjoint((noun.lower_, noun.lemma_.lower()))


def _governor(noun: Token) -> Token:
    above = noun
    for _ in range(8):
        if above.pos_ in {"VERB", "AUX"} or above.head.i == above.i:
            break
        above = above.head
    return above


def _held(noun: Token, verb: Token) -> bool:
    """Whether the noun is what the light verb is about: its object, or its subject in the passive."""
    return (noun.head.i == verb.i and noun.dep_ in {"dobj", "nsubjpass", "attr"}) or (
        noun.dep_ == "pobj" and noun.head.head.i == verb.i
    )
