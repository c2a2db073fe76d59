"""HTML pages: the visible text as the page, trafilatura's judgement of what is main text, the markup's own metadata."""

import gc
import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import trafilatura
from lxml import etree, html

from onrecord.errors import UnreadableInputError
from onrecord.pages.articles import article_id, published_at
from onrecord.pages.authors import is_person, names_of
from onrecord.pages.captions import caption_of
from onrecord.pages.crowds import thin_out
from onrecord.pages.decoding import decode
from onrecord.pages.elements import Element
from onrecord.pages.furniture import furniture_of
from onrecord.pages.judgement import judge, standfirst
from onrecord.pages.languages import language_of
from onrecord.pages.limits import Limits
from onrecord.pages.lines import Block
from onrecord.pages.markup import VisibleBlock, parse_markup, without_scripts
from onrecord.pages.mastheads import byline_of, dateline_of
from onrecord.pages.metadata import Head, article_body, day_from_markup, read_metadata, titles
from onrecord.pages.origins import origins
from onrecord.pages.pictures import is_caption, picture_words
from onrecord.pages.published import from_url
from onrecord.records import (
    Article,
    Byline,
    Caption,
    Dropped,
    DropReason,
    Page,
    Published,
    Span,
    SplitPage,
)

MEDIA_TYPE = "text/html"
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_BYLINE_NAMES = re.compile(r"\b(?:by-?line\w*|authors?|author-?name|writers?|reporters?)\b")
_ONE_CLASS = etree.ElementDefaultClassLookup(element=html.HtmlElement, comment=html.HtmlComment)
"""Every element is the same to us; lxml would ask Python for the class of each, and each time that it is met."""
_NEAR = 10
"""Blocks above the headline and below the text in which a byline may stand."""
_CORNERS: tuple[tuple[DropReason, frozenset[str], re.Pattern[str]], ...] = (
    ("navigation", frozenset({"nav", "header", "footer", "menu"}), re.compile(r"\b(?:nav|navbar|navigation|menu|breadcrumbs?|footer|header|masthead)\b")),
    ("comment", frozenset(), re.compile(r"\b(?:comments?|disqus|respond|replies)\b")),
    ("advert", frozenset(), re.compile(r"\b(?:ads?|advert\w*|sponsor\w*|promo\w*|newsletter\w*|subscribe\w*|paywall)\b")),
    ("crumb", frozenset(), re.compile(r"\b(?:share|sharing|social|addthis|tools)\b")),
    ("related", frozenset({"aside"}), re.compile(r"\b(?:related|recommend\w*|read-?more|most-?read|popular|trending|sidebar)\b")),
)  # fmt: skip
_CORNERED = re.compile("|".join(pattern.pattern for _, _, pattern in _CORNERS))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for cycles: a page is many small objects, none of them in one, and the looking takes a tenth of the time."""
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


@_uncollected()
def split_html(
    raw: bytes,
    name: str,
    *,
    origin: str | None = None,
    published: str | None = None,
    limits: Limits,
    charset: str | None = None,
) -> SplitPage:
    """One article, or none where the page has no main text. Raises UnreadableInputError for what cannot be parsed.

    ``charset`` is the encoding that the server named.
    """
    named = _CHARSET.search(raw[:4096])
    decoded = decode(raw, name, declared=[charset or "", named[1].decode("ascii", "ignore") if named else ""])
    markup = parse_markup(decoded.text, name, limits)
    head = Head(markup)
    metadata = read_metadata(head)
    page = Page(
        name,
        hashlib.sha256(raw).hexdigest(),
        MEDIA_TYPE,
        markup.text,
        url=metadata.url,
        origin=origin,
        metadata=metadata,
        source=origins(decoded, markup.stretches),
    )
    shown = without_scripts(markup.source, markup.raws)
    lines = [Block(block.span, block.text, 2) for block in markup.blocks]
    main = judge(markup.blocks, lines, main_text(tree_of(shown, name)), article_body(head))
    if not any(main):
        return SplitPage(page, ())
    day = None if metadata.published else day_from_markup(tree_of(shown, name), metadata.url)
    page = replace(page, metadata=replace(metadata, published=metadata.published or day))
    judged = _Judged(page, markup.blocks, lines, main, titles(head, metadata.outlet), picture_words(markup))
    return SplitPage(page, (_article(judged, published),))


def tree_of(source: str, name: str) -> html.HtmlElement:
    """The page as trafilatura and htmldate want it. Raises UnreadableInputError; never touches the network."""
    parser = html.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8", recover=True
    )
    parser.set_element_class_lookup(_ONE_CLASS)
    raw = source.removeprefix("\ufeff").replace("\x00", "").encode("utf-8", "replace")
    try:
        return html.document_fromstring(raw, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise UnreadableInputError(name, f"its HTML cannot be parsed ({error})", "Save the page again.") from error


def main_text(tree: html.HtmlElement) -> list[str]:
    """The paragraphs that trafilatura judges to be main text, in order; it changes the tree, and never fetches."""
    thin_out(tree)
    found: Any = trafilatura.bare_extraction(
        tree, fast=True, include_comments=False, include_tables=True, with_metadata=False
    )
    return [line for line in (found.text or "").split("\n") if line.strip()] if found else []


@dataclass(frozen=True)
class _Judged:
    """A page's visible blocks, and which of them are main text."""

    page: Page
    blocks: Sequence[VisibleBlock]
    lines: Sequence[Block]
    """The same blocks, as lines are looked at."""
    main: Sequence[bool]
    titles: Sequence[str]
    """The headline as the markup gives it, the more trusted first."""
    pictured: frozenset[str]
    """The words that pictures carry for those who cannot see them."""


