"""Which words of a paragraph belong to which of its deadlines: “A xong trước ngày 5; B gửi Sở trước ngày 9”."""

from collections.abc import Sequence

from haichieu.dispatches.rules.actors import directed_actors, inner_actors, leading_actors
from haichieu.dispatches.rules.ask_patterns import PROMISES
from haichieu.dispatches.rules.deadline_types import Deadline
from haichieu.dispatches.rules.forms import matching_form
from haichieu.dispatches.rules.report_to import find_report_to
from haichieu.dispatches.rules.words import TASK_VERB
from haichieu.text.patterns import at_word, late

_BREAK = late(r";\s+|(?<=[^\W\d])\.\s+(?=[^\W\d_a-z])|(?<=\d)\.\s+(?=[^\W\d_a-z])")
#: “Để kịp tổng hợp báo cáo trước ngày 10/5, Sở đề nghị …”: why, not by when.
_PURPOSE = late(r"(?:để|nhằm|thực hiện|căn cứ|theo|tiếp theo|triển khai)\s")
#: “… là 17 giờ ngày 01/02 theo luật định” is a cut-off of the law, not a day that the letter sets.
_SET_BY_LAW = late(r",?\s+theo (?:luật định|quy định của (?:pháp luật|luật))")
#: “Đơn gửi sau 30 ngày không được xem xét”: what happens to whoever is late.
_SHUTS = late(
    r"^sau [^;]*? (?:thì |sẽ )?không (?:được )?(?:xem xét|giải quyết|tiếp nhận|nhận|tính|chấp nhận)"
)
_SENDS = late(at_word(r"(?:báo cáo|báo(?<!thông báo)(?! chí)|gửi|nộp)(?!\w)"))
_PLACE = late(r"(?:nhóm|zalo|phần mềm|hệ thống|đường link|link|cổng)(?!\w)")
#: “…, gửi biên bản”, “… và báo cáo”: the next act of the same subject.
_NEXT_ACT = late(rf"(?:,|\svà)\s+(?:[^,.;]{{0,20}}\s)?{TASK_VERB}")
_SEMICOLON = late(r";\s+(?:đồng thời,?\s+)?")
_ASKS_AGAIN = late(r"(?:đề nghị|yêu cầu|giao|phân công)\s")
#: What is told of somebody, and what somebody gets.
_TOLD = late(r"\s(?:đã|được|là|sẽ|gồm|có (?!trách|nhiệm|kế|văn)|không|chưa|bị)\s")
_REQUEST = late(r",\s+(?:[^,.;]{2,90}\s)?(?:đề nghị|yêu cầu)\s")


def clause_around(text: str, at: int) -> str:
    """The clause of a paragraph in which a place stands.

    >>> clause_around("A xong trước ngày 5; B gửi Sở trước ngày 9.", 25)
    'B gửi Sở trước ngày 9.'
    """
    start, end = 0, len(text)
    for match in _BREAK.finditer(text):
        if match.end() <= at:
            start = match.end()
        else:
            end = match.start()
            break
    return text[start:end]


def own_deadlines(text: str, deadlines: Sequence[Deadline]) -> list[Deadline]:
    """The deadlines without those that only tell a purpose or that the issuer sets itself.

    >>> due = Deadline("trước ngày 10/5", "date", "2025-05-10", 23, 38)
    >>> own_deadlines("Để kịp báo cáo Bộ Y tế trước ngày 10/5 như đã hẹn, Sở đề nghị các đơn vị gửi số liệu.", [due])
    []
    """
    if not deadlines:
        return []
    form = matching_form(text)
    request = _REQUEST.search(form) if _PURPOSE.match(form) else None
    until = request.start() if request else 0
    kept = [each for each in deadlines if each.end >= until and not _SET_BY_LAW.match(form, each.end)]
    kept = [each for each in kept if not _SHUTS.search(form[each.start : each.end + 45])]
    if len(kept) < 2 or not PROMISES.search(form):
        return kept
    return [each for each in kept if not PROMISES.search(matching_form(clause_around(text, each.start)))]


def actors_at(text: str, deadline: Deadline, actors: Sequence[str], number: int) -> list[str]:
    """Who is bound by one of several deadlines: whoever its own clause begins with, else those of the paragraph."""
    clause = clause_around(text, deadline.start)
    if number < 2 or text.startswith(clause):
        return list(actors)
    return directed_actors(clause) or leading_actors(clause) or list(actors)


def further_actors(text: str) -> list[str]:
    """Who is told to act by the later clauses of a sentence: “A kiểm tra; B chịu trách nhiệm tổng hợp”.

    >>> further_actors("Các xã cập nhật số liệu; Phòng Nội vụ chịu trách nhiệm kiểm tra.")
    ['Phòng Nội vụ']
    """
    found = []
    first, *later = _SEMICOLON.split(text) if ";" in text else [text]
    for clause in later:
        # “…; các trung tâm …” may go on with a list of those whom the first clause names.
        begins = clause[:1].isupper() or _ASKS_AGAIN.match(matching_form(clause))
        if begins and not _TOLD.search(matching_form(clause)[:90]):
            found += directed_actors(clause) or leading_actors(clause)
    named = found and (leading_actors(first) or directed_actors(first) or inner_actors(first))
    return found if named else []


def report_at(text: str, deadline: Deadline, report_to: str | None, others: Sequence[Deadline]) -> str | None:
    """Where the result goes by one of several deadlines: only where its own clause sends something.

    >>> first = Deadline("mỗi quý", "period", "quarter", 9, 16)
    >>> second = Deadline("sau 2 ngày", "relative", "2 days", 29, 39)
    >>> text = "Sinh hoạt mỗi quý, gửi về Hội sau 2 ngày."
    >>> report_at(text, first, "Hội", [first, second]), report_at(text, second, "Hội", [first, second])
    (None, 'Hội')
    """
    if len(others) < 2:
        return report_to
    clause = clause_around(text, deadline.start)
    own = find_report_to(clause)
    if own is not None and own != report_to:
        return own
    if report_to is None or not (report_to in clause or _sends_alike(clause, report_to)):
        return None
    return None if own is not None and _done_before(text, deadline, own, others) else report_to


def _sends_alike(clause: str, report_to: str) -> bool:
    """A further report goes to the same body; what goes into a group or a system goes there alone."""
    return bool(_SENDS.search(matching_form(clause))) and not _PLACE.match(matching_form(report_to))


def _done_before(text: str, deadline: Deadline, report_to: str, others: Sequence[Deadline]) -> bool:
    """Whether the deadline belongs to an act told before the one that reports, which has a deadline of its own."""
    at = text.find(report_to, deadline.end)
    if at < 0:
        return False
    later = [other.start for other in others if other.start >= deadline.end]
    between = text[deadline.end : min([at, *later])] if later else ""
    return ";" not in between and bool(_NEXT_ACT.search(matching_form(between)))
