import pytest

from onrecord.pages import Limits
from onrecord.pages.html import split_html
from onrecord.pages.linked_data import ARTICLE_TYPES, LinkedData, body_of

BODY = "".join(
    f"<p>Paragraph number {word} of the report says that the delegates met in the palace and went on with their talks.</p>"
    for word in ("one", "two", "three", "four")
)


def article(head="", body="<h1>Treaty signed in the old palace</h1>" + BODY, **settings):
    raw = f"<html><head>{head}</head><body><article>{body}</article></body></html>".encode()
    return split_html(raw, "a.html", limits=Limits(), **settings).articles[0]


def ld(words):
    return f'<script type="application/ld+json">{words}</script>'


GRAPH = """{"@context": "https://schema.org", "@graph": [
  {"@type": "WebPage", "@id": "#page", "name": "Treaty signed | Example Post"},
  {"@type": ["NewsArticle", "Article"], "headline": "Treaty signed in the old palace", "isPartOf": {"@id": "#page"},
   "author": [{"@id": "#anna"}, {"@type": "Person", "name": "Jonas Berg", "url": "https://example.org/berg"}],
   "publisher": {"@id": "#post"}, "datePublished": "1991-07-31T10:00:00+03:00", "dateModified": "1991-08-01T09:00:00+03:00",
   "articleSection": ["World"], "inLanguage": "en-GB"},
  {"@type": "Person", "@id": "#anna", "name": "Anna Hill"},
  {"@type": "Organization", "@id": "#post", "name": "Example Post"},
  {"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Another", "datePublished": "1999-01-01",
   "author": "Nobody", "description": "x", "image": "x", "url": "x", "name": "x", "dateModified": "1999-01-01"}]}]}"""


def test_a_graph_is_followed_to_its_persons():
    found = article(ld(GRAPH))
    meta = found.page.metadata
    assert (meta.title, meta.authors) == ("Treaty signed in the old palace", ("Anna Hill", "Jonas Berg"))
    assert (meta.published, meta.updated) == ("1991-07-31T10:00:00+03:00", "1991-08-01T09:00:00+03:00")
    assert (meta.outlet, meta.section, found.language) == ("Example Post", "World", "en")
    assert found.published.value == "1991-07-31T10:00:00+03:00"


@pytest.mark.parametrize(
    "words",
    [
        '[{"@type": "NewsArticle", "headline": "X", "author": "By Anna Hill"}]',
        '{"@type": "https://schema.org/NewsArticle", "author": {"name": ["Anna Hill"]},}',
        '<!-- {"@type": "NewsArticle", "author": [{"name": "Anna Hill"}]} -->',
        '//<![CDATA[\n{"@type": "Report", "headline": "a\nb", "author": "Anna Hill"}\n//]]>',
        '{"mainEntity": {"@type": "BlogPosting", "creator": ["Anna Hill"]}};',
    ],
)
def test_json_ld_is_read_however_carelessly_it_is_written(words):
    assert article(ld(words)).page.metadata.authors == ("Anna Hill",)


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="author" content="Anna Hill">',
        '<meta name="parsely-author" content="Anna Hill">',
        '<meta name="citation_author" content="Anna Hill">',
        '<meta property="article:author" content="https://example.org/anna"><meta name="sailthru.author" content="By Anna Hill">',
    ],
)
def test_authors_come_from_meta_tags(head):
    assert article(head).byline.names == ("Anna Hill",)


def test_authors_come_from_microdata():
    body = f'<h1>Treaty signed</h1><div itemprop="author"><a href="/a"><span itemprop="name">Anna Hill</span></a></div>{BODY}'
    assert article(body=body).byline.names == ("Anna Hill",)


def test_a_printed_byline_may_name_more_than_the_markup():
    head = '<meta name="author" content="Anna Hill">'
    body = f"<h1>Treaty signed</h1><p>By Anna Hill, Jonas Berg and Maria Rossi</p>{BODY}"
    found = article(head, body)
    assert found.byline.names == ("Anna Hill", "Jonas Berg", "Maria Rossi")
    assert found.words(found.byline.span) == "By Anna Hill, Jonas Berg and Maria Rossi"


@pytest.mark.parametrize(
    "title",
    [
        "Treaty signed in the old palace | Example Post",
        "Treaty signed in the old palace - World - Example Post",
        "Example Post: Treaty signed in the old palace",
    ],
)
def test_titles_lose_the_site_s_name(title):
    head = f'<meta property="og:site_name" content="Example Post"><meta property="og:title" content="{title}">'
    found = article(head)
    assert found.page.metadata.title == "Treaty signed in the old palace"
    assert found.words(found.headline) == "Treaty signed in the old palace"


def test_a_day_is_made_an_instant_by_a_later_source():
    head = ld('{"@type": "NewsArticle", "datePublished": "1991-07-31"}')
    head += '<meta property="article:published_time" content="1991-07-31T12:00:00+03:00">'
    assert article(head).published.value == "1991-07-31T12:00:00+03:00"


def test_the_body_given_as_data_is_followed_where_extraction_stops():
    words = " ".join(
        f"The envoys spoke of the harbour and of point {n} of the draft before they went home." for n in range(12)
    )
    odd = f"<div class=promo><div><span>{words}</span></div></div>"
    found = article(ld(f'{{"@type": "NewsArticle", "articleBody": "{words}"}}'), f"<h1>Treaty signed</h1>{odd}")
    assert words in [found.words(span) for span in found.paragraphs]


def test_data_without_a_body_has_none():
    assert body_of(LinkedData(['{"@type": "NewsArticle", "articleBody": 5}']).find(ARTICLE_TYPES)) == ""


@pytest.mark.parametrize(
    "caption",
    [
        "<figure><img src=a><figcaption>Delegates at the table.</figcaption></figure>",
        "<div class='image-caption'>Delegates at the table.</div>",
        "<img src=a alt='Delegates at the table.'><p>Delegates at the table.</p>",
        "<p>Delegates of both sides at the table (Photo by Anna Hill/AFP)</p>",
    ],
)
def test_captions_are_no_paragraphs_wherever_they_stand(caption):
    found = article(body=f"<h1>Treaty signed</h1>{caption}{BODY}")
    assert len(found.captions) == 1
    assert all("at the table" not in found.words(span) for span in found.paragraphs)


def test_links_and_calls_between_paragraphs_are_left_out():
    box = "<ul><li><a href=/b>Envoys leave the old city</a></li></ul><p>Sign up to our newsletter</p>"
    found = article(body=f"<h1>Treaty signed</h1>{BODY}{box}{BODY.replace('number', 'part')}")
    kept = [found.words(span) for span in found.paragraphs]
    assert len(kept) == 8
    assert {found.words(one.span): one.reason for one in found.dropped}["Envoys leave the old city"] in {
        "related",
        "boilerplate",
    }
