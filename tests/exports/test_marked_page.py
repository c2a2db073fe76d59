import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from onrecord.errors import UnreadableInputError
from onrecord.exports.marked_page import POLICY, listed_html, marked_html
from onrecord.pages import Limits, find_inputs, read_input, source_of
from onrecord.pages.html import split_html
from onrecord.samples import folder
from tests.pages.archives import story

HOSTILE = """<html onload=alert(1)><head><base href="http://evil.invalid/"><link rel=stylesheet href="http://evil.invalid/x.css">
<meta http-equiv=refresh content="0;url=http://evil.invalid/"><style>p{color:red}</style><style>@import "http://evil.invalid/y.css";</style>
<style>a{background:u\\72l(http://evil.invalid/z)}</style><script src="http://evil.invalid/x.js"></script></head>
<body background="http://evil.invalid/b.png" onclick="alert(2)"><article><h1 onmouseover=alert(3)>Talks on the dam go on</h1>
<p style="background:url(http://evil.invalid/c.png)">The delegates met in the old palace on Monday and went on with their talks about it.</p>
<p><a href="javascript:alert(4)">A spokesman</a> said that the matter would be settled before the end of the year, &lt;script&gt;alert(5)&lt;/script&gt;.</p>
<img src="http://evil.invalid/p.png" srcset="http://evil.invalid/q.png 2x" onerror=alert(6)><img src="data:image/png;base64,iVBORw0KGgo=">
<img src="data:image/svg+xml;base64,PHN2Zz4="><svg onload=alert(7)><use href="http://evil.invalid/#x"/></svg><iframe src="http://evil.invalid/"></iframe>
<form action="http://evil.invalid/"><input name=a><button formaction="javascript:alert(8)">Send</button></form>
<math><mtext><table><mglyph><style><img src=x onerror=alert(9)></style></math><video src="http://evil.invalid/v"></video>
<noscript><p title="</noscript><img src=x onerror=alert(10)>"></noscript><object data="http://evil.invalid/o"></object>
<p>Farmers from the valley had asked for an answer since the flood, and the engineers gave them one on Tuesday.</p></article></body></html>"""


def marked(source: bytes | str, name="a.html"):
    raw = source.encode() if isinstance(source, str) else source
    return marked_html(split_html(raw, name, limits=Limits()), raw)


def marks(text):
    """Words, class and reason of each mark outside the legend."""
    tree = html.document_fromstring(text)
    return [
        (mark.text_content(), mark.get("class"), mark.get("title")) for mark in tree.iter("mark") if mark.get("title")
    ]


def test_a_page_in_its_own_look_with_every_line_marked():
    [given_page] = find_inputs([str(folder() / "02-spitak-earthquake.html")])
    [page] = read_input(given_page)
    text = marked_html(page, source_of(given_page))
    found = marks(text)
    assert ("Home", "onrecord-dropped", "navigation") in found
    assert ("Two weeks after the earthquake, Armenia counts its dead", "onrecord-kept", "headline") in found
    together = "".join("".join(words.split()) for words, _, _ in found)
    assert together == "".join(page.page.text.split()), "all words, in order, each once"
    assert ".nav a { color: #333 }" in text


def test_nothing_runs_and_nothing_is_loaded():
    text = marked(HOSTILE)
    assert f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">' in text
    tree = html.document_fromstring(text)
    allowed = "html head meta title style body div mark article h1 p a img button span table"
    assert {element.tag for element in tree.iter() if isinstance(element.tag, str)} <= {*allowed.split()}
    for element in tree.iter():
        assert not {name for name in element.attrib if name.startswith("on")}
        assert not {"href", "action", "srcset", "formaction", "background", "data"} & set(element.attrib)
        assert (element.get("src") or "data:image/png").startswith("data:image/png")
    assert "evil.invalid" not in text
    assert "<style>p{color:red}</style>" in text
    assert "alert(5)" in unescape(text), "words of the page are shown, as words"
    assert "<script" not in text
    assert (
        "The delegates met in the old palace on Monday and went on with their talks about it.",
        "onrecord-kept",
        "paragraph",
    ) in marks(text)


def test_what_is_hidden_takes_no_mark():
    text = marked(story("dam").replace(b"<h1>", b"<p style='display:none'>Talks on dam go on</p><p hidden>x</p><h1>"))
    assert text.index("Talks on dam go on", text.index("<body")) < text.index('title="headline"')
    assert [words for words, _, why in marks(text) if why == "headline"] == ["Talks on dam go on"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_other_encodings(encoding):
    page = story("мост").decode().replace("<head>", f"<head><meta charset='{encoding.removesuffix('-sig')}'>")
    assert "мост 1" in marked(page.encode(encoding))


def test_markup_that_leaves_nothing_is_listed():
    assert "onrecord-listing" in marked(b"<!\x01\x80article></body></html>")


def test_other_kinds_are_listed(tmp_path):
    (tmp_path / "a.txt").write_text("Talks <b>Go</b> On\n\nShare\n\nThe delegates met on Monday, a spokesman said.\n")
    [given_page] = find_inputs([str(tmp_path / "a.txt")])
    assert source_of(given_page) is None
    text = listed_html(read_input(given_page))
    assert "Talks &lt;b&gt;Go&lt;/b&gt; On" in text
    assert re.search(r'<mark class="onrecord-dropped" title="crumb">Share</mark>', text)
    assert POLICY in text


TAGS = st.sampled_from(
    [
        "p",
        "div",
        "b",
        "script",
        "style",
        "svg",
        "math",
        "template",
        "title",
        "table",
        "td",
        "noscript",
        "textarea",
        "a",
        "h1",
    ]
)
PIECES = st.one_of(
    st.text(max_size=20),
    st.just("<img src=x onerror=alert(1)>"),
    st.just("The delegates met on Monday and went on."),
    st.just("</"),
)
TREES = st.recursive(
    PIECES,
    lambda inner: st.builds(
        lambda tag, kids: f"<{tag} onclick=x href=//e.invalid>{''.join(kids)}</{tag}>",
        TAGS,
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)


@settings(max_examples=100, deadline=None)
@given(TREES)
def test_whatever_the_markup_the_result_is_inert(source):
    try:
        text = marked("<p>Talks</p>" + source)
    except UnreadableInputError:
        return
    for element in html.document_fromstring(text).iter():
        assert element.tag not in {"script", "svg", "math", "iframe", "template", "noscript", "textarea"}
        assert not {"onclick", "onerror", "href"} & set(element.attrib)
