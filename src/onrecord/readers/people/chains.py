"""Who is the same as whom: names, nominals and pronouns of an article put into chains, in the order of the text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from onrecord.readers.people.candidates import NATIONALITY, Candidate, capital_in, country_in
from onrecord.readers.people.habits import surname
from onrecord.readers.people.lexicon import Lexicon
from onrecord.readers.people.phrases import is_relative, is_thing
from onrecord.readers.speech.speech_words import speech_words
from onrecord.records import PartyKind

_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
_NEAR = 4
"""Sentences that a pronoun looks back (swept 2 to 8 on the project's own annotated articles)."""
_FAR = 40
"""Sentences that "the army" looks back."""


@dataclass(slots=True, eq=False)
class Chain:
    """One party in the making."""

    members: list[Candidate] = field(default_factory=list)
    names: set[tuple[str, ...]] = field(default_factory=set)
    shorts: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    kind: PartyKind | None = None
    sector: str | None = None
    country: str | None = None
    gender: str | None = None
    plural: bool = False
    person: bool = False
    last: int = 0

    def take(self, one: Candidate) -> None:
        """Add a mention and all that it tells."""
        self.members.append(one)
        self.last = one.sentence
        self.gender = self.gender or one.gender
        if one.form == "pronoun":
            return
        if one.form == "name":
            self.names.add(one.key)
            self.kind = self.kind or one.kind
        if one.short:
            self.shorts.add(one.short)
        if one.noun:
            self.nouns.add(one.noun.key)
        self.titles |= {title.key for title, _ in one.titles}
        self.sector = self.sector or one.sector
        self.country = self.country or one.country
        self.plural = self.plural or one.plural
        singular_role = (
            one.form == "nominal"
            and not one.plural
            and ((one.noun and not one.noun.collective) or (one.titles and not one.noun))
        )
        self.person = self.person or self.kind == "person" or bool(one.titles) or bool(singular_role)


def chains(candidates: Sequence[Candidate], lexicon: Lexicon) -> list[Chain]:
    """Put candidates (in the order of the text) into chains."""
    found: list[Chain] = []
    of: dict[int, Chain] = {}
    called = _called(candidates)
    for one in candidates:
        named = called.get(id(one))
        chain = of.get(id(named)) if named else _beside(one, of, candidates)
        if chain is None and not (named and one.form == "nominal"):
            chain = _match(one, found, lexicon)
        if chain is None:
            if one.form == "pronoun":
                continue
            chain = Chain()
            found.append(chain)
        chain.take(one)
        of[id(one)] = chain
    return found


def _called(candidates: Sequence[Candidate]) -> dict[int, Candidate]:
    """Nominals with the name right behind them ("the newspaper El Heraldo"): each of the two with the other."""
    pairs: dict[int, Candidate] = {}
    for one, other in pairwise(sorted(candidates, key=lambda one: (one.words.segment.start, one.first))):
        beside = one.words is other.words and one.end == other.first and other.form == "name"
        body = one.form == "nominal" and one.definite and one.noun is not None and one.noun.collective
        if beside and body and not one.plural and other.kind in ("organisation", None) and not one.country:
            pairs[id(one)], pairs[id(other)] = other, one
    return pairs


def _match(one: Candidate, found: list[Chain], lexicon: Lexicon) -> Chain | None:
    if one.form == "name":
        return _by_name(one, found, lexicon)
    if one.form == "nominal":
        return _by_noun(one, found, lexicon)
    return None if is_relative(one) else _by_pronoun(one, found, lexicon)


def _beside(one: Candidate, of: dict[int, Chain], candidates: Sequence[Candidate]) -> Chain | None:
    """What grammar makes the same: an apposition and its noun, "who" and the noun before it."""
    words, head = one.words, one.head
    if one.form == "pronoun":
        if not is_relative(one):
            return None
        verb = words.head[head]
        target = words.head[verb] if words.dep[verb] in ("relcl", "acl") else None
    else:
        target = words.head[head] if words.dep[head] == "appos" else None
    if target is None:
        return None
    for other in reversed(candidates):
        here = other.words is words and other is not one and other.first <= target < other.end and id(other) in of
        if here and _may_be_one(one, of[id(other)]):
            return of[id(other)]
    return None


def _may_be_one(one: Candidate, chain: Chain) -> bool:
    """Whether an apposition may make one party of the two: "Tehran, Iran" are two places, and no place is a person."""
    if one.form == "pronoun":
        return True
    if "place" in (one.kind, chain.kind):
        return False
    return one.form != "name" or not chain.names


def _by_name(one: Candidate, found: list[Chain], lexicon: Lexicon) -> Chain | None:
    key, text = one.key, " ".join(one.name)
    body = lexicon.bodies.get(text)
    for chain in reversed(found):
        if key in chain.names or text in chain.shorts or (one.short and (one.short.casefold(),) in chain.names):
            return chain
        for name in chain.names:
            if _same_person(one, chain, name) or _same_body(one, chain, name, body.name if body else None, lexicon):
                return chain
    if one.kind == "place" and (country := _state(one, lexicon)):
        return next((c for c in reversed(found) if c.kind == "place" and c.country == country), None)
    if one.kind == "organisation" and one.noun and one.noun.collective:
        return next(
            (
                c
                for c in reversed(found)
                if not c.names
                and one.noun.key in c.nouns
                and (not c.country or c.country == one.country)
                and c.last > one.sentence - _NEAR
            ),
            None,
        )
    return None


def _state(one: Candidate, lexicon: Lexicon) -> str | None:
    """The country that a name stands for: its own, another of its names, or its capital where that speaks."""
    text = " ".join(one.name)
    return country_in(text) or (capital_in(text) if _speaks(one, lexicon) else None)


def _same_person(one: Candidate, chain: Chain, name: tuple[str, ...]) -> bool:
    if (
        one.kind not in ("person", None)
        or chain.kind not in ("person", None)
        or (one.gender and chain.gender and one.gender != chain.gender)
    ):
        return False
    if surname(one.key) != surname(name):
        return len(one.key) == 1 and len(name) > 1 and one.kind == chain.kind == "person" and one.key[0] == name[0]
    if len(one.key) == 1 or len(name) == 1:
        return chain.kind == "person" or one.kind == "person"
    titled = bool(chain.titles & {title.key for title, _ in one.titles})
    return (
        one.key[0] == name[0] or titled or (one.key[0][0] == name[0][0] and (len(one.key[0]) <= 2 or len(name[0]) <= 2))
    )


def _same_body(one: Candidate, chain: Chain, name: tuple[str, ...], body: str | None, lexicon: Lexicon) -> bool:
    """An abbreviation, a known other name, or the end of a longer name ("Red Cross")."""
    if one.kind == "person" or chain.kind == "person":
        return False
    known = lexicon.bodies.get(" ".join(chain_name(chain)))
    if body and known and known.name == body:
        return True
    short, long = sorted((one.key, name), key=len)
    if len(short) == 1 and len(long) > 1:
        letters = short[0].replace(".", "")
        initials = "".join(word[0] for word in long if word not in ("of", "the", "and", "for"))
        return len(letters) > 1 and letters == initials and (one.name[0].isupper())
    return (
        len(short) > 1
        and len(long) > len(short)
        and long[-len(short) :] == short
        and chain.kind == one.kind == "organisation"
    )


def chain_name(chain: Chain) -> tuple[str, ...]:
    """The fullest name printed, or the fullest words of a nominal."""
    named = [m for m in chain.members if m.form == "name"]
    if named:
        return max(named, key=lambda m: (len(m.name), len(" ".join(m.name)), -m.sentence)).name
    return max((m.full or m.name for m in chain.members), key=len)


def _by_noun(one: Candidate, found: list[Chain], lexicon: Lexicon) -> Chain | None:
    text = tuple(word.casefold() for word in one.name)
    for chain in reversed(found):
        if any(m.form == "nominal" and m.key == text and m.plural == one.plural for m in chain.members) and (
            one.definite or one.plural
        ):
            return chain
    if not one.definite or one.words.child(one.head, "relcl", "acl") is not None:
        return None
    for chain in reversed(found):
        if (
            chain.last < one.sentence - _FAR
            or chain.plural != one.plural
            or (one.country and chain.country and one.country != chain.country)
        ):
            continue
        if chain.person and any(_same_office(title.key, held) for title, _ in one.titles for held in chain.titles):
            return chain
        if one.noun and one.noun.key in chain.nouns and not (one.modifiers - _TAKEN - _words_of(chain)):
            return chain
        if (
            one.noun
            and (covers := lexicon.stands_for.get(one.noun.key))
            and (chain.sector or "") in covers
            and chain.kind in ("organisation", "group")
            and chain.last > one.sentence - _NEAR
        ):
            return chain
    return _described(one, found)


def _same_office(named: str, held: str) -> bool:
    """Whether "the minister" may be the foreign minister."""
    return named == held or held.endswith(f" {named}")


def _described(one: Candidate, found: list[Chain]) -> Chain | None:
    """The person named shortly before, whom "the Florida senator" describes anew."""
    noun = one.noun.key if one.noun else one.titles[0][0].key if one.titles else ""
    collective = one.noun is not None and one.noun.collective
    if (
        one.plural
        or collective
        or one.role not in (*_SUBJECTS, "poss")
        or noun in speech_words().anonymous
        or one.words.lower[one.first] != "the"
    ):
        return None
    if one.words.child(one.head, "prep", "poss") is not None:
        return None
    for chain in sorted(found, key=lambda c: -c.last):
        last = chain.members[-1]
        if one.sentence - chain.last > 2:
            return None
        agrees = not (one.gender and chain.gender and one.gender != chain.gender)
        if (
            chain.kind == "person"
            and chain.names
            and last.sentence < one.sentence
            and last.role in _SUBJECTS
            and agrees
        ):
            return chain
    return None


_TAKEN = frozenset(("the", "this", "that", "these", "those", "same", "two", "both", "former", "country", "'s", "’s"))


def _words_of(chain: Chain) -> set[str]:
    return {word.casefold() for m in chain.members for word in (*m.name, *m.modifiers)}


def _by_pronoun(one: Candidate, found: list[Chain], lexicon: Lexicon) -> Chain | None:
    """The best chain before: recent, a subject, of the right number and gender, and not bound in the same clause."""
    if is_thing(one) and not _acts(one, lexicon):
        return None
    if (blamed := _blamed(one, found, lexicon)) is not None:
        return blamed
    scored = []
    for chain in found:
        last = _antecedent(one, chain)
        if last is None or not _agrees(one, chain):
            continue
        back = one.sentence - last.sentence
        if back > _NEAR:
            continue
        score = (
            -2.0 * back
            + 1.5 * (last.role in _SUBJECTS)
            + 0.5 * (last.form == "pronoun")
            + min(1.0, 0.25 * len(chain.members))
        )
        score += 1.0 * (_speaks(last, lexicon)) - 0.02 * (one.span.start - last.span.start) / 100
        score -= 1.5 * (last.quoted and not one.quoted) + 0.8 * (last.role == "poss")
        score += 0.8 * bool(chain.names) - 0.8 * (not chain.names and not last.definite)
        scored.append((score, -found.index(chain), chain))
    return max(scored, key=lambda item: item[:2])[2] if scored else None


def _blamed(one: Candidate, found: list[Chain], lexicon: Lexicon) -> Chain | None:
    """Whose deed it is that somebody is blamed, praised or punished for: "criticised the police for their inaction"."""
    words = one.words
    deed = words.head[one.head]
    preposition = words.head[deed]
    if one.role != "poss" or words.dep[deed] != "pobj" or words.lower[preposition] not in ("for", "of", "over"):
        return None
    above = words.head[preposition]
    verb = words.head[above] if words.dep[above] in ("dobj", "conj", "pobj") else above
    who = words.child(verb, "dobj")
    if words.lemma[verb].lower() not in lexicon.judging or who is None or who > one.head:
        return None
    here = (c for c in found if any(m.words is words and m.first <= who < m.end for m in c.members))
    return next((c for c in here if _agrees(one, c)), None)


def _antecedent(one: Candidate, chain: Chain) -> Candidate | None:
    """The chain's last mention before the pronoun that may bind it: not the other argument of the same verb."""
    best = None
    for member in chain.members:
        if member.span.start >= one.span.start:
            continue
        same = member.words is one.words and member.sentence == one.sentence
        if same and one.role not in ("poss",) and member.words.head[member.head] == one.words.head[one.head]:
            return None
        if same and member.first <= one.head < member.end:
            return None
        if (
            best is None
            or member.sentence > best.sentence
            or (member.sentence == best.sentence and member.role in _SUBJECTS and best.role not in _SUBJECTS)
        ):
            best = member
    return best


def _agrees(one: Candidate, chain: Chain) -> bool:
    if is_thing(one):
        return (
            not chain.plural
            and not chain.person
            and chain.kind in ("organisation", "place", None)
            and (chain.kind is not None or any(m.noun and m.noun.collective for m in chain.members))
        )
    if one.plural:
        return (
            chain.plural
            or chain.kind in ("group",)
            or (chain.kind == "organisation")
            or (not chain.person and bool(chain.nouns))
        )
    if chain.plural or not (chain.person or (chain.kind is None and not chain.nouns)):
        return False
    return not (one.gender and chain.gender and one.gender != chain.gender)


def _speaks(one: Candidate, lexicon: Lexicon) -> bool:
    words = one.words
    return one.role in _SUBJECTS and words.lemma[words.head[one.head]] in lexicon.speech


def _acts(one: Candidate, lexicon: Lexicon) -> bool:
    """Whether "it" does what only somebody does; "its" always belongs to something."""
    words = one.words
    if one.role == "poss":
        return True
    lemma = words.lemma[words.head[one.head]].lower()
    return one.role in _SUBJECTS and (lemma in lexicon.speech or lemma in lexicon.deeds)


def acting(chain: Chain, lexicon: Lexicon) -> bool:
    """Whether a place is spoken of as somebody: it speaks, acts, is acted on, or owns what acts; "French sanctions"."""
    for one in chain.members:
        words, role = one.words, one.role
        verb = words.head[one.head]
        lemma = words.lemma[verb].lower()
        if (
            role in _SUBJECTS
            and words.pos[verb] in ("VERB", "AUX")
            and (lemma in lexicon.speech or lemma in lexicon.deeds)
        ):
            return True
        if role in ("dobj", "dative") and lemma in lexicon.acted_on:
            return True
        if (
            role == "pobj"
            and words.lower[verb] in ("by", "with", "against", "between", "on", "from")
            and (capital_in(" ".join(one.name)) is None or role in _SUBJECTS)
        ):
            return True
        if role in ("poss", "conj", "appos"):
            return True
        if role in NATIONALITY and words.lower[verb] in lexicon.done and country_in(" ".join(one.name)):
            return True
    return False


def opponents(chains_found: Iterable[Chain]) -> tuple[Chain, Chain] | None:
    """The two that the article sets against one another: "between X and Y"."""
    at: list[tuple[Candidate, Chain]] = [
        (m, chain) for chain in chains_found for m in chain.members if m.form != "pronoun"
    ]
    for one, first in at:
        words = one.words
        above = words.head[one.head]
        if words.lower[above] != "between" or one.role != "pobj":
            continue
        for other, second in at:
            if (
                other.words is words
                and second is not first
                and words.dep[other.head] == "conj"
                and words.head[other.head] == one.head
            ):
                return first, second
    return None
