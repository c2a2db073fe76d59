"""The measured tasks: accuracy beside the figures to beat, and floors that may not be undercut.

The scorers and the data stand beside the checkout (``../shared/bench``), not in the package: the texts are other
people's. Each run hands the texts to the installed command as a user would.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.bench.floors import Floors, Row
from onrecord.bench.tables import accuracy_page, as_text
from onrecord.errors import MissingPartError, UsageError

TASKS = ("attribution", "places", "moments", "events", "figures", "ledger", "pages")
"""Measured by ``all``; incidents are not read yet."""

_CHECKOUT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Report:
    """What a run of the measures came to."""

    text: str
    passed: bool


def run(task: str, *, limit: int | None = None, check: bool = False, write: bool = False) -> Report:
    """Measure one task, or all of them.

    Args:
        task: one of TASKS, ``speed`` or ``all``.
        limit: only the first so many articles of each file.
        check: hold the figures against the floors in ``docs/floors.json``.
        write: write the tables of ``docs/accuracy.md`` and raise the floors to what was reached.

    Raises:
        UsageError: no such task, or a limit together with the floors.
        MissingPartError: the measuring data is not beside the checkout.

    """
    if task not in (*TASKS, "all", "speed"):
        raise UsageError(f"there is no task {task!r}. Take one of {', '.join(TASKS)}, speed or all.")
    if limit and (check or write):
        raise UsageError("floors are set on whole files: leave --limit away with --check or --write.")
    bench = _bench()
    if task == "speed":
        return Report(_call(bench, ["speed", "--python", sys.executable, "--limit", str(limit or 84)]), True)
    rows: list[Row] = []
    texts: list[str] = []
    for one in TASKS if task == "all" else (task,):
        text, measured = _measure(bench, one, limit)
        texts.append(text)
        rows += measured
    floors = Floors.load(_CHECKOUT / "docs" / "floors.json")
    broken = floors.undercut(rows, bench / "data") if check else []
    if write:
        floors.raised(rows, bench / "data").save()
        references = json.loads((bench / "references.json").read_text(encoding="utf-8"))["sets"]
        page = accuracy_page(_CHECKOUT / "docs" / "accuracy.md", rows, references)
        (_CHECKOUT / "docs" / "accuracy.md").write_text(page, encoding="utf-8")
    return Report("\n".join([*texts, *as_text(broken, checked=check)]), not broken)


def _bench() -> Path:
    bench = _CHECKOUT.parent / "shared" / "bench"
    if not (bench / "bench.py").is_file():
        raise MissingPartError(
            "the measuring data is not beside the checkout (../shared/bench). Only its keepers can run this."
        )
    return bench


def _command() -> str:
    """The installed command of this very environment."""
    return str(Path(sys.executable).with_name("onrecord"))


def _call(bench: Path, args: list[str]) -> str:
    done = subprocess.run(  # noqa: S603 - our own script with our own arguments
        [sys.executable, str(bench / "bench.py"), *args, "--command", _command()],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise MissingPartError(
            f"the measuring script ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
        )
    return done.stdout


def _measure(bench: Path, task: str, limit: int | None) -> tuple[str, list[Row]]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "rows.json"
        text = _call(bench, [task, "--json", str(out), *(["--limit", str(limit)] if limit else [])])
        done: list[dict[str, Any]] = json.loads(out.read_text(encoding="utf-8"))
    return text, [Row.of(task, row) for one in done for row in one["rows"]]
