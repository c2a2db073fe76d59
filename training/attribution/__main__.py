"""One command from the data to the file that ships: train, export, calibrate, measure, write down what was reached."""

import argparse
from dataclasses import replace
from pathlib import Path

import torch

from onrecord.language import encoder
from training.attribution.calibrate import calibrate
from training.attribution.evaluate import evaluate
from training.attribution.export import note, write
from training.attribution.model import fresh
from training.attribution.networks import trained
from training.attribution.other_heads import evaluate_heads
from training.attribution.train import PLAN, Plan

SHARED = Path(__file__).resolve().parents[3] / "shared" / "bench"
MODELS = Path(__file__).resolve().parents[2] / "src" / "onrecord" / "language" / "models"


def main() -> None:
    """Parse the options and run."""
    parser = argparse.ArgumentParser(prog="python -m training.attribution", description=__doc__)
    parser.add_argument(
        "--data",
        type=Path,
        default=SHARED / "data",
        help="the measures' data, of which the README names the files; the scorer beside it",
    )
    parser.add_argument("--into", type=Path, default=MODELS, help="where the shipped files go")
    parser.add_argument("--weights", type=Path, help="export these weights instead of training")
    parser.add_argument("--epochs", type=int, help="so many epochs in every stage, for a try")
    parser.add_argument(
        "--keep",
        type=Path,
        default=Path("training/attribution/runs"),
        help="folder for the weights after each stage and for what the teacher thinks",
    )
    options = parser.parse_args()
    few = {"epochs": options.epochs} if options.epochs else {}
    plan = Plan(replace(PLAN.teacher, **few), tuple(replace(stage, **few) for stage in PLAN.stages))
    options.keep.mkdir(parents=True, exist_ok=True)
    model = fresh()
    model.load_state_dict(torch.load(options.weights or trained(options.data, plan, options.keep), weights_only=True))
    write(model.eval(), options.into, plan, options.data)
    finish(options.into, options.data.parent)


def finish(folder: Path, bench: Path) -> None:
    """Fit how sure the tagger's sayings are, measure it, and note both beside it."""
    note(folder, "confidence", calibrate(bench, encoder.load(folder)))
    note(folder, "figures", evaluate(bench, encoder.load(folder)))
    note(folder, "other heads", evaluate_heads(bench, encoder.load(folder)))


if __name__ == "__main__":
    main()
