"""One command from the data to the file that ships: train, export, calibrate, measure, write down what was reached."""

import argparse
import dataclasses
import random
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
from training.attribution.train import Epoch, Settings, train, train_last
from training.events import sentences as own

SHARED = Path(__file__).resolve().parents[3] / "shared" / "bench"
MODELS = Path(__file__).resolve().parents[2] / "src" / "onrecord" / "language" / "models"
OWN_ARTICLES = 4
"""How often an epoch shows the project's own annotated articles: they are few, and nearer to what is read."""
OWN_SENTENCES = 5
"""How often an epoch shows the project's own sentences."""
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
    parser.add_argument("--weights", type=Path, help="export these weights instead of training")
    parser.add_argument("--first", type=Path, help="begin the last epochs from these weights")
    parser.add_argument(
        "--keep",
        type=Path,
        default=Path("training/attribution/runs"),
        help="folder for the trained weights: first.pt before the last epochs, weights.pt after them",
    )
    for field in dataclasses.fields(Settings):
        kind = (lambda x: x == "yes") if field.type is bool or field.type == "bool" else type(field.default)
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=kind, default=field.default)
    options = vars(parser.parse_args())
    settings = Settings(**{field.name: options[field.name] for field in dataclasses.fields(Settings)})
    if options["weights"]:
        model = _with(options["weights"])
    else:
        options["keep"].mkdir(parents=True, exist_ok=True)
        model = _trained(options["data"], settings, options["keep"], options["first"])
    write(model.eval(), options["into"], settings, options["data"])
    finish(options["into"], options["data"].parent)


def finish(folder: Path, bench: Path) -> None:
    """Fit how sure the tagger's sayings are, measure it, and note both beside it."""
    note(folder, "confidence", calibrate(bench, encoder.load(folder)))
    note(folder, "figures", evaluate(bench, encoder.load(folder)))
    note(folder, "other heads", evaluate_heads(bench, encoder.load(folder)))


def _with(weights: Path) -> Tagger:
    model = fresh()
    model.load_state_dict(torch.load(weights, weights_only=True))
    return model


def _trained(data: Path, settings: Settings, keep: Path, first: Path | None) -> Tagger:
    tokenizer = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    model = _with(first) if first else train(_epoch(data, tokenizer, own.FOLDER), settings)
    torch.save(model.state_dict(), keep / "first.pt")
    model = train_last(_epoch(data, tokenizer, own.FOLDER, own.LAST), settings, model)
    torch.save(model.state_dict(), keep / "weights.pt")
    return model


def _epoch(data: Path, tokenizer: Tokenizer, *sentences: Path) -> Epoch:
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
        for _ in range(OWN_SENTENCES):
            shown += corpora.packed(alone, rng)
        return shown

    return epoch


if __name__ == "__main__":
    main()
