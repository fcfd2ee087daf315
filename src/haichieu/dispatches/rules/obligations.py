"""Obligations: who must do what, by when, and to whom the result goes."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from haichieu.dispatches.rules.actor_list import split_actors
from haichieu.dispatches.rules.asks import judge, orders
from haichieu.dispatches.rules.clauses import actors_at, further_actors, own_deadlines, report_at
from haichieu.dispatches.rules.deadline_periods import times_each
from haichieu.dispatches.rules.deadline_references import refer_back
from haichieu.dispatches.rules.deadline_relative import whole_duration
from haichieu.dispatches.rules.deadlines import Deadline, find_deadlines
from haichieu.dispatches.rules.forms import matching_form
from haichieu.dispatches.rules.lead_ins import is_issuer_act, is_meta, opens_tasks
from haichieu.dispatches.rules.normal_form import NormalForm, normal_form
from haichieu.dispatches.rules.outline import PLANS, PROPOSALS, Outline
from haichieu.dispatches.rules.paragraphs import Paragraph
from haichieu.dispatches.rules.quotations import quoted_paragraphs
from haichieu.dispatches.rules.report_to import find_report_to
from haichieu.dispatches.rules.tables import TaskRow
from haichieu.dispatches.rules.words import TASK_VERB
from haichieu.text.patterns import late

_MAX = 40
_START = 60
_ACKNOWLEDGES = late(r"(?:triển khai|thực hiện|thi hành|quán triệt)[^;]{0,90}$")
_CLOSING = late(r"(?:đề nghị|yêu cầu|thông báo|trách nhiệm thi hành|biết|căn cứ nội dung|nhận được)")
_SUBSTANCE = late(
    r"(?<!\w)(?:báo cáo|gửi|lập|nộp|xây dựng|rà soát|tổng hợp|phản ánh|cử|kiểm tra|trả lời)(?!\w)"
)
#: Labels of when something is due; “Thời gian: 14 giờ …” is when an event takes place.
_DUE_LABEL = late(
    r"(?:tiến độ|thời hạn|thời gian (?:gửi|nộp|báo cáo|hoàn thành|đăng ký|thực hiện|nhận|xong))"
)
_PLANS = ("kế hoạch", "chương trình", "phương án", "đề án")
_TASK_INSIDE = late(rf"(?:^|[:;,]\s){TASK_VERB}")
_DOER = late(r"(?:đơn vị|cơ quan|bộ phận|người)\s+(?:chủ trì|thực|phụ trách)|(?:chủ trì|phụ trách)\s?:")
_WHEN = late(r"(?:thời gian|tiến độ|thời hạn)")


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing somebody is asked to do."""

    paragraph: Paragraph
    actors: tuple[str, ...]
    deadline: Deadline | None
    report_to: str | None
    #: task, standing or acknowledgement.
    kind: str
    #: Which rule found it.
    rule: str
    #: Every deadline that its paragraph states, in the words of the letter.
    deadline_words: tuple[str, ...] = ()
    #: The row of a table of tasks that it was read from.
    row: TaskRow | None = None

    @property
    def start(self) -> str:
        """The first words of its paragraph."""
        return self.paragraph.text[:_START].strip()

    def parts(self) -> NormalForm:
        """Act, lead, helpers and product, each by itself."""
        return normal_form(
            self.paragraph.content,
            actors=self.actors,
            deadlines=self.deadline_words,
            report_to=self.report_to,
            cooperating=tuple(split_actors(self.row.partners)) if self.row else (),
            product=self.row.product or None if self.row else None,
        )


@dataclass(frozen=True, slots=True)
class _Draft:
    """An obligation before the lines under it have added who and when."""

    paragraph: Paragraph
    actors: list[str]
    deadlines: list[Deadline]
    report_to: str | None
    rule: str
    row: TaskRow | None = None


@dataclass
class _Stated:
    """The deadlines of a paragraph, looked for when they first matter: for grounds and background they never do."""

    text: str
    issued: date | None

    @cached_property
    def found(self) -> list[Deadline]:
        return own_deadlines(self.text, find_deadlines(self.text, self.issued))

    def __len__(self) -> int:
        return len(self.found)