def _article(judged: _Judged, published: str | None) -> Article:
    page, text = judged.page, judged.page.text
    head = _headline(judged)
    intro = standfirst(judged.blocks, judged.lines, judged.main, head)
    if intro is not None:
        judged = replace(judged, main=[kept or k == intro for k, kept in enumerate(judged.main)])
    byline_at = _byline(judged, head)
    own_line = {head, byline_at[0] if byline_at else None}
    captions, paragraphs, dropped = _sorted(judged, head, own_line)
    extent = _extent(judged, head)
    lead = next((p for p in paragraphs if p.end - p.start > 60), None)
    names = _names(judged, byline_at[1] if byline_at else None)
    return Article(
        article_id(page.sha256, str(extent.start), str(extent.end)),
        page,
        extent,
        language=language_of(" ".join(span.of(text) for span in paragraphs[:12]), page.metadata.language),
        outlet=page.metadata.outlet,
        headline=judged.blocks[head].span if head is not None else None,
        byline=Byline(byline_at[1].span if byline_at else None, names) if names else None,
        dateline=dateline_of(text, lead),
        published=_published(page, published),
        captions=tuple(captions),
        paragraphs=tuple(paragraphs),
        dropped=tuple(dropped),
    )


def _published(page: Page, given: str | None) -> Published | None:
    return (
        published_at(given, "given") or published_at(page.metadata.published, "metadata") or from_url(page.metadata.url)
    )


def _extent(judged: _Judged, head: int | None) -> Span:
    inside = [k for k, is_main in enumerate(judged.main) if is_main] + ([head] if head is not None else [])
    return Span(judged.blocks[min(inside)].span.start, judged.blocks[max(inside)].span.end)


def _headline(judged: _Judged) -> int | None:
    """The visible block that equals a title of the markup's, a heading before others; else the likeliest top heading."""
    keys = [key for words in judged.titles if (key := Block(Span(0, 0), words, 0).key)]
    for key in keys:
        same = [k for k, line in enumerate(judged.lines) if line.key == key]
        for heading in ("h1", "h2", "h3", ""):
            if found := [k for k in same if not heading or heading in judged.blocks[k].tags]:
                return found[0]
    first = list(judged.main).index(True)
    tops = [k for k, block in enumerate(judged.blocks[: first + 4]) if "h1" in block.tags]
    told = set(" ".join(keys).split())
    likely = [k for k in tops if told & set(judged.lines[k].key.split())]
    if likely:
        return max(likely, key=lambda k: (_likeness(judged.lines[k], told), k))
    opened = [k for k, line in enumerate(judged.lines[: first + 1]) if _opens(line, keys)]
    found = opened or tops
    return found[-1] if found else None


