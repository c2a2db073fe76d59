"""Text dumps, one kind of damage at a time."""

import pytest

from onrecord.pages import split
from onrecord.pages.lines import blocks_of
from onrecord.records import Page

BERLIN = [
    "Western powers fly coal and flour into blockaded Berlin",
    "American and British aircraft carried coal and flour to Berlin on Saturday, the commandants of the city said.",
    "The roads and canals to Berlin have been closed since June, and its power stations are short of coal.",
    "Pilots land at Tempelhof every few minutes, and the aircraft are unloaded within half an hour by crews of Berliners.",
]
KOREA = [
    "Delegates meet at Kaesong for first truce talks on Korea",
    "Officers of both armies sat down at a table in Kaesong on Tuesday and spoke of a truce in Korea.",
    "The delegates agreed on the order of the talks, and reporters were kept outside the house in Kaesong.",
    "Fighting in Korea went on while the officers talked, and neither army drew back from its hills.",
]


def articles(text):
    return split(Page("a.txt", "0" * 64, "text/plain", text)).articles


def words(article, spans):
    return [article.words(span) for span in spans]


def dropped(article):
    return {article.words(d.span): d.reason for d in article.dropped}


@pytest.mark.parametrize(
    "between", ["\n\n\n\n", "\n\n", "\nBy Anna Hill\n"], ids=["blank lines", "one blank line", "byline"]
)
def test_glued_reports_are_two_articles(between):
    if "By" in between:
        text = "\n".join(BERLIN) + "\n" + KOREA[0] + between + "\n".join(KOREA[1:])
    else:
        text = "\n\n".join(BERLIN) + between + "\n\n".join(KOREA)
    first, second = articles(text)
    assert (first.words(first.headline), second.words(second.headline)) == (BERLIN[0], KOREA[0])
    assert words(first, first.paragraphs) == BERLIN[1:]
    assert words(second, second.paragraphs) == KOREA[1:]
    assert second.extent.start == text.index(KOREA[0])
    assert first.extent.end <= second.extent.start


def test_a_subheading_begins_no_article():
    [article] = articles("\n\n".join([*BERLIN[:3], "Short of coal in Berlin", BERLIN[3]]))
    assert "Short of coal in Berlin" in words(article, article.paragraphs)


def test_another_reports_headline_inside_a_report_is_related():
    first, second = articles("\n\n".join([*BERLIN[:2], KOREA[0], *BERLIN[2:]]) + "\n\n\n\n" + "\n\n".join(KOREA))
    assert dropped(first)[KOREA[0]] == "related"
    assert words(second, second.paragraphs) == KOREA[1:]


def test_a_credit_line_belongs_to_its_caption():
    text = f"{BERLIN[0]}\n\nCrews unload flour at Tempelhof\nPhoto: Example/AFP\n\n" + "\n\n".join(BERLIN[1:])
    [article] = articles(text)
    [caption] = article.captions
    assert article.words(caption.span) == "Crews unload flour at Tempelhof\nPhoto: Example/AFP"
    assert caption.credit == "Example/AFP"


def test_live_marks_and_times_of_posts_are_crumbs():
    text = f"LIVE\n{BERLIN[0]}\n\n12 min ago\n\n{BERLIN[1]}\n\n18:20 GMT\n\n{BERLIN[2]}"
    [article] = articles(text)
    assert words(article, article.paragraphs) == BERLIN[1:3]
    assert dropped(article) == {"LIVE": "crumb", "12 min ago": "crumb", "18:20 GMT": "crumb"}
    assert article.extent.start == 0


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Share on Facebook (Opens in new window)", "crumb"),
        ("ADVERTISEMENT", "advert"),
        ("Story continues below advertisement", "advert"),
        ("Skip to main content", "navigation"),
        ("Sign up for our weekly newsletter", "advert"),
        ("Already a subscriber? Log in", "advert"),
        ("More on this story", "related"),
        ("Read more: How Berlin was divided", "related"),
        ("We use cookies to improve your experience on this website", "boilerplate"),
        ("Reporting by Anna Hill; Editing by Peter Marsh", "boilerplate"),
        ("1.2K shares", "crumb"),
        ("***", "crumb"),
    ],
)
def test_furniture_is_dropped_with_its_reason(line, reason):
    [article] = articles("\n\n".join([*BERLIN[:3], line, BERLIN[3]]))
    assert dropped(article) == {line: reason}
    assert words(article, article.paragraphs) == BERLIN[1:]


@pytest.mark.parametrize(
    "line",
    [
        "World leaders sent their greetings to the city.",
        "Share prices fell in London when the news came.",
        "He asked them to sign up for the work in the morning.",
        "“Home is where the heart is,” she said.",
    ],
)
def test_sentences_that_begin_like_furniture_stay(line):
    [article] = articles("\n\n".join([*BERLIN[:3], line, BERLIN[3]]))
    assert line in words(article, article.paragraphs)


def test_odd_spaces_and_marks_hide_no_repeat():
    text = (
        f"\ufeff{BERLIN[0]}\r\n\r\n{BERLIN[0].replace(' coal', chr(0xA0) + 'co' + chr(0xAD) + 'al')}\r\n\r\n"
        + "\r\n\r\n".join(BERLIN[1:])
    )
    [article] = articles(text)
    assert article.headline == (1, 1 + len(BERLIN[0]))
    assert [d.reason for d in article.dropped] == ["repeat"]


def test_page_of_nothing_but_furniture_has_no_article():
    assert articles("Home\nShare\nAccept all\n") == ()


def test_page_without_headline_has_an_article_without_one():
    [article] = articles("\n\n".join(BERLIN[1:]))
    assert article.headline is None
    assert words(article, article.paragraphs) == BERLIN[1:]


def test_wrapped_lines_are_one_block_and_short_lines_are_not():
    text = (
        "The quick brown fox jumps over the lazy dog and\nruns on through the wood until the evening comes\nand the dog follows it.\n"
        * 4
    )
    assert len(blocks_of(text)) == 4
    assert len(blocks_of("Home\nWorld\nSport\nNews\nMore\nEnd\n")) == 6


def test_ids_depend_on_bytes_and_extent_alone():
    text = "\n\n".join(BERLIN)
    one = split(Page("a.txt", "0" * 64, "text/plain", text)).articles[0].id
    same = split(Page("b.txt", "0" * 64, "text/plain", text, origin="elsewhere")).articles[0].id
    other = split(Page("a.txt", "1" * 64, "text/plain", text)).articles[0].id
    assert one == same != other
    assert len(one) == 16
