import gzip
import io
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from onrecord.pages import Input, Limits, find_inputs, read_input
from onrecord.records import SplitPage, Unread
from tests.pages.archives import packed, page_record, story

TEXT = "Suez Canal Reopens to Ships\n\nThe canal was opened again on Thursday after it had been cleared of wrecks.\n"


def unread(path, **settings) -> Unread:
    [page] = read_input(find_inputs([str(path)])[0], **settings)
    assert isinstance(page, Unread)
    assert page.name in page.reason
    assert page.origin == str(path)
    return page


def test_folders_are_walked_in_order_and_hidden_and_unknown_files_left_out(tmp_path):
    for name in ("b.txt", "a.html", "c.jsonl", ".hidden.txt", "notes.docx", "sub/d.HTM", ".git/e.txt"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(TEXT)
    found = find_inputs([str(tmp_path)])
    assert [Path(given.name).name for given in found] == ["a.html", "b.txt", "c.jsonl", "d.HTM"]
    assert [given.size for given in found] == [len(TEXT)] * 4


def test_standard_input_is_read_and_its_kind_found_out(monkeypatch):
    for raw, media_type in (
        (TEXT.encode(), "text/plain"),
        (b"<!DOCTYPE html><p>Hello</p>", "text/html"),
        (b'{"id": "1", "text": "Hello."}\n', "application/jsonl"),
        (gzip.compress(TEXT.encode()), "text/plain"),
        (page_record(1), "text/html"),
        (FEED.encode(), "text/html"),
    ):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(raw))))
        [page] = read_input(find_inputs(["-"])[0])
        assert isinstance(page, SplitPage)
        assert page.page.media_type == media_type
        assert page.page.name in {"standard input", "standard input#1", "https://example.org/1"}


def test_page_has_the_base_name_and_the_origin_what_was_given(tmp_path):
    (tmp_path / "canal.txt").write_text(TEXT)
    [page] = read_input(find_inputs([str(tmp_path / "canal.txt")])[0])
    assert page.page.name == "canal.txt"
    assert page.page.origin == str(tmp_path / "canal.txt")


@pytest.mark.parametrize("name", ["gone.txt", "gone-folder"])
def test_what_does_not_exist_is_unread_and_stops_nothing(tmp_path, name):
    (tmp_path / "here.txt").write_text(TEXT)
    found = find_inputs([str(tmp_path / name), str(tmp_path / "here.txt")])
    pages = [page for given in found for page in read_input(given)]
    assert "no such file" in pages[0].reason
    assert isinstance(pages[1], SplitPage)


def test_folder_that_vanishes_is_unread(tmp_path):
    assert "cannot be listed" in unread_input(Input(tmp_path, str(tmp_path), None)).reason


def unread_input(given: Input) -> Unread:
    [page] = read_input(given)
    assert isinstance(page, Unread)
    return page


FEED = (
    "<?xml version='1.0'?><rss version='2.0'><channel><title>Example Post</title><item><title>Canal opens</title>"
    "<description>The canal was opened again on Thursday.</description></item></channel></rss>"
)


def test_a_folder_of_any_mixture_is_read_in_one_order(tmp_path):
    files = {
        "a.txt": TEXT.encode(),
        "b.warc.gz": packed(page_record(1), page_record(2)),
        "c/d.jsonl.gz": gzip.compress(b'{"id": "7", "text": "One."}\n{"id": "8", "text": "Two."}\n'),
        "c/e.html.gz": gzip.compress(story("locks")),
        "f.rss": FEED.encode(),
        "g.xml": b"<?xml version='1.0'?><catalogue><book/></catalogue>",
        "h.txt.gz": gzip.compress(TEXT.encode()),
        "notes.docx": b"no page",
    }
    for name, raw in reversed(files.items()):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(raw)
    items = [item for given in find_inputs([str(tmp_path)]) for item in read_input(given)]
    titles = [item.page.name if isinstance(item, SplitPage) else type(item).__name__ for item in items]
    # files of a folder come before the folders in it
    assert titles == [
        *["a.txt", "https://example.org/1", "https://example.org/2", "f.rss#1", "Unread", "h.txt.gz"],
        *["d.jsonl.gz", "d.jsonl.gz", "e.html.gz"],
    ]
    assert "g.xml" in items[4].reason


