"""From a parsed article to its records: one reader a noun, in one visible order."""

from collections.abc import Callable

from onrecord.language import Document, Piece, parse
from onrecord.pages.languages import is_read
from onrecord.readers.attributions import read_attributions
from onrecord.readers.events import read_events
from onrecord.readers.figures import read_figures
from onrecord.readers.moments import read_moments
from onrecord.readers.parties import read_parties
from onrecord.readers.places import read_places
from onrecord.records import Article, Findings, Reading, ReadPage, SplitPage

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
    return [Piece(kind, span) for kind, span in article.parts()]


def read_document(article: Article, document: Document) -> Findings:
    """Run every reader over one parsed article."""
    found = Findings()
    for reader in READERS:
        found = reader(article, document, found)
    return found


def read_page(page: SplitPage) -> ReadPage:
    """Read every article of a page that is in English. What is read depends on the page alone."""
    documents = parse((a.page.text, layout(a) if is_read(a) else ()) for a in page.articles)
    readings = (
        Reading(a, read_document(a, d) if d.segments else Findings())
        for a, d in zip(page.articles, documents, strict=True)
    )
    return ReadPage(page.page, tuple(readings))
