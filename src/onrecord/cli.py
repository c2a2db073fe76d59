"""The command line: verbs only. Each calls one function and turns what comes back into words and an exit code."""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

from onrecord import __version__, terminal
from onrecord.contract import as_line, fate_lines
from onrecord.errors import OnrecordError, UsageError
from onrecord.ledger import Ledger, open_ledger
from onrecord.records import Page, ReadPage, SplitPage, Unread

if TYPE_CHECKING:
    from onrecord.fetching import Settings, State
    from onrecord.pages import Input

DONE, PARTLY, USAGE, NOTHING = 0, 1, 2, 3
FETCHED = "fetched.json"
"""Beside an archive, or in a folder of archives: what has been fetched, so that the next run knows."""

app = typer.Typer(
    name="onrecord",
    help="Reads news reports and writes a ledger: who said what, what happened, according to whom, and who denies it.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)
out = Console(soft_wrap=False, highlight=False, markup=False)
err = Console(stderr=True, highlight=False, markup=False)

LedgerPath = Annotated[str, typer.Argument(metavar="LEDGER", help="The ledger: a file.")]


def main() -> None:
    """Run the command line; every error that a user can mend is one line on standard error."""
    try:
        sys.exit(app(standalone_mode=False) or DONE)
    except OnrecordError as error:
        err.print(f"onrecord: {error}", style="red")
        sys.exit(USAGE if isinstance(error, UsageError) else NOTHING)
    except (typer.Abort, KeyboardInterrupt):
        err.print("onrecord: stopped.")
        sys.exit(NOTHING)
    except BrokenPipeError:
        # the reader of our output has closed it (`| head`): nothing went wrong, and nobody is left to tell
        sys.stderr.close()
        sys.exit(DONE)
    except Exception as error:
        if hasattr(error, "format_message") and hasattr(error, "exit_code"):  # click's own usage errors
            err.print(f"onrecord: {error.format_message()} Try `onrecord --help`.", style="red")
            sys.exit(USAGE)
        raise


def _version(wanted: bool) -> None:
    if wanted:
        out.print(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """Take the options that stand before a verb."""


@dataclass
class Tally:
    """What a read came to."""

    pages: int = 0
    articles: int = 0
    unread: int = 0
    known: int = 0
    """Pages that the ledger had already."""
    foreign: int = 0
    """Articles in other languages than English: kept, and not read."""

    def skip_in(self, ledger: Ledger | None) -> Callable[[Page], bool] | None:
        """Whether a page is in the ledger already; those that are, are counted."""
        if ledger is None:
            return None

        def skip(page: Page) -> bool:
            found = ledger.has_page(page)
            self.known += found
            return found

        return skip

    def count(self, item: ReadPage | SplitPage | Unread) -> None:
        """Count one item."""
        from onrecord.pages.languages import is_read

        if isinstance(item, Unread):
            self.unread += not item.passed_over
        else:
            self.pages += 1
            self.articles += len(item.readings if isinstance(item, ReadPage) else item.articles)
            if isinstance(item, ReadPage):
                self.foreign += sum(not is_read(reading.article) for reading in item.readings)

    @property
    def exit_code(self) -> int:
        """As the contract has it: 0 all read, 1 some of it, 3 nothing."""
        if not self.unread:
            return DONE
        return PARTLY if self.pages or self.known else NOTHING


@app.command()
def read(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files or folders; '-' for standard input.")],
    into: Annotated[
        str | None, typer.Option("--into", metavar="LEDGER", help="Store what is read in this ledger.")
    ] = None,
    form: Annotated[
        Literal["table", "jsonl"] | None, typer.Option("--format", help="Print tables, or one article a line as JSON.")
    ] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Publication date of pages that give none (2023-11-06).")
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, metavar="N", help="Worker processes.")] = 1,
    engine: Annotated[Literal["local"], typer.Option(help="Where to run: on this machine.")] = "local",
) -> None:
    """Read pages: .txt, .html, .jsonl, .warc files and feeds (.xml, .rss, .atom), packed (.gz) or not, or folders of them.

    \b
    onrecord read report.html                      what it says, as tables
    onrecord read saved-pages/ --into sudan.db     into a ledger
    onrecord read dump.txt --format jsonl          one article a line, as JSON
    """
    from onrecord.pages import find_inputs

    published = _date(published)
    inputs = find_inputs(paths)
    if not inputs:
        raise UsageError(
            f"nothing to read in {', '.join(paths)}: no .txt, .html, .jsonl, .warc, .xml, .rss or .atom file."
        )
    tally = Tally()
    show = _printer(form or ("table" if into is None else None))
    with _ledger(into) as ledger:
        try:
            for item in _read(inputs, tally.skip_in(ledger), published, jobs, engine):
                tally.count(item)
                if ledger:
                    ledger.append(item)
                show(item)
                _complain(item)
        except KeyboardInterrupt:
            kept = " What was read is in the ledger; the same command goes on from there." if into else ""
            err.print(f"onrecord: stopped after {tally.pages} pages.{kept}")
            raise typer.Exit(PARTLY if tally.pages else NOTHING) from None
        if tally.foreign:
            err.print(f"onrecord: {tally.foreign} articles are not in English: kept, but nothing is read from them.")
        if ledger:
            err.print(f"{into}: {terminal.summary(ledger.counts())}")
    raise typer.Exit(tally.exit_code)


