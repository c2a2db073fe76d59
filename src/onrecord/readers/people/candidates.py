"""Where somebody may be spoken of, before anybody asks who it is."""

from dataclasses import dataclass, field
from functools import lru_cache

from onrecord.gazetteer.countries import capital_of, country_named, country_of_demonym
from onrecord.readers.people.lexicon import Gender, Noun, Title
from onrecord.readers.people.syntax import Words
from onrecord.records import MentionForm, PartyKind, Span

_LEFT = frozenset(("compound", "amod", "det", "nmod", "nummod", "poss", "case", "advmod", "predet", "quantmod", "punct", "conj", "cc", "npadvmod"))  # fmt: skip
_HYPHENS = frozenset("-–")
ARTICLES = frozenset(("the", "a", "an"))
NATIONALITY = frozenset(("amod", "compound", "nmod"))
"""How a nationality hangs on what it describes."""


@dataclass(slots=True, eq=False)
class Candidate:
    """One name, nominal or pronoun, with all that its own words tell."""

    words: Words
    first: int
    end: int
    """The whole phrase, article and titles included; half-open."""
    head: int
    form: MentionForm
    sentence: int
    """Number of the sentence in the article."""
    name: tuple[str, ...] = ()
    """A name's own words, without titles and article; for a nominal the words of its name-to-be."""
    full: tuple[str, ...] = ()
    """A nominal's words with whose it is: "Attlee's spokesman", "officials of the ministry"."""
    kind: PartyKind | None = None
    titles: list[tuple[Title, str]] = field(default_factory=list)
    """Each title with the words printed."""
    noun: Noun | None = None
    modifiers: frozenset[str] = frozenset()
    country: str | None = None
    sector: str | None = None
    plural: bool = False
    definite: bool = False
    gender: Gender | None = None
    acting: bool = False
    """Whether its words show it speaking, acting or being acted on as somebody."""
    short: str | None = None
    """The abbreviation given in brackets behind it."""
    same_as: "Candidate | None" = None
    """A candidate that grammar makes the same party: an apposition, a relative pronoun's noun."""

    @property
    def span(self) -> Span:
        """Where it stands in the page's text."""
        return self.words.span(self.first, self.end)

    @property
    def role(self) -> str:
        """Its relation in the sentence (spaCy's label)."""
        return self.words.dep[self.head]

    @property
    def quoted(self) -> bool:
        """Whether it stands inside quotation marks."""
        return self.words.quoted[self.head]

    @property
    def key(self) -> tuple[str, ...]:
        """The name's words for comparison."""
        return tuple(word.casefold() for word in self.name)


def hangs_inside(words: Words, i: int, first: int, end: int) -> bool:
    """Whether a word left of a phrase belongs to it by the parse."""
    steps, at = 0, i
    while steps < 6:
        parent = words.head[at]
        if parent == at:
            return False
        if first <= parent < end:
            return words.dep[at] in _LEFT
        if parent >= end:
            return False
        at = parent
        steps += 1
    return False


def left_edge(words: Words, first: int, end: int) -> int:
    """How far to the left a phrase reaches: articles, adjectives, compounds, owners; never over a comma or a verb."""
    edge, sentence = first, words.sentence[first]
    i = first - 1
    while i >= 0 and words.sentence[i] == sentence and _may_lead(words, i) and hangs_inside(words, i, i + 1, end):
        edge = i
        i -= 1
    while edge < first and not _may_begin(words, edge):
        edge += 1
    return edge


def _may_lead(words: Words, i: int) -> bool:
    tag = words.tag[i]
    if words.dep[i] == "punct":
        return words.text[i] in _HYPHENS
    return tag[:2] not in ("IN", "TO", "MD", "RP") and tag not in ("VBD", "VBZ", "VBP", "VB", "PRP", "WDT", "WP")


def _may_begin(words: Words, i: int) -> bool:
    return words.tag[i] not in ("CC", "POS", "HYPH", ":", ",", ".", "_SP") and words.text[i] not in _HYPHENS


@lru_cache(maxsize=4096)
def country_in(words: str) -> str | None:
    """The country behind one word or name ("Iraqi", "the US", "Iran"); None for anything else."""
    return country_of_demonym(words) or country_named(words)


@lru_cache(maxsize=4096)
def capital_in(name: str) -> str | None:
    """The country whose capital this is."""
    return capital_of(name)


def country_before(words: Words, first: int, end: int) -> str | None:
    """The one country that the words of a phrase name ("Iraqi", "Iran's", "U.S.-backed" does not count)."""
    found: str | None = None
    for i in range(first, end):
        text = words.text[i]
        if not text[0].isupper() or (i + 1 < len(words.text) and words.text[i + 1] in _HYPHENS and words.glued(i)):
            continue
        if i and words.text[i - 1] in _HYPHENS and words.glued(i - 1):
            continue
        here = country_in(text)
        if here is None and i + 1 < end:
            here = country_named(f"{text} {words.text[i + 1]}")
        if here and found and here != found:
            return None
        found = found or here
    return found
