"""Following references inside one reading: from ids to the records, and to words that people can read."""

from collections.abc import Iterable

from onrecord.records import Attribution, Event, Figure, Moment, Party, Place, Reading


class Lookup:
    """The records of one reading by id, and their short forms."""

    def __init__(self, reading: Reading) -> None:
        found = reading.findings
        self.text = reading.article.page.text
        self.parties: dict[str, Party] = {p.id: p for p in found.parties}
        self.moments: dict[str, Moment] = {m.id: m for m in found.moments}
        self.places: dict[str, Place] = {p.id: p for p in found.places}
        self.attributions: dict[str, Attribution] = {a.id: a for a in found.attributions}
        self.figures: dict[str, Figure] = {f.id: f for f in found.figures}
        self.events: dict[str, Event] = {e.id: e for e in found.events}

    def names(self, parties: Iterable[str]) -> str:
        """The names of parties, divided by commas."""
        return ", ".join(self.parties[i].name for i in parties)

    def speaker(self, attribution: Attribution) -> str | None:
        """Who says it: the party's name, else the source as printed, else nobody."""
        if attribution.speaker:
            return self.parties[attribution.speaker].name
        return attribution.source.of(self.text) if attribution.source else None

    def words(self, record: Party | Moment | Place | Attribution | Figure | Event) -> str:
        """The record's own words: what is said, the trigger, the mentions (each wording once)."""
        if isinstance(record, Attribution):
            return self.content(record)
        if isinstance(record, Event):
            return record.trigger.of(self.text)
        if isinstance(record, Moment | Figure):
            return record.span.of(self.text)
        spans = record.spans if isinstance(record, Place) else [m.span for m in record.mentions]
        return " … ".join(dict.fromkeys(span.of(self.text) for span in spans))

    def content(self, attribution: Attribution) -> str:
        """What is said, its pieces divided by an ellipsis."""
        return " … ".join(span.of(self.text) for span in attribution.content)

    def speakers(self, attributions: Iterable[str]) -> str:
        """Who says it, for several attributions, each speaker once."""
        names = (self.speaker(self.attributions[i]) for i in attributions)
        return ", ".join(dict.fromkeys(name or "unnamed" for name in names))

    def when(self, moment: str | None) -> str | None:
        """The interval of a moment as a day, a pair of days, or its TIMEX form in brackets where no interval is known."""
        if moment is None:
            return None
        m = self.moments[moment]
        if m.earliest is None and m.latest is None:
            return f"({m.value or m.span.of(self.text)})"
        return m.earliest if m.earliest == m.latest else f"{m.earliest or '…'} to {m.latest or '…'}"

    def where(self, place: str | None) -> str | None:
        """The place's name with its country and, where it is not there exactly, how it stands to it."""
        if place is None:
            return None
        p = self.places[place]
        relation = f"{p.relation} " if p.relation and p.relation not in {"in", "at"} else ""
        return f"{relation}{p.name}" + (f", {p.country}" if p.country and p.precision != "country" else "")


def number(figure: Figure) -> str:
    """The number as low–high, a point, at least or at most; empty for a vague word."""
    if figure.low is not None and figure.high is not None:
        return f"{figure.low:,g}" if figure.low == figure.high else f"{figure.low:,g}–{figure.high:,g}"
    if figure.point is not None:
        return f"{'about ' if figure.approximate else ''}{figure.point:,.15g}"
    if figure.low is not None:
        return f"at least {figure.low:,.15g}"
    return f"at most {figure.high:,.15g}" if figure.high is not None else ""
