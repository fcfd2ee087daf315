"""The outline of a letter while it is read from top to bottom: headings, lead-ins, open quotations."""

from collections.abc import Sized
from dataclasses import dataclass

from haichieu.dispatches.rules.actors import (
    asked_until,
    directed_actors,
    heading_actors,
    inner_actors,
    leading_actors,
    owner_line,
)
from haichieu.dispatches.rules.asks import Above
from haichieu.dispatches.rules.forms import matching_form
from haichieu.dispatches.rules.lead_ins import carries_out, is_meta, opens_tasks, without_label
from haichieu.dispatches.rules.paragraphs import Paragraph
from haichieu.dispatches.rules.words import ACTOR, BEGINS_TASK, TASK_VERB
from haichieu.text.patterns import at_word, late

_SECTIONS = (
    ("requirement", late(r"(?:yêu cầu|chỉ tiêu)")),
    ("goals", late(r"(?:các )?mục tiêu")),
    ("plan", late(
        r"(?:phương hướng|nhiệm vụ (?:trọng tâm|quý|năm|tháng|6 tháng|thời gian tới|chủ yếu)"
        r"|kế hoạch (?:quý|năm|tháng|công tác)"
        r"|một số (?:nhiệm vụ|phương hướng))")),
    ("aims", late(r"mục đích(?:,| và|,? ý nghĩa và) yêu cầu")),
    ("purpose", late(
        r"(?:mục đích|ý nghĩa|căn cứ|cơ sở (?!vật chất|hạ tầng)|tình hình|kết quả|thực trạng|đánh giá|ưu điểm|tồn tại"
        r"|nguyên nhân|phạm vi|đối tượng|giải thích|danh sách|mẫu )")),
    ("information", late(
        r"(?:thời gian|địa điểm|thành phần|kinh phí|giải thưởng|cơ cấu giải|nội dung thông tin|biểu"
        r"|chương trình chi tiết|hình thức|nội dung chương trình)")),
    ("organisation", late(
        r"(?:tổ chức thực hiện|trách nhiệm|nhiệm vụ|phân công|giải pháp|nội dung"
        r"|chế độ (?:thông tin,? )?báo cáo|báo cáo|quy định|phương án|tiến độ|các nhiệm vụ|tổ chức"
        r"|các loại báo cáo|triển khai)")),
)  # fmt: skip
#: The title of a regulation that is attached: its articles bind whoever they name.
_RULES = late(r"(?:quy chế|quy định|nội quy|thể lệ|quy ước|hương ước)(?! chung)(?:\s(?!của)|$)")
_DEFINED = late(r"\(\s*sau đây (?:gọi|viết)(?: tắt| chung)? là:? ((?:các|Các|đơn vị|cơ quan)[^)]{3,60})\)")
#: “3. KHoPC:”: the short name of a body and nothing else.
_ACRONYM = late(r"(?!(?:[IVXL]+|[A-ZĐ]{1,2}\d+)$)(?=(?:\w*[A-ZĐ]){2})[A-ZĐ][\wĐđ&-]{1,11}$")
#: Kinds that report or propose: what they list is no order.
PROPOSALS = ("tờ trình", "báo cáo", "biên bản")
#: Kinds whose numbered items are tasks where no lead-in says what they are.
_ORDERS = (
    "công văn",
    "thông báo",
    "chỉ thị",
    "công điện",
    "hướng dẫn",
    "kế hoạch",
    "chương trình",
    "phương án",
    "giấy mời",
)
#: Kinds in which a doer and a day make a task.
PLANS = ("kế hoạch", "chương trình", "phương án")
_REQUESTS = late(
    at_word(
        r"(?:đề nghị|yêu cầu|giao|chỉ đạo|kết luận|trách nhiệm|nhiệm vụ|phân công|kêu gọi|kính trình)(?!\w)"
    )
)
#: Levels of “Điều 1.”, “2.”, “1.1.”, “1.1.1.”.
_NUMBERED = range(2, 6)
#: “… phê duyệt Đề án với các nội dung chủ yếu sau:”: what the draft holds, not what is asked for.
_CONTENTS = late(
    r"(?:phê duyệt|ban hành|thông qua|xem xét|quyết định)(?!\w)[^.;]{0,160}(?:với|có|gồm|theo)"
    r"(?: các| những| một số)? nội dung[^.;]{0,30}$"
)
_ROMAN = late(r"(?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|[IVX]+\s?[.\-)–])")

