"""Readings as tables and marked text for a terminal. Text from pages is printed as text, never as markup."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.explain import Ground
from onrecord.ledger import ArticleRow, Counts
from onrecord.lookup import Lookup, number
from onrecord.marks import Mark, MarkedPiece, marks_of, pieces
from onrecord.records import Article, Attribution, Event, Figure, Reading, Span, SplitPage, Unread

if TYPE_CHECKING:
    from onrecord.pages import Fate

STYLES = {
    "content": "green",
    "source": "bold green",
    "cue": "underline green",
    "trigger": "bold yellow",
    "figure": "bold cyan",
    "moment": "magenta",
    "place": "blue",
}
"""How the words of each kind of record look. Parties are listed, not coloured: nearly every line names one."""

# A page's control characters must not reach the terminal: they could move the cursor or rewrite what stands there.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def plain(words: str | None) -> Text:
    """Words of a page on one line, without markup and without control characters."""
    return Text(_CONTROL.sub("\ufffd", " ".join((words or "").split())))


def heading(reading: Reading) -> Text:
    """Headline, outlet and publication date of an article on one or two lines."""
    article = reading.article
    title = article.words(article.headline) if article.headline else f"(no headline) {article.page.name}"
    facts = [article.outlet, _published(article), article.page.name]
    return (
        plain(title).append("\n").append(plain(" · ".join(f for f in facts if f)).plain, style="dim")
        if facts
        else plain(title)
    )


def _published(article: Article) -> str:
    if not article.published:
        return "publication date unknown"
    return f"published {article.published.value} ({article.published.basis})"


def tables(reading: Reading) -> Iterable[RenderableType]:
    """Who said what, what happened, which figures and which places; a table each, empty ones left out."""
    found, look = reading.findings, Lookup(reading)
    yield from _table(
        "Who said what", ["", "speaker", "stance", "words", "via"], (_said(a, look) for a in found.attributions)
    )
    columns = ["", "what", "words", "who", "to whom", "where", "when", "status", "according to", "disputed by"]
    yield from _table("What happened", columns, (_happened(e, look) for e in found.events))
    yield from _table(
        "Figures", ["", "words", "number", "measure", "of", "according to"], (_figure(f, look) for f in found.figures)
    )
    places = (
        [p.id, p.name, p.precision, p.country or "", _point(p.lat, p.lon) if p.precision in {"exact", "near"} else ""]
        for p in found.places
    )
    yield from _table("Places", ["", "name", "precision", "country", "point"], places)


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str | None]]) -> Iterable[Table]:
    table = Table(title=title, title_justify="left", title_style="bold", header_style="dim", box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column == "")
    for row in rows:
        table.add_row(*(plain(cell) for cell in row))
    if table.row_count:
        yield table


def _said(a: Attribution, look: Lookup) -> list[str | None]:
    return [a.id, look.speaker(a), a.stance, look.content(a), ", ".join(a.via)]


def _happened(e: Event, look: Lookup) -> list[str | None]:
    return [
        e.id,
        e.type + (f" {e.mode}" if e.mode else ""),
        e.trigger.of(look.text),
        look.names(e.actors),
        look.names(e.recipients) or e.target,
        look.where(e.place),
        look.when(e.time),
        e.status,
        look.speakers(e.according_to),
        look.speakers(e.disputed_by),
    ]


def _figure(f: Figure, look: Lookup) -> list[str | None]:
    return [f.id, f.span.of(look.text), number(f), f.measure, f.of, look.speakers(f.according_to)]


def _point(lat: float | None, lon: float | None) -> str:
    return f"{lat:.2f}, {lon:.2f}" if lat is not None and lon is not None else ""


def article_view(reading: Reading) -> Iterable[RenderableType]:
    """The article with its records coloured in place, and beside each stretch the records that it holds."""
    yield heading(reading)
    marks = marks_of(reading.findings)
    look = Lookup(reading)
    grid = Table.grid(padding=(0, 2), expand=True)
    grid.add_column(ratio=3)
    grid.add_column(ratio=2, style="dim")
    for kind, span in reading.article.parts():
        mine = [mark for mark in marks if mark.span.overlaps(span)]
        beside = Padding(_beside(mine, span, look), (0, 0, 1, 0))
        grid.add_row(_coloured(look.text, pieces(span, mine), kind), beside)
    yield grid


def _coloured(text: str, cut: Sequence[MarkedPiece], kind: str) -> Text:
    line = Text(style={"headline": "bold", "caption": "italic"}.get(kind, ""))
    for piece in cut:
        styles = [STYLES[role] for role in STYLES if any(mark.role == role for mark in piece.marks)]
        line.append(_CONTROL.sub("\ufffd", re.sub(r"[\r\n\t]", " ", piece.span.of(text))), style=" ".join(styles))
    return line


def _beside(marks: Sequence[Mark], extent: Span, look: Lookup) -> Group:
    here = (mark.record for mark in marks if mark.role != "party" and mark.span.start >= extent.start)
    return Group(*(plain(_short(record, look)) for record in dict.fromkeys(here)))


def _short(record: str, look: Lookup) -> str:
    """One record on one line, with its words."""
    if record in look.attributions:
        a = look.attributions[record]
        return f"{a.id} {look.speaker(a) or 'somebody'} {a.stance}: {look.content(a)}"
    if record in look.events:
        return " | ".join(cell for cell in _happened(look.events[record], look) if cell)
    if record in look.figures:
        return " | ".join(cell for cell in _figure(look.figures[record], look) if cell)
    if record in look.moments:
        m = look.moments[record]
        return f"{m.id} {m.span.of(look.text)} = {look.when(m.id)}"
    p = look.places[record]
    return f"{p.id} {look.where(p.id)} ({p.precision})"


def grounds(fields: Iterable[Ground]) -> Iterable[Table]:
    """A record field by field, with what gave each."""
    return _table("Why", ["field", "value", "given by", "words"], ([g.field, g.value, g.way, g.words] for g in fields))


def article_list(rows: Sequence[ArticleRow], total: int) -> RenderableType:
    """Articles found, one a line, with how to open one."""
    if not rows:
        return Text("No article fits.")
    columns = ["article", "published", "outlet", "headline", "said", "events", "figures"]
    (table,) = _table(
        f"{total} article{'s' * (total != 1)}" + (f", the first {len(rows)} shown" if total > len(rows) else ""),
        columns,
        (
            [r.id, r.published, r.outlet, r.headline or r.page_name, str(r.attributions), str(r.events), str(r.figures)]
            for r in rows
        ),
    )
    return table


def fates(page: SplitPage, found: "Iterable[Fate]") -> Table:
    """Every line of a page, with keep or drop and the part or the reason."""
    title = f"{plain(page.page.name).plain}: {len(page.articles)} article{'s' * (len(page.articles) != 1)}"
    table = Table(title=title, title_justify="left", title_style="bold", header_style="dim", box=None, pad_edge=False)
    for column in ("", "as", "words"):
        table.add_column(column, overflow="fold", no_wrap=column != "words")
    for fate in found:
        words = plain(fate.span.of(page.page.text))
        kind = Text("keep", style="green") if fate.kept else Text("drop", style="red")
        words.stylize("" if fate.kept else "dim")
        table.add_row(kind, Text(fate.why), words)
    return table


def unread_list(unread: Sequence[Unread]) -> Iterable[RenderableType]:
    """Inputs that could not be read, with their reasons."""
    return _table("Could not be read", ["name", "why"], ([u.name, u.reason] for u in unread))


def summary(counts: Counts) -> Text:
    """What a ledger holds, in one sentence."""
    return Text(
        f"{counts.articles} articles on {counts.pages} pages: {counts.attributions} attributions, {counts.events} events, "
        f"{counts.figures} figures, {counts.places} places, {counts.moments} moments; {counts.unread} inputs unread."
    )
