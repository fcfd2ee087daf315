"""Whether a paragraph asks somebody to do something, from its own words and from what stands above it."""

import re
from dataclasses import dataclass

from haichieu.dispatches.rules.actors import directed_actors, leading_actors
from haichieu.dispatches.rules.paragraphs import Paragraph
from haichieu.dispatches.rules.words import ACTOR, TASK_VERB
from haichieu.text.folding import fold_chars

_DUTY = re.compile(
    r"(?:co|chiu) trach nhiem (?:thi hanh|thuc hien|trien khai|to chuc|huong dan|chi dao|phoi hop|bao cao|xay dung|kiem tra|theo doi|don doc|chu tri|tham muu|lap|ra soat|bo tri|cung cap|quan ly|tiep nhan|giai quyet|giam sat|thong bao|tuyen truyen|chuan bi|gui|tong hop|dam bao|bao dam|cap|phe duyet|van dong|kiem diem|truoc)"
)
_KNOW_AND_DO = re.compile(
    r"(?:de|xin thong bao|thong bao|cho|toi|den).{0,160}(?:biet|duoc biet)(?:,| va|, va|,? quan ly va|, chi dao,? va)*\s*(?:to chuc |cung |trien khai |chi dao |phoi hop |nghiem tuc |quan ly )*(?:thuc hien|trien khai|bao cao|chi dao|phoi hop|to chuc|thi hanh|ap dung|lam can cu)"
)
_TROUBLE = re.compile(
    r"(?:kho khan|vuong mac|phat sinh|bat cap|van de).{0,160}(?:phan anh|bao cao|lien he|gui|trao doi|thong tin|kien nghi|y kien|thong bao)(?! vien)"
)
_MODAL = re.compile(r"(?<![a-z])(?:phai|can phai|khong duoc|duoc dua|khong)(?![a-z])")
_ON_RECEIPT = re.compile(
    r"^(?:nhan duoc|can cu noi dung|tren day|vay|tran trong).{0,200}(?:de nghi|yeu cau|trien khai|thuc hien)"
)
_TARGET = re.compile(
    r"(?:phan dau|bao dam|dam bao|dat)\s.{0,60}\d+\s?%|\d+\s?% (?:so |tong )?[a-z ]{3,60}(?:duoc|dat|co)\b|ty le .{3,120} dat (?:tu )?\d"
)
_GROUNDS = re.compile(
    r"^(?:can cu|xet de nghi|xet|theo de nghi|thuc hien (?:luat|nghi|quyet|ke hoach|cong van|chi thi|chuong trinh|thong bao|huong dan|van ban)|thi hanh|tiep theo|phuc dap|tra loi|theo )"
)
_BACKGROUND = re.compile(
    r"^(?:ngay \d|tuy nhien|mac du|trong thoi gian (?:qua|vua qua)|thoi gian (?:qua|vua qua)|nhung nam qua|hien nay|qua (?:theo doi|kiem tra|bao cao|ra soat|so ket)|vua qua|do (?:do|cac)|nguyen nhan|thuc te|ket qua|tinh (?:tu|den)|"
    r"thoi diem|nam \d{4}|quy [ivx]+|sau khi .{0,60}(?:nhan duoc|da)|ke tu khi|giai thich|ghi chu|so lieu|theo (?:bao cao|quy dinh cua phap luat)|dia diem|thanh phan|kinh phi|thoi gian|dien thoai|email|website|chu tri:|noi dung:|mau so|ho va ten)"
)
_ISSUER_ACTS = re.compile(
    r"^(?:thanh lap|ban hanh|phe duyet|cong nhan|bo nhiem|cho phep|nang muc|dieu chinh|sua doi|bai bo|huy bo|cong bo|dieu dong|quy dinh (?:muc|ve|chi tiet|che do)|tang (?:bang|thuong)|khen thuong|tang |bo sung|giao (?:chi tieu|du toan)|ap dung|bai|thu hoi|chap thuan|dong y|thong nhat|doi ten|kien toan)(?![a-z])"
)
_IN_FORCE = re.compile(
    r"^(?:quyet dinh|nghi quyet|quy che|quy dinh|huong dan|chi thi|thong bao|van ban|ke hoach|cong van) (?:nay )?(?:co hieu luc|thay the|ap dung|duoc ap dung|thay )"
)
_ISSUER_WILL = re.compile(
    r"^[^.;]{3,80}? se (?:to chuc|tong ket|thanh lap|kiem tra|xem xet|thong bao|phoi hop|ban hanh|huong dan)"
)
_META = re.compile(
    r"^(?:don vi|co quan|bo phan|thoi gian|tien do|thoi han|thoi diem|dia diem|thanh phan|kinh phi|nguoi)\s?(?:chu tri|phoi hop|thuc hien|hoan thanh|phu trach|bao cao|du kien|dao tao|[,/])*(?: thuc hien| du kien)?\s*:"
)
_LEAD = re.compile(
    r"(?:de nghi|yeu cau|giao|thuc hien|trien khai|trach nhiem|nhiem vu|chi dao|ket luan|phan cong|quyet nghi|huong dan|tap trung|quyet dinh|thong bao|keu goi|luu y)"
)
_OPINION = re.compile(
    r"(?:co y kien|tra loi|quy dinh|cho biet|giai dap|bao cao|tham gia y kien|gop y|thuyet minh)[^,]{0,40}(?:nhu sau|sau day|sau)?\s*:$"
)
_HAVE_DUTY = re.compile(
    r"(?:co|chiu) (?:trach nhiem|nhiem vu|quyen han)|nhiem vu(?: cua| sau|)|(?:chu tri|phoi hop)[^.;]{0,80}(?:cu the|sau)|nhu sau|sau day|noi dung sau|cong viec sau|cu the\s*:$"
)
_VERB_START = re.compile(
    rf"^(?:{TASK_VERB}|can (?!cu)|hang |dinh ky|truoc khi|khi |truong hop|doi voi|ngoai ra|dong thoi|sau khi|trong qua trinh|ket thuc|neu |den |phai |cung voi|hai |moi |cac |tin,)"
)