def read_obligations(
    paragraphs: tuple[Paragraph, ...],
    *,
    rows: dict[Paragraph, TaskRow],
    issued: date | None,
    kind: str,
    addressees: list[str],
) -> tuple[Obligation, ...]:
    """Every obligation of the letter, in order, at most forty.

    Parameters
    ----------
    rows:
        The paragraphs that are rows of a table of tasks.
    issued:
        Date of the letter, the first of its month where the day is blank.
    kind:
        Kind of the document, lower case.
    addressees:
        Who is asked where neither sentence nor heading names anybody.
    """
    outline, drafts = Outline(addressees, kind=kind), list[_Draft]()
    quoted = quoted_paragraphs(paragraphs)
    timed: list[_Draft] = []
    for index, paragraph in enumerate(paragraphs):
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        outline.reach(paragraph)
        if index in quoted:
            continue
        if timed and _take_time(paragraph, timed, issued):
            continue
        timed = _timed_below(paragraph, drafts)
        if paragraph in rows:
            drafts.append(_from_row(paragraph, rows[paragraph], outline, issued))
        elif paragraph.cells or (is_meta(paragraph) and _take_meta(paragraph, outline, drafts, issued, kind)):
            continue
        elif not outline.take_heading(paragraph, following):
            _take_text(paragraph, following, outline, drafts, issued)
    refer_back((draft.paragraph.text, draft.deadlines) for draft in drafts)
    return tuple(obligation for draft in drafts for obligation in _finish(draft))[:_MAX]


def orders_something(paragraphs: tuple[Paragraph, ...], *, kind: str) -> bool:
    """Whether a letter plainly orders something: where no obligation was found, one was then not read."""
    if kind in PROPOSALS:
        return False
    quoted = quoted_paragraphs(paragraphs)
    return any(
        orders(paragraph, planned=kind in PLANS)
        for index, paragraph in enumerate(paragraphs)
        if index not in quoted and not is_issuer_act(paragraph)
    )


def _take_text(
    paragraph: Paragraph,
    following: Paragraph | None,
    outline: Outline,
    drafts: list[_Draft],
    issued: date | None,
) -> None:
    deadlines = _Stated(paragraph.text, issued)
    owned = following is not None and bool(outline.owners(following))
    above = outline.above(deadlines=deadlines, owned=owned)
    verdict = judge(paragraph, above)
    if verdict.asks:
        report_to = find_report_to(paragraph.text)
        drafts.append(
            _Draft(paragraph, outline.actors_of(paragraph), deadlines.found, report_to, verdict.rule)
        )
    outline.take_lead(
        paragraph, opens_tasks(paragraph), regulates=is_issuer_act(paragraph), asks=verdict.asks
    )


def _take_meta(
    paragraph: Paragraph, outline: Outline, drafts: list[_Draft], issued: date | None, kind: str
) -> bool:
    """Give who and when of a line such as “Thời gian thực hiện: …” to the obligations above it."""
    form = matching_form(paragraph.content)
    owners = outline.owners(paragraph)
    served = _served(drafts, paragraph, outline.numbered)
    if owners and _DOER.match(form):
        for draft in served:
            draft.actors[:] = owners
        for draft in _dated_parts(drafts, served):
            draft.actors[:] = draft.actors or owners
        return True
    if not _WHEN.match(form):
        return True
    deadlines = list(find_deadlines(paragraph.text, issued))
    if kind in _PLANS:
        for draft in served:
            draft.deadlines[:] = draft.deadlines or deadlines
    elif deadlines and outline.tasks_open() and _DUE_LABEL.match(form):
        drafts.append(_Draft(paragraph, outline.actors_of(paragraph), deadlines, None, "time"))
    return True


def _timed_below(paragraph: Paragraph, drafts: list[_Draft]) -> list[_Draft]:
    """The obligation whose times are listed below a line such as “Thời gian thực hiện:”, if the line is one."""
    content = paragraph.content
    if not content.endswith(":") or not _DUE_LABEL.match(matching_form(content)):
        return []
    return drafts[-1:]


