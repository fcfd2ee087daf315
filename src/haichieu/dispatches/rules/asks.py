"""Whether a paragraph asks somebody to do something, from its own words and from what stands above it."""

import re
from collections.abc import Sized
from typing import NamedTuple

from haichieu.dispatches.rules.actors import directed_actors, heading_actors, inner_actors, leading_actors
from haichieu.dispatches.rules.ask_doers import bids_after, bids_inside, leads
from haichieu.dispatches.rules.ask_patterns import (
    ACKNOWLEDGES,
    AIMED_ACTS,
    AIMS,
    ATTACHED,
    BACKGROUND,
    BACKGROUND_AFTER,
    BESIDES,
    BOUND,
    CITES,
    DUTY,
    EXCUSED,
    FORBIDS,
    GRANTS,
    GROUNDS,
    HOPES,
    IF_THEN,
    IN_FORCE,
    INSTRUCTS,
    IS_SENT,
    ISSUER_WILL,
    KNOW_AND_DO,
    LEVEL,
    MEANWHILE,
    MODAL,
    MUST_BY,
    MUST_IF,
    NEW_LAW,
    NO_TASK,
    ON_RECEIPT,
    ONLY_ASKS,
    OVER,
    PARTICULARS,
    PURE_LEAD,
    QUOTA,
    QUOTES_LAW,
    REPORTED,
    SANCTIONS,
    STANDARD,
    TARGET,
    TIMED,
    TROUBLE,
    VERB_START,
)
from haichieu.dispatches.rules.forms import matching_form
from haichieu.dispatches.rules.lead_ins import is_issuer_act, is_meta, without_label
from haichieu.dispatches.rules.paragraphs import Paragraph
from haichieu.dispatches.rules.report_to import find_report_to
from haichieu.dispatches.rules.words import BEGINS_TASK, TASK_VERB
from haichieu.text.clean import just_before
from haichieu.text.patterns import at_word, late

#: In a regulation: what must, must not, or how much.
_BINDS = late(rf"{MODAL.pattern}|{TARGET.pattern}|{BOUND.pattern}")
_ASKS_OR_MEANWHILE = late("^có gì|đề nghị|trong quá trình")
_FOLLOWING = late(r"(?:sau|sau đây|gồm|cụ thể)\W*$")
_TELLS = late(r"(?:ngày \d|do |tuy nhiên|qua |vừa qua|theo báo cáo|sau khi|thời gian qua)")
_REQUESTS = late(at_word(r"(?:đề nghị|yêu cầu|giao|phân công|mong|mời|kính trình|thông báo|chỉ đạo)(?!\w)"))
#: So many characters of a lead-in tell whether it asks.
_LEAD_TAIL = 80
_CLAUSE = late(r"[,.;]\s")
_TOLD = late(at_word(r"(?:đã|có văn bản|có công văn|ý kiến|trong đó|theo đó)(?!\w)"))
_NOUN = late(r"(?:báo cáo|quy định|hợp đồng|giáo dục) (?!về)")
_MUST_NOT_BE = late(r"(?<!\w)(?<!không )phải (?!là(?!\w))")
_IN_CASE = late(r"(?:đối với|trường hợp|nếu)")
#: “… rà soát giá, đồng thời thực hiện các nội dung sau:”.
_ALSO = late(r", đồng thời [^.;,]{0,80} (?:sau|sau đây):\W*$")
_ACTS = late(rf"[:,]\s+{TASK_VERB}")
_VERB_LATER = late(rf"(?:\S+\s+){{1,5}}{TASK_VERB}")
_GOES_ON = late(
    r"(?:đồng thời,? )?(?:tiếp tục|chủ động|tăng cường|thường xuyên|kịp thời|nghiêm túc|tuyệt đối)(?!\w)"
)
_MUST_NOT_HAVE = late(at_word(r"phải (?!là(?!\w)|có )"))


class Above(NamedTuple):
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
    #: The deadlines that the paragraph states.
    deadlines: Sized = ()
    #: Whether the letter has had no lead-in yet and is of a kind that assigns tasks.
    bare: bool = False
    #: Whether the letter is a plan or a programme: what stands in it with a doer and a day is to be done.
    planned: bool = False
    #: Whether a numbered heading is open.
    headed: bool = False
    #: Whether the line below it says who does it: “Đơn vị chủ trì: …”.
    owned: bool = False

    @property
    def dated(self) -> bool:
        """Whether the paragraph states a deadline: asked last, for they may be looked for only then."""
        return bool(self.deadlines)


