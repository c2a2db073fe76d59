"""A page with the fate of its every line marked in it: an HTML page in its own look, everything else as a listing.

The result is inert. Nothing in it runs, nothing is loaded from anywhere: elements and attributes are taken over from a short list only,
and a policy in the head forbids the browser the rest.
"""

import codecs
import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from lxml import etree, html

from onrecord.pages.fates import Fate, fates_of
from onrecord.records import SplitPage

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
STYLE = """
.onrecord-kept{background:#c8f0c8!important;color:#0b2e0b!important}
.onrecord-dropped{background:#f6cfcf!important;color:#4a0d0d!important;text-decoration:line-through}
.onrecord-legend{all:initial;display:block;font:14px/1.5 sans-serif;padding:8px 12px;border-bottom:2px solid #444;background:#fff;color:#111}
.onrecord-legend mark,.onrecord-listing small{font:13px/1.5 sans-serif}
.onrecord-listing{font:16px/1.6 serif;max-width:50em;margin:1em auto;padding:0 1em;white-space:pre-wrap;overflow-wrap:anywhere}
"""
_TAGS = frozenset(
    ["a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "blockquote", "body", "br", "button", "caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "i", "img", "ins", "kbd", "label", "li", "main", "mark", "menu", "nav", "ol", "p", "picture", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "wbr"]
)  # fmt: skip
_ATTRIBUTES = frozenset(
    [
        "class",
        "id",
        "style",
        "colspan",
        "rowspan",
        "lang",
        "dir",
        "alt",
        "title",
        "width",
        "height",
        "align",
        "valign",
        "bgcolor",
        "color",
        "hidden",
        "border",
    ]
)
_UNSEEN = frozenset(
    ["head", "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "embed", "audio", "video", "canvas", "map", "select", "datalist", "textarea", "input", "meta", "link", "title", "param", "source", "track", "frame", "frameset", "applet", "noframes", "noembed", "xmp", "plaintext", "portal"]
)  # fmt: skip
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+\Z")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REACHING = re.compile(r"url\s*\(|@import|expression|behaviou?r|binding|image-set|\\|<", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_AHEAD = 4000
"""Characters within which the text of a page is looked for when some of it in between is not shown."""


def marked_html(page: SplitPage, raw: bytes) -> str:
    """An HTML page in its own look; as its text where its markup leaves nothing to look at."""
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    source = _decoded(raw).replace("\x00", "")
    try:
        tree = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return listed_html([page])
    styles = [style.text for style in tree.iter("style") if style.text and not _REACHING.search(style.text)]
    body = tree.find("body")
    body = body if body is not None else tree
    _clean(body)
    fates = fates_of(page)
    _mark(body, page.page.text, fates)
    body.tag = "body"
    inside = etree.tostring(body, encoding="unicode", method="html", with_tail=False)
    start = inside.index(">") + 1
    return _document(page.page.name, styles, inside[:start] + _legend(fates) + inside[start:])


def _decoded(raw: bytes) -> str:
    """For the look alone: words that come out otherwise than in the page's text are shown without a mark."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", "replace")
    named = _CHARSET.search(raw[:4096])
    for encoding in ("utf-8-sig", named[1].decode("ascii", "ignore") if named else "cp1252"):
        try:
            return raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("cp1252", "replace")


def listed_html(pages: Iterable[SplitPage]) -> str:
    """Pages of any kind as their text, one after another."""
    parts = []
    name = ""
    for page in pages:
        name = name or page.page.name
        fates = fates_of(page)
        parts.append(
            f"{_legend(fates, page.page.name)}<div class='onrecord-listing'>{_listing(page.page.text, fates)}</div>"
        )
    return _document(name, [], f"<body>{''.join(parts)}</body>")


def _document(name: str, styles: Sequence[str], body: str) -> str:
    own = "".join(f"<style>{style}</style>" for style in (*styles, STYLE))
    policy = (
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><meta name="referrer" content="no-referrer">'
    )
    head = f'<meta charset="utf-8">{policy}<title>{escape(name)}</title>{own}'
    return f"<!DOCTYPE html>\n<html><head>{head}</head>{body}</html>\n"


def _legend(fates: Sequence[Fate], name: str | None = None) -> str:
    kept = sum(fate.kept for fate in fates)
    shown = f"{escape(name)}: " if name else ""
    return (
        f'<div class="onrecord-legend">{shown}<mark class="onrecord-kept">{kept} kept</mark> '
        f'<mark class="onrecord-dropped">{len(fates) - kept} dropped</mark> Hold the pointer over a line to see why.</div>'
    )


def _listing(text: str, fates: Sequence[Fate]) -> str:
    pieces, at = [], 0
    for fate in fates:
        if fate.span.start < at:
            continue
        why = f"<small>[{escape(fate.why)}]</small> "
        pieces += [escape(text[at : fate.span.start]), why, _tag(fate), escape(fate.span.of(text)), "</mark>"]
        at = fate.span.end
    return "".join([*pieces, escape(text[at:])])


def _tag(fate: Fate) -> str:
    return f'<mark class="onrecord-{"kept" if fate.kept else "dropped"}" title="{escape(fate.why)}">'


def _clean(body: html.HtmlElement) -> None:
    """Leave only what is on the lists; what nobody sees goes with all that is in it."""
    for element in list(body.iter()):
        _make_fit(element)
    for element in list(body.iter()):
        if not isinstance(element.tag, str) or (element is not body and element.tag in _UNSEEN):
            element.drop_tree()
        else:
            _clean_one(element)


def _make_fit(element: html.HtmlElement) -> None:
    """A parsed tree may hold control characters, but takes none back."""
    if element.text and _UNFIT.search(element.text):
        element.text = _UNFIT.sub(" ", element.text)
    if element.tail and _UNFIT.search(element.tail):
        element.tail = _UNFIT.sub(" ", element.tail)


def _clean_one(element: html.HtmlElement) -> None:
    if element.tag not in _TAGS:
        element.tag = "div" if element.tag in {"form", "fieldset", "dialog", "details"} else "span"
    kept: dict[str, str] = {}
    for name, value in element.attrib.items():
        picture = element.tag == "img" and name == "src" and _PICTURE.match(value)
        reaching = name == "style" and _REACHING.search(value)
        if picture or (name in _ATTRIBUTES and not reaching):
            kept[name] = _UNFIT.sub(" ", value)
    element.attrib.clear()
    element.attrib.update(kept)


def _mark(body: html.HtmlElement, text: str, fates: Sequence[Fate]) -> None:
    """Find each piece of the tree's text in the page's text, in order, and mark it with the fate that it has there."""
    at_place: list[Fate | None] = [None] * len(text)
    for fate in fates:
        at_place[fate.span.start : fate.span.end] = [fate] * (fate.span.end - fate.span.start)
    places = [k for k, char in enumerate(text) if not (char.isspace() or _UNFIT.match(char))]
    dense = "".join(text[k] for k in places)
    begun = 0
    for element, is_tail in _texts(body):
        words = (element.tail if is_tail else element.text) or ""
        bare = "".join(words.split())
        found = _found(dense, bare, begun) if bare else -1
        if found < 0:
            continue
        begun = found + len(bare)
        own = iter([at_place[places[k]] for k in range(found, begun)])
        _wrap(element, is_tail, words, [None if char.isspace() else next(own) for char in words])


def _found(dense: str, bare: str, begun: int) -> int:
    if dense.startswith(bare, begun):
        return begun
    return dense.find(bare, begun, begun + _AHEAD + len(bare)) if len(bare) >= 12 else -1


def _texts(body: html.HtmlElement) -> list[tuple[html.HtmlElement, bool]]:
    """Every piece of text that is shown, in document order: an element's own, or what follows it."""
    pieces: list[tuple[html.HtmlElement, bool]] = []
    walker = etree.iterwalk(body, events=("start", "end"))
    for event, element in walker:
        hidden = "hidden" in element.attrib or _HIDDEN.search(element.get("style") or "")
        if event == "start" and hidden and element is not body:
            walker.skip_subtree()
        elif event == "start":
            pieces.append((element, False))
        elif element is not body:
            pieces.append((element, True))
    return pieces


def _wrap(element: html.HtmlElement, is_tail: bool, words: str, fates: list[Fate | None]) -> None:
    """Put a mark around each run of characters that share a fate; blanks go with the run before them."""
    for k in range(1, len(words)):
        if words[k].isspace():
            fates[k] = fates[k - 1]
    last: html.HtmlElement | None = element if is_tail else None
    if is_tail:
        element.tail = None
    else:
        element.text = None
    for fate, run in groupby(zip(fates, words, strict=True), lambda pair: pair[0]):
        piece = "".join(char for _, char in run)
        if fate is not None:
            mark = html.Element("mark", {"class": f"onrecord-{'kept' if fate.kept else 'dropped'}", "title": fate.why})
            mark.text = piece
            if last is None:
                element.insert(0, mark)
            else:
                last.addnext(mark)
            last = mark
        elif last is None:
            element.text = piece
        else:
            last.tail = piece
