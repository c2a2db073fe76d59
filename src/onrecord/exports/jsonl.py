"""One article a line, as ``read --format jsonl`` prints it."""

from pathlib import Path

from onrecord.contract import as_line
from onrecord.ledger import Ledger


def write_jsonl(ledger: Ledger, path: Path) -> None:
    """Write the latest reading of every article."""
    with path.open("wb") as file:
        for reading in ledger.readings():
            file.write(as_line(reading))
