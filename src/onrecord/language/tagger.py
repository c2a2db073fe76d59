"""The trained attribution tagger: sources, cues and contents of an article in one pass of a small encoder.

A 6-layer MiniLM with 8-bit weights, run by onnxruntime on one core. Windows of the article go through one at a time, so
that what is read cannot depend on what stands beside it. How it is trained: ``training/attribution``.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import onnxruntime
import onnxruntime.capi.onnxruntime_pybind11_state as runtime
from tokenizers import BertWordPieceTokenizer

from onrecord.errors import MissingPartError
from onrecord.language.decoding import (
    QUOTED,
    SIGNS,
    Floats,
    Lines,
    Linked,
    Tagged,
    character_flags,
    confidence,
    link,
    piece_flags,
    signs,
)
from onrecord.language.document import Document
from onrecord.language.sayings import Saying
from onrecord.records import Span

WINDOW = 254
"""Word pieces in a window, as in training."""
STRIDE = 190
"""From one window's beginning to the next; each piece's numbers are taken from the window where it stands most inside."""
_CLS, _SEP = 101, 102
_UNUSABLE = (
    runtime.Fail,
    runtime.InvalidArgument,
    runtime.InvalidGraph,
    runtime.InvalidProtobuf,
    runtime.NotImplemented,
)


@dataclass(frozen=True, slots=True)
class Model:
    """A trained tagger, loaded. Its graph names its outputs: ``tags`` and ``links``, two numbers-a-piece arrays."""

    session: onnxruntime.InferenceSession
    tokenizer: BertWordPieceTokenizer
    nobody: Floats
    weights: tuple[float, ...]
    """Of the signs that tell how sure a saying is."""
    least: float
    """Sayings less sure than this are left out."""
    name: str


@dataclass(frozen=True, slots=True)
class _Pieces:
    """An article's word pieces: their ids, their flags, and where each stands in the page's text."""

    ids: list[int]
    flags: list[int]
    offsets: list[tuple[int, int]]
    segments: list[int]
    """The segment of each piece."""


def load(folder: Path) -> Model:
    """Load the three files that training writes: attribution.onnx, attribution.vocab.txt, attribution.json.

    Raises:
        MissingPartError: one of them is not there, or cannot be read.

    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        graph = (folder / "attribution.onnx").read_bytes()
        made = json.loads((folder / "attribution.json").read_text(encoding="utf-8"))
        words = (folder / "attribution.vocab.txt").read_text(encoding="utf-8").splitlines()
        session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        nobody = np.array(json.loads(session.get_modelmeta().custom_metadata_map["nobody"]), dtype=np.float32)
        sure = made["confidence"]
        weights, least = tuple(sure["weights"][sign] for sign in SIGNS), float(sure["least"])
        name = f"tagger {made['model'][:8]}"
    except (OSError, ValueError, KeyError, *_UNUSABLE) as cause:
        raise MissingPartError(f"the attribution tagger is not installed ({cause}). Install onrecord again.") from cause
    tokenizer = BertWordPieceTokenizer({word: i for i, word in enumerate(words)}, lowercase=True)
    return Model(session, tokenizer, nobody, weights, least, name)


@lru_cache(maxsize=1)
def shipped() -> Model:
    """The tagger that comes with the program, loaded once a process.

    Raises:
        MissingPartError: its files are not there.

    """
    with as_file(files("onrecord.language") / "models") as folder:
        return load(folder)


