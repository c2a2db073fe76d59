import json

from onrecord.pages import Limits, find_inputs, read_input
from onrecord.records import SplitPage, Unread

TEXT = "  \nTreaty of Rome Signed\n\nROME (AP) — Six countries signed the treaty on Monday, ministers said.\n\n  It founds a common market. \n"


def read_lines(tmp_path, *lines, **settings):
    path = tmp_path / "given.jsonl"
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines))
    return list(read_input(find_inputs([str(path)])[0], **settings))


def test_a_line_is_one_article_with_everything_kept(tmp_path):
    [page] = read_lines(
        tmp_path,
        {"id": "t-1", "text": TEXT, "published": "1957-03-25", "url": "https://example.org/x", "outlet": "Example"},
    )
    [article] = page.articles
    assert page.page.text == TEXT
    assert article.given_id == "t-1"
    assert article.extent == (0, len(TEXT))
    assert article.words(article.headline) == "Treaty of Rome Signed"
    assert [article.words(span) for span in article.paragraphs] == [
        "ROME (AP) — Six countries signed the treaty on Monday, ministers said.",
        "It founds a common market.",
    ]
    assert (article.dateline.place, article.dateline.agency) == ("Rome", "AP")
    assert (article.published.value, article.published.basis) == ("1957-03-25", "given")
    assert (article.outlet, page.page.url, article.language) == ("Example", "https://example.org/x", "en")
    assert article.dropped == ()


def test_numbers_serve_as_ids_and_missing_values_are_none(tmp_path):
    [page] = read_lines(tmp_path, {"id": 7, "text": "One sentence only."})
    [article] = page.articles
    assert (article.given_id, article.published, article.outlet, article.headline) == ("7", None, None, None)


def test_a_first_line_is_a_headline_only_beyond_doubt(tmp_path):
    for text in (
        "He spoke of peace.\n\nThen he left the hall and did not return to it.",
        "A quiet day\nwent by in the city, where nobody spoke of the war.",
        "Alone here",
    ):
        [page] = read_lines(tmp_path, {"id": "1", "text": text})
        assert page.articles[0].headline is None


def test_an_empty_text_still_gives_its_line_back(tmp_path):
    [page] = read_lines(tmp_path, {"id": "e", "text": ""})
    [article] = page.articles
    assert (article.given_id, article.paragraphs, article.extent) == ("e", (), (0, 0))


def test_a_spoilt_line_is_unread_and_the_rest_goes_on(tmp_path):
    pages = read_lines(
        tmp_path,
        {"id": "1", "text": "One."},
        b'{"id": "2", "te',
        b'{"id": "3"}',
        b"[1]",
        b"",
        {"id": "6", "text": "Six."},
    )
    assert [page.member for page in pages if isinstance(page, Unread)] == ["line 2", "line 3", "line 4"]
    assert "given.jsonl, line 2" in pages[1].reason
    assert [page.articles[0].given_id for page in pages if isinstance(page, SplitPage)] == ["1", "6"]


def test_a_line_over_the_limit_is_passed_over(tmp_path):
    pages = read_lines(
        tmp_path, {"id": "1", "text": "x" * 5000}, {"id": "2", "text": "Two."}, limits=Limits(page_bytes=1000)
    )
    assert pages[0].member == "line 1"
    assert "longer than 1,000 bytes" in pages[0].reason
    assert pages[1].articles[0].given_id == "2"


def test_lines_come_one_by_one(tmp_path):
    path = tmp_path / "many.jsonl"
    path.write_text('{"id": "1", "text": "One."}\nbroken\n')
    pages = read_input(find_inputs([str(path)])[0])
    assert isinstance(next(pages), SplitPage)
    assert isinstance(next(pages), Unread)


def test_the_users_date_holds_where_the_line_has_none(tmp_path):
    pages = read_lines(
        tmp_path,
        {"id": "1", "text": "One."},
        {"id": "2", "text": "Two.", "published": "1957-03"},
        {"id": "3", "text": "Three.", "published": "last week"},
        published="1957-03-25",
    )
    dates = [page.articles[0].published for page in pages]
    assert (dates[0].value, dates[0].basis) == ("1957-03-25", "given")
    assert (dates[1].earliest, dates[1].latest) == ("1957-03-01", "1957-03-31")
    assert dates[2] is None
