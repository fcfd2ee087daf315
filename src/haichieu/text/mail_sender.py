"""Which office sent a mail: never which person.

The display name counts only where it names an office, the address only by an office's domain; what stands before the
@ is a person's and is dropped.
"""

import re
from email import message_from_bytes, policy
from email.errors import MessageError
from email.utils import parseaddr

from haichieu.text.clean import clean_text, squeeze
from haichieu.text.folding import fold

_FAULTS = (MessageError, ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError)
_HEADERS = 64 * 1024
_OFFICE = re.compile(
    r"\b(?:cong doan|lien doan|tong lien doan|ldld|cdcs|doan thanh nien|tinh doan|thanh doan|huyen doan|ubnd|uy ban|so|"
    r"phong|ban|van phong|cuc|chi cuc|trung tam|truong|benh vien|hoi|mat tran|dang uy|tinh uy|thanh uy|bo|cong ty)\b"
)
_OFFICE_DOMAIN = re.compile(r"(?:^|\.)(?:gov|org|edu|ac|chinhphu|dcs)\.vn$|(?:^|\.)chinhphu\.vn$")
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+\w")
_LONGEST = 150


def sending_office(mail: bytes) -> str:
    """The office that a mail says it comes from; empty for a person's own mail.

    >>> sending_office("From: Văn phòng LĐLĐ tỉnh <hoa.vt@congdoan.org.vn>\\n\\nKính gửi".encode())
    'Văn phòng LĐLĐ tỉnh (congdoan.org.vn)'
    >>> sending_office("From: Vũ Thị Hoa <hoa1990@gmail.com>\\n\\nKính gửi".encode())
    ''
    """
    try:
        message = message_from_bytes(mail[:_HEADERS], policy=policy.default)
        name, address = parseaddr(str(message.get("from", "")))
    except _FAULTS:
        return ""
    domain = address.rpartition("@")[2].lower()
    name = squeeze(clean_text(without_addresses(name)))[:_LONGEST]
    office = name if _OFFICE.search(fold(name)) else ""
    place = domain[:_LONGEST] if _OFFICE_DOMAIN.search(domain) else ""
    return f"{office} ({place})" if office and place else office or place


def without_addresses(text: str) -> str:
    """The text without mail addresses.

    >>> without_addresses("Gửi lại cho hoa1990@gmail.com công văn 412")
    'Gửi lại cho … công văn 412'
    """
    return _ADDRESS.sub("…", text)
