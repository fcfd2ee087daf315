"""edXML messages from other offices, which may be old, broken or hostile."""

import base64
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import cast
from xml.etree.ElementTree import Element

from haichieu.dispatches.rules.exchange.edxml.codes import code_list, read_day, read_document_id
from haichieu.dispatches.rules.exchange.edxml.messages import (
    HANOI,
    Attachment,
    EdxmlMessage,
    EdxmlStatus,
    Organisation,
    Purpose,
    Reference,
    Replacement,
    Signer,
    Staff,
    TraceStep,
)
from haichieu.dispatches.rules.exchange.edxml.unpacking import Budget, unpacked
from haichieu.dispatches.rules.exchange.edxml.writing import NAMESPACE
from haichieu.dispatches.rules.exchange.errors import ExchangeError
from haichieu.dispatches.rules.exchange.xml_input import MAX_BYTES, local_name, namespace, parse_xml
from haichieu.text.packages import PackageLimits

#: Namespaces that earlier systems wrote; what they hold is read as if it were the standard's.
_OLD = frozenset({"http://www.go.vn/eDoc", "http://www.e-doc.vn/Schema/"})
#: No e-office is older; a moment at the edge of the calendar could not even be turned to another zone.
_OLDEST_YEAR = 1990
#: As many files, and packed as tightly, as packages may have.
_LIMITS = PackageLimits()


def read_message(data: bytes, *, max_bytes: int = MAX_BYTES) -> EdxmlMessage | EdxmlStatus:
    """A letter or the status of one.

    Parameters
    ----------
    max_bytes:
        Largest file accepted, and largest attachment after unpacking; all attachments together may have twice as much.

    Raises
    ------
    ExchangeError
        With one Vietnamese sentence for a file that is hostile, of another format, or lacks what identifies it.

    >>> from datetime import date
    >>> from haichieu.dispatches.rules.exchange.edxml.writing import write_message
    >>> here, there = Organisation("H41.1"), Organisation("H41.2")
    >>> letter = EdxmlMessage(here, (there,), "12", "UBND-VX", date(2026, 11, 5), "V/v")
    >>> read_message(write_message(letter)) == letter
    True
    """
    root = parse_xml(data, max_bytes=max_bytes)
    converted = _checked_namespace(root)
    header = _find(root, "messageheader")
    status = _find(root, "status", "messagestatus")
    if header is None and status is not None:
        return _status(status)
    if header is None:
        raise ExchangeError("Tệp edXML không có phần MessageHeader; hãy đề nghị nơi gửi gửi lại.")
    return _message(root, header, converted, max_bytes)


def _checked_namespace(root: Element) -> bool:
    """Whether the file is of an older system; a file of neither is refused."""
    uri = namespace(root)
    if local_name(root) not in ("edxml", "edxmlenvelope"):
        raise ExchangeError("Tệp XML này không phải gói tin edXML theo QCVN 102:2016.")
    if uri != NAMESPACE and uri not in _OLD:
        raise ExchangeError(f"Gói tin edXML dùng không gian tên lạ “{uri}”; chỉ nhận theo QCVN 102:2016.")
    return uri in _OLD