def _take_time(paragraph: Paragraph, timed: list[_Draft], issued: date | None) -> bool:
    """Give the time that an item of such a list names to the obligation; whether it names one and no task."""
    if not paragraph.level or _TASK_INSIDE.search(matching_form(paragraph.content)):
        return False
    found = find_deadlines(paragraph.text, issued)
    for draft in timed:
        known = {(each.type, each.value) for each in draft.deadlines}
        draft.deadlines.extend(each for each in found[:1] if (each.type, each.value) not in known)
    return bool(found)


def _served(drafts: list[_Draft], meta: Paragraph, numbered: Paragraph | None) -> list[_Draft]:
    """The obligations to which a meta line belongs: the numbered one it stands under, else those beside it."""
    above = next((draft for draft in reversed(drafts) if draft.paragraph is numbered), None)
    if (
        above is None
        or meta.level <= above.paragraph.level
        or above.paragraph.text.rstrip(" *_").endswith(":")
    ):
        return _siblings(drafts, meta)
    return [above]


def _dated_parts(drafts: list[_Draft], served: list[_Draft]) -> list[_Draft]:
    """The parts of the obligation served that have a day of their own: whoever answers for it does them too."""
    if not served or len(served) > 1:
        return []
    below = drafts[drafts.index(served[0]) + 1 :]
    return [draft for draft in below if draft.deadlines]


def _siblings(drafts: list[_Draft], paragraph: Paragraph) -> list[_Draft]:
    """The obligation above a plain meta line; all items of the list that a meta item closes."""
    if not drafts or not paragraph.level:
        return drafts[-1:]
    last = drafts[-1]
    # A day that another such line gave to the whole list does not end it.
    given = [] if any(each.text in last.paragraph.text for each in last.deadlines) else last.deadlines
    same = []
    for draft in reversed(drafts):
        if draft.paragraph.level != paragraph.level or (draft.deadlines and draft.deadlines != given):
            break
        same.append(draft)
    return same


def _from_row(paragraph: Paragraph, row: TaskRow, outline: Outline, issued: date | None) -> _Draft:
    whole = whole_duration(row.deadline) or times_each(row.deadline)
    deadlines = (
        [whole]
        if whole
        else list(find_deadlines(row.deadline, issued))
        or [replace(each, text=row.deadline) for each in find_deadlines(f"trước {row.deadline}", issued)]
    )
    actors = [row.owner] if row.owner else outline.actors_of(paragraph)
    return _Draft(
        paragraph, actors, deadlines[:1], find_report_to(row.content) or row.receiver or None, "row", row
    )


def _finish(draft: _Draft) -> list[Obligation]:
    deadlines: list[Deadline | None] = [*draft.deadlines] or [None]
    return [_finished(draft, deadline, len(deadlines)) for deadline in deadlines]


def _finished(draft: _Draft, deadline: Deadline | None, number: int) -> Obligation:
    text, actors, report_to = draft.paragraph.text, draft.actors, draft.report_to
    if deadline is not None and deadline.text == text[deadline.start : deadline.end]:
        actors = actors_at(text, deadline, actors, number)
        report_to = report_at(text, deadline, report_to, draft.deadlines)
    if number == 1 and draft.row is None:
        later = further_actors(draft.paragraph.content)
        actors = [*actors, *(each for each in later if each not in actors)]
    return Obligation(
        draft.paragraph,
        tuple(actors),
        deadline,
        report_to,
        _kind(draft.paragraph, deadline, report_to),
        draft.rule,
        tuple(each.text for each in draft.deadlines),
        draft.row,
    )


def _kind(paragraph: Paragraph, deadline: Deadline | None, report_to: str | None) -> str:
    form = matching_form(paragraph.content).rstrip(" ./")
    closes = not paragraph.level or paragraph.marker.startswith("Điều")
    empty = deadline is None and report_to is None and not _SUBSTANCE.search(form) and len(form) < 420
    if closes and empty and _CLOSING.search(form) and _ACKNOWLEDGES.search(form):
        return "acknowledgement"
    return "standing" if deadline is None or deadline.type in ("continuous", "period") else "task"
