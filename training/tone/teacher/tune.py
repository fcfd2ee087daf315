"""Tune a teacher on the labels; a killed run goes on where it last saved.

    python -m training.tone.teacher.tune --part 80
    python -m training.tone.teacher.tune --part 100

About an hour on two cores. A finished teacher that was tuned on the same posts in the same way is not tuned again.
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import click
import numpy as np
import orjson
import torch
from numpy.typing import NDArray
from torch.nn import functional
from torch.nn.utils import clip_grad_norm_

from training.tone.corpus import Corpus, data_folder
from training.tone.teacher.batches import batch_plan, chances_of, padded
from training.tone.teacher.checkpoints import load, load_teacher, save, save_teacher
from training.tone.teacher.encoder import Teacher, fill
from training.tone.teacher.lessons import (
    KEPT,
    Lessons,
    Material,
    Part,
    held_back,
    make_lessons,
    read_material,
    teaching_posts,
    vocabulary_for,
)
from training.tone.teacher.scoring import SCORES, keep_scores, scores_of
from training.tone.teacher.vocabulary import PieceReader
from training.tone.teacher.weights import PackedEncoder, open_encoder, packed_path

TEACHER_SEED = 7
FOLDER = Path(__file__).resolve().parents[3] / "var" / "tone"
#: Steps between two savings, and between two lines on the screen.
_SAVE_EVERY, _SAY_EVERY = 50, 50


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a teacher is tuned (AdamW: Loshchilov and Hutter 2019)."""

    rounds: float = 3.0
    batch: int = 32
    rate: float = 6e-5
    #: The rate rises over this share of the steps, then falls in a line.
    rising: float = 1 / 12
    lowest: float = 0.02
    decay: float = 0.01
    smoothing: float = 0.03
    #: How much an error in the flag counts beside one in the tone.
    flag: float = 0.5

    def steps(self, posts: int) -> int:
        """Batches in all."""
        return max(int(posts * self.rounds / self.batch), 1)

    def rate_at(self, step: int, steps: int) -> float:
        """Rate of one step, counted from 0."""
        rise = min(1.0, (step + 1) / max(int(steps * self.rising), 1))
        return self.rate * rise * max(self.lowest, 1 - step / steps)


@dataclass(frozen=True, slots=True)
class Run:
    """One tuning: where its state lies, how it is recognised, what it computes on."""

    state: Path
    fingerprint: str
    seed: int
    device: str = "cpu"


