"""What an edXML message holds: a letter with its files, or the status of one."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Literal

from haichieu.dispatches.rules.exchange.edxml.codes import DocumentId, code_list

#: Moments in messages are Vietnamese time and carry no zone.
HANOI = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
#: What is done with the letter: sent anew, taken back, changed, put in place of another.
Purpose = Literal["new", "recall", "update", "replace"]


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that sends or receives."""

    code: str
    name: str = ""
    #: the body above it that answers for the exchange
    in_charge: str = ""
    address: str = ""
    email: str = ""
    telephone: str = ""
    fax: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """An earlier letter that a message answers."""

    organisation: str
    #: number and symbol, 7816/VPCP-TTĐT
    sign: str
    issued: date | None
    document_id: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the letter."""

    name: str
    data: bytes
    content_type: str = "application/octet-stream"
    description: str = ""


@dataclass(frozen=True, slots=True)
class Staff:
    """Whom to ask at the sender: an officer on duty."""

    department: str = ""
    name: str = ""
    mobile: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class TraceStep:
    """When a message passed an organisation, Vietnamese time."""

    organisation: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Replacement:
    """A letter that this one replaces, and who holds it."""

    document_id: str
    receivers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed: authority (TM., KT. …), office, name."""

    competence: str = ""
    position: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class EdxmlMessage:
    """A letter on its way from one office to others."""

    sender: Organisation
    receivers: tuple[Organisation, ...]
    number: str
    #: symbol: UBND-VHTT
    notation: str
    issued: date
    subject: str
    place: str = ""
    #: kind in small letters, as a reading has it
    kind: str = "công văn"
    content: str = ""
    signer: Signer = Signer()
    due: date | None = None
    to_places: tuple[str, ...] = ()
    #: 0 to 4, see codes.json
    priority: int = 0
    #: 1 to 3, see codes.json
    steering: int = 1
    pages: int | None = None
    copies: int | None = None
    response_for: tuple[Reference, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    trace: tuple[TraceStep, ...] = ()
    purpose: Purpose = "new"
    reason: str = ""
    #: the earlier letter that a recall or an update is about
    about: str = ""
    #: organisations added (True) or removed (False) by an update
    receiver_changes: tuple[tuple[str, bool], ...] = ()
    replacements: tuple[Replacement, ...] = ()
    staff: Staff = Staff()
    #: whether paper follows
    paper: bool = False
    #: whether a digital signature came with it; it is not checked here
    signed: bool = field(default=False, compare=False)
    #: what a person should know, one Vietnamese sentence each
    warnings: tuple[str, ...] = field(default=(), compare=False)

    @property
    def document_id(self) -> str:
        """The id of this letter.

        >>> EdxmlMessage(Organisation("H41.1"), (), "12", "UBND-VX", date(2026, 11, 5), "").document_id
        'H41.1,2026/11/05,12/UBND-VX'
        """
        return str(DocumentId(self.sender.code, self.issued, f"{self.number}/{self.notation}"))


@dataclass(frozen=True, slots=True)
class EdxmlStatus:
    """What became of a letter at a receiver."""

    response_for: Reference
    sender: Organisation
    #: 01 to 16, see codes.json
    code: str
    at: datetime
    description: str = ""
    staff: Staff = Staff()

    @property
    def sentence(self) -> str:
        """The meaning of the code in Vietnamese.

        >>> answered = Reference("G22", "7816/VPCP-TTĐT", None, "")
        >>> EdxmlStatus(answered, Organisation("H41"), "06", datetime(2026, 1, 2)).sentence
        'Hoàn thành'
        """
        return code_list("status")[self.code]
