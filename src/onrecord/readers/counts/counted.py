"""What a number counts: the noun of its clause, printed or left out, and whether the number counts anything at all."""

from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.readers.counts.measures import kind_of, measure_of, number_in
from onrecord.readers.counts.numbers import Quantity, words

_FEW = 10
"""Below this a number says something only where something happened to those counted, or where people or things are counted."""
_MANY = 100
"""From here on a number is a figure although it is spoken of as known: "the 2,000 troops"."""
_PRONOUNS = frozenset({"them", "whom", "which"})
_STATES = frozenset({"dead", "wounded", "injured", "missing", "homeless", "displaced"})
_ON_PEOPLE = frozenset(
    {"killed", "injured", "killed or injured", "missing", "displaced", "evacuated", "returned", "detained"}
)
_STOPS = _PRONOUNS | frozenset(
    {"of", "the", "other", "more", "a", "an", "another", "some", "mostly", "all", "its", "their"}
)
_IRREGULAR = {"man": "men", "woman": "women", "child": "children", "person": "people", "life": "lives", "wife": "wives"}
_SIBILANTS = ("s", "x", "ch", "sh", "z")


@dataclass(frozen=True, slots=True)
class Counted:
    """What a number counts: the noun, if one is printed, what it is called, and what became of those counted."""

    noun: Token | None
    of: str | None
    measure: str | None
    of_them: bool = False
    """Counted among those of the figure before ("31 of them")."""
    elliptic: bool = False
    """The noun is left out because the figure before has it ("wounded 56 more")."""


@dataclass(frozen=True, slots=True)
class _Lists:
    uncounted: frozenset[str]
    labels: frozenset[str]
    sport: frozenset[str]
    definite: frozenset[str]
    partial: frozenset[str]
    unchanging: frozenset[str]
    speakers: frozenset[str]


@lru_cache(maxsize=1)
def _lists() -> _Lists:
    uncounted, kinds = words()["uncounted"], words()["kinds"]
    return _Lists(
        uncounted=frozenset(uncounted["nouns"]),
        labels=frozenset(uncounted["labels"]),
        sport=frozenset(uncounted["sport"]),
        definite=frozenset(uncounted["definite"]),
        partial=frozenset(kinds["partial"]),
        unchanging=frozenset(kinds["unchanging"]),
        speakers=frozenset(kinds["speakers"]),
    )


def counted(quantity: Quantity, tokens: Tokens) -> Counted | None:
    """What is counted; None where the number is an age, a name, a score, a length, or counts nothing."""
    if quantity.currency:
        return Counted(None, quantity.currency, "money")
    if quantity.percent:
        return _share(tokens)
    noun = _noun(tokens)
    among = False
    if noun is not None and noun.lower_ in _PRONOUNS:
        among, noun = True, _named_after(noun)
    if not _counts(quantity, tokens, noun):
        return None
    word = noun if noun is not None else number_in(tokens)
    measure = measure_of(word, noun, tokens.start, tokens.end)
    if among and measure is None and noun is None and (_bare_one(tokens) or _is_some(tokens)):
        return None
    if noun is not None and measure is None and among:
        measure = measure_of(number_in(tokens), noun, tokens.start, tokens.end)
    if measure is None and not among and not _says_something(quantity, tokens, noun):
        return None
    if noun is not None and noun.lower_ in _STATES:
        noun = None  # "eight dead": what became of them, not who they are
    of = called(noun, tokens, measure, one=quantity.point == 1) if noun is not None else None
    if of is None and measure not in {"destroyed", "damaged", "not functioning", "weapons"}:
        of = "people"
    return Counted(noun, of, measure, among, elliptic=noun is None)


def _share(tokens: Tokens) -> Counted:
    """A percentage: of what, and what became of that share."""
    whole = _whole(tokens)
    if whole is None and tokens[-1].pos_ == "NUM" and (noun := _noun(tokens)) is not None:
        measure = measure_of(number_in(tokens), noun, tokens.start, tokens.end)
        return Counted(noun, f"percent of {called(noun, None)}", measure)
    if whole is None:
        return Counted(None, "percent", measure_of(number_in(tokens), number_in(tokens), tokens.start, tokens.end))
    if whole.lower_ in _PRONOUNS:
        return Counted(whole, "percent", None, of_them=True)
    measure = measure_of(whole, whole, tokens.start, tokens.end)
    return Counted(whole, f"percent of {called(whole, None)}", measure)


def _noun(tokens: Tokens) -> Token | None:
    """The noun that the number stands before, or whose "of" phrase follows it."""
    for token in tokens:
        if (
            token.dep_ in {"nummod", "amod", "quantmod", "compound", "det"}
            and token.head.i >= tokens.end
            and token.head.pos_ in {"NOUN", "PROPN", "ADJ"}
        ):
            return _head(token.head)
    number = number_in(tokens)
    if number.pos_ == "NOUN" and kind_of(number) == "people":
        return number
    of = next((c for c in number.children if c.lower_ == "of" and c.i >= tokens.end - 1 and c.dep_ == "prep"), None)
    if of is not None:
        return next((noun for noun in of.children if noun.dep_ == "pobj"), None)
    return _total(tokens) or _next_noun(tokens)


