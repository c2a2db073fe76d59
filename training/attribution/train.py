"""Training: fixed seeds, linear warm-up and decay, an average of the last weights.

Processes that have joined a group train one network together: each takes its share of every batch, and all take the same step.
"""

import copy
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace

import torch
import torch.distributed as group

from training.attribution.data import Annotated, batches
from training.attribution.model import MASK, Batch, Tagger, collate, loss

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
    speech: float = 0.4
    """What the loss of a head of attribution counts."""
    sentences: int = 4
    """How often an epoch shows the project's own sentences."""
    places: float = 0.5
    """Share of the articles with toponyms that an epoch shows."""
    further: float = 0.0
    """Share of the articles in which nobody has judged anything that an epoch shows."""
    taught: float = 0.7
    """Share of the answers about speech that is the teacher's, where it was asked."""
    bf16: bool = True


@dataclass(frozen=True)
class Plan:
    """The stages from nothing to what ships."""

    teacher: Stage
    stages: tuple[Stage, ...]
    """Of the small network, each from what the one before came to."""


PLAN = Plan(
    teacher=Stage(epochs=1, rate=1e-4, average=0.99, warm_up=0.08, speech=1 / 3),
    stages=(
        Stage(hidden=0.1),
        Stage(seed=1, epochs=2, rate=1e-4, head_rate=4e-4, average=0.99, further=0.5),
    ),
)


def train(epoch: Epoch, stage: Stage, model: Tagger) -> Tagger:
    """Train a network; prints a line every fifty steps.

    Args:
        epoch: makes the texts of one epoch; what is drawn by chance in them differs from epoch to epoch.
        stage: what it depends on.
        model: the network, with the weights to begin with; it was made with the stage's seed.

    Returns:
        The running average of its weights, the same in every process.

    """
    rank, processes = (group.get_rank(), group.get_world_size()) if group.is_initialized() else (0, 1)
    torch.set_num_threads(1)
    rng = random.Random(stage.seed)
    model.train()
    plan = [batch for _ in range(stage.epochs) for batch in batches(epoch(rng), stage.batch, rng)]
    optimizer = torch.optim.AdamW(_groups(model, stage), weight_decay=stage.decay, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (stage.warm_up * len(plan)), max(0.01, 1 - step / len(plan)))
    )
    average = copy.deepcopy(model).eval()
    if rank == 0:
        print(asdict(stage), len(plan), "steps", flush=True)
    begun, shown = time.monotonic(), 0.0
    for step, windows in enumerate(plan):
        batch = _hiding(collate(windows[rank::processes] or windows), stage.hidden)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=stage.bf16):
            tags, links = model(batch.pieces, batch.flags, batch.mask)
        value = loss(tags.float(), links.float(), batch, nobody=model.nobody, speech=stage.speech, taught=stage.taught)
        value.backward()
        _share(model, processes)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        _into(average, model, min(stage.average, (step + 1) / (step + 10)))
        shown = value.item() if step == 0 else 0.98 * shown + 0.02 * value.item()
        if step % 50 == 0 and rank == 0:
            spent = time.monotonic() - begun
            print(
                f"{step}/{len(plan)} loss {shown:.4f}, {spent:.0f} s, {spent / (step + 1) * (len(plan) - step - 1):.0f} s left",
                flush=True,
            )
    return average.eval()


def _share(model: Tagger, processes: int) -> None:
    """Give every process the mean of all processes' gradients."""
    if processes == 1:
        return
    learning = [p for p in model.parameters() if p.requires_grad]
    whole = torch.cat([(torch.zeros_like(p) if p.grad is None else p.grad).flatten() for p in learning])
    group.all_reduce(whole)
    for parameter, part in zip(learning, (whole / processes).split([p.numel() for p in learning]), strict=True):
        parameter.grad = part.view_as(parameter)


def _hiding(batch: Batch, share: float) -> Batch:
    """The batch with some of its word pieces, drawn by chance, replaced by MiniLM's mark for a hidden one."""
    drawn = (torch.rand(batch.pieces.shape) < share) & (batch.mask > 0)
    drawn[:, 0] = False
    return replace(batch, pieces=torch.where(drawn, MASK, batch.pieces))


def _groups(model: Tagger, stage: Stage) -> list[dict[str, object]]:
    body = [p for n, p in model.named_parameters() if n.startswith("encoder.") and p.requires_grad]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    return [{"params": body, "lr": stage.rate}, {"params": heads, "lr": stage.head_rate}]


@torch.no_grad()
def _into(average: Tagger, model: Tagger, keep: float) -> None:
    """Move the running average of the weights towards the model's."""
    for old, new in zip(average.parameters(), model.parameters(), strict=True):
        if new.requires_grad:
            old.lerp_(new, 1 - keep)
