import subprocess
import sys
import urllib.request

import pytest
from starlette.testclient import TestClient

from onrecord.ledger import open_ledger
from onrecord.records import Unread
from onrecord.web import application
from onrecord.web.marked import marked_parts
from tests.makers import TEXT, reading


@pytest.fixture
def client(ledger):
    return TestClient(application(ledger), base_url="http://127.0.0.1")


def test_every_answer_allows_only_our_own_files(client):
    for path in ("/", "/article/0123456789abcdef", "/static/onrecord.js", "/nothing"):
        policy = client.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "http" not in policy
        assert client.get(path).headers["x-content-type-options"] == "nosniff"


def test_text_from_pages_is_escaped(client):
    html = client.get("/article/0123456789abcdef").text
    assert "&lt;b&gt;roads&lt;/b&gt; &amp; canals" in html
    assert "<b>roads" not in html


def test_a_hostile_query_is_shown_as_text(client):
    html = client.get("/", params={"q": "<script>alert(1)</script>"}).text
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_a_request_for_another_host_is_refused(client):
    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 400


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/article/ffff", 400),
        ("/?q=since:yesterday", 400),
        ("/?page=x", 400),
        ("/nothing", 404),
        ("/static/../app.py", 404),
    ],
)
def test_what_does_not_exist_is_said_plainly(client, path, status):
    answer = client.get(path)
    assert answer.status_code == status
    assert "Traceback" not in answer.text


def test_what_could_not_be_read_is_listed(client, ledger):
    ledger.append(Unread("torn.html", "could not read torn.html: it is empty. Save it again."))
    assert 'href="/unread"' in client.get("/").text
    assert "could not read torn.html: it is empty" in client.get("/unread").text


def test_the_parts_join_up_to_the_articles_words():
    parts = marked_parts(reading())
    assert ["".join(s.words for s in part.stretches) for part in parts] == TEXT.split("\n\n")
    assert [part.kind for part in parts] == ["headline", "caption", "paragraph", "paragraph", "paragraph"]


def test_a_carriage_return_reaches_the_browser_as_one(tmp_path):
    from dataclasses import replace

    from onrecord.records import Article, Findings, Page, Reading, ReadPage, Span

    page = Page("crlf.txt", "00" * 32, "text/plain", "one\r\ntwo")
    article = Article("a" * 16, page, Span(0, 8), paragraphs=(Span(0, 8),))
    with open_ledger(tmp_path / "crlf.db", create=True) as book:
        book.append(ReadPage(page, (Reading(replace(article), Findings()),)))
        html = TestClient(application(book), base_url="http://127.0.0.1").get("/article/" + "a" * 16).content
    assert b"one&#13;\ntwo" in html


def test_serve_listens_on_this_machine_only_and_says_where(tmp_path):
    with open_ledger(tmp_path / "l.db", create=True):
        pass
    command = [sys.executable, "-m", "onrecord", "serve", str(tmp_path / "l.db"), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            address = next(word for word in server.stderr.readline().split() if word.startswith("http://"))
            assert address.startswith("http://127.0.0.1:")
            with urllib.request.urlopen(address) as answer:
                assert answer.status == 200
        finally:
            server.terminate()
