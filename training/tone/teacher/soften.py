"""Ask the teacher about every unlabelled post and keep its chances; a killed run goes on at the part it was in.

    python -m training.tone.teacher.soften --part 80
    python -m training.tone.teacher.soften --part 100 --seed 7 --seed 8

Several seeds are averaged. What is a near-duplicate of a held-back post is left out of part 80.
"""

import hashlib
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import click
import numpy as np
import torch
from numpy.typing import NDArray

from training.tone.corpus import data_folder
from training.tone.pool import Pool
from training.tone.soft import soft_labels, write_soft
from training.tone.split import near_duplicates_of
from training.tone.teacher.batches import chances_of
from training.tone.teacher.checkpoints import SavedTeacher, load_teacher
from training.tone.teacher.lessons import KEPT, Material, Part, held_back, read_material
from training.tone.teacher.tune import FOLDER, TEACHER_SEED, teacher_path
from training.tone.teacher.vocabulary import PieceReader, Tokens, renumbering, shown_texts
from training.tone.teacher.weights import Pieces, open_encoder, packed_path

#: Posts whose chances are written at once.
PART_SIZE = 2048


class MissingTeacher(SystemExit):
    """No finished teacher of this part and seed."""


def soften(
    saved: SavedTeacher,
    tokens: Tokens,
    pieces: Pieces,
    folder: Path,
    *,
    device: str = "cpu",
    stop_after: int | None = None,
    say: Callable[[str], None] = lambda line: None,
) -> NDArray[np.float32] | None:
    """Chances (n, 4) of n texts, computed in parts that are kept until all are there.

    Args:
        saved: the teacher.
        tokens: texts in the encoder's own numbers of pieces.
        pieces: of the encoder.
        folder: parts go into a folder in it that only this teacher and these texts share.
        device: where to compute.
        stop_after: compute at most this many parts, then stop.
        say: takes lines of progress.

    Returns:
        nothing where parts are still missing.
    """
    own = folder / f"soft-{saved.version}-{_hash_of(tokens)}"
    own.mkdir(parents=True, exist_ok=True)
    paths = [own / f"part-{place:05d}.npy" for place in range(-(-len(tokens) // PART_SIZE))]
    missing = [place for place, path in enumerate(paths) if not path.is_file()]
    known = tokens.mapped(renumbering(saved.needed, pieces))
    teacher = saved.teacher.to(device)
    for place in missing[:stop_after]:
        started = time.monotonic()
        part = known.between(place * PART_SIZE, (place + 1) * PART_SIZE)
        _write(paths[place], chances_of(teacher, part, device))
        speed = len(part) / (time.monotonic() - started)
        say(f"{own.name}: part {place + 1}/{len(paths)}, {speed:.0f} posts/s")
    if stop_after is not None and len(missing) > stop_after:
        return None
    return np.concatenate([np.load(path) for path in paths])


def _hash_of(tokens: Tokens) -> str:
    digest = hashlib.sha256(tokens.values.astype("<i4").tobytes())
    digest.update(tokens.edges.astype("<i8").tobytes())
    return digest.hexdigest()[:10]


def _write(path: Path, chances: NDArray[np.float32]) -> None:
    fresh = path.with_suffix(".new.npy")
    np.save(fresh, chances)
    fresh.replace(path)


def posts_to_soften(material: Material, part: Part) -> Pool:
    """The unlabelled posts that may teach a student of this part."""
    pool = material.pool
    if part == "100":
        return pool
    return pool.pick(~near_duplicates_of(pool.titles, held_back(material).titles))


def _teachers(folder: Path, part: Part, seeds: Sequence[int], *, given_only: bool) -> list[SavedTeacher]:
    found = []
    for seed in seeds:
        path = teacher_path(folder, part, seed, given_only=given_only)
        saved = load_teacher(path)
        if saved is None or saved.part != part:
            raise MissingTeacher(
                f"Chưa có mô hình thầy {path.name}: hãy chạy training.tone.teacher.tune trước."
            )
        found.append(saved)
    return found


@click.command()
@click.option("--part", type=click.Choice(["80", "100"]), required=True, help="Share of the given labels.")
@click.option(
    "--seed", "seeds", multiple=True, default=(TEACHER_SEED,), help="Of a teacher; may be repeated."
)
@click.option("--given-only", is_flag=True, help="Ask the teachers tuned without the kept labels.")
@click.option("--titles", is_flag=True, help="Ask about the titles alone; kept in a file of their own.")
@click.option("--folder", default=FOLDER, type=click.Path(path_type=Path), help="Where teachers are kept.")
@click.option("--kept", default=KEPT, type=click.Path(path_type=Path), help="Where chances are kept.")
@click.option("--threads", default=2, show_default=True)
@click.option("--device", default="cpu", show_default=True, help="“cuda” where there is one.")
def main(
    part: Part,
    seeds: tuple[int, ...],
    given_only: bool,
    titles: bool,
    folder: Path,
    kept: Path,
    threads: int,
    device: str,
) -> None:
    """Write `kept/soft-<part>.npz`, with `--titles` `kept/soft-<part>-titles.npz`."""
    torch.set_num_threads(threads)
    teachers = _teachers(folder, part, seeds, given_only=given_only)
    pool = posts_to_soften(read_material(data_folder(), kept), part)
    pieces = open_encoder(packed_path().read_bytes()).pieces
    leads = [""] * len(pool.ids) if titles else pool.leads
    tokens = PieceReader(pieces).read(shown_texts(pool.titles, leads))
    found = [
        soften(saved, tokens, pieces, folder, device=device, say=lambda line: click.echo(line, err=True))
        for saved in teachers
    ]
    chances = np.asarray(np.mean([each for each in found if each is not None], axis=0, dtype=np.float32))
    path = kept / f"soft-{part}{'-titles' if titles else ''}.npz"
    write_soft(path, soft_labels(pool.ids, chances, "+".join(saved.version for saved in teachers)))
    click.echo(f"{path.name}: {len(pool.ids):,} posts, {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
