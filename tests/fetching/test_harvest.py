import gzip
import json

import pytest

from onrecord.errors import UsageError
from onrecord.fetching import Archive, Fetcher, State, harvest, load_watchlist
from onrecord.pages import find_inputs, read_input
from onrecord.records import SplitPage, Unread
from tests.pages.archives import story


def feed(site, *paths):
    items = "".join(f"<item><title>Talks</title><link>{site.url(path)}</link></item>" for path in paths)
    return (
        200,
        {"Content-Type": "application/rss+xml", "ETag": f'"{len(paths)}"'},
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>Example Post</title>{items}</channel></rss>".encode(),
    )


@pytest.fixture
def run(tmp_path, quick):
    """Fetch into an archive, with a state that lasts from one run to the next."""

    def go(*addresses, name="a.warc.gz", **more):
        archive = Archive(tmp_path / name)
        with Fetcher(quick) as fetcher:
            found = harvest(addresses, fetcher=fetcher, archive=archive, state=State(tmp_path / "fetched.json"), **more)
            return list(found)

    return go


def read(path):
    return list(read_input(find_inputs([str(path)])[0]))


def test_everything_is_saved_and_read_from_the_archive(site, run, tmp_path):
    site.answers["/feed"] = feed(site, "/1", "/2", "/old")
    site.answers["/1"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(story("dam")))
    site.answers["/2"] = (200, {"Transfer-Encoding": "chunked", "Content-Length": ""}, b"5\r\n<html\r\n0\r\n\r\n")
    site.answers["/old"] = (301, {"Location": "/new"}, b"")
    site.answers["/new"] = (200, {}, story("weir"))
    outcomes = run(site.url("/feed"))
    assert [(one.address, one.kind, one.feed) for one in outcomes] == [
        (site.url("/feed"), "saved", True),
        *[(site.url(path), "saved", False) for path in ("/1", "/2", "/old")],
    ]
    first, second, third, rest = read(tmp_path / "a.warc.gz")
    assert first.page.url == site.url("/1")
    assert first.page.text.startswith("Talks on dam go on\n")
    assert first.page.metadata.captured.endswith("Z")
    assert site.url("/2") in second.reason if isinstance(second, Unread) else second.page.url == site.url("/2")
    assert (third.page.url, third.articles[0].published) == (site.url("/new"), None)
    assert "1 of type application/rss+xml" in rest.reason
    assert "5 request records" in rest.reason
    assert "1 warcinfo records" in rest.reason


def test_the_archive_can_be_read_by_others(site, run, tmp_path):
    from fastwarc.warc import ArchiveIterator

    site.answers["/1"] = (200, {}, story("dam"))
    run(site.url("/1"))
    with (tmp_path / "a.warc.gz").open("rb") as file:
        records = [
            (record.headers.get("WARC-Type"), record.headers.get("WARC-Target-URI"), record.verify_block_digest())
            for record in ArchiveIterator(file, parse_http=False)
        ]
    assert records == [
        ("warcinfo", None, True),
        ("response", site.url("/1"), True),
        ("request", site.url("/1"), True),
    ]


def test_the_second_time_only_what_is_new_is_fetched(site, run, tmp_path):
    def answer(headers, _):
        return (304, {}, b"") if headers.get("If-None-Match") == '"2"' else feed(site, "/1", "/2")

    site.answers["/feed"] = answer
    site.answers["/1"] = site.answers["/2"] = (200, {}, story("dam"))
    assert [one.kind for one in run(site.url("/feed"), site.url("/gone"))] == ["saved", "saved", "saved", "failed"]
    size = (tmp_path / "a.warc.gz").stat().st_size
    assert [one.kind for one in run(site.url("/feed"))] == ["unchanged"]
    assert (tmp_path / "a.warc.gz").stat().st_size == size
    site.answers["/feed"] = feed(site, "/3", "/1", "/2", "/gone")
    site.answers["/3"] = (200, {}, story("weir"))
    assert [one.address for one in run(site.url("/feed"))] == [site.url("/feed"), site.url("/3")]
    assert site.times("/1") == 1
    assert [item.page.url for item in read(tmp_path / "a.warc.gz") if isinstance(item, SplitPage)][-1] == site.url("/3")


def test_a_failure_stops_nothing_and_is_tried_again(site, run, tmp_path):
    site.answers["/feed"] = feed(site, "/1", "/2")
    site.answers["/1"] = (500, {}, b"")
    site.answers["/2"] = (200, {}, story("dam"))
    kinds = [(one.kind, one.reason) for one in run(site.url("/feed"))]
    assert [kind for kind, _ in kinds] == ["saved", "failed", "saved"]
    assert "its server says 500" in kinds[1][1]
    site.answers["/1"] = (200, {}, story("weir"))
    assert [one.kind for one in run(site.url("/feed"))] == ["saved", "saved"]


