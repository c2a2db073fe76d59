"""The commands as a user types them: real processes, real files, exit codes as in the contract."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onrecord.samples import folder
from tests.pages import archives

ONRECORD = [sys.executable, "-m", "onrecord"]
EXAMPLES = folder()


def run(*args, given=None, cwd=None, env=None):
    return subprocess.run(
        [*ONRECORD, *map(str, args)],
        capture_output=True,
        input=given,
        cwd=cwd,
        env={**os.environ, **(env or {})},
        check=False,
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The ledger that ``onrecord demo`` makes, and what it printed."""
    there = tmp_path_factory.mktemp("demo")
    done = run("demo", "demo.db", cwd=there, env={"COLUMNS": "160"})
    return there / "demo.db", done


def test_demo_prints_what_the_samples_say(demo):
    _, done = demo
    printed = done.stdout.decode()
    assert done.returncode == 0, done.stderr.decode()
    for table in ("Who said what", "What happened", "Figures", "Places"):
        assert table in printed
    assert "Khrushchev" in printed
    assert "onrecord serve demo.db" in printed
    assert "\x1b[" not in printed, "colours are off when nobody watches"


def test_demo_never_writes_over_a_ledger(demo):
    ledger, _ = demo
    done = run("demo", ledger)
    assert done.returncode == 2
    assert "is there already" in done.stderr.decode()


def test_read_gives_the_same_bytes_twice_and_in_several_processes():
    once = run("read", EXAMPLES, "--format", "jsonl")
    assert once.returncode == 0
    assert once.stdout.count(b"\n") == 9
    assert run("read", EXAMPLES, "--format", "jsonl").stdout == once.stdout
    assert run("read", EXAMPLES, "--format", "jsonl", "--jobs", "2").stdout == once.stdout


def test_reading_needs_no_network():
    """In a network namespace of its own, where there is no way out, the same bytes come out."""
    alone = ["unshare", "--net", "--map-root-user", *ONRECORD, "read", str(EXAMPLES), "--format", "jsonl"]
    cut_off = subprocess.run(alone, capture_output=True, check=False)
    if b"unshare failed" in cut_off.stderr or b"Operation not permitted" in cut_off.stderr:
        pytest.skip("this machine does not let a process give up its network")
    assert cut_off.stdout == run("read", EXAMPLES, "--format", "jsonl").stdout
    assert cut_off.returncode == 0


