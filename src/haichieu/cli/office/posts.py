"""``haichieu posts``: what our own channels published."""

import sys
from itertools import count
from pathlib import Path

import click

from haichieu.base.clock import now
from haichieu.channels.models import Channel, Import
from haichieu.channels.queries import channel_named
from haichieu.channels.sources import Collection, digest_file, open_address, open_file
from haichieu.cli.office.post_readings import recalibrate_command, reread
from haichieu.cli.speaking import by_option, one_sentence, say_json
from haichieu.posts.actions import add_posts
from haichieu.posts.rules import load_model
from haichieu.units.models import Person


@click.group("posts")
def command() -> None:
    """Nạp tin bài của một kênh, đọc lại sắc thái, hiệu chỉnh theo nhãn của người đọc."""


command.add_command(reread)
command.add_command(recalibrate_command)


@command.command("add")
@click.argument("source")
@click.option("--channel", "channel_name", required=True, help="Tên một kênh đã khai báo.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@by_option
@one_sentence
def add(source: str, channel_name: str, as_json: bool, by: Person | None) -> None:
    """Nạp tin bài từ tệp CSV, JSON lines, RSS/Atom hoặc từ địa chỉ một luồng tin; nạp lại không trùng."""
    channel = channel_named(channel_name)
    if source.startswith(("http://", "https://")):
        collection, sha256 = open_address(source, allow_private=True)
        run = take(channel, source, sha256, collection, by)
    else:
        path = Path(source)
        collection = open_file(path)
        run = take(channel, path.name, digest_file(path), collection, by, rows=count_rows(path))
    _say(run, as_json=as_json)


def take(
    channel: Channel,
    source: str,
    sha256: str,
    collection: Collection,
    by: Person | None,
    *,
    rows: int | None = None,
) -> Import:
    """Import one source with a bar on the terminal's error stream; ``rows`` is how many it has, when that is known."""
    unknown = count() if rows is None else None  # click wants one of the two
    with click.progressbar(
        unknown,
        length=rows,
        label="Đang nạp tin bài",
        file=sys.stderr,
        show_eta=False,
        show_percent=False,
        show_pos=True,
        hidden=not sys.stderr.isatty(),
    ) as bar:
        return add_posts(
            by=by,
            channel=channel,
            source=source,
            sha256=sha256,
            collection=collection,
            model=load_model(),
            at=now(),
            progress=bar.update,
        )


def count_rows(path: Path) -> int | None:
    """The rows of a plain list, one a line; None where lines say nothing: packed files, feeds and JSON arrays.

    A CSV cell may hold several lines: the bar then ends before it is full, and never claims a row that was not read.
    """
    with path.open("rb") as stream:
        start = stream.read(512).lstrip(b"\xef\xbb\xbf \t\r\n")
        if start.startswith((b"<", b"[", b"\x1f\x8b")):
            return None
        stream.seek(0)
        lines, last = 0, b"\n"
        while piece := stream.read(2**20):
            lines, last = lines + piece.count(b"\n"), piece[-1:]
    has_header = not start.startswith(b"{")
    return max(lines + (last != b"\n") - has_header, 0)


def _say(run: Import, *, as_json: bool) -> None:
    aside = run.set_aside.count()
    if as_json:
        say_json(
            {
                "channel": run.channel.name,
                "added": run.added,
                "changed": run.changed,
                "unchanged": run.unchanged,
                "set_aside": aside,
                "dropped_columns": run.dropped_columns,
            }
        )
    else:
        click.echo(
            f"{run.channel.name}: {run.added} bài mới, {run.changed} bài sửa, {run.unchanged} bài không đổi."
        )
    if run.dropped_columns:
        click.echo("Các cột không nhận (không được lưu): " + ", ".join(run.dropped_columns) + ".", err=True)
    for row in run.set_aside.order_by("line")[:20]:
        click.echo(f"Để riêng: {row.reason}", err=True)
    if aside:
        click.echo(f"{aside} dòng không dùng được, được giữ ở trang của kênh.", err=True)
        raise SystemExit(1)
