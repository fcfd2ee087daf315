"""The weights file: a compressed NumPy archive of whole numbers, and what is built from it."""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from haichieu.posts.rules.tone.calibration import EVIDENCE, Calibration
from haichieu.posts.rules.tone.errors import BadWeights
from haichieu.posts.rules.tone.network import Network
from haichieu.posts.rules.tone.readings import ReferenceScores
from haichieu.posts.rules.tone.table import BITS, OUTPUTS, WeightTable, lay_out

#: Raised whenever the same weights would give other answers.
FORM = 2

_LAYERS = (
    "filters", "filter_bias", "filter_steps", "hidden", "hidden_bias", "hidden_step", "last", "last_steps",
)  # fmt: skip
_PARTS = ("form", "slots", "cells", "names", "steps", "vectors", *_LAYERS, "calibrations", "reference")


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything that training makes."""

    table: WeightTable
    network: Network
    calibrations: tuple[Calibration, ...]
    reference: ReferenceScores
    version: str


def save_weights(
    slots: NDArray[np.int64],
    cells: NDArray[np.uint64],
    names: NDArray[np.bool_],
    steps: NDArray[np.float64],
    vectors: NDArray[np.int8],
    layers: dict[str, NDArray[np.float64]],
    calibrations: tuple[Calibration, ...],
    reference: ReferenceScores,
) -> bytes:
    """The bytes of a weights file.

    Args:
        slots, cells, names, steps: the taken cells of both tables, rising, which of them are proper names, and the
            steps of the outputs.
        vectors: one row for each taken cell, in the same order.
        layers: the rest of the network, named as in `Network`.
        calibrations, reference: see `ToneModel`.
    """
    file = BytesIO()
    numbers: dict[str, Any] = {name: np.asarray(layers[name], np.float64) for name in _LAYERS}
    spread = np.concatenate([[reference.prior], reference.edges, reference.shares.ravel()])
    np.savez_compressed(
        file,
        form=np.array([FORM, BITS, OUTPUTS, EVIDENCE]),
        slots=np.diff(slots, prepend=0).astype(np.uint32),
        # Byte by byte: the six weights and the two bytes of check each pack best among their like.
        cells=np.ascontiguousarray(cells).view(np.uint8).reshape(-1, 8).T,
        names=np.packbits(names),
        steps=steps,
        vectors=np.ascontiguousarray(vectors.T),
        calibrations=np.stack([calibration.numbers() for calibration in calibrations]),
        reference=spread,
        **numbers,
    )
    return file.getvalue()


def open_weights(data: bytes) -> Weights:
    """What a weights file holds.

    Raises:
        BadWeights: the bytes are damaged or of another form.
    """
    try:
        with np.load(BytesIO(data), allow_pickle=False) as file:
            form = file["form"]
            parts = {name: file[name] for name in _PARTS} if form[0] == FORM else {}
    except (ValueError, KeyError, EOFError, OSError, BadZipFile):
        raise BadWeights("Tệp trọng số của mô hình sắc thái bị hỏng: hãy cài đặt lại chương trình.") from None
    if form.tolist() != [FORM, BITS, OUTPUTS, EVIDENCE]:
        raise BadWeights("Tệp trọng số không khớp với phiên bản chương trình: hãy chạy lại make train.")
    digest = hashlib.sha256(b"".join(parts[name].tobytes() for name in _PARTS)).hexdigest()
    slots = np.cumsum(parts["slots"].astype(np.int64))
    cells = np.ascontiguousarray(parts["cells"].T).view(np.uint64).ravel()
    return Weights(
        lay_out(
            slots, cells, np.unpackbits(parts["names"], count=len(slots)).astype(np.bool_), parts["steps"]
        ),
        _network(slots, parts),
        tuple(Calibration.of(row) for row in parts["calibrations"]),
        _reference(parts["reference"]),
        f"{FORM}-{digest[:10]}",
    )


def _network(slots: NDArray[np.int64], parts: dict[str, NDArray[np.float64]]) -> Network:
    rows = np.zeros(2 << BITS, np.int32)
    rows[slots] = np.arange(1, len(slots) + 1)
    kept = parts["vectors"].T.astype(np.int8)
    vectors = np.concatenate([np.zeros((1, kept.shape[1]), np.int8), kept])
    layers = {name: parts[name] for name in _LAYERS}
    return Network(
        rows,
        np.ascontiguousarray(vectors),
        layers["filters"].astype(np.float32),
        layers["filter_bias"],
        layers["filter_steps"],
        layers["hidden"],
        layers["hidden_bias"],
        float(layers["hidden_step"]),
        layers["last"],
        layers["last_steps"],
    )


def _reference(numbers: NDArray[np.float64]) -> ReferenceScores:
    bins = (len(numbers) - 2) // 3
    return ReferenceScores(numbers[1 : bins + 2], numbers[bins + 2 :].reshape(2, bins), float(numbers[0]))
