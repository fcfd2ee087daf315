"""What the teacher says of the unlabelled posts: four chances a post, kept in the repository by id."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.tone.pool import id_of, number_of

#: A chance is kept in one byte.
STEPS = 255


@dataclass(frozen=True, slots=True)
class SoftLabels:
    """Chances of n posts, sorted by id."""

    #: n numbers of ids (uint32), ascending.
    ids: NDArray[np.uint32]
    #: (n, 4): positive, neutral, negative (these sum to 1), advisory.
    chances: NDArray[np.float32]
    #: Hash of the teacher's weights; several are joined by “+”.
    teacher: str

    def names(self) -> list[str]:
        """The ids as the posts carry them."""
        return [id_of(number) for number in self.ids.tolist()]


def soft_labels(ids: list[str], chances: NDArray[np.float32], teacher: str) -> SoftLabels:
    """Sorted labels of posts.

    Args:
        ids: of n posts, each once.
        chances: array (n, 4) between 0 and 1: positive, neutral, negative, advisory.
        teacher: hash of the weights that gave them.
    """
    numbers = np.array([number_of(post) for post in ids], np.uint32)
    order = np.argsort(numbers)
    if np.any(numbers[order][1:] == numbers[order][:-1]):
        raise ValueError("a post has two soft labels")
    return SoftLabels(numbers[order], chances[order].astype(np.float32), teacher)


def write_soft(path: Path, labels: SoftLabels) -> None:
    """Keep soft labels, each chance rounded to one of 256 steps."""
    steps = np.rint(labels.chances * STEPS).astype(np.uint8)
    fresh = path.with_name(path.name + ".part")
    with fresh.open("wb") as file:
        np.savez_compressed(file, ids=labels.ids, chances=steps, teacher=np.array(labels.teacher))
    fresh.replace(path)


def read_soft(path: Path) -> SoftLabels:
    """Kept soft labels; rounding is taken out of the tones, which sum to 1 again."""
    with np.load(path) as kept:
        chances = kept["chances"].astype(np.float32) / STEPS
        ids, teacher = kept["ids"], str(kept["teacher"])
    chances[:, :3] /= chances[:, :3].sum(axis=1, keepdims=True)
    return SoftLabels(ids, chances, teacher)
