"""The verbs that read: read, page, demo."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from onrecord import terminal
from onrecord.cli.console import NOTHING, PARTLY, app, complain, err, out, print_all
from onrecord.cli.running import Tally, date_of, ledger_at, printer, read_watched
from onrecord.contract import fate_lines
from onrecord.errors import UsageError
from onrecord.ledger import open_ledger
from onrecord.records import SplitPage

if TYPE_CHECKING:
    from onrecord.pages import Input


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

    published = date_of(published)
    inputs = find_inputs(paths)
    if not inputs:
        raise UsageError(
            f"nothing to read in {', '.join(paths)}: no .txt, .html, .jsonl, .warc, .xml, .rss or .atom file."
        )
    tally = Tally()
    show = printer(form or ("table" if into is None else None))
    with ledger_at(into) as ledger:
        try:
            for item in read_watched(inputs, tally.skip_in(ledger), published, jobs, engine):
                tally.count(item)
                if ledger:
                    ledger.append(item)
                show(item)
                complain(item)
        except KeyboardInterrupt:
            kept = " What was read is in the ledger; the same command goes on from there." if into else ""
            err.print(f"onrecord: stopped after {tally.pages} pages.{kept}")
            raise typer.Exit(PARTLY if tally.pages else NOTHING) from None
        if tally.foreign:
            err.print(f"onrecord: {tally.foreign} articles are not in English: kept, but nothing is read from them.")
        if ledger:
            err.print(f"{into}: {terminal.summary(ledger.counts())}")
    raise typer.Exit(tally.exit_code)


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
        complain(item)
        if isinstance(item, SplitPage):
            _print_fates(item, form)
            pages += [item] if html else []
    if html and pages:
        _write_marked(given, pages, html)
    raise typer.Exit(tally.exit_code)


def _print_fates(item: SplitPage, form: str) -> None:
    from onrecord.pages import fates_of

    if form == "table":
        print_all([terminal.fates(item, fates_of(item))])
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
        for item in read_watched(find_inputs([str(samples.folder())]), None):
            tally.count(item)
            book.append(item)
            printer("table")(item)
            complain(item)
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
