"""HTML pages: the visible text as the page, trafilatura's judgement of what is main text, the markup's own metadata."""

import hashlib
import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

import trafilatura
from lxml import html

from onrecord.pages.alignment import align
from onrecord.pages.articles import article_id, language_of, published_at
from onrecord.pages.captions import caption_of
from onrecord.pages.furniture import furniture_of
from onrecord.pages.limits import Limits
from onrecord.pages.lines import Block
from onrecord.pages.markup import VisibleBlock, parse_markup
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
    Page,
    Published,
    Span,
    SplitPage,
)

HEADINGS = frozenset({"h1", "h2", "h3"})
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
    lines = [Block(block.span, block.text, 2) for block in markup.blocks]
    return SplitPage(page, (_article(_Judged(page, markup.blocks, lines, main), published),))


def main_text(tree: html.HtmlElement) -> list[str]:
    """The paragraphs that trafilatura judges to be main text, in order; it works on a copy and never fetches."""
    found: Any = trafilatura.bare_extraction(
        deepcopy(tree), favor_precision=True, include_comments=False, include_tables=True, with_metadata=False
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


def _article(judged: _Judged, published: str | None) -> Article:
    page, text = judged.page, judged.page.text
    head = _headline(judged)
    byline_at = _byline(judged)
    own_line = {head, byline_at[0] if byline_at else None}
    captions, paragraphs, dropped = _sorted(judged, head, own_line)
    extent = _extent(judged, head)
    lead = next((p for p in paragraphs if p.end - p.start > 60), None)
    names = page.metadata.authors or (byline_at[1].names if byline_at else ())
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
    """The visible block that equals the metadata's title, a heading before others; else the page's one top heading."""
    key = Block(Span(0, 0), judged.page.metadata.title or "", 0).key
    same = [k for k, line in enumerate(judged.lines) if key and line.key == key]
    headings = [k for k in same if HEADINGS & set(judged.blocks[k].tags)]
    if headings or same:
        return (headings or same)[0]
    first_main = list(judged.main).index(True)
    tops = [k for k, block in enumerate(judged.blocks[: first_main + 4]) if "h1" in block.tags]
    return tops[-1] if tops else None


def _byline(judged: _Judged) -> tuple[int, Byline] | None:
    """The visible line that names the authors: one that says "By …", or one that is nothing but their names."""
    authors = judged.page.metadata.authors
    names = {name.lower() for name in authors}
    for k, line in enumerate(judged.lines):
        if len(line.words) > 14:
            continue
        byline = byline_of(line)
        if byline and (not names or names & {name.lower() for name in byline.names}):
            return k, byline
        if line.plain.lower() in names:
            return k, Byline(line.span, authors)
    return None


def _sorted(
    judged: _Judged, head: int | None, own_line: set[int | None]
) -> tuple[list[Caption], list[Span], list[Dropped]]:
    """Every block but the headline and the byline, as caption, paragraph or dropped."""
    captions: list[Caption] = []
    paragraphs: list[Span] = []
    dropped: list[Dropped] = []
    seen: set[str] = {judged.lines[head].key} if head is not None else set()
    for k, (block, line) in enumerate(zip(judged.blocks, judged.lines, strict=True)):
        if k in own_line:
            continue
        if line.key in seen and len(line.words) > 2:
            dropped.append(Dropped(block.span, "repeat"))
        elif _is_caption(block) and line.words:
            captions.append(caption_of(line))
            seen.add(line.key)
        elif judged.main[k]:
            paragraphs.append(block.span)
        else:
            dropped.append(Dropped(block.span, _reason(block, line)))
    return captions, paragraphs, dropped


def _is_caption(block: VisibleBlock) -> bool:
    return "figcaption" in block.tags or (bool(_CAPTION_NAMES.search(block.near)) and "table" not in block.tags)


def _reason(block: VisibleBlock, line: Block) -> DropReason:
    tags = set(block.tags)
    for reason, corner_tags, names in _CORNERS:
        if tags & corner_tags or names.search(block.names):
            return reason
    kind = furniture_of(line)
    return kind.reason if kind else "boilerplate"
