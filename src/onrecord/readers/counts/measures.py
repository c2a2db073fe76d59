"""What became of those counted: killed, displaced, destroyed, … from the words of the clause that the number stands in."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.readers.counts.numbers import words

Kind = Literal["people", "things", "weapons"]
_TOLLS = frozenset({"toll", "death", "fatality", "casualty", "injury", "dead"})
_HARMED = frozenset({"acomp", "oprd", "attr", "ccomp", "xcomp"})
_HARMED_PEOPLE = frozenset({"killed", "injured", "displaced", "evacuated", "detained"})
_REACH = 3
"""Steps up the parse from a bare number to the noun that says what it counts."""


@dataclass(frozen=True, slots=True)
class _Measures:
    """For each kind of evidence, the measures that a word may speak for, in the order of the data file."""

    object: dict[str, tuple[str, ...]]
    subject: dict[str, tuple[str, ...]]
    nouns: dict[str, tuple[str, ...]]
    adjectives: dict[str, tuple[str, ...]]
    acts: dict[str, tuple[str, ...]]
    counts: dict[str, frozenset[str]]
    kinds: dict[str, Kind]
    words: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def _measures() -> _Measures:
    tables = words()
    by_evidence: dict[str, dict[str, tuple[str, ...]]] = {
        name: {} for name in ("object", "subject", "nouns", "adjectives", "acts")
    }
    for measure, lists in tables["measures"].items():
        for name, known in by_evidence.items():
            for word in lists.get(name, ()):
                known[word] = (*known.get(word, ()), measure)
    kinds: dict[str, Kind] = dict.fromkeys(tables["kinds"]["speakers"], "people")
    names: tuple[Kind, ...] = ("people", "things", "weapons")
    for kind in names:
        kinds |= dict.fromkeys(tables["kinds"][kind], kind)
    return _Measures(
        **by_evidence,
        counts={measure: frozenset(lists["counts"]) for measure, lists in tables["measures"].items()},
        kinds=kinds,
        words={name: frozenset(listed) for name, listed in tables["circumstances"].items()},
    )


def kind_of(noun: Token | None, *, named: bool = True) -> Kind | None:
    """Whether people, things or weapons are counted; None where the noun does not say. A number without a noun counts people.

    ``named`` takes the names of peoples into account, not only the nouns of the lists.
    """
    if noun is None:
        return "people"
    known = _measures().kinds
    kind = known.get(noun.lemma_.lower()) or known.get(noun.lower_)
    if named and kind is None and (noun.ent_type_ == "NORP" or noun.tag_ == "NNPS"):
        return "people"
    if noun.lemma_.lower() in words()["kinds"]["weapon_parts"] and any(
        known.get(c.lemma_.lower()) == "weapons" for c in noun.children if c.dep_ == "compound"
    ):
        return "weapons"
    return kind


def number_in(tokens: Tokens) -> Token:
    """The number's own head: the parser takes "over" and "around" before it for prepositions above it."""
    root: Token = tokens.root
    if root.pos_ != "ADP":
        return root
    return next((token for token in reversed(tokens) if token.pos_ in {"NUM", "NOUN"}), root)


def measure_of(word: Token, noun: Token | None, first: int, end: int) -> str | None:
    """The measure of what is counted.

    ``word`` stands in the clause for those counted: the noun, or the number itself where no noun is printed (``noun`` is None
    then). ``first`` and ``end`` are the number's tokens.
    """
    kind = kind_of(noun)
    at_hand = max(end, noun.i + 1 if noun is not None else end)
    for evidence in (
        _described(word, at_hand),
        _by_verb(word, kind, first),
        _circumstances(word, at_hand),
        _by_act(word, kind),
    ):
        for measures in evidence:
            if (measure := _fitting(measures, kind)) is not None:
                return "weapons" if kind == "weapons" and measure not in {"destroyed", "damaged"} else measure
    if kind == "weapons":
        return "weapons"
    if noun is not None and (said := _of_itself(noun, kind)) is not None:
        return said
    return _by_toll(word, noun, first)


