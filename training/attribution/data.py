"""Annotated articles as windows of word pieces with a label for each role and the links between them."""

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from onrecord.language.decoding import ROLES, character_flags, piece_flags

Span = tuple[int, int]
O, B, I = 0, 1, 2  # noqa: E741 - the names of the scheme
IGNORED = -100
WINDOW = 254
"""Word pieces in a window, without the two that mark its ends."""


@dataclass(frozen=True)
class Annotated:
    """One article: its word pieces, a label a role, and for each link the two pieces at which its ends begin."""

    pieces: list[int]
    flags: list[int]
    labels: np.ndarray
    """(pieces, roles)"""
    sources: list[tuple[int, int | None]]
    """cue → source, or None where the attribution has no source"""
    contents: list[tuple[int, int]]
    """content → cue"""


@dataclass(frozen=True)
class Window:
    """A stretch of an article; links are kept where both ends lie inside."""

    pieces: list[int]
    flags: list[int]
    labels: np.ndarray
    sources: list[tuple[int, int | None]]
    contents: list[tuple[int, int]]


def load(path: Path) -> list[dict[str, Any]]:
    """PolNeAR-style records; the fully annotated articles are brought into the same form, up to where they were judged."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file if line.strip()]
    return [_as_polnear(record) if "gold" in record else record for record in records]


def _as_polnear(record: dict[str, Any]) -> dict[str, Any]:
    attributions = [
        {"source": [a["source"]] if a["source"] else [], "cue": [a["cue"]] if a["cue"] else [], "content": a["content"]}
        for a in record["gold"]["attributions"]
    ]
    return {"id": record["id"], "text": record["text"][: record["until"]], "attributions": attributions}


def annotate(record: dict[str, Any], tokenizer: Tokenizer) -> Annotated:
    """Word pieces and labels of one record."""
    text = record["text"]
    encoding = tokenizer.encode(text, add_special_tokens=False)
    at = np.full(len(text) + 1, -1, dtype=np.int64)
    for i, (start, end) in enumerate(encoding.offsets):
        at[start:end] = i
    labels = np.zeros((len(encoding.ids), len(ROLES)), dtype=np.int64)
    sources: list[tuple[int, int | None]] = []
    contents: list[tuple[int, int]] = []
    for a in record["attributions"]:
        for role, name in enumerate(ROLES):
            for span in a[name]:
                _label(labels[:, role], at, span)
        cue = _first(at, a["cue"])
        if cue is None:
            continue
        sources.append((cue, _first(at, a["source"])))
        contents += [(piece, cue) for span in a["content"] if (piece := _first(at, [span])) is not None]
    return Annotated(
        encoding.ids, piece_flags(text, encoding.offsets, character_flags(text)), labels, sources, contents
    )


def _label(labels: np.ndarray, at: np.ndarray, span: Sequence[int]) -> None:
    inside = sorted({int(i) for i in at[span[0] : span[1]] if i >= 0})
    labels[inside] = I
    labels[inside[:1]] = B


def _first(at: np.ndarray, spans: Sequence[Sequence[int]]) -> int | None:
    for start, end in sorted(spans):
        inside = at[start:end]
        if (inside >= 0).any():
            return int(inside[inside >= 0][0])
    return None


def windows(article: Annotated, rng: random.Random) -> Iterator[Window]:
    """Cut an article at a random offset, so that each epoch sees other borders."""
    n = len(article.pieces)
    first = rng.randrange(1, WINDOW) if n > WINDOW else n
    cuts = [0, *range(first, n, WINDOW), n]
    for start, end in pairwise(cuts):
        if end > start:
            yield _cut(article, start, end)


def _cut(article: Annotated, start: int, end: int) -> Window:
    def inside(*pieces: int | None) -> bool:
        return all(p is None or start <= p < end for p in pieces)

    return Window(
        article.pieces[start:end],
        article.flags[start:end],
        article.labels[start:end],
        [(c - start, None if s is None else s - start) for c, s in article.sources if inside(c, s)],
        [(p - start, c - start) for p, c in article.contents if inside(p, c)],
    )


def batches(articles: Sequence[Annotated], size: int, rng: random.Random) -> list[list[Window]]:
    """One epoch: all windows in random order, those of like length together."""
    cut = [w for article in articles for w in windows(article, rng)]
    rng.shuffle(cut)
    found = []
    chunk = size * 40
    for i in range(0, len(cut), chunk):
        alike = sorted(cut[i : i + chunk], key=lambda w: len(w.pieces))
        found += [alike[j : j + size] for j in range(0, len(alike), size)]
    rng.shuffle(found)
    return found