def _date(given: str | None) -> str | None:
    if given is None:
        return None
    try:
        return (date.fromisoformat(given) if len(given) == 10 else datetime.fromisoformat(given)).isoformat()
    except ValueError as cause:
        raise UsageError(f"{given!r} is not a date. Write it as 2023-11-06 or 2023-11-06T14:30:00+00:00.") from cause


@contextmanager
def _ledger(location: str | None) -> Iterator[Ledger | None]:
    if location is None:
        yield None
        return
    with open_ledger(location, create=True) as ledger:
        yield ledger


def _read(
    inputs: "list[Input]",
    skip: Callable[[Page], bool] | None,
    published: str | None = None,
    jobs: int = 1,
    engine: str = "local",
) -> Iterator[ReadPage | Unread]:
    """Read with a progress bar where somebody is watching."""
    from onrecord import engines

    run = partial(engines.ENGINES[engine], inputs, published=published, jobs=jobs, skip=skip)
    if not err.is_terminal:
        yield from run()
        return
    columns = (TextColumn("Reading"), BarColumn(), TaskProgressColumn(), _Rate(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task("Reading", total=sum(i.size or 0 for i in inputs) or None, pages=0)

        def advance(done: int) -> None:
            bar.update(task, advance=done)

        for pages, item in enumerate(run(progress=advance), 1):
            bar.update(task, pages=pages)
            yield item


class _Rate(ProgressColumn):
    """Pages done, and pages a second."""

    def render(self, task: Task) -> Text:
        pages = task.fields["pages"]
        rate = f", {pages / task.elapsed:.1f} a second" if task.elapsed else ""
        return Text(f"{pages} pages{rate}")


def _printer(form: str | None) -> Callable[[ReadPage | Unread], None]:
    def nothing(item: ReadPage | Unread) -> None:  # noqa: ARG001 - one form of three
        return

    def lines(item: ReadPage | Unread) -> None:
        for reading in item.readings if isinstance(item, ReadPage) else ():
            sys.stdout.buffer.write(as_line(reading))
        sys.stdout.buffer.flush()

    def tables(item: ReadPage | Unread) -> None:
        for reading in item.readings if isinstance(item, ReadPage) else ():
            _print([terminal.heading(reading), *terminal.tables(reading)])

    return {"jsonl": lines, "table": tables, None: nothing}[form]


def _print(parts: Iterable[Any]) -> None:
    for part in parts:
        out.print(part)
        out.print()


def _complain(item: ReadPage | SplitPage | Unread) -> None:
    if isinstance(item, Unread):
        err.print(terminal.plain(f"onrecord: {item.reason}"), style=None if item.passed_over else "red")


@app.command()
def page(
    path: Annotated[
        str, typer.Argument(metavar="FILE", help="A file of any kind that can be read; '-' for standard input.")
    ],
    form: Annotated[
        Literal["table", "jsonl"],
        typer.Option("--format", help="Print a table, or one line of the page a line as JSON."),
    ] = "table",
    html: Annotated[
        Path | None, typer.Option("--html", metavar="OUT", help="Write the page with its lines marked in its own look.")
    ] = None,
) -> None:
    """Show what becomes of every line of a page: kept as which part, or dropped for which reason.

    \b
    onrecord page report.html                        as a table
    onrecord page report.html --html marked.html     in the page's own look, for a browser
    """
    from onrecord.pages import find_inputs, read_input

    if Path(path).is_dir():
        raise UsageError(f"{path} is a folder. Name one file in it.")
    [given] = find_inputs([path])
    tally, pages = Tally(), []
    for item in read_input(given):
        tally.count(item)
        _complain(item)
        if isinstance(item, SplitPage):
            _print_fates(item, form)
            pages += [item] if html else []
    if html and pages:
        _write_marked(given, pages, html)
    raise typer.Exit(tally.exit_code)


def _print_fates(item: SplitPage, form: str) -> None:
    from onrecord.pages import fates_of

    if form == "table":
        _print([terminal.fates(item, fates_of(item))])
        return
    for line in fate_lines(item, fates_of(item)):
        sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()


def _write_marked(given: "Input", pages: list[SplitPage], path: Path) -> None:
    from onrecord.exports.marked_page import listed_html, marked_html
    from onrecord.pages import source_of

    source = source_of(given)
    text = marked_html(pages[0], source) if source is not None else listed_html(pages)
    try:
        path.write_text(text, encoding="utf-8", errors="replace")
    except OSError as cause:
        raise UsageError(f"{path} cannot be written: {cause.strerror}. Check its folder.") from cause
    err.print(f"wrote {path}")


AllowPrivate = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-private",
        metavar="HOST",
        help="A host on this machine or in a private network that may be fetched from.",
    ),
]
StoreInto = Annotated[
    str | None, typer.Option("--into", metavar="LEDGER", help="Read what was fetched into this ledger.")
]


