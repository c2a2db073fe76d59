"""What speaks for and against a place's name standing at a spot, as numbers that are weighed (``data/toponyms.json``).

The pipeline's opinion, the gazetteer's, the words around, the rest of the article, and, where there is one, a model's: each is one
or a few clues, and none decides alone.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from spacy.tokens import Token

from onrecord.errors import MissingPartError
from onrecord.gazetteer.names import bare, code, key
from onrecord.language import Document, Segment
from onrecord.readers.people.lexicon import lexicon
from onrecord.readers.people.party_index import party_index
from onrecord.readers.toponyms.spots import Spot, called_town, called_unit
from onrecord.readers.toponyms.words import place_words
from onrecord.records import Findings, Span

Head = Callable[[Span], float]
"""How likely a model finds it that a span is a place's name, between 0 and 1."""

_LABELS = ("GPE", "LOC", "FAC", "ORG", "PERSON", "NORP", "none", "other")
_POSITIONS = ("whole", "start", "end", "inside")
CLUES = (
    "bias", *_LABELS, *(f"{label} {where}" for label in ("place", "ORG", "PERSON", "FAC") for where in _POSITIONS),
    "demonym", "unknown", "main", "people", "country", "admin1", "admin2", "own", "capital", "part", "unit word in it",
    "words", "letters", "abbreviation", "common word", "first word", "lower elsewhere", "never", "all capitals",
    "after locative", "after of", "after comma", "after title", "after the", "after name", "after hyphen",
    "before comma", "before org", "before people", "before speech", "before possessive", "before name", "before unit",
    "before hyphen", "before number", "place elsewhere", "person elsewhere", "org elsewhere", "surname", "person party", "org party",
    "held by next", "holds previous", "called a town", "big", "big ORG", "big PERSON", "country ORG", "demonym ORG", "demonym none",
    "own main", "known whole place", "short", "head",
)  # fmt: skip
_INDEX = {clue: i for i, clue in enumerate(CLUES)}
_BIG = 100_000
_YEAR = re.compile(r"\d")


@lru_cache(maxsize=1)
def weights() -> tuple[float, ...]:
    """The weight of each clue, in their order."""
    try:
        text = files("onrecord.readers").joinpath("data/toponyms.json").read_text(encoding="utf-8")
        told: Mapping[str, float] = json.loads(text)["weights"]
        return tuple(float(told[clue]) for clue in CLUES)
    except (OSError, ValueError, KeyError) as cause:
        raise MissingPartError(
            f"the weights of place names cannot be used: {cause}. Install onrecord again."
        ) from cause


@dataclass(frozen=True, slots=True)
class Habits:
    """How the article uses its names."""

    labels: Mapping[str, Counter[str]]
    """For each name's key, how often the pipeline gives it each label."""
    surnames: Counter[str]
    lower: frozenset[str]
    """Words that it also prints in lower case."""


def habits_of(document: Document) -> Habits:
    """The habits of an article."""
    labels: dict[str, Counter[str]] = {}
    surnames: Counter[str] = Counter()
    lower: set[str] = set()
    for segment in document.segments:
        for ent in segment.doc.ents:
            name = bare(ent.text)
            labels.setdefault(key(name), Counter())[ent.label_] += 1
            parts = name.split()
            if ent.label_ == "PERSON" and len(parts) > 1:
                surnames[key(parts[-1])] += 1
                labels.setdefault(key(parts[-1]), Counter())["PERSON"] += 1
        lower.update(token.text for token in segment.doc if token.is_lower and token.is_alpha)
    return Habits(labels, surnames, frozenset(lower))


