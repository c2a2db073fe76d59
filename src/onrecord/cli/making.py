"""The verbs for those who keep the program: gazetteer, bench."""

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.console import DONE, PARTLY, app, err, out

gazetteer = typer.Typer(name="gazetteer", help="Build a gazetteer of one's own.", no_args_is_help=True)


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


app.add_typer(gazetteer)


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
