"""The shared encoder: its files, its windows, and one pass for every reader."""

import hashlib
import json
import time
from pathlib import Path

import numpy as np
import pytest

from onrecord.errors import MissingPartError
from onrecord.language import encoder
from onrecord.language.heads import HEADS, WIDTH
from tests.language.test_tagger import SPEECH, document


def test_windows_cover_every_piece_once():
    for n in (1, 253, 254, 255, 256, 444, 445, 1000):
        counted = [piece for start, end, first, last in encoder.windows(n) for piece in range(first, last)]
        assert counted == list(range(n))
        assert all(
            start <= first and last <= end <= start + encoder.WINDOW for start, end, first, last in encoder.windows(n)
        )


def test_missing_files_are_named(tmp_path: Path):
    with pytest.raises(MissingPartError, match="attribution tagger"):
        encoder.load(tmp_path)


def test_a_broken_file_is_named(tmp_path: Path):
    for name in ("attribution.onnx", "attribution.json", "attribution.vocab.txt"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    with pytest.raises(MissingPartError, match="attribution tagger"):
        encoder.load(tmp_path)


def test_the_file_is_small_and_loads_fast():
    folder = Path(encoder.__file__).parent / "models"
    assert (folder / "attribution.onnx").stat().st_size <= 30_000_000
    begun = time.process_time()
    encoder.load(folder)
    assert time.process_time() - begun < 2


def test_the_shipped_file_is_the_one_its_note_describes():
    folder = Path(encoder.__file__).parent / "models"
    made = json.loads((folder / "attribution.json").read_text(encoding="utf-8"))
    assert hashlib.sha256((folder / "attribution.onnx").read_bytes()).hexdigest() == made["model"]
    assert made["figures"]["polnear_dev"]["full (content J>=.5 and source)"] > 70


def test_readers_share_one_pass():
    page = document(SPEECH)
    assert encoder.encode(page) is encoder.encode(page)


def test_every_piece_has_an_answer_of_every_head():
    encoded = encoder.encode(document(SPEECH))
    assert encoded.tags.shape == (len(encoded.pieces.ids), WIDTH)
    for head, answers in HEADS.items():
        chances = encoded.chances(head)
        assert chances.shape[1] == len(answers)
        assert np.allclose(chances.sum(axis=1), 1, atol=1e-5)


def test_an_encoder_of_other_heads_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(encoder, "HEADS", {"weather": ("rain", "sun")})
    with pytest.raises(MissingPartError, match="another version"):
        encoder.load(Path(encoder.__file__).parent / "models")