def tag(document: Document, model: Model | None = None) -> list[Saying]:
    """Every attribution that the tagger finds in an article, in the order of its contents.

    Args:
        document: the article; only its segments' words are used, not their parse.
        model: another tagger than the shipped one.

    Raises:
        MissingPartError: the model's files are not there.

    """
    model = model or shipped()
    found = ((candidate, round(confidence(candidate.signs, model.weights), 2)) for candidate in read(document, model))
    return [replace(one.saying, confidence=sure) for one, sure in found if sure >= model.least]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A saying before it is decided whether it is sure enough, with the signs that decide."""

    saying: Saying
    signs: tuple[float, ...]


def read(document: Document, model: Model) -> list[Candidate]:
    """Everything that may be a saying, in the order of its contents."""
    pieces = _pieces(document, model.tokenizer)
    if not pieces.ids:
        return []
    tags, links = _numbers(pieces, model.session)
    lines = _lines(pieces, document)
    quoted = [bool(flag & QUOTED) for flag in pieces.flags]
    return [
        Candidate(_saying(one, pieces, document, model.name), signs(one, quoted, lines))
        for one in link(tags, links, model.nobody, lines, _closes(pieces, document.text))
    ]


def _pieces(document: Document, tokenizer: BertWordPieceTokenizer) -> _Pieces:
    found = _Pieces([], [], [], [])
    for index, segment in enumerate(document.segments):
        text = document.text[segment.start : segment.end]
        encoding = tokenizer.encode(text, add_special_tokens=False)
        found.ids.extend(encoding.ids)
        found.flags.extend(piece_flags(text, encoding.offsets, character_flags(text)))
        found.offsets.extend((segment.start + start, segment.start + end) for start, end in encoding.offsets)
        found.segments.extend([index] * len(encoding.ids))
    return found


def _numbers(pieces: _Pieces, session: onnxruntime.InferenceSession) -> tuple[Floats, Floats]:
    """Tags and link vectors of all pieces, each from the window in which it stands most inside."""
    n = len(pieces.ids)
    tags, links = np.empty((n, 9), np.float32), np.empty((n, 256), np.float32)
    for start, end, first, last in _windows(n):
        ids = np.array([[_CLS, *pieces.ids[start:end], _SEP]], np.int64)
        flags = np.array([[0, *pieces.flags[start:end], 0]], np.int64)
        of_tags, of_links = session.run(["tags", "links"], {"pieces": ids, "flags": flags})
        inside = slice(first - start + 1, last - start + 1)
        tags[first:last], links[first:last] = of_tags[inside], of_links[inside]
    return tags, links


def _windows(n: int) -> Iterator[tuple[int, int, int, int]]:
    """Beginning and end of each window, and of the part of it that counts: neighbours meet in the middle of what they share."""
    starts = [0] if n <= WINDOW else [*range(0, n - WINDOW, STRIDE), n - WINDOW]
    first = 0
    for i, start in enumerate(starts):
        end = min(n, start + WINDOW)
        last = end if i + 1 == len(starts) else (starts[i + 1] + end) // 2
        yield start, end, first, last
        first = last


_ENDS = re.compile(r"[.!?]+[”\"’')\]]*$")
_CLOSES = frozenset(',”"?!')


def _lines(pieces: _Pieces, document: Document) -> Lines:
    """Sentence and paragraph of each piece.

    Sentences are told by their full stops: the parser's own are no better here, and the tagger should not need it. From
    a headline to a caption, or from a caption to the text, is as far as ten paragraphs: hardly a link reaches over.
    """
    sentences: list[int] = []
    paragraphs: list[int] = []
    number = paragraph = 0
    for i, (start, end) in enumerate(pieces.offsets):
        segment, before = pieces.segments[i], pieces.segments[i - 1] if i else pieces.segments[0]
        if segment != before:
            paragraph += 1 if document.segments[segment].kind == document.segments[before].kind else 10
        if i and (segment != before or _begins_sentence(document.text, pieces.offsets[i - 1][1], start, end)):
            number += 1
        sentences.append(number)
        paragraphs.append(paragraph)
    return Lines(sentences, paragraphs)


def _begins_sentence(text: str, before: int, start: int, end: int) -> bool:
    """White space after a full stop, and a capital or a quotation mark; a single letter or a title has no full stop."""
    if start == before or not (text[start].isupper() or text[start] in "“\"‘'("):
        return False
    tail = text[max(0, before - 12) : before]
    return bool(_ENDS.search(tail)) and not _ABBREVIATION.search(tail) and end > start


_ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Sgt|Lt|Col|Maj|Capt|Jr|Sr|St|vs|No|[A-Z])\.$")


def _closes(pieces: _Pieces, text: str) -> list[bool]:
    return [text[start] in _CLOSES for start, _ in pieces.offsets]


def _saying(found: Linked, pieces: _Pieces, document: Document, rule: str) -> Saying:
    kind = document.segments[pieces.segments[(found.cue or found.contents[0]).first]].kind
    parts = (span for part in found.contents for span in _spans(part, pieces, document))
    content = tuple(span for span in parts if _kind_at(span, document) == kind)
    cue = _spans(found.cue, pieces, document)[0] if found.cue else None
    sources = _spans(found.source, pieces, document) if found.source else []
    # a source that runs over from the line before is the part beside its cue
    near = [span for span in sources if cue and document.segment_at(span.start) is document.segment_at(cue.start)]
    return Saying(next(iter([*near, *sources]), None), cue, content, rule, 1.0)


def _spans(tagged: Tagged, pieces: _Pieces, document: Document) -> list[Span]:
    """The stretch in the page's text; one span a segment, since what lies between two segments may not be the article's."""
    spans: list[Span] = []
    for segment in dict.fromkeys(pieces.segments[tagged.first : tagged.last]):
        inside = [i for i in range(tagged.first, tagged.last) if pieces.segments[i] == segment]
        spans.append(_whole_words(document.text, pieces.offsets[inside[0]][0], pieces.offsets[inside[-1]][1]))
    return spans


def _kind_at(span: Span, document: Document) -> str | None:
    """Speech does not run on from a headline into a caption, or from a caption into the text."""
    segment = document.segment_at(span.start)
    return segment.kind if segment else None


def _whole_words(text: str, start: int, end: int) -> Span:
    """No span begins or ends inside a word."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)
