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
from training.attribution.train import Epoch, Settings, train, train_last
from training.events import sentences as own

OWN_ARTICLES = 4
"""How often an epoch shows the project's own annotated articles: they are few, and nearer to what is read."""
PLACED = 0.5
"""Share of the articles with toponyms that an epoch shows."""
NESTED = 1200
"""Lines an epoch in which speech is put into somebody else's mouth."""


def all_trained(data: Path, networks: Sequence[Settings], keep: Path) -> list[Path]:
    """The weights of all networks, each trained in a process of its own."""
    with ProcessPoolExecutor(len(networks), get_context("spawn")) as pool:
        files = [keep / f"network-{i}.pt" for i in range(len(networks))]
        jobs = [pool.submit(trained, data, one, file) for one, file in zip(networks, files, strict=True)]
        return [job.result() for job in jobs]


def trained(data: Path, settings: Settings, into: Path) -> Path:
    """Train one network, write its weights into a file, and return the file."""
    tokenizer = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    early = [own.FOLDER] if settings.last_epochs else [own.FOLDER, own.LAST]
    model = train(_epoch(data, tokenizer, settings, early), settings)
    if settings.last_epochs:
        torch.save(model.state_dict(), into)  # what there is, if the last epochs do not come to their end
        model = train_last(_epoch(data, tokenizer, settings, [own.FOLDER, own.LAST]), settings, model)
    torch.save(model.state_dict(), into)
    return into


def mean(files: Sequence[Path]) -> Tagger:
    """The network whose weights are the mean of some networks'.

    Networks that began alike and learnt the same lie in one valley, and its middle is better than they are (Wortsman et
    al. 2022, "Model soups").
    """
    all_weights = [torch.load(file, weights_only=True) for file in files]
    model = fresh()
    model.load_state_dict({name: torch.stack([w[name] for w in all_weights]).mean(0) for name in all_weights[0]})
    return model


def _epoch(data: Path, tokenizer: Tokenizer, settings: Settings, sentences: Sequence[Path]) -> Epoch:
    """Everything there is to learn from, as one epoch shows it; of the project's own sentences those of these folders."""
    polnear = corpora.load(data / corpora.POLNEAR)
    fixed = [corpora.attributed(record, tokenizer) for record in polnear]
    fixed += OWN_ARTICLES * [corpora.ledger(record, tokenizer) for record in corpora.records(data / corpora.LEDGER)]
    fixed += OWN_ARTICLES * [corpora.report(lines, tokenizer) for lines in own.reports(*sentences)]
    placed = [corpora.placed(record, tokenizer) for name in corpora.PLACES for record in corpora.records(data / name)]
    alone = [corpora.sentence(one, tokenizer) for one in own.load(*sentences)]

    def epoch(rng: random.Random) -> list[Annotated]:
        shown = [*fixed, *corpora.nested(polnear, tokenizer, rng, NESTED)]
        shown += rng.sample(placed, round(len(placed) * PLACED))
        for _ in range(settings.sentences):
            shown += corpora.packed(alone, rng)
        return shown

    return epoch