class Ask(NamedTuple):
    """Verdict on one paragraph."""

    asks: bool
    #: Which rule decided.
    rule: str


#: “… thông báo để các đơn vị được biết.”
_INFORMS = late(
    r"(?:thông báo|thông tin|trao đổi|trả lời|có ý kiến)(?:(?!đề nghị |yêu cầu )[^.;]){0,160}"
    r"(?:được |để )?biết\W*$"
)


def orders(paragraph: Paragraph, *, planned: bool) -> bool:
    """Whether the words order something whatever stands around them; in a plan a doer and an act are enough.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> from haichieu.dispatches.rules.paragraphs import find_paragraphs
    >>> sheet = make_sheet("Đề nghị các thôn:")
    >>> orders(find_paragraphs(sheet, sheet.lines)[0], planned=False)
    True
    """
    content, form = paragraph.content, matching_form(paragraph.content)
    if GROUNDS.match(form) or BACKGROUND.match(form) or CITES.match(form):
        return False
    if directed_actors(content) and _is_directive(form) and not _INFORMS.search(form):
        return True
    if form.rstrip(" .*_").endswith(":") and _is_directive(form[-_LEAD_TAIL:]):
        return True
    return planned and leads(content, form)


def judge(paragraph: Paragraph, above: Above) -> Ask:
    """Decide whether a paragraph asks for something.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> from haichieu.dispatches.rules.paragraphs import find_paragraphs
    >>> sheet = make_sheet("Đề nghị các đơn vị gửi báo cáo về Sở.")
    >>> judge(find_paragraphs(sheet, sheet.lines)[0], Above())
    Ask(asks=True, rule='directive')
    """
    content = without_label(paragraph.content)
    if len(content) < 12:
        return Ask(False, "short")
    form = matching_form(content)
    directed = bool(directed_actors(content))
    if IN_FORCE.match(form) and not (TROUBLE.search(form) or BESIDES.search(form) or directed):
        return Ask(False, "in force")
    if AIMS.match(form):
        return Ask(bool(BOUND.search(form)), "goal")
    if EXCUSED.match(form) or ((" bị " in form or "không" in form) and SANCTIONS.match(form)):
        return Ask(False, "excused")
    if not directed and (CITES.match(form) or (" hiệu lực" in form and NEW_LAW.search(form))):
        return Ask(False, "cites")
    if not (directed or above.actor) and ACKNOWLEDGES.match(form):
        return Ask(False, "acknowledges")
    if above.owned and not is_meta(paragraph):
        return Ask(True, "owned")
    is_lead = form.rstrip(" .*_").endswith(":")
    own = _by_own_words(paragraph, content, form, is_lead, above)
    return own if own is not None else _by_context(paragraph, content, form, above, is_lead)


def _by_own_words(paragraph: Paragraph, content: str, form: str, is_lead: bool, above: Above) -> Ask | None:
    if not is_lead and (_says(DUTY, form) or (paragraph.level == 2 and BESIDES.search(form))):
        return Ask(True, "duty")
    tells = "biết" in form
    if (tells or " để tham khảo" in form) and KNOW_AND_DO.search(form):
        return Ask(True, "know and do")
    if HOPES.match(form) or (MEANWHILE.match(form) and bids_inside(content)):
        return Ask(True, "hopes")
    if ON_RECEIPT.match(form) and inner_actors(content):
        return Ask(True, "on receipt")
    if (
        not is_lead
        and TROUBLE.search(form)
        and ("nếu" in form or paragraph.level or _ASKS_OR_MEANWHILE.search(form))
        and not form.startswith("ngày")
    ):
        return Ask(True, "trouble")
    if (
        (above.asked or not above.opinion)
        and not (is_lead and _FOLLOWING.search(form))
        and not BACKGROUND.match(form)
        and not GROUNDS.match(form)
        and above.dated
        and find_report_to(content)
    ):
        return Ask(True, "dated")
    if tells and _INFORMS.search(form):
        return None
    if not directed_actors(content) or not _is_directive(form):
        return (
            _later(paragraph, content, form, above)
            if (above.asked or above.requested) and not is_lead
            else None
        )
    if not is_lead or _asks_before_lead(content) or PARTICULARS.search(form.rstrip(" .*_")):
        return Ask(True, "directive")
    if paragraph.level in (3, 4, 6, 7) and not above.proposes and not _is_pure_lead(content, form):
        return Ask(True, "numbered lead")
    return None