def test_a_packed_page_is_the_page(tmp_path):
    (tmp_path / "a.html").write_bytes(story("weir"))
    (tmp_path / "b.html.gz").write_bytes(
        gzip.compress(story("weir")[:300]) + gzip.compress(story("weir")[300:]) + b"\0\0"
    )
    plain, packed_page = (next(read_input(find_inputs([str(tmp_path / name)])[0])) for name in ("a.html", "b.html.gz"))
    assert plain.page.sha256 == packed_page.page.sha256
    assert plain.page.text == packed_page.page.text


@pytest.mark.parametrize(
    ("raw", "cause"),
    [
        (gzip.compress(b"word " * 1000)[:-9], "cut short"),
        (gzip.compress(TEXT.encode() * 99)[:-5] + b"12345", "damaged"),
        (gzip.compress(bytes(60_000_000)), "more than 100 times its size"),
        (gzip.compress(gzip.compress(TEXT.encode())), "more than once"),
        (gzip.compress(b""), "is empty"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz", "a.html.gz"])
def test_packed_files_that_cannot_be_unpacked_say_why(tmp_path, raw, cause, name):
    path = tmp_path / name
    path.write_bytes(raw)
    items = list(read_input(find_inputs([str(path)])[0]))
    assert cause in items[-1].reason


@pytest.mark.parametrize(
    ("raw", "cause"),
    [
        (b"", "is empty"),
        (b" \n\n\t", "is empty"),
        (b"\xef\xbb\xbf\r\n", "is empty"),
        (b"\x00\x01\x02binary\x00" * 50, "not text"),
        (b"%PDF-1.4 ...", "PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (bytes(range(1, 32)) * 30, "not text"),
        (b"\xff\xfeA\x00B", "byte-order mark"),
    ],
)
def test_bad_bytes_name_file_cause_and_next_step(tmp_path, raw, cause):
    path = tmp_path / "bad.txt"
    path.write_bytes(raw)
    reason = unread(path).reason
    assert reason.startswith("could not read bad.txt: ")
    assert cause in reason
    assert reason.count(". ") >= 1
    assert reason.endswith(".")


def test_page_over_the_limit_is_refused_without_reading_it(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    assert "larger than" in unread(path).reason


def test_standard_input_is_read_no_further_than_the_limit(monkeypatch):
    raw = io.BytesIO(b"word " * 1000)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(raw, 64)))
    [page] = read_input(find_inputs(["-"])[0], limits=Limits(page_bytes=100))
    assert "larger than" in page.reason
    assert raw.tell() < 1000


def test_too_many_lines_are_refused(tmp_path):
    (tmp_path / "lines.txt").write_text("word\n" * 50)
    assert "more than 40 lines" in unread(tmp_path / "lines.txt", limits=Limits(lines=40)).reason


def test_file_cut_while_it_is_read_is_unread(tmp_path):
    path = tmp_path / "cut.txt"
    path.write_text(TEXT)
    given = find_inputs([str(path)])[0]
    path.write_text(TEXT[:20])
    assert "ended after 20" in unread_input(given).reason


def test_file_without_read_permission_is_unread(tmp_path):
    """Root may read everything: the reading is done by a child that has given its rights up."""
    path = tmp_path / "locked.txt"
    path.write_text(TEXT)
    path.chmod(0)
    tmp_path.chmod(0o755)
    # imported before the rights are dropped, because the checkout itself may be closed to others
    code = textwrap.dedent(f"""
        import os
        from onrecord.pages import Input, read_input
        from pathlib import Path
        if os.geteuid() == 0:
            os.setgid(65534); os.setuid(65534)
        print(next(read_input(Input(Path({str(path)!r}), "locked.txt", None))).reason)
    """)
    for folder in [tmp_path, *tmp_path.parents][:3]:
        if os.geteuid() == 0 and folder.owner() == "root" and str(folder).startswith(str(tmp_path.parents[1])):
            folder.chmod(0o755)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "no permission" in done.stdout
