"""When an article was published: every ground for saying so, and every reason for saying nothing."""

import pytest

from onrecord.pages import split
from onrecord.records import Page

LEAD = "President Gamal Abdel Nasser said on Thursday that the canal belonged to Egypt and would stay open to all."
CAPTION = "26 July 1956, Egypt, Alexandria: President Gamal Abdel Nasser speaks to a crowd. (Example/AFP)"
MORE = "The company's offices were occupied while he spoke, and its flag was taken down in front of the cameras."


def article(*lines, url=None, published=None):
    page = Page("a.txt", "0" * 64, "text/plain", "\n\n".join(lines), url=url)
    [found] = split(page, published=published).articles
    return found


def dated(*lines, **settings):
    published = article(*lines, **settings).published
    return published and (published.value, published.basis)


TITLE = "Egypt Takes Over the Suez Canal Company"


@pytest.mark.parametrize(
    ("stamp", "value"),
    [
        ("Published 27 July 1956", "1956-07-27"),
        ("Updated: July 27, 1956", "1956-07-27"),
        ("27 Jul 1956, 10:00 GMT · 3 min read", "1956-07-27"),
        ("1956-07-27", "1956-07-27"),
        ("Published 27/07/1956", "1956-07-27"),
        ("Published 27 July 1956 | Updated 29 July 1956", "1956-07-27"),
    ],
)
def test_a_stamp_states_the_day(stamp, value):
    found = article(TITLE, stamp, LEAD, MORE)
    assert (found.published.value, found.published.basis) == (value, "stated")
    assert all(found.words(span) in stamp for span in found.published.spans)


@pytest.mark.parametrize(
    "stamp", ["Published 05/06/1956", "27 July", "12 min ago", "Published 31/02/1956", "18:28 GMT"]
)
def test_a_stamp_without_a_certain_day_states_nothing(stamp):
    assert dated(TITLE, stamp, LEAD, MORE) is None


def test_a_dateline_with_its_year_dates_the_article_and_without_does_not():
    assert dated(TITLE, "CAIRO, July 26, 1956 (Reuters) - " + LEAD, MORE) == ("1956-07-26", "dateline")
    assert dated(TITLE, "CAIRO, July 26 (Reuters) - " + LEAD, MORE) is None


def test_the_address_dates_the_article():
    assert dated(TITLE, LEAD, MORE, url="https://example.org/1956/07/27/canal") == ("1956-07-27", "url")


def test_what_the_user_vouches_for_comes_first():
    assert dated(TITLE, "Published 27 July 1956", LEAD, MORE, published="1956-07-28") == ("1956-07-28", "given")


def test_a_caption_of_the_same_scene_on_the_leads_weekday_dates_the_article():
    found = article(TITLE, CAPTION, LEAD, MORE)
    assert (found.published.value, found.published.basis) == ("1956-07-26", "caption")
    assert [found.words(span) for span in found.published.spans] == ["26 July 1956", "Thursday"]


@pytest.mark.parametrize(
    ("caption", "lead", "more"),
    [
        (CAPTION, LEAD.replace("Thursday", "Friday"), MORE),
        (CAPTION, LEAD.replace("on Thursday ", ""), MORE),
        (CAPTION, LEAD.replace("Thursday", "Thursday and not on Monday"), MORE),
        ("26 July 1956, Egypt, Suez: Ships wait at the quay. (Example/AFP)", LEAD, MORE),
        (CAPTION.replace("(Example", "(File photo by Example"), LEAD, MORE),
        (CAPTION, LEAD, "In August 1956, envoys met in London and spoke of the canal for a week without any result."),
        (CAPTION, LEAD, "After two years of talks that had begun on 19 October 1954, both governments were tired."),
        (CAPTION, LEAD, "It was the greatest change there since 1957, historians of the company say about it today."),
    ],
    ids=[
        "other weekday",
        "no weekday",
        "two weekdays",
        "other scene",
        "file picture",
        "later month",
        "duration",
        "later year",
    ],
)
def test_a_caption_dates_nothing_where_anything_speaks_against_it(caption, lead, more):
    assert dated(TITLE, caption, lead, more) is None


def test_two_captions_of_different_days_date_nothing():
    assert dated(TITLE, CAPTION, CAPTION.replace("26 July", "19 July"), LEAD, MORE) is None
