"""The tables. Those of the nouns follow from the nouns themselves: a column a field, a span as two columns.

Lists and nested nouns are JSON columns; who plays which role is also in ``roles``, and every record's words stand beside
it, so that both can be searched.
"""

from dataclasses import dataclass
from typing import Any, get_origin

import sqlalchemy as sa
from orjson import loads

from onrecord.ledger.codec import build, encode, hints, optional
from onrecord.records import Attribution, Event, Figure, Moment, Party, Place, Span

VERSION = 2
"""Raised whenever the tables change; a ledger of another version is not opened."""

metadata = sa.MetaData()

meta = sa.Table(
    "meta", metadata, sa.Column("key", sa.Text, primary_key=True), sa.Column("value", sa.Text, nullable=False)
)

pages = sa.Table(
    "pages",
    metadata,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("origin", sa.Text),
    sa.Column("url", sa.Text),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("metadata", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
)

reads = sa.Table(
    "reads",
    metadata,
    sa.Column("sha256", sa.Text, sa.ForeignKey("pages.sha256"), primary_key=True),
    sa.Column("reader", sa.Text, primary_key=True),
)
"""Which reader is done with which page, also where the page holds no article."""

unread = sa.Table(
    "unread",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("origin", sa.Text),
    sa.Column("sha256", sa.Text),
    sa.Column("member", sa.Text),
)

articles = sa.Table(
    "articles",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("sha256", sa.Text, sa.ForeignKey("pages.sha256"), nullable=False),
    sa.Column("given_id", sa.Text, index=True),
)

readings = sa.Table(
    "readings",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("article", sa.Text, sa.ForeignKey("articles.id"), nullable=False),
    sa.Column("reader", sa.Text, nullable=False),
    sa.Column("headline", sa.Text),
    sa.Column("outlet", sa.Text),
    sa.Column("published", sa.Text),
    sa.Column("earliest", sa.Text),
    sa.Column("latest", sa.Text),
    sa.Column("layout", sa.Text, nullable=False),
    sa.UniqueConstraint("article", "reader"),
)
"""An article as one reader saw it. The latest of an article's readings is the one that is shown."""

roles = sa.Table(
    "roles",
    metadata,
    sa.Column("reading", sa.Integer, sa.ForeignKey("readings.seq"), primary_key=True),
    sa.Column("record", sa.Text, primary_key=True),
    sa.Column("role", sa.Text, primary_key=True),
    sa.Column("party", sa.Text, primary_key=True),
)


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun with its table."""

    kind: Any
    table: sa.Table
    field: str
    """Where the noun stands in ``Findings``."""

    def row(self, reading: int, order: int, record: Any, words: str) -> dict[str, Any]:
        """The table's row for one record."""
        row: dict[str, Any] = {"reading": reading, "seq": order, "words": words}
        for name, hint in hints(self.kind).items():
            value = getattr(record, name)
            kind, _ = optional(hint)
            if kind is Span:
                row[f"{name}_start"], row[f"{name}_end"] = value or (None, None)
            else:
                row[name] = encode(value) if get_origin(kind) is tuple else value
        return row

    def record(self, row: Any) -> Any:
        """The record that a row holds."""
        values = {}
        for name, hint in hints(self.kind).items():
            kind, _ = optional(hint)
            if kind is Span:
                start = row[f"{name}_start"]
                values[name] = None if start is None else Span(start, row[f"{name}_end"])
            else:
                values[name] = build(hint, loads(row[name])) if get_origin(kind) is tuple else row[name]
        return self.kind(**values)


_COLUMNS: dict[Any, Any] = {str: sa.Text, int: sa.Integer, float: sa.Float, bool: sa.Boolean}


def _table(kind: Any, name: str) -> sa.Table:
    columns: list[sa.Column[Any]] = [
        sa.Column("reading", sa.Integer, sa.ForeignKey("readings.seq"), primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("words", sa.Text, nullable=False),
    ]
    for field, hint in hints(kind).items():
        inner, empty = optional(hint)
        if inner is Span:
            columns += [sa.Column(f"{field}_{edge}", sa.Integer, nullable=empty) for edge in ("start", "end")]
        else:
            columns.append(sa.Column(field, _COLUMNS.get(inner, sa.Text), nullable=empty))
    return sa.Table(name, metadata, *columns)


NOUNS = tuple(
    Noun(kind, _table(kind, name), name)
    for kind, name in (
        (Party, "parties"),
        (Moment, "moments"),
        (Place, "places"),
        (Attribution, "attributions"),
        (Figure, "figures"),
        (Event, "events"),
    )
)
