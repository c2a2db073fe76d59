from onrecord.pages import fates_of, find_inputs, read_input
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


def test_a_page_without_an_article_is_dropped_line_by_line(tmp_path):
    (tmp_path / "a.html").write_text("<nav><a href='/'>Home</a><br>World</nav>")
    [page] = read_input(find_inputs([str(tmp_path / "a.html")])[0])
    assert [(fate.span.of(page.page.text), fate.why, fate.article) for fate in fates_of(page)] == [
        ("Home", "other", None),
        ("World", "other", None),
    ]