def _fitting(measures: tuple[str, ...], kind: Kind | None) -> str | None:
    """The first measure that can be of this kind; what is of no known kind is rather a thing."""
    counts = _measures().counts
    if kind is None and measures == ("missing",):
        return None  # missing emails are not missed persons
    if kind is None:
        return next((m for m in measures if "things" in counts[m]), measures[0] if measures else None)
    return next((m for m in measures if kind in counts[m]), None)


def _of_itself(noun: Token, kind: Kind | None) -> str | None:
    """Refugees are displaced, deaths are killed: the noun says it."""
    known = _measures()
    if noun.lemma_.lower() == "case":
        near = {t.lemma_.lower() for t in noun.subtree}
        return "infected" if near & known.words["diseases"] else None
    for word in (noun, *(c for c in noun.children if c.dep_ == "compound")):
        measures = known.nouns.get(word.lemma_.lower()) or known.nouns.get(word.lower_)
        if measures and (word.i != noun.i or kind != "things"):
            return measures[0]
    return None


def _described(word: Token, at_hand: int) -> Iterator[tuple[str, ...]]:
    """Displaced families; 20 injured; three others dead; thousands now homeless."""
    known = _measures().adjectives
    for child in word.children:
        if (
            child.lower_ in known
            and child.dep_ in {"amod", "acl", "compound", "acomp", "nmod"}
            and not _acts_itself(child)
        ):
            yield known[child.lower_]
    doc = word.doc
    while at_hand < len(doc) and (doc[at_hand].pos_ == "ADV" or doc[at_hand].lower_ in {"now", "others", "more"}):
        at_hand += 1
    if at_hand < len(doc) and doc[at_hand].lower_ in known and not _acts_itself(doc[at_hand]):
        after = doc[at_hand + 1] if at_hand + 1 < len(doc) else None
        if after is None or after.pos_ not in {"NOUN", "PROPN", "NUM", "ADJ"}:
            yield known[doc[at_hand].lower_]


def _acts_itself(participle: Token) -> bool:
    """In "killed 58 people, injured dozens" the second verb has an object of its own, and does not describe the people."""
    return any(c.dep_ in {"dobj", "nsubj", "nsubjpass"} for c in participle.children)


def _by_verb(word: Token, kind: Kind | None, first: int) -> Iterator[tuple[str, ...]]:
    """The verbs whose subject or object the counted are, or that stand in their relative clause."""
    known = _measures()
    for verb, relation in _verbs(_place_of(word), word, first):
        lemma = verb.lemma_.lower()
        for child in verb.children:
            if child.dep_ in _HARMED and child.lower_ in known.adjectives and not _acts_itself(child):
                yield known.adjectives[child.lower_]
        yield from _by_phrase(verb, relation, word)
        if kind != "people" and lemma in known.words["of_people"]:
            continue
        if relation == "object":
            yield from _to_death(verb)
            if lemma in known.object:
                yield known.object[lemma]
        elif lemma in known.subject:
            yield known.subject[lemma]
        if kind != "people" and relation == "subject" and _is_still(verb):
            yield ("not functioning",)
        if lemma in known.words["compel"]:
            yield from (known.subject[c.lemma_] for c in verb.subtree if c.lemma_ in known.subject and c.pos_ == "VERB")


def _to_death(verb: Token) -> Iterator[tuple[str, ...]]:
    """Shot dead, beaten to death, burnt alive; and killed or wounded, where the text leaves open which."""
    below = {t.lower_ for c in verb.children if c.dep_ not in {"conj", "nsubjpass", "dobj"} for t in (c, *c.children)}
    if below & {"dead", "alive", "death"} and verb.lemma_.lower() != "find":
        yield ("killed",)
    if any(c.lower_ == "or" for c in verb.children) or (
        verb.dep_ == "conj" and "or" in {c.lower_ for c in verb.head.children}
    ):
        both = (verb, *(c for c in verb.children if c.dep_ == "conj"), *((verb.head,) if verb.dep_ == "conj" else ()))
        said = {m for one in both for m in _measures().object.get(one.lemma_.lower(), ())}
        if {"killed", "injured"} <= said:
            yield ("killed or injured",)


