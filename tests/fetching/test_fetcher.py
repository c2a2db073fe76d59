import gzip
import socket
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from onrecord.fetching import Fetcher
from onrecord.fetching.addresses import is_public
from onrecord.fetching.exchange import FetchError
from tests.pages.archives import story


def get(settings, url, **known):
    with Fetcher(settings) as fetcher:
        return list(fetcher.get(url, **known))


def refused(settings, url) -> str:
    with pytest.raises(FetchError) as failure:
        get(settings, url)
    return str(failure.value)


def test_a_page_is_fetched_as_it_was_sent(site, quick):
    site.answers["/a?b=c d"] = site.answers["/a?b=c%20d"] = (200, {"ETag": '"1"', "X-Odd": "é"}, story("dam"))
    [answer] = get(quick, site.url("/a?b=c d"))
    assert (answer.status, answer.body, answer.header("etag")) == (200, story("dam"), '"1"')
    assert (answer.address, answer.target) == ("127.0.0.1", "/a?b=c%20d")
    assert site.asked == ["/robots.txt", "/a?b=c%20d"]
    assert site.headers[1]["User-Agent"].startswith("onrecord/")
    assert site.headers[1]["Host"] == f"127.0.0.1:{site.port}"
    assert "Cookie" not in site.headers[1]


def test_a_copy_that_has_not_changed_is_not_sent_again(site, quick):
    def answer(headers, _):
        fresh = headers.get("If-None-Match") == '"7"' and headers.get("If-Modified-Since") == "yesterday"
        return (304, {}, b"") if fresh else (200, {}, b"whole")

    site.answers["/a"] = answer
    assert get(quick, site.url("/a"), etag='"7"', modified="yesterday")[-1].status == 304
    assert get(quick, site.url("/a"))[-1].status == 200


def test_robots_txt_is_obeyed_and_asked_for_once(site, quick):
    site.answers["/robots.txt"] = (
        200,
        {},
        b"User-agent: *\nDisallow: /private\n\nUser-agent: onrecord\nDisallow: /no\n",
    )
    site.answers["/yes"] = site.answers["/private"] = site.answers["/no/a"] = (200, {}, b"words")
    with Fetcher(quick) as fetcher:
        assert next(fetcher.get(site.url("/yes"))).status == 200
        assert next(fetcher.get(site.url("/private"))).status == 200
        with pytest.raises(FetchError, match="robots"):
            next(fetcher.get(site.url("/no/a")))
    assert site.asked == ["/robots.txt", "/yes", "/private"]


def test_a_site_whose_robots_txt_fails_is_left_alone(site, quick):
    site.answers["/robots.txt"] = (500, {}, b"")
    assert "its server says 500" in refused(quick, site.url("/a"))
    assert "/a" not in site.asked


def test_robots_txt_may_be_elsewhere_and_packed(site, quick):
    site.answers["/robots.txt"] = (301, {"Location": "/rules"}, b"")
    site.answers["/rules"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"User-agent: *\nDisallow: /\n"))
    assert "robots.txt" in refused(quick, site.url("/a"))


def test_a_redirect_is_followed_and_robots_asked_again(site, quick):
    site.answers["/old"] = (302, {"Location": "/new"}, b"")
    site.answers["/new"] = (200, {}, b"words")
    answers = get(quick, site.url("/old"))
    assert [(one.status, one.url) for one in answers] == [(302, site.url("/old")), (200, site.url("/new"))]
    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /new\n")
    assert "robots.txt" in refused(quick, site.url("/old"))


