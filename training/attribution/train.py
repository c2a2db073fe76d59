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
class Settings:
    """What a network depends on beside the data."""

    seed: int = 0
    epochs: int = 5
    batch: int = 16
    rate: float = 2.5e-4
    head_rate: float = 1e-3
    decay: float = 0.01
    warm_up: float = 0.06
    average: float = 0.999
    hidden: float = 0.1
    """Share of the word pieces that a step does not see, but is asked about: it cannot learn an article by heart."""
    speech: float = 0.4
    """What the loss of a head of attribution counts."""
    sentences: int = 4
    """How often an epoch shows the project's own sentences."""
    last_epochs: int = 0
    """Epochs more, from the average so far, at a lower rate and with a shorter average; only these show the latest sentences."""
    last_rate: float = 1e-4
    last_average: float = 0.99
    threads: int = 1
    bf16: bool = True


NETWORKS = (Settings(), Settings(epochs=7, hidden=0.0, speech=1 / 3, sentences=5, last_epochs=2))
"""The networks whose mean ships. They begin alike and learn the same in unlike ways, so that they err in unlike ways."""


def train_last(epoch: Epoch, settings: Settings, first: Tagger) -> Tagger:
    """The last epochs: from what the ones before came to, at a lower rate."""
    share = settings.last_rate / settings.rate
    last = replace(
        settings,
        seed=settings.seed + 1,
        epochs=settings.last_epochs,
        rate=settings.last_rate,
        head_rate=settings.head_rate * share,
        average=settings.last_average,
    )
    return train(epoch, last, start=first)


def train(epoch: Epoch, settings: Settings, *, start: Tagger | None = None) -> Tagger:
    """Train from MiniLM's weights, or from others; prints a line every fifty steps.

    Args:
        epoch: makes the texts of one epoch; what is drawn by chance in them differs from epoch to epoch.
        settings: what the network depends on.
        start: the weights to begin with.

    """
    torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)
    model = fresh(settings.seed).train()
    if start is not None:
        model.load_state_dict(start.state_dict())
    plan = [batch for _ in range(settings.epochs) for batch in batches(epoch(rng), settings.batch, rng)]
    optimizer = torch.optim.AdamW(_groups(model, settings), weight_decay=settings.decay, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (settings.warm_up * len(plan)), max(0.01, 1 - step / len(plan)))
    )
    average = copy.deepcopy(model).eval()
    print(asdict(settings), len(plan), "steps", flush=True)
    begun, shown = time.monotonic(), 0.0
    for step, windows in enumerate(plan):
        batch = _hiding(collate(windows), settings.hidden)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=settings.bf16):
            tags, links = model(batch.pieces, batch.flags, batch.mask)
        value = loss(tags.float(), links.float(), model.nobody, batch, settings.speech)
        value.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        _into(average, model, min(settings.average, (step + 1) / (step + 10)))
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


def _groups(model: Tagger, settings: Settings) -> list[dict[str, object]]:
    body = [p for n, p in model.named_parameters() if n.startswith("encoder.")]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    return [{"params": body, "lr": settings.rate}, {"params": heads, "lr": settings.head_rate}]


@torch.no_grad()
def _into(average: Tagger, model: Tagger, keep: float) -> None:
    """Move the running average of the weights towards the model's."""
    for old, new in zip(average.parameters(), model.parameters(), strict=True):
        old.lerp_(new, 1 - keep)
