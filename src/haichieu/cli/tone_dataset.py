"""`haichieu tone FOLDER`: a whole archive, in parts, on this machine or on a cluster."""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from haichieu.cli.datasets.engines import read_parts
from haichieu.cli.datasets.errors import DatasetError
from haichieu.cli.datasets.fragments import PARQUET, Fragment, find_sources, plan_fragments
from haichieu.cli.datasets.late import load
from haichieu.cli.datasets.outputs import Outputs, Plan
from haichieu.cli.datasets.scoring import Job, part_name
from haichieu.cli.tone_lines import Tally
from haichieu.posts.rules import load_model


@dataclass(frozen=True, slots=True)
class Wish:
    """What was typed."""

    dataset: Path
    engine: str
    out: Path | None
    is_resumed: bool
    address: str | None
    part_bytes: int
    as_json: bool


@dataclass(frozen=True, slots=True)
class Report:
    """What came of it."""

    tally: Tally
    model: str
    #: Rows set aside, and the first of them in words.
    aside: int
    named: list[str]
    #: Files that are no lists of posts.
    ignored: tuple[str, ...]


def is_dataset(path: Path, engine: str) -> bool:
    """Whether to read in parts: folders, Parquet, and whatever goes to a cluster."""
    return path.is_dir() or path.suffix.lower() in PARQUET or (engine == "ray" and path.is_file())


def read_dataset(wish: Wish, named: int) -> Report:
    """Read a folder; results in its folder of results, JSON lines on the screen where they are asked for.

    Raises:
        DatasetError: nothing to read, nowhere to write, a cluster out of reach.
        PostsError: the model's weights are damaged.
    """
    with ExitStack() as stack:
        out = _folder(wish, stack)
        found = find_sources(wish.dataset)
        outputs = stack.enter_context(Outputs(out))
        size = (outputs.kept_part_bytes() if wish.is_resumed else None) or wish.part_bytes
        plan = Plan(load_model().version, size, plan_fragments(wish.dataset, found.sources, size))
        _read(wish, out, plan, outputs.begin(plan, is_resumed=wish.is_resumed))
        counts = outputs.close(plan)
        if wish.as_json:
            _print_lines(out, plan.fragments)
        return _report(counts, outputs.first_aside(named), found.ignored)


def _folder(wish: Wish, stack: ExitStack) -> Path:
    dataset = wish.dataset.resolve()
    if wish.out is None:
        if wish.is_resumed or wish.address:
            raise DatasetError("Hãy thêm --out THƯ_MỤC: nơi mọi máy ghi và nơi lần đọc sau tìm phần đã xong.")
        return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="haichieu-tone-")))
    out = wish.out.resolve()
    if out == dataset or dataset in out.parents:
        raise DatasetError("Thư mục kết quả nằm trong thư mục đầu vào: hãy đặt --out ở chỗ khác.")
    if out.is_file():
        raise DatasetError(f"{out.name} là một tệp: kết quả của một thư mục cần --out là thư mục.")
    return out


def _read(wish: Wish, out: Path, plan: Plan, waiting: list[Fragment]) -> None:
    job = Job(str(wish.dataset.resolve()), str(out), plan.model)
    with click.progressbar(
        length=len(plan.fragments),
        label="Đang đọc",
        file=sys.stderr,
        show_pos=True,
        hidden=not sys.stderr.isatty(),
    ) as bar:
        bar.update(len(plan.fragments) - len(waiting))
        if waiting:
            for _ in read_parts(wish.engine, job, waiting, wish.address):
                bar.update(1)


def _print_lines(out: Path, fragments: tuple[Fragment, ...]) -> None:
    for fragment in fragments:
        for chunk in _lines_of(out / part_name(fragment)):
            sys.stdout.buffer.write(chunk)


def _lines_of(path: Path) -> Iterator[bytes]:
    if path.suffix == ".parquet":
        yield from load("parquet_files").json_lines(path)
        return
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            yield chunk


def _report(counts: dict[str, Any], named: list[str], ignored: tuple[str, ...]) -> Report:
    tally = Tally(Counter(counts["tones"]), counts["advisories"], counts["negative_counted"])
    return Report(tally, counts["model"], counts["set_aside"], named, ignored)