def test_redirects_in_a_circle_end(site, quick):
    site.answers["/a"] = (302, {"Location": "/a"}, b"")
    assert "leads on more than 10 times" in refused(quick, site.url("/a"))


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{port}/a",
        "http://localhost:{port}/a",
        "http://[::1]:{port}/a",
        "http://[::ffff:127.0.0.1]:{port}/a",
        "http://2130706433:{port}/a",
        "http://0x7f.1:{port}/a",
        "http://127.1:{port}/a",
        "http://0.0.0.0:{port}/a",
        "http://10.0.0.1/a",
        "http://169.254.169.254/latest/meta-data",
        "http://LOCALHOST.:{port}/a",
    ],
)
def test_private_addresses_are_refused_however_they_are_written(site, quick, address):
    site.answers["/a"] = (200, {}, b"secret")
    said = refused(replace(quick, allow_private=frozenset()), address.format(port=site.port))
    assert "private network" in said or "cannot be found" in said
    assert "--allow-private" in said or "cannot be found" in said
    assert site.asked == []


def test_a_redirect_to_a_private_address_is_refused(site, quick):
    site.answers["/a"] = (302, {"Location": f"http://localhost:{site.port}/secret"}, b"")
    site.answers["/secret"] = (200, {}, b"secret")
    assert "'localhost' is on this machine or in a private network" in refused(quick, site.url("/a"))
    assert "/secret" not in site.asked


@pytest.mark.parametrize("onward", ["file:///etc/hostname", "//localhost/", "http://[::1", "gopher://example.org/"])
def test_a_redirect_to_anything_but_the_open_web_is_refused(site, quick, onward):
    site.answers["/a"] = (302, {"Location": onward}, b"")
    assert refused(quick, site.url("/a")).startswith("could not fetch ")


def test_addresses_with_a_password_are_not_kept(site, quick):
    said = refused(quick, f"http://anna:secret@127.0.0.1:{site.port}/a")
    assert "password" in said
    assert "secret" not in said
    assert site.asked == []


def test_robots_txt_cannot_lead_to_a_private_address_either(site, quick):
    site.answers["/robots.txt"] = (302, {"Location": f"http://localhost:{site.port}/secret"}, b"")
    assert "private network" in refused(quick, site.url("/a"))
    assert "/secret" not in site.asked


def test_a_name_is_looked_up_once_and_that_address_connected_to(site, quick, monkeypatch):
    """A name that stands for a public address when judged and for a private one when connected to."""
    looked_up = []
    real = socket.getaddrinfo

    def changing(host, *rest, **more):
        if host == "rebinding.test":
            looked_up.append(host)
            return real("127.0.0.1" if len(looked_up) < 3 else "10.0.0.1", *rest, **more)
        return real(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    settings = replace(quick, allow_private=frozenset({"rebinding.test"}))
    site.answers["/a"] = (200, {}, b"words")
    [answer] = get(settings, site.url("/a", "rebinding.test"))
    assert answer.address == "127.0.0.1"
    assert looked_up == ["rebinding.test"] * 2, "once for robots.txt, once for the page"
    assert site.headers[-1]["Host"] == f"rebinding.test:{site.port}"
    assert "private network" in refused(replace(quick, allow_private=frozenset()), site.url("/a", "rebinding.test"))


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.1.1", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("240.0.0.1", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::5db8:d822", True),
    ],
)
def test_which_addresses_are_public(address, public):
    assert is_public(address) is public


def test_a_server_in_trouble_is_tried_again(site, quick):
    site.answers["/a"] = lambda _, times: (503, {}, b"") if times < 3 else (200, {}, b"words")
    assert get(quick, site.url("/a"))[-1].body == b"words"
    assert site.times("/a") == 3
    site.answers["/b"] = (502, {}, b"")
    assert "its server says 502, in each of 3 attempts" in refused(quick, site.url("/b"))


@pytest.mark.parametrize("as_date", [False, True])
def test_the_server_says_how_long_to_wait(site, quick, as_date):
    def answer(_, times):
        then = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True) if as_date else "1"
        return (429, {"Retry-After": then}, b"") if times == 1 else (200, {}, b"words")

    site.answers["/a"] = answer
    started = time.monotonic()
    assert get(quick, site.url("/a"))[-1].status == 200
    assert time.monotonic() - started > 0.9


