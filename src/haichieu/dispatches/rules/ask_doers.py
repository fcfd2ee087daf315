"""Whether a sentence names somebody who is to act, at its beginning or behind a condition."""

from haichieu.dispatches.rules.actors import inner_actors, leading_actors
from haichieu.dispatches.rules.ask_patterns import GIVEN, STATES
from haichieu.dispatches.rules.forms import matching_form
from haichieu.dispatches.rules.words import TASK_VERB
from haichieu.text.patterns import late

_MUST = late(rf"(?<!không )phải |(?<!\w)cần |,\s+{TASK_VERB}")
_BIDS = late(rf"(?:có văn bản )?{TASK_VERB}")


def leads(content: str, form: str) -> bool:
    """Whether the sentence begins with somebody who is to act, and not with one about whom something is told.

    >>> [leads(each, each.lower()) for each in ("Các thôn lập danh sách.", "Các thôn đã lập danh sách.")]
    [True, False]
    """
    actors = leading_actors(content)
    if not actors:
        return False
    at = content.find(actors[-1]) + len(actors[-1])
    if GIVEN.search(form[at : at + 45]):
        return False
    told = STATES.match(form[at:].lstrip(" ,"))
    return told is None or bool(_MUST.search(form[at : at + 80]))


def bids_inside(content: str) -> bool:
    """“Đối với các cơ sở đổi tên, Công đoàn phường hướng dẫn …”: in an answer, what somebody is still to do.

    >>> bids_inside("Đối với hộ mới, các thôn lập danh sách."), bids_inside("Đối với hộ mới, mức thu là 5.000 đồng.")
    (True, False)
    """
    for actor in inner_actors(content)[:1]:
        after = matching_form(content[content.find(actor) + len(actor) :]).lstrip()
        return bool(_BIDS.match(after))
    return False


def bids_after(content: str) -> bool:
    """“Điều 2. Chỉ định bà A làm Tổ trưởng; bà A nhận bàn giao xong trước …”: somebody is to do more.

    >>> bids_after("Chỉ định bà A làm Tổ trưởng; các thôn lập danh sách."), bids_after("Chỉ định bà A làm Tổ trưởng.")
    (True, False)
    """
    return any(leads(clause, matching_form(clause)) for clause in content.split("; ")[1:])
