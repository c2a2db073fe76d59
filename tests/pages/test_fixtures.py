"""Pages beside what must be read from them: a new case is two files, the page and its JSON."""

import json

import pytest

from onrecord.records import SplitPage
from tests.pages.conftest import FIXTURES, in_words

PAGES = sorted(path for path in FIXTURES.iterdir() if path.suffix != ".json")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_page_gives_the_articles_beside_it(path, read):
    [page] = read(path)
    assert isinstance(page, SplitPage)
    expected = json.loads(path.with_suffix(path.suffix + ".json").read_text(encoding="utf-8"))
    assert [in_words(article) for article in page.articles] == expected


def test_every_fixture_has_its_page():
    assert PAGES
    assert {path.name + ".json" for path in PAGES} == {path.name for path in FIXTURES.glob("*.json")}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_the_same_page_gives_the_same_records_twice(path, read):
    assert read(path) == read(path)
    assert len({article.id for page in read(path) for article in page.articles}) == len(read(path)[0].articles)
