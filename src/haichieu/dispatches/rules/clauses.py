"""Which words of a paragraph belong to which of its deadlines: “A xong trước ngày 5; B gửi Sở trước ngày 9”."""

import re
from collections.abc import Sequence

from haichieu.dispatches.rules.actors import directed_actors, leading_actors
from haichieu.dispatches.rules.ask_patterns import PROMISES
from haichieu.dispatches.rules.deadline_types import Deadline
from haichieu.dispatches.rules.forms import matching_form

_BREAK = re.compile(r";\s+|(?<=[^\W\d])\.\s+(?=[^\W\d_a-z])|(?<=\d)\.\s+(?=[^\W\d_a-z])")
#: “Để kịp tổng hợp báo cáo trước ngày 10/5, Sở đề nghị …”: why, not by when.
_PURPOSE = re.compile(r"(?:để|nhằm|thực hiện|căn cứ|theo|tiếp theo|triển khai)\s")
_SENDS = re.compile(r"(?<!\w)(?:báo cáo|gửi|nộp)(?!\w)")
_REQUEST = re.compile(r",\s+(?:[^,.;]{2,90}\s)?(?:đề nghị|yêu cầu)\s")


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
    kept = [each for each in deadlines if each.end >= until]
    if len(kept) < 2 or not PROMISES.search(form):
        return kept
    return [each for each in kept if not PROMISES.search(matching_form(clause_around(text, each.start)))]


def actors_at(text: str, deadline: Deadline, actors: Sequence[str], number: int) -> list[str]:
    """Who is bound by one of several deadlines: whoever its own clause begins with, else those of the paragraph."""
    clause = clause_around(text, deadline.start)
    if number < 2 or text.startswith(clause):
        return list(actors)
    return directed_actors(clause) or leading_actors(clause) or list(actors)


def report_at(text: str, deadline: Deadline, report_to: str | None, number: int) -> str | None:
    """Where the result goes by one of several deadlines: only where its own clause sends something."""
    if report_to is None or number < 2:
        return report_to
    clause = clause_around(text, deadline.start)
    return report_to if report_to in clause or _SENDS.search(matching_form(clause)) else None
