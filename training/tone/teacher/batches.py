"""Which posts are seen together, and what a teacher says of many."""

from collections.abc import Iterator

import numpy as np
import torch
from numpy.typing import NDArray

from training.tone.teacher.encoder import OUTPUTS, Teacher
from training.tone.teacher.vocabulary import Tokens

#: Posts of similar length are put together inside runs of this many batches.
_RUN = 32
#: Share of posts that are seen without their lead, so that a title alone is no strange thing.
TITLE_ALONE = 0.15
#: Posts read at once when nothing is learned.
READ_AT_ONCE = 64


def batch_plan(
    lengths: NDArray[np.int64], size: int, seed: int
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.bool_]]]:
    """Places of the posts of each batch, without end, and which of them are seen without their lead.

    The plan hangs on its arguments alone: an interrupted training finds its place in it again.

    Args:
        lengths: pieces of each of n posts.
        size: posts in a batch; the last of a round may be smaller.
        seed: of the order.
    """
    draws = np.random.default_rng(seed)
    while True:
        order = draws.permutation(len(lengths))
        batches = []
        for start in range(0, len(order), size * _RUN):
            run = order[start : start + size * _RUN]
            run = run[np.argsort(lengths[run], kind="stable")]
            parts = [run[place : place + size] for place in range(0, len(run), size)]
            batches += [parts[place] for place in draws.permutation(len(parts))]
        for batch in batches:
            yield batch, draws.random(len(batch)) < TITLE_ALONE


def padded(rows: list[NDArray[np.int32]], device: str) -> tuple[torch.Tensor, torch.Tensor]:
    """Pieces (b, l) with zeros behind the shorter rows, and the lengths (b,)."""
    lengths = np.array([len(row) for row in rows])
    table = np.zeros((len(rows), int(lengths.max())), np.int64)
    for place, row in enumerate(rows):
        table[place, : len(row)] = row
    return torch.from_numpy(table).to(device), torch.from_numpy(lengths).to(device)


def chances_of(teacher: Teacher, tokens: Tokens, device: str = "cpu") -> NDArray[np.float32]:
    """Chances (n, 4) of positive, neutral, negative (they sum to 1) and advisory.

    Args:
        teacher: on the device.
        tokens: n texts in rows of the teacher's vocabulary.
        device: where to compute.
    """
    teacher.eval()
    found = np.zeros((len(tokens), OUTPUTS), np.float32)
    order = np.argsort(tokens.lengths(), kind="stable")
    with torch.no_grad(), torch.autocast(device, torch.bfloat16):
        for start in range(0, len(order), READ_AT_ONCE):
            places = order[start : start + READ_AT_ONCE]
            logits = teacher(*padded([tokens.row(place) for place in places.tolist()], device)).float()
            parts = [torch.softmax(logits[:, :3], 1), torch.sigmoid(logits[:, 3:])]
            found[places] = torch.cat(parts, 1).cpu().numpy()
    return found
