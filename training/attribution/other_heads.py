"""What the heads beside attribution's reach on annotated articles that they were not trained on, before any reader's rules."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from onrecord.language.document import Document
from onrecord.language.encoder import Model
from onrecord.language.evidence import EventWord, event_words, stance_chances
from onrecord.records import Span
from training.attribution.corpora import records
from training.attribution.evaluate import document

ON = "ledger/ledger_dev.jsonl"
LEAST = 0.4


def evaluate_heads(bench: Path, model: Model) -> dict[str, float]:
    """Per cent: events found by a word, with their type, and with their status; words that are one; stances of cues."""
    found: dict[str, list[bool]] = {}
    for record in records(bench / "data" / ON):
        page = document(record["text"][: record["until"]])
        _events(page, record["gold"]["events"], model, found)
        for a in record["gold"]["attributions"]:
            if a["cue"]:
                likeliest = next(iter(stance_chances(page, Span(*a["cue"]), model)), None)
                found.setdefault("stance right, of cues", []).append(likeliest == a["stance"])
    return {name: round(100 * sum(hits) / len(hits), 1) for name, hits in found.items()}


def _events(page: Document, gold: Sequence[dict[str, Any]], model: Model, found: dict[str, list[bool]]) -> None:
    words = event_words(page, LEAST, model)
    for word in words:
        found.setdefault("words that are an event's", []).append(any(_meets(word, event) for event in gold))
    for event in gold:
        meeting = [word for word in words if _meets(word, event)]
        typed = [word for word in meeting if next(iter(word.types), None) == event["type"]]
        found.setdefault("events found", []).append(bool(meeting))
        found.setdefault("events found with their type", []).append(bool(typed))
        if meeting:
            right = next(iter(meeting[0].statuses)) == event["status"]
            found.setdefault("status right, of events found", []).append(right)


def _meets(word: EventWord, event: dict[str, Any]) -> bool:
    return any(start < word.span.end and word.span.start < end for start, end in (event["trigger"], *event["also"]))