@app.command()
def fetch(
    addresses: Annotated[list[str], typer.Argument(metavar="ADDRESS...", help="Of pages, or of feeds.")],
    into_warc: Annotated[
        Path | None, typer.Option("--into-warc", metavar="FILE", help="Append to this archive (.warc.gz).")
    ] = None,
    folder: Annotated[
        Path | None, typer.Option("--dir", metavar="FOLDER", help="Make a new archive in this folder.")
    ] = None,
    into: StoreInto = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="Pages to fetch of one feed.")] = 200,
    delay: Annotated[float, typer.Option(min=0, metavar="SECONDS", help="Between two requests to one host.")] = 1.0,
    allow_private: AllowPrivate = None,
) -> None:
    """Fetch pages, and feeds with their new pages, into a crawl archive.

    \b
    onrecord fetch https://example.org/feed.xml --into-warc news.warc.gz
    onrecord fetch https://example.org/report --dir archive --into sudan.db
    """
    from onrecord.fetching import Settings, State

    if (into_warc is None) == (folder is None):
        raise UsageError("say where to keep what is fetched: either --into-warc FILE or --dir FOLDER.")
    settings = Settings(delay=delay, allow_private=frozenset(allow_private or ()))
    if folder:
        state, path = State(folder / FETCHED), _new_archive(folder)
    else:
        assert into_warc is not None
        # an archive that is gone must not count as fetched
        path = into_warc
        state = State(path.with_name(f"{path.name}.{FETCHED}"), afresh=not path.exists())
    raise typer.Exit(_harvest(addresses, settings, path, state, into=into, limit=limit))


def _new_archive(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        raise UsageError(f"the folder {folder} cannot be made: {cause.strerror}. Name another one.") from cause
    return folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}.warc.gz"


def _harvest(
    addresses: Sequence[str],
    settings: "Settings",
    path: Path,
    state: "State",
    *,
    into: str | None,
    limit: int = 200,
) -> int:
    """Fetch, say what became of each address, and read the archive; the exit code."""
    from onrecord.fetching import Archive, Fetcher, harvest

    archive, kinds = Archive(path), Counter[str]()
    with Fetcher(settings) as fetcher:
        for outcome in harvest(addresses, fetcher=fetcher, archive=archive, state=state, most=limit):
            kinds[outcome.kind] += 1
            if outcome.reason:
                err.print(terminal.plain(f"onrecord: {outcome.reason}"), style="red")
    saved = f", saved in {path}" if archive.saved else ""
    err.print(f"{kinds['saved']} fetched{saved}; {kinds['unchanged']} unchanged; {kinds['failed']} failed.")
    code = DONE if not kinds["failed"] else PARTLY if kinds["saved"] or kinds["unchanged"] else NOTHING
    return max(code, _store(path, into)) if into and archive.saved and code != NOTHING else code


def _store(path: Path, into: str) -> int:
    from onrecord.pages import find_inputs

    tally = Tally()
    with open_ledger(into, create=True) as ledger:
        for item in _read(find_inputs([str(path)]), tally.skip_in(ledger)):
            tally.count(item)
            ledger.append(item)
            _complain(item)
        err.print(f"{into}: {terminal.summary(ledger.counts())}")
    return PARTLY if tally.unread else DONE