def test_no_more_pages_of_a_feed_than_wanted(site, run):
    site.answers["/feed"] = feed(site, *(f"/{k}" for k in range(9)))
    assert len(run(site.url("/feed"), most=3)) == 4
    assert len(site.asked) == 5


def test_nothing_new_leaves_no_archive(site, run, tmp_path):
    site.answers["/a"] = (304, {}, b"")
    assert [one.kind for one in run(site.url("/a"))] == ["unchanged"]
    assert not (tmp_path / "a.warc.gz").exists()


def test_bombs_are_kept_small_and_stopped_when_read(site, run, tmp_path):
    packed = gzip.compress(bytes(200_000_000))
    site.answers["/bomb"] = (200, {"Content-Encoding": "gzip"}, packed)
    site.answers["/feed"] = (200, {"Content-Type": "text/xml", "Content-Encoding": "gzip"}, packed)
    site.answers["/1"] = (200, {}, story("dam"))
    assert [one.kind for one in run(*map(site.url, ("/bomb", "/feed", "/1")))] == ["saved"] * 3
    bomb, page, _ = read(tmp_path / "a.warc.gz")
    assert "unpacks to more than 33,554,432 bytes" in bomb.reason
    assert page.page.url == site.url("/1")


def test_headers_cannot_break_the_archive(site, run, tmp_path):
    site.answers["/a"] = (200, {"X-Odd": "WARC/1.0\r\n Content-Length: 5", "X-Wide": "é"}, story("dam"))
    run(site.url("/a"))
    assert read(tmp_path / "a.warc.gz")[0].page.text.startswith("Talks on dam")


def test_the_archive_goes_on_after_one_that_was_cut_short(site, run, tmp_path):
    site.answers["/a"] = site.answers["/b"] = (200, {}, story("dam"))
    run(site.url("/a"))
    whole = (tmp_path / "a.warc.gz").read_bytes()
    (tmp_path / "a.warc.gz").write_bytes(whole[:-30])
    run(site.url("/b"))
    assert [i.page.url for i in read(tmp_path / "a.warc.gz") if isinstance(i, SplitPage)] == [
        site.url("/a"),
        site.url("/b"),
    ]


def test_an_archive_that_is_not_packed(site, run, tmp_path):
    site.answers["/a"] = (200, {}, story("dam"))
    run(site.url("/a"), name="a.warc")
    assert (tmp_path / "a.warc").read_bytes().startswith(b"WARC/1.")
    assert read(tmp_path / "a.warc")[0].page.url == site.url("/a")


@pytest.mark.parametrize(
    "spoilt", ["", "{}", "[]", '{"onrecord-fetch": 9}', '{"onrecord-fetch": 1, "known": {"a": 1}}']
)
def test_a_damaged_state_says_what_to_do(tmp_path, spoilt):
    (tmp_path / "fetched.json").write_text(spoilt)
    with pytest.raises(UsageError, match="Remove it"):
        State(tmp_path / "fetched.json")


def test_state_is_whole_or_as_it_was(site, run, tmp_path):
    site.answers["/a"] = (200, {"ETag": '"1"', "Last-Modified": "then"}, story("dam"))
    run(site.url("/a"))
    kept = json.loads((tmp_path / "fetched.json").read_text())
    assert kept["known"][site.url("/a")] == {"status": 200, "etag": '"1"', "modified": "then"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.warc.gz", "fetched.json"]


def test_a_watchlist(tmp_path):
    (tmp_path / "feeds.toml").write_text(
        'feeds = ["https://example.org/a", "https://example.org/a"]\nminutes = 5\nledger = "news.db"\nallow_private = ["nas"]\n'
    )
    found = load_watchlist(tmp_path / "feeds.toml")
    assert found.feeds == ("https://example.org/a",)
    assert (found.folder, found.ledger) == (tmp_path / "archive", str(tmp_path / "news.db"))
    assert (found.minutes, found.allow_private) == (5.0, {"nas"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "names no feed"),
        ("feeds = 'a'", "feeds must be a list of words"),
        ("feeds = [1]", "feeds must be a list of words"),
        ("feeds = ['a']\nminutes = 'x'", "minutes must be a number"),
        ("feeds = ['a']\nminutes = true", "minutes must be a number"),
        ("feeds = ['a']\nminutes = 0", "minutes must lie between"),
        ("feeds = ['a']\nfolder = 1", "folder must be a word"),
        ("feed = ['a']", "no setting 'feed'"),
        ("feeds = [", "is not TOML"),
    ],
)
def test_a_watchlist_that_is_wrong_says_what_to_mend(tmp_path, text, said):
    (tmp_path / "feeds.toml").write_text(text)
    with pytest.raises(UsageError, match=said):
        load_watchlist(tmp_path / "feeds.toml")


def test_a_watchlist_that_is_not_there(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        load_watchlist(tmp_path / "none.toml")
