"""`haichieu tone FILE`: the tone of every post of a list, from file to file."""

import gzip
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import click
import orjson

from haichieu.channels.rules import BadFile, BadRow, ListingError, PostRow, RowReader, open_rows
from haichieu.posts.rules import (
    PostsError,
    ToneModel,
    ToneScores,
    load_model,
)

#: Posts read and written at once: memory does not grow with the file.
BATCH = 2048
#: Bad lines that are named one by one.
NAMED = 5

_VIETNAMESE = {"positive": "tích cực", "neutral": "trung tính", "negative": "tiêu cực"}


@dataclass(slots=True)
class Tally:
    """What was read so far."""

    tones: Counter[str] = field(default_factory=Counter)
    advisories: int = 0
    #: Negative posts that are no advisories: the count that a limit is held against.
    negative_counted: int = 0
    bad: list[BadRow] = field(default_factory=list)

    def add(self, scores: ToneScores) -> None:
        """Count one batch."""
        tones = scores.tones()
        self.tones.update(tones)
        self.advisories += int(scores.advisory.sum())
        self.negative_counted += sum(
            tone == "negative" and not flag
            for tone, flag in zip(tones, scores.advisory.tolist(), strict=True)
        )

    @property
    def posts(self) -> int:
        """How many posts were read."""
        return self.tones.total()


@click.command(short_help="Đọc sắc thái của từng tin bài trong một tệp.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="In mỗi bài một dòng JSON.")
@click.option("--out", type=click.Path(path_type=Path), help="Ghi các dòng JSON vào tệp này.")
def tone(file: Path, as_json: bool, out: Path | None) -> None:
    """Đọc sắc thái (tích cực, trung tính, tiêu cực) và cờ cảnh báo của từng bài trong FILE.

    FILE là CSV hoặc JSON lines (nén .gz cũng được), có id và title, nên có lead.
    """
    tally = Tally()
    try:
        model = load_model()
        _read_file(file, _sink(file, as_json, out), model, tally)
    except (ListingError, PostsError) as error:
        _say_bad_lines(tally)
        click.echo(f"Lỗi: {error}", err=True)
        sys.exit(1)
    if not as_json:
        _say_summary(tally, model.version)
    _say_bad_lines(tally)
    sys.exit(1 if tally.bad else 0)


@dataclass(frozen=True, slots=True)
class Sink:
    """Where the lines go: standard output, a file, both or nowhere."""

    to_screen: bool
    path: Path | None

    def opened(self, stack: ExitStack) -> list[IO[bytes]]:
        """The open streams; the file is made only when there is something to write."""
        streams: list[IO[bytes]] = [sys.stdout.buffer] if self.to_screen else []
        if self.path is not None:
            try:
                streams.append(stack.enter_context(self.path.open("wb")))
            except OSError:
                raise BadFile(f"Không ghi được tệp {self.path.name}: hãy chọn chỗ khác để ghi.") from None
        return streams


def _sink(file: Path, as_json: bool, out: Path | None) -> Sink:
    if out is not None and out.exists() and file.exists() and out.samefile(file):
        raise BadFile(f"Tệp kết quả trùng với tệp đầu vào {file.name}: hãy đặt tên khác cho --out.")
    return Sink(as_json, out)


def _read_file(file: Path, sink: Sink, model: ToneModel, tally: Tally) -> None:
    reader = open_rows(file, tally.bad.append)
    with ExitStack() as stack:
        streams: list[IO[bytes]] | None = None
        bar = stack.enter_context(
            click.progressbar(
                length=_line_count(file),
                label="Đang đọc",
                file=sys.stderr,
                show_pos=True,
                hidden=not _watched(),
            )
        )
        for batch in _batches(reader):
            scores = model.read([row.title for row in batch], [row.lead for row in batch])
            tally.add(scores)
            streams = sink.opened(stack) if streams is None else streams
            if streams:
                lines = score_lines(batch, scores)
                for stream in streams:
                    stream.write(lines)
            bar.update(len(batch))
    if not tally.posts and not tally.bad:
        raise BadFile(f"Tệp {file.name} không có bài nào: hãy kiểm tra lại tệp đã xuất.")


def _batches(reader: RowReader) -> Iterator[list[PostRow]]:
    batch: list[PostRow] = []
    try:
        for row in reader:
            batch.append(row)
            if len(batch) == BATCH:
                yield batch
                batch = []
    except ListingError:
        # What stands before the break is kept.
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def score_lines(rows: list[PostRow], scores: ToneScores) -> bytes:
    """The readings of a batch as JSON lines."""
    columns = zip(
        rows,
        scores.tones(),
        scores.positive.round(6).tolist(),
        scores.neutral.round(6).tolist(),
        scores.negative.round(6).tolist(),
        scores.advisory.tolist(),
        strict=True,
    )
    return b"".join(
        [
            orjson.dumps(
                {
                    "id": row.id,
                    "tone": tone,
                    "p_positive": round(positive, 6),
                    "p_neutral": round(neutral, 6),
                    "p_negative": round(negative, 6),
                    "advisory": flag,
                },
                option=orjson.OPT_APPEND_NEWLINE,
            )
            for row, tone, positive, neutral, negative, flag in columns
        ]
    )


def _watched() -> bool:
    return sys.stderr.isatty()


def _line_count(file: Path) -> int:
    """Lines of the file, for the bar alone; a damaged archive is reported by the reader."""
    if not _watched():
        return 0
    lines = 0
    try:
        with file.open("rb") as head:
            zipped = head.read(2) == b"\x1f\x8b"
        with gzip.open(file) if zipped else file.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                lines += chunk.count(b"\n")
    except (OSError, EOFError, zlib.error):
        return lines
    return lines


def _say_summary(tally: Tally, version: str) -> None:
    posts = max(tally.posts, 1)
    click.echo(f"{_count(tally.posts)} bài, mô hình {version}")
    for name, vietnamese in _VIETNAMESE.items():
        click.echo(f"  {vietnamese:<34}{_count(tally.tones[name]):>10}{_share(tally.tones[name], posts):>9}")
    click.echo(
        f"  {'cảnh báo, khuyến cáo':<34}{_count(tally.advisories):>10}{_share(tally.advisories, posts):>9}"
    )
    counted = tally.negative_counted
    click.echo(f"  {'tiêu cực, không kể cảnh báo':<34}{_count(counted):>10}{_share(counted, posts):>9}")
    click.echo("Đây là ước lượng của máy; muốn chứng nhận một tỷ lệ, hãy dùng haichieu certify.")


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %".replace(".", ",")


def _say_bad_lines(tally: Tally) -> None:
    if not tally.bad:
        return
    named = "; ".join(str(error).rstrip(".") for error in tally.bad[:NAMED])
    more = "; …" if len(tally.bad) > NAMED else ""
    click.echo(f"Đã bỏ qua {_count(len(tally.bad))} dòng hỏng: {named}{more}.", err=True)
