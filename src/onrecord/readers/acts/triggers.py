"""Which words of a parsed article stand for an event: what the encoder takes for one, held against the trigger lexicon.

The encoder proposes words with their type and mode; the lexicon (data, written by the project) confirms or corrects them, and
adds what the encoder is unsure of. The parse says which word of a phrase is its head.
"""

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from math import exp, log
from typing import Any, cast

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.errors import MissingPartError
from onrecord.language import Document, Segment
from onrecord.language.evidence import EventWord, event_words
from onrecord.readers.acts.event_types import event_types
from onrecord.records import EventType

__all__ = ["Lexicon", "Sense", "Trigger", "event_types", "find_triggers", "lexicon"]


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word means as a trigger."""

    type: EventType
    mode: str | None
    object: frozenset[str]
    """The verb counts only with one of these among its objects; empty where it counts by itself."""
    party_object: bool
    rule: str
    subject: frozenset[str] = frozenset()
    """The verb counts only with one of these as its subject."""
    negated: bool = False
    """The verb counts only if it is negated: hospitals that are "not running"."""
    alone: bool = False
    """The lexicon is enough: the encoder need not find it."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All triggers and the words around them."""

    verbs: dict[str, tuple[Sense, ...]]
    nouns: dict[str, Sense]
    compounds: dict[str, Sense]
    light: frozenset[str]
    undergo: frozenset[str]
    suffered: frozenset[str]
    """Nouns for an act whose owner is who it is done to."""
    suffered_by_places: frozenset[str]
    """Nouns for an act whose owner is the place that it is done to."""
    befall: frozenset[str]
    """Verbs of harm whose subject is who is harmed."""
    not_before: frozenset[str]
    not_after: frozenset[str]
    not_beside: frozenset[str]
    """A verb and a word that hangs on it, which together are no event."""
    not_phrases: frozenset[str]
    """Set phrases of two words that say how something else is done: "resigned in protest"."""
    things: frozenset[str]
    """Nouns for what acts are done with, which by themselves are no event."""
    instruments: dict[str, str]
    targets: dict[str, dict[str, str]]
    """Words for things by name, one table for each kind of act: things, seized, hazards, posts."""
    mode_words: tuple[tuple[str, str, re.Pattern[str]], ...]
    """Types and their modes that the words near a trigger tell, in the order in which they are tried."""
    accidents: re.Pattern[str]
    """Words of a harm without an act of force."""
    foul: re.Pattern[str]
    """Words of an act of force, which outweigh those."""
    deliberate: re.Pattern[str]
    """Words of an explosion that somebody meant."""
    victims: frozenset[str]
    searches: frozenset[str]
    """Nouns for what police carry out, which where people are arrested in it is the arrest."""
    one_sided: frozenset[str]
    """Verbs and nouns of force against those who do not fight."""
    land: frozenset[str]
    """What is captured: towns, hills, roads."""
    counting: frozenset[str]
    """Nouns that count others: "thousands of students"."""
    statuses: dict[str, frozenset[str]]
    denial_nouns: frozenset[str]
    collectives: frozenset[str]


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((files("onrecord.readers") / "data" / name).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def hints() -> dict[str, dict[str, int]]:
    """What the lemmas of the project's own sentences stood for: type (and mode), or "" for none, and how often."""
    found: dict[str, dict[str, int]] = _load("trigger_hints.toml")
    return found


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The trigger lexicon, checked.

    Raises:
        MissingPartError: a trigger names a type or mode that does not exist.

    """
    tables = _load("triggers.toml")
    verbs, nouns, compounds = _senses(tables)
    return Lexicon(
        # senses that ask for an object or a subject are tried before the one that does not
        {
            lemma: tuple(sorted(senses, key=lambda sense: (not sense.object, not sense.subject)))
            for lemma, senses in verbs.items()
        },
        nouns,
        compounds,
        frozenset(tables["light"]["verbs"]),
        frozenset(tables["undergo"]["verbs"]),
        frozenset(tables["suffered"]["nouns"]),
        frozenset(tables["suffered"]["places"]),
        frozenset(tables["befall"]["verbs"]),
        frozenset(tables["not"]["before"]),
        frozenset(tables["not"]["after"]),
        frozenset(tables["not"]["beside"]),
        frozenset(tables["not"]["phrases"]),
        frozenset(tables["not"]["things"]),
        {word: name for name, several in tables["instruments"].items() for word in several},
        {
            kind: {word: name for name, several in table.items() for word in several}
            for kind, table in tables["targets"].items()
        },
        tuple((row["type"], row["mode"], re.compile(row["pattern"])) for row in tables["mode_words"]),
        re.compile(tables["accidents"]["pattern"]),
        re.compile(tables["accidents"]["foul"]),
        re.compile(tables["accidents"]["deliberate"]),
        frozenset(tables["victims"]["lemmas"]),
        frozenset(tables["searches"]["lemmas"]),
        frozenset(tables["one_sided"]["lemmas"]),
        frozenset().union(*(sense.object for several in verbs.values() for sense in several if PLACE in sense.object))
        - {CONTROL},
        frozenset(tables["counting"]["lemmas"]),
        {name: frozenset(several) for name, several in tables["statuses"].items()},
        frozenset(tables["denials"]["nouns"]),
        frozenset(tables["denials"]["collectives"]),
    )


@lru_cache(maxsize=1)
def act_nouns() -> frozenset[str]:
    """Nouns for acts of force, or for failing to act, which a body before them does: "police firing", "army inaction"."""
    kinds = {"ASSAULT", "COERCE", "HARM"}
    return frozenset(lemma for lemma, sense in lexicon().nouns.items() if sense.type in kinds)


def _senses(tables: Mapping[str, Any]) -> tuple[dict[str, tuple[Sense, ...]], dict[str, Sense], dict[str, Sense]]:
    """The senses of verbs, of nouns, and of nouns of two words, by their lemmas."""
    verbs: dict[str, tuple[Sense, ...]] = {}
    nouns: dict[str, Sense] = {}
    compounds: dict[str, Sense] = {}
    for kind in ("verb", "noun"):
        for row in tables[kind]:
            sense = _sense(row, tables["groups"])
            for lemma in row["lemmas"]:
                if kind == "verb":
                    verbs[lemma] = (*verbs.get(lemma, ()), sense)
                elif " " in lemma:
                    compounds[lemma] = sense
                else:
                    nouns[lemma] = sense
    return verbs, nouns, compounds


def _sense(row: dict[str, Any], groups: Mapping[str, list[str]]) -> Sense:
    page = event_types().get(row["type"])
    if page is None or (row.get("mode") and row["mode"] not in page.modes):
        raise MissingPartError(
            f"triggers.toml names {row['type']} {row.get('mode', '')}, which does not exist. Install onrecord again."
        )
    rule = f"{row['type'].lower()} {row.get('mode') or row['lemmas'][0]}"
    return Sense(
        page.name,
        row.get("mode"),
        frozenset(row.get("object", ())),
        bool(row.get("needs_party_object")),
        rule,
        frozenset(lemma for name in row.get("subject", ()) for lemma in groups.get(name, (name,))),
        bool(row.get("negated")),
        bool(row.get("alone") or row.get("negated")),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Trigger:
    """A word or phrase in its sentence that stands for an event."""

    head: Token
    tokens: Tokens
    sentence: Tokens
    sense: Sense
    chance: float = 0.6
    """How sure it is that these words stand for an event."""
    word: EventWord | None = None
    """What the encoder says of it; None where the lexicon alone has it."""
    known: bool = True
    """Whether the lexicon has it too."""

    @property
    def nominal(self) -> bool:
        """Whether it is a noun, or a verb in a noun's place: "police firing"."""
        if self.head.tag_ == "VBG":
            return any(c.dep_ in {"compound", "det", "amod", "poss"} and c.i < self.head.i for c in self.head.children)
        return self.head.pos_ in {"NOUN", "PROPN", "ADJ"}


LEAST = 0.05
"""Words less likely than this are not looked at."""
_LIKELY = 0.5
"""Words above this are taken first, so that an unlikely word is not glued to the likely one beside it."""
_LISTED, _UNLISTED, _HINTED = 2.0, -1.2, 0.6
"""What the lexicon and the hints add to the log-odds that a word stands for an event."""
BAR = 0.8
"""Chance of an event of the very type, from which on a word is a trigger."""
_FAITH = 12.0
"""How much likelier a type or mode becomes by the lexicon's having it."""


def find_triggers(document: Document) -> dict[int, list[Trigger]]:
    """All triggers of an article by the number of their segment, in the order of the text."""
    words = _words(document)
    starts = [word.span.start for word in words]
    found: dict[int, list[Trigger]] = {}
    for segment in document.segments:
        here = words[bisect_left(starts, segment.start) : bisect_left(starts, segment.end)]
        sentences = list(segment.doc.sents)
        listed = [one for sentence in sentences for one in listed_triggers(sentence)]
        both = list(_weighed(segment, sentences, here, listed))
        taken = {i for one in both for i in range(one.tokens.start, one.tokens.end)}
        # "the Flood operation": what an act is called is no event of its own
        both = [one for one in both if not (one.head.dep_ == "compound" and one.head.head.i in taken)]
        both = [one for one in both if not (_agreed(one, both) or _only_looms(one, both))]
        both += [one for one in listed if one.sense.alone and one.head.i not in taken]
        found[segment.index] = sorted(both, key=lambda one: one.tokens.start)
    return found


def _agreed(one: Trigger, others: list[Trigger]) -> bool:
    """Whether a noun is what another trigger's parties agree on: "signed a ceasefire", "a truce deal"."""
    if one.sense.type != "RETREAT" or not one.nominal:
        return False
    above = {one.head.head.i, one.head.head.head.i} if one.head.dep_ in {"dobj", "pobj", "compound"} else set()
    return any(other.sense.type == "AGREE" and other.head.i in above for other in others)


def _only_looms(one: Trigger, others: list[Trigger]) -> bool:
    """Whether a noun only says that another act may come, and nobody threatens: "face the threat of detention"."""
    if one.head.lemma_.lower() != "threat" or one.head.head.lemma_.lower() not in lexicon().undergo:
        return False
    inner = {noun.i for c in one.head.children if c.lower_ == "of" for noun in c.children}
    return any(other.head.i in inner for other in others)


def _words(document: Document) -> list[EventWord]:
    """The encoder's words in order, the likelier of any two that share a word."""
    found: list[EventWord] = []
    taken: set[int] = set()
    for least in (_LIKELY, LEAST):
        for word in sorted(event_words(document, least), key=lambda word: -word.chance):
            if taken.isdisjoint(range(*word.span)):
                taken.update(range(*word.span))
                found.append(word)
    return sorted(found, key=lambda word: word.span)


def _weighed(
    segment: Segment, sentences: list[Tokens], words: Iterable[EventWord], listed: list[Trigger]
) -> Iterator[Trigger]:
    ends = [sentence.end for sentence in sentences]
    by_word = {i: one for one in listed for i in range(one.tokens.start, one.tokens.end)}
    for word in words:
        tokens = segment.tokens(word.span)
        if tokens is None or not len(tokens):
            continue
        head = carrier(tokens)
        lemma = head.lemma_.lower()
        if _says_no_act(head) or any(f"{lemma} {c.lower_}" in lexicon().not_beside for c in _beside(head)):
            continue
        own = by_word.get(head.i) or next((by_word[t.i] for t in tokens if t.i in by_word), None)
        if own is not None and own.tokens == hyphened(own.head):
            yield replace(own, chance=word.chance, word=word)
            continue
        hint = hints().get(lemma, {})
        if own is not None and own.head.i == head.i and not own.nominal:  # "taken over", where the encoder has "taken"
            tokens = tokens.doc[min(tokens.start, own.tokens.start) : max(tokens.end, own.tokens.end)]
        sense, share = _sense_of(word, own.sense if own else None, hint)
        odds = log(word.chance / (1 - min(word.chance, 0.999)))
        odds += (_LISTED if own else _UNLISTED) + _HINTED * _eventful(hint)
        chance = share / (1 + exp(-odds))
        if chance >= BAR:
            yield Trigger(
                head,
                _with_not(tokens, head) if sense.negated else tokens,
                sentences[bisect_right(ends, head.i)],
                sense,
                chance,
                word,
                own is not None and own.sense.type == sense.type,
            )


def _says_no_act(head: Token) -> bool:
    """Whether a word only names a thing, ends a phrasal verb (the "back" of "scaled back") or says how: "in protest"."""
    lemma = head.lemma_.lower()
    phrase = f"{head.nbor(-1).lower_} {lemma}" if head.i else ""
    return head.dep_ == "prt" or phrase in lexicon().not_phrases or (head.pos_ == "NOUN" and lemma in lexicon().things)


def _beside(head: Token) -> Iterator[Token]:
    """What hangs on a word, what it hangs on as a clause, and what it is "of"."""
    yield from head.children
    if head.dep_ in {"acl", "relcl"}:
        yield head.head
    yield from (noun for c in head.children if c.lower_ == "of" for noun in c.children)


def _with_not(tokens: Tokens, head: Token) -> Tokens:
    """With the "not" before it, where the event is that something does not happen: "not running"."""
    before = [c.i for c in head.children if c.dep_ == "neg" and c.i < tokens.start]
    return tokens.doc[min([*before, tokens.start]) : tokens.end]


def carrier(tokens: Tokens) -> Token:
    """The word that carries the event: the root, or what a bare preposition or auxiliary before it holds."""
    root = tokens.root
    while root.pos_ in {"ADP", "AUX", "DET", "PART", "NUM"}:
        inner = next((c for c in root.children if tokens.start <= c.i < tokens.end and c.pos_ in _CARRIERS), None)
        if inner is None:
            break
        root = inner
    return root


def _eventful(hint: Mapping[str, int]) -> float:
    """Log-odds that a lemma stands for an event, by the hints."""
    plain = hint.get("", 0)
    return log((sum(hint.values()) - plain + 0.5) / (plain + 0.5)) if hint else 0.0


def _sense_of(word: EventWord, listed: Sense | None, hint: Mapping[str, int]) -> tuple[Sense, float]:
    """Type and mode, those of the lexicon and of the hints made likelier, and how likely the type is."""
    told = {} if listed and _is_sure(listed) else _told(hint)
    likely: dict[str, float] = {str(name): p for name, p in word.types.items()}
    types = {
        name: (likely.get(name, 0.0) + 0.02)
        * (_faith(listed) if listed and listed.type == name else 1)
        * (told.get(name, 0) + 1 / len(event_types()))
        for name in event_types()
    }
    kind = cast(EventType, max(types, key=lambda name: types[name]))
    share = types[kind] / sum(types.values())
    allowed = event_types()[kind].modes
    modes: dict[str | None, float] = {None: 1 - sum(word.modes.values())}
    modes |= {name: p for name, p in word.modes.items() if name in allowed}
    if listed and listed.type == kind and listed.mode in allowed:
        # a verb with its object is hardly ambiguous, and hardly ever without a mode where the lexicon has one
        least = 0.2 if listed.object or listed.mode == "destruction of property" else 0.02
        modes[listed.mode] = max(modes.get(listed.mode, 0), least) * _FAITH
        modes[None] /= _FAITH
    mode = max(modes, key=lambda name: modes[name])
    if listed and listed.type == kind and listed.negated:
        return listed, share
    if listed and listed.type == kind:
        return Sense(kind, mode, listed.object, listed.party_object, listed.rule), share
    return Sense(kind, mode, frozenset(), party_object=False, rule=kind.lower()), share


def _faith(listed: Sense) -> float:
    return _FAITH * (_FAITH if _is_sure(listed) else 1)


def _is_sure(listed: Sense) -> bool:
    """A verb that counts only with a certain object is hardly ambiguous, least of all where that is land or its control."""
    return listed.alone or bool(listed.object & {PLACE, CONTROL})


def _told(hint: Mapping[str, int]) -> dict[str, int]:
    """How often a lemma stood for each type."""
    counts: dict[str, int] = {}
    for kind, n in hint.items():
        if kind:
            name = kind.partition("/")[0]
            counts[name] = counts.get(name, 0) + n
    return counts


_CARRIERS = {"NOUN", "PROPN", "VERB", "ADJ", "ADP", "AUX"}


def listed_triggers(sentence: Tokens) -> list[Trigger]:
    """The triggers of a sentence by the lexicon alone, in order."""
    known, found = lexicon(), []
    for token in sentence:
        if token.pos_ in {"VERB", "AUX"}:
            one = _verb(token, sentence, known)
        elif token.pos_ in {"NOUN", "PROPN"}:
            one = _noun(token, sentence, known)
        else:
            one = None
        if one is not None:
            found.append(one)
    return found


def _verb(token: Token, sentence: Tokens, known: Lexicon) -> Trigger | None:
    lemma = token.lemma_.lower()
    particle = next((c for c in token.children if c.dep_ in _PARTICLES and f"{lemma} {c.lower_}" in known.verbs), None)
    senses = known.verbs.get(f"{lemma} {particle.lower_}", ()) if particle is not None else ()
    senses = (*senses, *known.verbs.get(lemma, ()))
    objects = _objects(token) if any(sense.object for sense in senses) else set()
    for sense in senses:
        if sense.object and not (sense.object & objects):
            continue
        if sense.negated and not _negated(token):
            continue
        if sense.subject and not (sense.subject & _subjects(token)):
            continue
        if sense.party_object and not any(c.dep_ in {"dobj", "nsubjpass"} for c in token.children):
            continue
        last = particle.i if particle is not None and particle.i == token.i + 1 else token.i
        return Trigger(token, token.doc[token.i : last + 1], sentence, sense)
    return None


_PARTICLES = {"prep", "prt", "advmod", "acomp", "oprd"}


def _negated(verb: Token) -> bool:
    return verb.head.lower_ in {"unable", "powerless"} or any(c.dep_ == "neg" for c in verb.children)


def _subjects(verb: Token) -> set[str]:
    """Lemmas of the verb's subject, and of what it counts: "80% of hospitals"."""
    heads = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]
    while not heads and verb.dep_ in {"xcomp", "acomp", "conj"} and verb.head.i != verb.i:
        verb = verb.head  # "the guards were unable to stop", "chose to stand by"
        heads = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]
    return {word.lemma_.lower() for head in heads for word in head.subtree}


