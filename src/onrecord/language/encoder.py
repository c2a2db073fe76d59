"""The shared encoder: one pass over an article's words, from which several small heads answer.

A 6-layer MiniLM with 8-bit weights, run by onnxruntime on one core. Windows of the article go through one at a time, so
that what is read cannot depend on what stands beside it. How it is trained: ``training/attribution``.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from weakref import WeakKeyDictionary

import numpy as np
import onnxruntime
import onnxruntime.capi.onnxruntime_pybind11_state as runtime
from tokenizers import BertWordPieceTokenizer

from onrecord.errors import MissingPartError
from onrecord.language.decoding import SIGNS, Floats, character_flags, piece_flags
from onrecord.language.document import Document
from onrecord.language.heads import HEADS, LINK, LINKS, SLICES, WIDTH

WINDOW = 254
"""Word pieces in a window, as in training."""
OVERLAP = 64
"""Pieces that neighbouring windows share; each piece's numbers are taken from the window where it stands most inside."""
_CLS, _SEP = 101, 102
_SLOWER = ["SkipLayerNormFusion"]
"""Of onnxruntime's rewritings: a tenth slower on a CPU than what it replaces."""
_UNUSABLE = (
    runtime.Fail,
    runtime.InvalidArgument,
    runtime.InvalidGraph,
    runtime.InvalidProtobuf,
    runtime.NotImplemented,
)


@dataclass(frozen=True, slots=True)
class Model:
    """A trained encoder, loaded. Its graph names its outputs: ``tags`` and ``links``, two numbers-a-piece arrays."""

    session: onnxruntime.InferenceSession
    tokenizer: BertWordPieceTokenizer
    nobody: Floats
    """(kinds of link, LINK): what a piece looks for that finds nobody."""
    weights: tuple[float, ...]
    """Of the signs that tell how sure a saying is."""
    least: float
    """Sayings less sure than this are left out."""
    name: str


@dataclass(frozen=True, slots=True)
class Pieces:
    """An article's word pieces: their ids, their flags, and where each stands in the page's text."""

    ids: list[int]
    flags: list[int]
    offsets: list[tuple[int, int]]
    segments: list[int]
    """The segment of each piece."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """An article after the pass: what every head says of every word piece."""

    pieces: Pieces
    tags: Floats
    """(pieces, WIDTH)"""
    links: Floats
    """(pieces, kinds of link, 2, LINK): the vector that looks, and the one that is found."""
    nobody: Floats

    def head(self, name: str) -> Floats:
        """One head's numbers, (pieces, its answers)."""
        return self.tags[:, SLICES[name]]

    def chances(self, name: str, rows: slice = slice(None)) -> Floats:
        """One head's answers as probabilities, (pieces, its answers), of all pieces or of some."""
        scores = self.head(name)[rows]
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances: Floats = powers / powers.sum(axis=1, keepdims=True)
        return chances

    def found_by(self, kind: str, piece: int) -> Floats:
        """How well each piece (and, at the end, nobody) fits what a piece looks for, as scores."""
        i = LINKS.index(kind)
        seeking = self.links[piece, i, 0]
        scores: Floats = np.append(self.links[:, i, 1] @ seeking, self.nobody[i] @ seeking)
        return scores


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
        session = onnxruntime.InferenceSession(
            graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
        )
        tables = json.loads(session.get_modelmeta().custom_metadata_map["heads"])
        nobody = np.array(tables["nobody"], dtype=np.float32)
        sure = made["confidence"]
        weights, least = tuple(sure["weights"][sign] for sign in SIGNS), float(sure["least"])
        name = f"tagger {made['model'][:8]}"
        if tables["heads"] != {head: list(answers) for head, answers in HEADS.items()}:
            raise ValueError("it was trained for another version")
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


def encode(document: Document, model: Model | None = None) -> Encoded:
    """One pass over an article. The shipped model's is kept with the document, for every reader to ask.

    Args:
        document: the article; only its segments' words are used, not their parse.
        model: another one than the shipped.

    Raises:
        MissingPartError: the model's files are not there.

    """
    if model is not None:
        return _encode(document, model)
    if (kept := _KEPT.get(document)) is None:
        kept = _KEPT[document] = _encode(document, shipped())
    return kept


_KEPT: WeakKeyDictionary[Document, Encoded] = WeakKeyDictionary()
"""The shipped model's passes, each as long as its document lives."""


def _encode(document: Document, model: Model) -> Encoded:
    pieces = _pieces(document, model.tokenizer)
    n = len(pieces.ids)
    tags, links = np.empty((n, WIDTH), np.float32), np.empty((n, 2 * len(LINKS) * LINK), np.float32)
    for start, end, first, last in windows(n) if n else ():
        ids = np.array([[_CLS, *pieces.ids[start:end], _SEP]], np.int64)
        flags = np.array([[0, *pieces.flags[start:end], 0]], np.int64)
        of_tags, of_links = model.session.run(["tags", "links"], {"pieces": ids, "flags": flags})
        inside = slice(first - start + 1, last - start + 1)
        tags[first:last], links[first:last] = of_tags[inside], of_links[inside]
    return Encoded(pieces, tags, links.reshape(n, len(LINKS), 2, LINK), model.nobody)


def _pieces(document: Document, tokenizer: BertWordPieceTokenizer) -> Pieces:
    found = Pieces([], [], [], [])
    for index, segment in enumerate(document.segments):
        text = document.text[segment.start : segment.end]
        encoding = tokenizer.encode(text, add_special_tokens=False)
        found.ids.extend(encoding.ids)
        found.flags.extend(piece_flags(text, encoding.offsets, character_flags(text)))
        found.offsets.extend((segment.start + start, segment.start + end) for start, end in encoding.offsets)
        found.segments.extend([index] * len(encoding.ids))
    return found


def windows(n: int, overlap: int = OVERLAP) -> Iterator[tuple[int, int, int, int]]:
    """Beginning and end of each window, and of the part of it that counts: neighbours meet in the middle of what they share.

    As few windows as will do, all of one length, so that the last one does not read again what stands before it.
    """
    count = max(1, math.ceil((n - overlap) / (WINDOW - overlap)))
    size = math.ceil((n + (count - 1) * overlap) / count)
    starts = [i * (n - size) // (count - 1) for i in range(count)] if count > 1 else [0]
    first = 0
    for i, start in enumerate(starts):
        end = start + size
        last = end if i + 1 == count else (starts[i + 1] + end) // 2
        yield start, end, first, last
        first = last
