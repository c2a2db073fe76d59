"""What people type to find articles: words, "phrases", and fields."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa

from onrecord.errors import UsageError
from onrecord.ledger import sqlite
from onrecord.ledger.schema import NOUNS, readings, roles

_TOKEN = re.compile(r'(?:(?P<field>[A-Za-z]+):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_TABLES = {noun.field: noun.table for noun in NOUNS}


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query: every word and every field must fit."""

    words: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = field(default=())


def parse(text: str) -> Query:
    """Read what was typed.

    Raises:
        UsageError: a field that does not exist, or a date that is none.

    """
    words, fields = [], []
    for token in _TOKEN.finditer(text):
        value = (token["phrase"] if token["phrase"] is not None else token["word"]).strip()
        name = (token["field"] or "").lower()
        if name and name not in FIELDS and token["phrase"] is None and not re.match(r"^[a-z]+$", name):
            name, value = "", token.group()
        if name and name not in FIELDS:
            raise UsageError(f"there is no field {name}:. Take one of {', '.join(f'{known}:' for known in FIELDS)}")
        if name in {"since", "until"}:
            value = _day(name, value)
        if value and name:
            fields.append((name, value))
        elif re.search(r"\w", value):
            words.append(value)
    return Query(tuple(words), tuple(fields))


def _day(name: str, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as cause:
        raise UsageError(f"{name}:{value} is not a date. Write it as {name}:2023-04-15") from cause


def condition(query: Query) -> sa.ColumnElement[bool]:
    """The query as a condition on a row of ``readings``."""
    parts: list[sa.ColumnElement[bool]] = [FIELDS[name](value) for name, value in query.fields]
    if query.words:
        parts.append(readings.c.article.in_(sqlite.articles_matching(list(query.words))))
    return sa.and_(sa.true(), *parts)


def _like(column: sa.ColumnElement[str], value: str) -> sa.ColumnElement[bool]:
    return sa.func.lower(column).contains(value.lower(), autoescape=True)


def _party(role: str) -> Callable[[str], sa.ColumnElement[bool]]:
    parties = _TABLES["parties"]

    def fits(value: str) -> sa.ColumnElement[bool]:
        named = sa.and_(
            roles.c.reading == readings.c.seq,
            roles.c.role == role,
            parties.c.reading == roles.c.reading,
            parties.c.id == roles.c.party,
            _like(parties.c.name, value),
        )
        return sa.exists().where(named)

    return fits


def _column(table: str, name: str, shown: Callable[[str], str]) -> Callable[[str], sa.ColumnElement[bool]]:
    rows = _TABLES[table]
    return lambda value: sa.exists().where(rows.c.reading == readings.c.seq, rows.c[name] == shown(value))


def _place(value: str) -> sa.ColumnElement[bool]:
    rows = _TABLES["places"]
    return sa.exists().where(
        rows.c.reading == readings.c.seq, sa.or_(_like(rows.c.name, value), rows.c.country == value.upper())
    )


def _dated(edge: str, fits: Callable[[sa.ColumnElement[str]], sa.ColumnElement[bool]]) -> sa.ColumnElement[bool]:
    """One edge of an event's time, or of the publication's, fits."""
    events, moments = _TABLES["events"], _TABLES["moments"]
    event = sa.exists().where(
        events.c.reading == readings.c.seq,
        moments.c.reading == events.c.reading,
        moments.c.id == events.c.time,
        fits(moments.c[edge]),
    )
    return sa.or_(event, fits(readings.c[edge]))


FIELDS: dict[str, Callable[[str], sa.ColumnElement[bool]]] = {
    "speaker": _party("speaker"),
    "actor": _party("actor"),
    "recipient": _party("recipient"),
    "type": _column("events", "type", str.upper),
    "stance": _column("attributions", "stance", str.lower),
    "place": _place,
    "since": lambda day: _dated("latest", lambda end: end >= day),
    "until": lambda day: _dated("earliest", lambda start: sa.func.substr(start, 1, 10) <= day),
}
"""Each field, and what it asks of a reading."""
