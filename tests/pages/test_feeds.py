import pytest

from onrecord.pages import Limits, find_inputs, read_input
from onrecord.pages.feed_dates import instant
from onrecord.records import SplitPage, Unread

PARAGRAPHS = (
    "<p>The Joint Committee met in the Palais on Monday and spoke about the <b>embargo</b>, its secretary said.</p>"
    "<figure><img src='https://example.org/x.jpg'><figcaption>The hall before the meeting.</figcaption></figure>"
    "<p>Ministers of nine countries had asked for the meeting, and &quot;all of them came&quot;.</p>"
    "<p>It goes on on Tuesday with a report on the harvest and another one on the price of oil in the winter.</p>"
    "<script>document.title = 'no'</script>"
)

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Example Post</title><link>https://example.org</link><language>en-GB</language>
<item><title>Ministers Meet &amp; Talk</title><link>https://example.org/1</link><dc:creator>Anna Hill</dc:creator>
<pubDate>Tue, 06 Nov 1973 00:30:00 +0200</pubDate><description>Short.</description>
<content:encoded><![CDATA[{PARAGRAPHS}]]></content:encoded></item>
<item><title>Rain</title><link>https://example.org/2</link><pubDate>November 1973</pubDate>
<description>It rained on &lt;i&gt;Monday&lt;/i&gt;, and the river rose.</description></item>
<item><description>Nothing but this.</description><link>https://example.org/2</link></item>
</channel></rss>"""

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Example Wire</title>
<entry><title type="html">Wall &lt;b&gt;opens&lt;/b&gt;</title><id>tag:1</id><link rel="alternate" href="https://example.org/w"/>
<published>1989-11-09T23:30:00+01:00</published><updated>1989-11-10T08:00:00Z</updated>
<author><name>Karl Berg</name></author><author><name>Eva Lind</name></author>
<content type="html">&lt;p&gt;The crossing was opened in the night, an officer said.&lt;/p&gt;</content></entry></feed>"""


def read(tmp_path, raw, name="feed.rss", **settings):
    (tmp_path / name).write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    return list(read_input(find_inputs([str(tmp_path / name)])[0], **settings))


def words(page):
    [article] = page.articles
    return [article.words(span) for span in article.paragraphs]


def test_an_entry_is_a_page_with_what_the_feed_says_of_it(tmp_path):
    first, second, third = read(tmp_path, RSS)
    [article] = first.articles
    assert article.words(article.headline) == "Ministers Meet & Talk"
    assert (article.published.value, article.published.basis) == ("1973-11-06T00:30:00+02:00", "metadata")
    assert article.published.earliest == "1973-11-06", "the day where it was published, not the day in Greenwich"
    assert (article.byline.names, article.outlet, article.language) == (("Anna Hill",), "Example Post", "en")
    assert first.page.url == first.page.name == "https://example.org/1"
    assert words(first) == [
        "The Joint Committee met in the Palais on Monday and spoke about the embargo, its secretary said.",
        'Ministers of nine countries had asked for the meeting, and "all of them came".',
        "It goes on on Tuesday with a report on the harvest and another one on the price of oil in the winter.",
    ]
    assert [article.words(c.span) for c in article.captions] == ["The hall before the meeting."]
    assert words(second) == ["It rained on Monday, and the river rose."]
    assert second.articles[0].published is None, "a month is no date, and none is made of it"
    assert (third.page.name, words(third)) == ("https://example.org/2 @3", ["Nothing but this."])
    assert [page.page.origin for page in (first, third)] == [f"{tmp_path / 'feed.rss'}#{n}" for n in (1, 3)]


def test_atom_feeds_are_read_too(tmp_path):
    [page] = read(tmp_path, ATOM, "feed.atom")
    [article] = page.articles
    assert article.words(article.headline) == "Wall opens"
    assert article.published.value == "1989-11-09T23:30:00+01:00"
    assert article.byline.names == ("Karl Berg", "Eva Lind")
    assert words(page) == ["The crossing was opened in the night, an officer said."]


@pytest.mark.parametrize(
    "broken",
    [
        RSS[: RSS.index("</item>\n<item><desc")],
        RSS.replace("<channel>", "<channel><description>a & b < c</description>"),
        RSS.replace("<rss", "\n\n junk <rss").replace("</rss>", ""),
    ],
    ids=["cut", "bare ampersand", "junk"],
)
def test_a_feed_that_is_no_good_xml_is_read_as_far_as_it_goes(tmp_path, broken):
    pages = read(tmp_path, broken)
    assert pages[0].page.url == "https://example.org/1"
    assert pages[0].articles[0].published.value == "1973-11-06T00:30:00+02:00"


@pytest.mark.parametrize(
    ("raw", "cause"),
    [
        (b"", "is empty"),
        (b"<?xml version='1.0'?><urlset><url><loc>https://example.org/</loc></url></urlset>", "no feed"),
        (b"<html><body><p>Not found</p></body></html>", "no feed"),
        (b"\x00\xff\x00\xff", "no feed"),
        (b"/etc/hostname", "no feed"),
        (b"http://127.0.0.1:9/feed", "no feed"),
    ],
)
def test_what_is_no_feed_is_listed(tmp_path, raw, cause):
    [found] = read(tmp_path, raw, "feed.xml")
    assert isinstance(found, Unread)
    assert cause in found.reason


def test_a_feed_without_entries_holds_no_page(tmp_path):
    assert read(tmp_path, "<rss version='2.0'><channel><title>Quiet</title></channel></rss>") == []


def test_an_entry_beyond_the_limits_is_listed_and_the_rest_goes_on(tmp_path):
    deep = RSS.replace("It rained", "&lt;div&gt;" * 600 + "It rained")
    first, bad, third = read(tmp_path, deep)
    assert bad.member == "entry 2"
    assert "entry 2" in bad.reason
    assert "nested" in bad.reason
    assert isinstance(first, SplitPage)
    assert isinstance(third, SplitPage)


def test_no_more_entries_than_the_limit_are_read(tmp_path):
    pages = read(tmp_path, RSS, limits=Limits(entries=2))
    assert [type(page).__name__ for page in pages] == ["SplitPage", "SplitPage", "Unread"]


def test_entities_of_a_hostile_feed_are_not_blown_up(tmp_path):
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha" * 50}">' for n in range(9))
    items = read(
        tmp_path,
        f"<!DOCTYPE rss [{lol}<!ENTITY x SYSTEM 'file:///etc/hostname'>]>" + RSS.replace("Rain", "&l8;&x;")[38:],
    )
    assert all(len(item.page.text) < 10_000 for item in items if isinstance(item, SplitPage))


def test_the_users_date_comes_first(tmp_path):
    pages = read(tmp_path, RSS, published="1973-12-01")
    assert {page.articles[0].published.value for page in pages} == {"1973-12-01"}


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        ("Mon, 07 Nov 1949 10:00:00 EST", "1949-11-07T10:00:00-05:00"),
        ("Mon, 07 Nov 1949 10:00:00 GMT", "1949-11-07T10:00:00+00:00"),
        ("1949-11-07T10:00:00.000Z", "1949-11-07T10:00:00+00:00"),
        ("1949-11-07 10:00:00 +0100", "1949-11-07T10:00:00+01:00"),
        ("1949-11-07", "1949-11-07"),
        ("1949-11", None),
        ("2023-02-29", None),
        ("yesterday", None),
        ("x" * 100_000, None),
        ("", None),
        (None, None),
    ],
)
def test_dates_are_read_as_printed_and_never_filled_up(printed, read_as):
    assert instant(printed) == read_as
