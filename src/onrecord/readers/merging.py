"""One event of an article is one record: mentions merge when type, parties, place and day allow it."""

from dataclasses import replace

from onrecord.records import Article, Event, Findings

_VAGUE = {"attack", None}
"""Modes that any other mode of the type may make more exact."""

_UNREAL = {"planned", "hypothetical", "threatened"}

_CLAUSE, _PARAGRAPH = 80, 400
"""Characters within which two words of one type may stand for one event: of one clause, of one paragraph."""

_ONCE = {"killed", "kill", "wounded", "injured", "died", "dead", "deaths", "killing"}


def merge(mentions: list[Event], found: Findings, article: Article) -> list[Event]:
    """Merge mentions into events, in the order of the text; a mention of the body gives the trigger before one of a caption."""
    days = {m.id: (m.earliest, m.latest) for m in found.moments}
    aside = [caption.span for caption in article.captions] + ([article.headline] if article.headline else [])
    events: list[Event] = []
    for mention in sorted(mentions, key=lambda e: (any(span.holds(e.trigger) for span in aside), e.trigger)):
        for i in range(len(events) - 1, -1, -1):
            if _may_be_one(events[i], mention, days) and _is_one(events[i], mention, article.page.text):
                events[i] = _joined(events[i], mention)
                break
        else:
            events.append(mention)
    return sorted(events, key=lambda event: event.trigger)


_Days = dict[str, tuple[str | None, str | None]]


def _may_be_one(a: Event, b: Event, days: _Days) -> bool:
    """Whether nothing speaks against it: type, mode, parties, place, day, and whether it happened at all."""
    if a.type != b.type or not (a.mode == b.mode or a.mode in _VAGUE or b.mode in _VAGUE):
        return False
    if not _compatible(a.actors, b.actors) or not _compatible(a.recipients, b.recipients):
        return False
    if (a.place and b.place and a.place != b.place) or ({a.status, b.status} & _UNREAL and a.status != b.status):
        return False
    (first, last), (start, end) = (days.get(event.time or "", (None, None)) for event in (a, b))
    return not (first and last and start and end) or not (last < start or end < first)


def _is_one(a: Event, b: Event, text: str) -> bool:
    """Whether the words speak for it: the same word or the same people, or a count of victims beside the attack."""
    shared = bool({*a.actors, *a.recipients} & {*b.actors, *b.recipients})
    apart = abs(b.trigger.start - a.trigger.end)
    if apart < _CLAUSE and a.mode == b.mode and a.actors == b.actors and a.according_to == b.according_to:
        return True
    if _stem(a, text) == _stem(b, text):
        return shared or not (b.actors or b.recipients) or not (a.actors or a.recipients)
    if apart > _PARAGRAPH:
        return False
    victims = a.type == "ASSAULT" and bool({a.trigger.of(text).lower(), b.trigger.of(text).lower()} & _ONCE)
    bare = a.mode == "armed clash" and not (a.actors and b.actors)
    return victims or bare or (shared and a.mode == b.mode and a.type in {"CONSULT", "ASSAULT"})


def _compatible(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return not one or not other or bool(set(one) & set(other))


def _stem(event: Event, text: str) -> str:
    """Attack, attacks, attacked, attacking."""
    return text[slice(*event.trigger)].lower()[:5]


def _joined(a: Event, b: Event) -> Event:
    """The mention met first, unless the other says much more."""
    keep, more = (b, a) if _fullness(b) > _fullness(a) + 1 else (a, b)
    return replace(
        keep,
        mode=keep.mode if keep.mode not in _VAGUE else more.mode or keep.mode,
        actors=tuple(dict.fromkeys((*keep.actors, *more.actors))),
        recipients=tuple(p for p in dict.fromkeys((*keep.recipients, *more.recipients)) if p not in keep.actors),
        instrument=keep.instrument or more.instrument,
        target=keep.target or more.target,
        place=keep.place or more.place,
        time=keep.time or more.time,
        figures=tuple(dict.fromkeys((*keep.figures, *more.figures))),
        according_to=keep.according_to or more.according_to if keep.according_to and more.according_to else (),
    )


def _fullness(event: Event) -> int:
    return (
        2 * bool(event.actors) + 2 * bool(event.recipients) + bool(event.place) + bool(event.time) + bool(event.target)
    )