def _says(pattern: re.Pattern[str], form: str) -> bool:
    """Whether the letter says so itself, and not only what a law says."""
    return any(
        not QUOTES_LAW.search(just_before(form, match.start(), 200)) for match in pattern.finditer(form)
    )


def _asks_before_lead(content: str) -> bool:
    """“Bộ đề nghị các tỉnh triển khai. Trong quá trình đó, lưu ý như sau:”: the first sentence asks."""
    first, _, lead = content.rpartition(", đồng thời " if _ALSO.search(content) else ". ")
    return bool(lead and directed_actors(first)) and _is_directive(matching_form(first))


def _is_pure_lead(content: str, form: str) -> bool:
    """“Giao Phòng Kinh tế:” names who must act and leaves the act to the list below."""
    return bool(PURE_LEAD.search(form)) or bool(
        heading_actors(content.rstrip(" *_:")) and ONLY_ASKS.match(form)
    )


def _later(paragraph: Paragraph, content: str, form: str, above: Above) -> Ask | None:
    """After the request: what must come with it, by when the rest is due, how much each must do."""
    if above.proposes or BACKGROUND_AFTER.match(form):
        return None
    if MUST_IF.match(form):
        return Ask(True, "modal")
    if IS_SENT.match(form) and (above.dated or find_report_to(content)):
        return Ask(True, "sent")
    if form.startswith("riêng ") and leading_actors(content) and (above.dated or find_report_to(content)):
        return Ask(True, "dated")
    if TIMED.match(form) and above.dated and inner_actors(content):
        return Ask(True, "dated")
    if form.startswith("đối với ") and bids_inside(content):
        return Ask(True, "instructs")
    if above.asked and not content[:1].islower() and _adds(paragraph, content, form, above):
        return Ask(True, "added")
    return Ask(True, "dated") if QUOTA.match(form) else None


def _adds(paragraph: Paragraph, content: str, form: str, above: Above) -> bool:
    """A plain sentence behind the request that goes on with it: “Các đơn vị thực hiện trước …”, “Tiếp tục …”."""
    if paragraph.level or above.opinion:
        return False
    if leads(content, form):
        return above.dated
    return bool(_GOES_ON.match(form)) and len(form.split()) > 4


def _is_directive(form: str) -> bool:
    """The request must be the issuer's own: not one reported, not the grounds of a decision."""
    if GROUNDS.match(form) and form.rstrip().endswith((";", ",")):
        return False
    asks = list(_REQUESTS.finditer(form))
    own = [
        match
        for match in asks
        if not REPORTED.search(just_before(form, match.start())) and not OVER.match(form, match.end())
    ]
    if _TELLS.match(form):
        own = [match for match in own if _fresh_clause(just_before(form, match.start(), 400))]
    return bool(own)


def _fresh_clause(before: str) -> bool:
    """In a paragraph that tells what happened, only a clause of its own can still ask."""
    clause = _CLAUSE.split(before)
    if before.endswith(" và "):
        return False
    return len(clause) > 1 and len(clause[-1]) < 70 and not _TOLD.search(clause[-1])


def _instructs(form: str, above: Above) -> bool:
    return bool(INSTRUCTS.search(form)) or (bool(MUST_BY.search(form)) and above.dated)


def _orders_if(paragraph: Paragraph, form: str, above: Above) -> bool:
    return above.requested and bool(paragraph.level and IF_THEN.match(form)) and not GRANTS.search(form)


