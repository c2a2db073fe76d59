import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.engines import read
from onrecord.errors import LedgerError, UsageError
from onrecord.ledger import open_ledger
from onrecord.ledger.schema import metadata
from onrecord.pages import find_inputs
from onrecord.records import Event, Findings, Mention, Party, Reading, ReadPage, Span, Unread
from onrecord.samples import folder
from tests.makers import TEXT, page, read_page, reading


@pytest.fixture
def path(tmp_path):
    return tmp_path / "l.db"


@pytest.fixture
def ledger(path):
    with open_ledger(path, create=True) as book:
        yield book


def _other(number: int) -> ReadPage:
    """Another page with the same article under other ids."""
    made, sheet = reading(), page(TEXT + f"\n\n{number}", f"{number}.txt")
    article = replace(made.article, id=f"{number:016x}", page=sheet, given_id=f"n{number}")
    return ReadPage(sheet, (Reading(article, made.findings),))


def test_a_reading_comes_back_as_it_went_in(ledger):
    assert ledger.append(read_page())
    assert ledger.reading(reading().article.id) == reading()


def test_real_readings_come_back_as_they_went_in(ledger):
    items = [item for item in read(find_inputs([str(folder())])) if isinstance(item, ReadPage)]
    for item in items:
        ledger.append(item)
    assert list(ledger.readings()) == [r for item in items for r in item.readings]


spans = st.tuples(st.integers(0, 90), st.integers(1, 9)).map(lambda x: Span(x[0], x[0] + x[1]))
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
parties = st.builds(
    Party, id=st.sampled_from(["p1"]), name=words, kind=st.sampled_from(["person", "group"]),
    mentions=st.lists(st.builds(Mention, spans, st.sampled_from(["name", "pronoun"])), max_size=3).map(tuple),
    titles=st.lists(words, max_size=2).map(tuple), country=st.none() | st.just("DEU"), sector=st.none() | words, members=st.just(()),
)  # fmt: skip
events = st.builds(
    Event, id=st.just("e1"), type=st.sampled_from(["AID", "ASSAULT"]), trigger=spans, status=st.just("happened"), mode=st.none() | words,
    actors=st.just(()), recipients=st.just(()), instrument=st.none() | words, target=st.none() | words, place=st.none(), time=st.none(),
    figures=st.just(()), according_to=st.just(()), disputed_by=st.just(()), rule=words, confidence=st.floats(0, 1),
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(party=parties, event=events)
def test_any_record_comes_back_as_it_went_in(tmp_path_factory, party, event):
    made = replace(reading(), findings=Findings(parties=(party,), events=(event,)))
    with open_ledger(tmp_path_factory.mktemp("any") / "l.db", create=True) as book:
        book.append(ReadPage(made.article.page, (made,)))
        assert book.reading(made.article.id) == made


def test_the_same_page_twice_adds_nothing(ledger, path):
    assert ledger.append(read_page())
    before = list(sqlite3.connect(path).iterdump())
    assert ledger.has_page(page())
    assert not ledger.append(read_page())
    assert list(sqlite3.connect(path).iterdump()) == before


def test_the_same_input_gives_the_same_ledger(tmp_path):
    dumps = []
    for name in ("a.db", "b.db"):
        with open_ledger(tmp_path / name, create=True) as book:
            for item in (read_page(), Unread("x.txt", "could not read x.txt: it is empty. Save it again."), _other(2)):
                book.append(item)
        dumps.append(list(sqlite3.connect(tmp_path / name).iterdump()))
    assert dumps[0] == dumps[1]


def test_another_reader_adds_a_reading_and_keeps_the_old_one(ledger, path):
    ledger.append(read_page())
    again = replace(reading(), findings=Findings())
    with open_ledger(path, reader="onrecord 99") as newer:
        assert not newer.has_page(page())
        assert newer.append(ReadPage(page(), (again,)))
        assert newer.reading(again.article.id) == again
        assert newer.counts().articles == 1
        assert newer.counts().events == 0
    assert sqlite3.connect(path).execute("select count(*) from readings").fetchone() == (2,)
    assert sqlite3.connect(path).execute("select count(*) from events").fetchone() == (2,)


@pytest.mark.parametrize("table", [table.name for table in metadata.sorted_tables])
def test_nothing_written_can_be_changed_or_removed(ledger, path, table):
    ledger.append(read_page())
    ledger.append(Unread("x.txt", "empty"))
    book = sqlite3.connect(path)
    column = book.execute(f"select name from pragma_table_info('{table}')").fetchone()[0]
    assert book.execute(f"select count(*) from {table}").fetchone()[0]
    for change in (f"update {table} set {column} = {column}", f"delete from {table}"):
        with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
            book.execute(change)


def test_what_could_not_be_read_is_kept_once_with_its_reason(ledger):
    torn = Unread(
        "torn.jsonl", "could not read torn.jsonl, line 2: not JSON. Mend it.", origin="in/torn.jsonl", member="line 2"
    )
    assert ledger.append(torn)
    assert not ledger.append(torn)
    assert ledger.append(replace(torn, member="line 3"))
    assert ledger.unread() == (torn, replace(torn, member="line 3"))
    assert ledger.counts().unread == 2


class TestSearch:
    @pytest.fixture(autouse=True)
    def _filled(self, ledger):
        ledger.append(read_page())
        ledger.append(_other(2))

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", 2), ("flour coal", 2), ("zeppelin", 0), ('"sacks of flour"', 2), ('"flour of sacks"', 0), ("FLOUR", 2),
            ("speaker:mayor", 2), ("speaker:nobody", 0), ('speaker:"Air Force"', 2), ("actor:army", 2), ("recipient:army", 0),
            ("type:coerce", 2), ("type:ASSAULT", 0), ("stance:denies", 2), ("stance:praises", 0), ("place:berlin", 2), ("place:DEU", 2),
            ("since:1948-09-09", 2), ("since:1948-09-10", 0), ("until:1948-09-09", 2), ("until:1948-09-08", 0), ("type:AID coal since:1948-01-01", 2),
        ],
    )  # fmt: skip
    def test_words_and_fields(self, ledger, query, found):
        assert ledger.search(query).total == found

    @pytest.mark.parametrize(
        "query",
        [
            '"',
            "'; drop table pages --",
            "a OR b NEAR(",
            "body:x*",
            "*",
            "(",
            "^flour",
            "flour AND",
            'x"y"z',
            "%",
            "speaker:%",
            "speaker:_",
        ],
    )
    def test_nothing_typed_is_syntax(self, ledger, query):
        if query == "body:x*":
            with pytest.raises(UsageError):
                ledger.search(query)
        else:
            assert ledger.search(query).total in {0, 2}

    def test_a_percent_sign_is_a_percent_sign(self, ledger):
        assert ledger.search("speaker:%").total == 0

    @pytest.mark.parametrize(("query", "said"), [("colour:red", "speaker:"), ("since:May", "2023-04-15")])
    def test_what_does_not_exist_is_said_with_what_does(self, ledger, query, said):
        with pytest.raises(UsageError, match=said):
            ledger.search(query)

    def test_pages_of_results(self, ledger):
        assert [r.id for r in ledger.search(limit=1).rows] == [reading().article.id]
        (second,) = ledger.search(limit=1, offset=1).rows
        assert (second.given_id, second.attributions, second.events, second.figures, second.places) == (
            "n2",
            4,
            2,
            1,
            1,
        )
        assert "flour" in ledger.search("flour").rows[0].snippet

    def test_articles_are_found_by_id_by_its_beginning_and_by_the_id_they_came_with(self, ledger):
        assert ledger.find("0123") == reading().article.id
        assert ledger.find("n2") == f"{2:016x}"
        with pytest.raises(UsageError, match="several"):
            ledger.find("0")
        for missing in ("zz", "", "%"):
            with pytest.raises(UsageError, match="no article"):
                ledger.find(missing)


