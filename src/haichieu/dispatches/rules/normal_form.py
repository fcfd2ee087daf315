"""An obligation in a normal form: the act by itself, who leads, who helps, and what is to come out of it."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from haichieu.dispatches.rules.actors import asked_until, helping_actors
from haichieu.dispatches.rules.forms import matching_form
from haichieu.text.clean import squeeze
from haichieu.text.patterns import late

#: What offices ask each other for; the longer name first.
_PRODUCTS = (
    "báo cáo kết quả", "báo cáo tổng kết", "báo cáo sơ kết", "báo cáo", "danh sách", "danh mục", "kế hoạch",
    "chương trình", "phương án", "đề án", "quy chế", "quy định", "quyết định", "tờ trình", "hướng dẫn",
    "thông báo",
    "biên bản", "bản cam kết", "cam kết", "biểu mẫu", "phiếu khảo sát", "phiếu", "hồ sơ", "dự toán",
    "dự thảo", "số liệu",
    "bài dự thi", "tham luận", "tin, bài", "tin bài", "bài viết", "chuyên mục", "video clip", "sản phẩm",
    "ý kiến",
    "bản tin", "trang tin", "sổ theo dõi", "bảng tổng hợp", "minh chứng", "văn bản", "công văn",
)  # fmt: skip
_MAKES = (
    r"(?:lập|xây dựng|gửi|nộp|ban hành|soạn thảo|soạn|hoàn thiện|hoàn thành|cung cấp|trình|viết|đăng|(?<!ngày )ký"
    r"|tham mưu"
    r"|chuẩn bị|biên soạn|đăng ký|phê duyệt|cập nhật|tổng hợp|bổ sung|mở)"
)
_PRODUCT = late(
    rf"(?<!\w){_MAKES}\s+(?:(?:ngay|và|các|bản|văn|những|01|bộ|kịp thời)\s+)?(?:[^\W\d]+\s+){{0,3}}?"
    rf"(?P<product>{'|'.join(_PRODUCTS)})(?!\w)"
)
_ASIDE = late(r"\([^()]{0,120}kèm[^()]{0,60}\)")
#: “Công văn này thay thế Công văn 112.” after the act.
_SEQUEL = late(r"(?<=\.)\s+\w+(?: \w+)? này (?:thay thế|có hiệu lực|được thực hiện).*$", re.DOTALL)
#: “báo cáo về Sở”, “tổng hợp, báo cáo Chủ tịch”: the act itself names the report.
_REPORTS = late(
    r"báo cáo(?<!chế độ báo cáo)(?<!văn bản báo cáo)(?<!đã báo cáo)(?<!\wbáo cáo)(?! viên| tài chính| thuế)(?!\w)"
)
_LINK = late(
    r"^[\s,:;–-]*(?:(?:có|chịu) (?:trách nhiệm|nhiệm vụ)(?! (?:về|trước|thi hành))|phải|cần|hãy"
    r"|nghiêm túc(?= [a-zà-ỹ])|khẩn trương"
    r"|chủ động|kịp thời|tiếp tục|tập trung|tăng cường(?= \w+ \w+ \w+ )"
    r"|thực hiện (?:các )?nội dung sau)?[\s,:]*",
    re.IGNORECASE,
)
#: What introduced a deadline or an addressee that was taken out.
_LOOSE = late(
    r"\s*\(\s*(?:hoàn thành|xong|thời gian|chậm nhất|gửi)?\s*[;,.]?\s*\)"
    r"|(?:[,;]\s*)?(?:và )?(?:hoàn thành|xong|thời gian(?: hoàn thành)?"
    r"|thời hạn)(?: việc này)?\s*:?(?=\s*(?:[.;,]|$))",
    re.IGNORECASE,
)
#: What stands before a deadline that opens the sentence: “Định kỳ trước ngày 20 hằng tháng, …”.
_OPENER = late(
    r"[\s,;:–-]*(?:(?:chậm|muộn) nhất(?: là| vào)?|định kỳ|thời hạn(?: là)?|hạn(?: cuối)?|đúng)(?!\w)[\s,:]*",
    re.IGNORECASE,
)
#: “(qua thư điện tử …)”: how it is sent.
_BY_MAIL = late(r"\([^()]*(?:@|thư điện tử|e-?mail)[^()]*\)", re.IGNORECASE)
_UNCLOSED = late(r"\([^()]*$")
#: The core of `_LOOSE`, in small letters: most acts have none.
_ANY_LOOSE = late(
    r"\(\s*(?:hoàn thành|xong|thời gian|chậm nhất|gửi)?\s*[;,.]?\s*\)"
    r"|(?:hoàn thành|xong|thời gian|thời hạn)(?: hoàn thành)?(?: việc này)?\s*:?\s*(?:[.;,]|$)"
)
_REPORT_TAIL = late(
    r"(?:[,;]\s*|\s+và\s+|\s+)(?:để\s+)?(?:tổng hợp,?\s+)?(?:báo cáo|gửi|nộp|phản ánh"
    r"|thông báo)(?:\s+[^,;.]{0,60}?)?(?:\s+(?:về|đến|tới|cho|lên|qua|vào))?\s*$",
    re.IGNORECASE,
)
_MARKS = ",;.)"
_MARKS_IN_A_ROW = late(r"[,;](?:\s*[,;])+\s*")
_LINKS = frozenset(("trước", "vào", "về", "đến", "cho", "và", "qua"))


class NormalForm(NamedTuple):
    """What is asked, taken apart."""

    #: The verb phrase, without who, by when and to whom.
    action: str
    #: Who leads; None where nobody is named.
    lead: str | None
    #: Who is to cooperate, as written.
    cooperating: tuple[str, ...]
    #: The thing wanted: “báo cáo”, “danh sách”, “kế hoạch”; None where no thing is named.
    product: str | None


def normal_form(
    content: str,
    *,
    actors: tuple[str, ...],
    deadlines: Iterable[str],
    report_to: str | None,
    cooperating: tuple[str, ...] = (),
    product: str | None = None,
) -> NormalForm:
    """Take the words of an obligation apart.

    Parameters
    ----------
    content:
        The paragraph without its marker.
    actors, deadlines, report_to:
        What the reader found in it.
    cooperating, product:
        What the columns of a table say; the sentence is asked only where they say nothing.

    >>> form = normal_form(
    ...     "Giao Phòng Nội vụ chủ trì, phối hợp với Phòng Tài chính lập danh sách, gửi Sở Nội vụ trước ngày 5/6.",
    ...     actors=("Phòng Nội vụ",), deadlines=["trước ngày 5/6"], report_to="Sở Nội vụ",
    ... )
    >>> form.lead, form.cooperating, form.product
    ('Phòng Nội vụ', ('Phòng Tài chính',), 'danh sách')
    >>> form.action
    'chủ trì, phối hợp với Phòng Tài chính lập danh sách'
    """
    phrases = tuple(deadlines)
    act = _SEQUEL.sub("", _without(_act(content, phrases), phrases))
    return NormalForm(
        action=_trimmed(_without_report(act, report_to)) or squeeze(content),
        lead=_lead(actors),
        cooperating=cooperating or tuple(helping_actors(content)),
        product=product or _product(_cut(content, phrases)),
    )


def _act(content: str, deadlines: tuple[str, ...]) -> str:
    """The sentence from its act on: without the deadlines that open it, and without whoever is asked."""
    opened = content
    while (rest := _past_deadline(opened, deadlines)) is not None:
        opened = rest
    start = asked_until(opened)
    if opened.count("(", 0, start) > opened.count(")", 0, start):
        # A colon inside brackets, “(qua thư điện tử: …)”, introduces no act.
        start = asked_until(opened[: opened.rindex("(", 0, start)])
    return opened[start:]


def _past_deadline(text: str, deadlines: tuple[str, ...]) -> str | None:
    opener = _OPENER.match(text)
    for at in {0, opener.end() if opener else 0}:
        for phrase in deadlines:
            if phrase and text.startswith(phrase, at):
                return text[at + len(phrase) :].lstrip(" ,;:–-")
    return None


def _lead(actors: tuple[str, ...]) -> str | None:
    return actors[0] if actors else None


def _product(content: str) -> str | None:
    form = _ASIDE.sub("", matching_form(content))
    match = _PRODUCT.search(form)
    if match is not None:
        return match.group("product")
    return "báo cáo" if _REPORTS.search(form) else None


def _cut(text: str, phrases: Iterable[str]) -> str:
    for phrase in phrases:
        text = text.replace(phrase, "", 1)
    return text


def _without(text: str, phrases: Iterable[str]) -> str:
    text = _cut(text, phrases)
    return _LOOSE.sub("", text) if _ANY_LOOSE.search(text.lower()) else text


def _without_report(act: str, report_to: str | None) -> str:
    at = act.find(report_to) if report_to else -1
    if report_to is None or at < 0:
        return act
    before = act[:at]
    tail = _REPORT_TAIL.search(before)
    kept = before[: tail.start()] if tail and len(before[: tail.start()].split()) >= 3 else before
    after = act[at + len(report_to) :].lstrip()
    return f"{kept.rstrip()} {after}" if len(after.split()) > 4 else kept


def _trimmed(act: str) -> str:
    # Most acts hold no bracket.
    plain = _UNCLOSED.sub("", _BY_MAIL.sub("", act)) if "(" in act else act
    words = _LINK.sub("", squeeze(plain), count=1)
    # The spaces are single now: plain replacing does what patterns would.
    for mark in _MARKS:
        words = words.replace(f" {mark}", mark)
    words = _MARKS_IN_A_ROW.sub(", ", words).strip(" ,;:./–-")
    before, _, last = words.rpartition(" ")
    return (before if before and last in _LINKS else words).strip(" ,;:./–-")
