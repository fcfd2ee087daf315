"""``haichieu dispatches``: letters of the office."""

import sys
from pathlib import Path

import click
from django.conf import settings

from haichieu.base.clock import now
from haichieu.cli.speaking import by_option, one_sentence, say_rows
from haichieu.dispatches.actions import add_dispatch
from haichieu.dispatches.models import Dispatch
from haichieu.dispatches.queries import dispatches
from haichieu.dispatches.rules import letter_sign
from haichieu.text.errors import UnreadableFile
from haichieu.units.models import Person, Unit
from haichieu.units.queries import unit_by_code


@click.group("dispatches")
def command() -> None:
    """Thêm và xem văn bản."""


@command.command("add")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--unit", "unit_code", required=True, help="Mã đơn vị nhận văn bản.")
@by_option
@one_sentence
def add(files: tuple[Path, ...], unit_code: str, by: Person | None) -> None:
    """Lưu văn bản, chữ của nó và bản đọc do máy đề xuất; người sẽ xác nhận trên trang web."""
    unit = unit_by_code(unit_code)
    refused = 0
    hidden = len(files) < 2 or not sys.stderr.isatty()
    with click.progressbar(files, label="Đang đọc văn bản", file=sys.stderr, hidden=hidden) as bar:
        lines = [_add_one(file, unit, by) for file in bar]
    for line, ok in lines:
        click.echo(line, err=not ok)
        refused += not ok
    if refused:
        raise SystemExit(1)


def _add_one(file: Path, unit: Unit, by: Person | None) -> tuple[str, bool]:
    try:
        if file.stat().st_size > settings.MAX_UPLOAD_BYTES:
            limit = settings.MAX_UPLOAD_BYTES // 1024 // 1024
            return f"{file.name}: tệp lớn hơn {limit} MB nên không nhận.", False
        data = file.read_bytes()
    except OSError:
        return f"{file.name}: không mở được tệp, hãy kiểm tra đường dẫn và quyền đọc.", False
    try:
        dispatch, new = add_dispatch(by=by, unit=unit, file_name=file.name, data=data, at=now())
    except UnreadableFile as error:
        return f"{file.name}: {error}", False
    if dispatch.set_aside:
        return f"{file.name}: {dispatch.set_aside} Tệp được giữ ở mục “Để riêng” (số {dispatch.pk}).", False
    known = "" if new else " (đã có từ trước)"
    sign = letter_sign(dispatch.number, dispatch.symbol)
    return f"{file.name}: {dispatch.kind or 'văn bản'} {sign}, số {dispatch.pk}{known}.", True


@command.command("list")
@click.option("--search", default="", help="Tìm không cần dấu.")
@click.option("--waiting", is_flag=True, help="Chỉ văn bản chờ xác nhận.")
@click.option("--json", "as_json", is_flag=True, help="Mỗi văn bản một dòng JSON.")
@one_sentence
def show(search: str, waiting: bool, as_json: bool) -> None:
    """Xem danh sách văn bản, mới nhất trước."""
    units = Unit.objects.values_list("pk", flat=True)
    found = dispatches(units=list(units), search=search, state="waiting" if waiting else "")
    rows = [_row(dispatch) for dispatch in found]
    headings = {
        "id": "Số",
        "symbol": "Ký hiệu",
        "date": "Ngày",
        "subject": "Trích yếu",
        "state": "Trạng thái",
    }
    say_rows(rows, headings, as_json=as_json)


def _row(dispatch: Dispatch) -> dict[str, object]:
    confirmed = "đã xác nhận" if dispatch.confirmed_at else "chờ xác nhận"
    return {
        "id": dispatch.pk,
        "symbol": letter_sign(dispatch.number, dispatch.symbol),
        "date": dispatch.date,
        "subject": dispatch.subject or dispatch.file_name,
        "state": "để riêng" if dispatch.set_aside else confirmed,
    }
