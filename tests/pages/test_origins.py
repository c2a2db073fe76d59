"""The way back: every span of a page's text is made from the bytes that the map names, and from no others."""

import gzip
import html
import json
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.pages import Limits
from onrecord.pages.html import split_html
from onrecord.pages.text import text_page
from onrecord.records import Page, Span

SUSPECT = re.compile("[\u00c2-\u00f4]|&#2|&eacute")  # letters that may be read as wrongly decoded ones
UNSEEN = re.compile("[\x00\u00ad\u200b\u2060\ufeff]")


def page_of(source: str | bytes, encoding: str = "utf-8", **settings: str) -> Page:
    raw = source if isinstance(source, bytes) else source.encode(encoding)
    return split_html(raw, "a.html", limits=Limits(), **settings).page


def from_bytes(page: Page, raw: bytes, span: Span) -> str:
    """The words that the bytes of a span say."""
    assert page.source
    pieces = (raw[start:end].decode(page.source.encoding, "replace") for start, end in page.bytes_of(span))
    return plain(html.unescape("".join(pieces)))


def plain(words: str) -> str:
    return " ".join(UNSEEN.sub("", words).split())


def bytes_of(source: str, words: str, encoding: str = "utf-8", **settings: str) -> list[bytes]:
    raw = source.encode(encoding)
    page = page_of(raw, **settings)
    at = page.text.index(words)
    return [raw[start:end] for start, end in page.bytes_of(Span(at, at + len(words)))]


@pytest.mark.parametrize(
    ("source", "words", "expected"),
    [
        ("<p>Talks in Vienna ended</p>", "Vienna", [b"Vienna"]),
        ("<p>Bread &amp; peace</p>", "Bread & peace", [b"Bread &amp; peace"]),
        ("<p>Bread &amp; peace</p>", "&", [b"&amp;"]),
        ("<p>Bread &amp; peace</p>", "d & p", [b"d &amp; p"]),
        ("<p>caf&eacute; &#8220;Rom&#x61;&#8221;</p>", "“Roma”", [b"&#8220;Rom&#x61;&#8221;"]),
        ("<p>AT&T and Q&A</p>", "AT&T and Q&A", [b"AT&T and Q&A"]),
        ("<p>the <b>Treaty <i>of</i></b> Rome</p>", "Treaty of Rome", [b"Treaty ", b"of", b" Rome"]),
        ("<p>one\r\n   two</p>", "one two", [b"one\r\n   two"]),
        ("<p>one\r\n   two</p>", "e t", [b"e\r\n   t"]),
        ("<p>one<!-- note --> two</p>", "one two", [b"one", b" two"]),
        ("<p>Zürich <em>und</em> Genève</p>", "rich und Gen", [b"rich ", b"und", b" Gen"]),
        ("<p>Zürich und Genève</p>", "ü", ["ü".encode()]),
        ("<p>agree\u00adment &shy;signed</p>", "agreement signed", [b"agree", b"ment ", b"signed"]),
        ("<ul><li>one<li>two</ul>", "one\ntwo", [b"one", b"two"]),
        ("<p>a &nbsp; b</p>", "a b", [b"a ", b"b"]),
    ],
)
def test_words_come_from_their_own_bytes(source, words, expected):
    assert bytes_of(source, words) == expected


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("utf-8", "Der Vertrag wurde in Köln unterzeichnet – „endlich“."),
        ("cp1252", "Der Vertrag wurde in Köln unterzeichnet – „endlich“."),
        ("utf-16", "Der Vertrag wurde in Köln unterzeichnet, 𝄞 inbegriffen."),
        ("gb18030", "条约在广州签署，双方代表出席了仪式。€ 𝄞"),
        ("big5", "條約在廣州簽署，雙方代表出席了儀式。"),
        ("cp932", "条約は広島で調印され、双方の代表が出席した。"),
        ("euc-kr", "조약은 서울에서 체결되었다."),
        ("koi8-r", "Договор был подписан в Москве."),
        ("iso-8859-15", "Le traité coûtait 5 € à Nîmes."),
    ],
)
@pytest.mark.parametrize("by", ["meta", "server"])
def test_every_encoding_finds_its_way_back(encoding, words, by):
    meta = f"<meta charset={encoding}>" if by == "meta" else ""
    raw = f"<html><head>{meta}</head><body><p>{words} <b>{words}</b> &amp; {words}</p></body></html>".encode(encoding)
    page = page_of(raw, **({"charset": encoding} if by == "server" else {}))
    assert page.text == f"{words} {words} & {words}"
    for start in range(0, len(page.text), 5):
        span = Span(start, min(start + 7, len(page.text)))
        assert from_bytes(page, raw, span) == plain(span.of(page.text))


