import json

from onrecord.engines import read
from onrecord.pages import find_inputs
from onrecord.records import ReadPage, Unread
from onrecord.samples import folder


def test_results_come_in_the_order_of_the_inputs_and_the_work_adds_up(tmp_path):
    (tmp_path / "a.txt").write_text("The envoys met in Geneva on Monday, a spokesman said.\n")
    (tmp_path / "b.txt").write_text("")
    (tmp_path / "c.jsonl").write_text(
        "".join(json.dumps({"id": str(i), "text": f"Envoy {i} left."}) + "\n" for i in range(5))
    )
    inputs = find_inputs([str(tmp_path)])
    done = []
    items = list(read(inputs, progress=done.append))
    assert [type(i).__name__ for i in items] == ["ReadPage", "Unread", *["ReadPage"] * 5]
    assert isinstance(items[1], Unread)
    assert "b.txt" in items[1].reason
    assert [i.readings[0].article.given_id for i in items[2:] if isinstance(i, ReadPage)] == list("01234")
    assert sum(done) == sum(i.size or 0 for i in inputs)


def test_pages_that_are_known_are_not_read_again():
    inputs = find_inputs([str(folder())])
    done = []
    kept = list(read(inputs, skip=lambda page: page.name != "03-oil-embargo.txt", progress=done.append))
    assert [item.page.name for item in kept if isinstance(item, ReadPage)] == ["03-oil-embargo.txt"]
    assert sum(done) == sum(i.size or 0 for i in inputs)


def test_an_article_is_read_alike_whatever_stands_beside_it():
    alone = [item for given in find_inputs([str(folder())]) for item in read([given])]
    together = list(read(find_inputs([str(folder())])))
    assert alone == together


def test_a_reader_that_fails_on_one_page_does_not_end_the_run(monkeypatch):
    """Not a stand-in for a part: the failure itself is what is tried out here."""
    from onrecord.engines import local

    def failing(page):
        if page.page.name.startswith("03"):
            raise ZeroDivisionError("on purpose")
        return ReadPage(page.page, ())

    monkeypatch.setattr(local, "read_page", failing)
    items = list(read(find_inputs([str(folder())])))
    (failed,) = [item for item in items if isinstance(item, Unread)]
    assert failed.name == "03-oil-embargo.txt"
    assert "ZeroDivisionError: on purpose" in failed.reason
    assert len(items) == 8
