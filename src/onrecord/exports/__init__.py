"""The ledger as files for other programs."""

from collections.abc import Callable
from pathlib import Path

from onrecord.errors import UsageError
from onrecord.exports.csv import write_csv
from onrecord.exports.jsonl import write_jsonl
from onrecord.exports.svg_map import draw
from onrecord.exports.target import writing
from onrecord.ledger import Ledger
from onrecord.records import Reading

FORMATS: dict[str, Callable[[Ledger, Path], None]] = {"csv": write_csv, "jsonl": write_jsonl}
"""Each format and what writes it."""


def export(ledger: Ledger, form: str, output: Path) -> None:
    """Write every record of a ledger to a file; the file is there whole or not at all.

    Raises:
        UsageError: no such format.
        OnrecordError: the file cannot be written.

    """
    if form not in FORMATS:
        raise UsageError(f"there is no format {form!r}. Take one of {', '.join(FORMATS)}.")
    with writing(output) as draft:
        FORMATS[form](ledger, draft)


def write_map(reading: Reading, output: Path) -> None:
    """Write the map of an article's places; the file is there whole or not at all.

    Raises:
        OnrecordError: the file cannot be written.

    """
    with writing(output) as draft:
        draft.write_text(draw(reading), encoding="utf-8")