def _objects(verb: Token) -> set[str]:
    """Lemmas of the verb's objects, with what is joined to them and what they are made of."""
    heads = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass", "pobj"}]
    if verb.dep_ in {"relcl", "acl"}:
        heads.append(verb.head)
    found = _composed(heads)
    found |= {c.lemma_.lower() for c in verb.children if c.dep_ == "npadvmod"}  # "looked the other way"
    for one in (c for c in verb.children if c.dep_ in {"prep", "prt"}):
        behind = _composed([n for n in one.children if n.dep_ == "pobj"])
        # "rifles were seized in the town": the town is not what was seized
        found |= behind - lexicon().land if heads else behind
    return found if _controls_land(verb) else found - {CONTROL}


def _composed(nouns: list[Token]) -> set[str]:
    """Lemmas of some nouns, of what is joined to them and of what they are made of."""
    found: set[str] = set()
    heads = list(nouns)
    while heads:
        noun = heads.pop()
        found.add(noun.lemma_.lower())
        if noun.ent_type_ in _NAMED_PLACES and noun.pos_ == "PROPN":
            found.add(PLACE)
        heads += [c for c in noun.children if c.dep_ in {"conj", "compound", "amod"}]
        heads += [
            n
            for c in noun.children
            if c.dep_ == "prep" and c.lower_ in {"of", "to", "on"}
            for n in c.children
            if n.dep_ == "pobj"
        ]
    return found


