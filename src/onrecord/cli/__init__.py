"""The command line: verbs only. Each calls one function and turns what comes back into words and an exit code."""

import sys
from typing import Annotated

import typer

from onrecord import __version__
from onrecord.cli import fetching, looking, making, reading
from onrecord.cli.console import DONE, NOTHING, USAGE, app, err, out
from onrecord.errors import OnrecordError, UsageError

__all__ = ["app", "fetching", "looking", "main", "making", "reading"]


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