def _is_still(verb: Token) -> bool:
    return verb.lemma_ in _measures().words["still"] and any(c.dep_ == "neg" for c in verb.children)


def _by_phrase(verb: Token, relation: str, word: Token) -> Iterator[tuple[str, ...]]:
    """Verbs that say it only with what goes with them: lost their homes, were taken to hospital, crossed the border."""
    listed, lemma = _measures().words, verb.lemma_.lower()
    objects = {c.lemma_.lower() for c in verb.children if c.dep_ in {"dobj", "obj"}}
    below = {
        t.lower_
        for c in verb.children
        if c.dep_ in {"prep", "prt", "advmod", "acomp", "oprd"} and c.lower_ != "from"
        for t in c.subtree
    }
    inner = next((c for c in verb.children if c.dep_ == "xcomp"), None)
    inner_objects = {c.lemma_.lower() for c in inner.children if c.dep_ == "dobj"} if inner is not None else set()
    if relation == "subject" and lemma in listed["leave"] and objects & listed["homes"]:
        yield ("displaced",)
    if inner is not None and inner.lemma_ in listed["leave"] and inner_objects & listed["homes"]:
        yield ("displaced",)
    if relation == "subject" and lemma in {"suffer", "sustain", "receive"} and objects & listed["harms"]:
        yield ("injured",)
    if lemma == "cross" and relation == "subject" and (objects | below) & listed["borders"]:
        yield ("displaced",)
    if lemma in listed["dwell"] and below & _plural(listed["camps"]):
        yield ("displaced",)
    if lemma in listed["cuts"] and word.lemma_.lower() in listed["jobs"]:
        yield ("affected",)
    if lemma in listed["lives"] and word.lemma_.lower() == "life":
        yield ("killed",)
    if relation == "object":
        if below & _plural(listed["hospital"]):
            yield ("injured",)
        if lemma in listed["move"] and below & listed["safety"]:
            yield ("evacuated",)
        if lemma == "set" and listed["fire"] & {t.lower_ for t in verb.subtree}:
            yield ("destroyed",)


def _plural(names: frozenset[str]) -> frozenset[str]:
    return names | {f"{name}s" for name in names}


def _place_of(word: Token) -> Token:
    """The word that holds the place of those counted in the clause: the head of a list, or of "5 of the 12 men"."""
    while word.dep_ in {"conj", "appos", "pobj", "prep"} and word.head.i != word.i:
        if word.dep_ == "pobj" and word.head.lower_ not in {"of", "including"}:
            break
        if word.dep_ == "prep" and (word.lower_ == "of" and _is_act(word.head)):
            break
        if word.dep_ == "conj" and word.head.pos_ in {"VERB", "AUX"}:
            break
        word = word.head
    return word


def _is_act(noun: Token) -> bool:
    known = _measures()
    return noun.lemma_.lower() in known.acts and noun.lemma_.lower() not in known.kinds