def fingerprint_of(lessons: Lessons, needed: NDArray[np.int64], recipe: Recipe, seed: int) -> str:
    """Hash of everything that a finished teacher hangs on."""
    how = orjson.dumps([asdict(recipe), seed], option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(lessons.fingerprint().encode() + needed.tobytes() + how).hexdigest()[:16]


def tune(
    teacher: Teacher,
    lessons: Lessons,
    recipe: Recipe,
    run: Run,
    *,
    stop_after: int | None = None,
    say: Callable[[str], None] = lambda line: None,
) -> bool:
    """Tune in place.

    Args:
        teacher: filled with the packed weights, on the device.
        lessons: in rows of the teacher's vocabulary.
        recipe: how.
        run: its state is read if it is of this very tuning, and written every few minutes.
        stop_after: save and stop before this step.
        say: takes lines of progress.

    Returns:
        whether the last step was reached.
    """
    torch.manual_seed(run.seed)
    optimiser = _optimiser(teacher, recipe)
    begun = _take_up(run, teacher, optimiser)
    steps = recipe.steps(len(lessons.full))
    last = min(steps, steps if stop_after is None else stop_after)
    plan = islice(batch_plan(lessons.full.lengths(), recipe.batch, run.seed), begun, last)
    started, seen, mean = time.monotonic(), 0, float("nan")
    for step, (places, alone) in enumerate(plan, begun):
        for group in optimiser.param_groups:
            group["lr"] = recipe.rate_at(step, steps)
        loss = _learn(teacher, optimiser, _loss(teacher, lessons, recipe, places, alone, run.device))
        mean = loss if mean != mean else 0.98 * mean + 0.02 * loss
        seen += len(places)
        done = step + 1
        if done % _SAY_EVERY == 0:
            say(f"{done}/{steps}  loss {mean:.3f}  {seen / (time.monotonic() - started):.1f} posts/s")
        if done % _SAVE_EVERY == 0 or done == last:
            _put_down(run, teacher, optimiser, done)
    return last == steps


def _optimiser(teacher: Teacher, recipe: Recipe) -> torch.optim.AdamW:
    numbers = list(teacher.parameters())
    groups = [
        {"params": [part for part in numbers if part.ndim > 1], "weight_decay": recipe.decay},
        {"params": [part for part in numbers if part.ndim < 2], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=recipe.rate, betas=(0.9, 0.98))


def _loss(
    teacher: Teacher,
    lessons: Lessons,
    recipe: Recipe,
    places: NDArray[np.int64],
    alone: NDArray[np.bool_],
    device: str,
) -> torch.Tensor:
    rows = [
        (lessons.titles if title else lessons.full).row(place)
        for place, title in zip(places.tolist(), alone.tolist(), strict=True)
    ]
    teacher.train()
    with torch.autocast(device, torch.bfloat16):
        logits = teacher(*padded(rows, device)).float()
    tones = torch.from_numpy(lessons.tones[places]).to(device)
    flags = torch.from_numpy(lessons.advisory[places].astype(np.float32)).to(device)
    tone = functional.cross_entropy(logits[:, :3], tones, label_smoothing=recipe.smoothing)
    return tone + recipe.flag * functional.binary_cross_entropy_with_logits(logits[:, 3], flags)


def _learn(teacher: Teacher, optimiser: torch.optim.AdamW, loss: torch.Tensor) -> float:
    optimiser.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    clip_grad_norm_(teacher.parameters(), 1.0)
    optimiser.step()
    return float(loss.item())


def _take_up(run: Run, teacher: Teacher, optimiser: torch.optim.AdamW) -> int:
    record = load(run.state)
    if record is None or record["fingerprint"] != run.fingerprint:
        return 0
    teacher.load_state_dict(record["teacher"])
    optimiser.load_state_dict(record["optimiser"])
    torch.set_rng_state(record["chance"])
    return int(record["step"])


def _put_down(run: Run, teacher: Teacher, optimiser: torch.optim.AdamW, step: int) -> None:
    record = {
        "fingerprint": run.fingerprint,
        "teacher": teacher.state_dict(),
        "optimiser": optimiser.state_dict(),
        "chance": torch.get_rng_state(),
        "step": step,
    }
    save(run.state, record)


def teacher_path(folder: Path, part: str, seed: int, *, given_only: bool = False) -> Path:
    """Where a finished teacher lies."""
    return folder / f"teacher-{part}-{seed}{'-given' if given_only else ''}.pt"


def _new_teacher(packed: PackedEncoder, needed: NDArray[np.int64], seed: int) -> Teacher:
    torch.manual_seed(seed)
    teacher = Teacher(packed.sizes, len(needed))
    fill(teacher, packed, needed)
    return teacher


@click.command()
@click.option("--part", type=click.Choice(["80", "100"]), required=True, help="Share of the given labels.")
@click.option("--seed", default=TEACHER_SEED, show_default=True, help="Of order, chance and the first head.")
@click.option("--given-only", is_flag=True, help="Without the kept labels (for the learning curve).")
@click.option("--rounds", default=Recipe().rounds, show_default=True, help="How often each post is seen.")
@click.option("--folder", default=FOLDER, type=click.Path(path_type=Path), help="Where teachers are kept.")
@click.option("--kept", default=KEPT, type=click.Path(path_type=Path), help="Where scores are kept.")
@click.option("--threads", default=2, show_default=True)
@click.option("--device", default="cpu", show_default=True, help="“cuda” where there is one.")
def main(
    part: Part,
    seed: int,
    given_only: bool,
    rounds: float,
    folder: Path,
    kept: Path,
    threads: int,
    device: str,
) -> None:
    """Tune a teacher, then score what was held back from it."""
    torch.set_num_threads(threads)
    material = read_material(data_folder(), kept)
    packed = open_encoder(packed_path().read_bytes())
    reader = PieceReader(packed.pieces)
    needed = vocabulary_for(material, reader, packed.pieces)
    corpora = teaching_posts(material, part, kept=not given_only)
    lessons = make_lessons(corpora, reader, needed, packed.pieces)
    recipe = Recipe(rounds=rounds)
    fingerprint = fingerprint_of(lessons, needed, recipe, seed)
    finished = teacher_path(folder, part, seed, given_only=given_only)
    saved = load_teacher(finished)
    if saved is None or saved.fingerprint != fingerprint:
        click.echo(f"{len(lessons.full):,} posts, {recipe.steps(len(lessons.full)):,} steps", err=True)
        teacher = _new_teacher(packed, needed, seed).to(device)
        run = Run(finished.with_suffix(".part.pt"), fingerprint, seed, device)
        tune(teacher, lessons, recipe, run, say=lambda line: click.echo(line, err=True))
        saved = save_teacher(finished, teacher, packed.sizes, needed, part, fingerprint)
        run.state.unlink()
    entry: dict[str, Any] = {"version": saved.version, "lessons": len(lessons.full), "rounds": rounds}
    teacher = saved.teacher.to(device)
    for name, corpus in _scored(material, part).items():
        test = make_lessons([corpus], reader, needed, packed.pieces)
        entry[f"{name}, as written"] = scores_of(corpus, chances_of(teacher, test.full, device))
        entry[f"{name}, title alone"] = scores_of(corpus, chances_of(teacher, test.titles, device))
    keep_scores(kept / SCORES, finished.stem, entry)
    click.echo(orjson.dumps(entry, option=orjson.OPT_INDENT_2).decode())


def _scored(material: Material, part: Part) -> dict[str, Corpus]:
    unseen = {"institutions": material.institutions}
    return unseen if part == "100" else {"held back": held_back(material)} | unseen


if __name__ == "__main__":
    main()
