"""`haichieu exchange`: a letter as Akoma Ntoso, edXML or calendar, and files of other offices as readings."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import click
import orjson

from haichieu.cli.found_letters import found_letters, letters_of
from haichieu.cli.main import load_office
from haichieu.cli.progress import Progress
from haichieu.dispatches import exchange as door
from haichieu.dispatches.rules import Reading, read_dispatch
from haichieu.text.errors import UnreadableFile
from haichieu.text.limited import Readers
from haichieu.text.privacy import mask_private_names

T = TypeVar("T")
#: command that needs the office's database → entry name of its module, and one line for the help page
_OFFICE = {"status": ("exchange_status", "Báo trạng thái của văn bản, hoặc ghi nhận tin trạng thái.")}
_FORMATS = {"akn": ".akn.xml", "edxml": ".edxml", "ics": ".ics"}


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the person at the terminal asked for."""

    path: Path
    received: date
    todo: bool
    keep_names: bool
    sender: str | None
    receivers: tuple[str, ...]
    letter: int | None
    at: datetime


class _Exchange(click.Group):
    """Files alone need no office; statuses are kept in its register, so that command loads only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*self.commands, *_OFFICE])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return (
            load_office(_OFFICE[cmd_name][0]) if cmd_name in _OFFICE else super().get_command(ctx, cmd_name)
        )

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        told = {name: each.get_short_help_str(limit=90) for name, each in self.commands.items()}
        told |= {name: words for name, (_, words) in _OFFICE.items()}
        with formatter.section("Lệnh"):
            formatter.write_dl(sorted(told.items()))


@click.group(cls=_Exchange, short_help="Xuất, nhập văn bản: Akoma Ntoso, edXML, lịch iCalendar.")
def command() -> None:
    """Trao đổi văn bản với phần mềm khác."""


@command.command("export", short_help="Xuất một văn bản sang akn, edxml hoặc ics.")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--to", "target", type=click.Choice(list(_FORMATS)), required=True, help="Định dạng xuất.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Tệp ghi ra; mặc định cạnh FILE.")
@click.option(
    "--received", type=click.DateTime(["%Y-%m-%d"]), help="Ngày nhận văn bản (ics); mặc định hôm nay."
)
@click.option("--todo", is_flag=True, help="Ghi thành việc cần làm thay cho sự kiện (ics).")
@click.option("--keep-names", is_flag=True, help="Giữ nguyên tên người không giữ chức vụ (akn, edxml).")
@click.option("--letter", type=click.IntRange(1), help="Văn bản thứ mấy, khi tệp gồm nhiều văn bản.")
@click.option("--from", "sender", metavar="MÃ", help="Mã định danh nơi gửi (edxml).")
@click.option(
    "--receiver",
    "receivers",
    metavar="MÃ",
    multiple=True,
    help="Mã định danh nơi nhận (edxml), lặp lại được.",
)
def export(path: Path, target: str, output: Path | None, received: datetime | None, **options: Any) -> None:
    """Xuất FILE (văn bản, hoặc .json do `haichieu read --json` in ra và đã được sửa).

    Lịch chỉ có việc đã biết ngày; việc chạm giới hạn của phần mềm không có trong lịch.
    """
    now = datetime.now(door.HANOI)
    wish = _Wish(path=path, received=received.date() if received else now.date(), at=now, **options)
    written = _said(lambda: _WRITERS[target](wish))
    to = output or path.with_name(path.stem + _FORMATS[target])
    _said(lambda: to.write_bytes(written))
    click.echo(f"Đã ghi {to.name}.")


@command.command("import", short_help="Đọc gói tin edXML hoặc tệp Akoma Ntoso.")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--save", "folder", type=click.Path(path_type=Path), help="Thư mục lưu các tệp đính kèm (edxml)."
)
def import_(path: Path, folder: Path | None) -> None:
    """In FILE thành một dòng JSON như `haichieu read --json`; --save lưu các tệp đính kèm."""
    values = _said(lambda: _imported(path, folder))
    click.echo(orjson.dumps({"file": str(path), **values}).decode())


def _said(act: Callable[[], T]) -> T:
    """Do it, or say in one sentence why not."""
    try:
        return act()
    except (UnreadableFile, door.ExchangeError) as error:
        click.echo(f"Lỗi: {error}", err=True)
    except OSError as error:
        click.echo(
            f"Lỗi: không đọc hoặc ghi được tệp {error.filename or ''}; hãy kiểm tra đường dẫn và quyền.",
            err=True,
        )
    sys.exit(1)


def _write_akn(wish: _Wish) -> bytes:
    values = _reading(wish)
    shown = values if wish.keep_names else door.masked_reading(values)
    return door.write_akoma_ntoso(shown, made=wish.at.date())


def _write_ics(wish: _Wish) -> bytes:
    entries = door.calendar_entries(_reading(wish), received=wish.received)
    if not entries:
        raise door.ExchangeError("Văn bản không có việc nào có hạn để đưa vào lịch.")
    # What is due on the very day of receipt is still to be done.
    after = wish.received - timedelta(days=1)
    left_out = [entry for entry in entries if door.next_due(entry.schedule, after, door.VIETNAM) is None]
    if len(left_out) == len(entries):
        raise door.ExchangeError(
            f"Không việc nào có hạn từ ngày nhận {wish.received:%d/%m/%Y} trở đi; hãy xem lại --received."
        )
    if left_out:
        click.echo(
            f"{len(left_out)} việc không có trong lịch: hạn trước ngày nhận {wish.received:%d/%m/%Y}"
            " hoặc chưa tính được ngày.",
            err=True,
        )
    return door.write_calendar(
        entries,
        name="Hạn xử lý văn bản",
        after=after,
        stamp=wish.at,
        calendar=door.VIETNAM,
        todo=wish.todo,
    )


def _write_edxml(wish: _Wish) -> bytes:
    if wish.sender is None or not wish.receivers:
        raise door.ExchangeError("Gói tin edXML cần --from và --receiver: mã định danh nơi gửi và nơi nhận.")
    values = _reading(wish)
    shown: Callable[[str], str] = str if wish.keep_names else mask_private_names
    # The letter itself goes along as it was written; what registers show of it does not name private people.
    message = door.message_of_reading(
        {
            **values,
            "subject": shown(values.get("subject") or ""),
            "recipients": [shown(place) for place in values.get("recipients") or ()],
        },
        files=[(shown(wish.path.name), wish.path.read_bytes())],
        sender=door.Organisation(wish.sender, name=values.get("issuer") or ""),
        receivers=[door.Organisation(code) for code in wish.receivers],
        at=wish.at,
    )
    return door.write_edxml(message)


_WRITERS: Mapping[str, Callable[[_Wish], bytes]] = {
    "akn": _write_akn,
    "edxml": _write_edxml,
    "ics": _write_ics,
}


def _reading(wish: _Wish) -> dict[str, Any]:
    """A reading that was kept as JSON, or the reading of a letter."""
    if wish.path.suffix.lower() == ".json":
        return _kept_reading(wish.path)
    letters = _letters(wish.path)
    if wish.letter is None and len(letters) > 1:
        raise door.ExchangeError(
            f"Tệp gồm {len(letters)} văn bản; hãy chọn một bằng --letter 1 đến {len(letters)}."
        )
    if wish.letter is not None and wish.letter > len(letters):
        raise door.ExchangeError(f"Tệp chỉ có {len(letters)} văn bản; hãy chọn lại --letter.")
    return letters[(wish.letter or 1) - 1].to_dict()


def _letters(path: Path) -> list[Reading]:
    """The letters of a file; of an archive or mail those that can be read, when there is one."""
    with Readers() as readers, Progress(1) as progress:
        found = list(found_letters(path, readers, progress))
    readings = [one.reading for one in found if one.reading is not None]
    if not readings:
        raise next(one.error for one in found if one.error is not None)
    return readings


def _kept_reading(path: Path) -> dict[str, Any]:
    try:
        values = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError:
        raise door.ExchangeError("Tệp JSON hỏng; hãy dùng tệp do haichieu read --json in ra.") from None
    if not isinstance(values, dict) or not isinstance(values.get("text"), str):
        raise door.ExchangeError(
            "Tệp JSON không phải bản đọc văn bản; hãy dùng tệp do haichieu read --json in ra."
        )
    return {key: value for key, value in values.items() if key != "file"}


def _imported(path: Path, folder: Path | None) -> dict[str, Any]:
    data = path.read_bytes()
    if b"akomaNtoso" in data[:4096]:
        letter = door.read_akoma_ntoso(data)
        values = letter.values or read_dispatch(letter.text).to_dict()
        return {**values, "warnings": [*letter.warnings, *(values.get("warnings") or ())]}
    message = door.read_edxml(data)
    if isinstance(message, door.EdxmlStatus):
        return _status(message)
    saved = _saved(message.attachments, folder) if folder else []
    values = door.reading_of_message(message, _carried_letter(message))
    return {
        **values,
        "document_id": message.document_id,
        "purpose": message.purpose,
        "due": message.due.isoformat() if message.due else None,
        "attachments": [file.name for file in message.attachments],
        "saved": saved,
        "receivers": [receiver.code for receiver in message.receivers],
        "warnings": [*message.warnings, *(values.get("warnings") or ())],
    }


def _carried_letter(message: door.EdxmlMessage) -> dict[str, Any] | None:
    """The reading of the letter among the files of a message: the one of its number, else the first that is read."""
    readings = []
    with Readers() as readers:
        for file in message.attachments:
            try:
                found = list(letters_of(file.data, Path(file.name), readers))
            except UnreadableFile:
                continue
            readings += [one.reading.to_dict() for one in found if one.reading is not None]
    return next(
        (values for values in readings if values["number"] == message.number), next(iter(readings), None)
    )


def _status(status: door.EdxmlStatus) -> dict[str, Any]:
    return {
        "status": status.code,
        "meaning": status.sentence,
        "description": status.description,
        "at": status.at.isoformat(),
        "from": status.sender.code,
        "response_for": status.response_for.document_id or status.response_for.sign,
    }


def _saved(files: tuple[door.Attachment, ...], folder: Path) -> list[str]:
    """Write the files; one that is there already is never written over."""
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for file in files:
        path = _free_path(folder, file.name)
        path.write_bytes(file.data)
        names.append(path.name)
    return names


def _free_path(folder: Path, name: str) -> Path:
    path, turn = folder / name, 2
    while path.exists():
        path = folder / f"{Path(name).stem} ({turn}){Path(name).suffix}"
        turn += 1
    return path
