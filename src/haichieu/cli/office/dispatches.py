"""``haichieu dispatches``: letters of the office."""

from pathlib import Path

import click
from django.conf import settings

from haichieu.base.clock import now
from haichieu.cli.progress import Progress
from haichieu.cli.speaking import by_option, one_sentence, say_rows
from haichieu.dispatches.actions import Intake, Receipt, receive_file, refresh_search_words
from haichieu.dispatches.models import Dispatch
from haichieu.dispatches.queries import dispatches
from haichieu.dispatches.rules import letter_sign
from haichieu.text.errors import UnreadableFile
from haichieu.text.limited import OnPage, Readers
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
    with Readers() as readers, Progress(len(files)) as progress:
        for file in files:
            with progress.reading(file.name) as on_page:
                lines = _add_one(file, unit, by, readers, on_page)
            for line, ok in lines:
                click.echo(line, err=not ok)
                refused += not ok
    if refused:
        raise SystemExit(1)


def _add_one(
    file: Path, unit: Unit, by: Person | None, readers: Readers, on_page: OnPage
) -> list[tuple[str, bool]]:
    try:
        if file.stat().st_size > settings.MAX_UPLOAD_BYTES:
            limit = settings.MAX_UPLOAD_BYTES // 1024 // 1024
            return [(f"{file.name}: tệp lớn hơn {limit} MB nên không nhận.", False)]
        data = file.read_bytes()
    except OSError:
        return [(f"{file.name}: không mở được tệp, hãy kiểm tra đường dẫn và quyền đọc.", False)]
    try:
        receipts = receive_file(
            file.name, data, Intake(by, unit, now(), readers, patience=None, on_page=on_page)
        )
    except UnreadableFile as error:
        return [(f"{file.name}: {error}", False)]
    return [_line(receipt) for receipt in receipts]


def _line(receipt: Receipt) -> tuple[str, bool]:
    dispatch = receipt.dispatch
    if receipt.said:
        return f"{receipt.name}: {receipt.said}", True
    if dispatch.set_aside:
        kept = f"Tệp được giữ ở mục “Để riêng” (số {dispatch.pk})."
        return f"{receipt.name}: {dispatch.set_aside} {kept}", False
    known = "" if receipt.is_new else " (đã có từ trước)"
    sign = letter_sign(dispatch.number, dispatch.symbol)
    return f"{receipt.name}: {dispatch.kind or 'văn bản'} {sign}, số {dispatch.pk}{known}.", True


@command.command("refresh-search")
@by_option
@one_sentence
def refresh_search(by: Person | None) -> None:
    """Làm lại từ khóa tìm kiếm của văn bản và việc đã lưu, theo quy tắc hiện nay.

    Nên chạy một lần sau khi nâng cấp từ bản cũ; dừng giữa chừng rồi chạy lại cũng được. Bản đọc không đổi, tên người
    dân và đoàn viên vẫn được viết tắt.
    """
    with Progress(1) as progress:
        changed = refresh_search_words(by=by, at=now(), on_done=progress.counting("Đang làm lại từ khóa"))
    click.echo(f"Đã làm lại từ khóa tìm kiếm; {changed} mục thay đổi.")


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
    waits = dispatch.waits_since is not None and not dispatch.kind
    waiting = f"đang đọc {dispatch.pages_done}/{dispatch.pages_total} trang" if waits else "chờ xác nhận"
    confirmed = "đã xác nhận" if dispatch.confirmed_at else waiting
    aside = "đã ghi trạng thái" if dispatch.attached_to_id else "để riêng"
    received = aside if dispatch.set_aside else confirmed
    return {
        "id": dispatch.pk,
        "symbol": letter_sign(dispatch.number, dispatch.symbol),
        "date": dispatch.date,
        "subject": dispatch.subject or dispatch.file_name,
        "state": f"bản chép của số {dispatch.copy_of_id}" if dispatch.copy_of_id else received,
    }
