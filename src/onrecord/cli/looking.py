"""The verbs that show a ledger: show, explain, search, export, map, serve, codebook."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from onrecord import terminal
from onrecord.cli.console import LedgerPath, app, err, out, print_all
from onrecord.errors import UsageError
from onrecord.ledger import open_ledger


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
            print_all([terminal.article_list(results.rows, results.total), *terminal.unread_list(book.unread())])
            out.print(terminal.summary(book.counts()))
            return
        reading = book.reading(book.find(article))
        print_all([*terminal.article_view(reading), *terminal.tables(reading)])


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
        print_all([terminal.heading(reading), *terminal.grounds(explained(reading, name))])


@app.command()
def codebook() -> None:
    """Print the codebook: every event type and mode, what counts, what does not, and examples.

    \b
    onrecord codebook > docs/codebook.md
    """
    from onrecord.readers.acts.codebook import page

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
