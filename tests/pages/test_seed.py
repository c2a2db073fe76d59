"""The type specimen beside the checkout: two reports glued into one dump."""

import json

import pytest


@pytest.mark.shared
def test_the_specimen_is_cut_exactly(shared, read):
    gold = json.loads((shared / "seeds" / "gold.json").read_text(encoding="utf-8"))
    [page] = read(shared / "seeds" / gold["page"])
    assert len(page.articles) == len(gold["articles"])
    for article, expected in zip(page.articles, gold["articles"], strict=True):
        assert list(article.headline) == expected["headline"]
        assert list(article.extent) == expected["extent"]
        assert [list(span) for span in article.paragraphs] == expected["paragraphs"]
        assert [(list(c.span), c.credit, c.date, c.place) for c in article.captions] == [
            (c["span"], c["credit"], c["date"], c["place"]) for c in expected["captions"]
        ]
        assert (article.published and article.published.value) == expected["published"]["value"]
        assert not article.published or article.published.basis == "caption"
        reasons = {article.words(d.span): d.reason for d in article.dropped}
        assert all(reasons[crumb] == "crumb" for crumb in gold["crumbs"])
        repeats = sum(c["repeats"] for c in expected["captions"]) + 1
        assert [d.reason for d in article.dropped].count("repeat") == repeats
