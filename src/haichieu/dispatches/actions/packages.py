"""Files that hold files: an archive or a mail becomes one dispatch for each letter in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import PurePath
from textwrap import shorten

from django.utils.timezone import localdate

from haichieu.dispatches.actions.exchange_files import status_in
from haichieu.dispatches.actions.letters import Origin, store_file
from haichieu.dispatches.actions.machine_readings import set_file_aside
from haichieu.dispatches.actions.receiving import PATIENCE, add_dispatch
from haichieu.dispatches.actions.statuses import receive_status, status_word
from haichieu.dispatches.errors import LetterNotNamed
from haichieu.dispatches.models import Dispatch
from haichieu.dispatches.rules import letter_name
from haichieu.dispatches.rules.exchange.edxml.messages import EdxmlStatus
from haichieu.dispatches.rules.exchange.recognise import exchange_kind, may_be_status
from haichieu.text.errors import UnreadableFile
from haichieu.text.file_text import MAX_BYTES, refuse_large
from haichieu.text.file_type import kind_of
from haichieu.text.limited import OnPage, Package, Readers
from haichieu.text.mail_sender import without_addresses
from haichieu.text.packages import Part, may_be_package
from haichieu.units.models import Person, Unit
from haichieu.units.queries import require

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8")
#: A smaller picture beside the letters is a logo or a signature: named nowhere.
_LOGO_BYTES = 20_000
#: Most signs of a name and of a reason inside the sentence about a package.
_LONGEST_NAME, _LONGEST_REASON = 80, 150


@dataclass(frozen=True, slots=True)
class Receipt:
    """One letter that came of a file."""

    #: name of the file; for what came in an archive or mail, the package's name first
    name: str
    dispatch: Dispatch
    #: false when the unit had the same bytes before
    is_new: bool
    #: what the file said about that letter, where it was no letter itself
    said: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """Who takes in for whom, when, and how long it may take (see :func:`add_dispatch`)."""

    by: Person | None
    unit: Unit
    at: datetime
    readers: Readers
    max_bytes: int = MAX_BYTES
    patience: float | None = PATIENCE
    on_page: OnPage | None = None

    def add(self, name: str, data: bytes, origin: Origin) -> tuple[Dispatch, bool]:
        """Take one file in that holds no others."""
        return add_dispatch(
            by=self.by,
            unit=self.unit,
            file_name=name,
            data=data,
            at=self.at,
            readers=self.readers,
            max_bytes=self.max_bytes,
            patience=self.patience,
            on_page=self.on_page,
            origin=origin,
        )

    def set_aside(self, name: str, data: bytes, sentence: str, *, is_status: bool = False) -> Receipt:
        """Keep a package itself, or a status that names no letter, with what a person should know of it."""
        stored = store_file(
            by=self.by,
            unit=self.unit,
            file_name=name,
            data=data,
            origin=Origin(),
            at=self.at,
            read_after=timedelta(days=1),
        )
        if stored.is_new:
            set_file_aside(stored.dispatch.pk, sentence, is_status=is_status, at=self.at)
            stored.dispatch.refresh_from_db()
        return Receipt(name, stored.dispatch, stored.is_new)


def receive_file(name: str, data: bytes, intake: Intake) -> tuple[Receipt, ...]:
    """Take a file in: a letter, or an archive or mail with several.

    Each part of a package that can be read becomes a dispatch that says where it came from. A package with parts that
    cannot be read, or that cannot be opened, is itself kept and set aside, with the names of these parts.

    Raises :class:`~haichieu.text.errors.UnreadableFile` for a file that is too large.
    """
    require(intake.by, "add_dispatch", intake.unit.pk, on=localdate(intake.at))
    refuse_large(len(data), intake.max_bytes)
    if exchange_kind(data, name) or not may_be_package(data, name):
        return (_receive_one(name, name, data, Origin(), intake),)
    try:
        package = intake.readers.open_package(data, name, max_bytes=intake.max_bytes)
    except UnreadableFile as error:
        if error.reason == "wrong_type":  # a letter that is no archive, whatever its name
            return (Receipt(name, *intake.add(name, data, Origin())),)
        return (intake.set_aside(name, data, str(error)),)
    return _receive_parts(name, data, package, intake)


def _receive_parts(name: str, data: bytes, package: Package, intake: Intake) -> tuple[Receipt, ...]:
    aside = [part for part in package.parts if not _can_be_read(part)]
    receipts = []
    # What is said of a letter finds it when the letter is there.
    for part in sorted(package.parts, key=lambda part: may_be_status(part.data, part.name)):
        if not _can_be_read(part):
            continue
        origin = Origin(name, _origin_words(part, package.sender))
        try:
            receipts.append(
                _receive_one(f"{name} › {part.name}", PurePath(part.name).name, part.data, origin, intake)
            )
        except UnreadableFile as error:
            aside.append(replace(part, reason=str(error)))
    if told := [part for part in aside if not _is_logo(part)]:
        receipts.append(intake.set_aside(name, data, _aside_sentence(told)))
    return tuple(receipts)


def _can_be_read(part: Part) -> bool:
    """Packages name what the letter readers do not know; files of other e-offices are read here.

    Any other reason, such as a password, stays with its part.
    """
    if part.reason is None:
        return True
    if not part.data or not exchange_kind(part.data, part.name):
        return False
    try:
        kind_of(part.data, PurePath(part.name).name)
    except UnreadableFile as error:
        return str(error) == part.reason and error.reason == "unknown_kind"
    return False


def _receive_one(shown: str, name: str, data: bytes, origin: Origin, intake: Intake) -> Receipt:
    """One file that holds no others: a letter, or the status of one."""
    status = status_in(intake.readers, data, name, seconds=intake.patience or None)
    if status is None:
        return Receipt(shown, *intake.add(name, data, origin))
    try:
        fact, is_new = receive_status(by=intake.by, unit=intake.unit, data=data, status=status, at=intake.at)
    except LetterNotNamed as error:
        return replace(intake.set_aside(name, data, str(error), is_status=True), name=shown)
    return Receipt(shown, fact.dispatch, is_new, said=_status_said(status, fact.dispatch, is_new=is_new))


def _status_said(status: EdxmlStatus, letter: Dispatch, *, is_new: bool) -> str:
    said = f"trạng thái “{status_word(status.code)}” {'đã được ghi' if is_new else 'có từ trước'}"
    called = letter_name(letter.kind, letter.number, letter.symbol, file_name=letter.file_name)
    return f"{said} ở {called}."


def _origin_words(part: Part, sender: str) -> str:
    subject = f"“{without_addresses(part.subject)}”" if part.subject else ""
    return ", ".join(words for words in (subject, sender) if words)


def _is_logo(part: Part) -> bool:
    return 0 < len(part.data) < _LOGO_BYTES and part.data.startswith(_PICTURES)


def _aside_sentence(parts: Sequence[Part]) -> str:
    first = parts[0]
    others = f", và {len(parts) - 1} tệp khác" if len(parts) > 1 else ""
    reason = shorten(str(first.reason).rstrip("."), _LONGEST_REASON, placeholder="…")
    return f"Trong gói có tệp chưa đọc được: {_end_of(first.name)} ({reason}){others}."


def _end_of(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"…{name[-_LONGEST_NAME:]}"