def _message(root: Element, header: Element, converted: bool, max_bytes: int) -> EdxmlMessage:
    sender = _organisation(_find(header, "from"))
    document_id = read_document_id(_text(header, "documentid"))
    issued = read_day(_text(header, "promulgationinfo", "promulgationdate"))
    if issued is None and document_id is not None:
        issued = document_id.issued
    number, notation = _text(header, "code", "codenumber"), _text(header, "code", "codenotation")
    if not number and not notation and document_id:
        number, _, notation = document_id.sign.partition("/")
    if not sender.code or issued is None or not (number or notation):
        raise ExchangeError(
            "Gói tin edXML thiếu mã nơi gửi, số ký hiệu hoặc ngày ban hành; hãy đề nghị gửi lại."
        )
    other, business = _find(header, "otherinfo"), _find(root, "bussiness")
    attachments, missing = _attachments(root, max_bytes)
    kind = code_list("document_type").get(_text(header, "documenttype", "type"))
    return EdxmlMessage(
        sender=sender,
        receivers=tuple(_organisation(part) for part in _all(header, "to")),
        number=number,
        notation=notation,
        issued=issued,
        subject=_text(header, "subject"),
        place=_text(header, "promulgationinfo", "place"),
        kind=_text(header, "documenttype", "typename").lower() or kind or "công văn",
        content=_text(header, "content"),
        signer=_signer(_find(header, "signerinfo")),
        due=read_day(_text(header, "duedate")),
        to_places=tuple(filter(None, (_own(part) for part in _all(_find(header, "toplaces"), "place")))),
        priority=_code(_text(other, "priority"), "priority", 0),
        steering=_code(_text(header, "steeringtype"), "steering", 1),
        pages=_whole(_text(other, "pageamount")),
        copies=_whole(_text(other, "promulgationamount")),
        response_for=tuple(_reference(part) for part in _all(header, "responsefor")),
        attachments=attachments,
        trace=tuple(_steps(root)),
        purpose=_purpose(_text(business, "bussinessdoctype")),
        reason=_reason(business),
        about=_text(business, "documentid"),
        receiver_changes=tuple(_changes(business)),
        replacements=tuple(_replacements(business)),
        staff=_staff(_find(business, "staffinfo")),
        paper=_text(business, "paper") == "1",
        signed=_find(root, "signaturevalue") is not None,
        warnings=_warnings(converted, missing),
    )


def _warnings(converted: bool, missing: tuple[str, ...]) -> tuple[str, ...]:
    old = ("Gói tin dùng không gian tên cũ, đã đọc theo QCVN 102:2016.",) if converted else ()
    return (*old, *(f"Gói tin nêu tệp “{name}” nhưng không kèm tệp đó." for name in missing))


def _status(part: Element) -> EdxmlStatus:
    code = _text(part, "statuscode").zfill(2)
    if code not in code_list("status"):
        raise ExchangeError(f"Mã trạng thái “{code}” không có trong QCVN 102:2016.")
    at = _moment(_text(part, "timestamp"))
    answered = _find(part, "responsefor")
    if answered is None or at is None:
        raise ExchangeError("Gói tin trạng thái thiếu văn bản được trả lời hoặc thời điểm.")
    return EdxmlStatus(
        response_for=_reference(answered),
        sender=_organisation(_find(part, "from")),
        code=code,
        at=at,
        description=_text(part, "description"),
        staff=_staff(_find(part, "staffinfo")),
    )


def _organisation(part: Element | None) -> Organisation:
    names = (
        "organid",
        "organname",
        "organizationincharge",
        "organadd",
        "email",
        "telephone",
        "fax",
        "website",
    )
    return Organisation(*(_text(part, name) for name in names))


def _signer(part: Element | None) -> Signer:
    return Signer(*(_text(part, name) for name in ("competence", "position", "fullname")))


def _staff(part: Element | None) -> Staff:
    return Staff(*(_text(part, name) for name in ("department", "staff", "mobile", "email")))


def _reference(part: Element) -> Reference:
    sign, document_id = _text(part, "code"), _text(part, "documentid")
    known = read_document_id(document_id)
    issued = read_day(_text(part, "promulgationdate"))
    if known is not None:
        sign, issued = sign or known.sign, issued or known.issued
    return Reference(_text(part, "organid"), sign, issued, document_id)


def _steps(root: Element) -> Iterator[TraceStep]:
    for part in _all(_find(root, "traceheaderlist"), "traceheader"):
        at = _moment(_text(part, "timestamp"))
        if at is not None:
            yield TraceStep(_text(part, "organid"), at)


def _reason(business: Element | None) -> str:
    """What the writer puts where no reason is given is no reason."""
    reason = _text(business, "bussinessdocreason")
    return "" if reason in ("Văn bản điện tử mới", "Thu hồi", "Cập nhật", "Thay thế") else reason


def _changes(business: Element | None) -> Iterator[tuple[str, bool]]:
    for part in _all(_find(_find(business, "bussinessdocumentinfo"), "receiverlist"), "receiver"):
        yield _text(part, "organid"), _text(part, "receivertype") == "1"


