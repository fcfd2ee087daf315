"""The letters that files hold, read in limited processes: an archive or a mail part by part, a bundle one by one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from haichieu.cli.progress import Progress
from haichieu.dispatches.rules import Reading, letters_in, read_dispatch
from haichieu.text.errors import UnreadableFile
from haichieu.text.file_text import FileText, file_bytes
from haichieu.text.limited import OnPage, Readers
from haichieu.text.packages import Part, may_be_package


@dataclass(frozen=True, slots=True)
class Found:
    """One letter, or why there is none."""

    #: path of the file, with the name of the part for archives and mails, and the letter's number for several
    path: str
    file_text: FileText | None = None
    reading: Reading | None = None
    error: UnreadableFile | None = None

    @property
    def name(self) -> str:
        """The path without its folders."""
        return Path(self.path).name


def found_letters(path: Path, readers: Readers, progress: Progress) -> Iterator[Found]:
    """The letters of one file in its order; a file or a part that cannot be read is found with its error."""
    try:
        with progress.reading(path.name) as on_page:
            found = list(letters_of(file_bytes(path), path, readers, on_page=on_page))
    except UnreadableFile as error:
        found = [Found(str(path), error=error)]
    yield from found


def letters_of(
    data: bytes, path: Path, readers: Readers, *, on_page: OnPage | None = None
) -> Iterator[Found]:
    """The letters of a file in memory.

    Raises
    ------
    UnreadableFile
        The file itself cannot be read; a part that cannot be is found with its error.
    """
    if may_be_package(data, path.name):
        try:
            package = readers.open_package(data, path.name)
        except UnreadableFile as error:
            if error.reason != "wrong_type":  # a letter that is no archive, whatever its name
                raise
        else:
            yield from _package_letters(path, package.parts, readers, on_page)
            return
    yield from _letters(str(path), readers.read(data, path.name, on_page=on_page))


def _letters(path: str, file_text: FileText) -> Iterator[Found]:
    letters = letters_in(file_text)
    for number, letter in enumerate(letters, start=1):
        name = f"{path}#{number}" if len(letters) > 1 else path
        yield Found(name, letter, read_dispatch(letter.text, doubtful=letter.doubtful))


def _package_letters(
    path: Path, parts: Iterable[Part], readers: Readers, on_page: OnPage | None
) -> Iterator[Found]:
    for part in parts:
        name = f"{path}/{part.name}"
        if part.reason is not None:
            yield Found(name, error=UnreadableFile(part.reason, reason="set_aside"))
            continue
        try:
            yield from _letters(name, readers.read(part.data, Path(part.name).name, on_page=on_page))
        except UnreadableFile as error:
            yield Found(name, error=error)
