"""One event of an article is one record: mentions merge when type, parties, place and day allow it and the words speak for it."""

import re
from dataclasses import replace

from onrecord.records import Article, Event, Findings, Place

_VAGUE = {"attack", None}
"""Modes that any other mode of the type may make more exact."""

_FAMILIES = (
    {"explosive device", "suicide bombing", "destruction of property"},
    {"armed clash", "shooting", "shelling or missile", "air strike", "drone strike"},
    {"air strike", "explosive device", "drone strike", "shelling or missile", "chemical weapon"},
    {"demonstration", "riot", "strike", "blockade", "hunger strike"},
    {"arrest", "restriction", "seizure"},
)
"""Modes that one event may bear at once: what begins as a demonstration ends as a riot."""

_UNREAL = {"planned", "hypothetical", "threatened", "denied"}

_WEIGHTS = {
    "same word": 2.0,
    "same party in the same role": 1.5,
    "same two parties": 2.0,
    "nobody named": 0.8,
    "same mode": 1.3,
    "other mode": -0.4,
    "same clause": 2.4,
    "same paragraph": 0.8,
    "far": -0.8,
    "victims": 2.0,
    "same place": 0.8,
    "same time": 0.8,
    "told as known": 0.6,
    "told as new": -2.0,
    "told as one of several": -2.5,
    "one and several": -1.1,
    "other source": -0.2,
    "act in words": -1.5,
    "told apart": -2.5,
}
"""What speaks for two mentions being one event, and what against it: chosen by hand on the annotated articles."""
ENOUGH = 3.0
_BESIDE = 0.6
"""What speaks for the event told just before, of several that a mention may be one with."""

_CLAUSE, _PARAGRAPH, _FAR = 80, 400, 1500
"""Characters between two mentions of one clause, of one paragraph, and of different parts of a story."""

