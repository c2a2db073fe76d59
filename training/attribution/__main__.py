"""One command from the data to the file that ships: train, export, calibrate, measure, write down what was reached."""

import argparse
import random
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import torch
from tokenizers import Tokenizer

from onrecord.language import encoder
from training.attribution import corpora
from training.attribution.calibrate import calibrate
from training.attribution.data import Annotated
from training.attribution.evaluate import evaluate
from training.attribution.export import note, write
from training.attribution.model import WEIGHTS, Tagger, fresh
from training.attribution.other_heads import evaluate_heads
from training.attribution.train import NETWORKS, Epoch, Settings, train, train_last
from training.events import sentences as own

SHARED = Path(__file__).resolve().parents[3] / "shared" / "bench"
MODELS = Path(__file__).resolve().parents[2] / "src" / "onrecord" / "language" / "models"
OWN_ARTICLES = 4
"""How often an epoch shows the project's own annotated articles: they are few, and nearer to what is read."""
PLACED = 0.5
"""Share of the articles with toponyms that an epoch shows."""
NESTED = 1200
"""Lines an epoch in which speech is put into somebody else's mouth."""


def main() -> None:
    """Parse the options and run."""
    parser = argparse.ArgumentParser(prog="python -m training.attribution", description=__doc__)
    parser.add_argument(
        "--data",
        type=Path,
        default=SHARED / "data",
        help="the measures' data: attribution/ and ledger/; the scorer beside it",
    )
    parser.add_argument("--into", type=Path, default=MODELS, help="where the shipped files go")
    parser.add_argument("--weights", type=Path, nargs="+", help="export the mean of these weights instead of training")
    parser.add_argument("--only", type=int, help="train this one of the networks (0, 1 …) and export nothing")
    parser.add_argument("--epochs", type=int, help="fewer or more epochs, for a try")
    parser.add_argument(
        "--keep",
        type=Path,
        default=Path("training/attribution/runs"),
        help="folder for the trained weights, network-0.pt and so on",
    )
    options = parser.parse_args()
    networks = [replace(one, epochs=options.epochs) if options.epochs else one for one in NETWORKS]
    options.keep.mkdir(parents=True, exist_ok=True)
    if options.only is not None:
        _trained(options.data, networks[options.only], options.keep / f"network-{options.only}.pt")
        return
    weights = options.weights or _all_trained(options.data, networks, options.keep)
    write(_mean(weights).eval(), options.into, networks, options.data)
    finish(options.into, options.data.parent)


def finish(folder: Path, bench: Path) -> None:
    """Fit how sure the tagger's sayings are, measure it, and note both beside it."""
    note(folder, "confidence", calibrate(bench, encoder.load(folder)))
    note(folder, "figures", evaluate(bench, encoder.load(folder)))
    note(folder, "other heads", evaluate_heads(bench, encoder.load(folder)))


def _all_trained(data: Path, networks: Sequence[Settings], keep: Path) -> list[Path]:
    """The weights of all networks, each trained in a process of its own."""
    with ProcessPoolExecutor(len(networks), get_context("spawn")) as pool:
        files = [keep / f"network-{i}.pt" for i in range(len(networks))]
        jobs = [pool.submit(_trained, data, one, file) for one, file in zip(networks, files, strict=True)]
        return [job.result() for job in jobs]


def _trained(data: Path, settings: Settings, into: Path) -> Path:
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


def _mean(files: Sequence[Path]) -> Tagger:
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


if __name__ == "__main__":
    main()