def _next_noun(tokens: Tokens) -> Token | None:
    """What stands right after the number, where the parser hangs the number on something else; "13 out of 19 sailors"."""
    doc, end = tokens.doc, tokens.end
    if doc[end : end + 2].text.lower() == "out of":
        return next((t for t in doc[end + 2 : end + 7] if t.tag_ == "NNS"), None)
    after = doc[end] if end < len(doc) else None
    if after is None or after.pos_ not in {"NOUN", "PROPN"} or after.sent.start != tokens.sent.start:
        return None
    while after.dep_ == "compound" and after.head.i == after.i + 1:
        after = after.head
    return after


def _total(tokens: Tokens) -> Token | None:
    """The number of refugees has risen to 48,000: what the number at the end of the clause counts stands at its beginning."""
    number = number_in(tokens)
    if number.dep_ not in {"pobj", "attr", "dobj"} or number.i != tokens.end - 1:
        return None
    verb = number.head.head if number.dep_ == "pobj" else number.head
    for child in verb.children:
        if child.lower_ in {"number", "total"} and child.i < number.i:
            of = next((c for c in child.children if c.lower_ == "of"), None)
            return next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    return None


def _head(noun: Token) -> Token:
    """The parser sometimes takes a participle's subject for an adjective: 120 displaced families."""
    return noun.head if noun.pos_ == "ADJ" and noun.dep_ == "amod" and noun.head.i > noun.i else noun


def _named_after(pronoun: Token) -> Token | None:
    """31 of them children: the noun right after the pronoun says what they are."""
    after = pronoun.nbor(1) if pronoun.i + 1 < len(pronoun.doc) else None
    return after if after is not None and kind_of(after) == "people" and after.pos_ == "NOUN" else None


def _whole(tokens: Tokens) -> Token | None:
    """What the percentage is of: "80 % of hospitals"."""
    for token in (number_in(tokens), *tokens):
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ == "of" and child.i >= tokens.end - 1:
                return next((noun for noun in child.children if noun.dep_ == "pobj"), None)
    if tokens.end + 1 < len(tokens.doc) and tokens.doc[tokens.end].lower_ == "of":
        near = tokens.doc[tokens.end + 1 : tokens.end + 6]
        found = next((t for t in near if t.pos_ in {"NOUN", "PROPN"} or t.lower_ in _PRONOUNS), None)
        while found is not None and found.dep_ in {"poss", "compound"} and found.head.i > found.i:
            found = found.head
        return found
    return None


def called(noun: Token, tokens: Tokens | None, measure: str | None = None, *, one: bool = False) -> str:
    """The noun in the plural with the adjectives before it, and what is listed with it ("visitors and staff")."""
    doc = noun.doc
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    start = noun.left_edge.i if owner is None else owner.right_edge.i + 1
    first = max(start, tokens.end) if tokens is not None and tokens.end <= noun.i else start
    while (
        first < noun.i
        and (
            doc[first].dep_ in {"det", "nummod", "poss", "predet"} or doc[first].is_punct or doc[first].lower_ in _STOPS
        )
        and doc[first + 1].text != "-"
    ):
        first += 1
    # "50 big and 30 small tents": what another number counts is no part of the name
    end = next((t.left_edge.i for t in doc[first : noun.i] if t.dep_ in {"nummod", "cc"} and t.i > first), noun.i)
    before = doc[first:end].text.replace("- ", "-").strip(" “”\"'")
    head = _plural(noun, one or tokens is not None)
    printed = before + ("" if not before or before.endswith("-") else " ") + head
    named = noun.pos_ == "PROPN" and kind_of(noun) in {None, "people"} and noun.text[0].isupper()
    listed = kind_of(noun, named=False) is not None
    if not listed and (noun.ent_type_ == "NORP" or (named and (noun.tag_ == "NNPS" or measure in _ON_PEOPLE))):
        return f"{printed.removesuffix('s')} people"
    last = _last_of(noun)
    return printed if last == noun.i else f"{printed} {doc[noun.i + 1 : last + 1].text}"


def _last_of(noun: Token) -> int:
    """The last word of the name: "members of the guard", "men and boys"."""
    if noun.lemma_.lower() in _lists().partial:
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ == "of" and child.i == noun.i + 1:
                inner = next((c for c in child.children if c.dep_ == "pobj"), None)
                if inner is not None:
                    return int(inner.i)
    for child in noun.children:
        if child.dep_ == "conj" and child.pos_ == "NOUN" and kind_of(child) == kind_of(noun):
            join = noun.doc[noun.i + 1]
            plain = all(c.dep_ in {"compound", "amod"} for c in child.children if c.i < child.i)
            if (
                join.lower_ in {"and", "or"}
                and child.left_edge.i == join.i + 1
                and plain
                and (child.tag_ == "NNS" or child.lower_ in _lists().unchanging)
            ):
                return int(child.i)
    return int(noun.i)