_VICTIMS = re.compile(r"kill|wound|injur|die|dead|death|casualt|victim|hurt|toll")
_NEW = re.compile(
    r"(?:another|second|third|fourth|separate|similar|further|new|other|more|earlier|previous|two|three)\s+\S*\s?$"
)
_TAKEN = re.compile(
    r"(?:re-?)?(?:captur|seiz|tak|took|gain|cover|occup|conquer)|liberat|overr[au]n|wrest|(?:re-?)?establish|restor"
)
_SOME = re.compile(r"\b(?:an?|some|several)\s+(?:\w+\s+){0,2}$")
_KNOWN = re.compile(r"\b(?:the|this|that|these|those)\s+(?:\w+\s+){0,2}$")
_APART = re.compile(r"\b(?:since|before|until|following|ahead of|in (?:response|retaliation|answer) (?:to|for)|weeks? after|days? after|months? after|years? after)\b")  # fmt: skip
"""Words that set two acts of one sentence apart in time: "attacks on its bases since the war broke out"."""
_WORDS = {"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "SUPPORT", "CONCEDE"}


def merge(mentions: list[Event], found: Findings, article: Article) -> list[Event]:
    """Merge mentions into events, in the order of the text; a mention of the body gives the trigger before one of a caption."""
    days = {m.id: (m.earliest, m.latest) for m in found.moments}
    places = {place.id: place for place in found.places}
    aside = [caption.span for caption in article.captions] + ([article.headline] if article.headline else [])
    text = article.page.text
    events: list[list[Event]] = []
    for mention in sorted(mentions, key=lambda e: (any(span.holds(e.trigger) for span in aside), e.trigger)):
        likeness = [
            (max(_likeness(one, mention, text) for one in event), i)
            for i, event in enumerate(events)
            if all(_may_be_one(one, mention, days, places) for one in event)
            and _takes_land(event[0], text) == _takes_land(mention, text)
            and not any(_killed_and_abducted(one, mention, text) for one in event)
        ]
        alike = [(score + _BESIDE * _beside(events[i], mention), i) for score, i in likeness if score >= ENOUGH]
        if alike:
            events[max(alike)[1]].append(mention)
        else:
            events.append([mention])
    return sorted(
        (
            _joined(event, days, places, {m for m in event if any(span.holds(m.trigger) for span in aside)})
            for event in events
        ),
        key=lambda event: event.trigger,
    )


def _beside(event: list[Event], mention: Event) -> bool:
    """Whether one of the event's mentions stands in the same sentence or so."""
    return any(abs(one.trigger.start - mention.trigger.start) < 2 * _CLAUSE for one in event)


_Days = dict[str, tuple[str | None, str | None]]
_Places = dict[str, Place]


def _may_be_one(a: Event, b: Event, days: _Days, places: _Places) -> bool:
    """Whether nothing speaks against it: type, mode, parties, place, day, and whether it happened at all."""
    if a.type != b.type or not _modes_fit(a.mode, b.mode) or _people_and_things(a, b):
        return False
    if not _compatible(a.actors, b.actors):
        return False
    if not _one_place(places.get(a.place or ""), places.get(b.place or "")) or (
        {a.status, b.status} & _UNREAL and a.status != b.status
    ):
        return False
    (first, last), (start, end) = (days.get(event.time or "", (None, None)) for event in (a, b))
    return not (first and last and start and end) or not (last < start or end < first)


_WIDTH = {"country": 3, "admin1": 2, "region": 2, "admin2": 1}
"""How much land a place may stand for; a town or a place that is not resolved is a point."""


def _one_place(a: Place | None, b: Place | None) -> bool:
    """Whether two places may be one: the same, one inside the other, or one that nobody knows where it is."""
    if a is None or b is None or a.id == b.id or "unknown" in {a.precision, b.precision}:
        return True
    wide, narrow = sorted((a, b), key=lambda place: -_WIDTH.get(place.precision, 0))
    if wide.country is None or wide.country != narrow.country:
        return False
    return wide.precision == "country" or (wide.precision == "admin1" and wide.admin1 == narrow.admin1)


def _finer(a: str | None, b: str | None, places: _Places) -> str | None:
    """The town rather than its country or its state."""
    if a is None or b is None:
        return a or b
    return b if _WIDTH.get(places[a].precision, 0) > _WIDTH.get(places[b].precision, 0) else a


def _modes_fit(a: str | None, b: str | None) -> bool:
    return a == b or a in _VAGUE or b in _VAGUE or any({a, b} <= family for family in _FAMILIES)


def _people_and_things(a: Event, b: Event) -> bool:
    """Whether people are attacked in one and things destroyed in the other: a driver beaten, and shops set on fire."""
    modes, people = {a.mode, b.mode}, (a if a.mode in _VAGUE else b).recipients
    return "destruction of property" in modes and bool(modes & _VAGUE) and bool(people)


def _compatible(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return not one or not other or bool(set(one) & set(other))


def _likeness(a: Event, b: Event, text: str) -> float:
    return sum(_WEIGHTS[sign] for sign in _signs(a, b, text))


def _signs(a: Event, b: Event, text: str) -> list[str]:
    """What speaks for and against two mentions being one event; ``b`` stands later, or aside."""
    apart = max(b.trigger.start - a.trigger.end, a.trigger.start - b.trigger.end)
    first, second = sorted((a, b), key=lambda event: event.trigger)
    before = text[max(0, second.trigger.start - 30) : second.trigger.start].lower()
    victims = a.type in {"ASSAULT", "HARM"} and any(_VICTIMS.search(e.trigger.of(text).lower()) for e in (a, b))
    held = {
        "same word": _stem(a, text) == _stem(b, text),
        "same party in the same role": set(a.actors) & set(b.actors) or set(a.recipients) & set(b.recipients),
        "same two parties": len({*a.actors, *a.recipients} & {*b.actors, *b.recipients}) > 1,
        "nobody named": not (second.actors or second.recipients) or not (first.actors or first.recipients),
        "same mode": a.mode == b.mode and a.mode not in _VAGUE,
        "other mode": a.mode != b.mode and not {a.mode, b.mode} & _VAGUE,
        "same clause": apart < _CLAUSE,
        "same paragraph": _CLAUSE <= apart < _PARAGRAPH,
        "far": apart > _FAR,
        "victims": victims and apart < _PARAGRAPH,
        "same place": a.place and a.place == b.place,
        "same time": a.time and a.time == b.time,
        "told as known": _KNOWN.search(before),
        "told as new": _NEW.search(before),
        "told as one of several": _SOME.search(before),
        "one and several": _one_and_several(a, b, text),
        "other source": a.according_to and b.according_to and a.according_to != b.according_to,
        "act in words": a.type in _WORDS,
        "told apart": not victims and apart < _CLAUSE and _APART.search(text[first.trigger.end : second.trigger.start]),
    }
    if not victims and a.recipients and b.recipients and not set(a.recipients) & set(b.recipients):
        held["told as new"] = True
    return [sign for sign, holds in held.items() if holds]


def _killed_and_abducted(a: Event, b: Event, text: str) -> bool:
    """Whether people are carried off in one, and the other tells of people killed or wounded."""
    other = b if a.mode == "abduction" else a
    return (
        "abduction" in {a.mode, b.mode} and a.mode != b.mode and bool(_VICTIMS.search(other.trigger.of(text).lower()))
    )


def _takes_land(event: Event, text: str) -> bool:
    """Whether a trigger tells of land taken, which is an act of its own beside the fighting for it."""
    return event.mode == "armed clash" and _TAKEN.match(event.trigger.of(text).lower()) is not None


def _one_and_several(a: Event, b: Event, text: str) -> bool:
    """An attack, and attacks."""
    words = {_last(a, text), _last(b, text)}
    return len(words) == 2 and len({word.removesuffix("s") for word in words}) == 1


def _last(event: Event, text: str) -> str:
    """The last word of a trigger that is no particle: "meet" of "meet with"."""
    words = event.trigger.of(text).lower().split()
    return next((word for word in reversed(words) if word not in _PARTICLES), words[-1])


_PARTICLES = frozenset(("with", "on", "to", "in", "out", "up", "down", "off", "over", "for", "of", "at", "into", "from", "by", "against"))  # fmt: skip


def _stem(event: Event, text: str) -> str:
    """Attack, attacks, attacked, attacking; meet, meeting."""
    return _last(event, text)[:4]


def _joined(mentions: list[Event], days: _Days, places: _Places, aside: set[Event]) -> Event:
    """The mention met first, unless another of the body says much more; and what the others add to it."""
    keep = mentions[0]
    for mention in mentions[1:]:
        fuller = _fullness(mention, days) > _fullness(keep, days) and mention not in aside
        keep = _with(mention, keep, days, places) if fuller else _with(keep, mention, days, places)
    return keep


def _with(keep: Event, more: Event, days: _Days, places: _Places) -> Event:
    return replace(
        keep,
        mode=_sharper(keep.mode, more.mode),
        actors=tuple(dict.fromkeys((*keep.actors, *more.actors))),
        recipients=tuple(p for p in dict.fromkeys((*keep.recipients, *more.recipients)) if p not in keep.actors),
        instrument=keep.instrument or more.instrument,
        target=keep.target or more.target,
        place=_finer(keep.place, more.place, places),
        time=more.time if not _dated(keep, days) and _dated(more, days) else keep.time or more.time,
        figures=tuple(dict.fromkeys((*keep.figures, *more.figures))),
        according_to=keep.according_to or more.according_to,
        confidence=max(keep.confidence, more.confidence),
    )


def _sharper(mode: str | None, other: str | None) -> str | None:
    """The mode that says more: of a clash from the air, that it was from the air; of shells, that there was gas in them."""
    more = mode == "armed clash" and other in _FROM_AFAR
    if more or mode in {*_VAGUE, "demonstration"} or (mode in _FROM_AFAR and other == "chemical weapon"):
        return other or mode
    return mode


_FROM_AFAR = {"air strike", "drone strike", "shelling or missile", "chemical weapon"}


def _dated(event: Event, days: _Days) -> bool:
    return any(days.get(event.time or "", (None, None)))


def _fullness(event: Event, days: _Days) -> int:
    parties = 2 * bool(event.actors) + 2 * bool(event.recipients)
    own_day = 5 if "time: clause" in event.rule else 2
    listed = event.rule.startswith("trigger: lexicon")  # of two that say as much, the plainer word
    return parties + bool(event.place) + own_day * _dated(event, days) + bool(event.target) + listed
