"""The networks, one after the other, each trained by as many processes as there are cores: teacher, its answers, what ships."""

import random
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import torch
import torch.distributed as group
from tokenizers import Tokenizer
from torch.multiprocessing import spawn

from training.attribution import corpora
from training.attribution.data import Annotated
from training.attribution.model import WEIGHTS, Tagger, fresh
from training.attribution.teacher import fresh_teacher, thoughts
from training.attribution.train import Epoch, Plan, Stage, train
from training.events import sentences as own

OWN_ARTICLES = 4
"""How often an epoch shows the project's own annotated articles: they are few, and nearer to what is read."""
NESTED = 1200
"""Lines an epoch in which speech is put into somebody else's mouth."""
PROCESSES = 2


def trained(data: Path, plan: Plan, keep: Path) -> Path:
    """Train teacher and network, and return the file of the weights that ship.

    Args:
        data: the measures' data.
        plan: the stages.
        keep: where each stage's weights and the teacher's answers go.

    """
    with tempfile.TemporaryDirectory() as meeting:
        spawn(_in_step, (data, plan, keep, f"file://{meeting}/here"), nprocs=PROCESSES)
    return _weights(keep, len(plan.stages) - 1)


def _in_step(rank: int, data: Path, plan: Plan, keep: Path, meeting: str) -> None:
    """What each process does, in step with the others."""
    group.init_process_group("gloo", init_method=meeting, rank=rank, world_size=PROCESSES)
    teacher = train(_speech(data), plan.teacher, fresh_teacher(plan.teacher.seed))
    _write(teacher, keep / "teacher.pt")
    asked = _asked(data, tokenizer())
    answers = [keep / f"thoughts-{part}.npy" for part in range(PROCESSES)]
    np.save(answers[rank], np.concatenate(thoughts(teacher, asked[rank::PROCESSES])))
    group.barrier()
    taught = _with_thoughts(asked, answers)
    before = None
    for number, stage in enumerate(plan.stages):
        model = fresh(stage.seed)
        if before is not None:
            model.load_state_dict(before.state_dict())
        before = train(_epoch(data, stage, taught), stage, model)
        _write(before, _weights(keep, number))
    group.barrier()  # the first process writes; the others must not end the meeting before it has
    group.destroy_process_group()


def _weights(keep: Path, number: int) -> Path:
    return keep / f"stage-{number}.pt"


def _write(model: Tagger, file: Path) -> None:
    if group.get_rank() == 0:
        torch.save(model.state_dict(), file)


def tokenizer() -> Tokenizer:
    """MiniLM's, which neither cuts a text off nor fills it up."""
    found = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
    found.no_truncation()
    found.no_padding()
    return found


def _asked(data: Path, pieces: Tokenizer) -> list[Annotated]:
    """The articles that the teacher is asked about, those in which nobody has annotated speech last."""
    speech = [corpora.attributed(record, pieces) for record in corpora.load(data / corpora.POLNEAR)]
    annotated = [corpora.ledger(record, pieces) for record in corpora.records(data / corpora.LEDGER)]
    placed = [corpora.placed(record, pieces) for name in corpora.PLACES for record in corpora.records(data / name)]
    further = [corpora.unjudged(text, pieces) for text in corpora.further(data)]
    return [*speech, *annotated, *placed, *further]


def _with_thoughts(texts: Sequence[Annotated], files: Sequence[Path]) -> list[Annotated]:
    """The articles with what the teacher thinks of them."""
    taught = list(texts)
    for first, file in enumerate(files):
        ends = np.cumsum([len(text.pieces) for text in texts[first::PROCESSES]])
        parts = np.split(np.load(file).astype(np.float32), ends[:-1])
        taught[first::PROCESSES] = [
            replace(t, thought=part) for t, part in zip(texts[first::PROCESSES], parts, strict=True)
        ]
    return taught


def _speech(data: Path) -> Epoch:
    """The articles with annotated speech."""
    pieces = tokenizer()
    fixed = [corpora.attributed(record, pieces) for record in corpora.load(data / corpora.POLNEAR)]
    fixed += 2 * [corpora.ledger(record, pieces) for record in corpora.records(data / corpora.LEDGER)]
    fixed += [corpora.report(lines, pieces) for lines in own.reports(own.FOLDER)]
    return lambda _: fixed


def _epoch(data: Path, stage: Stage, taught: Sequence[Annotated]) -> Epoch:
    """Everything there is to learn from, as one epoch of a stage shows it."""
    pieces = tokenizer()
    polnear = corpora.load(data / corpora.POLNEAR)
    own_articles = len(corpora.records(data / corpora.LEDGER))
    with_places = sum(len(corpora.records(data / name)) for name in corpora.PLACES)
    texts = iter(taught)
    speech, annotated, placed = (list(islice(texts, n)) for n in (len(polnear), own_articles, with_places))
    further = list(texts)
    fixed = [*speech, *OWN_ARTICLES * annotated]
    fixed += OWN_ARTICLES * [corpora.report(lines, pieces) for lines in own.reports(own.FOLDER, own.LAST)]
    alone = [corpora.sentence(one, pieces) for one in own.load(own.FOLDER, own.LAST)]

    def epoch(rng: random.Random) -> list[Annotated]:
        shown = [*fixed, *corpora.nested(polnear, pieces, rng, NESTED)]
        shown += rng.sample(placed, round(len(placed) * stage.places))
        shown += rng.sample(further, round(len(further) * stage.further))
        for _ in range(stage.sentences):
            shown += corpora.packed(alone, rng)
        return shown

    return epoch
