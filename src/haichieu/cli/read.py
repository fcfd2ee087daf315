"""`haichieu read FILE…`: the reading of each letter, for people or as JSON."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import orjson

from haichieu.cli.progress import Progress
from haichieu.cli.reading_summary import reading_summary
from haichieu.dispatches.rules import Reading, letters_in, read_dispatch
from haichieu.text.errors import UnreadableFile
from haichieu.text.file_text import FileText, file_bytes
from haichieu.text.limited import OnPage, Readers
from haichieu.text.packages import PACKAGE_SUFFIXES, Part


@click.command(short_help="Đọc văn bản: số, ngày, trích yếu, nhiệm vụ, hạn, người ký.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="In mỗi văn bản một dòng JSON.")
def read(files: tuple[Path, ...], as_json: bool) -> None:
    """Đọc từng FILE (Word, PDF, ảnh chụp, văn bản thuần, thư .eml, tệp nén .zip) và in những gì đọc được.

    Tệp hỏng được báo bằng một câu; các tệp khác vẫn được đọc và mã thoát là 1.
    """
    failed = False
    with Readers() as readers, Progress(len(files)) as progress:
        for path in files:
            for found in _found(path, readers, progress):
                failed |= found.error is not None
                _say(found, as_json)
    if failed:
        sys.exit(1)


@dataclass(frozen=True, slots=True)
class _Found:
    """One letter, or why there is none."""

    #: path of the file, with the name of the part for archives and mails
    path: str
    file_text: FileText | None = None
    reading: Reading | None = None
    error: UnreadableFile | None = None

    @property
    def name(self) -> str:
        return Path(self.path).name


def _found(path: Path, readers: Readers, progress: Progress) -> Iterator[_Found]:
    """The letters of one file, those of an archive or a mail part by part."""
    try:
        with progress.reading(path.name) as on_page:
            if path.suffix.lower() not in PACKAGE_SUFFIXES:
                parts: Iterable[_Found] = _letters(str(path), readers.read_file(path, on_page=on_page))
            else:
                package = readers.open_package(file_bytes(path), path.name)
                parts = _package_letters(path, package.parts, readers, on_page)
            found = list(parts)
    except UnreadableFile as error:
        found = [_Found(str(path), error=error)]
    yield from found


def _letters(path: str, file_text: FileText) -> Iterator[_Found]:
    letters = letters_in(file_text)
    for number, letter in enumerate(letters, start=1):
        name = f"{path}#{number}" if len(letters) > 1 else path
        yield _Found(name, letter, read_dispatch(letter.text, doubtful=letter.doubtful))


def _package_letters(
    path: Path, parts: Iterable[Part], readers: Readers, on_page: OnPage
) -> Iterator[_Found]:
    for part in parts:
        name = f"{path}/{part.name}"
        if part.reason is not None:
            yield _Found(name, error=UnreadableFile(part.reason, reason="set_aside"))
            continue
        try:
            yield from _letters(name, readers.read(part.data, Path(part.name).name, on_page=on_page))
        except UnreadableFile as error:
            yield _Found(name, error=error)


def _say(found: _Found, as_json: bool) -> None:
    if found.error is not None:
        _say_error(found, found.error, as_json)
    elif found.file_text is not None and found.reading is not None:
        if as_json:
            _say_json(found.path, found.file_text, found.reading)
        else:
            click.echo("\n".join(reading_summary(found.name, found.file_text, found.reading)) + "\n")


def _say_error(found: _Found, error: UnreadableFile, as_json: bool) -> None:
    if as_json:
        click.echo(orjson.dumps({"file": found.path, "error": str(error), "reason": error.reason}).decode())
    click.echo(f"{found.name}: {error}", err=True)


def _say_json(path: str, file_text: FileText, reading: Reading) -> None:
    entry = reading.to_dict()
    entry["warnings"] = [*file_text.warnings, *entry["warnings"]]
    click.echo(orjson.dumps({"file": path, **entry}).decode())
