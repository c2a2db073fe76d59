"""What the page tests share."""

from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.pages import find_inputs, read_input
from onrecord.records import Article, SplitPage, Unread

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def read() -> Callable[[Path], list[SplitPage | Unread]]:
    """Read one path as the command line does."""
    return lambda path: [page for given in find_inputs([str(path)]) for page in read_input(given)]


def in_words(article: Article) -> dict[str, object]:
    """An article as the words that its spans cut out: what a fixture's JSON holds."""
    words = article.words
    byline, dateline, published = article.byline, article.dateline, article.published
    return {
        "headline": article.headline and words(article.headline),
        "byline": byline and {"words": byline.span and words(byline.span), "names": list(byline.names)},
        "dateline": dateline and [words(dateline.span), dateline.place, dateline.agency],
        "published": published and [published.value, published.basis, [words(span) for span in published.spans]],
        "outlet": article.outlet,
        "language": article.language,
        "captions": [[words(c.span), c.credit, c.date, c.place] for c in article.captions],
        "paragraphs": [words(span) for span in article.paragraphs],
        "dropped": [[words(d.span), d.reason] for d in article.dropped],
    }