class Clues:
    """The clues of an article's spots."""

    def __init__(self, document: Document, found: Findings, head: Head | None = None) -> None:
        self._habits = habits_of(document)
        self._parties = party_index(found)
        self._head = head

    def of(self, spot: Spot, segment: Segment, beside: Sequence[Spot]) -> list[float]:
        """The clues of a spot, in the order of ``CLUES``; of the spots beside it one may hold it, or it one of them."""
        told = [0.0] * len(CLUES)

        def tell(clue: str, value: float = 1.0) -> None:
            told[_INDEX[clue]] = float(value)

        tell("bias")
        for clue in _pipeline(spot):
            tell(clue)
        self._gazetteer(spot, tell)
        self._form(spot, tell)
        _around(spot, tell)
        self._article(spot, segment, tell)
        tell("held by next", any(_holds(other, spot) for other in beside))
        tell("holds previous", any(_holds(spot, other) for other in beside))
        tell("called a town", called_town(spot.tokens))
        self._together(spot, told, tell)
        if self._head is not None:
            likely = min(max(self._head(spot.span(segment)), 1e-4), 1 - 1e-4)
            tell("head", math.log(likely / (1 - likely)))
        return told

    def _gazetteer(self, spot: Spot, tell: Callable[..., None]) -> None:
        kinds = {c.kind for c in spot.options if c.main}
        tell("demonym", spot.demonym)
        tell("unknown", not spot.options)
        tell("main", any(c.main for c in spot.options))
        tell(
            "people", math.log10(max((c.population for c in spot.options if c.main or c.rank > 0), default=0) + 10) / 6
        )
        tell("country", "country" in kinds)
        tell("admin1", "admin1" in kinds)
        tell("admin2", "admin2" in kinds)
        tell("own", any(c.is_area or c.kind == "site" for c in spot.options) and "country" not in kinds)
        tell("capital", any(c.capital for c in spot.options))
        tell("part", bool(spot.options) and all(c.rank < 0 for c in spot.options))

    def _together(self, spot: Spot, told: list[float], tell: Callable[..., None]) -> None:
        """Clues that mean more together than each alone."""
        label = spot.tokens[-1].ent_type_
        big = any(c.population >= _BIG for c in spot.options if c.main)
        tell("big", big)
        tell("big ORG", big and label == "ORG")
        tell("big PERSON", big and label == "PERSON")
        tell("country ORG", told[_INDEX["country"]] and label == "ORG" and not spot.demonym)
        tell("demonym ORG", spot.demonym and label == "ORG")
        tell("demonym none", spot.demonym and not label)
        tell("own main", told[_INDEX["own"]] and any((c.is_area or c.kind == "site") and c.main for c in spot.options))
        tell("known whole place", bool(spot.options) and label in {"GPE", "LOC"} and bool(told[_INDEX["place whole"]]))
        tell("short", len(spot.name) < 5)

    def _form(self, spot: Spot, tell: Callable[..., None]) -> None:
        tokens, name = spot.tokens, spot.name
        lower = key(bare(tokens.text))
        tell("unit word in it", len(tokens) > 1 and tokens[-1].lower_ in place_words().units)
        tell("words", min(len(tokens) - 1, 3) / 3)
        tell("letters", min(len(lower), 12) / 12)
        tell("abbreviation", code(name) is not None)
        tell("common word", len(tokens) == 1 and tokens[0].pos_ not in {"PROPN", "X"})
        tell("first word", tokens[0].is_sent_start or tokens.start == 0)
        tell("lower elsewhere", not spot.demonym and lower in self._habits.lower)
        tell("never", lower in place_words().never)
        tell("all capitals", tokens.text.isupper() and len(name) > 5)

    def _article(self, spot: Spot, segment: Segment, tell: Callable[..., None]) -> None:
        plain = key(bare(spot.tokens.text))
        labels = self._habits.labels.get(plain, Counter())
        total = sum(labels.values()) + 1
        tell("place elsewhere", (labels["GPE"] + labels["LOC"]) / total)
        tell("person elsewhere", labels["PERSON"] / total)
        tell("org elsewhere", labels["ORG"] / total)
        tell("surname", min(self._habits.surnames[plain], 2) / 2)
        party = self._parties.at(spot.span(segment))
        tell("person party", party is not None and party.kind == "person")
        tell("org party", party is not None and party.kind == "organisation")


def _pipeline(spot: Spot) -> list[str]:
    """The label that the pipeline gives, and where in its entity the spot stands."""
    tokens = spot.tokens
    label = tokens[-1].ent_type_ or "none"
    if label == "none":
        return ["none"]
    first, last = tokens.start, tokens.end - 1
    doc = tokens.doc
    starts = doc[first].ent_iob_ == "B" or doc[first].ent_type_ != label
    if first > 0 and doc[first].ent_iob_ == "I" and doc[first - 1].lower_ in {"the", "a"}:
        starts = first == 1 or doc[first - 1].ent_iob_ == "B"
    ends = last + 1 >= len(doc) or doc[last + 1].ent_iob_ != "I" or doc[last + 1].lower_ in {"'s", "’s"}
    where = "whole" if starts and ends else "start" if starts else "end" if ends else "inside"
    group = {"GPE": "place", "LOC": "place"}.get(label, label)
    clues = [label if label in _LABELS else "other"]
    if f"{group} {where}" in _INDEX:
        clues.append(f"{group} {where}")
    return clues


def _around(spot: Spot, tell: Callable[..., None]) -> None:
    """What the words beside a spot say."""
    doc, words = spot.tokens.doc, place_words()
    before = doc[spot.tokens.start - 1] if spot.tokens.start else None
    skipped = before
    while skipped is not None and skipped.i and (skipped.lower_ in words.passed):
        skipped = doc[skipped.i - 1]
    if before is not None and skipped is not None:
        tell("after locative", skipped.lower_ in words.locative)
        tell("after of", before.lower_ == "of")
        tell("after comma", before.text == ",")
        tell("after title", before.lower_.rstrip(".") in words.titles)
        tell("after the", before.lower_ == "the")
        tell("after name", before.text[0].isupper() and before.lower_ != "the" and not before.is_sent_start)
        tell("after hyphen", before.text in {"-", "–"})
    tell("before unit", called_unit(spot.tokens))
    if spot.tokens.end < len(doc):
        _behind(doc[spot.tokens.end], tell)


def _behind(after: Token, tell: Callable[..., None]) -> None:
    words = place_words()
    tell("before comma", after.text == ",")
    tell("before org", after.lower_ in words.bodies)
    tell("before people", after.lower_ in words.people)
    tell("before speech", after.lemma_ in lexicon().speech)
    tell("before possessive", after.lower_ in {"'s", "’s"})
    tell("before name", after.text[0].isupper() and after.lower_ not in words.bodies | words.units)
    tell("before hyphen", after.text in {"-", "–"})
    tell("before number", bool(_YEAR.match(after.text)))


def _holds(holder: Spot, held: Spot) -> bool:
    """Whether one name, right behind another and a comma, is of a country or unit that holds one of the other's options."""
    doc, end = held.tokens.doc, held.tokens.end
    if holder.tokens.start != end + 1 or doc[end].text not in {",", "("}:
        return False
    holders = [c for c in holder.options if c.kind in {"country", "admin1"} and c.main]
    return any(
        c.country == h.country and (h.kind == "country" or c.admin1 == h.name) and c is not h
        for h in holders
        for c in held.options
    )
