"""Options of `haichieu certify` and what they mean, checked before any work is done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import ParamSpec

import click

from haichieu.channels.rules import BadFile, published_day
from haichieu.posts.rules import SEED_KINDS, SETTLINGS, BadLabels, Filters
from haichieu.stats import Limit

P = ParamSpec("P")
FILE = click.Path(path_type=Path)


@dataclass(frozen=True, slots=True)
class Request:
    """How to run an audit once its list is frozen."""

    seed: str | None
    seed_kind: str
    #: files of labels, one for each reader; empty where people read at terminals
    labels: tuple[Path, ...]
    most: int | None
    #: how many people read each post, and who sits here where they read at terminals of their own
    readers: int
    reader: int | None
    settling: str
    out: Path | None
    as_json: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """Which list to freeze."""

    limit: Limit
    alpha: float
    filters: Filters
    #: whether it is to name a round of a public beacon
    beacon: bool


def run_options(command: Callable[P, None]) -> Callable[P, None]:
    """The options that `posts` and `run` share."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="In chứng nhận dạng JSON."),
        click.option("--out", type=FILE, help="Ghi chứng nhận (JSON) vào tệp này."),
        click.option("--max-labels", help="Dừng sau chừng này nhãn dù chưa kết luận được."),
        click.option(
            "--settling",
            type=click.Choice(SETTLINGS),
            default="mean",
            help="Khi hai người đọc khác nhau: mỗi người tính một nửa, hay người thứ ba quyết định.",
            show_default=True,
        ),
        click.option(
            "--reader", help="Người đang đọc ở đây: 1, 2, hoặc 3 (phân xử); mỗi người một cửa sổ lệnh."
        ),
        click.option("--readers", default="1", help="Số người đọc mỗi bài, 1 hoặc 2.", show_default=True),
        click.option(
            "--labels",
            type=FILE,
            multiple=True,
            help="Tệp nhãn (CSV hoặc JSON lines: id, tone, advisory hoặc id, negative); mỗi người đọc một tệp.",
        ),
        click.option(
            "--seed-kind",
            type=click.Choice(SEED_KINDS),
            default="text",
            help="Số gieo là chuỗi bất kỳ, xúc xắc, xổ số hay nguồn ngẫu nhiên công khai.",
            show_default=True,
        ),
        click.option(
            "--seed",
            help="Số gieo; để trống thì máy tự rút sau khi chốt danh sách. Xúc xắc: ít nhất 10 lần gieo; "
            "xổ số: “tên; ngày; các số”; nguồn ngẫu nhiên: “vòng giá-trị [chữ-ký]”.",
        ),
    ):
        command = option(command)
    return command


def freeze_options(command: Callable[P, None]) -> Callable[P, None]:
    """The options that `posts` and `freeze` share."""
    for option in (
        click.option("--no-reposts", is_flag=True, help="Để bài đăng lại ra ngoài danh sách."),
        click.option("--last", help="Chỉ lấy bài đăng đến hết ngày này."),
        click.option("--first", help="Chỉ lấy bài đăng từ ngày này, ví dụ 1/11/2026."),
        click.option("--channel", multiple=True, help="Chỉ lấy bài của kênh này (có thể lặp lại)."),
        click.option("--at-most", is_flag=True, help="“Không quá” thay cho “dưới” giới hạn."),
        click.option("--alpha", default="0.05", help="Mức sai cho phép của kết luận.", show_default=True),
        click.option("--limit", help="Giới hạn, ví dụ 15% (15 và 0,15 cũng được)."),
    ):
        command = option(command)
    return command


def read_listing(
    *,
    limit: str | None,
    alpha: str,
    at_most: bool,
    channel: tuple[str, ...],
    first: str | None,
    last: str | None,
    no_reposts: bool,
    beacon: bool = False,
) -> Listing:
    """Check the options of a list.

    Raises:
        BadFile, BadFrame, BadLimit: one of them makes no sense.
    """
    if limit is None:
        raise BadFile("Thiếu giới hạn: hãy thêm --limit, ví dụ --limit 15%.")
    parsed = Limit.parse(limit, strict=not at_most)
    try:
        level = float(alpha.replace(",", "."))
    except ValueError:
        raise BadFile(f"--alpha phải là một số như 0,05, không phải “{alpha}”.") from None
    filters = Filters(
        tuple(sorted(set(channel))), _day(first, "--first"), _day(last, "--last"), reposts=not no_reposts
    )
    return Listing(parsed, level, filters, beacon)


def read_request(
    *,
    seed: str | None,
    seed_kind: str,
    labels: tuple[Path, ...],
    max_labels: str | None,
    readers: str,
    reader: str | None,
    settling: str,
    out: Path | None,
    as_json: bool,
) -> Request:
    """Check the options of a run.

    Raises:
        BadLabels, BadFile: one of them makes no sense, or two do not go together.
    """
    if max_labels is not None and not (max_labels.isdecimal() and int(max_labels)):
        raise BadLabels(f"--max-labels phải là một số nguyên dương, không phải “{max_labels}”.")
    if out is not None and (out.is_dir() or not out.absolute().parent.is_dir()):
        raise BadFile(f"Không ghi được chứng nhận vào {out.name}: hãy chọn thư mục có sẵn.")
    if readers not in ("1", "2"):
        raise BadLabels(f"--readers phải là 1 hoặc 2, không phải “{readers}”.")
    each = int(readers)
    _check_readers(each, reader, len(labels), settling)
    most = int(max_labels) if max_labels else None
    here = int(reader) if reader else None
    return Request(seed, seed_kind, labels, most, each, here, settling, out, as_json)


def _check_readers(each: int, reader: str | None, files: int, settling: str) -> None:
    if each == 1:
        if reader is not None or files > 1 or settling != "mean":
            raise BadLabels("--reader, --settling và nhiều tệp --labels chỉ dùng cùng --readers 2.")
        return
    third = settling == "third"
    if files:
        if reader is not None or files not in ((2, 3) if third else (2,)):
            wanted = "hai tệp --labels, và tệp thứ ba của người phân xử" if third else "hai tệp --labels"
            raise BadLabels(f"--readers 2 cần {wanted}, không dùng cùng --reader.")
    elif reader not in (("1", "2", "3") if third else ("1", "2")):
        who = "1, 2, hoặc 3 cho người phân xử" if third else "1 hoặc 2"
        raise BadLabels(f"--readers 2 cần --reader {who} ở mỗi cửa sổ lệnh, hoặc hai tệp --labels.")


def _day(text: str | None, option: str) -> str:
    if text is None:
        return ""
    day = published_day(text)
    if not day:
        raise BadFile(f"{option} phải là một ngày như 1/11/2026, không phải “{text[:20]}”.")
    return day


def spoken_moment(moment: datetime) -> str:
    """A moment to the second, in the order of Vietnamese dates.

    >>> spoken_moment(datetime(2026, 11, 22, 15, 30, 5))
    '15:30:05 ngày 22/11/2026'
    """
    return f"{moment:%H:%M:%S} ngày {moment:%d/%m/%Y}"


def read_wait(text: str) -> timedelta:
    """How long to wait for a named round.

    Raises:
        BadFile: not a number of minutes from 1 to 10,000.
    """
    if not text.isdecimal() or not 1 <= int(text) <= 10_000:
        raise BadFile(f"--wait phải là số phút từ 1 đến 10.000, không phải “{text}”.")
    return timedelta(minutes=int(text))
