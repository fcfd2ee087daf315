"""`haichieu read FILE…`: the reading of each letter, for people or as JSON."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click
import orjson

from haichieu.dispatches.rules import Reading, read_dispatch
from haichieu.text.errors import UnreadableFile
from haichieu.text.files import FileText, read_file

#: From so many files on a progress bar is drawn, if a person is watching.
_MANY = 5
_KINDS = {"task": "việc có hạn", "standing": "việc thường xuyên", "acknowledgement": "tiếp nhận"}
_EMPTY = "–"


@click.command(short_help="Đọc văn bản: số, ngày, trích yếu, nhiệm vụ, hạn, người ký.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="In mỗi tệp một dòng JSON.")
def read(files: tuple[Path, ...], as_json: bool) -> None:
    """Đọc từng FILE (.txt, .md, .docx, .pdf có lớp chữ) và in những gì đọc được.

    Tệp hỏng được báo bằng một câu; các tệp khác vẫn được đọc và mã thoát là 1.
    """
    failed = False
    for path in _watched(files):
        try:
            file_text = read_file(path)
        except UnreadableFile as error:
            failed = True
            _say_error(path, error, as_json)
            continue
        reading = read_dispatch(file_text.text)
        if as_json:
            _say_json(path, file_text, reading)
        else:
            click.echo("\n".join(_summary(path, file_text, reading)) + "\n")
    if failed:
        sys.exit(1)


def _watched(files: tuple[Path, ...]) -> Iterator[Path]:
    """The files one by one, with a bar on the terminal when there are many."""
    with ExitStack() as stack:
        paths: Any = files
        if len(files) >= _MANY and sys.stderr.isatty() and not sys.stdout.isatty():
            paths = stack.enter_context(click.progressbar(files, label="Đang đọc", file=sys.stderr))
        yield from paths


def _say_error(path: Path, error: UnreadableFile, as_json: bool) -> None:
    if as_json:
        click.echo(orjson.dumps({"file": str(path), "error": str(error), "reason": error.reason}).decode())
    click.echo(f"{path.name}: {error}", err=True)


def _say_json(path: Path, file_text: FileText, reading: Reading) -> None:
    entry = reading.to_dict()
    entry["warnings"] = [*file_text.warnings, *entry["warnings"]]
    click.echo(orjson.dumps({"file": str(path), **entry}).decode())


def _summary(path: Path, file_text: FileText, reading: Reading) -> Iterator[str]:
    number = f"{reading.number or '(trống)'} / {reading.symbol or _EMPTY}"
    signer = " ".join(part for part in (reading.signer[k] for k in ("authority", "title", "name")) if part)
    yield click.style(path.name, bold=True)
    for label, value in (
        ("Loại", reading.kind),
        ("Cơ quan", reading.issuer),
        ("Số, ký hiệu", number),
        ("Nơi, ngày", ", ".join(part for part in (reading.place, reading.date) if part)),
        ("Trích yếu", reading.subject),
        ("Kính gửi", "; ".join(reading.addressees)),
        ("Người ký", signer),
        ("Nơi nhận", "; ".join(reading.recipients)),
    ):
        yield f"  {label + ':':<13}{value or _EMPTY}"
    yield from _cited(reading)
    yield from _obligations(reading)
    yield from _marked(reading)
    for warning in (*file_text.warnings, *reading.warnings):
        yield f"  ! {warning}"


def _cited(reading: Reading) -> Iterator[str]:
    if reading.citations:
        yield f"  Văn bản dẫn chiếu ({len(reading.citations)}):"
    for citation in reading.citations:
        yield f"    - {citation['text']}"


def _obligations(reading: Reading) -> Iterator[str]:
    yield f"  Nhiệm vụ ({len(reading.obligations)}):"
    for place, item in enumerate(reading.obligations, 1):
        yield f"    ({place}) {_shortened(item['text'])}"
        details = [_KINDS[item["kind"]], "; ".join(item["actors"]) or None]
        details += [f"hạn: {item['deadline']['text']}" if item["deadline"] else None]
        details += [f"báo cáo về: {item['report_to']}" if item["report_to"] else None]
        details += ["không thành nhiệm vụ" if item["boundary"] else None]
        yield "       " + " · ".join(detail for detail in details if detail)


def _marked(reading: Reading) -> Iterator[str]:
    if reading.boundaries:
        yield f"  Câu được đánh dấu, không thành nhiệm vụ ({len(reading.boundaries)}):"
    for mark in reading.boundaries:
        yield f"    - [{mark['boundary']}] {_shortened(reading.text[mark['start'] : mark['end']])}"
        yield f"      {mark['sentence']}"


def _shortened(text: str, width: int = 160) -> str:
    words = " ".join(text.split())
    return words if len(words) <= width else words[: width - 1].rstrip() + "…"
