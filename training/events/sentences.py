"""Reading the project's own training sentences: one sentence a line, the events and stances in it on the lines below.

::

    Government jets bombed the market in Idlib, killing 12, a monitoring group said.
    - bombed | ASSAULT/air strike | alleged | Government jets > the market
    = killing | ASSAULT/air strike | alleged | Government jets > 12
    ~ said | asserts

``-`` is an event: trigger, type and mode, status, actors > recipients (several with ``;``, either side may be empty).
``=`` is a further word for the event above it. ``~`` is the cue of an attribution and its stance. Words that stand in the
sentence more than once take ``#2`` for their second place. A sentence without marks has no event. ``# `` begins a comment.

``python -m training.events.sentences FILE...`` checks files and counts what is in them.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.readers.triggers import event_types

FOLDER = Path(__file__).parent / "sentences"
STATUSES = ("happened", "ongoing", "planned", "threatened", "alleged", "denied", "hypothetical")
STANCES = (
    *("asserts", "accuses", "denies", "demands", "promises", "threatens"),
    *("praises", "condemns", "warns", "confirms", "doubts"),
)
Span = tuple[int, int]


class SentenceError(ValueError):
    """A line that does not keep to the form; the message names file and line."""


@dataclass(frozen=True)
class Marked:
    """One word or phrase that stands for an event."""

    trigger: Span
    type: str
    mode: str | None
    status: str
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]


@dataclass(frozen=True)
class Sentence:
    """A sentence, its events, and the stances of its cues."""

    text: str
    events: list[Marked] = field(default_factory=list)
    stances: list[tuple[Span, str]] = field(default_factory=list)


def load(folder: Path = FOLDER) -> list[Sentence]:
    """Every sentence of every file of a folder, in the order of the files' names.

    Raises:
        SentenceError: a line does not keep to the form.

    """
    return [sentence for path in sorted(folder.glob("*.txt")) for sentence in read(path)]


def read(path: Path) -> Iterator[Sentence]:
    """The sentences of one file.

    Raises:
        SentenceError: a line does not keep to the form.

    """
    sentence: Sentence | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("# "):
            continue
        try:
            if line[:2] in {"- ", "= ", "~ "}:
                _mark(line, sentence)
                continue
        except (ValueError, IndexError) as cause:
            raise SentenceError(f"{path.name}:{number}: {cause}: {line}") from cause
        if sentence is not None:
            yield sentence
        sentence = Sentence(line.strip())
    if sentence is not None:
        yield sentence


def _mark(line: str, sentence: Sentence | None) -> None:
    if sentence is None:
        raise ValueError("a mark without a sentence")
    parts = [part.strip() for part in line[2:].split("|")]
    if line[0] == "~":
        cue, stance = parts
        if stance not in STANCES:
            raise ValueError(f"no stance {stance!r}")
        sentence.stances.append((_find(cue, sentence.text), stance))
        return
    words, kind, status, who = [*parts, ""][:4]
    name, _, mode = kind.partition("/")
    types = event_types()
    if name not in types or (mode and mode not in types[name].modes):
        raise ValueError(f"no type {kind!r}")
    if status not in STATUSES:
        raise ValueError(f"no status {status!r}")
    actors, _, recipients = who.partition(">")
    found = (_all(side, sentence.text) for side in (actors, recipients))
    sentence.events.append(Marked(_find(words, sentence.text), name, mode or None, status, *found))


def _all(words: str, text: str) -> tuple[Span, ...]:
    return tuple(_find(one.strip(), text) for one in words.split(";") if one.strip())


def _find(words: str, text: str) -> Span:
    """Where words stand, as whole words; ``#2`` asks for the second place."""
    words, _, which = words.partition("#")
    words = words.strip()
    places = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    if not words or len(places) < int(which or 1):
        raise ValueError(f"{words!r} does not stand there")
    if len(places) > 1 and not which:
        raise ValueError(f"{words!r} stands there {len(places)} times, say which with #1, #2")
    return places[int(which or 1) - 1]


def main(paths: Sequence[str]) -> int:
    """Check files; print every fault, then what they hold."""
    kinds: Counter[str] = Counter()
    faults = 0
    for path in paths:
        for fault in _faults(Path(path)):
            print(fault)
            faults += 1
    for sentence in (s for path in paths if not faults for s in read(Path(path))):
        kinds["sentences"] += 1
        kinds["without an event"] += not sentence.events
        for event in sentence.events:
            kinds[f"{event.type}/{event.mode or ''}"] += 1
            kinds[event.status] += 1
        kinds.update(f"~ {stance}" for _, stance in sentence.stances)
    for kind, count in sorted(kinds.items()):
        print(f"{count:6} {kind}")
    return 1 if faults else 0


def _faults(path: Path) -> Iterator[str]:
    """Every fault of a file, one sentence at a time."""
    sentence: Sentence | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("# "):
            continue
        if line[:2] not in {"- ", "= ", "~ "}:
            sentence = Sentence(line.strip())
            continue
        try:
            _mark(line, sentence)
        except (ValueError, IndexError) as cause:
            yield f"{path.name}:{number}: {cause}: {line}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
