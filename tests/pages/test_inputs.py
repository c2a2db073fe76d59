import io
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from onrecord.pages import Input, Limits, find_inputs, read_input
from onrecord.records import SplitPage, Unread

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
    ):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(raw))))
        [page] = read_input(find_inputs(["-"])[0])
        assert isinstance(page, SplitPage)
        assert page.page.media_type == media_type
        assert page.page.name == "standard input"


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


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz", "feed.rss", "feed.xml", "feed.atom"])
def test_kinds_to_come_say_so(tmp_path, name):
    (tmp_path / name).write_bytes(b"data")
    assert "not read yet" in unread(tmp_path / name).reason


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