#: “Công đoàn ngành hướng dẫn một số nội dung như sau:”: who stands in front is the issuer itself.
_EXPLAINS = late(
    r"(?:hướng dẫn|thông báo|ban hành|xây dựng|triển khai) (?:một số|cụ thể|như sau|kế hoạch"
    r"|nội dung)[^.;]{0,60}:$"
)
#: “Ủy ban nhân dân xã yêu cầu:”: who stands in front asks, and whom it asks is left to the greeting.
_ASKS_NOBODY = late(
    r"(?:kính )?(?:đề nghị|yêu cầu|giao|chỉ đạo|phân công|kêu gọi|lưu ý)(?:\W*$| (?:thực hiện|triển khai|tập trung"
    r"|làm|như sau|một số|các (?:nội dung|nhiệm vụ|công việc|việc)|những (?:nội dung|việc)|nội dung|nhiệm vụ)(?!\w))"
)
#: Who is many is asked and asks nobody.
_MANY = late(r"(?:các|quý|mỗi|từng|toàn thể|tất cả|những)\s")
#: What is listed after these words is no task.
_LISTS = late(r"(?:gồm(?: có)?|(?:kính|trân trọng|xin) mời)\s*:$")
#: A request to somebody else; who is told off, sent or instructed by the one above is no actor.
_ASKS_ANOTHER = late(
    r"(?:đề nghị|yêu cầu|giao|mời|thông báo|chỉ đạo(?! (?:các|toàn|từng|mỗi|trung tâm|cơ quan|bộ phận|phòng|ban"
    r"|tổ|đội|văn phòng)))(?!\w)"
    r"|phân công(?! (?:cán bộ|lãnh đạo|công chức|viên chức"
    r"|các đồng chí|đồng chí|đ/c|thành viên|giáo viên|người|đoàn viên|ủy viên|cấp ủy viên|đảng viên|hội viên"
    r"|báo cáo viên|phóng viên|nhân viên|\d|một))"
)
_LISTED = late(r"gồm(?: có)?\s*:?$")
_DUTIES = late(r"(?:trách nhiệm|nhiệm vụ)\s*:$")
_LABELLED_TASK = late(rf"[^:]{{3,60}}:\s+{TASK_VERB}")
_ASKING = late(
    r"(?<!\w)(?:đề nghị|yêu cầu|giao|mong|kính (?:trình|chuyển)|kêu gọi|kính mời|trân trọng mời|thông báo"
    r"|(?:trả lời|có ý kiến|hướng dẫn) để)(?!\w)"
)
#: “Đối với các trạm y tế chưa có kho lạnh, đề nghị đơn vị mượn tạm”: whoever the sentence is about.
_ANY_BODY = ("đơn vị", "cơ sở", "trường", "doanh nghiệp", "địa phương", "cơ quan")
#: What begins like an act and is none: “Quyết định này có hiệu lực từ ngày ký. Các Sở chịu trách nhiệm …”.
_NO_ACT = ("kết thúc ", "nhận được ", "quyết định này ", "quyết định có hiệu lực")
#: “Thu đảng phí: đảng viên nộp …”: the sentence begins after the name of the task.
_LABEL = late(r"[^:.;]{3,50}:\s+")
_CONDITIONAL = late(
    r"(?:đối với|trong quá trình|khi|nếu|kết thúc|ngoài|định kỳ|hằng|trước|sau|cùng|về|riêng|quá)"
)
#: “100% chi đoàn sinh hoạt”, “phấn đấu mỗi chi đoàn kết nạp”: who is to reach a target.
_TARGETED = late(rf"(?:^\d+\s?% (?:số |các |tổng số )?|(?<=\s)(?=(?:mỗi|từng) ))(?={ACTOR})")
#: “Chi đoàn chưa hoàn thành thì Bí thư chi đoàn phải giải trình”, “Khoa nào để tái diễn, trưởng khoa làm kiểm điểm”.
_FAILING = late(rf"[^.;,]{{2,60}}?\s(?:nào|chưa)\s[^.;,]{{3,80}}?(?:\sthì\s|,\s)(?={ACTOR})")
#: “Đối với doanh nghiệp không còn hoạt động:” says about whom something is to be done by whoever was asked above.
_TOPIC = late(
    r"đối với (?:các |những )?(?:doanh nghiệp|hộ|người|cá nhân|trường hợp|học sinh|đối tượng|phương tiện)\s"
)
_CLAUSE_END = late(r"[.;]\s")
_PLANS = late(r"(?:ban hành|phê duyệt) (?:kế hoạch|chương trình|phương án)")
_GUESTS = late(r"(?:thành phần|địa điểm)\s*:")


