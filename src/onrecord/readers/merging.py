"""One event of an article is one record: mentions merge when type, parties, place and day allow it."""

from dataclasses import replace

from onrecord.records import Article, Event, Findings

_VAGUE = {"attack", None}
"""Modes that any other mode of the type may make more exact."""

_ONCE = {"killed", "kill", "wounded", "injured", "died", "dead", "deaths", "killing"}


def merge(mentions: list[Event], found: Findings, article: Article) -> list[Event]:
    """Merge mentions into events, in the order of the first mention in the body; the fullest mention gives the trigger."""
    text = article.page.text
    days = {m.id: (m.earliest, m.latest) for m in found.moments}
    events: list[Event] = []
    for mention in sorted(mentions, key=lambda e: e.trigger):
        for i in range(len(events) - 1, -1, -1):
            if _same(events[i], mention, days, text):
                events[i] = _joined(events[i], mention)
                break
        else:
            events.append(mention)
    return events


def _same(a: Event, b: Event, days: dict[str, tuple[str | None, str | None]], text: str) -> bool:
    if a.type != b.type or not (a.mode == b.mode or a.mode in _VAGUE or b.mode in _VAGUE):
        return False
    if not _compatible(a.actors, b.actors) or not _compatible(a.recipients, b.recipients):
        return False
    if a.place and b.place and a.place != b.place:
        return False
    first, second = (days.get(x or "", (None, None)) for x in (a.time, b.time))
    if (first[0] and second[0] and (first[1] or "") < second[0]) or (
        second[0] and first[0] and (second[1] or "") < first[0]
    ):
        return False
    shared = bool(set(a.actors) & set(b.actors)) or bool(set(a.recipients) & set(b.recipients))
    alike = _stem(a, text) == _stem(b, text)
    casualty = a.type == "ASSAULT" and (
        text[slice(*b.trigger)].lower() in _ONCE or text[slice(*a.trigger)].lower() in _ONCE
    )
    near = b.trigger.start - a.trigger.end < 400
    if {a.status, b.status} & {"planned", "hypothetical", "threatened"} and a.status != b.status:
        return False
    return (
        (alike and (shared or not (b.actors or b.recipients) or not (a.actors or a.recipients)))
        or (casualty and near)
        or (shared and a.mode == b.mode and near and a.type in {"CONSULT", "ASSAULT"})
    )


def _compatible(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return not one or not other or bool(set(one) & set(other))


def _stem(event: Event, text: str) -> str:
    """Attack, attacks, attacked, attacking."""
    return text[slice(*event.trigger)].lower()[:5]


def _joined(a: Event, b: Event) -> Event:
    keep, more = (b, a) if _fullness(b) > _fullness(a) else (a, b)
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