@app.command()
def watch(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="Which feeds to watch: feeds.toml.")],
    once: Annotated[bool, typer.Option("--once", help="Look once and end.")] = False,
    delay: Annotated[float, typer.Option(min=0, metavar="SECONDS", help="Between two requests to one host.")] = 1.0,
    allow_private: AllowPrivate = None,
) -> None:
    """Look at feeds again and again, and fetch what is new in them.

    \b
    onrecord watch feeds.toml            until it is stopped (Ctrl-C)
    onrecord watch feeds.toml --once     one look, for a timer of the system
    """
    from onrecord.fetching import Settings, State, load_watchlist

    wanted = load_watchlist(path)
    settings = Settings(delay=delay, allow_private=wanted.allow_private | frozenset(allow_private or ()))
    while True:
        path = _new_archive(wanted.folder)
        code = _harvest(wanted.feeds, settings, path, State(wanted.folder / FETCHED), into=wanted.ledger)
        if once:
            raise typer.Exit(code)
        try:
            time.sleep(wanted.minutes * 60)
        except KeyboardInterrupt:
            err.print("onrecord: stopped.")
            raise typer.Exit(DONE) from None


@app.command()
def demo(
    ledger: Annotated[
        str, typer.Argument(metavar="LEDGER", help="Where to put the ledger; must not exist yet.")
    ] = "demo.db",
) -> None:
    """Read the sample pages into a fresh ledger and print what was found.

    \b
    onrecord demo                 into demo.db, in this folder
    onrecord demo /tmp/try.db     somewhere else
    """
    from onrecord import samples
    from onrecord.pages import find_inputs

    if Path(ledger).exists():
        raise UsageError(
            f"{ledger} is there already. Remove it, look into it with `onrecord show {ledger}`, or name another file."
        )
    tally = Tally()
    with open_ledger(ledger, create=True) as book:
        for item in _read(find_inputs([str(samples.folder())]), None):
            tally.count(item)
            book.append(item)
            _printer("table")(item)
            _complain(item)
        out.print(terminal.summary(book.counts()))
    out.print(f"\nIt is all in {ledger}. To look further:")
    for line in (
        f"show {ledger}",
        f"search {ledger} ceasefire",
        f"serve {ledger}",
        f"export {ledger} --as csv -o demo.csv",
    ):
        out.print(f"  onrecord {line}")
    raise typer.Exit(tally.exit_code)


@app.command()
def show(
    ledger: LedgerPath,
    article: Annotated[
        str | None, typer.Argument(metavar="ARTICLE", help="An article's id, or its first letters.")
    ] = None,
) -> None:
    """Show an article with its records in place and their words; without ARTICLE, list the articles.

    \b
    onrecord show sudan.db                 the articles, and what could not be read
    onrecord show sudan.db 3f2a            the one whose id begins so
    """
    with open_ledger(ledger) as book:
        if article is None:
            results = book.search("", limit=1_000)
            _print([terminal.article_list(results.rows, results.total), *terminal.unread_list(book.unread())])
            out.print(terminal.summary(book.counts()))
            return
        reading = book.reading(book.find(article))
        _print([*terminal.article_view(reading), *terminal.tables(reading)])


@app.command()
def explain(
    ledger: LedgerPath,
    record: Annotated[
        str,
        typer.Argument(metavar="RECORD", help="An article's id (or its first letters), a colon, and the record's id."),
    ],
) -> None:
    """Show what gave each field of a record, with its words.

    \b
    onrecord explain sudan.db 3f2a:e4      the event e4 of the article whose id begins so
    onrecord explain sudan.db 3f2a:a1      an attribution; f1 a figure, m1 a moment, l1 a place, p1 a party
    """
    from onrecord.explain import explain as explained

    article, colon, name = record.rpartition(":")
    if not colon:
        raise UsageError(f"{record!r} names no article. Write it as ARTICLE:RECORD, such as 3f2a:e4.")
    with open_ledger(ledger) as book:
        reading = book.reading(book.find(article))
        _print([terminal.heading(reading), *terminal.grounds(explained(reading, name))])


@app.command()
def codebook() -> None:
    """Print the codebook: every event type and mode, what counts, what does not, and examples.

    \b
    onrecord codebook > docs/codebook.md
    """
    from onrecord.readers.codebook import page

    typer.echo(page(), nl=False)