@dataclass(slots=True)
class _Heading:
    level: int
    actors: list[str]
    section: str
    #: Whether it is a lead-in to opinions or quotations.
    opinion: bool = False


class Outline:
    """What stands above the paragraph that is being read."""

    def __init__(self, addressees: list[str], *, kind: str = "công văn") -> None:
        self._addressees, self._kind = addressees, kind
        self._answers = self._guides = self._asked = self._requested = self._led = False
        self._headings: list[_Heading] = []
        self._lead: list[str] = []
        #: Who was named at the beginning of an item above, for letters that name nobody else.
        self._last: tuple[int, list[str]] = (0, [])
        #: “… (sau đây gọi là các đơn vị)”: whom the letter means where it names nobody.
        self._defined: list[str] = []
        self._tasks = self._opinion = False
        #: The numbered paragraph above: “2.”, “1.1.”.
        self.numbered: Paragraph | None = None

    def reach(self, paragraph: Paragraph) -> None:
        """Come to the next paragraph: headings at its level or deeper are over."""
        if paragraph.level:
            if paragraph.level in _NUMBERED:
                self.numbered = paragraph
            self._headings = [heading for heading in self._headings if heading.level < paragraph.level]
        defined = _DEFINED.search(paragraph.text)
        if defined:
            self._defined = [defined.group(1).strip(' “”"')]

    def tasks_open(self) -> bool:
        """Whether a lead-in or a heading that names who must act is open."""
        return self._tasks or any(heading.actors for heading in self._headings)

    def above(self, *, deadlines: Sized, owned: bool = False) -> Above:
        """What colours the paragraph reached."""
        actor = headed = said = False
        section, sections = "other", []
        for heading in self._headings:
            actor = actor or bool(heading.actors)
            headed = headed or heading.level >= 2
            said = said or heading.opinion
            sections.append(heading.section)
            section = heading.section if heading.section != "other" else section
        if section == "organisation" and "plan" in sections:
            section = "plan"
        opinion = section != "plan" and (self._opinion or said)
        return Above(
            tasks=self._tasks,
            opinion=opinion,
            actor=actor,
            section=section,
            proposes=self._kind in PROPOSALS and not self._requested,
            guides=self._guides,
            requested=self._tasks and self._requested,
            asked=self._asked,
            deadlines=deadlines,
            bare=not self._led and self._kind in _ORDERS and section == "other",
            planned=self._kind in PLANS,
            headed=headed,
            owned=owned,
        )

    def take_heading(self, paragraph: Paragraph, following: Paragraph | None) -> bool:
        """Remember the paragraph if it is a heading; whether it is one."""
        content = paragraph.content
        if self._asks_nobody(paragraph) or not _is_heading(paragraph, following):
            return False
        # A decision names its issuer again in capitals above the grounds: that is no heading of tasks.
        actors = [] if content.isupper() and not paragraph.level else heading_actors(content)
        if paragraph.level and not actors and _ACRONYM.match(content.rstrip(" :.*_")):
            actors = [content.rstrip(" :.*_")]
        form = matching_form(content)
        if self._lead and _TOPIC.match(form):
            actors = []
        self._last = (0, [])
        section = next((name for name, pattern in _SECTIONS if pattern.match(form)), "other")
        level = paragraph.level or (1 if content.isupper() else 0)
        if not paragraph.level and content.isupper() and _RULES.match(form):
            level, section = 0, "rules"
        if not paragraph.level and content.isupper():
            self._tasks = self._opinion = False
        self._headings = [heading for heading in self._headings if heading.level < level]
        listed = bool(_LISTED.search(form.rstrip()))
        self._headings.append(_Heading(level, [] if listed else actors, "information" if listed else section))
        return True

    def take_lead(self, paragraph: Paragraph, opens: bool | None, *, regulates: bool, asks: bool) -> None:
        """Remember who is asked and for what kind of list the paragraph opens, if it opens one."""
        ends_in_colon = paragraph.text.rstrip(" *_").endswith(":")
        if regulates and ends_in_colon:
            self._headings.append(_Heading(paragraph.level, [], _issued_section(paragraph)))
            return
        if ends_in_colon and _LISTS.search(matching_form(paragraph.text).rstrip(" *_")):
            self._headings.append(_Heading(paragraph.level, [], "information"))
            return
        directed = directed_actors(paragraph.content)
        self._asked = self._asked or (asks and bool(directed))
        named = directed or leading_actors(paragraph.content)
        speaks = self._asks_nobody(paragraph)
        if speaks or (not paragraph.level and _EXPLAINS.search(matching_form(paragraph.text))):
            named = directed
        if paragraph.level == 2 and paragraph.marker.startswith("Điều") and named:
            self._headings.append(_Heading(2, named, "organisation"))
        if opens is None:
            if asks and paragraph.level and named and paragraph.level in (2, 3):
                self._headings.append(_Heading(paragraph.level, named, "other"))
            return
        if paragraph.level:
            self._headings.append(
                _Heading(paragraph.level, named, "organisation" if opens else "other", not opens)
            )
            self._tasks = self._tasks or opens
            return
        self._led = True
        last = _CLAUSE_END.split(matching_form(paragraph.text))[-1][-300:]
        requests = bool(_REQUESTS.search(last)) and not (self._kind in PROPOSALS and _CONTENTS.search(last))
        opens = opens and (requests or not self._answers)
        self._requested = opens and requests
        self._guides = opens and not requests and self._kind == "công văn" and not carries_out(paragraph)
        self._answers = self._answers or not opens
        self._tasks, self._opinion = opens, not opens
        if named or speaks or not any(heading.actors for heading in self._headings):
            self._headings = []
        self._lead = named if opens else []
        if named and opens and _DUTIES.search(matching_form(paragraph.text)):
            self._headings = [_Heading(0, named, "organisation")]

    def _asks_nobody(self, paragraph: Paragraph) -> bool:
        """Whether a lead-in only says who asks: a body that is neither many nor addressed."""
        content = paragraph.content
        if paragraph.level or not content.rstrip(" *_").endswith(":") or directed_actors(content):
            return False
        speakers = leading_actors(content)
        if not speakers or _MANY.match(matching_form(speakers[0])) or set(speakers) & {*self._addressees}:
            return False
        return bool(_ASKS_NOBODY.match(matching_form(content), asked_until(content)))

    def owners(self, paragraph: Paragraph) -> list[str]:
        """Actors on a line such as “Đơn vị chủ trì: …”."""
        return owner_line(paragraph.content, planned=self._kind in PLANS)

    def actors_of(self, paragraph: Paragraph) -> list[str]:
        """Who must do what the paragraph asks: the sentence itself, the heading, the lead-in, the addressees."""
        content = without_label(paragraph.content)
        form = matching_form(content)
        heading = next((h.actors for h in reversed(self._headings) if h.actors), [])
        failing = _FAILING.match(form) if " nào " in form or " chưa " in form else None
        answering = leading_actors(content[failing.end() :]) if failing else []
        leading = answering or leading_actors(content)
        named = directed_actors(content)
        if len(named) == 1 and named[0] in _ANY_BODY and form.startswith("đối với "):
            named = leading_actors(content[len("đối với ") :]) or named
        asking = _ASKING.search(form[:160])
        # In a numbered item “Trưởng thôn thông báo đến từng hộ” tells what the head of the village is to do.
        if leading and (asking is None or (paragraph.level > 2 and asking.group(0) == "thông báo")):
            self._last = (paragraph.level, leading)
            return leading
        label = None if leading or named or heading else _LABEL.match(content)
        labelled = leading_actors(content[label.end() :]) if label else []
        if labelled:
            return labelled
        # Whoever is asked to instruct others acts; below an item that names somebody the others do.
        instructs = self._lead and not heading and form.startswith("chỉ đạo ")
        acts = BEGINS_TASK.match(form) and (instructs or not _ASKS_ANOTHER.match(form))
        if acts and paragraph.level and (heading or self._lead):
            return heading or self._lead
        if named:
            return named
        if leading:
            return leading
        verb = BEGINS_TASK.match(form)
        starts = (verb and not form.startswith(_NO_ACT)) or _LABELLED_TASK.match(form)
        clause = None if starts else inner_actors(content)
        if clause and (_CONDITIONAL.match(form) or not heading):
            return clause
        above = heading or self._lead or self._defined or [*self._addressees] or self._named_above(paragraph)
        target = None if above else _TARGETED.search(form)
        return leading_actors(content[target.end() :]) if target else above

    def _named_above(self, paragraph: Paragraph) -> list[str]:
        """Who begins the item just above: “2.1. Công đoàn cơ sở thu …” goes for “2.2. Mở sổ …” too."""
        level, named = self._last
        return [*named] if level and paragraph.level in (0, level) else []


