"""Whether a paragraph asks somebody to do something, from its own words and from what stands above it."""

import re
from dataclasses import dataclass

from haichieu.dispatches.rules.actors import directed_actors, heading_actors, inner_actors, leading_actors
from haichieu.dispatches.rules.forms import matching_form
from haichieu.dispatches.rules.paragraphs import Paragraph
from haichieu.dispatches.rules.report_to import find_report_to
from haichieu.dispatches.rules.words import TASK_VERB
from haichieu.text.clean import just_before

_DUTY = re.compile(
    rf"(?:có|chịu) (?:trách nhiệm|nhiệm vụ),?\s+(?:chủ động |trực tiếp |giúp [^.;,]{{3,60}} )?(?:thi hành|{TASK_VERB})"
    r"|căn cứ (?:quyết định|nghị quyết|chỉ thị)(?: này)? (?:để )?thi hành\W*$"
)
_KNOW_AND_DO = re.compile(
    r"(?:để|xin thông báo|thông báo|cho|tới|đến).{0,160}(?:biết|được biết)(?:,| và|, và|,? quản lý và"
    r"|, chỉ đạo,? và)*\s*"
    r"(?:tổ chức |cùng |triển khai |chỉ đạo |phối hợp |nghiêm túc |quản lý |căn cứ )*"
    r"(?:thực hiện|triển khai|báo cáo|chỉ đạo|phối hợp|tổ chức|thi hành|áp dụng|làm căn cứ)"
    rf"|(?:để|đến|tới|cho)\s[^.;]{{0,160}}(?:được )?biết(?:,? và|,)\s+{TASK_VERB}"
)
_TROUBLE = re.compile(
    r"(?:khó khăn|vướng mắc|phát sinh|bất cập|vấn đề gì|chưa rõ).{0,160}(?:phản ánh|báo cáo|liên hệ|gửi|trao đổi"
    r"|thông tin|kiến nghị|có ý kiến|thông báo)(?! viên)"
)
_MODAL = re.compile(r"(?<!\w)(?:(?<!không )phải(?! là)|không được|được đưa|nghiêm cấm|cần)(?!\w)")
#: What a rule gives or excludes is no task.
_GRANTS = re.compile(
    r"thì (?:được|việc|không (?:phải|thuộc|được))|(?:được|không được) (?:miễn|giảm|hưởng|áp dụng|xét)"
)
_TARGET = re.compile(
    r"(?:phấn đấu|bảo đảm|đảm bảo|đạt)\s.{0,60}\d+\s?%|\d+\s?% .{3,60}(?:được|đạt|có)(?!\w)"
    rf"|^\d+\s?% (?:số |các |tổng số )?[^.;,]{{3,50}}?\s{TASK_VERB}"
    r"|tỷ lệ .{3,120} đạt (?:từ )?\d"
)
_GROUNDS = re.compile(
    r"(?:căn cứ|xét đề nghị|xét|theo đề nghị|thực hiện (?:luật|nghị|quyết|kế hoạch|công văn|chỉ thị"
    r"|chương trình|thông báo|hướng dẫn|văn bản)|"
    r"thi hành|tiếp theo|phúc đáp|trả lời|theo )"
)
_BACKGROUND = re.compile(
    r"(?:ngày \d|tuy nhiên|mặc dù|trong thời gian (?:qua|vừa qua)|thời gian (?:qua|vừa qua)|những năm qua"
    r"|hiện nay|qua (?:theo dõi|kiểm tra|báo cáo|"
    r"rà soát|sơ kết|công tác)|vừa qua|do (?:đó|các)|nguyên nhân|thực tế|kết quả|tính (?:từ|đến)|thời điểm"
    r"|năm \d{4}|quý [ivx]+|sau khi .{0,60}(?:nhận được|đã)|"
    r"kể từ khi|giải thích|ghi chú|số liệu|theo (?:báo cáo|quy định của pháp luật)|địa điểm|thành phần"
    r"|kinh phí|thời gian|điện thoại|email|website|mẫu số|"
    r"họ và tên|nếu trường hợp|trường hợp .{0,80}(?:thì|được)|quá thời hạn|cơ quan thuế|người nộp thuế"
    r"|đối tượng|hình thức|nguồn kinh phí|mức )"
)
_ISSUER_ACTS = re.compile(
    r"(?:thành lập|ban hành|phê duyệt|công nhận|bổ nhiệm|cho phép|nâng mức|điều chỉnh|sửa đổi|bãi bỏ|hủy bỏ"
    r"|công bố|điều động|quy định|tặng|khen thưởng|"
    r"bổ sung|giao (?:chỉ tiêu|dự toán|biên chế)|áp dụng|bãi|thu hồi|chấp thuận|đồng ý|thống nhất|đổi tên"
    r"|kiện toàn|ủy quyền|nhiệm vụ|thực hiện chế độ|nay )(?!\w)"
)
_IN_FORCE = re.compile(
    r"(?:quyết định|nghị quyết|quy chế|quy định|hướng dẫn|chỉ thị|thông báo|văn bản|kế hoạch"
    r"|công văn) (?:này )?(?:có hiệu lực|thay thế|được áp dụng|thay )"
)
#: In the article on taking effect: what somebody must still do.
_BESIDES = re.compile(r"(?<!\w)(?:chịu trách nhiệm|(?:và |được )+(?:đăng|công bố|niêm yết)(?! ký))")
#: A document or an article of law as the subject of the sentence: it is told, not asked.
_CITES = re.compile(
    r"(?:(?:quyết định|nghị định|nghị quyết|thông tư|luật|công văn|chỉ thị|tờ trình|văn bản|kế hoạch) số "
    r"|(?:tại |theo )?(?:khoản|điểm|điều|mục|tiết|chương|phần) [^.;]{0,200}?(?:quy định|hướng dẫn)(?!\w))"
)
_ONLY_ASKS = re.compile(r"(?:giao|đề nghị|yêu cầu|phân công|đối với)\s")
_BACKGROUND_AFTER = re.compile(r"(?:tại |căn cứ|theo (?:quy định|báo cáo)|ngày )")
_MUST_IF = re.compile(
    r"(?:trường hợp|đối với|nếu|khi)\s[^.;]{8,200}(?:,| thì)\s(?:[^.;,]{0,60}\s)?(?:thì )?phải (?!là|nộp thuế|chịu)"
)
_TIMED = re.compile(
    r"(?:trong (?:thời (?:gian|hạn)|vòng)|trước|chậm nhất|muộn nhất|định kỳ|hằng|hàng|sau khi|đến)\s"
)
#: “Mỗi đơn vị có ít nhất 03 bài dự thi”.
_QUOTA = re.compile(
    r"(?:mỗi|từng|các)\s(?!lần|ngày|tháng|năm|quý|tuần)[^.;:]{3,60}\s(?:có|gửi|nộp|tham gia|đăng ký|cử|viết)\s"
    r"(?:[^.;:]{0,20}\s)?(?:ít nhất|tối thiểu|từ)\s\d"
)
#: In a letter that explains: the body addressed does something, it is not only told what the law is.
_INSTRUCTS = re.compile(
    r"(?:^|[;.]\s|,\sthì\s|(?<=[^,;.]{40}),\s)(?:các\s)?(?:cục|chi cục|cơ quan|sở|phòng|ủy ban|ubnd)\s(?!(?:nhà nước )?có thẩm quyền)"
    r"[^.;,]{2,60}?\s(?:phối hợp|hướng dẫn|kiểm tra|rà soát|thông báo cho|xử lý|tổ chức thực hiện)(?!\w)"
)
_MUST_BY = re.compile(
    r"(?:^|\.\s)(?:các |mọi )?(?:người|đơn vị|cơ quan|tổ chức|cá nhân|doanh nghiệp|chủ|hộ|cơ sở)\s[^.;]{2,80}?\sphải (?!là|chịu|nộp thuế)"
)
#: What follows somebody's name when something is told about them.
_STATES = re.compile(
    r"(?:là(?! đầu mối| cơ quan| đơn vị)|được(?! giao| phân công| cử| ủy quyền)|đã|đang|chưa|vẫn|có thể|không thuộc|thuộc"
    r"|gồm|bao gồm|còn)(?!\w)"
)
#: “Phân công dự khai giảng: có danh sách kèm theo”.
_ATTACHED = re.compile(
    r"[^:]{3,80}:?\s(?:có|theo|xem) (?:danh sách|biểu|phụ lục|mẫu|lịch|bảng)[^.;]{0,30}(?:kèm|đính)[^.;]{0,50}\W*$"
)
_ISSUER_WILL = re.compile(
    r"[^.;]{3,80}? sẽ (?:tổ chức|tổng kết|thành lập|kiểm tra|xem xét|thông báo|phối hợp|ban hành|hướng dẫn|giải quyết)"
)
_META = re.compile(
    r"(?:đơn vị|cơ quan|bộ phận|thời gian|tiến độ|thời hạn|thời điểm|địa điểm|thành phần|kinh phí|người)\s?"
    r"(?:(?:chủ trì|phối hợp|thực\W{0,2}hiện|hoàn thành|phụ trách|báo cáo|dự kiến|đào tạo|[,/])\s?)*:"
)
_LEAD = re.compile(
    r"(?:đề nghị|yêu cầu|giao|trách nhiệm|nhiệm vụ|chỉ đạo|kết luận|phân công|quyết nghị|hướng dẫn"
    r"|tập trung|kêu gọi|lưu ý|"
    r"(?:triển khai|thực hiện|làm)[^.;]{0,60}(?:sau|nội dung|nhiệm vụ|công việc))"
)
_OPINION = re.compile(
    r"(?:có ý kiến|trả lời|quy định|cho biết|giải đáp|báo cáo|tham gia ý kiến|góp ý|thuyết minh"
    r"|nêu rõ)[^,]{0,40}:$|(?:bao gồm|gồm|cụ thể như|thì)\s*:$"
)
_ASSIGNS = re.compile(
    r"(?:đề nghị|yêu cầu|giao |kết luận|chỉ đạo|trách nhiệm|hướng dẫn|nhiệm vụ|nội dung sau|thực hiện)"
)
_PURE_LEAD = re.compile(
    r"^(?:thực hiện|triển khai|tập trung|làm|về)(?!\w)[^.;]{0,60}sau\W*$|(?:có trách nhiệm|có nhiệm vụ"
    r"|chịu trách nhiệm|như sau|sau đây)\W*$|^.{0,45}(?:gồm|cụ thể)\W*$"
)
#: Under “Yêu cầu” and “Chỉ tiêu”: how something is to be, or how much of it.
_STANDARD = re.compile(
    r"(?:\d+\s?%|mỗi )|(?:các hoạt động|việc|công tác|nội dung|hình thức)\s[^.;:]{0,60}?"
    r"(?:tổ chức|bảo đảm|đảm bảo|phải|diễn ra|thực hiện|tiến hành)(?!\w)"
)
#: Under a request for “the following”, an item that begins so names a thing or tells something.
_NO_TASK = re.compile(
    r"(?:việc|công tác|nội dung|các (?!cấp|đơn|cơ|phòng|sở|ban|bộ|xã|chi|đồng|công đoàn|huyện)|những|số"
    r"|tỷ lệ|giấy tờ|mẫu|phụ lục|danh sách|hồ sơ|mục tiêu|tại |theo |ngày |từ |trường hợp|đối với|nếu|người"
    r"|mức|thời|khoản|điểm|điều|luật|nghị"
    r"|thông tư|căn cứ|để |do |vì |về |là |có |một |[“\"(\d]"
    r"|(?:\S+\s){1,4}đối với )"
)
_VERB_START = re.compile(
    rf"(?:{TASK_VERB}|hằng |hàng |định kỳ|trước khi|khi |đối với|ngoài ra|đồng thời|sau khi|trong quá trình"
    rf"|kết thúc|đến |phải |cùng với|là đầu mối|là cơ quan)"
)
_REPORTED = re.compile(
    r"(?:đã|phải|được|theo|của|xét|tại|văn bản|cơ quan|về việc|hồ sơ|đơn|nội dung|có|các|những|công văn|ý kiến"
    r"|sự|số|không)\s+$"
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
    #: purpose, requirement, organisation, information, regulation or other.
    section: str = "other"
    #: Whether the letter only reports or proposes (tờ trình, báo cáo): then nothing follows from the context.
    proposes: bool = False
    #: Whether the open lead-in of a công văn only explains how something is done, without a request.
    guides: bool = False
    #: Whether the open lead-in asks or orders in so many words.
    requested: bool = False
    #: Whether the letter has already asked for something in so many words.
    asked: bool = False
    #: Whether the paragraph states a deadline.
    dated: bool = False
    #: Whether the line below it says who does it: “Đơn vị chủ trì: …”.
    owned: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """Verdict on one paragraph."""

    asks: bool
    #: Which rule decided; its precision on the development letters is the confidence.
    rule: str


#: Share of paragraphs found by each rule that the development letters also count (docs/algorithms/reading.md).
CONFIDENCE: dict[str, float] = {
    "duty": 0.94, "know and do": 0.95, "directive": 0.92, "trouble": 0.9, "row": 0.9, "item": 0.95, "actor": 0.9,
    "heading": 0.95, "owned": 0.95, "modal": 0.6, "instructs": 0.7, "numbered lead": 0.5, "dated": 0.85, "listed": 0.6,
    "information": 0.7,
}  # fmt: skip


def is_meta(paragraph: Paragraph) -> bool:
    """A line that only adds who or when to the task above: “Đơn vị chủ trì: …”, “Thời gian thực hiện: …”."""
    return bool(_META.match(matching_form(paragraph.content)))


def opens_tasks(paragraph: Paragraph) -> bool | None:
    """Whether a lead-in opens a list of tasks (True) or of opinions and quotations (False); None for no lead-in."""
    form = matching_form(paragraph.text).rstrip(" .*_")
    if not form.endswith(":"):
        return None
    last = re.split(r"[.;]\s", form)[-1]
    if _OPINION.search(last) and not _ASSIGNS.search(last[-170:]):
        return False
    return True if _LEAD.search(last[-260:]) else None


def is_issuer_act(paragraph: Paragraph) -> bool:
    """“Điều 1. Ban hành …”: what the issuer decides, not what it asks."""
    return paragraph.level == 2 and bool(_ISSUER_ACTS.match(matching_form(paragraph.content)))


def judge(paragraph: Paragraph, above: Above) -> Ask:
    """Decide whether a paragraph asks for something.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> from haichieu.dispatches.rules.paragraphs import find_paragraphs
    >>> sheet = make_sheet("Đề nghị các đơn vị gửi báo cáo về Sở.")
    >>> judge(find_paragraphs(sheet, sheet.lines)[0], Above())
    Ask(asks=True, rule='directive')
    """
    content = paragraph.content
    if len(content) < 12:
        return Ask(False, "short")
    form = matching_form(content)
    if _IN_FORCE.match(form) and not _TROUBLE.search(form) and not _BESIDES.search(form):
        return Ask(False, "in force")
    if _CITES.match(form) and not directed_actors(content):
        return Ask(False, "cites")
    if above.owned and not is_meta(paragraph):
        return Ask(True, "owned")
    is_lead = form.rstrip(" .*_").endswith(":")
    own = _by_own_words(paragraph, content, form, is_lead, above)
    return own if own is not None else _by_context(paragraph, content, form, above, is_lead)


def _by_own_words(paragraph: Paragraph, content: str, form: str, is_lead: bool, above: Above) -> Ask | None:
    if not is_lead and (_DUTY.search(form) or (paragraph.level == 2 and _BESIDES.search(form))):
        return Ask(True, "duty")
    if _KNOW_AND_DO.search(form):
        return Ask(True, "know and do")
    if (
        not is_lead
        and _TROUBLE.search(form)
        and ("nếu" in form or paragraph.level or re.search("đề nghị|trong quá trình", form))
        and not form.startswith("ngày")
    ):
        return Ask(True, "trouble")
    if (
        above.dated
        and not is_lead
        and (above.asked or not above.opinion)
        and find_report_to(content)
        and not _BACKGROUND.match(form)
        and not _GROUNDS.match(form)
    ):
        return Ask(True, "dated")
    if re.search(
        r"(?:thông báo|thông tin|trao đổi|trả lời|có ý kiến)[^.;]{0,160}(?:được |để )?biết\W*$", form
    ):
        return None
    if not directed_actors(content) or not _is_directive(form):
        return _later(content, form, above) if above.asked and not is_lead else None
    if not is_lead or _asks_before_lead(content):
        return Ask(True, "directive")
    if paragraph.level in (3, 4, 6, 7) and not above.proposes and not _is_pure_lead(content, form):
        return Ask(True, "numbered lead")
    return None


def _asks_before_lead(content: str) -> bool:
    """“Bộ đề nghị các tỉnh triển khai Nghị định. Trong quá trình thực hiện, lưu ý như sau:”: the first sentence asks."""
    first, _, lead = content.rpartition(". ")
    return bool(lead and directed_actors(first)) and _is_directive(matching_form(first))


def _is_pure_lead(content: str, form: str) -> bool:
    """“Giao Phòng Kinh tế:” names who must act and leaves the act to the list below."""
    return bool(_PURE_LEAD.search(form)) or bool(
        heading_actors(content.rstrip(" *_:")) and _ONLY_ASKS.match(form)
    )


def _later(content: str, form: str, above: Above) -> Ask | None:
    """After the request: what must come with it, by when the rest is due, how much each must do."""
    if above.proposes or _BACKGROUND_AFTER.match(form):
        return None
    if _MUST_IF.match(form):
        return Ask(True, "modal")
    if above.dated and _TIMED.match(form) and inner_actors(content):
        return Ask(True, "dated")
    return Ask(True, "dated") if _QUOTA.match(form) else None


def _is_directive(form: str) -> bool:
    """The request must be the issuer's own: not one reported, not the grounds of a decision."""
    if _GROUNDS.match(form) and form.rstrip().endswith((";", ",")):
        return False
    asks = list(
        re.finditer(
            r"(?<!\w)(?:đề nghị|yêu cầu|giao|phân công|mong|mời|kính trình|thông báo|chỉ đạo)(?!\w)",
            form,
        )
    )
    own = [match for match in asks if not _REPORTED.search(just_before(form, match.start()))]
    if re.match(r"(?:ngày \d|do |tuy nhiên|qua |vừa qua|theo báo cáo|sau khi|thời gian qua)", form):
        own = [match for match in own if _fresh_clause(just_before(form, match.start(), 400))]
    return bool(own)


def _fresh_clause(before: str) -> bool:
    """In a paragraph that tells what happened, only a clause of its own can still ask."""
    clause = re.split(r"[,.;]\s", before)
    return (
        len(clause) > 1
        and len(clause[-1]) < 70
        and not re.search(r"(?<!\w)(?:đã|có văn bản|có công văn|ý kiến|trong đó|theo đó)(?!\w)", clause[-1])
    )


def _leads(content: str, form: str) -> bool:
    """Whether the sentence begins with somebody who is to act, and not with one about whom something is told."""
    actors = leading_actors(content)
    if not actors:
        return False
    at = content.find(actors[-1]) + len(actors[-1])
    return not _STATES.match(form[at:].lstrip(" ,")) or bool(
        re.search(r"(?<!không )phải |(?<!\w)cần ", form[at : at + 40])
    )


def _instructs(form: str, above: Above) -> bool:
    return bool(_INSTRUCTS.search(form)) or (above.dated and bool(_MUST_BY.search(form)))


def _by_context(paragraph: Paragraph, content: str, form: str, above: Above, is_lead: bool) -> Ask:
    verb = bool(re.match(TASK_VERB, form))
    if _ATTACHED.match(form):
        return Ask(False, "attached")
    if (above.opinion or above.guides) and not is_lead and not above.proposes and _instructs(form, above):
        return Ask(True, "instructs")
    if _GROUNDS.match(form) and (form.rstrip().endswith((";", ",")) or not paragraph.level):
        return Ask(False, "grounds")
    if is_issuer_act(paragraph):
        return Ask(False, "issuer acts")
    if (
        above.proposes
        or above.opinion
        or _ISSUER_WILL.match(form)
        or (_BACKGROUND.match(form) and not (above.dated and above.tasks))
    ):
        return Ask(False, "background")
    leading = _leads(content, form)
    if above.section == "aims":
        return Ask(leading and bool(paragraph.level) and not above.opinion, "aims")
    if above.section in ("purpose", "information"):
        return Ask(above.section == "information" and leading and above.dated, above.section)
    if above.section == "regulation" and not (above.dated or (leading and _MODAL.search(form))):
        return Ask(False, "regulation")
    if is_lead and not (paragraph.level >= 3 and (verb or leading) and not _PURE_LEAD.search(form)):
        return Ask(False, "lead")
    if paragraph.level and (
        above.tasks or above.actor or above.section in ("requirement", "organisation", "regulation")
    ):
        return _item(content, form, above, verb, leading)
    if above.actor and (verb or leading or above.dated or _VERB_START.match(form)):
        return Ask(len(form.split()) > 4, "heading")
    if leading and (above.tasks or above.section == "organisation"):
        return Ask(len(form.split()) > 6, "actor")
    if above.dated and above.tasks and inner_actors(content):
        return Ask(True, "dated")
    return Ask(
        (above.tasks or above.actor) and bool(re.search(r"(?<!\w)(?<!không )phải (?!là)", form)), "modal"
    )


def _item(content: str, form: str, above: Above, verb: bool, leading: bool) -> Ask:
    if verb or _TARGET.search(form):
        return Ask(len(form.split()) > 2, "item")
    if leading:
        return Ask(len(form.split()) > 5, "actor")
    if above.section == "requirement" and _STANDARD.match(form):
        return Ask(True, "item")
    if above.guides and not (_MODAL.search(form) and inner_actors(content) and not _GRANTS.search(form)):
        return Ask(False, "guidance")
    if above.dated:
        return Ask(True, "dated")
    if re.match(r"(?:đối với|trường hợp|nếu)", form):
        acts = re.search(rf"[:,]\s+{TASK_VERB}", form)
        grants = _GRANTS.search(form) and not re.search(r"(?<!\w)phải (?!là|có )", form)
        return Ask(not grants and bool(acts or inner_actors(content) or "phải" in form.split()), "modal")
    if _VERB_START.match(form) or _MODAL.search(form):
        return Ask(True, "modal")
    head, _, rest = content.partition(":")
    if rest and len(head) < 90 and re.match(TASK_VERB, matching_form(rest).strip()):
        return Ask(True, "item")
    if above.actor and not _NO_TASK.match(form) and re.match(rf"(?:\S+\s+){{1,5}}{TASK_VERB}", form):
        return Ask(True, "item")
    return Ask(above.requested and len(form.split()) > 7 and not _NO_TASK.match(form), "listed")