def _likeness(line: Block, told: set[str]) -> float:
    words = set(line.key.split())
    return len(words & told) / (1 + len(words | told))


def _opens(line: Block, keys: Sequence[str]) -> bool:
    """Whether a title goes on after the line's words, as with the site's name."""
    return len(line.words) >= 3 and any(key.startswith(line.key) and len(line.key) > 0.6 * len(key) for key in keys)


def _byline(judged: _Judged, head: int | None) -> tuple[int, Byline] | None:
    """The visible line that names the authors: one that says "By …", or one that is nothing but their names."""
    authors = judged.page.metadata.authors
    names = {name.casefold() for name in authors}
    main = [k for k, kept in enumerate(judged.main) if kept]
    top = head if head is not None and head < main[0] else main[0]
    near = range(max(0, top - _NEAR), min(len(judged.lines), main[-1] + _NEAR))
    for k in (*near, *(range(len(judged.lines)) if names else ())):
        line, block = judged.lines[k], judged.blocks[k]
        if not line.words or len(line.words) > 14:
            continue
        byline = byline_of(line, below_headline=not names and k > top and bool(_BYLINE_NAMES.search(block.near)))
        if byline and (not names or names & {name.casefold() for name in byline.names}):
            return k, byline
        if line.plain.casefold() in names:
            return k, Byline(line.span, authors)
    return None


def _names(judged: _Judged, byline: Byline | None) -> tuple[str, ...]:
    """The markup's names; the printed line's where it has all of those and more, or where the markup has none."""
    page = judged.page
    printed = names_of([", ".join(byline.names)], page.metadata.outlet, page.url) if byline else ()
    given = page.metadata.authors
    known = {name.casefold() for name in given}
    further = [name for name in printed if name.casefold() not in known]
    fuller = len(printed) == len(known) + len(further) and all(is_person(name) for name in further)
    return printed if fuller or not given else given


def _sorted(
    judged: _Judged, head: int | None, own_line: set[int | None]
) -> tuple[list[Caption], list[Span], list[Dropped]]:
    """Every block but the headline and the byline, as caption, paragraph or dropped."""
    captions: list[Caption] = []
    paragraphs: list[Span] = []
    dropped: list[Dropped] = []
    corners: dict[Element, frozenset[int]] = {}
    seen: set[str] = {judged.lines[head].key} if head is not None else set()
    for k, (block, line) in enumerate(zip(judged.blocks, judged.lines, strict=True)):
        if k in own_line:
            continue
        if line.key in seen and len(line.words) > 2:
            dropped.append(Dropped(block.span, "repeat"))
        elif line.words and is_caption(block, line, judged.pictured):
            captions.append(caption_of(line))
            seen.add(line.key)
        elif judged.main[k]:
            paragraphs.append(block.span)
        else:
            dropped.append(Dropped(block.span, _reason(block, line, corners)))
    return captions, paragraphs, dropped


def _reason(block: VisibleBlock, line: Block, corners: dict[Element, frozenset[int]]) -> DropReason:
    corner = min(_corners(block.element, corners), default=None)
    if corner is not None:
        return _CORNERS[corner][0]
    kind = furniture_of(line)
    return kind.reason if kind else "boilerplate"


def _corners(element: Element, known: dict[Element, frozenset[int]]) -> frozenset[int]:
    """The corners of the page that an element stands in, by the elements around it and their names."""
    found = known.get(element)
    if found is None:
        found = _corners_named(element.tag, element.attributes.names)
        if element.parent is not None:
            found |= _corners(element.parent, known)
        known[element] = found
    return found


@lru_cache(maxsize=4096)
def _corners_named(tag: str, names: str) -> frozenset[int]:
    named = bool(names) and _CORNERED.search(names) is not None
    return frozenset(
        k for k, (_, tags, pattern) in enumerate(_CORNERS) if tag in tags or (named and pattern.search(names))
    )
