"""What a page's markup says of its article: JSON-LD first, then meta tags, microdata, and elements marked as such."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

import htmldate
from lxml import html

from onrecord.pages.authors import is_outlet, names_of
from onrecord.pages.elements import Element
from onrecord.pages.instants import finest, instant
from onrecord.pages.linked_data import ARTICLE_TYPES, PAGE_TYPES, LinkedData, Node, body_of, words_of
from onrecord.pages.markup import Markup, titled
from onrecord.pages.words import markup_words
from onrecord.records import Metadata

_PUBLISHED = markup_words()["published"]
_UPDATED = markup_words()["updated"]
_TITLES = markup_words()["titles"]
_AUTHORS = markup_words()["authors"]
_SITES = markup_words()["sites"]
_SUFFIX = re.compile(r"\s*(?:\s[|–—»·•:-]|\|)\s+")
_FAR = datetime(2100, 1, 1)
_LONGEST = 2000


class Head:
    """What the markup says, gathered once."""

    def __init__(self, markup: Markup) -> None:
        self.markup = markup
        self.tags: dict[str, list[str]] = {}
        self.addresses: dict[str, str] = {}
        self.language: str | None = None
        for element in markup.elements:
            if element.tag == "meta":
                self._meta(element)
            elif element.tag == "link":
                self._link(element)
            elif element.tag == "html" and self.language is None:
                self.language = element.get("lang") or element.get("xml:lang")
        scripts = [
            raw for raw in markup.raws if raw.name == "script" and "ld+json" in raw.attributes[:_LONGEST].lower()
        ]
        data = LinkedData(markup.source[raw.start : raw.end] for raw in scripts)
        own = frozenset(url.split("#")[0].rstrip("/") for url in self.addresses.values())
        self.article: Node = _followed(data, data.find(ARTICLE_TYPES, own))
        self.page: Node = _followed(data, data.find(PAGE_TYPES, own))

    def _meta(self, element: Element) -> None:
        content = element.get("content")
        if not content or len(content) > _LONGEST:
            return
        for name in ("property", "name", "itemprop", "http-equiv"):
            if key := element.get(name):
                values = self.tags.setdefault(key.lower(), [])
                if len(values) < 50:
                    values.append(" ".join(content.split()))

    def _link(self, element: Element) -> None:
        href = element.get("href") or ""
        if (element.get("rel") or "").lower() == "canonical" and href.startswith("http"):
            self.addresses.setdefault("canonical", href)

    def first(self, names: Sequence[str]) -> str | None:
        """The first value of the first of these meta tags that the page has."""
        return next((self.tags[name][0] for name in names if name in self.tags), None)

    def marked(self, prop: str) -> Iterator[Element]:
        """Elements of the body that microdata marks as a property of the article."""
        for element in self.markup.elements:
            if prop in (element.get("itemprop") or "").lower().split() and element.tag != "meta":
                yield element

    @property
    def url(self) -> str | None:
        """The canonical address."""
        og = self.first(("og:url",)) or ""
        return self.addresses.get("canonical") or (og if og.startswith("http") else None)


def _followed(data: LinkedData, node: Node) -> Node:
    return {key: data.follow(value) for key, value in node.items()}


def read_metadata(head: Head) -> Metadata:
    """Everything that the markup says, as printed; what it does not say is None."""
    article = head.article
    outlet = words_of(article.get("publisher")) or head.first(_SITES) or words_of(head.page.get("publisher"))
    return Metadata(
        title=next(iter(titles(head, outlet)), None),
        authors=_authors(head, outlet),
        published=_published(head),
        updated=finest([instant(words_of(article.get("dateModified"))), *_tagged(head, _UPDATED)]),
        outlet=outlet,
        language=words_of(article.get("inLanguage"))
        or head.language
        or head.first(("og:locale", "content-language", "language")),
        url=head.url,
        section=words_of(article.get("articleSection"))
        or head.first(("article:section", "parsely-section", "section")),
    )


def article_body(head: Head) -> str:
    """The article's words as JSON-LD gives them; empty where it does not."""
    return body_of(head.article)


def titles(head: Head, outlet: str | None) -> list[str]:
    """The headline as each source gives it, without the site's name, the more trusted first."""
    given = [words_of(head.article.get("headline")), *(head.first((name,)) for name in _TITLES)]
    given += [words_of(head.article.get("name"))]
    tops = [words for e in head.markup.elements if e.tag == "h1" and len(words := head.markup.words_of(e)) > 8][:5]
    found = [_bare(words, outlet, tops) for words in given if words]
    if page_title := titled(head.markup):
        found.append(_without_last(_bare(page_title, outlet, tops), tops))
    return list(dict.fromkeys(found))


