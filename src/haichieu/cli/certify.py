"""`haichieu certify`: is the share of negative posts in a list below a limit?"""

import sys
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

import click
import orjson

from haichieu.channels.rules import VIETNAM, BadFile, ListingError
from haichieu.cli.certify_files import freeze_posts, read_frozen, write_json
from haichieu.cli.certify_options import (
    FILE,
    Listing,
    freeze_options,
    read_listing,
    read_request,
    read_wait,
    run_options,
    spoken_moment,
)
from haichieu.cli.certify_runs import run_frame
from haichieu.cli.certify_words import replay_file
from haichieu.cli.labelling import Texts
from haichieu.posts.rules import AFTER_FREEZE, BadSeed, Beacon, Frame, PostsError, name_round, spoken_count
from haichieu.stats import StatsError

P = ParamSpec("P")
#: Options that say which list is meant; the others say how it is read.
_LISTING = ("limit", "alpha", "at_most", "channel", "first", "last", "no_reposts")


class DefaultGroup(click.Group):
    """A group that takes a list of posts where no sub-command is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ("--help", "-h"):
            args = ["posts", *args]
        return super().parse_args(ctx, args)


def spoken_errors(run: Callable[P, None]) -> Callable[P, None]:
    """Say what is wrong in one sentence on stderr and leave with status 1."""

    @wraps(run)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            run(*args, **kwargs)
        except (ListingError, PostsError, StatsError) as error:
            click.echo(f"Lỗi: {error}", err=True)
            sys.exit(1)

    return wrapped


@click.group(cls=DefaultGroup, short_help="Chứng nhận tỷ lệ tin bài tiêu cực so với một giới hạn.")
def certify() -> None:
    """Chứng nhận tỷ lệ tin bài tiêu cực (không kể cảnh báo, khuyến cáo) so với một giới hạn.

    \b
    haichieu certify BÀI --limit 15%             hỏi nhãn từng bài ngay tại đây
    haichieu certify BÀI --limit 15% --labels F  lấy nhãn từ tệp F
    haichieu certify --replay CHỨNG_NHẬN         tính lại một chứng nhận
    haichieu certify run KHUNG --readers 2 --reader 1   hai người đọc, mỗi người một cửa sổ lệnh
    haichieu certify freeze, haichieu certify run: chốt trước, chạy sau

    BÀI là CSV hoặc JSON lines có id, title, lead; có thể có channel, unit, published, repost, p_negative.
    Thêm --help sau “posts”, “freeze” hoặc “run” để xem các tùy chọn.
    """


@certify.command("posts", hidden=True)
@click.argument("posts", type=FILE, required=False)
@click.option("--replay", "record", type=FILE, help="Tính lại một chứng nhận từ tệp của nó.")
@freeze_options
@run_options
@spoken_errors
def certify_posts(posts: Path | None, record: Path | None, **options: Any) -> None:
    """Chứng nhận một danh sách bài, hoặc tính lại một chứng nhận (--replay)."""
    if record is not None:
        replay_file(record, as_json=options["as_json"])
        return
    if posts is None:
        raise BadFile("Cần một tệp danh sách bài, hoặc --replay với một tệp chứng nhận.")
    about = {name: options.pop(name) for name in _LISTING}
    request = read_request(**options)
    if request.seed_kind in AFTER_FREEZE:
        raise BadSeed(
            "Xúc xắc, xổ số hay nguồn ngẫu nhiên phải có sau khi chốt danh sách: hãy dùng certify freeze trước, "
            "rồi certify run khi đã có kết quả."
        )
    frame, texts = _freeze(posts, read_listing(**about), None)
    run_frame(frame, texts, request, None)


@certify.command("freeze", short_help="Chốt một danh sách trước khi rút số gieo.")
@click.argument("posts", type=FILE)
@freeze_options
@click.option("--beacon", is_flag=True, help="Hẹn trước một vòng của nguồn ngẫu nhiên công khai (drand).")
@click.option(
    "--wait", default="5", help="Vòng hẹn trước cách lúc này ít nhất chừng này phút.", show_default=True
)
@click.option("--out", type=FILE, required=True, help="Tệp danh sách đã chốt.")
@click.option("--json", "as_json", is_flag=True, help="In mã băm dạng JSON.")
@spoken_errors
def certify_freeze(posts: Path, beacon: bool, wait: str, out: Path, as_json: bool, **about: Any) -> None:
    """Chấm điểm, chốt và băm một danh sách; số gieo được đưa ra sau, bằng certify run."""
    listing, at = read_listing(**about), datetime.now(VIETNAM)
    named = name_round(at, wait=read_wait(wait)) if beacon else None
    frame, texts = _freeze(posts, listing, named)
    frozen = {"frame_hash": frame.frame_hash, "frozen_at": at.isoformat(timespec="seconds")}
    write_json(out, {**frozen, "frame": frame.to_dict(), "texts": texts})
    if as_json:
        summary = {**frozen, "posts": len(frame.items), "out": str(out)}
        round_ = {"beacon": {**named.to_dict(), "at": named.at.isoformat()}} if named else {}
        click.echo(orjson.dumps(summary | round_).decode())
        return
    click.echo(f"Đã chốt {spoken_count(len(frame.items))} bài; mã băm {frame.frame_hash}")
    if named:
        click.echo(
            f"Hẹn vòng {named.round} của {named.parameters.name} (drand), công bố lúc "
            f"{spoken_moment(named.at.astimezone(VIETNAM))}: hãy công khai mã băm trước lúc đó."
        )


@certify.command("run", short_help="Chạy kiểm toán trên một danh sách đã chốt.")
@click.argument("frame_file", type=FILE)
@run_options
@spoken_errors
def certify_run(frame_file: Path, **options: Any) -> None:
    """Chạy kiểm toán trên danh sách do certify freeze ghi ra."""
    request = read_request(**options)
    frame, texts, frozen_at = read_frozen(frame_file)
    run_frame(frame, texts, request, frozen_at)


def _freeze(posts: Path, listing: Listing, beacon: Beacon | None) -> tuple[Frame, Texts]:
    return freeze_posts(
        posts, limit=listing.limit, alpha=listing.alpha, filters=listing.filters, beacon=beacon
    )
