"""Feeds (RSS, Atom, RDF): each entry is a page of its own, with what the feed says of it as the page's metadata.

An entry's content is markup without a page around it. It is set into the smallest page that says the same, and read as any
other page; ``Page.sha256`` is that page's.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import Any

import fastfeedparser
import feedparser
from lxml import etree, html

from onrecord.errors import UnreadableInputError
from onrecord.pages.articles import article_id, published_at
from onrecord.pages.feed_dates import instant
from onrecord.pages.html import split_html
from onrecord.pages.languages import language_of
from onrecord.pages.limits import Limits, timed
from onrecord.pages.mastheads import dateline_of
from onrecord.records import Article, Byline, Page, Span, SplitPage, Unread

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&#?\w+;")
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)[\s>]")
_ENTRY = frozenset({"item", "entry"})
_DATES = ("pubdate", "published", "issued", "date", "created", "updated", "modified")
"""In the order in which they are asked; a feed without a date of publication has that of its last change."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of one report, as printed there."""

    title: str | None
    address: str | None
    authors: tuple[str, ...]
    published: str | None
    """ISO 8601, with the zone that the feed gives."""
    content: str
    """Markup."""
    outlet: str | None
    language: str | None


def is_feed(head: bytes) -> bool:
    """Whether something opens as a feed does."""
    head = head[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<rss", b"<feed", b"<rdf:rdf")) or (head.startswith(b"<?xml") and bool(_FEED.search(head)))


def split_feed(
    raw: bytes, name: str, *, origin: str | None = None, published: str | None = None, limits: Limits
) -> Iterator[SplitPage | Unread]:
    """One split page an entry; an entry that cannot be read is Unread with its number.

    Raises UnreadableInputError for what is no feed.
    """
    seen: set[str] = set()
    for number, entry in enumerate(read_feed(raw, name, limits), 1):
        member = f"entry {number}"
        address = entry.address or f"{name}#{number}"
        called = f"{address} @{number}" if address in seen else address
        seen.add(address)
        try:
            if number > limits.entries:
                raise UnreadableInputError(name, f"it has more than {limits.entries:,} entries", "Split it.")
            with timed(name, limits, member=member):
                yield _page(entry, called, f"{origin or name}#{number}", published, limits)
        except UnreadableInputError as error:
            reason = UnreadableInputError(name, error.cause, error.step, member=member)
            yield Unread(name, str(reason), origin=origin, member=member)
            if number > limits.entries:
                return


def read_feed(raw: bytes, name: str, limits: Limits) -> list[Entry]:
    """The entries in the feed's order. Raises UnreadableInputError for what is no feed."""
    if not raw.strip():
        raise UnreadableInputError(name, "it is empty", "Give a feed with entries in it.")
    printed = _printed(raw)
    for parse in (_parse_fast, _parse_lenient):
        with timed(name, limits):
            found = parse(raw)
        if found is not None:
            break
    else:
        raise UnreadableInputError(name, "it is no feed (RSS, Atom or RDF), or a broken one", "Fetch it again.")
    feed, entries = found
    nothing = _PrintedEntry(None, ())
    shown = printed.entries if len(printed.entries) == len(entries) else [nothing] * len(entries)
    outlet, language = _title(feed.get("title")), printed.language or _words(feed.get("language"))
    return [_entry(one, more, outlet, language) for one, more in zip(entries, shown, strict=True)]


_Parsed = tuple[dict[str, Any], list[dict[str, Any]]]


def _parse_fast(raw: bytes) -> _Parsed | None:
    try:
        found = fastfeedparser.parse(raw, include_tags=False, include_media=False, include_enclosures=False)
    except Exception:  # noqa: BLE001 - whatever it trips over, the lenient parser is asked next
        return None
    entries = list(found.get("entries") or [])
    return (dict(found.get("feed") or {}), entries) if entries else None


def _parse_lenient(raw: bytes) -> _Parsed | None:
    """For feeds that are no well-formed XML. A stream is given: words it would take for an address or a file's name."""
    try:
        found = feedparser.parse(io.BytesIO(raw), sanitize_html=False, resolve_relative_uris=False)
    except Exception:  # noqa: BLE001 - a parser of broken input fails in ways of its own; the feed is listed as unread
        return None
    entries = [dict(one) for one in found.entries]
    if not entries and not (found.version and not found.bozo):
        return None
    return dict(found.feed), entries


@dataclass(frozen=True, slots=True)
class _PrintedEntry:
    """What the parsers would not hand out as it is printed: the date with its zone, and all of several authors."""

    date: str | None
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Printed:
    """The same for the whole feed."""

    entries: list[_PrintedEntry]
    language: str | None


def _printed(raw: bytes) -> _Printed:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(raw.lstrip(b"\xef\xbb\xbf \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return _Printed([], None)
    if root is None:
        return _Printed([], None)
    language = root.get("{http://www.w3.org/XML/1998/namespace}lang")
    entries: list[_PrintedEntry] = []
    for element in root.iter(etree.Element):
        tag = _local(element)
        if tag == "language" and language is None and _local(element.getparent()) == "channel":
            language = _words(element.text)
        if tag in _ENTRY:
            entries.append(_PrintedEntry(_date(element), tuple(_authors(element))))
    return _Printed(entries, language)


def _local(element: Any) -> str:
    tag = element.tag if element is not None else ""
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _date(entry: Any) -> str | None:
    given = {_local(child): child.text for child in reversed(entry) if child.text}
    return next((found for name in _DATES if (found := instant(given.get(name)))), None)


def _authors(entry: Any) -> Iterator[str]:
    for child in entry:
        names = [child] if _local(child) == "creator" else [one for one in child if _local(one) == "name"]
        if _local(child) in {"creator", "author"}:
            yield from (name for one in names if (name := _words(one.text)))


def _words(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _title(value: Any) -> str | None:
    """Feeds put markup and doubly escaped entities into titles; what is shown is its words."""
    words = _words(value)
    if words and _MARKUP.search(words):
        tree = html.document_fromstring(f"<body><p>{words}</p></body>")
        return _words("".join(str(piece) for piece in tree.itertext()))
    return words


def _entry(one: dict[str, Any], more: _PrintedEntry, outlet: str | None, language: str | None) -> Entry:
    links = (_words(one.get(key)) for key in ("link", "id"))
    authors: list[str | None] = [*more.authors] or [
        _words(a.get("name")) for a in one.get("authors") or [] if isinstance(a, dict)
    ]
    if not any(authors):
        authors = [_words(one.get("author"))]
    # the fast parser fills incomplete dates up; the lenient one hands them out as printed
    printed = one.get("published") if isinstance(one.get("published_parsed"), tuple) else None
    return Entry(
        title=_title(one.get("title")),
        address=next((link for link in links if link and link.startswith(("http:", "https:"))), None),
        authors=tuple(dict.fromkeys(name for name in authors if name)),
        published=more.date or instant(_words(printed)),
        content=_content(one),
        outlet=outlet,
        language=language,
    )


def _content(one: dict[str, Any]) -> str:
    """The longest full content, else the summary, as markup."""
    given = [c for c in one.get("content") or [] if isinstance(c, dict) and isinstance(c.get("value"), str)]
    best = max(given, key=lambda c: len(c["value"]), default=None)
    if best is not None and best["value"].strip():
        return _markup(best["value"], best.get("type"))
    summary = one.get("summary") or one.get("description") or ""
    return _markup(summary if isinstance(summary, str) else "", None)


def _markup(value: str, kind: str | None) -> str:
    if kind == "text/plain" or "<" not in value:
        # plain words may hold entities, and a line of their own for each paragraph
        words = escape(value, quote=False) if kind == "text/plain" else value
        return "".join(f"<p>{line}</p>" for line in words.splitlines() if line.strip())
    return value


def _document(entry: Entry) -> str:
    """The smallest page that says what the entry says."""
    tags: list[str] = [f"<title>{escape(entry.title)}</title>"] if entry.title else []
    tags += [f'<meta name="author" content="{escape("; ".join(entry.authors))}">'] if entry.authors else []
    for name, value in (("article:published_time", entry.published), ("og:site_name", entry.outlet)):
        tags += [f'<meta property="{name}" content="{escape(value)}">'] if value else []
    tags += [f'<link rel="canonical" href="{escape(entry.address)}">'] if entry.address else []
    lang = f' lang="{escape(entry.language)}"' if entry.language else ""
    heading = f"<h1>{escape(entry.title)}</h1>" if entry.title else ""
    head = "".join(tags)
    return (
        f"<!DOCTYPE html><html{lang}><head>{head}</head><body><article>{heading}{entry.content}</article></body></html>"
    )


def _page(entry: Entry, name: str, origin: str, published: str | None, limits: Limits) -> SplitPage:
    raw = _document(entry).encode("utf-8", "replace")
    found = split_html(raw, name, origin=origin, published=published, limits=limits)
    metadata = replace(
        found.page.metadata,
        title=entry.title,
        authors=entry.authors,
        published=entry.published,
        outlet=entry.outlet,
        language=entry.language,
        url=entry.address,
    )
    page = replace(found.page, url=entry.address, metadata=metadata)
    if found.articles and len(found.articles[0].paragraphs) > 0:
        return SplitPage(page, tuple(replace(one, page=page) for one in found.articles))
    return SplitPage(page, (_all_of_it(page, entry, published),) if page.text.strip() else ())


def _all_of_it(page: Page, entry: Entry, published: str | None) -> Article:
    """A summary too short to be judged is taken as it stands: every line of a feed's entry is the report's."""
    lines: list[Span] = []
    start = 0
    for line in page.text.split("\n"):
        if line.strip():
            lines.append(Span(start, start + len(line)))
        start += len(line) + 1
    titled = bool(entry.title and lines) and lines[0].of(page.text) == entry.title
    body = lines[1:] if titled else lines
    return Article(
        article_id(page.sha256, "0", str(len(page.text))),
        page,
        Span(lines[0].start, lines[-1].end),
        language=language_of(page.text, entry.language),
        outlet=entry.outlet,
        headline=lines[0] if titled else None,
        byline=Byline(None, entry.authors) if entry.authors else None,
        dateline=dateline_of(page.text, body[0] if body else None),
        published=published_at(published, "given") or published_at(entry.published, "metadata"),
        paragraphs=tuple(body),
    )