@app.command()
def search(
    ledger: LedgerPath,
    query: Annotated[list[str], typer.Argument(metavar="QUERY", help='Words, "a phrase", and fields.')],
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="Articles to list.")] = 20,
) -> None:
    """Search full text and the fields speaker, actor, recipient, type, stance, place, since and until.

    \b
    onrecord search sudan.db 'cholera hospitals'
    onrecord search sudan.db 'speaker:"Red Cross" type:ASSAULT since:2023-04-15'
    """
    with open_ledger(ledger) as book:
        results = book.search(" ".join(query), limit=limit)
        out.print(terminal.article_list(results.rows, results.total))


@app.command()
def export(
    ledger: LedgerPath,
    form: Annotated[Literal["csv", "jsonl"], typer.Option("--as", metavar="FORMAT", help="csv or jsonl.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Where to write it.")],
) -> None:
    """Write the ledger's records to a file.

    \b
    onrecord export sudan.db --as csv -o sudan.csv        a row a record, for a spreadsheet
    onrecord export sudan.db --as jsonl -o sudan.jsonl    an article a line
    """
    from onrecord import exports

    with open_ledger(ledger) as book:
        exports.export(book, form, output)
    err.print(f"wrote {output}")


@app.command(name="map")
def map_(
    ledger: LedgerPath,
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="An article's id, or its first letters.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Where to write the picture.")],
) -> None:
    """Draw an article's places as an SVG picture: towns and sites as points, countries and regions in a list beside.

    \b
    onrecord map sudan.db 3f2a -o places.svg
    """
    from onrecord.exports import write_map

    with open_ledger(ledger) as book:
        write_map(book.reading(book.find(article)), output)
    err.print(f"wrote {output}")


gazetteer = typer.Typer(name="gazetteer", help="Build a gazetteer of one's own.", no_args_is_help=True)
app.add_typer(gazetteer)


@gazetteer.callback()
def gazetteer_verbs() -> None:
    """Keep the verbs under one name."""


@gazetteer.command()
def build(
    dump: Annotated[Path, typer.Argument(metavar="DUMP", help="allCountries.txt, or one country's file.")],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="Where to write the gazetteer.")
    ] = Path("gazetteer.sqlite"),
    names: Annotated[
        Path | None, typer.Option("--names", metavar="FILE", help="alternateNamesV2.txt: its English names too.")
    ] = None,
) -> None:
    """Build a big gazetteer from a GeoNames dump; ONRECORD_GAZETTEER=FILE then makes Onrecord use it.

    \b
    onrecord gazetteer build allCountries.txt -o world.sqlite
    ONRECORD_GAZETTEER=world.sqlite onrecord read report.html
    """
    from onrecord.gazetteer.big import build_from_dump

    built = build_from_dump(dump, output, names)
    err.print(f"wrote {built.path}: {built.places:,} places, {built.bytes / 1e6:,.0f} MB. To use it: ")
    err.print(f"  ONRECORD_GAZETTEER={built.path.resolve()} onrecord read …")


@app.command()
def serve(
    ledger: LedgerPath,
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="Port; 0 takes a free one.")] = 8000,
    host: Annotated[
        str, typer.Option(help="Address to listen on. Only this machine can reach 127.0.0.1.")
    ] = "127.0.0.1",
) -> None:
    """Show the ledger in a browser, on this machine only unless told otherwise.

    \b
    onrecord serve sudan.db               then open the address that it prints
    onrecord serve sudan.db --port 9000
    """
    from onrecord import web

    web.serve(
        ledger, host=host, port=port, started=lambda address: err.print(f"Onrecord is at {address} (Ctrl-C ends it)")
    )


@app.command()
def bench(
    task: Annotated[
        str,
        typer.Argument(
            metavar="TASK", help="attribution, places, moments, events, figures, ledger, pages, speed or all."
        ),
    ] = "all",
    check: Annotated[bool, typer.Option("--check", help="Fail if a figure is below its floor.")] = False,
    write: Annotated[
        bool, typer.Option("--write", help="Write the tables in docs/accuracy.md and raise the floors.")
    ] = False,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Only the first N articles of each file.")
    ] = None,
) -> None:
    """Measure accuracy and speed on the measured tasks (needs the measuring data beside the checkout).

    \b
    onrecord bench attribution            one task
    onrecord bench all --check            every task, against the floors
    """
    from onrecord import bench as measuring

    report = measuring.run(task, limit=limit, check=check, write=write)
    out.print(report.text)
    raise typer.Exit(DONE if report.passed else PARTLY)
