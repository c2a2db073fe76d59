"""What became of every line of a page: kept as which part, or dropped for which reason."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from onrecord.pages.lines import INVISIBLE, trimmed
from onrecord.records import Article, DropReason, Span, SplitPage

KeptAs = Literal["headline", "byline", "caption", "paragraph"]
_LINE = re.compile(r"[^\n\r\v\f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Fate:
    """One stretch of the page's text."""

    span: Span
    part: KeptAs | None
    """None where it was dropped."""
    reason: DropReason | None
    """None where it was kept; ``other`` for what lies in no article at all."""
    article: str | None

    @property
    def kept(self) -> bool:
        """Whether it is a part of an article."""
        return self.part is not None

    @property
    def why(self) -> str:
        """The part or the reason, in a word."""
        return self.part or self.reason or ""


def fates_of(page: SplitPage) -> list[Fate]:
    """Every stretch in the order in which it stands; together they hold all words of the page."""
    text = page.page.text
    placed = sorted((fate for article in page.articles for fate in _fates(article)), key=lambda fate: fate.span)
    whole: list[Fate] = []
    at = 0
    for fate in placed:
        whole += _outside(text, at, fate.span.start)
        whole.append(fate)
        at = max(at, fate.span.end)
    return whole + list(_outside(text, at, len(text)))


def _fates(article: Article) -> Iterator[Fate]:
    parts: list[tuple[KeptAs, Span]] = [("headline", article.headline)] if article.headline else []
    parts += [("byline", article.byline.span)] if article.byline and article.byline.span else []
    parts += [("caption", caption.span) for caption in article.captions]
    parts += [("paragraph", span) for span in article.paragraphs]
    yield from (Fate(span, part, None, article.id) for part, span in parts)
    yield from (Fate(dropped.span, None, dropped.reason, article.id) for dropped in article.dropped)


def _outside(text: str, start: int, end: int) -> Iterator[Fate]:
    for line in _LINE.finditer(text, start, end):
        span = trimmed(text, *line.span())
        if span.of(text).strip(INVISIBLE):
            yield Fate(span, None, "other", None)
