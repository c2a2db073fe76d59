"""The verbs that fetch: fetch, watch."""

import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord import terminal
from onrecord.cli.console import DONE, NOTHING, PARTLY, app, complain, err
from onrecord.cli.running import Tally, read_watched
from onrecord.errors import UsageError
from onrecord.ledger import open_ledger

if TYPE_CHECKING:
    from onrecord.fetching import Settings, State

FETCHED = "fetched.json"
"""Beside an archive, or in a folder of archives: what has been fetched, so that the next run knows."""


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
        for item in read_watched(find_inputs([str(path)]), tally.skip_in(ledger)):
            tally.count(item)
            ledger.append(item)
            complain(item)
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
