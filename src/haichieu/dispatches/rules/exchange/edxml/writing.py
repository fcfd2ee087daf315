"""edXML messages as files."""

import base64
import hashlib
from collections.abc import Mapping
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from haichieu.dispatches.rules.exchange.edxml.codes import checked_code, code_list, kind_code
from haichieu.dispatches.rules.exchange.edxml.messages import (
    HANOI,
    Attachment,
    EdxmlMessage,
    EdxmlStatus,
    Organisation,
    Reference,
    Staff,
)
from haichieu.dispatches.rules.exchange.errors import ExchangeError
from haichieu.dispatches.rules.exchange.xml_input import xml_text

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
_XLINK = "http://www.w3.org/1999/xlink"
_ACTOR = "http://schemas.xmlsoap.org/soap/actor/next"
_REASONS = {"new": "Văn bản điện tử mới", "recall": "Thu hồi", "update": "Cập nhật", "replace": "Thay thế"}


def write_message(message: EdxmlMessage) -> bytes:
    """A letter as an edXML file, with its attachments inside.

    Raises
    ------
    ExchangeError
        When a code of an organisation, the number, the symbol or the subject is missing or wrong.

    >>> from datetime import date
    >>> here, there = Organisation("H41.1"), Organisation("H41.2")
    >>> letter = EdxmlMessage(here, (there,), "12", "UBND-VX", date(2026, 11, 5), "V/v")
    >>> b"<edXML:DocumentId>H41.1,2026/11/05,12/UBND-VX</edXML:DocumentId>" in write_message(letter)
    True
    """
    _check(message)
    root, header = _envelope()
    _message_header(SubElement(header, "edXML:MessageHeader"), message)
    _trace(header, message)
    named = [(_content_id(message, place), file) for place, file in enumerate(message.attachments)]
    _manifest(root[0], named)
    if named:
        encoded = SubElement(root, "AttachmentEncoded")
        for content_id, file in named:
            _attachment(SubElement(encoded, "Attachment"), content_id, file)
    return _bytes(root)


def write_status(status: EdxmlStatus) -> bytes:
    """The status of a letter as an edXML file.

    Raises
    ------
    ExchangeError
        When the code of the status or of the organisation is none of the standard's.
    """
    if status.code not in code_list("status"):
        known = ", ".join(code_list("status"))
        raise ExchangeError(f"Mã trạng thái “{status.code}” không có trong QCVN 102:2016; hãy dùng {known}.")
    checked_code(status.sender.code, "nơi gửi trạng thái")
    root, header = _envelope()
    part = SubElement(header, "edXML:Status")
    _response(part, status.response_for)
    _organisation(part, "From", status.sender)
    _fill(part, {"StatusCode": status.code, "Description": status.description or status.sentence})
    _fill(part, {"Timestamp": _moment(status.at)})
    _staff(part, status.staff)
    return _bytes(root)


def _check(message: EdxmlMessage) -> None:
    checked_code(message.sender.code, "nơi gửi")
    if not message.receivers:
        raise ExchangeError("Văn bản chưa có nơi nhận; hãy ghi mã định danh của ít nhất một nơi nhận.")
    for receiver in message.receivers:
        checked_code(receiver.code, f"nơi nhận {receiver.name}".strip())
    missing = [
        name
        for name, value in (
            ("số", message.number),
            ("ký hiệu", message.notation),
            ("trích yếu", message.subject),
        )
        if not value.strip()
    ]
    if missing:
        raise ExchangeError(f"Văn bản thiếu {', '.join(missing)}; hãy điền trước khi gửi.")
    if str(message.priority) not in code_list("priority") or str(message.steering) not in code_list(
        "steering"
    ):
        raise ExchangeError("Mức độ khẩn hoặc loại chỉ đạo không có trong QCVN 102:2016.")
    if message.purpose in ("recall", "update") and not message.about:
        raise ExchangeError("Thu hồi hoặc cập nhật phải nêu mã của văn bản đã gửi.")
    if message.purpose == "replace" and not message.replacements:
        raise ExchangeError("Thay thế phải nêu văn bản được thay thế.")


def _envelope() -> tuple[Element, Element]:
    """Root and header; the envelope's names carry the prefix that receivers look for, the files' do not."""
    root = Element("edXML", {"xmlns": NAMESPACE})
    envelope = SubElement(root, "edXML:edXMLEnvelope", {"xmlns:edXML": NAMESPACE})
    return root, SubElement(envelope, "edXML:edXMLHeader")


def _message_header(part: Element, message: EdxmlMessage) -> None:
    _organisation(part, "From", message.sender)
    for receiver in message.receivers:
        _organisation(part, "To", receiver)
    _group(part, "Code", {"CodeNumber": message.number, "CodeNotation": message.notation})
    promulgated = {"Place": message.place, "PromulgationDate": f"{message.issued:%Y/%m/%d}"}
    _group(part, "PromulgationInfo", promulgated)
    kind = message.kind[:1].upper() + message.kind[1:]
    _group(part, "DocumentType", {"Type": kind_code(message.kind), "TypeName": kind, "TypeDetail": "0"})
    _fill(part, {"Subject": message.subject, "Content": message.content})
    signer = message.signer
    _group(
        part,
        "SignerInfo",
        {"Competence": signer.competence, "Position": signer.position, "FullName": signer.name},
    )
    _fill(part, {"DueDate": f"{message.due:%Y/%m/%d}" if message.due else ""})
    places = SubElement(part, "edXML:ToPlaces")
    for place in message.to_places:
        _fill(places, {"Place": place})
    other = {"Priority": str(message.priority), "PromulgationAmount": _number(message.copies)}
    appended = SubElement(
        _group(part, "OtherInfo", {**other, "PageAmount": _number(message.pages)}), "edXML:Appendixes"
    )
    for file in message.attachments[1:]:
        _fill(appended, {"Appendix": file.description or file.name})
    for reference in message.response_for:
        _response(part, reference)
    _fill(part, {"SteeringType": str(message.steering), "DocumentId": message.document_id})


