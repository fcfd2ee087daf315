"""Which fact may follow in the ledger of an assignment, and the sentence where it may not."""

from collections.abc import Sequence

from haichieu.dispatches.rules.standing import (
    ENDED_STATES,
    OPEN_STATES,
    LedgerFact,
    Standing,
    State,
    Verb,
    in_effect,
)

STATE_LABELS: dict[str, str] = {
    State.SENT: "Đã gửi",
    State.SEEN: "Đã xem",
    State.ACCEPTED: "Đã nhận việc",
    State.RETURNED: "Trả lại, có lý do",
    State.IN_PROGRESS: "Đang làm",
    State.SUBMITTED: "Đã nộp, chờ duyệt",
    State.SENT_BACK: "Yêu cầu làm lại",
    State.DONE: "Đã xong",
    State.WITHDRAWN: "Đã rút",
}
VERB_LABELS: dict[str, str] = {
    Verb.SENT: "Gửi tới đơn vị",
    Verb.SEEN: "Mở xem",
    Verb.ACCEPTED: "Nhận việc",
    Verb.RETURNED: "Trả lại",
    Verb.STARTED: "Bắt đầu làm",
    Verb.EVIDENCE: "Thêm minh chứng",
    Verb.SUBMITTED: "Nộp kết quả",
    Verb.APPROVED: "Duyệt kết quả",
    Verb.SENT_BACK: "Yêu cầu làm lại",
    Verb.EXTENDED: "Gia hạn",
    Verb.REMINDED: "Nhắc",
    Verb.CHANGED: "Sửa nội dung",
    Verb.PASSED_ON: "Giao tiếp cấp dưới",
    Verb.TAKEN_OVER: "Đơn vị khác tiếp nhận",
    Verb.WITHDRAWN: "Rút lại",
    Verb.TAKEN_BACK: "Hoàn tác",
}

_ALIVE = frozenset(State) - ENDED_STATES
_FRESH = frozenset({State.SENT, State.SEEN, State.ACCEPTED})
#: verb → states that it may follow
_FROM: dict[Verb, frozenset[State]] = {
    Verb.SEEN: frozenset(State) - {State.WITHDRAWN},
    Verb.ACCEPTED: frozenset({State.SENT, State.SEEN, State.RETURNED}),
    Verb.RETURNED: OPEN_STATES,
    Verb.STARTED: _FRESH | {State.SENT_BACK},
    Verb.EVIDENCE: OPEN_STATES | {State.SUBMITTED},
    Verb.SUBMITTED: OPEN_STATES,
    Verb.APPROVED: frozenset({State.SUBMITTED}),
    Verb.SENT_BACK: frozenset({State.SUBMITTED, State.RETURNED}),
    Verb.EXTENDED: _ALIVE,
    Verb.REMINDED: OPEN_STATES,
    Verb.CHANGED: _ALIVE,
    Verb.PASSED_ON: OPEN_STATES,
    Verb.TAKEN_OVER: _ALIVE,
    Verb.WITHDRAWN: _ALIVE,
}
#: what a unit that was only told may do and have done to it
_FOR_COPIES = frozenset(
    {Verb.SEEN, Verb.ACCEPTED, Verb.REMINDED, Verb.CHANGED, Verb.TAKEN_OVER, Verb.WITHDRAWN}
)
#: facts that no later fact rests on
_BESIDE = frozenset({Verb.SEEN, Verb.REMINDED, Verb.CHANGED, Verb.TAKEN_OVER})
_FOR_GOOD = {
    Verb.SENT: "Việc đã gửi thì không hoàn tác; hãy dùng “Rút lại”.",
    Verb.SEEN: "Việc đã mở xem là điều đã xảy ra, không hoàn tác được.",
    Verb.PASSED_ON: "Đã giao tiếp cho cấp dưới; hãy rút lại ở từng đơn vị cấp dưới.",
    Verb.CHANGED: "Nội dung được sửa theo bản đọc của văn bản; muốn đổi, hãy sửa bản đọc.",
    Verb.TAKEN_OVER: "Đơn vị đã thay đổi nên việc theo đơn vị tiếp nối; muốn đổi, hãy chuyển việc cho đơn vị khác.",
    Verb.TAKEN_BACK: "Một lần hoàn tác thì không hoàn tác nữa; hãy làm lại bước cần làm.",
}


def refusal(now: Standing, verb: str, *, is_copy: bool = False, receipt_only: bool = False) -> str:
    """Why ``verb`` may not follow, as one sentence; empty where it may.

    Parameters: ``now`` as the facts stand; ``is_copy`` for a unit that was only told; ``receipt_only`` where the
    obligation is no more than an acknowledgement, which the receipt itself fulfils.

    >>> from datetime import UTC, datetime
    >>> sent = Standing(State.SENT, None, datetime(2026, 11, 20, tzinfo=UTC))
    >>> refusal(sent, "accepted")
    ''
    >>> refusal(sent, "approved")
    'Việc đang ở tình trạng “Đã gửi” nên không làm được bước “Duyệt kết quả”; hãy tải lại trang.'
    """
    if is_copy and verb not in _FOR_COPIES:
        return "Đơn vị này chỉ nhận để biết, nên không có kết quả, hạn hay việc giao tiếp."
    if verb == Verb.SEEN and now.seen_at is not None:
        return "Đơn vị đã mở xem từ trước."
    allowed = _FROM.get(Verb(verb), frozenset())
    if receipt_only and verb == Verb.APPROVED:
        allowed |= {State.ACCEPTED}
    if now.state in allowed:
        return ""
    return (
        f"Việc đang ở tình trạng “{STATE_LABELS[now.state]}” nên không làm được bước "
        f"“{VERB_LABELS[verb]}”; hãy tải lại trang."
    )


def take_back_refusal(facts: Sequence[LedgerFact], pk: int) -> str:
    """Why the fact ``pk`` may not be taken back, as one sentence; empty where it may.

    A fact is taken back only while no later one rests on it, so that what others did is never undone under their hands.

    >>> from datetime import UTC, datetime
    >>> day = datetime(2026, 11, 20, tzinfo=UTC)
    >>> take_back_refusal([LedgerFact("sent", day, 1), LedgerFact("accepted", day, 2)], 2)
    ''
    """
    fact = next((line for line in facts if line.pk == pk), None)
    if fact is None:
        return "Không có bước này trong sổ theo dõi của việc."
    if fact.verb in _FOR_GOOD:
        return _FOR_GOOD[Verb(fact.verb)]
    if any(line.undoes == pk for line in facts):
        return "Bước này đã được hoàn tác trước đó."
    place = [line.pk for line in facts].index(pk)
    later = [line for line in in_effect(facts) if line in facts[place + 1 :] and line.verb not in _BESIDE]
    if later and fact.verb != Verb.REMINDED:
        return f"Sau bước này đã có bước “{VERB_LABELS[later[-1].verb]}”; hãy hoàn tác bước đó trước."
    return ""