def test_every_record_of_the_samples_has_its_words():
    def spans(value):
        if isinstance(value, dict):
            if value.get("span") and "words" in value:
                yield value
            for inner in value.values():
                yield from spans(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from spans(inner)

    lines = [json.loads(line) for line in run("read", EXAMPLES, "--format", "jsonl").stdout.splitlines()]
    checked = 0
    for line in lines:
        for record in spans({k: v for k, v in line.items() if k != "page"}):
            assert record["words"] == line["page"]["text"][slice(*record["span"])]
            checked += 1
        assert line["attributions"], line["headline"]
        assert line["events"], line["headline"]
    assert checked > 300


def test_reading_twice_into_a_ledger_adds_nothing(tmp_path):
    ledger = tmp_path / "twice.db"
    first = run("read", EXAMPLES / "05-spy-plane.txt", "--into", ledger)
    assert first.returncode == 0
    before = run("export", ledger, "--as", "jsonl", "-o", tmp_path / "a.jsonl")
    again = run("read", EXAMPLES / "05-spy-plane.txt", "--into", ledger)
    run("export", ledger, "--as", "jsonl", "-o", tmp_path / "b.jsonl")
    assert before.returncode == again.returncode == 0
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    assert again.stderr.decode().split(": ", 1)[1] == first.stderr.decode().split(": ", 1)[1]


def test_a_stopped_read_is_gone_on_with(tmp_path):
    """Interrupted in the middle, the ledger holds whole articles only, and the same command reads the rest."""
    lines = (
        json.dumps({"id": f"n{i}", "text": f"Minister number {i} said on Monday that the talks had failed. " * 20})
        for i in range(400)
    )
    (tmp_path / "many.jsonl").write_text("\n".join(lines))
    ledger = tmp_path / "many.db"
    with subprocess.Popen(
        [*ONRECORD, "read", str(tmp_path / "many.jsonl"), "--into", str(ledger)],
        stderr=subprocess.PIPE,
        # a job that a shell runs in the background ignores interrupts, and so would what it starts
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    ) as reading:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not (ledger.exists() and _articles(ledger) > 3):
            time.sleep(0.05)
        reading.send_signal(signal.SIGINT)
        said = reading.stderr.read().decode()
    assert reading.returncode == 1
    assert "goes on from there" in said
    stopped = _articles(ledger)
    assert 3 < stopped < 400
    assert run("read", tmp_path / "many.jsonl", "--into", ledger).returncode == 0
    assert _articles(ledger) == 400


def _articles(ledger):
    import sqlite3

    try:
        with sqlite3.connect(f"file:{ledger}?mode=ro", uri=True) as book:
            return book.execute("select count(*) from articles").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def test_show_lists_articles_and_opens_one(demo):
    ledger, _ = demo
    listed = run("show", ledger, env={"COLUMNS": "160"}).stdout.decode()
    assert "9 articles" in listed
    line = next(line for line in listed.splitlines() if "Moscow Says" in line)
    shown = run("show", ledger, line.split()[0][:8], env={"COLUMNS": "160"})
    assert shown.returncode == 0
    assert "I must let you in on a secret" in shown.stdout.decode()
    assert "Who said what" in shown.stdout.decode()


def test_show_of_an_unknown_article_is_a_usage_error(demo):
    done = run("show", demo[0], "zzzz")
    assert done.returncode == 2
    assert "zzzz" in done.stderr.decode()


def test_search_by_words_and_by_field(demo):
    ledger, _ = demo
    assert "Berlin" in run("search", ledger, "coal flour", env={"COLUMNS": "160"}).stdout.decode()
    assert "No article fits" in run("search", ledger, "zeppelin").stdout.decode()
    assert "Moscow Says" in run("search", ledger, "speaker:Khrushchev", env={"COLUMNS": "160"}).stdout.decode()
    assert run("search", ledger, "colour:red").returncode == 2


def test_export_writes_a_row_a_record_and_a_line_an_article(demo, tmp_path):
    ledger, _ = demo
    assert run("export", ledger, "--as", "csv", "-o", tmp_path / "out.csv").returncode == 0
    with (tmp_path / "out.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 50
    assert run("export", ledger, "--as", "jsonl", "-o", tmp_path / "out.jsonl").returncode == 0
    assert (tmp_path / "out.jsonl").read_bytes() == run("read", EXAMPLES, "--format", "jsonl").stdout


def test_a_terminal_sees_no_control_characters_of_a_page(tmp_path):
    (tmp_path / "esc.txt").write_text(
        "The minister said \x1b[31mred\x1b[0m and \u202ebackwards\u202c words were dropped on Monday.\n"
    )
    printed = run("read", tmp_path / "esc.txt").stdout
    assert b"\x1b" not in printed
    assert "\u202e".encode() not in printed


def test_standard_input(tmp_path):
    done = run(
        "read",
        "-",
        "--format",
        "jsonl",
        "--published",
        "1960-05-07",
        given=(EXAMPLES / "07-bridge-exchange.txt").read_bytes(),
    )
    assert done.returncode == 0
    assert json.loads(done.stdout)["headline"]["words"] == "Two Agents Change Sides on a Berlin Bridge"


def test_published_given_by_the_user_dates_a_weekday(tmp_path):
    (tmp_path / "a.txt").write_text("The delegations met in Geneva on Monday, a spokesman said.\n")
    line = json.loads(run("read", tmp_path / "a.txt", "--format", "jsonl", "--published", "1954-07-21").stdout)
    assert line["published"]["basis"] == "given"
    assert line["moments"][0]["earliest"] == "1954-07-19"


@pytest.mark.parametrize(
    "args",
    [
        ["read"],
        ["read", "x.txt", "--published", "May"],
        ["export", "x.db", "--as", "xls", "-o", "y"],
        ["nothing"],
        ["read", "x", "--jobs", "0"],
    ],
)
def test_usage_errors_end_with_2_and_one_line(args, tmp_path):
    done = run(*args, cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr.decode()


def test_a_missing_ledger_is_named(tmp_path):
    done = run("show", tmp_path / "none.db")
    assert done.returncode == 3
    assert "none.db" in done.stderr.decode()


def test_every_command_has_help_with_examples():
    top = run("--help").stdout.decode()
    for verb in ("demo", "read", "page", "fetch", "watch", "show", "search", "export", "serve", "bench"):
        assert verb in top
        assert f"onrecord {verb}" in run(verb, "--help").stdout.decode()


def test_version():
    from onrecord import __version__

    assert run("--version").stdout.decode().strip() == f"onrecord {__version__}"


def test_a_closed_pipe_is_no_error(demo):
    done = subprocess.run(
        f"{' '.join(ONRECORD)} export {demo[0]} --as jsonl -o /dev/stdout | head -c 10",
        shell=True,
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in done.stderr


def test_progress_is_quiet_when_piped(demo):
    assert b"Reading" not in demo[1].stderr


def test_progress_shows_rate_and_time_left_on_a_terminal(tmp_path):
    import pty

    lines = (json.dumps({"id": str(i), "text": f"Envoy {i} said that talks would go on. " * 10}) for i in range(30))
    (tmp_path / "x.jsonl").write_text("\n".join(lines))
    master, slave = pty.openpty()
    with subprocess.Popen(
        [*ONRECORD, "read", str(tmp_path / "x.jsonl"), "--into", str(tmp_path / "x.db")],
        stderr=slave,
        stdout=subprocess.DEVNULL,
    ):
        os.close(slave)
        seen = b""
        while True:
            try:
                chunk = os.read(master, 65536)
            except OSError:
                break
            if not chunk:
                break
            seen += chunk
    os.close(master)
    assert b"a second" in seen
    assert b"0:00:0" in seen


def _without_override():
    """The superuser may read every file; without these two capabilities, only what its mode allows."""
    import ctypes

    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            assert libc.prctl(24, capability, 0, 0, 0) == 0  # PR_CAPBSET_DROP


class TestBadInput:
    """One bad file among good ones: it is named with its reason and a next step, the good ones are read, exit code 1."""

    @pytest.fixture
    def pages(self, tmp_path):
        pages = tmp_path / "pages"
        pages.mkdir()
        (pages / "good.txt").write_text((EXAMPLES / "03-oil-embargo.txt").read_text())
        return pages

    def _check(self, pages: Path, bad: str, *reasons: str, **more):
        ledger = pages.parent / "bad.db"
        done = run("read", pages, "--into", ledger, **more)
        said = done.stderr.decode()
        assert done.returncode == 1, said
        assert "Traceback" not in said
        assert f"could not read {bad}" in " ".join(said.split())
        assert any(reason in said for reason in reasons), said
        listed = run("show", ledger, env={"COLUMNS": "200"}).stdout.decode()
        assert "1 article" in listed
        assert "Could not be read" in listed
        assert bad in listed

    def test_empty_file(self, pages):
        (pages / "bad.txt").write_bytes(b"")
        self._check(pages, "bad.txt", "empty")

    def test_binary_file(self, pages):
        (pages / "bad.txt").write_bytes(bytes(range(256)) * 64)
        self._check(pages, "bad.txt", "binary", "not text")

    def test_100_mb_line(self, pages):
        with (pages / "bad.txt").open("wb") as file:
            for _ in range(100):
                file.write(b"x" * 1_000_000)
        self._check(pages, "bad.txt", "larger than 33,554,432 bytes")

    def test_thousands_of_nested_tags(self, pages):
        (pages / "bad.html").write_text("<div>" * 100_000 + "deep" + "</div>" * 100_000)
        self._check(pages, "bad.html", "nest", "deep")

    def test_no_permission(self, pages):
        bad = pages / "bad.txt"
        bad.write_text("secret")
        bad.chmod(0)
        done = subprocess.run(
            [*ONRECORD, "read", str(pages), "--format", "jsonl"],
            capture_output=True,
            preexec_fn=_without_override,
            check=False,
        )
        said = " ".join(done.stderr.decode().split())
        assert done.returncode == 1, said
        assert "could not read bad.txt" in said
        assert "permission" in said
        assert done.stdout.count(b"\n") == 1

    def test_wrong_encoding_is_read_as_what_it_is(self, pages):
        (pages / "latin.txt").write_bytes(
            "Le café fermé\n\nThe café owner in Besançon said on Tuesday that the señor had paid.\n".encode("cp1252")
        )
        done = run("read", pages, "--format", "jsonl")
        assert done.returncode == 0
        assert "café owner in Besançon" in done.stdout.decode()

    def test_a_broken_line_of_json(self, pages):
        (pages / "bad.jsonl").write_text(
            '{"id": "1", "text": "The envoy said that talks failed."}\n{"id": "2", "text": \n{"id": "3", "text": "The envoy said no."}\n'
        )
        done = run("read", pages, "--format", "jsonl")
        assert done.returncode == 1
        assert "line 2" in done.stderr.decode()
        assert [json.loads(x)["id"] for x in done.stdout.splitlines()][:2] == ["1", "3"]

    def test_a_file_that_is_not_there(self, pages):
        done = run("read", pages / "none.txt")
        assert done.returncode == 3
        assert "none.txt" in done.stderr.decode()

    def test_full_disk(self, pages):
        """A limit on the size of files stands for the full disk: writing fails in the same place, in the same way."""
        ledger = pages.parent / "full.db"
        limited = f"ulimit -f 150; exec {' '.join(ONRECORD)} read {EXAMPLES} --into {ledger}"
        done = subprocess.run(["bash", "-c", f"trap '' XFSZ; {limited}"], capture_output=True, check=False)
        said = done.stderr.decode()
        assert done.returncode == 3, said
        assert "Traceback" not in said
        assert "full.db" in said
        assert run("read", EXAMPLES, "--into", ledger).returncode == 0
        assert _articles(ledger) == 9

    def test_a_damaged_archive_gives_what_is_whole(self, pages):
        """4 KB zeroed in the middle, and another archive cut short: exit code 1, the rest in the ledger, once."""
        members = [archives.packed(archives.page_record(k)) for k in range(30)]
        raw = bytearray(b"".join(members))
        at = sum(map(len, members[:12])) + 40
        raw[at : at + 4096] = bytes(4096)
        (pages / "bad.warc.gz").write_bytes(raw)
        (pages / "cut.warc").write_bytes(b"".join(archives.page_record(k) for k in range(40, 44))[:-300])
        ledger = pages.parent / "bad.db"
        done = run("read", pages, "--into", ledger, "--jobs", "2")
        said = " ".join(done.stderr.decode().split())
        assert done.returncode == 1, said
        assert "could not read bad.warc.gz, record at byte" in said
        assert "could not read cut.warc, record at byte" in said
        count = _articles(ledger)
        assert 24 <= count < 34
        again = run("read", pages, "--into", ledger)
        assert again.returncode == 1
        assert _articles(ledger) == count

    def test_records_that_are_no_pages_are_no_failure(self, pages):
        picture = archives.record(archives.http(b"\x89PNG", kind="image/png"), "https://example.org/a.png")
        (pages / "crawl.warc.gz").write_bytes(archives.packed(archives.page_record(1), picture))
        done = run("read", pages, "--format", "jsonl")
        assert done.returncode == 0
        assert "1 record that is no page was passed over: 1 of type image/png" in " ".join(done.stderr.decode().split())
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        assert lines[0]["page"]["url"] == "https://example.org/1"
        assert run("read", pages, "--format", "jsonl", "--jobs", "2").stdout == done.stdout


class TestPage:
    def test_lines_with_keep_or_drop(self, tmp_path):
        done = run("page", EXAMPLES / "02-spitak-earthquake.html", "--html", tmp_path / "out.html")
        assert done.returncode == 0
        printed = done.stdout.decode()
        assert "drop  navigation  Home" in printed
        assert "keep  headline    Two weeks after the earthquake" in printed
        assert "\x1b[" not in printed
        assert 'class="onrecord-kept"' in (tmp_path / "out.html").read_text()

    def test_as_json_lines(self):
        done = run("page", EXAMPLES / "01-korea-and-berlin.txt", "--format", "jsonl")
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        text = (EXAMPLES / "01-korea-and-berlin.txt").read_text()
        assert all(text[slice(*line["span"])] == line["words"] for line in lines)
        assert all((line["part"] is None) != (line["reason"] is None) for line in lines)
        assert len({line["article"] for line in lines}) == 2

    def test_what_cannot_be_read_or_written_is_named(self, tmp_path):
        assert run("page", tmp_path / "none.html").returncode == 3
        assert run("page", tmp_path).returncode == 2
        done = run("page", EXAMPLES / "05-spy-plane.txt", "--html", tmp_path / "no" / "out.html")
        assert done.returncode == 2
        assert "cannot be written" in " ".join(done.stderr.decode().split())


class TestFetch:
    """Against a server on this machine, which must be allowed by name."""

    @pytest.fixture
    def site(self):
        import threading
        from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

        pages = {f"/{k}": archives.story(f"dam {k}") for k in range(3)}

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                links = "".join(f"<item><link>http://{self.headers['Host']}{path}</link></item>" for path in pages)
                feed = f"<rss version='2.0'><channel><title>Post</title>{links}</channel></rss>".encode()
                body = pages.get(self.path, feed if self.path == "/feed" else None)
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", "text/html" if self.path in pages else "text/xml")
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *_):
                return

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
            yield f"http://127.0.0.1:{server.server_address[1]}"
            server.shutdown()

    def test_fetched_pages_are_in_the_archive_and_in_the_ledger(self, site, tmp_path):
        args = [
            "fetch",
            f"{site}/feed",
            "--into-warc",
            tmp_path / "a.warc.gz",
            "--delay",
            "0",
            "--into",
            tmp_path / "a.db",
        ]
        refused = run(*args)
        assert refused.returncode == 3
        assert "--allow-private 127.0.0.1" in " ".join(refused.stderr.decode().split())
        done = run(*args, "--allow-private", "127.0.0.1", "--limit", "2")
        assert done.returncode == 0, done.stderr.decode()
        assert "3 fetched, saved in" in " ".join(done.stderr.decode().split())
        assert _articles(tmp_path / "a.db") == 2

    def test_watching_once(self, site, tmp_path):
        (tmp_path / "feeds.toml").write_text(f'feeds = ["{site}/feed"]\nallow_private = ["127.0.0.1"]\n')
        args = ["watch", tmp_path / "feeds.toml", "--once", "--delay", "0"]
        done = run(*args)
        assert done.returncode == 0, done.stderr.decode()
        [archive] = (tmp_path / "archive").glob("*.warc.gz")
        assert "1 fetched" in " ".join(run(*args).stderr.decode().split()), "the feed alone: its pages are known"
        assert b"dam 2" in run("page", archive).stdout

    def test_an_archive_that_is_gone_is_fetched_again(self, site, tmp_path):
        args = ["fetch", f"{site}/feed", "--into-warc", tmp_path / "a.warc", "--delay", "0"]
        args += ["--allow-private", "127.0.0.1"]
        for count in (4, 1, 4):
            assert f"{count} fetched" in " ".join(run(*args).stderr.decode().split())
            if count == 1:
                (tmp_path / "a.warc").unlink()

    @pytest.mark.parametrize(
        "args",
        [
            ["fetch", "http://example.invalid/"],
            ["fetch", "a", "--dir", "x", "--into-warc", "y"],
            ["watch", "none.toml"],
        ],
    )
    def test_usage(self, args, tmp_path):
        assert run(*args, cwd=tmp_path).returncode == 2


def test_a_map_of_an_article_is_a_picture(demo, tmp_path):
    ledger, _ = demo
    article = json.loads(run("read", EXAMPLES / "01-korea-and-berlin.txt", "--format", "jsonl").stdout.splitlines()[0])
    done = run("map", ledger, article["id"], "-o", tmp_path / "places.svg")
    assert done.returncode == 0
    picture = (tmp_path / "places.svg").read_text(encoding="utf-8")
    assert picture.startswith("<svg")
    assert "Panmunjom" in picture


def test_a_gazetteer_is_built_from_a_dump_and_a_spoilt_dump_is_named(tmp_path):
    row = [
        "7",
        "Probetown",
        "Probetown",
        "",
        "1.5",
        "2.5",
        "P",
        "PPL",
        "GH",
        "",
        "",
        "",
        "",
        "",
        "600",
        "",
        "9",
        "",
        "",
    ]
    (tmp_path / "GH.txt").write_text("\t".join(row) + "\n", encoding="utf-8")
    done = run("gazetteer", "build", "GH.txt", "-o", "gh.sqlite", cwd=tmp_path)
    assert done.returncode == 0
    assert b"ONRECORD_GAZETTEER" in done.stderr
    text = b'{"id": "a", "text": "A bridge fell in Probetown on Monday."}\n'
    own = {"ONRECORD_GAZETTEER": str(tmp_path / "gh.sqlite")}
    (tmp_path / "a.jsonl").write_bytes(text)
    read = run("read", "a.jsonl", "--format", "jsonl", cwd=tmp_path, env=own)
    assert [p["geonameid"] for p in json.loads(read.stdout)["places"]] == [7]
    (tmp_path / "no.txt").write_text("one\ttwo\n", encoding="utf-8")
    spoilt = run("gazetteer", "build", "no.txt", cwd=tmp_path)
    assert spoilt.returncode == 3
    assert b"no.txt, line 1" in spoilt.stderr