def _verbs(place: Token, word: Token, first: int) -> list[tuple[Token, str]]:
    found = []
    if place.dep_ == "pobj" and place.head.i == first and place.head.head.pos_ in {"VERB", "AUX"}:
        # the parser takes the "around" of "around 40 % of clinics are closed" for a preposition
        verb = place.head.head
        passive = any(c.dep_ == "auxpass" for c in verb.children)
        found.append((verb, "object" if passive else "subject"))
    for child in word.children:
        if child.dep_ in {"relcl", "acl"} and not (child.tag_ == "VBN" and child.dep_ == "acl" and _acts_itself(child)):
            passive = (child.dep_ == "acl" and child.tag_ == "VBN") or any(c.dep_ == "auxpass" for c in child.children)
            of_another = any(c.dep_ == "nsubj" and c.tag_ not in {"WP", "WDT"} for c in child.children)
            found.append((child, "object" if passive or of_another else "subject"))
    reduced = place.dep_ == "nsubj" and (
        place.head.tag_ == "VBN" or (place.head.tag_ == "VBD" and _is_headline_passive(place.head))
    )
    reduced = reduced and not any(c.dep_ == "dobj" for c in place.head.children)
    if reduced or place.dep_ in {"nsubjpass", "dobj", "obj"}:
        found.append((place.head, "object"))
    if place.dep_ in {"nsubj", "dobj", "nsubjpass"}:
        found.append((place.head, "subject"))
    for verb, relation in list(found):
        for other in verb.children:
            if other.dep_ == "xcomp" and relation == "subject":
                found.append((other, relation))
            elif other.dep_ == "conj" and place.dep_ != "dobj" and not _acts_itself(other):
                passive = relation == "object" and other.tag_ == "VBN"
                found.insert(0, (other, "object" if passive else "subject"))
            elif other.dep_ == "conj" and place.dep_ in {"nsubj", "nsubjpass"} and relation == "subject":
                found.append((other, relation))
    return found


def _is_headline_passive(verb: Token) -> bool:
    """Thousands displaced as river bursts its banks: the verb would take an object if it were not a passive without "were"."""
    measures = _measures().object.get(verb.lemma_.lower(), ())
    return bool(_HARMED_PEOPLE & set(measures)) and not any(
        c.dep_ in _HARMED | {"dobj", "aux", "prt"} for c in verb.children
    )


def _circumstances(word: Token, at_hand: int) -> Iterator[tuple[str, ...]]:
    """In need of food; without shelter; living in tents."""
    doc, listed = word.doc, _measures().words
    heads = [word, word.head] if word.dep_ in {"nsubj", "ROOT", "attr"} else [word]
    preps = [c for head in heads for c in head.children if c.dep_ == "prep"]
    if at_hand < len(doc) and doc[at_hand].lower_ in {"in", "without", "with", "now"}:
        preps.append(doc[at_hand + (doc[at_hand].lower_ == "now")] if at_hand + 1 < len(doc) else doc[at_hand])
    for prep in preps:
        below = {t.lower_ for t in doc[prep.i + 1 : prep.i + 5]}
        if prep.lower_ == "in" and prep.i + 1 < len(doc) and below & {"need", "needs"}:
            yield ("affected",)
        if prep.lower_ == "without" or (prep.lower_ == "with" and "no" in below):
            yield ("displaced",) if below & listed["roofs"] else ("affected",)


def _by_act(word: Token, kind: Kind | None) -> Iterator[tuple[str, ...]]:
    """The evacuation of 4,300 villagers; evacuation for 160 homes."""
    place = word
    while place.dep_ == "conj" and place.head.i != place.i:
        place = place.head
    if place.dep_ == "pobj" and place.head.lower_ in {"of", "for"} and place.head.dep_ == "prep":
        measures = _measures().acts.get(place.head.head.lemma_.lower())
        if measures and (kind == "people" or measures != ("detained",)):
            yield measures


def _by_toll(word: Token, noun: Token | None, first: int) -> str | None:
    """The death toll rose to 20: the noun above the number says what is counted."""
    if noun is not None and noun.i < first:
        return None
    known, above = _measures(), word
    for _ in range(_REACH):
        above = above.head
        inner = (word for c in above.children if c.lower_ == "number" for word in c.subtree)
        for near in (above, *above.children, *inner):
            lemma = near.lower_ if near.lower_ == "dead" else near.lemma_.lower()
            if near.i != word.i and lemma in (_TOLLS if noun is None else {"toll"}):
                return known.nouns[lemma][0]
    return None
