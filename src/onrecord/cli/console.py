"""Where the command line prints, and what its exit codes are."""

from collections.abc import Iterable
from typing import Annotated, Any

import typer
from rich.console import Console
from typer.core import TyperGroup

from onrecord import terminal
from onrecord.records import ReadPage, SplitPage, Unread

DONE, PARTLY, USAGE, NOTHING = 0, 1, 2, 3


VERBS = (
    *("demo", "read", "page", "fetch", "watch", "show", "explain", "search", "export", "map", "serve"),
    *("codebook", "gazetteer", "bench"),
)
"""In the order of the contract and of ``--help``."""


class InOrder(TyperGroup):
    """The verbs in their order, whichever module was loaded first."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Their names."""
        return sorted(super().list_commands(ctx), key=VERBS.index)


app = typer.Typer(
    cls=InOrder,
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


def print_all(parts: Iterable[Any]) -> None:
    """Print parts with an empty line after each."""
    for part in parts:
        out.print(part)
        out.print()


def complain(item: ReadPage | SplitPage | Unread) -> None:
    """Say what could not be read, and why."""
    if isinstance(item, Unread):
        err.print(terminal.plain(f"onrecord: {item.reason}"), style=None if item.passed_over else "red")
