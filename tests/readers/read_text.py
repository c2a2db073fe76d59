"""Reading a text of a test: paragraphs are its lines."""

from onrecord.contract import as_json
from onrecord.language import Document, parse
from onrecord.lookup import Lookup
from onrecord.readers import layout, read_page
from onrecord.records import Article, Dateline, Findings, Page, Published, Reading, Span, SplitPage


def article(
    text: str, published: str | None = None, headline: str | None = None, dateline: str | None = None
) -> Article:
    """An article whose paragraphs are the lines of a text."""
    page = Page("test.txt", "0" * 64, "text/plain", text)
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip() and line != headline:
            spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return Article(
        id="0" * 16,
        page=page,
        extent=Span(0, len(text)),
        published=Published(published, published, published, "given") if published else None,
        headline=Span(text.index(headline), text.index(headline) + len(headline)) if headline else None,
        dateline=Dateline(Span(0, len(dateline)), None, None) if dateline else None,
        paragraphs=tuple(spans),
    )


def document(text: str) -> Document:
    """A text parsed."""
    (parsed,) = parse([(text, layout(article(text)))])
    return parsed


def read_article(text: str, published: str | None = None, **parts: str) -> Reading:
    """The reading of a text."""
    made = article(text, published, **parts)
    (reading,) = read_page(SplitPage(made.page, (made,))).readings
    return reading


def read(text: str, published: str | None = None, **parts: str) -> tuple[Findings, Lookup]:
    """What is found in a text, and the records by id."""
    reading = read_article(text, published, **parts)
    return reading.findings, Lookup(reading)


def read_json(text: str, published: str | None = None) -> dict[str, object]:
    """The text as one line of the contract."""
    return as_json(read_article(text, published))
