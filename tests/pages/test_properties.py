"""Whatever is handed in: nothing raises, spans lie in order inside the page, and no character is lost."""

import io
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import UnreadableInputError
from onrecord.pages import Limits, split
from onrecord.pages.html import split_html
from onrecord.pages.jsonl import split_lines
from onrecord.pages.lines import INVISIBLE
from onrecord.pages.text import text_page
from onrecord.records import Article, Page, SplitPage

LINES = st.lists(
    st.one_of(
        st.text(max_size=80),
        st.sampled_from(
            [
                "", "", "Troops Leave the Valley After Talks", "Troops left the valley on Monday, an officer said.", "TT", "20", "Share", "Related",
                "By Anna Hill", "Published 6 May 1949", "A crowd waits. (Photo by AFP)", "Getty Images", "GENEVA, Nov 6 (Reuters) - Talks began there.",
                "Accept all", "Home > World", "12 min ago", "© 1949 Example", "Talks Begin in the Old Palace of the City", "\ufeff", "\u200b",
                "The delegates sat down at a round table and spoke until the evening, and",
            ]
        ),
    ),
    max_size=40,
).map("\n".join)  # fmt: skip


def parts(article: Article):
    yield from ([article.headline] if article.headline else [])
    yield from ([article.byline.span] if article.byline and article.byline.span else [])
    yield from (caption.span for caption in article.captions)
    yield from article.paragraphs
    yield from (dropped.span for dropped in article.dropped)


def check_inside(page: SplitPage) -> None:
    length = len(page.page.text)
    for article in page.articles:
        assert 0 <= article.extent.start <= article.extent.end <= length
        assert all(0 <= span.start < span.end <= length for span in parts(article))
        assert list(article.paragraphs) == sorted(article.paragraphs)
        ordered = sorted(parts(article))
        assert all(one.end <= two.start for one, two in pairwise(ordered))


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_every_character_of_a_dump_has_exactly_one_part(text):
    page = split(Page("a.txt", "0" * 64, "text/plain", text))
    check_inside(page)
    seen = Counter(at for article in page.articles for span in parts(article) for at in range(*span))
    if page.articles:
        lost = [k for k, c in enumerate(text) if not c.isspace() and c not in INVISIBLE and seen[k] != 1]
        assert not lost
    extents = [article.extent for article in page.articles]
    assert all(one.end <= two.start for one, two in pairwise(extents))


def page_or_reason(make: Callable[[], SplitPage]) -> SplitPage | str:
    try:
        return make()
    except UnreadableInputError as error:
        return str(error)


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=400),
        LINES.map(lambda text: text.encode("utf-8", "replace")),
        st.text(max_size=200).map(lambda t: t.encode("utf-16")),
    )
)
def test_bytes_are_a_page_or_a_reason(raw):
    got = page_or_reason(lambda: split(text_page(raw, "a.txt")))
    if isinstance(got, str):
        assert got.startswith("could not read a.txt: ")
    else:
        check_inside(got)


TAGS = st.sampled_from(
    [
        "p",
        "div",
        "span",
        "article",
        "nav",
        "h1",
        "figcaption",
        "ul",
        "li",
        "table",
        "td",
        "br",
        "script",
        "style",
        "b",
        "a",
        "aside",
    ]
)
HTML = st.recursive(
    st.one_of(
        st.text(max_size=40), st.just("The delegates met on Monday and went on with their talks in the old palace.")
    ),
    lambda inner: st.builds(lambda tag, kids: f"<{tag}>{''.join(kids)}</{tag}>", TAGS, st.lists(inner, max_size=5)),
    max_leaves=30,
)


@settings(max_examples=100, deadline=None)
@given(st.one_of(HTML, st.text(alphabet="<>/p abdiv='\"&;#x!-", max_size=300)))
def test_every_visible_character_of_html_has_exactly_one_part(source):
    got = page_or_reason(lambda: split_html(source.encode("utf-8", "replace"), "a.html", limits=Limits()))
    if isinstance(got, str):
        assert got.startswith("could not read a.html: ")
        return
    check_inside(got)
    for article in got.articles:
        seen = Counter(at for span in parts(article) for at in range(*span))
        assert [k for k, c in enumerate(got.page.text) if c != "\n" and seen[k] != 1] == []


JSON = st.text(max_size=60).map(
    lambda words: orjson.dumps({"id": 1, "text": words.encode("utf-8", "replace").decode()})
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(st.binary(max_size=60), JSON), max_size=6))
def test_json_lines_are_pages_or_reasons(lines):
    raw = b"\n".join([b'{"text": "One."}', *lines])
    for page in split_lines(io.BytesIO(raw), "a.jsonl", limits=Limits()):
        if isinstance(page, SplitPage):
            check_inside(page)
        else:
            assert page.member