def _bare(title: str, outlet: str | None, tops: Sequence[str]) -> str:
    """A title without the site's name, or the top heading that it is but for a name at one end."""
    title = without_site(title, outlet)
    for top in tops:
        rest = title.removeprefix(top) if title.startswith(top) else title.removesuffix(top)
        if rest != title and (not rest or _SUFFIX.match(rest) or _SUFFIX.search(rest[-4:])):
            return top
    return title


def _without_last(title: str, tops: Sequence[str]) -> str:
    """The title element's words without a short last part, which is the site's name on most pages."""
    parts = _SUFFIX.split(title)
    if inside := next((top for top in tops if top in title), None):
        return inside
    if len(parts) < 2 or not len(parts[-1].split()) <= 4 < len(parts[0].split()):
        return title
    return title[: title.rindex(parts[-1])].rstrip(" |–—»·•:-")


def without_site(title: str, outlet: str | None) -> str:
    """A title without the site's name, and what stands with it, at either end."""
    site = _plain(outlet or "")
    if outlet and title.startswith(f"{outlet}: "):
        title = title.removeprefix(f"{outlet}: ")
    parts = _SUFFIX.split(title)
    if len(parts) < 2 or not site:
        return title
    keys = [_plain(part) for part in parts]
    at = next(
        (k for k, key in enumerate(keys) if k and (key == site or (len(key) > 3 and (key in site or site in key)))),
        None,
    )
    if at is not None and len(keys[0]) > 8:
        return title[: title.index(parts[at])].rstrip(" |–—»·•:-")
    return title


def _plain(words: str) -> str:
    return re.sub(r"^the|[\W_]+", "", words.casefold())


def _tagged(head: Head, names: Sequence[str]) -> list[str | None]:
    return [instant(head.tags[name][0]) for name in names if name in head.tags]


def _published(head: Head) -> str | None:
    article, page = head.article, head.page
    given = [instant(words_of(article.get("datePublished"))), *_tagged(head, _PUBLISHED)]
    given += [instant(words_of(article.get("dateCreated")))] if not any(given) else []
    given += [instant(words_of(page.get("datePublished") or page.get("uploadDate")))]
    given += [_time_of(head, element) for element in head.marked("datepublished")]
    given += [_time_of(head, element) for element in _times(head)]
    return finest(given)


def _time_of(head: Head, element: Element) -> str | None:
    return instant(element.get("datetime") or element.get("content")) or instant(head.markup.words_of(element))


def _times(head: Head) -> Iterator[Element]:
    """Time elements that are marked as the publication's."""
    for element in head.markup.elements:
        if element.tag == "time" and ("pubdate" in element.attributes.values or "publish" in element.names_near):
            yield element


def _authors(head: Head, outlet: str | None) -> tuple[str, ...]:
    """From the first source that names a person; else from the first that names anybody."""
    fallback: tuple[str, ...] = ()
    for given in _author_sources(head):
        names = names_of(given, outlet, head.url)
        if any(len(name.split()) > 1 and not is_outlet(name, outlet, head.url) for name in names):
            return names
        fallback = fallback or names
    return fallback


def _author_sources(head: Head) -> Iterator[list[str]]:
    for node in (head.article, head.page):
        for key in ("author", "creator"):
            value = node.get(key) or []
            yield [words for one in (value if isinstance(value, list) else [value]) if (words := words_of(one))]
    for name in _AUTHORS:
        if name in head.tags:
            yield head.tags[name]
    marked = [e for e in head.marked("author") if not any(e.inside(other) for other in head.marked("comment"))]
    yield [_named(head, element) for element in marked]


def _named(head: Head, element: Element) -> str:
    """The words of an element marked as author, or of the name inside it."""
    inner = next((e for e in head.marked("name") if e.inside(element)), None)
    return head.markup.words_of(inner or element)


def day_from_markup(tree: html.HtmlElement, url: str | None) -> str | None:
    """The day that htmldate finds in dated markup; free text is left alone, because any date may stand there."""
    found: str | None = htmldate.find_date(
        tree, extensive_search=False, original_date=True, url=url, max_date=_FAR, min_date=datetime(1990, 1, 1)
    )
    return found
