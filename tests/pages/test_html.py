import gc
import time
from contextlib import suppress

import pytest
from lxml import html

from onrecord.errors import UnreadableInputError
from onrecord.pages import Limits
from onrecord.pages.alignment import align
from onrecord.pages.crowds import thin_out
from onrecord.pages.html import split_html, tree_of
from onrecord.pages.lines import Block
from onrecord.records import Span

BODY = "".join(
    f"<p>Paragraph number {word} of the report says that the delegates met in the palace and went on with their talks.</p>"
    for word in ("one", "two", "three", "four")
)


def page(head="", body=BODY, **settings):
    raw = f"<html><head>{head}</head><body><article>{body}</article></body></html>".encode()
    return split_html(raw, "a.html", limits=settings.pop("limits", Limits()), **settings)


def published(head):
    found = page(head).articles[0].published
    return found and (found.value, found.basis)


def test_text_breaks_at_blocks_and_leaves_out_what_nobody_sees():
    found = page(
        body="<p>One <b>bold</b> word<br>next</p><div>in a<span> line</span><p>two</p>tail</div><style>p{}</style>"
        "<script>x</script><template>t</template><p hidden>no</p><p style='display: none'>no</p><noscript>no</noscript>"
    )
    assert found.page.text == "One bold word\nnext\nin a line\ntwo\ntail"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            '<meta property="article:published_time" content="1991-07-31T10:00:00Z">',
            ("1991-07-31T10:00:00Z", "metadata"),
        ),
        ('<meta name="date" content="July 31, 1991">', ("1991-07-31", "metadata")),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "1991-07-31"}</script>',
            ("1991-07-31", "metadata"),
        ),
        ('<link rel="canonical" href="https://example.org/1991/07/31/treaty">', ("1991-07-31", None)),
        ('<script type="application/ld+json">{broken</script>', None),
    ],
)
def test_publication_dates_come_from_the_markup(head, expected):
    found = published(head)
    assert found == expected if expected is None or expected[1] else found[0] == expected[0]


def test_the_users_date_comes_first():
    found = page('<meta name="date" content="1991-07-31">', published="1991-08-01").articles[0]
    assert (found.published.value, found.published.basis) == ("1991-08-01", "given")


def test_title_loses_the_outlets_name():
    found = page(
        "<title>Treaty signed in the Kremlin palace today | Example Post</title>", "<h1>Treaty signed</h1>" + BODY
    )
    assert found.page.metadata.title == "Treaty signed"
    assert found.articles[0].words(found.articles[0].headline) == "Treaty signed"
    assert (
        page("<title>Treaty signed in the Kremlin palace today | Example Post</title>").page.metadata.title
        == "Treaty signed in the Kremlin palace today"
    )


def test_page_without_main_text_has_no_article():
    found = page(body="<nav><a href='/'>Home</a></nav>")
    assert found.articles == ()
    assert found.page.text == "Home"


def test_declared_encoding_is_used():
    raw = (
        "<html><head><meta charset='windows-1251'></head><body><p>"
        + "Мирные переговоры начались в столице. " * 5
        + "</p></body></html>"
    ).encode("cp1251")
    assert "Мирные переговоры" in split_html(raw, "a.html", limits=Limits()).page.text


@pytest.mark.parametrize("depth", [1_000, 100_000])
def test_markup_nested_too_deep_is_refused(depth):
    with pytest.raises(UnreadableInputError, match="nested more than"):
        page(body="<div>" * depth + "hello")


def test_too_many_elements_are_refused():
    with pytest.raises(UnreadableInputError, match="more than 50 HTML elements"):
        page(body="<i>x</i>" * 100, limits=Limits(elements=50))


@pytest.mark.parametrize(
    "body",
    [
        "<p class='" + "caption " * 100_000 + "'>words</p>",
        "<p>unclosed <b>bold</p></i></div></html><p>after",
        "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><p>&b;</p>",
        "<script type='application/ld+json'>" + "[" * 50_000 + "</script><p>words</p>",
        "<p>" + "<" * 10_000,
        "<!-- never closed",
    ],
    ids=["attribute", "broken", "entities", "json", "brackets", "comment"],
)
def test_hostile_markup_is_read(body):
    found = page(body="<p>Before</p>" + body)
    assert "Before" in found.page.text
    assert all(span.of(found.page.text).strip() for article in found.articles for span in article.paragraphs)


def seconds(body):
    start = time.process_time()
    page(body=BODY + body)
    return time.process_time() - start


@pytest.mark.parametrize("inner", ["<b>word</b> ", "<a href='/x'>word</a> ", "<b><span>word</span></b> "])
def test_time_does_not_grow_with_the_square_of_a_lines_elements(inner):
    # four times as many cost sixteen times as much where it is the square
    few = seconds(f"<p>{inner * 4_000}</p>")
    assert seconds(f"<p>{inner * 16_000}</p>") < 9 * few


def test_words_of_a_crowd_stay_in_the_report_and_so_do_the_blocks_among_them():
    crowd = "<p>The roll of the fallen names " + "<b>one</b> man, " * 600 + "and no more.</p>"
    found = page(body=f"{BODY}{crowd}")
    [article] = found.articles
    assert article.words(article.paragraphs[-1]).endswith("one man, one man, and no more.")
    assert len(article.paragraphs) == 5
    tree = tree_of(f"<div>before{'<b>a</b>,' * 501}<p>block</p>{'<i>b</i>;' * 2}after</div>", "a.html")
    thin_out(tree)
    assert html.tostring(tree, encoding="unicode") == (
        f"<html><body><div>before{'a,' * 501}<p>block</p>b;b;after</div></body></html>"
    )


def test_network_is_never_touched(monkeypatch):
    import socket

    def refuse(*_, **__):
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    dtd = b'<!DOCTYPE html SYSTEM "http://example.invalid/x.dtd"><html><head><link rel="stylesheet" href="http://example.invalid/x.css"></head><body>'
    assert split_html(dtd + BODY.encode() + b"</body></html>", "a.html", limits=Limits()).articles


def test_alignment_keeps_order_and_leaves_copies_elsewhere_alone():
    visible = [
        "World",
        "A headline of the day",
        "The first sentence stands here.",
        "World",
        "The last one too.",
        "Read on",
    ]
    keys = [Block(Span(0, 0), words, 0).key for words in visible]
    assert align(keys, ["A headline of the day", "The first sentence stands here.", "The last one too."]) == [
        False,
        True,
        True,
        False,
        True,
        False,
    ]


@pytest.mark.parametrize("page", [b"<p>The dam held.</p>", b"<div>" * 300 + b"The dam held."])
def test_the_collector_runs_again_after_a_page(page):
    with suppress(UnreadableInputError):
        split_html(page, "dam.html", limits=Limits())
    assert gc.isenabled()
