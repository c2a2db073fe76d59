"""Which words of a parsed sentence stand for an event: the type system and the trigger lexicon, read from data."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, cast, get_args

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.errors import MissingPartError
from onrecord.records import EventType


@dataclass(frozen=True, slots=True)
class TypePage:
    """One page of the codebook: an event type, or what it takes."""

    name: EventType
    definition: str
    counts: str
    excludes: str
    examples: tuple[str, ...]
    modes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word means as a trigger."""

    type: EventType
    mode: str | None
    object: frozenset[str]
    """The verb counts only with one of these among its objects; empty where it counts by itself."""
    party_object: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All triggers and the words around them."""

    verbs: dict[str, tuple[Sense, ...]]
    nouns: dict[str, Sense]
    compounds: dict[str, Sense]
    light: frozenset[str]
    not_before: frozenset[str]
    not_after: frozenset[str]
    instruments: dict[str, str]
    targets: dict[str, str]
    statuses: dict[str, frozenset[str]]
    denial_nouns: frozenset[str]
    collectives: frozenset[str]


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((files("onrecord.readers") / "data" / name).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def event_types() -> dict[str, TypePage]:
    """The type system, checked against the codebook's closed set.

    Raises:
        MissingPartError: a type is missing or unknown.

    """
    tables = _load("event_types.toml")
    if set(tables) != set(get_args(EventType)):
        raise MissingPartError("event_types.toml does not have the codebook's event types. Install onrecord again.")
    return {
        name: TypePage(
            cast(EventType, name), t["definition"], t["counts"], t["not"], tuple(t["examples"]), tuple(t["modes"])
        )
        for name, t in tables.items()
    }


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The trigger lexicon, checked.

    Raises:
        MissingPartError: a trigger names a type or mode that does not exist.

    """
    tables = _load("triggers.toml")
    verbs: dict[str, tuple[Sense, ...]] = {}
    nouns: dict[str, Sense] = {}
    compounds: dict[str, Sense] = {}
    for kind in ("verb", "noun"):
        for row in tables[kind]:
            sense = _sense(row)
            for lemma in row["lemmas"]:
                if kind == "verb":
                    verbs[lemma] = (*verbs.get(lemma, ()), sense)
                elif " " in lemma:
                    compounds[lemma] = sense
                else:
                    nouns[lemma] = sense
    return Lexicon(
        # senses that ask for an object are tried before the one that does not
        {lemma: tuple(sorted(senses, key=lambda sense: not sense.object)) for lemma, senses in verbs.items()},
        nouns,
        compounds,
        frozenset(tables["light"]["verbs"]),
        frozenset(tables["not"]["before"]),
        frozenset(tables["not"]["after"]),
        {word: name for name, several in tables["instruments"].items() for word in several},
        {word: name for name, several in tables["targets"].items() for word in several},
        {name: frozenset(several) for name, several in tables["statuses"].items()},
        frozenset(tables["denials"]["nouns"]),
        frozenset(tables["denials"]["collectives"]),
    )


def _sense(row: dict[str, Any]) -> Sense:
    page = event_types().get(row["type"])
    if page is None or (row.get("mode") and row["mode"] not in page.modes):
        raise MissingPartError(
            f"triggers.toml names {row['type']} {row.get('mode', '')}, which does not exist. Install onrecord again."
        )
    rule = f"{row['type'].lower()} {row.get('mode') or row['lemmas'][0]}"
    return Sense(
        page.name, row.get("mode"), frozenset(row.get("object", ())), bool(row.get("needs_party_object")), rule
    )


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word in its sentence that stands for an event."""

    head: Token
    tokens: Tokens
    sense: Sense

    @property
    def nominal(self) -> bool:
        """Whether it is a noun."""
        return self.head.pos_ in {"NOUN", "PROPN"}


def triggers(sentence: Tokens) -> list[Trigger]:
    """All triggers of a sentence, in order."""
    known, found = lexicon(), []
    for token in sentence:
        if token.pos_ in {"VERB", "AUX"}:
            one = _verb(token, known)
        elif token.pos_ in {"NOUN", "PROPN"}:
            one = _noun(token, known)
        else:
            one = None
        if one is not None:
            found.append(one)
    return found


def _verb(token: Token, known: Lexicon) -> Trigger | None:
    lemma = token.lemma_.lower()
    particle = next(
        (c for c in token.children if c.dep_ in {"prep", "prt"} and f"{lemma} {c.lower_}" in known.verbs), None
    )
    senses = known.verbs.get(f"{lemma} {particle.lower_}", ()) if particle is not None else ()
    for sense in (*senses, *known.verbs.get(lemma, ())):
        if sense.object and not (sense.object & _objects(token)):
            continue
        if sense.party_object and not any(c.dep_ in {"dobj", "nsubjpass"} for c in token.children):
            continue
        last = particle.i if particle is not None and particle.i == token.i + 1 else token.i
        return Trigger(token, token.doc[token.i : last + 1], sense)
    return None


def _objects(verb: Token) -> set[str]:
    """Lemmas of the verb's objects, with what is joined to them and what they are made of."""
    found: set[str] = set()
    heads = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass", "pobj"}]
    heads += [n for c in verb.children if c.dep_ in {"prep", "prt"} for n in c.children if n.dep_ == "pobj"]
    if verb.dep_ in {"relcl", "acl"}:
        heads.append(verb.head)
    while heads:
        noun = heads.pop()
        found.add(noun.lemma_.lower())
        heads += [c for c in noun.children if c.dep_ in {"conj", "compound", "amod"}]
        heads += [
            n
            for c in noun.children
            if c.dep_ == "prep" and c.lower_ in {"of", "to", "on"}
            for n in c.children
            if n.dep_ == "pobj"
        ]
    return found


def _noun(token: Token, known: Lexicon) -> Trigger | None:
    lemma = token.lemma_.lower()
    before = token.doc[token.i - 1] if token.i > token.sent.start else None
    pair = f"{before.lemma_.lower()} {lemma}" if before is not None else ""
    sense = known.compounds.get(pair) or known.nouns.get(lemma)
    if lemma == "operation" and before is not None and before.pos_ == "PROPN":
        sense = known.nouns["attack"]  # "Operation X" and "the X operation" are attacks with a name
    if sense is None or token.dep_ == "compound" or (before is not None and before.lower_ in known.not_before):
        return None
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if after is not None and (
        after.lower_ in known.not_after or (token.dep_ in {"amod", "nmod"} and after.pos_ == "NOUN")
    ):
        return None
    first = before.i if before is not None and pair in known.compounds else token.i
    return Trigger(token, token.doc[first : token.i + 1], sense)
