from onrecord.pages import fates_of
from onrecord.records import Page, SplitPage
from tests.pages.conftest import FIXTURES


def test_every_word_of_every_fixture_has_one_fate(read):
    for path in sorted(FIXTURES.iterdir()):
        if path.suffix == ".json":
            continue
        for page in read(path):
            text, fates = page.page.text, fates_of(page)
            assert [fate.span for fate in fates] == sorted(fate.span for fate in fates)
            told = [0] * len(text)
            for fate in fates:
                assert fate.kept == (fate.reason is None)
                assert fate.why
                for k in range(*fate.span):
                    told[k] += 1
            assert {text[k] for k, times in enumerate(told) if times != 1} <= set(" \t\r\n\ufeff\u00a0\u200b")


def test_a_page_without_an_article_is_dropped_line_by_line():
    page = SplitPage(Page("a.html", "0" * 64, "text/html", "Home\n\n  World \n\u200b"), ())
    assert [(fate.span, fate.why, fate.article) for fate in fates_of(page)] == [
        ((0, 4), "other", None),
        ((8, 13), "other", None),
    ]
