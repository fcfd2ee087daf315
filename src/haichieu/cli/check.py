"""`haichieu check FILE…`: where a letter departs from the official layout of its issuing body."""

import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

import click
import orjson

from haichieu.cli.progress import Progress
from haichieu.dispatches.layout_check import Checked, check_file
from haichieu.layout.checker import Deviation, Severity
from haichieu.text.errors import UnreadableFile
from haichieu.text.files import file_bytes
from haichieu.text.limited import OnPage, Readers

_STYLES = ("state", "union", "party", "youth")


@click.command("check", short_help="Kiểm tra thể thức văn bản: lỗi, điều khoản, chỗ sai, cách sửa.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--style", type=click.Choice(_STYLES), help="Loại cơ quan; để trống thì theo văn bản.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Theo quy định của ngày này (YYYY-MM-DD).")
@click.option("--json", "as_json", is_flag=True, help="In mỗi tệp một dòng JSON.")
def command(files: tuple[Path, ...], style: str | None, on: datetime | None, as_json: bool) -> None:
    """Kiểm tra thể thức từng FILE theo Nghị định 30/2020/NĐ-CP hoặc quy định của công đoàn, Đảng, Đoàn.

    Mã thoát: 0 khi không có lỗi (điều nhắc không tính), 1 khi có lỗi, 2 khi có tệp không đọc được.
    """
    status = 0
    with Readers() as readers, Progress(len(files)) as progress:
        for path in files:
            try:
                with progress.reading(path.name) as on_page:
                    checked = _checked(path, readers, on_page, style or "", on.date() if on else None)
            except UnreadableFile as error:
                _say_refusal(path, error, as_json)
                status = 2
                continue
            _say(path, checked, as_json)
            status = max(status, 1 if checked.errors else 0)
    sys.exit(status)


def _checked(path: Path, readers: Readers, on_page: OnPage, key: str, on: date | None) -> Checked:
    data = file_bytes(path)
    return check_file(data, path.name, lambda: readers.read(data, path.name, on_page=on_page), key=key, on=on)


def _say_refusal(path: Path, error: UnreadableFile, as_json: bool) -> None:
    if as_json:
        entry = {"file": str(path), "error": str(error), "reason": error.reason}
        click.echo(orjson.dumps(entry).decode())
    click.echo(f"{path.name}: {error}", err=True)


def _say(path: Path, checked: Checked, as_json: bool) -> None:
    if as_json:
        click.echo(orjson.dumps({"file": str(path), **checked.to_dict()}).decode())
    else:
        click.echo("\n".join(_lines(path.name, checked)) + "\n")


def _lines(name: str, checked: Checked) -> Iterator[str]:
    style = checked.choice.style
    notes = len(checked.deviations) - len(checked.errors)
    yield click.style(name, bold=True)
    yield f"  Theo {style.source}. {checked.choice.reason}"
    yield (
        f"  {len(checked.errors)} lỗi, {notes} điều nhắc."
        if checked.deviations
        else "  Không có lỗi thể thức."
    )
    yield from _table(checked.deviations)
    for sentence in checked.limits:
        yield f"  ! {sentence}"


def _table(deviations: Sequence[Deviation]) -> Iterator[str]:
    for part, found in groupby(deviations, key=lambda each: each.part):
        yield f"  {part}"
        for each in found:
            mark = "✗" if each.severity is Severity.ERROR else "·"
            yield f"    {mark} {each.severity}: {each.message} {each.place}"
            yield f"        Sửa: {each.fix}"
            yield f"        Căn cứ: {each.article}"