def _replacements(business: Element | None) -> Iterator[Replacement]:
    for part in _all(_find(business, "replacementinfolist"), "replacementinfo"):
        holders = tuple(_own(code) for code in _all(_find(part, "organidlist"), "organid"))
        yield Replacement(_text(part, "documentid"), holders)


def _attachments(root: Element, max_bytes: int) -> tuple[tuple[Attachment, ...], tuple[str, ...]]:
    """The files, and the names of those announced but not there."""
    manifest = _all(_find(root, "edxmlmanifest"), "reference")
    parts = _all(_find(root, "attachmentencoded"), "attachment")
    if max(len(manifest), len(parts)) > _LIMITS.count:
        raise ExchangeError(
            f"Gói tin có hơn {_LIMITS.count} tệp đính kèm nên không được nhận; hãy đề nghị nơi gửi chia nhỏ."
        )
    announced = {_content_id(part): part for part in manifest}
    budget = Budget(each=max_bytes, total=2 * max_bytes, ratio=_LIMITS.ratio)
    found: dict[str, Attachment] = {}
    for place, part in enumerate(parts):
        content_id = _content_id(part) or str(place)
        found[content_id] = _attachment(part, announced.get(content_id), budget)
    missing = tuple(
        _text(part, "attachmentname") or content_id
        for content_id, part in announced.items()
        if content_id not in found
    )
    return tuple(found.values()), missing


def _content_id(part: Element) -> str:
    return _text(part, "contentid").removeprefix("cid:")


def _attachment(part: Element, announced: Element | None, budget: Budget) -> Attachment:
    name = _safe_name(_text(part, "attachmentname") or _text(announced, "attachmentname"))
    encoded = re.sub(r"\s+", "", _text(part, "contenttransferencoded"))
    try:
        data = base64.b64decode(encoded, validate=True)
    except ValueError:  # not in the alphabet, or not even ASCII
        raise ExchangeError(f"Tệp đính kèm “{name}” mã hóa hỏng; hãy đề nghị nơi gửi gửi lại.") from None
    return Attachment(
        name,
        unpacked(data, name, budget),
        _text(part, "contenttype") or "application/octet-stream",
        _text(part, "description") or _text(announced, "description"),
    )


def _safe_name(name: str) -> str:
    """The last part of a name, so that no file lands outside the folder it is saved in."""
    last = PurePosixPath(name.replace("\\", "/")).name
    printable = "".join(char for char in last if char.isprintable()).strip(" .")
    return printable or "tep-dinh-kem"


def _purpose(code: str) -> Purpose:
    name = code_list("purpose").get(code or "0")
    if name is None:
        raise ExchangeError(
            f"Gói tin edXML có nghiệp vụ lạ “{code}”; chỉ nhận mới, thu hồi, cập nhật, thay thế."
        )
    return cast(Purpose, name)


def _code(text: str, name: str, default: int) -> int:
    return int(text) if text in code_list(name) else default


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None


def _moment(text: str) -> datetime | None:
    day = read_day(text)
    clock = re.search(r"\b(\d{1,2}):(\d{2})(?::(\d{2}))?", text)
    if day is None or day.year < _OLDEST_YEAR:
        return None
    hour, minute, second = (int(part or 0) for part in clock.groups()) if clock else (0, 0, 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return _at(day, hour, minute, second)


def _at(day: date, hour: int, minute: int, second: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=HANOI)


def _find(part: Element | None, *names: str) -> Element | None:
    """The first descendant of such a name, whatever the case of its letters: systems differ in it."""
    if part is None:
        return None
    below = (element for element in part.iter() if element is not part)
    return next((element for element in below if local_name(element) in names), None)


def _all(part: Element | None, name: str) -> list[Element]:
    return [] if part is None else [child for child in part if local_name(child) == name]


def _text(part: Element | None, *names: str) -> str:
    """The text of a child of a child …, empty where one is not there; only children are looked at."""
    for name in names:
        part = next(iter(_all(part, name)), None)
    return _own(part) if part is not None else ""


def _own(part: Element) -> str:
    return (part.text or "").strip()
