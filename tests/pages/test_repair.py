import pytest

from onrecord.pages import Limits, split
from onrecord.pages.html import split_html
from onrecord.pages.repair import changes, repaired
from onrecord.records import Page, Span


@pytest.mark.parametrize(
    ("line", "fixed"),
    [
        ("He said â€œwe donâ€™t knowâ€\x9d.", "He said “we don’t know”."),
        ("The cafÃ© in GenÃ¨ve", "The café in Genève"),
        ("12Â\xa0delegates", "12\xa0delegates"),
        ("“It’s fine”, he said – naïve, perhaps.", "“It’s fine”, he said – naïve, perhaps."),
        ("ﬁne print, ＡＢＣ", "ﬁne print, ＡＢＣ"),
        ("plain words", "plain words"),
    ],
)
def test_only_wrongly_decoded_letters_are_put_right(line, fixed):
    assert repaired(line) == fixed
    made, at = "", 0
    for start, end, now in changes(line, fixed):
        made += line[at:start] + now
        at = end
    assert made + line[at:] == fixed


def test_html_shows_the_letters_put_right_and_knows_their_bytes():
    raw = "<p>He said â€œwe donâ€™t <b>know the cafÃ©</b>â€\x9d &amp; left</p>".encode()
    page = split_html(raw, "a.html", limits=Limits()).page
    assert page.text == "He said “we don’t know the café” & left"
    at = page.text.index("don’t")
    [found] = page.bytes_of(Span(at, at + 5))
    assert raw[found.start : found.end] == "donâ€™t".encode()
    at = page.text.index("& left")
    assert [raw[r.start : r.end] for r in page.bytes_of(Span(at, at + 6))] == [b"&amp; left"]


def test_a_dump_keeps_its_characters_but_is_judged_by_the_words_meant():
    text = "Talks Begin in the Old Palace\n\nThe envoys met on Monday, and they didnâ€™t leave before night.\n\n12Â\xa0Comments\n"
    page = split(Page("a.txt", "0" * 64, "text/plain", text))
    [article] = page.articles
    assert page.page.text == text
    assert [article.words(one.span) for one in article.dropped] == ["12Â\xa0Comments"]
