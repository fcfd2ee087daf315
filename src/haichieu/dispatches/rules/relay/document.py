"""Our own letter as an official document, ready to be written and checked."""

from dataclasses import dataclass
from datetime import date

from haichieu.dispatches.rules.relay.content import Content
from haichieu.dispatches.rules.relay.kinds import LETTER_KINDS, symbol_of
from haichieu.layout.document import Item, OfficialDocument, OpenDate, Paragraph, Run, Signature
from haichieu.layout.styles import Style


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the text: who writes, from where, under which number."""

    style: Style
    unit: str
    parent: str
    #: short form of the body in symbols
    organisation: str
    place: str
    #: the day of issue; an open date in a draft
    date: date | OpenDate
    #: empty in a draft
    number: str = ""


def letter_document(head: Head, content: Content, *, kind: str, subject: str) -> OfficialDocument:
    """The letter in the official layout of its body.

    Named kinds carry no “Kính gửi”: to whom they go stands among the recipients.
    """
    return OfficialDocument(
        style=head.style,
        issuing_body=head.unit,
        parent_body=head.parent,
        symbol=symbol_of(kind, head.organisation, head.style),
        place=head.place,
        date=head.date,
        number=head.number,
        kind=LETTER_KINDS[kind].title,
        subject=subject,
        addressees=() if kind else content.addressees,
        body=_body(content),
        recipients=content.recipients,
        signature=Signature(
            tuple(line.strip() for line in content.authority.split(" / ") if line.strip()),
            (content.signer_title,) if content.signer_title else (),
            content.signer_name,
        ),
    )


def _body(content: Content) -> tuple[Paragraph | Item, ...]:
    return (
        *(_paragraph(f"{each.rstrip(' .;')};") for each in content.citations),
        *(_paragraph(each) for each in (content.opening,) if each),
        *(Item(f"{n}.", (Run(point.text),)) for n, point in enumerate(content.points, start=1)),
        *(_paragraph(each) for each in (content.closing,) if each),
    )


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))
