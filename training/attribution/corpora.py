"""What the encoder learns from: each corpus brought into one form, judged for those heads that its annotators judged."""

import gzip
import json
import random
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from training.attribution.data import SPEECH, Annotated, Marker, joined
from training.events import sentences as own

Record = dict[str, Any]
EVENTS = ("type",)
POLNEAR = "attribution/polnear_train.jsonl.gz"
LEDGER = "ledger/ledger_train.jsonl"
PLACES = ("places/lgl.jsonl.gz", "places/trnews.jsonl")
FURTHER = (
    *("moments/wikiwars.jsonl", "moments/timebank.jsonl", "pages/aeb.jsonl"),
    *("incidents/ecb_1_35.jsonl", "events/indiapolice.jsonl.gz"),
)
"""Articles of which nothing is learnt but what the teacher thinks of them."""


def records(path: Path) -> list[Record]:
    """JSON lines, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def load(path: Path) -> list[Record]:
    """Attributions in PolNeAR's form; the fully annotated articles are brought into it, up to where they were judged."""
    return [_as_polnear(record) if "gold" in record else record for record in records(path)]


def _as_polnear(record: Record) -> Record:
    attributions = [
        {"source": [a["source"]] if a["source"] else [], "cue": [a["cue"]] if a["cue"] else [], "content": a["content"]}
        for a in record["gold"]["attributions"]
    ]
    return {"id": record["id"], "text": record["text"][: record["until"]], "attributions": attributions}


def attributed(record: Record, tokenizer: Tokenizer, *, nested: bool = False) -> Annotated:
    """An article with its attributions. ``nested``: its annotators marked speech inside speech too."""
    marker = Marker(record["text"], tokenizer, (*SPEECH, "inner") if nested else SPEECH)
    _speech(marker, record["attributions"])
    return marker.done()


def _speech(marker: Marker, attributions: Sequence[dict[str, Any]]) -> None:
    for a in sorted(attributions, key=lambda a: -_length(a["content"])):
        for role in ("source", "cue"):
            for span in a[role]:
                marker.stretch(role, span)
        layer = "inner" if _is_inner(a, attributions) else "content"
        for span in a["content"]:
            marker.stretch(layer, span)
        if a["cue"]:
            marker.link("source", a["cue"], a["source"])
            for span in a["content"]:
                marker.link("cue", [span], a["cue"])


def _length(spans: Sequence[Sequence[int]]) -> int:
    return sum(end - start for start, end in spans)


def _is_inner(a: dict[str, Any], attributions: Sequence[dict[str, Any]]) -> bool:
    """Whether an attribution lies inside one piece of another's content."""
    ends = [x for span in (*a["cue"], *a["content"]) for x in span]
    if not ends:
        return False
    low, high = min(ends), max(ends)
    return any(b is not a and start <= low and high <= end for b in attributions for start, end in b["content"])


def ledger(record: Record, tokenizer: Tokenizer) -> Annotated:
    """A fully annotated article: attributions with their stances, and events with their roles."""
    text = record["text"][: record["until"]]
    marker = Marker(text, tokenizer, (*SPEECH, "inner", *EVENTS))
    _speech(marker, _as_polnear(record)["attributions"])
    for a in record["gold"]["attributions"]:
        if a["cue"]:
            marker.answer("stance", a["cue"], a["stance"])
    for event in record["gold"]["events"]:
        if event["type"] == "ANY":
            continue
        for word in (event["trigger"], *event["also"]):
            _event(marker, word, event["type"], event["mode"], event["status"])
            for role in ("actor", "recipient"):
                near = [span for span in event[f"{role}s"] if _one_line(text, span, word)]
                if near or not event[f"{role}s"]:
                    marker.link(role, [word], near)
    return marker.done()


def _event(marker: Marker, word: Sequence[int], kind: str, mode: str | None, status: str) -> None:
    marker.answer("type", word, kind)
    marker.answer("mode", word, mode or "none")
    marker.answer("status", word, status)


def _one_line(text: str, a: Sequence[int], b: Sequence[int]) -> bool:
    return "\n" not in text[min(a[0], b[0]) : max(a[1], b[1])]


def placed(record: Record, tokenizer: Tokenizer) -> Annotated:
    """An article with its toponyms."""
    marker = Marker(record["text"], tokenizer, ("toponym",))
    for toponym in record["toponyms"]:
        marker.stretch("toponym", (toponym["start"], toponym["end"]))
    return marker.done()