def _controls_land(verb: Token) -> bool:
    """Whether "control" is the verb's object and is of land: reformers who regain control of a party fight nobody."""
    for noun in verb.children:
        if noun.dep_ in {"dobj", "nsubjpass"} and noun.lemma_.lower() == CONTROL:
            behind = [n for c in _held_by(verb, noun) if c.lower_ in {"of", "over"} for n in c.children]
            behind += [called for n in behind for called in n.children if called.dep_ == "appos"]
            if any(n.lemma_.lower() in lexicon().land or n.ent_type_ in _NAMED_PLACES for n in behind):
                return True
    return False


def _held_by(verb: Token, noun: Token) -> Iterator[Token]:
    """Prepositions behind "control": its own, the verb's, and those of how it was taken: "took control by force of the hills"."""
    for one in (*noun.children, *verb.children):
        if one.dep_ == "prep":
            yield one
            yield from (below for how in one.children if how.lower_ == "force" for below in how.children)


CONTROL = "control"
"""The object of a verb that tells of land taken, where land is what is controlled."""
PLACE = "<place>"
"""Stands among the objects of a verb in the lexicon for any place by its name."""
_NAMED_PLACES = {"GPE", "LOC", "FAC"}


def _owned(noun: Token) -> bool:
    """Whether somebody's name with an apostrophe stands before it."""
    return any(c.dep_ == "poss" or c.nbor().lower_ in {"'", "’", "'s", "’s"} for c in noun.lefts)


