"""One parsed segment as plain lists: asking spaCy's tokens again and again would cost more than reading them once."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from spacy import attrs

from onrecord.language import Segment
from onrecord.records import Span

_WORDS = [attrs.LOWER, attrs.LEMMA, attrs.TAG, attrs.DEP, attrs.ENT_TYPE, attrs.POS]
_NUMBERS = [attrs.HEAD, attrs.SENT_START, attrs.IDX]
_OPENING = frozenset("“„«")
_CLOSING = frozenset("”»")
_ENOUGH_WORDS = 20
_FEW_CAPITALS = 0.02
"""Share of words with a capital: ordinary English has above a tenth, text in small letters next to none."""
_FEWEST = 4
_MANY_CAPITALS = 0.75
_STRAIGHT = frozenset(('"', "''", "``"))


@dataclass(slots=True)
class Words:
    """The words of one segment; all lists run parallel to its tokens."""

    segment: Segment
    text: list[str]
    lower: list[str]
    lemma: list[str]
    tag: list[str]
    dep: list[str]
    entity: list[str]
    pos: list[str]
    head: list[int]
    """Index of the word it hangs on; its own index at a root."""
    sentence: list[int]
    """Number of the sentence inside the segment, from 1."""
    start: list[int]
    """Where the word begins in the page's text."""
    quoted: list[bool]
    """Whether the word stands inside quotation marks."""
    ents: list[tuple[int, int, str]]
    """First word, end, label of every named entity the pipeline found."""
    children: list[list[int]]
    caseless: bool = False
    """Whether the segment is printed without capitals."""
    titled: bool = False
    """Whether it is printed as a headline is: nearly every word with a capital, and no full stop."""

    def span(self, first: int, end: int) -> Span:
        """Where the words from first to end (half-open) stand in the page's text."""
        return Span(self.start[first], self.start[end - 1] + len(self.text[end - 1]))

    def glued(self, i: int) -> bool:
        """Whether no blank stands between this word and the next."""
        return i + 1 < len(self.text) and self.start[i] + len(self.text[i]) == self.start[i + 1]

    def child(self, i: int, *deps: str) -> int | None:
        """The first word that hangs on this one by one of these relations."""
        return next((c for c in self.children[i] if self.dep[c] in deps), None)


def words_of(segment: Segment) -> Words:
    """Read a segment's parse into lists."""
    doc = segment.doc
    strings = doc.vocab.strings
    text = [token.text for token in doc]
    if not text:
        return Words(segment, [], [], [], [], [], [], [], [], [], [], [], [], [])
    # The words of these columns come from small sets: each is looked up once.
    columns = doc.to_array(_WORDS).T.tolist()
    known = {value: strings[value] for column in columns for value in set(column)}
    lower, lemma, tag, dep, entity, pos = ([known[value] for value in column] for column in columns)
    offsets, opens, starts = doc.to_array(_NUMBERS).astype("int64").T.tolist()
    head = [i + offset for i, offset in enumerate(offsets)]
    children: list[list[int]] = [[] for _ in text]
    for i, parent in enumerate(head):
        if parent != i:
            children[parent].append(i)
    return Words(
        segment=segment,
        text=text,
        lower=lower,
        lemma=lemma,
        tag=tag,
        dep=dep,
        entity=entity,
        pos=pos,
        head=head,
        sentence=list(accumulate(1 if o == 1 else 0 for o in opens)),
        start=[segment.start + at for at in starts],
        quoted=_quoted(text),
        ents=[(ent.start, ent.end, ent.label_) for ent in doc.ents],
        children=children,
        caseless=is_caseless(text),
        titled=_titled(text),
    )


def is_caseless(text: Sequence[str]) -> bool:
    """Whether hardly any word of a longer text has a capital."""
    words = [word for word in text if word.isalpha()]
    return len(words) >= _ENOUGH_WORDS and sum(word[0].isupper() for word in words) < _FEW_CAPITALS * len(words)


def _titled(text: Sequence[str]) -> bool:
    """Whether most words have a capital and no full stop ends them."""
    words = [word for word in text if word.isalpha()]
    return (
        len(words) >= _FEWEST and text[-1] != "." and sum(w[0].isupper() for w in words) >= _MANY_CAPITALS * len(words)
    )


def _quoted(text: Sequence[str]) -> list[bool]:
    """Which words stand inside double quotation marks; a quotation that is opened and never closed runs to the end."""
    inside, quoted = False, []
    for word in text:
        if word in _OPENING:
            inside = True
        elif word in _CLOSING:
            inside = False
        elif word in _STRAIGHT:
            inside = not inside
        quoted.append(inside)
    return quoted
