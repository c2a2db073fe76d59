"""Reading with a progress bar, and what a read came to."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

from onrecord import terminal
from onrecord.cli.console import DONE, NOTHING, PARTLY, err, print_all
from onrecord.contract import as_line
from onrecord.errors import UsageError
from onrecord.ledger import Ledger, open_ledger
from onrecord.records import Page, ReadPage, SplitPage, Unread

if TYPE_CHECKING:
    from onrecord.pages import Input


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


def date_of(given: str | None) -> str | None:
    """A date given on the command line, in full."""
    if given is None:
        return None
    try:
        return (date.fromisoformat(given) if len(given) == 10 else datetime.fromisoformat(given)).isoformat()
    except ValueError as cause:
        raise UsageError(f"{given!r} is not a date. Write it as 2023-11-06 or 2023-11-06T14:30:00+00:00.") from cause


@contextmanager
def ledger_at(location: str | None) -> Iterator[Ledger | None]:
    """The ledger at a place, made where there is none; none where none was asked for."""
    if location is None:
        yield None
        return
    with open_ledger(location, create=True) as ledger:
        yield ledger


def read_watched(
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


def printer(form: str | None) -> Callable[[ReadPage | Unread], None]:
    """How each item is printed in a form."""

    def nothing(item: ReadPage | Unread) -> None:  # noqa: ARG001 - one form of three
        return

    def lines(item: ReadPage | Unread) -> None:
        for reading in item.readings if isinstance(item, ReadPage) else ():
            sys.stdout.buffer.write(as_line(reading))
        sys.stdout.buffer.flush()

    def tables(item: ReadPage | Unread) -> None:
        for reading in item.readings if isinstance(item, ReadPage) else ():
            print_all([terminal.heading(reading), *terminal.tables(reading)])

    return {"jsonl": lines, "table": tables, None: nothing}[form]
