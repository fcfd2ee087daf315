"""The encoder in torch, filled with the unpacked weights, and four outputs on top of its mean.

A transformer with norms after each part (Devlin et al. 2019), 12 layers of width 384; the mean over the pieces stands
for the post (Wang et al. 2024).
"""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from training.tone.teacher.weights import PackedEncoder, Sizes

#: Logits of positive, neutral and negative, then of the advisory flag.
OUTPUTS = 4
#: Share of numbers that training forgets at random.
DROPPED = 0.1


class Layer(nn.Module):
    """Attention, then two dense steps; each adds to what came in."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.heads = sizes.heads
        self.asked = nn.Linear(sizes.width, 3 * sizes.width)
        self.answered = nn.Linear(sizes.width, sizes.width)
        self.first_norm = nn.LayerNorm(sizes.width, sizes.epsilon)
        self.widened = nn.Linear(sizes.width, sizes.inner)
        self.narrowed = nn.Linear(sizes.inner, sizes.width)
        self.second_norm = nn.LayerNorm(sizes.width, sizes.epsilon)

    def forward(self, states: Tensor, live: Tensor) -> Tensor:
        """New states (b, l, width); `live` (b, 1, 1, l) tells pieces from padding."""
        posts, length, width = states.shape
        parts = self.asked(states).view(posts, length, 3, self.heads, -1)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        dropped = DROPPED if self.training else 0.0
        seen = functional.scaled_dot_product_attention(query, key, value, live, dropout_p=dropped)
        seen = self.answered(seen.transpose(1, 2).reshape(posts, length, width))
        states = self.first_norm(states + self._forget(seen))
        deep = self.narrowed(functional.gelu(self.widened(states)))
        found: Tensor = self.second_norm(states + self._forget(deep))
        return found

    def _forget(self, states: Tensor) -> Tensor:
        return functional.dropout(states, DROPPED, self.training)


class Teacher(nn.Module):
    """Posts → four logits each."""

    def __init__(self, sizes: Sizes, words: int) -> None:
        super().__init__()
        self.word = nn.Embedding(words, sizes.width)
        self.place = nn.Embedding(sizes.places, sizes.width)
        self.norm = nn.LayerNorm(sizes.width, sizes.epsilon)
        self.layers = nn.ModuleList(Layer(sizes) for _ in range(sizes.layers))
        self.head = nn.Linear(sizes.width, OUTPUTS)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def means(self, pieces: Tensor, lengths: Tensor) -> Tensor:
        """The mean state of each post: (b, width).

        Args:
            pieces: (b, l) rows of the vocabulary, padded on the right.
            lengths: (b,) how many are pieces.
        """
        length = pieces.shape[1]
        live = torch.arange(length, device=pieces.device)[None] < lengths[:, None]
        states = self.norm(self.word(pieces) + self.place.weight[:length][None])
        states = functional.dropout(states, DROPPED, self.training)
        for layer in self.layers:
            states = layer(states, live[:, None, None, :])
        counted = live[..., None].float()
        means: Tensor = (states * counted).sum(1) / counted.sum(1)
        return means

    def forward(self, pieces: Tensor, lengths: Tensor) -> Tensor:
        """Logits (b, 4)."""
        means = functional.dropout(self.means(pieces, lengths), DROPPED, self.training)
        logits: Tensor = self.head(means)
        return logits


def fill(teacher: Teacher, packed: PackedEncoder, needed: NDArray[np.int64]) -> None:
    """Put the packed weights into a new teacher.

    Args:
        teacher: with one word for each needed piece.
        packed: the open file.
        needed: numbers of the pieces that the teacher knows, in the order of its words.
    """
    sizes = packed.sizes
    places = packed.vector("emb.pos").reshape(-1, sizes.width)[: sizes.places]
    # The first of two kinds of text is the only one used: it is added to every place once and for all.
    kind = packed.vector("emb.type")[: sizes.width]
    state = {
        "word.weight": packed.matrix("emb.word", sizes.words, needed),
        "place.weight": places + kind,
        "norm.weight": packed.vector("emb.ln.w"),
        "norm.bias": packed.vector("emb.ln.b"),
    }
    for layer in range(sizes.layers):
        state |= {f"layers.{layer}.{name}": values for name, values in _layer(packed, layer).items()}
    tensors = {name: torch.from_numpy(np.ascontiguousarray(values)) for name, values in state.items()}
    tensors |= {name: teacher.state_dict()[name] for name in ("head.weight", "head.bias")}
    teacher.load_state_dict(tensors)


def _layer(packed: PackedEncoder, layer: int) -> dict[str, NDArray[np.float32]]:
    width, inner = packed.sizes.width, packed.sizes.inner
    begin = f"l{layer}."
    asked = [packed.matrix(f"{begin}{name}.w", width) for name in "qkv"]
    return {
        "asked.weight": np.concatenate(asked),
        "asked.bias": np.concatenate([packed.vector(f"{begin}{name}.b") for name in "qkv"]),
        "answered.weight": packed.matrix(f"{begin}ao.w", width),
        "answered.bias": packed.vector(f"{begin}ao.b"),
        "first_norm.weight": packed.vector(f"{begin}aln.w"),
        "first_norm.bias": packed.vector(f"{begin}aln.b"),
        "widened.weight": packed.matrix(f"{begin}fi.w", inner),
        "widened.bias": packed.vector(f"{begin}fi.b"),
        "narrowed.weight": packed.matrix(f"{begin}fo.w", width),
        "narrowed.bias": packed.vector(f"{begin}fo.b"),
        "second_norm.weight": packed.vector(f"{begin}oln.w"),
        "second_norm.bias": packed.vector(f"{begin}oln.b"),
    }
