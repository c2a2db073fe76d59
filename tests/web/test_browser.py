from collections import defaultdict

import pytest

from onrecord.marks import marks_of
from onrecord.web.marked import key
from tests.makers import TEXT, reading

pytestmark = pytest.mark.browser


def _words_by_key(page):
    """What a visitor's browser holds: the text of all pieces of each mark, put together in order."""
    found = defaultdict(str)
    for keys, text in page.evaluate(
        "[...document.querySelectorAll('#text mark')].map(m => [m.dataset.keys, m.textContent])"
    ):
        for one in keys.split():
            found[one] += text
    return dict(found)


def test_marks_hold_the_ledgers_words_and_no_other_host_is_asked(browser_page, address):
    asked, errors = [], []
    browser_page.on("request", lambda request: asked.append(request.url))
    browser_page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    browser_page.on("pageerror", lambda error: errors.append(str(error)))
    browser_page.goto(f"{address}/article/0123456789abcdef", wait_until="networkidle")

    assert _words_by_key(browser_page) == {key(mark): mark.span.of(TEXT) for mark in marks_of(reading().findings)}
    assert len(asked) >= 3
    assert all(url.startswith(f"{address}/") for url in asked), asked
    assert errors == []


def test_a_click_on_a_mark_shows_its_records_and_the_other_way_round(browser_page, address):
    browser_page.goto(f"{address}/article/0123456789abcdef")
    browser_page.locator("mark.trigger", has_text="blocking").click()
    assert browser_page.locator(".card.chosen .id").all_text_contents() == ["a3", "e2"]
    assert browser_page.locator("#a3 blockquote").inner_text() == "the army of blocking <b>roads</b> & canals"

    browser_page.locator("#a1").click()
    chosen = browser_page.locator("mark.chosen").all_text_contents()
    assert "".join(chosen) == "About 4,500 tons of flour reached Berlin on Thursdaythe Air Forcesaid"
    assert browser_page.url.endswith("#a1")


def test_a_link_to_a_record_opens_it(browser_page, address):
    browser_page.goto(f"{address}/article/0123456789abcdef#e1")
    assert browser_page.locator(".card.chosen .id").all_text_contents() == ["e1"]


def test_kinds_can_be_hidden(browser_page, address):
    browser_page.goto(f"{address}/article/0123456789abcdef")
    cards = browser_page.locator("#e1")
    assert cards.is_visible()
    browser_page.locator(".legend input[value=trigger]").uncheck()
    assert not cards.is_visible()


def test_the_search_box_searches(browser_page, address):
    browser_page.goto(address)
    browser_page.get_by_role("searchbox").fill("flour")
    browser_page.get_by_role("button", name="Search").click()
    assert browser_page.locator("h1").inner_text().startswith("1 for")
    browser_page.get_by_role("link", name="Airlift brings flour to the city").click()
    assert browser_page.locator(".part.headline").inner_text() == "Airlift brings flour to the city"
