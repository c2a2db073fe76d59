"""The codebook's page of event types and modes, printed from the type system so that it cannot fall behind it."""

from collections.abc import Iterator

from onrecord.readers.acts.event_types import ModePage, TypePage, event_types

_HEAD = """\
# Event types and modes

Printed by `onrecord codebook` from `src/onrecord/readers/data/event_types.toml`; change it there. The types are PLOVER's sixteen and one
of Onrecord's own, HARM. An event has one type; some types have modes, close to ACLED's sub-events. An act of speech (accuse, request,
reject, threaten, promise) is an attribution and an event, and the event's `according_to` is that attribution. What somebody asks for is no
event of its own.
"""


def page() -> str:
    """The whole page, in Markdown."""
    return "\n".join([_HEAD, *(line for kind in event_types().values() for line in _type(kind))])


def _type(kind: TypePage) -> Iterator[str]:
    yield f"## {kind.name}\n"
    yield from _words(kind)
    for mode in kind.modes.values():
        yield f"### {kind.name}: {mode.name}\n"
        yield from _words(mode)


def _words(entry: TypePage | ModePage) -> Iterator[str]:
    yield f"{entry.definition}\n"
    yield f"- Counts: {_lower(entry.counts)}"
    yield f"- Does not: {_lower(entry.excludes)}"
    yield f"- Examples: {' '.join(f'“{example}”' for example in entry.examples)}\n"


def _lower(words: str) -> str:
    """A sentence as the rest of a line."""
    return words[0].lower() + words[1:] if words[1:2].islower() or words[1:2] == " " else words
