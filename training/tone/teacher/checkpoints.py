"""Teachers on disk: written whole or not at all, and never mistaken for one of another training."""

import hashlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from training.tone.teacher.encoder import Teacher
from training.tone.teacher.weights import Sizes


@dataclass(frozen=True, slots=True)
class SavedTeacher:
    """A finished teacher."""

    teacher: Teacher
    #: Numbers of the pieces that it knows.
    needed: NDArray[np.int64]
    #: “80” or “100”: the part of the labels that it has seen.
    part: str
    #: What it was tuned on and how.
    fingerprint: str
    #: Hash of its weights.
    version: str


def save(path: Path, record: dict[str, Any]) -> None:
    """Write tensors, texts and numbers through a temporary name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    torch.save(record, fresh)
    fresh.replace(path)


def load(path: Path) -> dict[str, Any] | None:
    """What `save` wrote; nothing where there is none."""
    return torch.load(path, map_location="cpu", weights_only=True) if path.is_file() else None


def save_teacher(
    path: Path, teacher: Teacher, sizes: Sizes, needed: NDArray[np.int64], part: str, fingerprint: str
) -> SavedTeacher:
    """Keep a finished teacher with all that is needed to ask it."""
    record = {
        "sizes": asdict(sizes),
        "needed": torch.from_numpy(needed),
        "part": part,
        "fingerprint": fingerprint,
        "teacher": {name: tensor.cpu() for name, tensor in teacher.state_dict().items()},
    }
    save(path, record)
    return SavedTeacher(teacher, needed, part, fingerprint, weights_hash(teacher, needed))


def load_teacher(path: Path) -> SavedTeacher | None:
    """A finished teacher, if there is one."""
    record = load(path)
    if record is None:
        return None
    teacher = Teacher(Sizes(**record["sizes"]), len(record["needed"]))
    teacher.load_state_dict(record["teacher"])
    needed = record["needed"].numpy()
    return SavedTeacher(teacher, needed, record["part"], record["fingerprint"], weights_hash(teacher, needed))


def weights_hash(teacher: Teacher, needed: NDArray[np.int64]) -> str:
    """Ten hexadecimal digits of the weights and the vocabulary."""
    digest = hashlib.sha256(needed.astype("<i8").tobytes())
    for name, tensor in sorted(teacher.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().numpy().tobytes())
    return digest.hexdigest()[:10]
