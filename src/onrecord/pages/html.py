"""HTML pages: the visible text as the page, trafilatura's judgement of what is main text, the markup's own metadata."""

import hashlib
import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

import trafilatura
from lxml import html

from onrecord.pages.alignment import align
from onrecord.pages.articles import article_id, language_of, published_at
from onrecord.pages.captions import caption_of
from onrecord.pages.furniture import furniture_of
from onrecord.pages.limits import Limits
from onrecord.pages.lines import Block
from onrecord.pages.markup import Markup, VisibleBlock, parse_markup
from onrecord.pages.mastheads import byline_of, dateline_of
from onrecord.pages.metadata import day_from_markup, read_metadata
from onrecord.pages.published import from_url
from onrecord.pages.text import decode
from onrecord.records import (
    Article,
    Byline,
    Caption,
    Dropped,
    DropReason,
    Metadata,
    Page,
    Published,
    Span,
    SplitPage,
)

MEDIA_TYPE = "text/html"
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_CAPTION_NAMES = re.compile(r"\b[\w-]*caption[\w-]*\b")
_CORNERS: tuple[tuple[DropReason, frozenset[str], re.Pattern[str]], ...] = (
    ("navigation", frozenset({"nav", "header", "footer", "menu"}), re.compile(r"\b(?:nav|navbar|navigation|menu|breadcrumbs?|footer|header|masthead)\b")),
    ("comment", frozenset(), re.compile(r"\b(?:comments?|disqus|respond|replies)\b")),
    ("advert", frozenset(), re.compile(r"\b(?:ads?|advert\w*|sponsor\w*|promo\w*|newsletter\w*|subscribe\w*|paywall)\b")),
    ("crumb", frozenset(), re.compile(r"\b(?:share|sharing|social|addthis|tools)\b")),
    ("related", frozenset({"aside"}), re.compile(r"\b(?:related|recommend\w*|read-?more|most-?read|popular|trending|sidebar)\b")),
)  # fmt: skip


def split_html(
    raw: bytes, name: str, *, origin: str | None = None, published: str | None = None, limits: Limits
) -> SplitPage:
    """One article, or none where the page has no main text. Raises UnreadableInputError for what cannot be parsed."""
    declared = _CHARSET.search(raw[:4096])
    source = decode(raw, name, declared=declared[1].decode("ascii", "ignore") if declared else None)
    markup = parse_markup(source, name, limits)
    metadata = read_metadata(markup.tree)
    sha256 = hashlib.sha256(raw).hexdigest()
    page = Page(name, sha256, MEDIA_TYPE, markup.text, url=metadata.url, origin=origin, metadata=metadata)
    main = align([block.text for block in markup.blocks], main_text(markup.tree))
    if not any(main):
        return SplitPage(page, ())
    day = None if metadata.published else day_from_markup(markup.tree, metadata.url)
    page = replace(page, metadata=replace(metadata, published=metadata.published or day))
    return SplitPage(page, (_article(page, markup.blocks, main, published),))


def main_text(tree: html.HtmlElement) -> list[str]:
    """The paragraphs that trafilatura judges to be main text, in order; it works on a copy and never fetches."""
    found: Any = trafilatura.bare_extraction(
        deepcopy(tree), favor_precision=True, include_comments=False, include_tables=True, with_metadata=False
    )
    return [line for line in (found.text or "").split("\n") if line.strip()] if found else []


def _article(page: Page, blocks: Sequence[VisibleBlock], main: Sequence[bool], published: str | None) -> Article:
    as_blocks = [Block(block.span, block.text, 2) for block in blocks]
    head = _headline(as_blocks, blocks, main, page.metadata)
    byline_at = _byline(page, as_blocks, main)
    captions, paragraphs, dropped = _sorted(page, blocks, as_blocks, main, head, byline_at)
    extent = _extent(page, blocks, main, head)
    text = page.text
    lead = next((p for p in paragraphs if p.end - p.start > 60), None)
    names = page.metadata.authors or (byline_at[1].names if byline_at else ())
    return Article(
        article_id(page.sha256, str(extent.start), str(extent.end)),
        page,
        extent,
        language=language_of(" ".join(span.of(text) for span in paragraphs[:12]), page.metadata.language),
        outlet=page.metadata.outlet,
        headline=blocks[head].span if head is not None else None,
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


def _extent(page: Page, blocks: Sequence[VisibleBlock], main: Sequence[bool], head: int | None) -> Span:
    inside = [k for k, is_main in enumerate(main) if is_main] + ([head] if head is not None else [])
    return Span(blocks[min(inside)].span.start, blocks[max(inside)].span.end)


def _headline(
    as_blocks: Sequence[Block], blocks: Sequence[VisibleBlock], main: Sequence[bool], metadata: Metadata
) -> int | None:
    """The visible block that equals the metadata's title, a heading before others; else the page's one top heading."""
    key = Block(Span(0, 0), metadata.title or "", 0).key
    same = [k for k, block in enumerate(as_blocks) if key and block.key == key]
    headings = [k for k in same if any(tag in {"h1", "h2", "h3"} for tag in blocks[k].tags)]
    if headings or same:
        return (headings or same)[0]
    first_main = next(k for k, is_main in enumerate(main) if is_main)
    tops = [k for k, block in enumerate(blocks) if "h1" in block.tags and k <= first_main + 3]
    return tops[-1] if tops else None


def _byline(page: Page, as_blocks: Sequence[Block], main: Sequence[bool]) -> tuple[int, Byline] | None:
    """The visible line that names the authors: one that says "By …", or one that is nothing but their names."""
    names = {name.lower() for name in page.metadata.authors}
    for k, block in enumerate(as_blocks):
        if len(block.words) > 14:
            continue
        byline = byline_of(block)
        if byline and (not names or names & {name.lower() for name in byline.names}):
            return k, byline
        if names and block.plain.lower() in names:
            return k, Byline(block.span, page.metadata.authors)
    return None


def _sorted(
    page: Page,
    blocks: Sequence[VisibleBlock],
    as_blocks: Sequence[Block],
    main: Sequence[bool],
    head: int | None,
    byline_at: tuple[int, Byline] | None,
) -> tuple[list[Caption], list[Span], list[Dropped]]:
    """Every block but the headline and the byline, as caption, paragraph or dropped."""
    captions: list[Caption] = []
    paragraphs: list[Span] = []
    dropped: list[Dropped] = []
    seen: set[str] = {as_blocks[head].key} if head is not None else set()
    for k, block in enumerate(blocks):
        if k == head or (byline_at and k == byline_at[0]):
            continue
        if as_blocks[k].key in seen and len(as_blocks[k].words) > 2:
            dropped.append(Dropped(block.span, "repeat"))
        elif _is_caption(block) and as_blocks[k].words:
            captions.append(caption_of(as_blocks[k]))
            seen.add(as_blocks[k].key)
        elif main[k]:
            paragraphs.append(block.span)
        else:
            dropped.append(Dropped(block.span, _reason(block, as_blocks[k])))
    return captions, paragraphs, dropped


def _is_caption(block: VisibleBlock) -> bool:
    return "figcaption" in block.tags or (bool(_CAPTION_NAMES.search(block.names)) and "table" not in block.tags)


def _reason(block: VisibleBlock, line: Block) -> DropReason:
    tags = set(block.tags)
    for reason, corner_tags, names in _CORNERS:
        if tags & corner_tags or names.search(block.names):
            return reason
    kind = furniture_of(line)
    return kind.reason if kind else "boilerplate"
