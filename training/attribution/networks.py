"""The networks, each trained from the data in a process of its own, and their mean."""

import random
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import torch
from tokenizers import Tokenizer

from training.attribution import corpora
from training.attribution.data import Annotated
from training.attribution.model import WEIGHTS, Tagger, fresh
from training.attribution.train import Epoch, Stage, train
from training.events import sentences as own

OWN_ARTICLES = 4
"""How often an epoch shows the project's own annotated articles: they are few, and nearer to what is read."""
PLACED = 0.5
"""Share of the articles with toponyms that an epoch shows."""
NESTED = 1200
"""Lines an epoch in which speech is put into somebody else's mouth."""


def all_trained(data: Path, networks: Sequence[Sequence[Stage]], keep: Path) -> list[Path]:
    """Train all networks, each in a process of its own; returns the files of the weights whose mean ships."""
    with ProcessPoolExecutor(len(networks), get_context("spawn")) as pool:
        jobs = [pool.submit(trained, data, stages, keep / f"network-{i}") for i, stages in enumerate(networks)]
        return [file for job in jobs for file in job.result()]


def trained(data: Path, stages: Sequence[Stage], keep: Path) -> list[Path]:
    """Train one network stage by stage, write the weights that each comes to, and return the files of those that ship."""
    tokenizer = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    model, ships = None, []
    for number, stage in enumerate(stages):
        model = train(_epoch(data, tokenizer, stage), stage, start=model)
        file = keep.with_name(f"{keep.name}-{number}.pt")
        torch.save(model.state_dict(), file)
        ships += [file] if stage.ships else []
    return ships


def mean(files: Sequence[Path]) -> Tagger:
    """The network whose weights are the mean of some networks'.

    Networks that began alike and learnt the same lie in one valley, and its middle is better than they are (Wortsman et
    al. 2022, "Model soups").
    """
    all_weights = [torch.load(file, weights_only=True) for file in files]
    model = fresh()
    model.load_state_dict({name: torch.stack([w[name] for w in all_weights]).mean(0) for name in all_weights[0]})
    return model


def _epoch(data: Path, tokenizer: Tokenizer, stage: Stage) -> Epoch:
    """Everything there is to learn from, as one epoch of a stage shows it."""
    sentences = [own.FOLDER, own.LAST] if stage.latest else [own.FOLDER]
    polnear = corpora.load(data / corpora.POLNEAR)
    fixed = [corpora.attributed(record, tokenizer) for record in polnear]
    fixed += OWN_ARTICLES * [corpora.ledger(record, tokenizer) for record in corpora.records(data / corpora.LEDGER)]
    fixed += OWN_ARTICLES * [corpora.report(lines, tokenizer) for lines in own.reports(*sentences)]
    placed = [corpora.placed(record, tokenizer) for name in corpora.PLACES for record in corpora.records(data / name)]
    alone = [corpora.sentence(one, tokenizer) for one in own.load(*sentences)]

    def epoch(rng: random.Random) -> list[Annotated]:
        shown = [*fixed, *corpora.nested(polnear, tokenizer, rng, NESTED)]
        shown += rng.sample(placed, round(len(placed) * PLACED))
        for _ in range(stage.sentences):
            shown += corpora.packed(alone, rng)
        return shown

    return epoch