def hyphened(token: Token) -> Tokens | None:
    """The whole word of which the parser took a part ("cease-fire" is no fire); None where it is whole."""
    doc, i = token.doc, token.i
    glued = (
        i > 1
        and doc[i - 1].text in {"-", "\u2010", "\u2011"}
        and not (doc[i - 1].whitespace_ or doc[i - 2].whitespace_)
    )
    return doc[i - 2 : i + 1] if glued else None


def _noun(token: Token, sentence: Tokens, known: Lexicon) -> Trigger | None:
    lemma = token.lemma_.lower()
    whole = hyphened(token)
    if whole is not None and whole.text.lower() in known.nouns:
        return Trigger(token, whole, sentence, known.nouns[whole.text.lower()])
    before = token.doc[token.i - 1] if token.i > sentence.start else None
    pair = f"{before.lemma_.lower()} {lemma}" if before is not None else ""
    sense = known.compounds.get(pair) or known.nouns.get(lemma)
    if lemma == "operation" and before is not None and before.pos_ == "PROPN":
        # "Operation X" and "the X operation" are attacks with a name; with whose it is, beyond doubt
        sense = replace(known.nouns["attack"], alone=_owned(token))
    if sense is None or token.dep_ == "compound" or (before is not None and before.lower_ in known.not_before):
        return None
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if after is not None and (
        after.lower_ in known.not_after or (token.dep_ in {"amod", "nmod"} and after.pos_ == "NOUN")
    ):
        return None
    first = before.i if before is not None and pair in known.compounds else token.i
    return Trigger(token, token.doc[first : token.i + 1], sentence, sense)