def _issued_section(paragraph: Paragraph) -> str:
    """A plan that a decision issues lists tasks; a regulation lists rules."""
    form = matching_form(paragraph.content)
    return "organisation" if _PLANS.match(form) else "regulation"


def _is_guest_list(following: Paragraph) -> bool:
    """What has a place and a list of guests is an event on a programme, not a task."""
    return bool(_GUESTS.match(matching_form(following.content)))


def _is_heading(paragraph: Paragraph, following: Paragraph | None) -> bool:
    content = paragraph.content.rstrip(" *_")
    if len(content) > 170 or not content:
        return False
    if content.isupper() and len(content) > 3:
        return True
    if following is not None and paragraph.level and _is_guest_list(following):
        return True
    if content.endswith((".", ";", "/.")) or (
        content.endswith(":")
        and (directed_actors(content) or (opens_tasks(paragraph) and not heading_actors(content)))
    ):
        return False
    if _ROMAN.match(paragraph.marker) and len(content) < 130:
        return True
    if following is None or matching_form(content).endswith("mời:"):
        return False
    if is_meta(following):
        return False
    deeper = following.level > paragraph.level or (following.level == 0 and paragraph.level > 0)
    if paragraph.level == 0:
        leads = following.level > 0 or (
            content.endswith(":") and bool(BEGINS_TASK.match(matching_form(following.content)))
        )
        return leads and bool(heading_actors(content))
    return deeper and not (BEGINS_TASK.match(matching_form(content)) and content.endswith(":"))
