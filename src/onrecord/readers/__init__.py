"""From a parsed article to its records: one reader a noun, in one visible order."""

from collections.abc import Callable, Iterable, Iterator
from itertools import tee

from onrecord.language import Document, Piece, parse
from onrecord.readers.attributions import read_attributions
from onrecord.readers.events import read_events
from onrecord.readers.figures import read_figures
from onrecord.readers.moments import read_moments
from onrecord.readers.parties import read_parties
from onrecord.readers.places import read_places
from onrecord.records import Article, Findings, Reading, ReadPage, SplitPage, Unread

Reader = Callable[[Article, Document, Findings], Findings]

READERS: tuple[Reader, ...] = (
    read_moments,
    read_parties,
    read_places,
    read_attributions,
    read_figures,
    read_events,
)
"""Each reader sees what those before it found, and returns a fuller copy."""


def layout(article: Article) -> list[Piece]:
    """The stretches of an article that are parsed, in the order in which they stand on the page."""
    pieces = [Piece("paragraph", span) for span in article.paragraphs]
    pieces += [Piece("caption", caption.span) for caption in article.captions]
    if article.headline:
        pieces.append(Piece("headline", article.headline))
    return sorted(pieces, key=lambda piece: piece.span)


def read_document(article: Article, document: Document) -> Findings:
    """Run every reader over one parsed article."""
    found = Findings()
    for reader in READERS:
        found = reader(article, document, found)
    return found


def read_pages(pages: Iterable[SplitPage | Unread]) -> Iterator[ReadPage | Unread]:
    """Read every article of the pages, parsed in shared batches; what could not be read is passed on in its place."""
    ours, ahead = tee(pages)
    articles = (article for page in ahead if isinstance(page, SplitPage) for article in page.articles)
    documents = parse((article.page.text, layout(article)) for article in articles)
    for page in ours:
        if isinstance(page, Unread):
            yield page
        else:
            yield ReadPage(page.page, tuple(Reading(a, read_document(a, next(documents))) for a in page.articles))