def _by_context(paragraph: Paragraph, content: str, form: str, above: Above, is_lead: bool) -> Ask:
    verb = bool(BEGINS_TASK.match(form) or FORBIDS.match(form))
    if ATTACHED.match(form):
        return Ask(False, "attached")
    if (above.opinion or above.guides) and not is_lead and not above.proposes and _instructs(form, above):
        return Ask(True, "instructs")
    if GROUNDS.match(form) and (form.rstrip().endswith((";", ",")) or not paragraph.level):
        return Ask(False, "grounds")
    if is_issuer_act(paragraph):
        return Ask(bids_after(content) and above.dated, "issuer acts")
    if above.section == "goals" and not above.opinion:
        return Ask(bool(BOUND.search(form) or LEVEL.search(form)) and not is_lead, "goal")
    if above.opinion and form.startswith("đối với") and above.dated and bids_inside(content):
        return Ask(True, "instructs")
    if (
        (above.proposes and above.section != "plan")
        or above.opinion
        or ISSUER_WILL.match(form)
        or (
            BACKGROUND.match(form)
            and not (above.tasks and above.dated)
            and not _orders_if(paragraph, form, above)
        )
    ):
        return Ask(False, "background")
    leading = leads(content, form)
    if above.section == "aims":
        must = (
            leading
            or bool(AIMED_ACTS.match(form))
            or (bool(_MUST_NOT_BE.search(form)) and not form.startswith("quá trình"))
        )
        return Ask(must and bool(paragraph.level) and not above.opinion, "aims")
    if above.section in ("purpose", "information"):
        return Ask(above.section == "information" and leading and above.dated, above.section)
    if above.section == "regulation" and not ((leading and MODAL.search(form)) or above.dated):
        return Ask(False, "regulation")
    if above.section == "rules" and not (leading or verb or above.dated or _BINDS.search(form)):
        return Ask(False, "regulation")
    if is_lead and not (paragraph.level >= 3 and (verb or leading) and not _is_pure_lead(content, form)):
        return Ask(False, "lead")
    if paragraph.level and (
        above.tasks
        or above.actor
        or above.section in ("requirement", "organisation", "regulation", "plan", "rules")
    ):
        return _item(paragraph, form, above, verb, leading)
    if above.actor and (verb or leading or VERB_START.match(form) or above.dated):
        return Ask(len(form.split()) > 4, "heading")
    if above.bare and paragraph.level and verb and not is_lead and not _NOUN.match(form):
        return Ask(len(form.split()) > 3, "bare")
    if above.bare and leading and not is_lead and (paragraph.level or (above.planned and above.dated)):
        return Ask(len(form.split()) > 4, "bare")
    if above.tasks and not is_lead and ((bound := _says(BOUND, form)) or (above.headed and verb)):
        return Ask(True, "goal" if bound else "headed")
    if leading and (above.tasks or above.section in ("organisation", "plan")):
        return Ask(len(form.split()) > 6, "actor")
    if above.tasks and above.dated and inner_actors(content):
        return Ask(True, "dated")
    return Ask((above.tasks or above.actor) and bool(_MUST_NOT_BE.search(form)), "modal")


def _item(paragraph: Paragraph, form: str, above: Above, verb: bool, leading: bool) -> Ask:
    content = paragraph.content
    if IS_SENT.match(form) and find_report_to(content):
        return Ask(True, "sent")
    if verb or TARGET.search(form):
        return Ask(len(form.split()) > 2, "item")
    if leading:
        return Ask(len(form.split()) > (3 if ":" in form else 5), "actor")
    if QUOTA.match(form) or (BOUND.search(form) and not above.guides and not GRANTS.search(form)):
        return Ask(True, "goal")
    if above.section == "requirement" and STANDARD.match(form):
        return Ask(True, "item")
    if above.guides and not (MODAL.search(form) and inner_actors(content) and not GRANTS.search(form)):
        return Ask(False, "guidance")
    if above.dated:
        return Ask(True, "dated")
    if _orders_if(paragraph, form, above):
        return Ask(True, "modal")
    if _IN_CASE.match(form):
        acts = _ACTS.search(form)
        grants = GRANTS.search(form) and not _MUST_NOT_HAVE.search(form)
        return Ask(not grants and bool(acts or inner_actors(content) or "phải" in form.split()), "modal")
    if VERB_START.match(form) or MODAL.search(form) or (form.startswith("để ") and bids_inside(content)):
        return Ask(True, "modal")
    head, _, rest = content.partition(":")
    if rest and len(head) < 90 and BEGINS_TASK.match(matching_form(rest).strip()):
        return Ask(True, "item")
    if above.actor and not NO_TASK.match(form) and _VERB_LATER.match(form):
        return Ask(True, "item")
    return Ask(above.requested and len(form.split()) > 7 and not NO_TASK.match(form), "listed")
