"""What is SQLite's own: how a connection is set up, the append-only guard, full text, and its errors in plain words."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from onrecord.errors import LedgerError

FULLTEXT = (
    'CREATE VIRTUAL TABLE fulltext USING fts5(article UNINDEXED, body, tokenize = "unicode61 remove_diacritics 2")'
)

_STEPS = {
    "disk is full": "The disk is full. Free some space; the same command then goes on from there",
    "disk i/o error": "The disk refused to write, perhaps because it is full. Free some space; the same command then goes on from there",
    "locked": "Another program is writing to it. Wait until it has ended, then run the same command again",
    "readonly": "It may not be written to. Give yourself write permission on the file and its folder",
    "read-only": "It may not be written to. Give yourself write permission on the file and its folder",
    "unable to open": "It cannot be opened. Check that its folder exists and that you may read and write there",
    "not a database": "It is not a ledger. Name another file",
    "malformed": "The file is damaged. Restore it from a copy, or read the pages into a new ledger",
}


def engine(path: Path) -> sa.Engine:
    """An engine for one file; every connection keeps foreign keys and waits for a writer."""
    made = sa.create_engine(sa.URL.create("sqlite", database=str(path)))

    @sa.event.listens_for(made, "connect")
    def _set_up(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA busy_timeout = 5000")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.close()

    return made


def prepare(connection: sa.Connection, tables: list[str]) -> None:
    """Full text, and triggers that refuse every change of what has been written."""
    connection.execute(sa.text(FULLTEXT))
    for table in tables:
        for act in ("UPDATE", "DELETE"):
            connection.execute(
                sa.text(
                    f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                    "BEGIN SELECT RAISE(ABORT, 'a ledger is only ever added to'); END"
                )
            )


def articles_matching(words: list[str]) -> sa.TextualSelect:
    """Articles whose text holds all the words and phrases."""
    found = sa.text("SELECT article FROM fulltext WHERE fulltext MATCH :match").bindparams(match=_quoted(words))
    return found.columns(sa.column("article", sa.Text))


def _quoted(words: list[str]) -> str:
    """Each word or phrase in quotation marks: nothing that a user types is FTS5 syntax."""
    return " ".join('"' + word.replace('"', '""') + '"' for word in words)


def snippet(connection: sa.Connection, article: str, words: list[str]) -> str | None:
    """A few words around the first hit."""
    cut = sa.text(
        "SELECT snippet(fulltext, 1, '', '', ' … ', 24) FROM fulltext WHERE fulltext MATCH :match AND article = :article"
    )
    found: str | None = connection.scalar(cut, {"match": _quoted(words), "article": article})
    return found


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn the database's errors into one sentence that names the file and the next step."""
    try:
        yield
    except sa.exc.DBAPIError as cause:
        said = str(cause.orig).lower()
        step = next((step for sign, step in _STEPS.items() if sign in said), f"{cause.orig}")
        raise LedgerError(f"the ledger {path} failed. {step}.") from cause
