"""What a page's markup says of its article: JSON-LD first, then meta tags, then the title; htmldate for a lost day."""

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime
from html import unescape
from typing import Any

import htmldate
import orjson
from lxml import html

from onrecord.pages.calendar_words import printed_dates
from onrecord.records import Metadata

_ARTICLE_TYPES = frozenset(
    [
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BackgroundNewsArticle",
        "ReviewNewsArticle",
        "AskPublicNewsArticle",
        "Article",
        "BlogPosting",
        "LiveBlogPosting",
        "SocialMediaPosting",
        "Report",
        "Posting",
    ]
)
_PUBLISHED = ("article:published_time", "article:published", "datepublished", "date_published", "pubdate",
              "publishdate", "publish-date", "publish_date", "parsely-pub-date", "sailthru.date", "dc.date.issued",
              "dc.date", "dcterms.created", "dc.date.created", "date", "og:published_time", "cxenseparse:recs:publishtime")  # fmt: skip
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")
_TITLE = ("og:title", "twitter:title", "headline", "dc.title", "parsely-title", "sailthru.title")
_AUTHOR = ("author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "article:author_name")
_CONTROL = re.compile(rb"[\x00-\x1f]")
_SUFFIX = re.compile(r"\s+[|–—»·•:-]+\s+(?=[^|–—»·•]*$)")
_BY = re.compile(r"^\s*by\s+", re.IGNORECASE)
_FAR = datetime(2100, 1, 1)
_MOST_NODES = 20_000
_MOST_BYTES = 4_000_000


def read_metadata(tree: html.HtmlElement) -> Metadata:
    """Everything that the markup says, as printed; what it does not say is None."""
    linked = _linked_article(tree)
    tags = _meta_tags(tree)
    outlet = _name(linked.get("publisher")) or tags.get("og:site_name")
    return Metadata(
        title=_text(linked.get("headline")) or _first(tags, _TITLE) or _page_title(tree, outlet),
        authors=tuple(_authors(linked, tags)),
        published=_instant(_text(linked.get("datePublished"))) or _instant(_first(tags, _PUBLISHED)) or _timed(tree),
        updated=_instant(_text(linked.get("dateModified"))) or _instant(_first(tags, _UPDATED)),
        outlet=outlet,
        language=_text(linked.get("inLanguage")) or tree.get("lang") or tags.get("og:locale"),
        url=_canonical(tree) or tags.get("og:url"),
        section=_text(linked.get("articleSection")) or tags.get("article:section"),
    )


def day_from_markup(tree: html.HtmlElement, url: str | None) -> str | None:
    """The day that htmldate finds in dated markup; free text is left alone, because any date may stand there."""
    return htmldate.find_date(
        deepcopy(tree),
        extensive_search=False,
        original_date=True,
        url=url,
        max_date=_FAR,
        min_date=datetime(1990, 1, 1),
    )


def _linked_article(tree: html.HtmlElement) -> dict[str, Any]:
    """The JSON-LD object that is an article, the fullest one where there are several."""
    best: dict[str, Any] = {}
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        raw = (script.text or "").encode("utf-8", "replace")
        if len(raw) > _MOST_BYTES:
            continue
        try:
            data = orjson.loads(_CONTROL.sub(b" ", raw).strip().rstrip(b";"))
        except orjson.JSONDecodeError:
            continue  # markup that is no JSON says nothing
        for node in _nodes(data):
            kinds = node.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and kind in _ARTICLE_TYPES for kind in kinds) and len(node) > len(best):
                best = node
    return best


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Every object inside, outermost first, without recursion."""
    waiting, seen = [data], 0
    while waiting and seen < _MOST_NODES:
        seen += 1
        node = waiting.pop(0)
        if isinstance(node, dict):
            yield node
            waiting += [value for value in node.values() if isinstance(value, dict | list)]
        elif isinstance(node, list):
            waiting += node[:1000]


def _meta_tags(tree: html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or "").strip()
        for key in (meta.get("property"), meta.get("name"), meta.get("itemprop")):
            if key and content and len(content) < 2000:
                found.setdefault(key.strip().lower(), content)
    return found


def _first(tags: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((tags[name] for name in names if name in tags), None)


def _text(value: Any) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    if not isinstance(value, str) or not value.strip():
        return None
    return " ".join(unescape(value).split()) or None


def _name(value: Any) -> str | None:
    return _text(value)


def _authors(linked: dict[str, Any], tags: dict[str, str]) -> Iterator[str]:
    given = linked.get("author") or linked.get("creator") or []
    names = [_name(one) for one in (given if isinstance(given, list) else [given])]
    if not any(names):
        tag = _first(tags, _AUTHOR)
        names = [] if tag is None or tag.startswith("http") else re.split(r"\s*(?:,|;|\band\b)\s*", tag)
    seen: set[str] = set()
    for name in names:
        plain = _BY.sub("", name or "").strip()
        if plain and plain.lower() not in seen and not plain.startswith("http") and len(plain) < 100:
            seen.add(plain.lower())
            yield plain


def _page_title(tree: html.HtmlElement, outlet: str | None) -> str | None:
    """The title element without the outlet's name at its end; the first heading decides where the two agree."""
    heading = next((words for h in tree.iter("h1") if (words := " ".join("".join(h.itertext()).split()))), None)
    title = " ".join((tree.findtext(".//title") or "").split())
    if not title:
        return heading
    if heading and heading in title:
        return heading
    parts = _SUFFIX.split(title)
    if len(parts) > 1 and (parts[-1] == outlet or len(parts[-1].split()) <= 4 < len(parts[0].split())):
        return title[: title.rindex(parts[-1])].rstrip(" |–—»·•:-")
    return title


def _instant(words: str | None) -> str | None:
    """ISO 8601 words as they are, with the zone's colon mended; other spellings give the day alone."""
    if not words:
        return None
    words = words.strip()
    try:
        datetime.fromisoformat(words)
    except ValueError:
        days = [found.day for found in printed_dates(words[:60]) if found.day]
        return days[0].isoformat() if days else None
    return words if "-" in words[:8] else datetime.fromisoformat(words).isoformat()


def _timed(tree: html.HtmlElement) -> str | None:
    """A time element that is marked as the publication's."""
    for element in tree.iter("time"):
        names = f"{element.get('itemprop') or ''} {element.get('class') or ''}"[:300].lower()
        if "pubdate" in element.attrib or "publish" in names:
            return _instant(element.get("datetime"))
    return None


def _canonical(tree: html.HtmlElement) -> str | None:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and (link.get("href") or "").startswith("http"):
            return str(link.get("href"))
    return None
