"""Reading the project's own training sentences: one sentence a line, the events and stances in it on the lines below.

::

    Government jets bombed the market in Idlib, killing 12, a monitoring group said.
    - bombed | ASSAULT/air strike | happened | Government jets > the market
    = killing | ASSAULT/air strike | happened | Government jets > 12
    ~ said | asserts

    @ a monitoring group | said | Government jets … killing 12 | asserts

``-`` is an event: trigger, type and mode, status, actors > recipients (several with ``;``, either side may be empty).
``=`` is a further word for the event above it. ``~`` is the cue of an attribution and its stance; ``@`` is a whole attribution:
source (may be empty), cue, contents (several with ``;``; ``first … last`` for a long stretch), stance. Words that stand in the
sentence more than once take ``#2`` for their second place. A sentence without marks has no event. ``# `` begins a comment.

In files named ``reports-…`` the lines between two empty ones are one report, in which every attribution is marked.

``python -m training.events.sentences FILE...`` checks files and counts what is in them.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from onrecord.readers.acts.triggers import event_types

FOLDER = Path(__file__).parent / "sentences"
LAST = FOLDER / "last"
"""Written later than the rest, and harder: a network may be shown them only when it has learnt the others."""
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
class Said:
    """Who said what: a source (or none), a cue, and the contents."""

    source: Span | None
    cue: Span
    contents: tuple[Span, ...]


@dataclass(frozen=True)
class Sentence:
    """A sentence, its events, and the stances of its cues."""

    text: str
    events: list[Marked] = field(default_factory=list)
    stances: list[tuple[Span, str]] = field(default_factory=list)
    attributions: list[Said] = field(default_factory=list)


def load(*folders: Path) -> list[Sentence]:
    """Every sentence of the folders (of all, where none is given) that stands alone, in the order of the files' names.

    Raises:
        SentenceError: a line does not keep to the form.

    """
    files = (path for path in _files(folders) if not path.name.startswith("reports-"))
    return [sentence for path in files for report in read(path) for sentence in report]


def reports(*folders: Path) -> list[list[Sentence]]:
    """Every report of the folders (of all, where none is given), as its lines.

    Raises:
        SentenceError: a line does not keep to the form.

    """
    return [report for path in _files(folders) if path.name.startswith("reports-") for report in read(path)]


def _files(folders: Sequence[Path]) -> list[Path]:
    found = (path for folder in folders or (FOLDER, LAST) for path in folder.glob("*.txt"))
    return sorted(found, key=lambda path: path.name)


def read(path: Path) -> Iterator[list[Sentence]]:
    """The sentences of one file, those between empty lines together.

    Raises:
        SentenceError: a line does not keep to the form.

    """
    for first, lines in _blocks(path):
        block: list[Sentence] = []
        for number, line in enumerate(lines, first):
            try:
                _take(line, block)
            except (ValueError, IndexError) as cause:
                raise SentenceError(f"{path.name}:{number}: {cause}: {line}") from cause
        if block:
            yield block


def _blocks(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Stretches of lines without an empty one, each with the number of its first line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for filled, run in groupby(enumerate(lines, 1), key=lambda one: bool(one[1].strip())):
        if filled:
            block = list(run)
            yield block[0][0], [line for _, line in block]


def _take(line: str, block: list[Sentence]) -> None:
    """A line's sentence, or a mark of the sentence before it."""
    if line.startswith("# "):
        return
    if line[:2] in {"- ", "= ", "~ ", "@ "}:
        _mark(line, block[-1] if block else None)
    else:
        block.append(Sentence(line.strip()))


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
    if line[0] == "@":
        source, cue, contents, stance = parts
        if stance not in STANCES:
            raise ValueError(f"no stance {stance!r}")
        found_cue = _find(cue, sentence.text)
        sentence.attributions.append(
            Said(_find(source, sentence.text) if source else None, found_cue, _all(contents, sentence.text))
        )
        sentence.stances.append((found_cue, stance))
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
    return tuple(_stretch(one.strip(), text) for one in words.split(";") if one.strip())


def _stretch(words: str, text: str) -> Span:
    """Where words stand; ``first … last`` goes from the first to where the last ends after it."""
    first, between, last = words.partition(" … ")
    start, end = _find(first, text)
    if between:
        after = text.find(last.strip(), end)
        if after < 0:
            raise ValueError(f"{last.strip()!r} does not stand after {first!r}")
        end = after + len(last.strip())
    return start, end


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
    faults = [fault for path in paths for fault in _faults(Path(path))]
    if faults:
        print("\n".join(faults))
        return 1
    kinds: Counter[str] = Counter()
    for sentence in (one for path in paths for report in read(Path(path)) for one in report):
        kinds["sentences"] += 1
        kinds["attributions"] += len(sentence.attributions)
        kinds["without an event"] += not sentence.events
        for event in sentence.events:
            kinds[f"{event.type}/{event.mode or ''}"] += 1
            kinds[event.status] += 1
        kinds.update(f"~ {stance}" for _, stance in sentence.stances)
    for kind, count in sorted(kinds.items()):
        print(f"{count:6} {kind}")
    return 0


def _faults(path: Path) -> Iterator[str]:
    """Every fault of a file, not only the first."""
    for first, lines in _blocks(path):
        block: list[Sentence] = []
        for number, line in enumerate(lines, first):
            try:
                _take(line, block)
            except (ValueError, IndexError) as cause:
                yield f"{path.name}:{number}: {cause}: {line}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