def test_a_server_that_asks_for_too_much_patience_is_given_up(site, quick):
    site.answers["/a"] = (503, {"Retry-After": "3600"}, b"")
    assert "asks to wait 3600 seconds" in refused(quick, site.url("/a"))
    assert site.times("/a") == 1


def test_a_body_cut_short_is_tried_again_and_never_taken_for_whole(site, quick):
    cut = (200, {"Content-Length": "1000"}, b"half")
    site.answers["/a"] = lambda _, times: cut if times == 1 else (200, {}, b"whole")
    assert get(quick, site.url("/a"))[-1].body == b"whole"
    site.answers["/b"] = cut
    assert "broke off the answer" in refused(quick, site.url("/b"))
    site.answers["/c"] = (200, {"Content-Length": "", "Transfer-Encoding": "chunked"}, b"5\r\nhello\r\n5\r\nwo")
    assert "broke off the answer" in refused(quick, site.url("/c"))


def test_answers_are_limited_in_size_and_time(site, quick):
    site.answers["/large"] = (200, {}, b"x" * 200_000)
    assert "larger than 100,000 bytes" in refused(replace(quick, answer_bytes=100_000), site.url("/large"))

    def slow(*_):
        time.sleep(2.5)
        return (200, {}, b"late")

    site.answers["/slow"] = slow
    assert "silent for 1 seconds" in refused(replace(quick, attempts=1), site.url("/slow"))


@pytest.mark.parametrize(
    "opening", [b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Long: "]
)
def test_a_server_that_trickles_is_given_up(quick, opening):
    """A byte now and then keeps the line alive; the whole answer still has its time, its header lines too."""

    def trickle(listener):
        for _ in range(2):
            connection, _ = listener.accept()
            with connection:
                if connection.recv(4096).startswith(b"GET /robots.txt"):
                    connection.sendall(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                    continue
                try:
                    connection.sendall(opening)
                    for _ in range(100):
                        connection.sendall(b"x")
                        time.sleep(0.1)
                except OSError:
                    return

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=trickle, args=(listener,), daemon=True)
        thread.start()
        started = time.monotonic()
        said = refused(replace(quick, total=1.0), f"http://127.0.0.1:{listener.getsockname()[1]}/a")
        assert "took longer than 1 seconds" in said
        assert time.monotonic() - started < 5
        thread.join(5)


def test_requests_to_one_host_keep_their_distance(site, quick):
    site.answers["/a"] = site.answers["/b"] = (200, {}, b"words")
    with Fetcher(replace(quick, delay=0.3)) as fetcher:
        started = time.monotonic()
        for path in ("/a", "/b"):
            list(fetcher.get(site.url(path)))
    assert time.monotonic() - started > 0.55, "robots.txt, then two pages"


def test_the_distance_that_a_site_asks_for_is_kept_or_the_site_left_alone(site, quick):
    site.answers["/a"] = (200, {}, b"words")
    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 0.4\n")
    started = time.monotonic()
    get(quick, site.url("/a"))
    assert time.monotonic() - started > 0.35
    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 900\n")
    assert "wants 900 seconds" in refused(quick, site.url("/a"))


@pytest.mark.parametrize(
    "address", ["file:///etc/hostname", "ftp://127.0.0.1/a", "not an address", "http://", "http://[::1", ""]
)
def test_what_is_no_web_address_is_refused(quick, address):
    assert refused(quick, address).startswith("could not fetch ")


def test_nobody_listens(quick):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert "no connection" in refused(quick, f"http://127.0.0.1:{port}/a")


def test_cookies_are_not_handed_back(site, quick):
    site.answers["/a"] = site.answers["/b"] = (200, {"Set-Cookie": "who=you"}, b"words")
    with Fetcher(quick) as fetcher:
        for path in ("/a", "/b"):
            list(fetcher.get(site.url(path)))
    assert not any("Cookie" in headers for headers in site.headers)
