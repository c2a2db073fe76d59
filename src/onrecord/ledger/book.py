"""One ledger: opened, added to, looked into. Nothing in it is ever changed."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import sqlalchemy as sa
from orjson import loads
from sqlalchemy.dialects.sqlite import insert

from onrecord import __version__
from onrecord.errors import LedgerError, UsageError
from onrecord.ledger import sqlite
from onrecord.ledger.codec import build, decode, encode, hints
from onrecord.ledger.schema import NOUNS, VERSION, articles, meta, metadata, pages, readings, reads, roles, unread
from onrecord.ledger.search import condition, parse
from onrecord.lookup import Lookup
from onrecord.records import Article, Findings, Metadata, Page, Reading, ReadPage, SourceMap, Unread

READER = f"onrecord {__version__}"
"""Who has read: another version's reading of the same article is added beside this one's."""


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article in a list."""

    id: str
    given_id: str | None
    headline: str | None
    outlet: str | None
    published: str | None
    page_name: str
    snippet: str | None
    attributions: int
    events: int
    figures: int
    places: int


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found: how many in all, and the ones asked for."""

    total: int
    rows: tuple[ArticleRow, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """What a ledger holds; records of the latest reading of each article."""

    pages: int
    articles: int
    unread: int
    parties: int
    moments: int
    places: int
    attributions: int
    figures: int
    events: int


_latest = sa.select(sa.func.max(readings.c.seq)).group_by(readings.c.article)
"""The reading of each article that is shown."""


class Ledger:
    """An open ledger. Use ``open_ledger`` to get one."""

    def __init__(self, path: Path, engine: sa.Engine, reader: str) -> None:
        self.path = path
        self._engine = engine
        self._reader = reader

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.dispose()

    def append(self, item: ReadPage | Unread) -> bool:
        """Add a page with all its articles, or an input that could not be read; whole or not at all.

        Returns:
            Whether anything was added: what is there already is not added again.

        Raises:
            LedgerError: the file cannot be written.

        """
        with sqlite.plain_errors(self.path), self._engine.begin() as connection:
            if isinstance(item, Unread):
                return _append_unread(connection, item)
            return _append_page(connection, item, self._reader)

    def has_page(self, page: Page) -> bool:
        """Whether this reader is done with a page."""
        wanted = sa.select(reads.c.sha256).where(reads.c.sha256 == page.sha256, reads.c.reader == self._reader)
        with sqlite.plain_errors(self.path), self._engine.connect() as connection:
            return connection.scalar(wanted) is not None

    def search(self, query: str = "", *, limit: int = 50, offset: int = 0) -> Results:
        """Articles that fit a query, in the order in which they were added; all of them for an empty one.

        Raises:
            UsageError: a field that does not exist, or a date that is none.

        """
        wanted = parse(query)
        fits = sa.and_(readings.c.seq.in_(_latest), condition(wanted))
        with sqlite.plain_errors(self.path), self._engine.connect() as connection:
            total = connection.scalar(sa.select(sa.func.count()).select_from(readings).where(fits)) or 0
            rows = connection.execute(
                _listed().where(fits).order_by(readings.c.seq).limit(limit).offset(offset)
            ).mappings()
            words = list(wanted.words)
            found = [
                ArticleRow(**row, snippet=sqlite.snippet(connection, row["id"], words) if words else None)
                for row in rows
            ]
        return Results(total, tuple(found))

    def find(self, name: str) -> str:
        """The id of the article that is called so: its id, the first letters of it, or the id it came with.

        Raises:
            UsageError: there is none, or there are several.

        """
        wanted = sa.or_(articles.c.given_id == name, articles.c.id.startswith(name, autoescape=True))
        with sqlite.plain_errors(self.path), self._engine.connect() as connection:
            found = connection.scalars(sa.select(articles.c.id).where(wanted).limit(2)).all() if name else []
        if not found:
            raise UsageError(f"there is no article {name!r} in {self.path}. `onrecord show {self.path}` lists them.")
        if len(found) > 1:
            raise UsageError(f"several articles in {self.path} begin with {name!r}. Give more of the id.")
        return str(found[0])

    def reading(self, article: str) -> Reading:
        """The latest reading of an article, by its id.

        Raises:
            UsageError: there is no such article.

        """
        latest = sa.select(sa.func.max(readings.c.seq)).where(readings.c.article == article)
        with sqlite.plain_errors(self.path), self._engine.connect() as connection:
            seq = connection.scalar(latest)
            if seq is None:
                raise UsageError(
                    f"there is no article {article!r} in {self.path}. `onrecord show {self.path}` lists them."
                )
            return _reading(connection, seq)

    def readings(self) -> Iterator[Reading]:
        """The latest reading of every article, in the order in which they were added; one at a time in memory."""
        with sqlite.plain_errors(self.path), self._engine.connect() as connection:
            for seq in connection.scalars(_latest.order_by(sa.func.max(readings.c.seq))).all():
                yield _reading(connection, seq)

    def unread(self) -> tuple[Unread, ...]:
        """Inputs that could not be read, in the order in which they were met."""
        columns = (unread.c.name, unread.c.reason, unread.c.origin, unread.c.sha256, unread.c.member)
        with sqlite.plain_errors(self.path), self._engine.connect() as connection:
            return tuple(Unread(*row) for row in connection.execute(sa.select(*columns).order_by(unread.c.seq)))

    def counts(self) -> Counts:
        """How much of everything there is."""
        with sqlite.plain_errors(self.path), self._engine.connect() as connection:
            whole = {
                t.name: connection.scalar(sa.select(sa.func.count()).select_from(t)) or 0
                for t in (pages, articles, unread)
            }
            records = {n.field: connection.scalar(_count(n.table, n.table.c.reading.in_(_latest))) or 0 for n in NOUNS}
        return Counts(**whole, **records)


def _count(table: sa.Table, *where: sa.ColumnElement[bool]) -> sa.Select[Any]:
    return sa.select(sa.func.count()).select_from(table).where(*where)


def _listed() -> sa.Select[Any]:
    counted = [
        _count(n.table, n.table.c.reading == readings.c.seq).scalar_subquery().label(n.field)
        for n in NOUNS
        if n.field in {"attributions", "events", "figures", "places"}
    ]
    named = (articles.c.id, articles.c.given_id, readings.c.headline, readings.c.outlet, readings.c.published)
    joined = readings.join(articles, readings.c.article == articles.c.id).join(
        pages, articles.c.sha256 == pages.c.sha256
    )
    return sa.select(*named, pages.c.name.label("page_name"), *counted).select_from(joined)


def _append_unread(connection: sa.Connection, item: Unread) -> bool:
    same = sa.and_(
        unread.c.name == item.name,
        unread.c.reason == item.reason,
        unread.c.origin.is_not_distinct_from(item.origin),
        unread.c.member.is_not_distinct_from(item.member),
    )
    if connection.scalar(sa.select(unread.c.seq).where(same)) is not None:
        return False
    values = {
        "name": item.name,
        "reason": item.reason,
        "origin": item.origin,
        "sha256": item.sha256,
        "member": item.member,
    }
    connection.execute(sa.insert(unread), values)
    return True


def _append_page(connection: sa.Connection, item: ReadPage, reader: str) -> bool:
    page = item.page
    done = sa.select(reads.c.sha256).where(reads.c.sha256 == page.sha256, reads.c.reader == reader)
    if connection.scalar(done) is not None:
        return False
    row = {name: getattr(page, name) for name in ("sha256", "name", "origin", "url", "media_type", "text")}
    connection.execute(
        insert(pages).on_conflict_do_nothing(), row | {"metadata": encode(page.metadata), "source": encode(page.source)}
    )
    connection.execute(sa.insert(reads), {"sha256": page.sha256, "reader": reader})
    for reading in item.readings:
        _append_reading(connection, reading, reader)
    return True


def _append_reading(connection: sa.Connection, reading: Reading, reader: str) -> None:
    article, look = reading.article, Lookup(reading)
    row = {"id": article.id, "sha256": article.page.sha256, "given_id": article.given_id}
    if connection.execute(insert(articles).on_conflict_do_nothing(), row).rowcount:
        body = "\n".join(article.words(span) for _, span in article.parts())
        connection.execute(
            sa.text("INSERT INTO fulltext (article, body) VALUES (:article, :body)"),
            {"article": article.id, "body": body},
        )
    published = article.published
    added = connection.execute(
        sa.insert(readings).returning(readings.c.seq),
        {
            "article": article.id,
            "reader": reader,
            "headline": article.words(article.headline) if article.headline else None,
            "outlet": article.outlet,
            "published": published.value if published else None,
            "earliest": published.earliest if published else None,
            "latest": published.latest if published else None,
            "layout": encode({name: getattr(article, name) for name in _LAYOUT}),
        },
    )
    seq = added.scalar_one()
    for noun in NOUNS:
        rows = [noun.row(seq, i, one, look.words(one)) for i, one in enumerate(getattr(reading.findings, noun.field))]
        if rows:
            connection.execute(sa.insert(noun.table), rows)
    if played := list(_roles(seq, reading.findings)):
        connection.execute(sa.insert(roles), played)


_LAYOUT = (
    "extent",
    "language",
    "outlet",
    "headline",
    "byline",
    "dateline",
    "published",
    "captions",
    "paragraphs",
    "dropped",
)
"""What an article has beside its page and its ids; kept with the reading, since another reader may cut it otherwise."""


def _roles(reading: int, found: Findings) -> Iterator[dict[str, Any]]:
    played = [(a.id, "speaker", a.speaker) for a in found.attributions] + [
        (a.id, "addressee", a.addressee) for a in found.attributions
    ]
    played += [(e.id, "actor", p) for e in found.events for p in e.actors] + [
        (e.id, "recipient", p) for e in found.events for p in e.recipients
    ]
    played += [(f.id, "who", f.who) for f in found.figures]
    for record, role, party in dict.fromkeys(played):
        if party is not None:
            yield {"reading": reading, "record": record, "role": role, "party": party}


def _reading(connection: sa.Connection, seq: int) -> Reading:
    joined = readings.join(articles, readings.c.article == articles.c.id).join(
        pages, articles.c.sha256 == pages.c.sha256
    )
    columns = (articles.c.id, articles.c.given_id, readings.c.layout, *pages.c)
    row = connection.execute(sa.select(*columns).select_from(joined).where(readings.c.seq == seq)).mappings().one()
    page = Page(
        row["name"],
        row["sha256"],
        row["media_type"],
        row["text"],
        row["url"],
        row["origin"],
        decode(Metadata, row["metadata"]),
        decode(SourceMap, row["source"]),
    )
    article = _article(row["id"], row["given_id"], page, row["layout"])
    found = {}
    for noun in NOUNS:
        rows = connection.execute(
            sa.select(noun.table).where(noun.table.c.reading == seq).order_by(noun.table.c.seq)
        ).mappings()
        found[noun.field] = tuple(noun.record(one) for one in rows)
    return Reading(article, Findings(**found))


def _article(key: str, given_id: str | None, page: Page, layout: str) -> Article:
    kept = loads(layout)
    known = hints(Article)
    return Article(id=key, page=page, given_id=given_id, **{name: build(known[name], kept[name]) for name in _LAYOUT})


def open_ledger(location: str | Path, *, create: bool = False, reader: str = READER) -> Ledger:
    """Open a ledger.

    Args:
        location: the path of its file.
        create: make it if it is not there.
        reader: who reads into it.

    Raises:
        LedgerError: it is not there, is not a ledger, is of another version, or cannot be opened.

    """
    if str(location).startswith("postgresql"):
        raise LedgerError("ledgers in PostgreSQL are not supported yet. Name a file.")
    path = Path(location)
    if path.is_dir():
        raise LedgerError(f"{path} is a folder. Name a file in it, such as {path / 'ledger.db'}.")
    fresh = not path.exists() or path.stat().st_size == 0
    if fresh and not create:
        raise LedgerError(f"there is no ledger {path}. Make one with `onrecord read PATH --into {path}`.")
    if fresh and not path.absolute().parent.is_dir():
        raise LedgerError(f"the folder of {path} does not exist. Make it first.")
    if fresh:
        _create(path)
    engine = sqlite.engine(path)
    with sqlite.plain_errors(path), engine.connect() as connection:
        _check(connection, path)
    return Ledger(path, engine, reader)


def _create(path: Path) -> None:
    """Make the tables in a file beside, then move it into place: a ledger is there whole or not at all."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with sqlite.plain_errors(path):
            engine = sqlite.engine(draft)
            with engine.connect() as connection:
                connection.execute(sa.text("PRAGMA journal_mode = WAL"))
            with engine.begin() as connection:
                metadata.create_all(connection)
                sqlite.prepare(connection, [table.name for table in metadata.sorted_tables])
                connection.execute(sa.insert(meta), {"key": "onrecord", "value": str(VERSION)})
            engine.dispose()
        draft.replace(path)
    except OSError as cause:
        raise LedgerError(
            f"the ledger {path} cannot be made: {cause.strerror}. Check its folder, or name another file."
        ) from cause
    finally:
        for leftover in (draft, *(draft.with_name(draft.name + end) for end in ("-wal", "-shm", "-journal"))):
            leftover.unlink(missing_ok=True)


def _check(connection: sa.Connection, path: Path) -> None:
    if not sa.inspect(connection).has_table("meta"):
        raise LedgerError(f"{path} is a database, but not a ledger. Name another file.")
    version = connection.scalar(sa.select(meta.c.value).where(meta.c.key == "onrecord"))
    if version != str(VERSION):
        raise LedgerError(
            f"{path} is a ledger of version {version}, and this program knows version {VERSION}. Read the pages into a new one."
        )
