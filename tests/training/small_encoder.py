"""A packed encoder small enough to write in a test: two layers of width 64, and letters for pieces."""

import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WIDTH, LAYERS, HEADS, INNER, PLACES, KINDS = 64, 2, 4, 96, 80, 2
MARKS = ["<s>", "<pad>", "</s>", "<unk>"]
PIECES = [
    *MARKS,
    "▁",
    *"abcdeghiklmnopqrstuvxyàáảãạăâéêíòóôơưứđấịộ:.",
    "▁query:",
    "▁cháy",
    "▁quà",
    "▁họp",
    "▁lừa",
]
#: What the file says is to be replaced: a tab by a space, a sign of order by nothing.
REPLACED = {9: " ", 0x200E: "", ord("Ⅳ"): "iv"}


@dataclass(frozen=True)
class SmallEncoder:
    """The bytes, and what stands in them."""

    data: bytes
    matrices: dict[str, NDArray[np.float32]]
    vectors: dict[str, NDArray[np.float32]]


def pack_blocks(weights: NDArray[np.float32]) -> tuple[bytes, NDArray[np.float32]]:
    """Blocks of 32 weights as ggml packs them, and the weights that are left after rounding."""
    blocks = weights.reshape(-1, 32)
    steps = (np.abs(blocks).max(axis=1, keepdims=True) / 7).astype(np.float16)
    whole = np.clip(np.rint(blocks / steps.astype(np.float32)), -8, 7).astype(np.int8)
    raised = (whole + 8).astype(np.uint8)
    halves = raised[:, :16] | raised[:, 16:] << 4
    packed = np.concatenate([steps.view(np.uint8).reshape(-1, 2), halves], axis=1)
    return packed.tobytes(), (whole * steps.astype(np.float32)).reshape(weights.shape)


def _shapes() -> dict[str, tuple[int, ...]]:
    shapes: dict[str, tuple[int, ...]] = {
        "emb.word": (len(PIECES), WIDTH),
        "emb.pos": (PLACES * WIDTH,),
        "emb.type": (KINDS * WIDTH,),
        "emb.ln.w": (WIDTH,),
        "emb.ln.b": (WIDTH,),
    }
    for layer in range(LAYERS):
        for name in ("q", "k", "v", "ao"):
            shapes |= {f"l{layer}.{name}.w": (WIDTH, WIDTH), f"l{layer}.{name}.b": (WIDTH,)}
        shapes |= {f"l{layer}.fi.w": (INNER, WIDTH), f"l{layer}.fi.b": (INNER,)}
        shapes |= {f"l{layer}.fo.w": (WIDTH, INNER), f"l{layer}.fo.b": (WIDTH,)}
        shapes |= {f"l{layer}.{norm}.{part}": (WIDTH,) for norm in ("aln", "oln") for part in "wb"}
    return shapes


def write_small_encoder(seed: int = 1) -> SmallEncoder:
    """Random weights behind a header, pieces and a directory."""
    draws = np.random.default_rng(seed)
    matrices, vectors, bodies, entries = {}, {}, [], []
    for name, shape in _shapes().items():
        values = draws.normal(0, 0.2, shape).astype(np.float32)
        if "ln.w" in name:
            values = 1 + values
        if len(shape) == 2:
            body, matrices[name] = pack_blocks(values)
        else:
            body, vectors[name] = values.tobytes(), values
        entries.append((name.encode(), int(len(shape) == 2), values.size, len(body)))
        bodies.append(body)
    head = _header() + _pieces(draws)
    size = len(head) + 4 + sum(2 + len(name) + struct.calcsize("<BIQQ") for name, *_ in entries)
    directory = [struct.pack("<i", len(entries))]
    for name, kind, count, length in entries:
        directory += [struct.pack("<H", len(name)), name, struct.pack("<BIQQ", kind, count, size, length)]
        size += length
    return SmallEncoder(b"".join([head, *directory, *bodies]), matrices, vectors)


def _header() -> bytes:
    sizes = struct.pack("<7if", WIDTH, LAYERS, HEADS, INNER, len(PIECES), PLACES, KINDS, 1e-12)
    return b"E5S1" + struct.pack("<i", 1) + sizes + struct.pack("<i", 0)


def _pieces(draws: np.random.Generator) -> bytes:
    letters = [piece.encode() for piece in PIECES]
    edges = np.cumsum([0, *map(len, letters)]).astype(np.uint32)
    scores = np.array([-3.0 - (len(piece) < 2) * 5 for piece in PIECES], np.float32)
    scores += draws.normal(0, 0.01, len(scores)).astype(np.float32)
    replaced = b"".join(
        struct.pack(f"<IB{len(new)}I", letter, len(new), *map(ord, new)) for letter, new in REPLACED.items()
    )
    marks = struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, sum(map(len, letters)))
    tables = edges.tobytes() + scores.tobytes() + b"".join(letters)
    return marks + tables + struct.pack("<iI", len(REPLACED), len(replaced)) + replaced
