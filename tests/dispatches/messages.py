"""Messages between the federation and the office above it, as other e-offices send them."""

from datetime import date, datetime

from haichieu.dispatches.exchange import (
    HANOI,
    Attachment,
    EdxmlMessage,
    EdxmlStatus,
    Organisation,
    Reference,
    write_edxml,
    write_edxml_status,
)
from tests.dispatches.letters import LETTER

ABOVE = Organisation("H41.1", "Ủy ban nhân dân tỉnh Đông Triều")
HERE = Organisation("H41.12", "Liên đoàn Lao động tỉnh Đông Triều")
ANNEX = Attachment("phụ lục.xlsx", b"PK\x03\x04 khong phai bang tinh", "application/vnd.ms-excel", "Phụ lục")
SAID_AT = datetime(2026, 11, 19, 8, 30, tzinfo=HANOI)


def message(
    *, number: str = "512", files: tuple[Attachment, ...] | None = None, **values: object
) -> EdxmlMessage:
    """A message that carries the sample letter and an annex that nobody can read."""
    letter = Attachment("công văn.txt", LETTER.encode(), "text/plain")
    return EdxmlMessage(
        sender=ABOVE,
        receivers=(HERE,),
        number=number,
        notation="LĐLĐ",
        issued=date(2026, 11, 5),
        subject="cân đối nội dung truyền thông",
        place="Đông Triều",
        to_places=("Như trên", "Lưu: VT"),
        attachments=(letter, ANNEX) if files is None else files,
        **values,
    )


def status_message(
    code: str = "06",
    *,
    sign: str = "512/LĐLĐ",
    of: str = ABOVE.code,
    day: date = date(2026, 11, 5),
    note: str = "",
) -> bytes:
    """What another office says of a letter."""
    about = Reference(of, sign, day, f"{of},{day:%Y/%m/%d},{sign}")
    return write_edxml_status(EdxmlStatus(about, Organisation("H41.7", "Sở Nội vụ"), code, SAID_AT, note))


def written(**values: object) -> bytes:
    """The sample message as a file."""
    return write_edxml(message(**values))
