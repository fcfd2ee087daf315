"""``haichieu exchange status``: give or keep the status of a letter, in the register where the letter is stored."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click
from django.db import OperationalError, ProgrammingError

from haichieu.base.clock import now
from haichieu.cli.speaking import by_option, one_sentence
from haichieu.dispatches import exchange as door
from haichieu.dispatches.actions import GIVEN_CODES, give_status, receive_status, status_word
from haichieu.dispatches.errors import CannotExchange, LetterNotNamed
from haichieu.dispatches.models import Dispatch, StatusFact
from haichieu.dispatches.queries import issuer_code, letters_called, letters_named, message_of
from haichieu.dispatches.rules import letter_name, letter_sign
from haichieu.text.file_text import file_bytes
from haichieu.units.models import Person
from haichieu.units.queries import unit_by_code

_RECEIVED = (
    "Tệp này là tin trạng thái nhận được: hãy bỏ --code để ghi tin vào sổ,"
    " hoặc nêu số và ký hiệu của văn bản để báo trạng thái đi."
)
_NEEDED = "Hãy nêu trạng thái bằng --code và mã định danh của đơn vị mình bằng --from."


@click.command("status")
@click.argument("letter", metavar="FILE|VĂN_BẢN")
@click.option("--code", type=click.Choice(GIVEN_CODES), help="Mã trạng thái báo đi.")
@click.option("--note", default="", help="Lời kèm theo; từ chối (02) thì cần nêu lý do.")
@click.option("--from", "sender", metavar="MÃ", default="", help="Mã định danh của đơn vị mình.")
@click.option("--to", "issuer", metavar="MÃ", default="", help="Mã định danh nơi đã gửi văn bản.")
@click.option(
    "--unit", "unit_code", default="", help="Mã đơn vị có văn bản trong sổ, khi nhiều đơn vị cùng có."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Tệp ghi ra; mặc định trang-thai-MÃ-SỐ.edxml; tệp đã có thì không bị ghi đè.",
)
@by_option
@one_sentence
def command(
    letter: str, code: str | None, unit_code: str, output: Path | None, by: Person | None, **words: str
) -> None:
    """Báo trạng thái của một văn bản, hoặc ghi nhận tin trạng thái nhận được.

    Văn bản là gói tin edXML đã nhận (FILE), hoặc số trong sổ, hoặc số và ký hiệu (301/LĐLĐ). Văn bản có trong sổ thì
    trạng thái được ghi vào sổ. FILE là tin trạng thái thì tin đó được ghi vào văn bản mà nó nêu.
    """
    unit = unit_by_code(unit_code).pk if unit_code else None
    data = file_bytes(Path(letter)) if Path(letter).is_file() else None
    message = _message(data) if data is not None else None
    if data is not None and isinstance(message, door.EdxmlStatus):
        if code is not None:
            raise CannotExchange(_RECEIVED)
        _keep_received(data, message, unit, by)
        return
    if code is None or not words["sender"]:
        raise CannotExchange(_NEEDED)
    reference = _reference(message) if message is not None else None
    held = _held(reference, unit) if reference else _called(letter, unit)
    if len(held) > 1:
        raise CannotExchange(f"Có {len(held)} văn bản như thế; hãy chọn bằng --unit hoặc bằng số trong sổ.")
    if held:
        sign = letter_sign(held[0].number, held[0].symbol) or str(held[0].pk)
        _give(held[0], code, words, reference, output or _default_name(code, sign), by)
    elif reference is not None:
        _write_only(reference, code, words, output or _default_name(code, reference.sign))
    else:
        raise CannotExchange(f"Trong sổ không có văn bản “{letter}”, và không có tệp nào tên như vậy.")


def _message(data: bytes) -> door.EdxmlMessage | door.EdxmlStatus:
    try:
        return door.read_edxml(data)
    except door.ExchangeError as error:
        raise CannotExchange(str(error)) from None


def _reference(message: door.EdxmlMessage | door.EdxmlStatus) -> door.Reference:
    if isinstance(message, door.EdxmlStatus):
        return message.response_for
    sign = f"{message.number}/{message.notation}"
    return door.Reference(message.sender.code, sign, message.issued, message.document_id)


def _keep_received(data: bytes, status: door.EdxmlStatus, unit: int | None, by: Person | None) -> None:
    held = letters_named(status.response_for, unit_id=unit)
    if len(held) != 1:
        found = f"có {len(held)} văn bản như thế; hãy chọn bằng --unit" if held else "không có văn bản đó"
        sign = status.response_for.sign or "không rõ số"
        raise LetterNotNamed(f"Tin trạng thái nói về văn bản {sign}; trong sổ {found}.")
    fact, is_new = receive_status(by=by, unit=held[0].unit, data=data, status=status, at=now())
    kept = "Đã ghi" if is_new else "Đã có từ trước"
    click.echo(f"{kept}: {status_word(fact.code)}, ở {_shown(fact.dispatch)}.")


def _held(reference: door.Reference, unit: int | None) -> list[Dispatch]:
    """Letters of the register; none where there is no register yet."""
    try:
        return letters_named(reference, unit_id=unit)
    except (OperationalError, ProgrammingError):
        return []


def _called(letter: str, unit: int | None) -> list[Dispatch]:
    return letters_called(letter, units=None if unit is None else [unit])


def _give(
    held: Dispatch,
    code: str,
    words: dict[str, str],
    reference: door.Reference | None,
    to: Path,
    by: Person | None,
) -> None:
    known = reference.organisation if reference else issuer_code(held, message_of(held))
    values = {**words, "issuer": words["issuer"] or known}
    # What is kept cannot be taken back, so the place of the output comes first.
    with _new_file(to) as out:
        fact = give_status(by=by, dispatch=held, code=code, at=now(), **values)
        out.write(_message_of(fact))
    click.echo(f"Đã ghi {to.name}, và ghi “{status_word(code)}” ở {_shown(held)}.")


def _message_of(fact: StatusFact) -> bytes:
    try:
        with fact.file.open("rb") as stored:
            data: bytes = stored.read()
    except FileNotFoundError:
        raise CannotExchange("Tin trạng thái không còn trong kho lưu trữ.") from None
    return data


def _write_only(reference: door.Reference, code: str, words: dict[str, str], to: Path) -> None:
    if code == "02" and not words["note"].strip():
        raise CannotExchange("Từ chối tiếp nhận cần nêu lý do.")
    status = door.EdxmlStatus(reference, door.Organisation(words["sender"]), code, now(), words["note"])
    try:
        data = door.write_edxml_status(status)
    except door.ExchangeError as error:
        raise CannotExchange(str(error)) from None
    with _new_file(to) as out:
        out.write(data)
    click.echo(f"Đã ghi {to.name}; văn bản này không có trong sổ nên trạng thái không được lưu.")


@contextmanager
def _new_file(to: Path) -> Iterator[BinaryIO]:
    """A file that was not there; it is gone again when what should be written into it fails."""
    done = False
    try:
        with to.open("xb") as out:
            try:
                yield out
                out.flush()
                done = True
            finally:
                if not done:
                    to.unlink()
    except FileExistsError:
        raise CannotExchange(f"Tệp {to.name} đã có và không bị ghi đè; hãy chọn tên khác bằng -o.") from None
    except OSError:
        raise CannotExchange(f"Không ghi được tệp {to}; hãy kiểm tra đường dẫn và quyền.") from None


def _default_name(code: str, sign: str) -> Path:
    number = re.sub(r"[^\w-]+", "-", sign)[:60].strip("-")
    return Path(f"trang-thai-{code}-{number}.edxml")


def _shown(letter: Dispatch) -> str:
    name = letter_name(letter.kind, letter.number, letter.symbol, file_name=letter.file_name)
    return f"{name} (số {letter.pk})"