def further(data: Path) -> list[str]:
    """The texts alone of the further articles."""
    return [record.get("text") or record["body"] for name in FURTHER for record in records(data / name)]


def unjudged(text: str, tokenizer: Tokenizer) -> Annotated:
    """An article in which nobody has judged anything."""
    return Marker(text, tokenizer, ()).done()


def report(lines: Sequence[own.Sentence], tokenizer: Tokenizer) -> Annotated:
    """One of the project's own reports."""
    return joined([sentence(line, tokenizer, (*SPEECH, "inner", *EVENTS)) for line in lines])


def sentence(one: own.Sentence, tokenizer: Tokenizer, judged: Sequence[str] = EVENTS) -> Annotated:
    """One of the project's own sentences with its events and stances, and with its attributions where they are judged."""
    marker = Marker(one.text, tokenizer, judged)
    said = ((*([a.source] if a.source else []),) for a in one.attributions)
    _speech(
        marker,
        [
            {"source": source, "cue": [a.cue], "content": a.contents}
            for a, source in zip(one.attributions, said, strict=True)
        ],
    )
    for event in one.events:
        _event(marker, event.trigger, event.type, event.mode, event.status)
        marker.link("actor", [event.trigger], event.actors[:1])
        marker.link("recipient", [event.trigger], event.recipients[:1])
    for cue, stance in one.stances:
        marker.answer("stance", cue, stance)
    return marker.done()


PACK = 7
"""Own sentences shown together, as paragraphs of one text."""


def packed(sentences: Sequence[Annotated], rng: random.Random) -> list[Annotated]:
    """Sentences in random order, several a text."""
    order = list(sentences)
    rng.shuffle(order)
    return [joined(order[i : i + PACK]) for i in range(0, len(order), PACK)]


_REPORTING = (
    *(
        "Officials said",
        "The ministry said on Monday that",
        "A spokeswoman told reporters that",
        "According to the agency,",
    ),
    *("State television reported that", "He added that", "Witnesses claimed", "The newspaper wrote that"),
    *("Aid workers say", "The report said", "Diplomats noted that", "She told the committee"),
)
"""Speech that is put around speech: the annotated corpora hardly have any inside another."""


def nested(articles: Iterable[Record], tokenizer: Tokenizer, rng: random.Random, count: int) -> list[Annotated]:
    """Lines of attributed articles put into somebody else's mouth: what was a content becomes an inner one."""
    lines = [line for record in articles for line in _lines(record)]
    chosen = rng.sample(lines, min(count, len(lines)))
    return [attributed(_framed(text, found, rng), tokenizer, nested=True) for text, found in chosen]


def _lines(record: Record) -> Iterable[tuple[str, list[dict[str, Any]]]]:
    """Short lines that hold attributions as wholes."""
    for line in re.finditer(r"[^\n]+", record["text"]):
        found = [a for a in record["attributions"] if _lies_in(a, line.start(), line.end())]
        touched = sum(any(s < line.end() and line.start() < e for s, e in a["content"]) for a in record["attributions"])
        quoted = any(mark in line.group() for mark in '"“”')
        if found and len(found) == touched and len(line.group()) < 400 and not quoted:
            yield line.group(), [_shifted(a, -line.start()) for a in found]


def _spans(a: dict[str, Any]) -> list[Sequence[int]]:
    return [span for role in SPEECH for span in a[role]]


def _lies_in(a: dict[str, Any], start: int, end: int) -> bool:
    return bool(a["cue"]) and all(start <= s and e <= end for s, e in _spans(a))


def _shifted(a: dict[str, Any], by: int) -> dict[str, Any]:
    return {role: [[s + by, e + by] for s, e in a[role]] for role in SPEECH}


def _framed(text: str, attributions: list[dict[str, Any]], rng: random.Random) -> Record:
    frame = rng.choice(_REPORTING)
    prefix = frame + " "
    text = text.rstrip()
    source, cue = _parts(frame)
    outer = {"source": [source], "cue": [cue], "content": [[len(prefix), len(prefix) + len(text.rstrip("."))]]}
    inner = [_shifted(a, len(prefix)) for a in attributions]
    return {"text": prefix + text, "attributions": [outer, *inner]}


def _parts(frame: str) -> tuple[list[int], list[int]]:
    """Where source and cue stand in one of the frames."""
    if frame.startswith("According to"):
        return [13, len(frame) - 1], [0, 12]
    cue = re.search(r"(?:said|told|reported|added|claimed|wrote|say|noted)\b", frame)
    assert cue is not None
    return [0, cue.start() - 1], list(cue.span())
