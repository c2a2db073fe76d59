"""A trigger in its clause: what the steps that fill an event's fields look at."""

from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.language import Document, Segment
from onrecord.language.encoder import Encoded
from onrecord.readers.acts.roles import Roles, Seekers, clause, roles
from onrecord.readers.acts.triggers import Trigger


@dataclass(frozen=True, slots=True)
class Scene:
    """A trigger with the words around it, by what they do there."""

    trigger: Trigger
    segment: Segment
    played: Roles
    clause: list[Token]
    before: tuple[Segment, ...]
    """The paragraph, and the one before it: where the story is taken to be still in one place."""
    seekers: Seekers | None
    """Where the encoder looks for participants; None where it did not find the trigger."""


def scene_of(trigger: Trigger, segment: Segment, document: Document, encoded: Encoded) -> Scene:
    """The clause of a trigger."""
    last = document.segments[segment.index - 1] if segment.index else segment
    before = (last, segment) if last is not segment and last.kind == segment.kind == "paragraph" else (segment,)
    played = roles(trigger)
    seekers = Seekers(encoded, trigger.word.piece) if trigger.word else None
    return Scene(trigger, segment, played, clause(trigger.head, played.governor), before, seekers)