@dataclass(frozen=True, slots=True)
class Above:
    """What stands above a paragraph and colours it."""

    #: Whether a lead-in that assigns tasks is open.
    tasks: bool = False
    #: Whether a lead-in that only answers or quotes is open.
    opinion: bool = False
    #: Whether the heading names who must act.
    actor: bool = False
    #: purpose, requirement, organisation, information or other.
    section: str = "other"
    #: Whether the paragraph stands inside a quotation that runs over several paragraphs.
    quoted: bool = False
    #: Kind of the letter.
    kind: str = "công văn"


@dataclass(frozen=True, slots=True)
class Ask:
    """Verdict on one paragraph."""

    asks: bool
    #: Which rule decided; its precision on the development letters is the confidence.
    rule: str


#: Share of paragraphs found by each rule that the development letters also count (see docs/algorithms/reading.md).
CONFIDENCE: dict[str, float] = {
    "duty": 0.95, "know and do": 0.9, "directive": 0.9, "trouble": 0.85, "row": 0.8, "item": 0.85, "actor": 0.8,
    "heading": 0.85, "modal": 0.6, "numbered lead": 0.7, "target": 0.6,
}  # fmt: skip


def is_meta(paragraph: Paragraph) -> bool:
    """A line that only adds who or when to the task above: “Đơn vị chủ trì: …”, “Thời gian thực hiện: …”."""
    return bool(_META.match(fold_chars(paragraph.content)))


def opens_tasks(paragraph: Paragraph) -> bool | None:
    """Whether a lead-in opens a list of tasks (True) or of opinions and quotations (False); None for no lead-in."""
    flat = fold_chars(paragraph.text).rstrip(" .*_")
    if not flat.endswith(":"):
        return None
    last = re.split(r"[.;]\s", flat)[-1]
    if _OPINION.search(last) and not re.search(r"de nghi|yeu cau|giao ", last):
        return False
    return True if _LEAD.search(flat[-260:]) else None


def judge(paragraph: Paragraph, above: Above) -> Ask:
    """Decide whether a paragraph asks for something.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> from haichieu.dispatches.rules.paragraphs import find_paragraphs
    >>> sheet = make_sheet("Đề nghị các đơn vị gửi báo cáo về Sở.")
    >>> judge(find_paragraphs(sheet, sheet.lines)[0], Above())
    Ask(asks=True, rule='directive')
    """
    content, flat = paragraph.content, fold_chars(paragraph.content)
    if above.quoted or len(content) < 12:
        return Ask(False, "quoted" if above.quoted else "short")
    if _IN_FORCE.match(flat) and not _TROUBLE.search(flat):
        return Ask(False, "in force")
    own = _by_own_words(paragraph, content, flat, above)
    return own if own is not None else _by_context(paragraph, content, flat, above)