class TestTrouble:
    def _fails(self, path, *said, create=True):
        with pytest.raises(LedgerError) as error, open_ledger(path, create=create) as book:
            book.append(_other(7))
        for one in (path.name, *said):
            assert one in str(error.value)

    def test_a_missing_ledger_is_not_made_by_looking(self, path):
        self._fails(path, "onrecord read", create=False)
        assert not path.exists()

    def test_a_file_that_is_no_ledger(self, path):
        path.write_text("a shopping list" * 100)
        self._fails(path, "not a ledger")
        assert path.read_text().startswith("a shopping list")

    def test_another_database(self, path):
        with sqlite3.connect(path) as other:
            other.execute("create table recipes (name)")
        self._fails(path, "not a ledger")

    def test_a_ledger_of_another_version(self, ledger, path):
        with sqlite3.connect(path) as book:
            book.execute("drop trigger meta_no_update")
            book.execute("update meta set value = '99'")
        self._fails(path, "version 99")

    def test_a_folder(self, tmp_path):
        self._fails(tmp_path, "is a folder")

    def test_a_folder_that_is_not_there(self, tmp_path):
        self._fails(tmp_path / "none" / "l.db", "folder")

    def test_a_damaged_file(self, ledger, path):
        for i in range(40):
            ledger.append(_other(i))
        ledger.__exit__(None, None, None)
        raw = bytearray(path.read_bytes())
        raw[8192:] = b"\xff" * (len(raw) - 8192)
        path.write_bytes(raw)
        path.with_name("l.db-wal").unlink(missing_ok=True)
        self._fails(path, "damaged")

    def test_a_locked_ledger(self, ledger, path, monkeypatch):
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("begin immediate")
        with ledger._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 50")
        with pytest.raises(LedgerError, match="Another program is writing"):
            ledger.append(_other(3))
        holder.execute("rollback")
        assert ledger.append(_other(3))

    def test_looking_goes_on_while_another_program_writes(self, ledger, path):
        ledger.append(read_page())
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("begin immediate")
        assert ledger.search("flour").total == 1
        holder.execute("rollback")

    def test_postgresql_is_refused_in_plain_words(self):
        with pytest.raises(LedgerError, match="not supported yet"):
            open_ledger("postgresql://localhost/x")

    def test_killed_in_the_middle_the_ledger_holds_whole_articles_only(self, path):
        script = (
            "import sys; from tests.ledger.test_ledger import _other; from onrecord.ledger import open_ledger\n"
            "with open_ledger(sys.argv[1], create=True) as book:\n"
            "    for i in range(100000): book.append(_other(i))\n"
        )
        with subprocess.Popen([sys.executable, "-c", script, str(path)], cwd=Path.cwd()) as writer:
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline and not (path.exists() and path.stat().st_size > 200_000):
                time.sleep(0.01)
            writer.send_signal(signal.SIGKILL)
        with open_ledger(path) as book:
            made = list(book.readings())
            assert len(made) > 3
            assert all(one.findings == reading().findings for one in made)
            assert book.append(_other(10**6))
        assert sqlite3.connect(path).execute("pragma integrity_check").fetchone() == ("ok",)
        assert sqlite3.connect(path).execute("pragma foreign_key_check").fetchall() == []


def test_memory_and_cost_do_not_grow_with_the_ledger(ledger):
    def spent(numbers):
        begun = time.process_time()
        for i in numbers:
            ledger.append(_other(i))
        return time.process_time() - begun

    first = spent(range(150))
    for i in range(150, 450):
        ledger.append(_other(i))
    assert spent(range(450, 600)) < 2.5 * first
