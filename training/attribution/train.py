"""Training: fixed seeds, linear warm-up and decay, an average of the last weights."""

import copy
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace

import torch

from training.attribution.data import Annotated, batches
from training.attribution.model import MASK, Batch, Tagger, collate, fresh, loss

Epoch = Callable[[random.Random], Sequence[Annotated]]


@dataclass(frozen=True)
class Stage:
    """A stretch of a network's training: what it depends on beside the data and the weights it begins with."""

    seed: int = 0
    epochs: int = 5
    batch: int = 16
    rate: float = 2.5e-4
    head_rate: float = 1e-3
    decay: float = 0.01
    warm_up: float = 0.06
    average: float = 0.999
    hidden: float = 0.0
    """Share of the word pieces that a step does not see, but is asked about: it cannot learn an article by heart."""
    speech: float = 1 / 3
    """What the loss of a head of attribution counts."""
    sentences: int = 5
    """How often an epoch shows the project's own sentences."""
    latest: bool = True
    """Whether the latest of those sentences are among them."""
    ships: bool = True
    """Whether what the stage comes to is among the weights whose mean ships."""
    threads: int = 1
    bf16: bool = True


_LAST = Stage(seed=1, epochs=2, rate=1e-4, head_rate=4e-4, average=0.99)
"""From the average so far, at a lower rate and with a shorter average."""
NETWORKS = (
    (Stage(hidden=0.1, speech=0.4, sentences=4), replace(_LAST, speech=0.4, sentences=4)),
    (Stage(latest=False, ships=False), _LAST),
)
"""The networks, by stages. They begin alike and learn the same in unlike ways, so that they err in unlike ways."""


def train(epoch: Epoch, stage: Stage, *, start: Tagger | None = None) -> Tagger:
    """Train from MiniLM's weights, or from others; prints a line every fifty steps.

    Args:
        epoch: makes the texts of one epoch; what is drawn by chance in them differs from epoch to epoch.
        stage: what it depends on.
        start: the weights to begin with.

    """
    torch.set_num_threads(stage.threads)
    torch.manual_seed(stage.seed)
    rng = random.Random(stage.seed)
    model = fresh(stage.seed).train()
    if start is not None:
        model.load_state_dict(start.state_dict())
    plan = [batch for _ in range(stage.epochs) for batch in batches(epoch(rng), stage.batch, rng)]
    optimizer = torch.optim.AdamW(_groups(model, stage), weight_decay=stage.decay, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (stage.warm_up * len(plan)), max(0.01, 1 - step / len(plan)))
    )
    average = copy.deepcopy(model).eval()
    print(asdict(stage), len(plan), "steps", flush=True)
    begun, shown = time.monotonic(), 0.0
    for step, windows in enumerate(plan):
        batch = _hiding(collate(windows), stage.hidden)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=stage.bf16):
            tags, links = model(batch.pieces, batch.flags, batch.mask)
        value = loss(tags.float(), links.float(), model.nobody, batch, stage.speech)
        value.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        _into(average, model, min(stage.average, (step + 1) / (step + 10)))
        shown = value.item() if step == 0 else 0.98 * shown + 0.02 * value.item()
        if step % 50 == 0:
            spent = time.monotonic() - begun
            print(
                f"{step}/{len(plan)} loss {shown:.4f}, {spent:.0f} s, {spent / (step + 1) * (len(plan) - step - 1):.0f} s left",
                flush=True,
            )
    return average.eval()


def _hiding(batch: Batch, share: float) -> Batch:
    """The batch with some of its word pieces, drawn by chance, replaced by MiniLM's mark for a hidden one."""
    drawn = (torch.rand(batch.pieces.shape) < share) & (batch.mask > 0)
    drawn[:, 0] = False
    return replace(batch, pieces=torch.where(drawn, MASK, batch.pieces))


def _groups(model: Tagger, stage: Stage) -> list[dict[str, object]]:
    body = [p for n, p in model.named_parameters() if n.startswith("encoder.")]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    return [{"params": body, "lr": stage.rate}, {"params": heads, "lr": stage.head_rate}]


@torch.no_grad()
def _into(average: Tagger, model: Tagger, keep: float) -> None:
    """Move the running average of the weights towards the model's."""
    for old, new in zip(average.parameters(), model.parameters(), strict=True):
        old.lerp_(new, 1 - keep)