def _plural(noun: Token, several: bool) -> str:
    """How the noun is called when several are counted; a noun printed in the plural stays as it is."""
    text: str = noun.text
    lower = text.lower()
    if (
        not several
        or noun.tag_ != "NN"
        or kind_of(noun) not in {"people", "things"}
        or lower in _lists().unchanging
        or lower.endswith("s")
    ):
        return text
    for singular, plural in _IRREGULAR.items():
        if lower.endswith(singular) and (lower == singular or singular in {"man", "woman", "child"}):
            return text[: len(text) - len(singular)] + plural
    if lower.endswith("y") and lower[-2:-1] not in "aeiou":
        return f"{text[:-1]}ies"
    return f"{text}es" if lower.endswith(_SIBILANTS) else f"{text}s"


def _counts(quantity: Quantity, tokens: Tokens, noun: Token | None) -> bool:
    """Whether the number is an amount at all, and of something that can be counted."""
    before = tokens.doc[tokens.start - 1] if tokens.start else None
    if before is not None and _is_label(before, quantity, tokens, noun):
        return False
    if noun is None and number_in(tokens).head.lemma_ in _lists().sport:
        return False
    return not _is_measurement(tokens, noun) and not _is_joined(before, tokens)


def _is_label(before: Token, quantity: Quantity, tokens: Tokens, noun: Token | None) -> bool:
    """Resolution 242; Flight 714; "the pilot, 43,"; "a 911 dispatcher"; "a 30 year sentence"."""
    if before.lower_ in _lists().labels:
        return True
    hangs_on = number_in(tokens).head.i == before.i
    if before.pos_ == "PROPN" and (noun is None or (hangs_on and noun.tag_ != "NNS")) and (quantity.digits or hangs_on):
        return True
    if noun is not None:
        return before.lower_ in {"a", "an"} and noun.tag_ == "NN"
    after = tokens.doc[tokens.end].text if tokens.end < len(tokens.doc) else "."
    return quantity.digits and before.lower_ in {",", "both", "("} and after in {",", ".", ")", ";"}


def _is_measurement(tokens: Tokens, noun: Token | None) -> bool:
    """Thirty miles; "10 foot ceilings"."""
    doc, uncounted = tokens.doc, _lists().uncounted
    next_to = doc[tokens.end] if noun is not None and tokens.end <= noun.i else None
    if noun is not None and noun.lemma_.lower() in {"ton", "tonne"} and noun.i + 1 < len(doc):
        return bool(doc[noun.i + 1].pos_ in {"NOUN", "PROPN"})  # a 6,600 ton cruiser
    return any(
        word is not None and (word.lemma_.lower() in uncounted or word.lower_ in uncounted) for word in (next_to, noun)
    )


def _is_joined(before: Token | None, tokens: Tokens) -> bool:
    """A part of a longer word, written with blanks around its hyphens: "a four - by - four", "a 10 - block area"."""
    doc, end = tokens.doc, tokens.end
    if end + 1 < len(doc) and doc[end].text == "-":
        return doc[end + 1].lower_ == "by" or doc[end + 1].pos_ in {"NOUN", "ADJ", "NUM"}
    return before is not None and before.text == "-" and before.i > 0 and before.nbor(-1).lower_ == "by"


def _says_something(quantity: Quantity, tokens: Tokens, noun: Token | None) -> bool:
    """Whether a number to which nothing happened is worth its record: 728 shops are, two core concerns are not."""
    amount = max((v for v in (quantity.low, quantity.high, quantity.point) if v is not None), default=None)
    many = (amount is not None and amount >= _MANY) or (amount is None and not _is_some(tokens))
    if noun is None:
        return many and number_in(tokens).dep_ in {"nsubj", "nsubjpass"} and not quantity.digits
    if noun.tag_ == "NNP" and noun.ent_type_ != "NORP" and kind_of(noun) != "people":
        return False  # "911 Emergency Services", "600 Miller Street"
    if not many and (_definite(tokens) or _bare_one(tokens) or (noun.dep_ == "npadvmod" and kind_of(noun) is None)):
        return False
    telling = kind_of(noun) is not None and noun.lemma_.lower() not in _lists().speakers
    if amount is None:
        return many or telling
    return amount >= _FEW or (telling and amount > 1)


def _is_some(tokens: Tokens) -> bool:
    """Several, a few, multiple: vague words that may stand for two or three."""
    return tokens[-1].lower_ in {"several", "few", "multiple", "numerous", "handful", "countless"}


def _definite(tokens: Tokens) -> bool:
    return (tokens.doc[tokens.start - 1].lower_ if tokens.start else "") in _lists().definite


def _bare_one(tokens: Tokens) -> bool:
    """One is more often a pronoun than a number."""
    after = tokens.doc[tokens.end].lower_ if tokens.end < len(tokens.doc) else ""
    return tokens.text.lower() == "one" and (
        after in {"of", "another", "that", "who", "in", "on", "day"} or number_in(tokens).dep_ != "nummod"
    )