def _trace(header: Element, message: EdxmlMessage) -> None:
    mark = hashlib.sha256(message.document_id.encode()).hexdigest()[:8]
    attributes = {"id": mark, "version": "1.0", "mustUnderstand": "1", "actor": _ACTOR}
    part = SubElement(header, "edXML:TraceHeaderList", attributes)
    for step in message.trace:
        _group(part, "TraceHeader", {"OrganId": step.organisation, "Timestamp": _moment(step.at)})
    purpose = next(code for code, name in code_list("purpose").items() if name == message.purpose)
    reason = message.reason or _REASONS[message.purpose]
    business = _group(part, "Bussiness", {"BussinessDocType": purpose, "BussinessDocReason": reason})
    if message.receiver_changes:
        _receiver_changes(business, message.receiver_changes)
    if message.about:
        _fill(business, {"DocumentId": message.about})
    _staff(business, message.staff)
    _fill(business, {"Paper": str(int(message.paper))})
    if message.replacements:
        listed = SubElement(business, "edXML:ReplacementInfoList")
        for replaced in message.replacements:
            info = _group(listed, "ReplacementInfo", {"DocumentId": replaced.document_id})
            holders = SubElement(info, "edXML:OrganIdList")
            for code in replaced.receivers:
                _fill(holders, {"OrganId": code})


def _receiver_changes(business: Element, changes: tuple[tuple[str, bool], ...]) -> None:
    info = _group(business, "BussinessDocumentInfo", {"DocumentInfo": "0", "DocumentReceiver": "1"})
    listed = SubElement(info, "edXML:ReceiverList")
    for code, added in changes:
        _group(listed, "Receiver", {"OrganId": code, "ReceiverType": str(int(added))})


def _manifest(envelope: Element, named: list[tuple[str, Attachment]]) -> None:
    manifest = SubElement(SubElement(envelope, "edXML:edXMLBody"), "edXML:edXMLManifest", {"version": "1.0"})
    for content_id, file in named:
        link = {"xmlns:xlink": _XLINK, "xlink:href": f"cid:{content_id}", "xlink:type": "simple"}
        part = SubElement(manifest, "edXML:Reference", link)
        _fill(part, {"Description": file.description, "AttachmentName": file.name})
        _fill(part, {"ContentType": file.content_type, "ContentId": f"cid:{content_id}"})


def _attachment(part: Element, content_id: str, file: Attachment) -> None:
    for name, value in (
        ("ContentType", file.content_type),
        ("ContentId", content_id),
        ("Description", file.description),
        ("ContentTransferEncoded", base64.b64encode(file.data).decode("ascii")),
        ("AttachmentName", file.name),
    ):
        SubElement(part, name).text = xml_text(value)


def _content_id(message: EdxmlMessage, place: int) -> str:
    """The same file of the same letter has the same id, so that writing twice gives the same bytes."""
    file = message.attachments[place]
    known = f"{message.document_id}\x1f{place}\x1f{file.name}".encode()
    return hashlib.sha256(known + hashlib.sha256(file.data).digest()).hexdigest()[:32]


def _organisation(part: Element, tag: str, body: Organisation) -> None:
    _group(
        part,
        tag,
        {
            "OrganId": body.code,
            "OrganizationInCharge": body.in_charge,
            "OrganName": body.name,
            "OrganAdd": body.address,
            "Email": body.email,
            "Telephone": body.telephone,
            "Fax": body.fax,
            "Website": body.website,
        },
    )


def _response(part: Element, reference: Reference) -> None:
    issued = f"{reference.issued:%Y/%m/%d}" if reference.issued else ""
    values = {"OrganId": reference.organisation, "Code": reference.sign, "PromulgationDate": issued}
    _group(part, "ResponseFor", {**values, "DocumentId": reference.document_id})


def _staff(part: Element, staff: Staff) -> None:
    names = {
        "Department": staff.department,
        "Staff": staff.name,
        "Mobile": staff.mobile,
        "Email": staff.email,
    }
    _group(part, "StaffInfo", names)


def _group(part: Element, tag: str, values: Mapping[str, str]) -> Element:
    return _fill(SubElement(part, f"edXML:{tag}"), values)


def _fill(part: Element, values: Mapping[str, str]) -> Element:
    for name, value in values.items():
        SubElement(part, f"edXML:{name}").text = xml_text(value).strip()
    return part


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _moment(at: datetime) -> str:
    local = at.astimezone(HANOI) if at.tzinfo else at
    return f"{local:%Y/%m/%d %H:%M:%S}"


def _bytes(root: Element) -> bytes:
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written
