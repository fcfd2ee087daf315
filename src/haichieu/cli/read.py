"""`haichieu read FILE…`: the reading of each letter, for people or as JSON."""

import sys
from pathlib import Path

import click
import orjson

from haichieu.cli.found_letters import Found, found_letters
from haichieu.cli.progress import Progress
from haichieu.cli.reading_summary import reading_summary
from haichieu.dispatches.rules import Reading
from haichieu.text.errors import UnreadableFile
from haichieu.text.file_text import FileText
from haichieu.text.limited import Readers


@click.command("read", short_help="Đọc văn bản: số, ngày, trích yếu, nhiệm vụ, hạn, người ký.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="In mỗi văn bản một dòng JSON.")
def command(files: tuple[Path, ...], as_json: bool) -> None:
    """Đọc từng FILE (Word, PDF, ảnh chụp, văn bản thuần, thư .eml, tệp nén .zip) và in những gì đọc được.

    Tệp hỏng được báo bằng một câu; các tệp khác vẫn được đọc và mã thoát là 1.
    """
    failed = False
    with Readers() as readers, Progress(len(files)) as progress:
        for path in files:
            for found in found_letters(path, readers, progress):
                failed |= found.error is not None
                _say(found, as_json)
    if failed:
        sys.exit(1)


def _say(found: Found, as_json: bool) -> None:
    if found.error is not None:
        _say_error(found, found.error, as_json)
    elif found.file_text is not None and found.reading is not None:
        if as_json:
            _say_json(found.path, found.file_text, found.reading)
        else:
            click.echo("\n".join(reading_summary(found.name, found.file_text, found.reading)) + "\n")


def _say_error(found: Found, error: UnreadableFile, as_json: bool) -> None:
    if as_json:
        click.echo(orjson.dumps({"file": found.path, "error": str(error), "reason": error.reason}).decode())
    click.echo(f"{found.name}: {error}", err=True)


def _say_json(path: str, file_text: FileText, reading: Reading) -> None:
    entry = reading.to_dict()
    entry["warnings"] = [*file_text.warnings, *entry["warnings"]]
    click.echo(orjson.dumps({"file": path, **entry}).decode())