def test_an_encoding_that_switches_alphabets_keeps_the_bytes_of_whole_paragraphs():
    words = "条約は広島で調印され、双方の代表が出席した。"
    raw = f"<meta charset=iso-2022-jp><p>{words}</p><p>Peace</p>".encode("iso2022_jp")
    page = page_of(raw)
    assert page.text == f"{words}\nPeace"
    assert from_bytes(page, raw, Span(0, len(words))) == words
    assert [raw[r.start : r.end] for r in page.bytes_of(Span(len(words) + 1, len(page.text)))] == [b"Peace"]


def test_spoilt_bytes_do_not_shift_what_follows():
    raw = ("<p>" + "Zürich, Genève, " * 20).encode() + b"\xe2\x82 broken \xff here " + "schließt Zürich ab</p>".encode()
    page = page_of(raw)
    at = page.text.index("schließt Zürich")
    [found] = page.bytes_of(Span(at, at + len("schließt Zürich")))
    assert raw[found.start : found.end] == "schließt Zürich".encode()


def test_letters_cut_by_the_decoder_s_pieces_keep_their_bytes():
    raw = ("<p>" + "é" * 5000 + "x" + "€" * 5000 + " end</p>").encode()
    page = page_of(raw)
    for at in (0, 2045, 2046, 4998, 5000, 5001, 8000, len(page.text) - 3):
        span = Span(at, at + 3)
        assert from_bytes(page, raw, span) == plain(span.of(page.text))


def test_a_text_file_s_spans_are_its_bytes():
    raw = "\ufeffKöln\r\nGenève – Zürich\r\n".encode()
    page = text_page(raw, "a.txt")
    at = page.text.index("Genève")
    [found] = page.bytes_of(Span(at, at + len("Genève – Zürich")))
    assert raw[found.start : found.end] == "Genève – Zürich".encode()


PIECES = st.lists(
    st.one_of(
        st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=12),
        st.sampled_from(
            [
                "<b>",
                "</b>",
                "<p>",
                "</p>",
                "<div class=x>",
                "</div>",
                "<br>",
                "&amp;",
                "&lt",
                "&#233;",
                "&euro;",
                "&nbsp;",
                "\r\n",
                "  ",
                "é",
                "𝄞",
                "<!-- x -->",
                "<i",
                "<script>x</script>",
                "&bogus;",
                "\u00ad",
                "<td>",
                "<li>",
            ]
        ),
    ),
    max_size=30,
)


@settings(max_examples=300, deadline=None)
@given(PIECES, st.sampled_from(["utf-8", "utf-16", "gb18030"]))
def test_any_markup_finds_its_way_back(pieces, encoding):
    raw = ("<body>start " + "".join(pieces)).encode(encoding, "replace")
    page = page_of(raw, charset=encoding)
    for start in range(0, len(page.text), 3):
        span = Span(start, min(start + 4, len(page.text)))
        ranges = page.bytes_of(span)
        assert all(0 <= one.start <= one.end <= len(raw) for one in ranges)
        assert all(one.end <= two.start for one, two in pairwise(ranges))
    whole = Span(0, len(page.text))
    if not SUSPECT.search("".join(pieces)):
        assert plain(from_bytes(page, raw, whole)).replace(" ", "") == plain(page.text).replace(" ", "")


@pytest.mark.shared
def test_a_thousand_real_paragraphs_find_their_way_back(shared):
    pages = shared / "bench" / "data" / "pages"
    checked = 0
    for line in (pages / "aeb.jsonl").read_text(encoding="utf-8").splitlines():
        raw = gzip.decompress((pages / json.loads(line)["file"]).read_bytes())
        page = split_html(raw, "a.html", limits=Limits())
        for article in page.articles:
            for span in article.paragraphs:
                words = span.of(page.page.text)
                assert from_bytes(page.page, raw, span) == plain(words)
                middle = Span(span.start + len(words) // 3, span.end - len(words) // 3)
                assert plain(middle.of(page.page.text)) in from_bytes(page.page, raw, middle)
                checked += 1
    assert checked >= 1000