def _by_own_words(paragraph: Paragraph, content: str, flat: str, above: Above) -> Ask | None:
    lead = flat.rstrip(" .*_").endswith(":")
    if _DUTY.search(flat) and not lead:
        return Ask(True, "duty")
    if _KNOW_AND_DO.search(flat):
        return Ask(True, "know and do")
    if _TROUBLE.search(flat) and not lead and not _BACKGROUND.match(flat[:20] if "neu" not in flat else "x"):
        return Ask(True, "trouble")
    directed = bool(directed_actors(content))
    if directed and not lead and _is_directive(flat):
        return Ask(True, "directive")
    if lead and directed and paragraph.level in (3, 4, 6, 7) and not _pure_lead(flat):
        return Ask(True, "numbered lead")
    if _ON_RECEIPT.match(flat) and directed and not lead:
        return Ask(True, "directive")
    return None


def _pure_lead(flat: str) -> bool:
    return bool(
        re.search(
            r"(?:nhu sau|sau day|noi dung sau|nhiem vu sau|cong viec sau|co trach nhiem|co nhiem vu)\W*$",
            flat,
        )
    ) and not re.search(r"chi dao .{20,}", flat)


def _is_directive(flat: str) -> bool:
    """The request must be the issuer's own: not one reported, not the grounds of a decision."""
    match = re.search(r"(?:de nghi|yeu cau|giao |phan cong|mong |moi |kinh trinh|thong bao|chi dao)", flat)
    before = flat[: match.start()] if match else ""
    if _GROUNDS.match(flat) and flat.rstrip().endswith((";", ",")):
        return False
    if re.search(r"(?:da |duoc |theo |cua |xet |tai |van ban |co quan |ve viec |thuc hien )$", before):
        return len(re.findall(r"(?:de nghi|yeu cau|giao )", flat)) > 1
    return not re.match(r"^(?:ngay \d|do |tuy nhien|qua |vua qua|theo bao cao)", flat) or bool(
        re.search(r"(?:^|[,.;] )[^,.;]{0,70}(?:de nghi|yeu cau|giao) ", flat[40:])
    )


def _by_context(paragraph: Paragraph, content: str, flat: str, above: Above) -> Ask:
    lead = flat.rstrip(" .*_").endswith(":")
    if _GROUNDS.match(flat) and (flat.rstrip().endswith((";", ",")) or not paragraph.level):
        return Ask(False, "grounds")
    if _ISSUER_ACTS.match(flat) and paragraph.level == 2:
        return Ask(False, "issuer acts")
    if (
        above.opinion
        or (_BACKGROUND.match(flat) and not _MODAL.search(flat[:60]))
        or _ISSUER_WILL.match(flat)
    ):
        return Ask(False, "background")
    if above.section in ("purpose", "information"):
        return Ask(False, above.section)
    if lead and (not paragraph.level or (_HAVE_DUTY.search(flat[-60:]) and len(flat) < 90)):
        return Ask(False, "lead")
    if paragraph.level and (above.tasks or above.actor or above.section in ("requirement", "organisation")):
        return _item(paragraph, content, flat, above, lead)
    leading = leading_actors(content)
    if above.actor and not paragraph.level and (_VERB_START.match(flat) or leading):
        return Ask(True, "heading")
    if leading and (above.tasks or above.section == "organisation"):
        return Ask(True, "actor")
    if (above.tasks or above.actor) and re.search(r"(?<![a-z])phai (?!la)", flat):
        return Ask(True, "modal")
    return Ask(False, "nothing")


def _item(paragraph: Paragraph, content: str, flat: str, above: Above, lead: bool) -> Ask:
    if lead and not (paragraph.level >= 3 and re.match(TASK_VERB, flat)):
        return Ask(False, "lead")
    if re.match(TASK_VERB, flat) or _TARGET.search(flat):
        return Ask(True, "item")
    if leading_actors(content) or re.match(rf"(?:\w+ ){{0,4}}{ACTOR}", flat):
        return Ask(True, "actor")
    if _VERB_START.match(flat) or _MODAL.search(flat):
        return Ask(True, "modal")
    if ":" in content[:70] and re.match(TASK_VERB, fold_chars(content.split(":", 1)[1]).strip()):
        return Ask(True, "item")
    return Ask(above.actor and not above.section == "information", "item")
