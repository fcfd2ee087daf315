"""Entries of a mail (.eml): attachments, attached mails, and the body where it is long enough to be a letter."""

import mimetypes
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message

from haichieu.text.errors import UnreadableFile
from haichieu.text.package_zip import Entry, harmless_name

_FAULTS = (MessageError, ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError)
#: A shorter body only says that a letter is attached.
_LETTER_LENGTH = 600
#: A smaller picture inside a body is a logo or a signature.
_PICTURE_BYTES = 20_000
_LONGEST_SUBJECT = 150


def mail_entries(data: bytes, most: int) -> Iterator[Entry]:
    """The attachments of a mail in their order, its own body first where it may be a letter.

    Parameters
    ----------
    most:
        Most bytes of one attachment.

    Raises
    ------
    UnreadableFile
        The mail is damaged or no mail.
    """
    try:
        message = message_from_bytes(data, policy=policy.default)
        found = list(_entries(message, most))
    except _FAULTS:
        raise UnreadableFile(
            "Thư bị hỏng hoặc tải chưa hết, hãy lưu lại thư rồi gửi.", reason="corrupt"
        ) from None
    yield from found


def _entries(message: EmailMessage, most: int) -> Iterator[Entry]:
    if not message.keys():
        raise ValueError("no header")
    subject = " ".join(str(message.get("subject", "")).split())[:_LONGEST_SUBJECT] or None
    body = message.get_body(("plain", "html"))
    if body is not None and (letter := _letter(body, subject)) is not None:
        yield letter
    for number, part in enumerate(_leaves(message), 1):
        if part is not body and not _is_other_body(part):
            yield _attachment(part, number, subject, most)


def _leaves(message: Message) -> Iterator[Message]:
    """Parts that hold something themselves; an attached mail is one part, its inside is not walked."""
    if message.get_content_type() == "message/rfc822":
        yield message
    elif message.is_multipart():
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from _leaves(part)
    else:
        yield message


def _is_other_body(part: Message) -> bool:
    return part.get_content_maintype() == "text" and part.get_filename() is None


def _letter(body: Message, subject: str | None) -> Entry | None:
    content = _text(body)
    if len(content) < _LETTER_LENGTH:
        return None
    suffix = ".html" if body.get_content_type() == "text/html" else ".txt"
    return Entry(
        harmless_name(f"{(subject or 'thu').replace('/', '-')}{suffix}"),
        content.encode("utf-8"),
        subject=subject,
    )


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    try:
        return raw.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return raw.decode("utf-8", "replace")


def _attachment(part: Message, number: int, subject: str | None, most: int) -> Entry:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        whole = first.as_bytes() if isinstance(first, Message) else b""
        return Entry(f"thu-{number}.eml", whole, subject=subject)
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    name = harmless_name(
        part.get_filename() or f"tep-{number}{mimetypes.guess_extension(part.get_content_type()) or ''}"
    )
    if len(data) > most:
        return Entry(name, b"", "Tệp đính kèm quá lớn nên không được mở.", subject)
    if _is_small_picture(part, data):
        return Entry(name, data, "Ảnh nhỏ trong thân thư (biểu tượng, chữ ký) nên không được đọc.", subject)
    return Entry(name, data, None, subject)


def _is_small_picture(part: Message, data: bytes) -> bool:
    inside = part.get_content_disposition() == "inline" or part.get("content-id") is not None
    return part.get_content_maintype() == "image" and inside and len(data) < _PICTURE_BYTES
