"""`haichieu tone FILE`: the tone of every post of a list, from file to file."""

import gzip
import sys
import zlib
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NoReturn

import click

from haichieu.channels.rules import BadFile, BadRow, ListingError
from haichieu.cli.datasets.engines import ENGINES
from haichieu.cli.datasets.errors import DatasetError
from haichieu.cli.datasets.fragments import PART_BYTES
from haichieu.cli.post_files import open_posts
from haichieu.cli.tone_dataset import Report, Wish, is_dataset, read_dataset
from haichieu.cli.tone_lines import Tally, batches, score_lines
from haichieu.posts.rules import PostsError, ToneModel, load_model

#: Bad lines that are named one by one.
NAMED = 5

_VIETNAMESE = {"positive": "tích cực", "neutral": "trung tính", "negative": "tiêu cực"}


@click.command(short_help="Đọc sắc thái của từng tin bài trong một tệp hoặc một thư mục.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="In mỗi bài một dòng JSON.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Ghi các dòng JSON vào tệp này; của thư mục thì vào thư mục.",
)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="local",
    show_default=True,
    help="Đọc ngay tại đây, hoặc chia các phần cho một cụm Ray (cần haichieu[cluster]).",
)
@click.option(
    "--address", help="Địa chỉ cụm Ray đang chạy (auto, 10.0.0.1:6379); để trống thì chạy trên máy này."
)
@click.option("--resume", is_flag=True, help="Đọc tiếp một thư mục còn dở: phần đã xong được giữ nguyên.")
@click.option(
    "--part-mb",
    type=click.FloatRange(min=0, min_open=True),
    default=PART_BYTES >> 20,
    show_default=True,
    help="Cỡ mỗi phần của thư mục, tính bằng MB.",
)
def tone(
    file: Path,
    as_json: bool,
    out: Path | None,
    engine: str,
    address: str | None,
    resume: bool,
    part_mb: float,
) -> None:
    """Đọc sắc thái (tích cực, trung tính, tiêu cực) và cờ cảnh báo của từng bài trong FILE.

    FILE là CSV hoặc JSON lines (nén .gz cũng được), có id và title, nên có lead; hoặc là luồng tin RSS/Atom; hoặc
    là một thư mục các tệp như thế và Parquet, được đọc từng phần: dừng giữa chừng rồi thêm --resume thì đọc tiếp,
    kết quả không đổi.
    """
    if is_dataset(file, engine):
        _tone_of_dataset(Wish(file, engine, out, resume, address, int(part_mb * (1 << 20)) or 1, as_json))
    tally, bad = Tally(), list[BadRow]()
    try:
        if resume or address:
            raise DatasetError("--resume và --address chỉ dùng cho thư mục hoặc cho --engine ray.")
        model = load_model()
        _read_file(file, _sink(file, as_json, out), model, tally, bad)
    except (ListingError, PostsError, DatasetError) as error:
        _say_bad_lines(len(bad), _named(bad))
        _fail(error)
    if not as_json:
        _say_summary(tally, model.version)
    _say_bad_lines(len(bad), _named(bad))
    sys.exit(1 if bad else 0)


def _tone_of_dataset(wish: Wish) -> NoReturn:
    try:
        report = read_dataset(wish, NAMED)
    except (PostsError, DatasetError) as error:
        _fail(error)
    if not wish.as_json:
        _say_summary(report.tally, report.model)
    _say_ignored(report)
    _say_bad_lines(report.aside, report.named)
    sys.exit(1 if report.aside else 0)


def _fail(error: Exception) -> NoReturn:
    click.echo(f"Lỗi: {error}", err=True)
    sys.exit(1)


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


def _read_file(file: Path, sink: Sink, model: ToneModel, tally: Tally, bad: list[BadRow]) -> None:
    reader = open_posts(file, bad.append)
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
        for batch in batches(reader):
            scores = model.read([row.title for row in batch], [row.lead for row in batch])
            tally.add(scores)
            streams = sink.opened(stack) if streams is None else streams
            if streams:
                lines = score_lines(batch, scores)
                for stream in streams:
                    stream.write(lines)
            bar.update(len(batch))
    if not tally.posts and not bad:
        raise BadFile(f"Tệp {file.name} không có bài nào: hãy kiểm tra lại tệp đã xuất.")


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


def _named(bad: list[BadRow]) -> list[str]:
    return [str(error) for error in bad[:NAMED]]


def _say_bad_lines(count: int, first: list[str]) -> None:
    if not count:
        return
    named = "; ".join(reason.rstrip(".") for reason in first)
    more = "; …" if count > NAMED else ""
    click.echo(f"Đã bỏ qua {_count(count)} dòng hỏng: {named}{more}.", err=True)


def _say_ignored(report: Report) -> None:
    if not report.ignored:
        return
    named = ", ".join(report.ignored[:NAMED])
    more = ", …" if len(report.ignored) > NAMED else ""
    click.echo(
        f"Không đọc {_count(len(report.ignored))} tệp không phải danh sách bài: {named}{more}.", err=True
    )
